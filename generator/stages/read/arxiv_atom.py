"""Read answers of the arXiv API, an Atom feed.

Format: <https://info.arxiv.org/help/api/user-manual.html>. An error comes as a feed with one entry
that is titled "Error".
"""

import io
from collections import defaultdict
from dataclasses import replace
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from generator.base.errors import Problem
from generator.base.venues import type_of_venue
from generator.stages.read.fields import Fields, split_journal_reference
from generator.stages.read.records import Description, NoPaperError, load_items
from generator.stages.read.source import Loaded, Source

_ATOM = "http://www.w3.org/2005/Atom"
_ERRORS = "arxiv.org/api/errors"
_HEAD = 2_000
_CATEGORIES = frozenset({"primary_category", "category"})
_WANTED = frozenset(
    """
    entry/id entry/title entry/summary entry/published entry/updated entry/journal_ref entry/doi entry/comment
    author/name
    """.split()
)


def recognises(text: str) -> bool:
    """Return whether a dump is an Atom feed."""
    start = text[:_HEAD].lstrip()
    return start.startswith("<") and _ATOM in start


def read(source: Source) -> Loaded:
    """Return the papers of one answer, and a problem for an error or where the file breaks off."""
    entries = _Entries()
    parser = make_parser()
    parser.setFeature(feature_namespaces, True)  # noqa: FBT003  the parser's own manner
    parser.setContentHandler(entries)
    fault = ""
    try:
        parser.parse(io.StringIO(source.text))
    except SAXException as error:
        fault = f"is not XML from here on: {error.getMessage()}"
    except DefusedXmlException:
        fault = "declares entities, which no feed needs"
    found: list[tuple[int, dict[str, list[str]] | Problem]] = [*entries.found]
    if fault:
        place = source.at(entries.line)
        found.append((place.line, Problem(location=place, reason=fault, advice="fetch the dump again")))
    return load_items(source, found, _describe)


class _Entries(ContentHandler):
    """Collects the entries while the parser goes over the file.

    Attributes:
        found: For each entry the line it begins at, and its texts by the names of their elements.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, dict[str, list[str]]]] = []
        self._locator: Locator | None = None
        self._texts: defaultdict[str, list[str]] = defaultdict(list)
        self._path: list[str] = []
        self._parts: list[str] = []
        self._begin = 1

    @property
    def line(self) -> int:
        """Return the line that the parser is at."""
        return (self._locator.getLineNumber() if self._locator else None) or 1

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802  the parser's own name
        """Remember who knows the line."""
        self._locator = locator

    def startElementNS(self, name: tuple[str | None, str], _: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802
        """Begin an entry, or one of its texts."""
        self._path.append(name[1])
        self._parts = []
        if name == (_ATOM, "entry"):
            self._begin, self._texts = self.line, defaultdict(list)
        elif name[1] in _CATEGORIES:
            self._texts[f"entry/{name[1]}"].append(attrs.get((None, "term"), ""))

    def characters(self, content: str) -> None:
        """Go on with a text."""
        self._parts.append(content)

    def endElementNS(self, name: tuple[str | None, str], _: str | None) -> None:  # noqa: N802
        """End an entry, or one of its texts."""
        place = "/".join(self._path[-2:])
        if place in _WANTED:
            self._texts[place].append("".join(self._parts))
        self._path.pop()
        if name == (_ATOM, "entry"):
            self.found.append((self._begin, self._texts))


def _describe(texts: dict[str, list[str]]) -> Description:
    values: dict[str, object] = {name.removeprefix("entry/"): found[0] for name, found in texts.items()}
    fields = Fields({**values, "authors": texts.get("author/name", [])})
    if _ERRORS in fields.text("id"):
        message = f"arXiv answered: {fields.text('summary')}"
        raise NoPaperError(message)
    venue, year = split_journal_reference(fields.text("journal_ref"))
    facts = fields.facts(
        authors=["authors"],
        year=[] if year else ["published", "updated"],
        arxiv=["id"],
        primary_class=["primary_category", "category"],
        doi=["doi"],
        url=["id"],
    )
    return Description(
        title=fields.prose("title"),
        abstract=fields.prose("summary"),
        facts=replace(facts, venue=venue, year=year or facts.year),
        entry_type=type_of_venue(venue),
        comment=fields.text("comment"),
        needs_abstract=True,
        warnings=tuple(fields.warnings),
    )
