"""What Zotero's translators make of a page, by their published rules.

Embedded Metadata reads the head of a page that shows one paper; COinS reads the spans of a list
(<https://github.com/zotero/translators>, <https://github.com/zotero/utilities>).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from tests.browser.outline import by_class

_VENUES = {"citation_journal_title": "journalArticle", "citation_conference_title": "conferencePaper"}
_OPEN_GRAPH = {"article": "journalArticle", "website": "webpage"}
_FORMATS = {
    "info:ofi/fmt:kev:mtx:journal": "journalArticle",
    "info:ofi/fmt:kev:mtx:book": "book",
    "info:ofi/fmt:kev:mtx:dc": "webpage",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What Zotero saves.

    Attributes:
        creators: Family and given name of each; the given name of a group is empty.
        pdf: Address of the attachment; without it Zotero keeps a picture of the page.
    """

    kind: str
    title: str
    creators: tuple[tuple[str, str], ...]
    date: str = ""
    venue: str = ""
    doi: str = ""
    url: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    abstract: str = ""
    pdf: str = ""


def read_head(page: Element) -> Item | None:
    """Return what Embedded Metadata saves of a page; None where it sees no paper."""
    names = [
        (meta.get("name", "") or meta.get("property", ""), meta.get("content", "")) for meta in _metas(page)
    ]
    tags = dict(reversed(names))  # of tags that come twice the first counts
    if "citation_title" not in tags:
        return None
    canonical = [link.get("href", "") for link in page.iter("link") if link.get("rel") == "canonical"]
    pages = [tags.get(name, "") for name in ("citation_firstpage", "citation_lastpage")]
    return Item(
        kind=_kind(tags),
        title=tags["citation_title"],
        creators=tuple(_creators([content for name, content in names if name == "citation_author"])),
        date=tags.get("citation_publication_date", ""),
        venue=next((tags[name] for name in _VENUES if name in tags), ""),
        doi=tags.get("citation_doi", ""),
        url=tags.get("citation_public_url") or tags.get("citation_abstract_html_url") or canonical[0],
        volume=tags.get("citation_volume", ""),
        issue=tags.get("citation_issue", ""),
        pages="-".join(filter(None, pages)),
        publisher=tags.get("citation_publisher", ""),
        abstract=tags.get("citation_abstract") or tags.get("description", ""),
        pdf=tags.get("citation_pdf_url", ""),
    )


def read_spans(page: Element) -> list[Item]:
    """Return what the COinS translator offers of a page."""
    return [read_context(span.get("title", "")) for span in by_class(page, "Z3988") if span.tag == "span"]


def _metas(page: Element) -> Iterator[Element]:
    head = page.find("head")
    return iter(()) if head is None else iter(head.findall("meta"))


def _kind(tags: dict[str, str]) -> str:
    """Return the item type: a venue's tag wins, then z:itemType, then og:type; a mere title is an article."""
    for name, kind in _VENUES.items():
        if name in tags:
            return kind
    return tags.get("z:itemType") or _OPEN_GRAPH.get(tags.get("og:type", "")) or "journalArticle"


def _creators(contents: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield names; a tag may hold several, and neighbours that are equal are one."""
    for author, _ in groupby(author for content in contents for author in _split(content)):
        yield _name(author)


def _split(content: str) -> list[str]:
    """Return the authors of one tag: split at semicolons, or at commas between whole names."""
    if ";" in content:
        return [part.strip() for part in content.split(";")]
    parts = [part.strip() for part in content.split(",")]
    return parts if len(parts) > 1 and " " in parts[0] and " " in parts[1] else [content]


def _name(text: str) -> tuple[str, str]:
    family, comma, given = text.replace("\N{NO-BREAK SPACE}", " ").partition(",")
    if comma:
        return family, given.split(",")[0].strip()
    given, _, family = text.rpartition(" ")
    return family, given


def read_context(context: str) -> Item:
    """Return what the COinS translator makes of the title of one span."""
    pairs = [part.split("=") for part in context.split("&")]
    found = [(name, unquote(value.replace("+", " ").replace("%2B", " "))) for name, value in pairs]
    values = dict(reversed(found))
    kind = _FORMATS[values["rft_val_fmt"]]
    if ("rft.genre", "proceeding") in found:
        kind = "conferencePaper"
    if kind == "webpage":
        kind = values.get("rft.type", kind)
    identifiers = [value for name, value in found if name == "rft_id"]
    return Item(
        kind=kind,
        title=values.get("rft.atitle") or values["rft.title"],
        creators=tuple(_name(value) for name, value in found if name == "rft.au"),
        date=values.get("rft.date", ""),
        venue=values.get("rft.jtitle") or values.get("rft.btitle", ""),
        doi=next((value[9:] for value in identifiers if value.startswith("info:doi/")), ""),
        url=next((value for value in identifiers if value.startswith("http")), ""),
        volume=values.get("rft.volume", ""),
        issue=values.get("rft.issue", ""),
        pages=values.get("rft.pages", ""),
        publisher=values.get("rft.publisher", ""),
    )
