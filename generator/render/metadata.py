"""What programs read of a paper: in the head of its page, and on its card in lists.

The head serves Google Scholar and Zotero (Highwire's tags), whoever shows links (Open Graph) and
search engines (schema.org). Cards carry COinS, so that Zotero offers all papers of a list. Both
say what is known, and nothing else. What Zotero makes of them: <https://www.zotero.org/support/dev/exposing_metadata>.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from generator.render.addresses import bib_path, csl_path, paper_path, ris_path
from generator.render.identifiers import (
    arxiv_page,
    arxiv_pdf,
    doi_of,
    doi_page,
    kind_of,
    page_range,
    plain_title,
    web_address,
)
from generator.text import escape_html, escape_json_script, parse_text, visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.models import Facts, Paper
    from generator.names import Name

_VENUE_TAGS = {"journalArticle": "citation_journal_title", "conferencePaper": "citation_conference_title"}
_FORMATS = (
    ("application/x-bibtex", "BibTeX", bib_path),
    ("application/x-research-info-systems", "RIS", ris_path),
    ("application/vnd.citationstyles.csl+json", "CSL-JSON", csl_path),
)


def render_head(paper: Paper, site: str) -> str:
    """Return what stands in the head of a paper's page.

    Args:
        paper: Shown on the page.
        site: Address of the site, ending in a slash.
    """
    tags = [
        f'<meta name="{name}" content="{escape_html(content)}">' for name, content in _tags(paper) if content
    ]
    path = paper_path(paper.key)
    links = [
        f'<link rel="alternate" type="{media}" title="{title}" href="../../{address(path)}">'
        for media, title, address in _FORMATS
    ]
    schema = escape_json_script(_article(paper, site + path))
    script = f'<script type="application/ld+json">{schema}</script>'
    return "\n".join((*tags, '<meta property="og:type" content="article">', *links, script))


def render_coins(paper: Paper) -> str:
    """Return the paper as an OpenURL ContextObject in a query string (<https://en.wikipedia.org/wiki/COinS>).

    Abstracts are left out: they would double the weight of a list. A retracted paper is not offered.
    """
    if paper.retracted:
        return ""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        *((name, visible_text(text)) for name, text in _coins(paper) if text),
    ]
    return urlencode(pairs, safe=":/(),")


def _tags(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield Highwire's tags, as Google Scholar and Zotero read them; some are empty."""
    facts, kind = paper.facts, kind_of(paper)
    first, last = page_range(facts)
    yield "citation_title", plain_title(paper)
    for author in facts.authors:
        yield "citation_author", _unsplit(author)
    yield "citation_publication_date", str(facts.year or "")
    yield _VENUE_TAGS.get(kind, ""), _plain(facts.venue) if kind in _VENUE_TAGS else ""
    yield "citation_series_title", _plain(facts.series)
    yield "citation_volume", _plain(facts.volume)
    yield "citation_issue", _plain(facts.number)
    yield "citation_firstpage", first
    yield "citation_lastpage", last
    yield "citation_publisher", _publisher(paper)
    yield "citation_doi", doi_of(paper)
    yield "citation_arxiv_id", facts.arxiv
    yield "citation_pdf_url", arxiv_pdf(facts)
    yield "citation_abstract_html_url", _landing_page(facts)
    yield "citation_abstract", parse_text(paper.abstract).as_plain()
    # The venue's tag would decide as well; a preprint has no tag of its own.
    yield "z:itemType", kind


def _coins(paper: Paper) -> Iterator[tuple[str, str]]:
    facts, kind = paper.facts, kind_of(paper)
    title, venue = plain_title(paper), _plain(facts.venue)
    if kind == "journalArticle":
        yield from (("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"), ("rft.genre", "article"))
        yield from (("rft.atitle", title), ("rft.jtitle", venue))
    elif kind == "conferencePaper":
        yield from (("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"), ("rft.genre", "proceeding"))
        yield from (("rft.atitle", title), ("rft.btitle", venue))
    else:
        yield from (("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"), ("rft.type", kind), ("rft.title", title))
        yield "rft.publisher", _publisher(paper)
    yield from (("rft.au", _inverted(author)) for author in facts.authors)
    yield "rft.date", str(facts.year or "")
    yield "rft.series", _plain(facts.series)
    yield "rft.volume", _plain(facts.volume)
    yield "rft.issue", _plain(facts.number)
    yield "rft.pages", facts.pages
    yield "rft_id", f"info:doi/{doi_of(paper)}" if doi_of(paper) else ""
    yield "rft_id", _landing_page(facts)


def _article(paper: Paper, page: str) -> dict[str, object]:
    """Return the paper as JSON-LD (<https://schema.org/ScholarlyArticle>)."""
    facts = paper.facts
    first, last = page_range(facts)
    same = [address for address in (arxiv_page(facts), doi_page(facts), web_address(facts.url)) if address]
    known: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": page,
        "url": page,
        "name": plain_title(paper),
        "author": [_person(author) for author in facts.authors],
        "datePublished": str(facts.year or ""),
        "isPartOf": _part_of(paper),
        "pageStart": first,
        "pageEnd": last,
        "identifier": doi_of(paper),
        "sameAs": same,
        "abstract": parse_text(paper.abstract).as_plain(),
    }
    return {name: value for name, value in known.items() if value}


def _part_of(paper: Paper) -> dict[str, object]:
    """Return the venue as schema.org nests it: issue, volume, periodical."""
    facts = paper.facts
    if not facts.venue:
        return {}
    kind = "Periodical" if kind_of(paper) == "journalArticle" else "CreativeWork"
    whole: dict[str, object] = {"@type": kind, "name": _plain(facts.venue)}
    if facts.volume:
        whole = {"@type": "PublicationVolume", "volumeNumber": _plain(facts.volume), "isPartOf": whole}
    if facts.number:
        whole = {"@type": "PublicationIssue", "issueNumber": _plain(facts.number), "isPartOf": whole}
    return whole


def _person(author: Name) -> dict[str, str]:
    if author.is_group:
        return {"@type": "Organization", "name": author.as_text()}
    known = {
        "@type": "Person",
        "name": author.as_text(),
        "givenName": author.given,
        "familyName": author.family if author.given else "",
        "honorificSuffix": author.suffix,
    }
    return {name: value for name, value in known.items() if value}


def _inverted(author: Name) -> str:
    """Return "Last, First"; a suffix stays with the family name, where programs keep it."""
    family = " ".join(part for part in (author.family, author.suffix) if part)
    return f"{family}, {author.given}" if author.given else family


def _unsplit(author: Name) -> str:
    """Return "Last, First" for a tag of its own.

    Zotero takes a comma with spaces on both sides for one between two authors ("Van Gool, Luc P."),
    so the words of the family name are then held together.
    """
    family, comma, given = _inverted(author).partition(", ")
    held = family.replace(" ", "\N{NO-BREAK SPACE}") if " " in given else family
    return f"{held}{comma}{given}"


def _publisher(paper: Paper) -> str:
    return "arXiv" if paper.facts.arxiv and kind_of(paper) == "preprint" else ""


def _landing_page(facts: Facts) -> str:
    return web_address(facts.landing_page) or doi_page(facts)


def _plain(text: str) -> str:
    return parse_text(text).as_plain()
