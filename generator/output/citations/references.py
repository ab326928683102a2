"""Formatted references in three styles.

The processor takes some ten milliseconds a paper, so what it gives comes from the cache where it can.
"""

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.base.cache import Cache
from generator.base.models import ET_AL, Paper
from generator.base.text import Markdown, collapse_space, escape_html
from generator.base.text.markdown import markdown_of
from generator.base.text.nodes import Styled, Text
from generator.output.citations.csl import csl_item
from generator.output.citations.usual_references import is_usual, usual_references

Item = dict[str, Any]
"""One item of CSL-JSON."""

_ET_AL = {"literal": ET_AL}

# Around italics, until the rest is escaped: characters that no script uses.
_ITALICS = ("\ue000", "\ue001")
# For the processor a person, until it has set commas; the conjunction before it goes with it.
_OTHERS = "\ue002"
_SIGNS = re.compile("[\ue000-\ue002]")
_BEFORE_OTHERS = re.compile(r",?(?: (?:and|&|…))? \ue002\.?")
_ITALIC_TAG = re.compile("</?i>")
_NICKNAME = re.compile(r"\s*\([^()]*\)")
_FIRST_LETTER = re.compile(r"(?<![^\s-])[^\W\d_]")
# A title's own mark ends its sentence.
_STOP_AFTER_MARK = re.compile("([?!]”?\ue001?)\\.(?= |$)")
_MARK_AFTER_QUOTE = re.compile(r"([?!.])?”([,.])")
_TITLE_TWICE = re.compile(r"^(?P<title>.+?)\.? \((?P<year>[^()]*)\)\. (?P=title)(?P<more> \([^()]*\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How references are written.

    Attributes:
        slug: Name of the style in addresses of a page.
        name: Name of the style for people.
        csl: The style's name among those of <https://github.com/citation-style-language/styles>.
        adapt: Changes an item so that the style shows it well.
        mend: Corrects what the processor does not do as CSL says.
        others: Ends a list of authors that has more than are known.
    """

    slug: str
    name: str
    csl: str
    adapt: Callable[[Item], Item]
    mend: Callable[[str], str] = str
    others: str = f", {ET_AL}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One paper in one style.

    Attributes:
        style: Name of the style.
        slug: Slug of the style.
        html: The reference with italics, escaped.
    """

    style: str
    slug: str
    html: Markup

    @property
    def markdown(self) -> Markdown:
        """The reference as Markdown on one line."""
        parts = map(html.unescape, _ITALIC_TAG.split(self.html))  # italics are every second part
        nodes = (Styled("em", (Text(part),)) if n % 2 else Text(part) for n, part in enumerate(parts) if part)
        return Markdown(markdown_of(tuple(nodes), links=True))

    @property
    def text(self) -> str:
        """The reference without italics."""
        return self.html.striptags()


class References:
    """The references of papers."""

    def __init__(self, cache: Cache | None = None) -> None:
        """Take what the processor made in earlier builds from a cache; without one, all is made anew."""
        self._cache = cache or Cache()

    def of(self, paper: Paper) -> tuple[Reference, ...]:
        """Return a paper's references, one a style, in the order of `STYLES`."""
        item = _item(paper)
        usual = is_usual(item)
        formatted = map(_as_html, usual_references(item, _ITALICS)) if usual else self._processed(item)
        return tuple(
            Reference(style=style.name, slug=style.slug, html=Markup(text))  # noqa: S704  escaped by _as_html
            for style, text in zip(STYLES, formatted, strict=True)
        )

    def _processed(self, item: Item) -> tuple[str, ...]:
        """Return what the processor makes of an item in each style, as HTML."""
        text = json.dumps(item, ensure_ascii=False)
        if (known := self._cache.find(text, tuple[str, ...])) and len(known) == len(STYLES):
            return known
        made = _format(text)
        self._cache.keep(text, made)
        return made


def _format(item: str) -> tuple[str, ...]:
    """Return what the processor makes of an item in each style, as HTML."""
    from generator.output.citations.csl_processor import process

    known = json.loads(_SIGNS.sub("\N{REPLACEMENT CHARACTER}", item))
    if known.get("author", [])[-1:] == [_ET_AL]:
        known["author"][-1] = {"literal": _OTHERS}
    entries = ((style, process(style.csl, style.adapt(known), _ITALICS)) for style in STYLES)
    return tuple(_as_html(style.mend(_BEFORE_OTHERS.sub(style.others, entry))) for style, entry in entries)


def _item(paper: Paper) -> Item:
    """Return what is formatted: a paper's item, with a last author where the list goes on."""
    item: Item = csl_item(paper)
    if paper.facts.has_more_authors and "author" in item:
        return item | {"author": [*item["author"], _ET_AL]}
    return item


def _as_html(entry: str) -> str:
    """Return an entry as HTML on one line; nothing but italics is markup."""
    once = _STOP_AFTER_MARK.sub(r"\1", collapse_space(entry))
    begin, end = _ITALICS
    return str(escape_html(once)).replace(begin, "<i>").replace(end, "</i>")


def _apa(item: Item) -> Item:
    item = _with_initials(item)
    series, volume = item.get("collection-title"), item.get("volume")
    if item["type"] != "paper-conference" or not series:
        return item
    place = f"{series}, Vol. {volume}" if volume else series
    left = _without(item, "collection-title", "volume")
    return left | {"container-title": f"{item.get('container-title', '')} ({place})".strip()}


def _ieee(item: Item) -> Item:
    item = _with_initials(item)
    if item["type"] != "article":
        return item
    # In this place the style shows a publisher and no venue; arXiv's name is in the identifier.
    venue = {"publisher": item["container-title"]} if "container-title" in item else {}
    return _without(item, "publisher") if "number" in item else item | venue


def _acl(item: Item) -> Item:
    """Return an item for a style that shows preprints as volumes of a journal."""
    if item["type"] == "article":
        preprint = {"container-title": "Preprint", "volume": item["number"]} if "number" in item else {}
        return item | preprint | {"type": "article-journal"}
    if item["type"] == "paper-conference" and "collection-title" in item and "volume" in item:
        return item | {"volume": f"{item['volume']} of {item['collection-title']}"}
    return item


def _mend_apa(entry: str) -> str:
    """Return an entry without the second title that the processor adds where there is no author."""
    entry = entry.replace("(ArXiv:", "(arXiv:").replace(" (Publication)", "")  # of a thesis without number
    return _TITLE_TWICE.sub(lambda found: f"{found['title']}{found['more'] or ''}. ({found['year']})", entry)


def _mend_ieee(entry: str) -> str:
    """Return an entry without number, with commas and stops inside quotation marks as Americans set them."""
    return _MARK_AFTER_QUOTE.sub(_mark_inside, entry.removeprefix("[1]"))


def _mark_inside(found: re.Match[str]) -> str:
    own, mark = found.groups()
    return f"{own}”" if own in {"?", "!"} else f"{mark}”"


def _with_initials(item: Item) -> Item:
    """Return an item whose given names the processor can cut to initials."""
    names = [_with_initial(name) if "given" in name else name for name in item.get("author", [])]
    return item | ({"author": names} if names else {})


def _with_initial(name: dict[str, str]) -> dict[str, str]:
    """Return a name without a nickname, "Xiaoteng (Frank)", and with every part capital, "Wen-Mei"."""
    given = _NICKNAME.sub("", name["given"]) or name["given"]
    return name | {"given": _FIRST_LETTER.sub(lambda found: found[0].upper(), given)}


def _without(item: Item, *names: str) -> Item:
    return {name: value for name, value in item.items() if name not in names}


STYLES = (
    Style(slug="apa", name="APA", csl="apa", adapt=_apa, mend=_mend_apa),
    Style(
        slug="ieee",
        name="IEEE",
        csl="ieee",
        adapt=_ieee,
        mend=_mend_ieee,
        others=" {}et al.{}".format(*_ITALICS),
    ),
    Style(slug="acl", name="ACL", csl="association-for-computational-linguistics", adapt=_acl),
)
