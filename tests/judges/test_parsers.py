"""Two parsers of BibTeX read every file to the same fields, and to what papers.jsonl says."""

import re
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_file
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.middlewares.names import NameParts, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry, Field
from pybtex.database import Person
from pybtex.database.input.bibtex import Parser
from pybtex.richtext import Text

from generator.bibliography.codec import MONTHS
from tests.judges.agreement import disagreements
from tests.judges.exported import Export, Published

pytestmark = pytest.mark.slow

Raw = dict[str, tuple[str, dict[str, str]]]
"""Type and fields of entries by key, in lower case and with white space collapsed."""


def test_parsers_of_bibtex_read_the_same_fields(exported: Export) -> None:
    """Of every entry of every file; and an entry is the same wherever it stands."""
    first: Raw = {}
    for path in exported.files(".bib"):
        read = _with_bibtexparser(path)
        assert read, path
        assert read == _with_pybtex(path), path
        assert {key: first.setdefault(key, entry) for key, entry in read.items()} == read, path
    assert first.keys() == exported.papers.keys()


# What LaTeX means is not asked of the awkward exports: both programs decode only part of it.


def test_bibtexparser_reads_what_papers_jsonl_says(own_export: Export) -> None:
    """Once it has taken names apart and decoded LaTeX."""
    decoded = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    path = own_export.folder / "papers.bib"

    library = parse_file(str(path), append_middleware=decoded)

    assert library.failed_blocks == []
    assert disagreements(own_export, {path: {entry.key: _of_entry(entry) for entry in library.entries}}) == []


def test_pybtex_reads_what_papers_jsonl_says(own_export: Export) -> None:
    """Once it has taken names apart and decoded LaTeX."""
    path = own_export.folder / "papers.bib"

    read = {
        key: Published(
            title=_decoded(entry.fields["title"]),
            authors=tuple(_of_person(person) for person in entry.persons.get("author", ())),
            year=int(entry.fields["year"]) if "year" in entry.fields else None,
        )
        for key, entry in Parser().parse_file(str(path)).entries.items()
    }

    assert disagreements(own_export, {path: read}) == []


def _with_bibtexparser(path: Path) -> Raw:
    library = parse_file(str(path))
    assert library.failed_blocks == [], path
    return {
        entry.key: (entry.entry_type, {field.key: _collapsed(_in_full(field)) for field in entry.fields})
        for entry in library.entries
    }


def _in_full(field: Field) -> str:
    """Return the value of a field; bibtexparser leaves the names of months as they are."""
    value = str(field.value)
    return MONTHS.get(value, value) if field.key == "month" else value


def _with_pybtex(path: Path) -> Raw:
    """Return the entries as written, names too."""
    entries = Parser(person_fields=()).parse_file(str(path)).entries
    return {
        key: (entry.type, {name.lower(): _collapsed(value) for name, value in entry.fields.items()})
        for key, entry in entries.items()
    }


def _collapsed(value: str) -> str:
    return re.sub(r"\s+", " ", value)


def _of_entry(entry: Entry) -> Published:
    names: list[NameParts] = entry.fields_dict["author"].value if "author" in entry.fields_dict else []
    return Published(
        title=entry["title"],
        authors=tuple(" ".join((*name.first, *name.von, *name.last, *name.jr)) for name in names),
        year=int(entry["year"]) if "year" in entry.fields_dict else None,
    )


def _of_person(person: Person) -> str:
    parts = (
        person.first_names,
        person.middle_names,
        person.prelast_names,
        person.last_names,
        person.lineage_names,
    )
    return " ".join(_decoded(part) for group in parts for part in group)


def _decoded(latex: str) -> str:
    return str(Text.from_latex(latex))
