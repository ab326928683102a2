"""Tables and JSON whose columns say title and abstract."""

import json

import pytest

from generator.stages.read import READERS
from tests.stages.read.samples import source

table = READERS["table"]
json_records = READERS["JSON"]

ROWS = [
    ["title", "authors", "Abstract", "arXiv ID", "date", "votes"],
    [
        "A Cache, for Kernels",
        "Moreau, Ada; van den Berg, Jo",
        'We\nmeasure "x"; y.',
        "2401.00001v2",
        "2024-01-02",
        "7",
    ],
    ["Second", "Ada Moreau, Jo Berg", "We count.", "", "", ""],
]


def _csv(separator: str = ",") -> str:
    return "".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in ROWS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_by_its_columns(separator: str) -> None:
    """Cells may hold separators, line ends and quotation marks."""
    text = _csv(separator)
    assert table.recognises(text)

    first, second = table.read(source(text)).records

    assert (first.title.source, first.abstract.source) == ("A Cache, for Kernels", 'We measure "x"; y.')
    assert [name.as_sorted() for name in first.facts.authors] == ["Moreau, Ada", "van den Berg, Jo"]
    assert [name.as_sorted() for name in second.facts.authors] == ["Moreau, Ada", "Berg, Jo"]
    assert (first.facts.arxiv, first.facts.year, first.votes) == ("2401.00001", 2024, 7)
    assert (second.facts.arxiv, second.facts.year, second.votes) == ("", None, None)
    assert [record.location.line for record in (first, second)] == [2, 4]


@pytest.mark.parametrize(
    ("column", "venue", "entry_type"),
    [
        ("Venue", "ICML 2024", "inproceedings"),
        ("Venue", "Sea Letters", "article"),
        ("Venue", "Somewhere", "misc"),
        ("Journal", "Somewhere", "article"),
        ("Journal", "arXiv", "misc"),
        ("Conference", "Somewhere", "inproceedings"),
        ("Year", "2024", "misc"),
    ],
)
def test_the_venue_tells_what_a_paper_is(column: str, venue: str, entry_type: str) -> None:
    """By its column, or by its name."""
    (record,) = table.read(source(f'Title,Abstract,{column}\n"One","We count.","{venue}"\n')).records

    assert record.entry_type == entry_type


@pytest.mark.parametrize(
    "row",
    ['"never closed,x,x,x,x,x', '"a"b,x,x,x,x,x', "only,two", ",x,x,x,x,x", f"{'long ' * 400},x,x,x,x,x"],
    ids=["open", "quote", "short", "nameless", "long"],
)
def test_a_broken_row_costs_only_itself(row: str) -> None:
    """The rows after it are read."""
    head, rest = _csv().split("\n", 1)

    loaded = table.read(source(f"{head}\n{row}\n\n{rest}"))

    assert [record.title.source for record in loaded.records] == ["A Cache, for Kernels", "Second"]
    assert [problem.location.line for problem in loaded.rejected] == [2]


def test_a_cell_of_ten_megabytes_is_rejected() -> None:
    """Whole, not line by line."""
    loaded = table.read(source('title,abstract\nLong,"' + "words\n" * 1_700_000 + '"\nShort,x\n'))

    assert [record.title.source for record in loaded.records] == ["Short"]
    assert ["more than 50,000" in problem.reason for problem in loaded.rejected] == [True]


@pytest.mark.parametrize(
    "text", ["Title\n\nAbstract of it.", "name,summary\na,b", "", "title of, abstract thing"]
)
def test_a_text_without_such_columns_is_no_table(text: str) -> None:
    """A page is not taken for one."""
    assert not table.recognises(text)


def test_json_is_read_by_its_keys() -> None:
    """One object a line; authors as a list or a text."""
    papers = [
        {
            "title": "A Cache",
            "summary": "We measure.",
            "authors": ["Ada Moreau"],
            "doi": "10.48550/arXiv.2401.00001",
        },
        {
            "title": "Second",
            "abstract": "",
            "authors": "Ada Moreau and Jo Berg",
            "doi": "10.1000/x",
            "year": 2024,
        },
    ]
    text = "\n".join(map(json.dumps, papers))
    assert json_records.recognises(text)

    first, second = json_records.read(source(f"{text}\n[]\n")).records

    assert (first.abstract.source, first.facts.arxiv, first.facts.doi) == ("We measure.", "2401.00001", "")
    assert (second.abstract.source, second.facts.doi, second.facts.year) == ("", "10.1000/x", 2024)
    assert len(second.facts.authors) == 2


@pytest.mark.parametrize("written", ['["Ada Moreau", "Jo Berg"]', "['Ada Moreau', 'Jo Berg']"])
def test_a_cell_holds_a_list_as_programs_write_it(written: str) -> None:
    """Tables that were made with pandas hold lists of Python."""
    cell = written.replace('"', '""')

    (record,) = table.read(source(f'title,abstract,authors\nLanterns,We tend.,"{cell}"\n')).records

    assert [name.as_sorted() for name in record.facts.authors] == ["Moreau, Ada", "Berg, Jo"]
