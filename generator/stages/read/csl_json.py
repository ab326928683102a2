"""Read CSL-JSON, which reference managers and Crossref write.

Format: <https://docs.citationstyles.org/en/stable/specification.html>.
"""

import re

from generator.base.models import EntryType, Facts
from generator.stages.read.fields import Fields
from generator.stages.read.json_items import json_items, json_keys
from generator.stages.read.records import Description, NoPaperError, load_items
from generator.stages.read.source import Loaded, Source

_MARKS = frozenset({"issued", "container-title", "DOI", "family"})
_ARTICLES = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "journal-article", "review"}
)
_IN_PROCEEDINGS = frozenset({"paper-conference", "chapter", "proceedings-article", "book-chapter"})
_TAG = re.compile(r"</?(?:jats:)?(?:i|b|em|strong|sub|sup|sc|span|p|sec|title|italic|bold)\b[^<>]*>")


def recognises(text: str) -> bool:
    """Return whether a dump is JSON with the fields of CSL."""
    keys = json_keys(text)
    return {"type", "title"} <= keys and not keys.isdisjoint(_MARKS)


def read(source: Source) -> Loaded:
    """Return the items with a title, and a problem for each without.

    Raises:
        DigestError: The file holds no items.
    """
    return load_items(source, json_items(source), _describe)


def _describe(item: object) -> Description:
    if not isinstance(item, dict):
        message = "the item is no object"
        raise NoPaperError(message)
    fields = Fields({**item, "date": _date(item.get("issued")), "title": _first(item.get("title"))})
    authors, has_more_authors = fields.authors("author")
    facts = Facts(
        authors=authors,
        has_more_authors=has_more_authors,
        year=fields.year("date"),
        venue=fields.text("container-title", "event-title"),
        series=fields.text("collection-title"),
        volume=fields.text("volume", "collection-number"),
        number=fields.text("issue"),
        arxiv=fields.arxiv("DOI", "URL", "number", "id"),
        doi=fields.doi("DOI", "URL"),
        url=fields.url("URL"),
        pages=fields.text("page").replace("\N{EN DASH}", "-"),
    )
    return Description(
        title=_TAG.sub("", fields.prose("title")),
        abstract=_TAG.sub(" ", fields.prose("abstract")),
        facts=facts,
        entry_type=_entry_type(fields.text("type")) if facts.venue else "misc",
        oddities=tuple(dict.fromkeys(fields.oddities)),
    )


def _date(issued: object) -> object:
    """Return a date as text: from its parts, or as it was written."""
    if not isinstance(issued, dict):
        return issued
    parts = issued.get("date-parts")
    year = _first(_first(parts))
    return str(year) if year else issued.get("raw") or issued.get("literal")


def _first(value: object) -> object:
    """Return the first of a list; anything else is returned as it is."""
    return (value[0] if value else None) if isinstance(value, list) else value


def _entry_type(kind: str) -> EntryType:
    if kind in _ARTICLES:
        return "article"
    return "inproceedings" if kind in _IN_PROCEEDINGS else "misc"
