"""Answers of the arXiv API, and lines of its metadata snapshot."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.stages.read import READERS, read_dumps, split_journal_reference
from tests.stages.read.samples import dated_copies, source

arxiv_atom = READERS["arXiv Atom"]
arxiv_snapshot = READERS["arXiv snapshot"]

ENTRY = """ <entry>
  <id>http://arxiv.org/abs/math.GT/0309136v2</id>
  <title>A Cache
    for Kernels</title>
  <summary>We measure $a &lt; b$.</summary>
  <published>2003-09-08T17:59:46Z</published>
  <author><name>Adèle Moreau</name><arxiv:affiliation>Here</arxiv:affiliation></author>
  <author><name>Jo van den Berg</name></author>
  <category term="57M25"/><arxiv:primary_category term="math.GT"/>
  <arxiv:doi>10.1000/xyz</arxiv:doi>
  <arxiv:journal_ref>Letters on Caches 7 (2004)</arxiv:journal_ref>
 </entry>
"""
START = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
 <title>arXiv Query</title><id>x</id>
"""
FEED = f"{START}{ENTRY}{ENTRY}</feed>"
BOMB = FEED.replace(
    "<feed", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<feed', 1
).replace("arXiv Query", "&b;")
LINE: dict[str, Any] = {
    "id": "0704.0001",
    "title": "A Cache\n  for Kernels",
    "abstract": "  We measure.\n",
    "authors": "Ad\\`ele Moreau and Jo van den Berg",
    "authors_parsed": [["Moreau", "Adèle", ""], ["van den Berg", "Jo", "Jr", "Here"]],
    "categories": "cs.AR cs.PF",
    "journal-ref": None,
    "doi": "10.1000/xyz",
    "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
    "update_date": "2008-11-26",
}


def test_an_entry_gives_everything_that_arxiv_knows() -> None:
    """Hard line breaks go, the class and version of the identifier go."""
    record, twin = arxiv_atom.read(source(FEED)).records
    facts = record.facts

    assert (record.title.source, record.abstract.source) == ("A Cache for Kernels", "We measure $a < b$.")
    assert [name.as_sorted() for name in facts.authors] == ["Moreau, Adèle", "van den Berg, Jo"]
    assert (facts.arxiv, facts.primary_class, facts.doi) == ("math/0309136", "math.GT", "10.1000/xyz")
    assert (facts.venue, facts.year, facts.url) == ("Letters on Caches 7", 2004, "")
    assert (record.location.line, twin.location.line) == (4, 16)


def test_an_error_of_arxiv_is_no_paper() -> None:
    """It comes as a feed with one entry."""
    error = (
        "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>bad id</summary></entry>"
    )

    loaded = arxiv_atom.read(source(f"{START}{error}</feed>"))

    assert loaded.records == ()
    assert [(found.location.line, found.reason) for found in loaded.rejected] == [
        (4, "arXiv answered: bad id")
    ]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        (FEED[: FEED.rindex("<summary>")], 1),
        (FEED.replace("</summary>", "</summar>", 1), 0),
        (FEED.replace("&lt;", "&nbsp;", 1), 0),
        (BOMB, 0),
        (f"{START}{'<a>' * 200_000}", 0),
        (f"{START}{ENTRY}</feed></feed>", 1),
    ],
    ids=["cut", "wrong tag", "unknown entity", "billion laughs", "deep", "after the end"],
)
def test_broken_xml_is_one_problem_and_costs_what_follows(text: str, records: int) -> None:
    """XML cannot be read after a fault; the entries before it are kept."""
    loaded = arxiv_atom.read(source(text))

    assert len(loaded.records) == records
    assert len(loaded.rejected) == 1
    assert loaded.rejected[0].location.line >= 1


@pytest.mark.parametrize("missing", ["title", "summary"])
def test_an_entry_without_title_or_summary_costs_only_itself(missing: str) -> None:
    """With its line."""
    loaded = arxiv_atom.read(
        source(FEED.replace(f"<{missing}>", "<x>", 2).replace(f"</{missing}>", "</x>", 2))
    )

    assert [problem.location.line for problem in loaded.rejected][:1] == [4]


def test_large_entries_are_read_in_linear_time() -> None:
    """7,000 authors are told, ten megabytes of summary rejected."""
    authors = "".join(f"<author><name>Ada M{number}</name></author>" for number in range(7_000))
    many = ENTRY.replace("<author>", f"{authors}<author>", 1)
    long = ENTRY.replace("We measure", "many words\n" * 1_000_000)

    loaded = arxiv_atom.read(source(f"{START}{many}{long}</feed>"))

    assert [len(record.facts.authors) for record in loaded.records] == [7_002]
    assert [("names 7,002 authors" in found.reason) for found in loaded.warnings] == [True]
    assert ["more than 50,000" in found.reason for found in loaded.rejected] == [True]


def test_a_line_of_the_snapshot_gives_everything_it_knows() -> None:
    """Names come from their parsed form, the year from the first version."""
    (record,) = arxiv_snapshot.read(source(json.dumps(LINE))).records
    facts = record.facts

    assert (record.title.source, record.abstract.source) == ("A Cache for Kernels", "We measure.")
    assert [name.as_sorted() for name in facts.authors] == ["Moreau, Adèle", "van den Berg, Jr, Jo"]
    assert (facts.arxiv, facts.primary_class, facts.doi) == ("0704.0001", "cs.AR", "10.1000/xyz")
    assert (facts.venue, facts.year) == ("", 2007)


@pytest.mark.parametrize(
    "line",
    [
        "7",
        '{"id": "0704.0001"}',
        json.dumps({**LINE, "title": ["x"]}),
        json.dumps({**LINE, "abstract": None}),
    ],
)
def test_a_line_that_is_no_paper_costs_only_itself(line: str) -> None:
    """With its number."""
    good = json.dumps(LINE)

    loaded = arxiv_snapshot.read(source(f"{good}\n{line}\n{good}\n"))

    assert len(loaded.records) == 2
    assert [problem.location.line for problem in loaded.rejected] == [2]


@pytest.mark.parametrize(
    ("field", "value"), [("authors_parsed", 7), ("versions", "v1"), ("versions", [7]), ("doi", {"a": 1})]
)
def test_a_field_of_the_wrong_kind_costs_only_itself(field: str, value: object) -> None:
    """What else the line knows is kept."""
    (record,) = arxiv_snapshot.read(source(json.dumps({**LINE, field: value}))).records

    assert (record.title.source, record.facts.arxiv) == ("A Cache for Kernels", "0704.0001")


@pytest.mark.parametrize(
    ("reference", "venue", "year"),
    [
        ("Phys.Rev.D76:013009,2007", "Phys.Rev.D76:013009", 2007),
        (
            "Journal of Applied Physics, vol 104, 073536 (2008)",
            "Journal of Applied Physics, vol 104, 073536",
            2008,
        ),
        ("Physica A, V. 387, Issues 2-3 (2008), Pages 385-406",) * 2 + (2008,),
        ("2023 IEEE Conference (ICST)", "2023 IEEE Conference (ICST)", 2023),
        ("JHEP 0705:034,2007", "JHEP 0705:034", 2007),
        ("", "", None),
    ],
)
def test_a_journal_reference_is_a_venue_and_a_year(reference: str, venue: str, year: int | None) -> None:
    """What authors wrote stays, but the year is not said twice."""
    assert split_journal_reference(reference) == (venue, year)


@pytest.mark.parametrize(
    ("material", "folder", "records", "rejected"),
    [
        ("made_up", "arxiv_atom", 10, 1),
        ("made_up", "arxiv_jsonl", 12, 0),
        pytest.param("real_data", "arxiv_atom", 102, 1, marks=pytest.mark.real),
        pytest.param("real_data", "arxiv_jsonl", 100, 0, marks=pytest.mark.real),
    ],
    indirect=["material"],
)
def test_all_answers_are_accounted_for(
    material: Path, tmp_path: Path, folder: str, records: int, rejected: int
) -> None:
    """Many, one, none, an error, an old identifier; lines of the snapshot."""
    loaded = read_dumps(dated_copies(material / folder, tmp_path), folder)

    assert (len(loaded.records), len(loaded.rejected)) == (records, rejected)
    assert all(record.facts.arxiv and record.facts.year and record.abstract for record in loaded.records)
    assert all(record.facts.authors and record.facts.primary_class for record in loaded.records)
