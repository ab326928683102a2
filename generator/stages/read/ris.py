"""Read RIS, and its sister of the Web of Science. rispy parses each record.

The file is cut into its records before it is parsed, so that each has its line and a fault costs
one record. Format: <https://en.wikipedia.org/wiki/RIS_(file_format)>.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import rispy

from generator.base.models import EntryType, Facts
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
}
_LISTS = frozenset({"authors", "first_authors", "author_full_name"})
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
    values, breaks_off = _parse(text)
    fields = Fields({name: _value(name, value) for name, value in values.items()})
    facts, kind = _facts(fields), fields.text("type_of_reference", "publication_type")
    return Description(
        title=fields.prose("title", "primary_title", "document_title", "short_title"),
        abstract=fields.prose("abstract", "notes_abstract"),
        facts=facts,
        entry_type=_TYPES.get(kind, "misc") if facts.venue else "misc",
        warnings=(*fields.warnings, *breaks_off),
    )


def _parse(text: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return the fields of one record, and what to say where its end is missing.

    Raises:
        NoPaperError: It is no record after all.
    """
    parser = rispy.WokParser if text.startswith("PT") else rispy.RisParser
    for ended, warnings in ((text, ()), (f"{text}\nER  - \n", ("the record breaks off: it has no 'ER'",))):
        with suppress(KeyError):  # of rispy, where a line goes on with a field that did not begin
            if found := rispy.loads(ended, implementation=parser, skip_unknown_tags=True):
                return found[0], warnings
    message = "the record cannot be read as RIS"
    raise NoPaperError(message)


def _facts(fields: Fields) -> Facts:
    first, last = fields.text("start_page", "beginning_page"), fields.text("end_page", "ending_page")
    facts = fields.facts(
        authors=["authors", "first_authors", "author_full_name"],
        year=["year", "publication_year", "date"],
        venue=_VENUES,
        volume=["volume"],
        number=["number", "issue"],
        arxiv=["doi", "urls", "number", "accession_number", "id"],
        doi=["doi", "urls"],
        url=["urls"],
    )
    return replace(facts, pages="-".join(dict.fromkeys(filter(None, (first, last)))))


def _value(name: str, value: object) -> object:
    """Return the authors of a record as lists of family name, given names and suffix, else one value."""
    if not isinstance(value, list):
        return value
    if name in _LISTS:
        return [author.split(",", 2) if "," in author else author for author in value]
    return next((text for text in value if text), "")
