"""Read JSON: answers of Hugging Face, CSL-JSON, the snapshot of arXiv's metadata, and objects with columns.

Formats: <https://huggingface.co/docs/hub/api> (`daily_papers`),
<https://docs.citationstyles.org/en/stable/specification.html>,
<https://www.kaggle.com/datasets/Cornell-University/arxiv>.
"""

import ast
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from generator.base.models import STANDALONE, Details, EntryType, thesis_type
from generator.base.venues import type_of_venue
from generator.stages.read.columns import describe_columns, names_papers
from generator.stages.read.fields import Fields, split_journal_reference
from generator.stages.read.json_items import json_items, json_keys
from generator.stages.read.records import Description, NoPaperError, load_items
from generator.stages.read.source import Loaded, Source
from generator.stages.read.stripped_tex import repaired, warning

_HEAD = 200_000
_PAPER = re.compile(r"""(?<!\\)["']paper["']\s*:""")
_LONGEST_LITERAL = 1_000_000
_MARKS_OF_CSL = frozenset({"issued", "container-title", "DOI", "family"})
_MARKS_OF_SNAPSHOT = frozenset({"title", "abstract", "categories"})
_TYPES: Mapping[str, EntryType] = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book-chapter": "inproceedings",
    "chapter": "inproceedings",
    "journal-article": "article",
    "paper-conference": "inproceedings",
    "proceedings-article": "inproceedings",
    "review": "article",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "thesis": "phdthesis",
    "dissertation": "phdthesis",
    "report": "techreport",
}
"""What the types of CSL and of Crossref are in BibTeX."""
_NUMBERED = frozenset({"report", "patent", "standard"})
"""Types of which `number` is the number; that of others is another name of the issue, or arXiv's number."""


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """A format of JSON.

    Attributes:
        recognises: Says whether a dump is of this format.
        describe: Says what an item holds, or raises `NoPaperError`.
    """

    recognises: Callable[[str], bool]
    describe: Callable[[object], Description]

    def read(self, source: Source) -> Loaded:
        """Return the papers of a dump, and a problem for each item that is none.

        Raises:
            DigestError: The file holds no list of items.
        """
        return load_items(source, json_items(source), self.describe)


def _is_hugging_face(text: str) -> bool:
    start = text[:_HEAD].lstrip()
    return start.startswith(("[", "{")) and _PAPER.search(start) is not None


def _describe_hugging_face(item: object) -> Description:
    outer = _unwrap(item)
    paper = outer.get("paper")
    fields = Fields({**outer, **paper} if isinstance(paper, dict) else outer)
    fields.pass_over("paper")
    texts = repaired(*(_texts(fields.prose(name), outer.get(name)) for name in ("title", "summary")))
    return Description(
        title=texts.title,
        abstract=texts.abstract,
        facts=fields.facts(
            authors=["authors"],
            year=["publishedAt"],
            arxiv=["id"],
            url=["projectPage"],
            code=["githubRepo"],
        ),
        votes=fields.votes("upvotes"),
        summary=fields.text("ai_summary"),
        needs_abstract=True,
        warnings=(*fields.warnings, *warning(texts.left)),
        unused=fields.unused,
    )


def _texts(inner: str, outer: object) -> tuple[str, ...]:
    """Return what an item says of a text in its paper and around it: one of them may have lost its TeX."""
    return (inner, outer) if isinstance(outer, str) else (inner,)


def _unwrap(item: object) -> dict[str, object]:
    """Return the values of an item, one of which is its `paper`.

    Raises:
        NoPaperError: The item is no object, nor a string that holds one.
    """
    outer = _parse_literal(item) if isinstance(item, str) else item
    if isinstance(outer, dict) and isinstance(outer.get("row"), dict):
        outer = outer["row"]
    if not isinstance(outer, dict):
        message = "the item is no paper with title and summary"
        raise NoPaperError(message)
    return outer


def _parse_literal(text: str) -> object:
    """Return the value of a Python literal; None where it is none."""
    if len(text) > _LONGEST_LITERAL:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in strangers' strings
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _is_csl(text: str) -> bool:
    keys = json_keys(text)
    return {"type", "title"} <= keys and not keys.isdisjoint(_MARKS_OF_CSL)


def _describe_csl(item: object) -> Description:
    known = _object(item)
    first = {name: _first(known.get(name)) for name in ("title", "subtitle")}
    fields = Fields({**known, "date": _date(known.get("issued")), **first})
    item_type, subtitle = fields.text("type"), fields.prose("subtitle")
    facts = fields.facts(
        authors=["author"],
        year=["date"],
        venue=["container-title", "event-title"],
        series=["collection-title"],
        volume=["volume", "collection-number"],
        number=["issue", "number"] if item_type in _NUMBERED else ["issue"],
        arxiv=["DOI", "URL", "number", "id"],
        doi=["DOI", "URL"],
        url=["URL"],
        pages=["page"],
    )
    entry_type = _TYPES.get(item_type, "misc")
    if entry_type == "phdthesis":
        entry_type = thesis_type(fields.text("genre"))
    publisher = fields.text("publisher")
    is_venue = entry_type in STANDALONE and bool(publisher)
    venue = publisher if is_venue else facts.venue
    fields.pass_over("citation-key", "title-short", "container-title-short", "issued", "accessed")
    return Description(
        title=": ".join(filter(None, (fields.prose("title"), subtitle))),
        abstract=fields.prose("abstract"),
        facts=replace(
            facts,
            venue=venue,
            pages=facts.pages.replace("\N{EN DASH}", "-") or fields.text("article-number"),
            details=_details_of_csl(known, fields, "" if is_venue else publisher),
        ),
        entry_type=entry_type if venue else "misc",
        warnings=tuple(dict.fromkeys(fields.warnings)),
        unused=fields.unused,
    )


def _details_of_csl(known: Mapping[str, object], fields: Fields, publisher: str) -> Details:
    return Details.of(
        {
            "editor": fields.people("editor"),
            "publisher": publisher if publisher != "arXiv" else "",
            "address": fields.text("publisher-place"),
            "type": fields.text("genre"),
            "book_edition": fields.text("edition"),
            "version": fields.text("version"),
            "isbn": fields.text("ISBN"),
            "issn": fields.text("ISSN"),
            "month": _part_of_date(known.get("issued"), 1),
            "language": fields.text("language"),
            "keywords": fields.text("keyword"),
            "note": fields.text("note"),
            "urldate": "-".join(
                filter(None, (_part_of_date(known.get("accessed"), part) for part in range(3)))
            ),
        }
    )


def _part_of_date(date: object, part: int) -> str:
    """Return year (0), month (1) or day (2) of a date in parts, with two digits; empty when unknown."""
    parts = _first(date.get("date-parts")) if isinstance(date, dict) else None
    found = parts[part] if isinstance(parts, list) and len(parts) > part else ""
    return f"{found:02}" if isinstance(found, int) else str(found)


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


def _is_snapshot(text: str) -> bool:
    keys = json_keys(text)
    return keys >= _MARKS_OF_SNAPSHOT and ("authors_parsed" in keys or "versions" in keys)


def _describe_snapshot(item: object) -> Description:
    known = _object(item, "the line is no object")
    fields = Fields({**known, "created": _first_version(known.get("versions"))})
    fields.pass_over("versions", "authors", "created", "update_date")
    venue, year = split_journal_reference(fields.text("journal-ref"))
    facts = fields.facts(
        authors=["authors_parsed", "authors"],
        year=[] if year else ["created", "update_date"],
        arxiv=["id"],
        doi=["doi"],
    )
    return Description(
        title=fields.prose("title"),
        abstract=fields.prose("abstract"),
        facts=replace(
            facts,
            year=year or facts.year,
            venue=venue,
            primary_class=fields.text("categories").partition(" ")[0],
        ),
        entry_type=type_of_venue(venue),
        comment=fields.text("comments"),
        needs_abstract=True,
        warnings=tuple(fields.warnings),
        unused=fields.unused,
    )


def _first_version(versions: object) -> object:
    """Return when the first version was submitted: "Mon, 2 Apr 2007 19:18:42 GMT"."""
    first = versions[0] if isinstance(versions, list) and versions else None
    return first.get("created") if isinstance(first, dict) else None


def _object(item: object, message: str = "the item is no object") -> dict[str, object]:
    if not isinstance(item, dict):
        raise NoPaperError(message)
    return item


hugging_face = JsonFormat(_is_hugging_face, _describe_hugging_face)
"""A list of objects or of strings that hold Python literals, or an object around a list."""

arxiv_snapshot = JsonFormat(_is_snapshot, _describe_snapshot)
csl_json = JsonFormat(_is_csl, _describe_csl)
json_records = JsonFormat(
    lambda text: names_papers(json_keys(text)), lambda item: describe_columns(_object(item))
)
"""JSON Lines, or a list, whose objects name `title` and `abstract` (or `summary`)."""
