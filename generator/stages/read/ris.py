"""Read RIS, and its sister of the Web of Science. rispy parses each record.

The file is cut into its records before it is parsed, so that each has its line and a fault costs
one record. Format: <https://en.wikipedia.org/wiki/RIS_(file_format)>.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any

import rispy

from generator.base.models import STANDALONE, Details, EntryType, Facts, thesis_type
from generator.stages.read.fields import Fields
from generator.stages.read.records import Description, NoPaperError, load_items
from generator.stages.read.source import Loaded, Source

_HEAD = 200_000
_START = re.compile(r"^(?:TY  ?-|PT (?=[A-Z]$))", re.MULTILINE)
_TYPES: Mapping[str, EntryType] = {
    "JOUR": "article",
    "EJOUR": "article",
    "JFULL": "article",
    "MGZN": "article",
    "ABST": "article",
    "INPR": "article",
    "J": "article",
    "Journal Article": "article",
    "CONF": "inproceedings",
    "CPAPER": "inproceedings",
    "C": "inproceedings",
    "S": "inproceedings",
    "CHAP": "inproceedings",
    "ECHAP": "inproceedings",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "B": "book",
    "THES": "phdthesis",
    "RPRT": "techreport",
}
_PEOPLE = frozenset({"authors", "first_authors", "author_full_name", "secondary_authors", "editors", "ED"})
_JOINED = {"keywords": ", ", "author_keywords": "; ", "notes": "; "}
_END = re.compile(r"^E[RF][ \t]*(?:-[ \t]*)?$", re.MULTILINE)
_TAG = re.compile(r"^[A-Z][A-Z0-9](?:  -| [^ ])", re.MULTILINE)
_MONTH = re.compile(r"\d{4}[-/]\d")
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]")
_VENUES = (
    "alternate_title3",
    "journal_name",
    "publication_name",
    "secondary_title",
    "alternate_title2",
    "alternate_title1",
)


def recognises(text: str) -> bool:
    """Return whether a line begins a record."""
    return _START.search(text[:_HEAD]) is not None


def read(source: Source) -> Loaded:
    """Return the records with a title, and a problem for each without."""
    return load_items(source, _records(source.text), _describe)


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text of each record with its line."""
    starts = [found.start() for found in _START.finditer(text)]
    line, counted = 1, 0
    for start, end in pairwise([*starts, len(text)]):
        line, counted = line + text.count("\n", counted, start), start
        yield line, text[start:end]


def _describe(text: str) -> Description:
    values, faults = _parse(text)
    unknown: dict[str, object] = values.pop("unknown_tag", {})
    # Of damaged lines rispy knows not even the tag.
    known = {name: value for name, value in (unknown | values).items() if name}
    fields = Fields({name: _value(name, value) for name, value in known.items()})
    kind = fields.text("type_of_reference", "publication_type")
    entry_type = _TYPES.get(kind, "misc")
    if entry_type == "phdthesis":
        entry_type = thesis_type(fields.text("type_of_work"))
    facts = _facts(fields, entry_type)
    fields.pass_over("end_of_reference", "end_of_record", "id", "short_title", "file_name")
    return Description(
        title=fields.prose("title", "primary_title", "document_title", "short_title"),
        abstract=fields.prose("abstract", "notes_abstract"),
        facts=facts,
        entry_type=entry_type if facts.venue else "misc",
        warnings=(*fields.warnings, *faults),
        unused=fields.unused,
    )


def _parse(text: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields of one record, and what to say where its end is missing or stands too early.

    Raises:
        NoPaperError: It is no record after all.
    """
    parser = rispy.WokParser if text.startswith("PT") else rispy.RisParser
    text, faults = _with_what_follows(text)
    for ended, warnings in ((text, ()), (f"{text}\nER  - \n", ("the record breaks off: it has no 'ER'",))):
        with suppress(KeyError):  # of rispy, where a line goes on with a field that did not begin
            if found := rispy.loads(ended, implementation=parser):
                return found[0], (*faults, *warnings)
    message = "the record cannot be read as RIS"
    raise NoPaperError(message)


def _with_what_follows(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a record with the fields behind its end before it, where some databases write the abstract."""
    end = _END.search(text)
    rest = text[end.end() :] if end else ""
    if not end or not _TAG.search(rest):
        return text, ()
    fault = "fields stand behind its 'ER'; they are read as its own"
    return f"{text[: end.start()]}{rest.strip()}\n{end[0]}\n", (fault,)


def _facts(fields: Fields, entry_type: EntryType) -> Facts:
    first, last = fields.text("start_page", "beginning_page"), fields.text("end_page", "ending_page")
    facts = fields.facts(
        authors=["authors", "first_authors", "author_full_name"],
        year=["year", "publication_year", "date"],
        venue=(*_VENUES, "custom3"),
        series=["tertiary_title", "book_series_title"],
        volume=["volume"],
        number=["number", "issue"],
        arxiv=["doi", "urls", "number", "accession_number", "id"],
        doi=["doi", "urls", "type_of_work"],
        url=["urls"],
        family_first=True,
    )
    publisher = fields.text("publisher")
    is_venue = entry_type in STANDALONE and bool(publisher)
    pages = "-".join(dict.fromkeys(filter(None, (first, last))))
    return replace(
        facts,
        venue=publisher if is_venue else facts.venue,
        pages=pages or fields.text("custom7", "article_number"),
        details=_details(fields, "" if is_venue else publisher),
    )


def _details(fields: Fields, publisher: str) -> Details:
    """Return what else is known; ISBN and ISSN have one tag."""
    number, isbn = fields.text("issn"), fields.text("isbn")
    is_isbn = _ISBN.fullmatch(re.sub("[ -]", "", number)) is not None
    return Details.of(
        {
            "editor": fields.people("secondary_authors", "editors", "ED"),
            "publisher": publisher,
            "address": fields.text("place_published", "publisher_city"),
            # Cochrane writes the DOI there.
            "type": "" if fields.doi("type_of_work") else fields.text("type_of_work"),
            "book_edition": fields.text("edition"),
            "isbn": isbn or (number if is_isbn else ""),
            "issn": "" if is_isbn else number,
            "month": _month(fields),
            "language": fields.text("language"),
            "keywords": fields.text("keywords", "author_keywords"),
            "note": fields.text("notes", "note"),
            "urldate": fields.text("access_date"),
        }
    )


def _month(fields: Fields) -> str:
    """Return the date that knows a month, "2020/05/03/" or "2020/05"."""
    dates = (fields.text(name) for name in ("date", "year", "publication_year"))
    return next((date.strip("/") for date in dates if _MONTH.match(date)), "")


def _value(name: str, value: object) -> object:
    """Return people as a list of names, and any other list as one text."""
    if not isinstance(value, list):
        return value
    if name in _PEOPLE:
        return [_name(str(text)) for text in value]
    if name in _JOINED:
        return _JOINED[name].join(map(str, value))
    return next((text for text in value if text), "")


def _name(text: str) -> str | list[str]:
    """Return a name of RIS, "Family, Given, Suffix"; some databases write all names in one line."""
    parts = text.split(",", 2)
    return parts if len(parts) == 3 and ";" not in text else text  # noqa: PLR2004
