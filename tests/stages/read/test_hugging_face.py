"""Answers of the Hugging Face `daily_papers` API."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from generator.base.errors import DigestError
from generator.stages.merge import merge_records
from generator.stages.read import READERS, Loaded, Source, read_dumps

hugging_face = READERS["Hugging Face"]

PAPER: dict[str, Any] = {
    "id": "2412.14161",
    "title": "A Cache\nfor Kernels",
    "summary": "We measure.\nIt is fast.",
    "authors": [{"name": "Ada Moreau"}, {"name": "Xi Wu", "hidden": True}, {"name": "Jo van den Berg"}],
    "publishedAt": "2024-12-18T18:55:40.000Z",
    "githubRepo": "https://example.org/cache",
}


def _read(text: str) -> Loaded:
    return hugging_face.read(Source(name="day.json", edition=dt.date(2024, 12, 19), text=text))


@pytest.mark.parametrize(
    "content",
    [
        [{"paper": PAPER}],
        [{**PAPER, "paper": {"id": PAPER["id"]}}],
        [repr({"paper": PAPER})],
        {"rows": [{"paper": PAPER}]},
    ],
    ids=["objects", "outer title", "Python literals", "wrapped"],
)
def test_every_vintage_gives_the_same_record(content: object) -> None:
    """Objects, strings that hold a literal, and a wrapper around the list."""
    (record,) = _read(json.dumps(content)).records

    assert (record.title.source, record.abstract.source) == ("A Cache for Kernels", "We measure. It is fast.")
    assert [name.as_text() for name in record.facts.authors] == ["Ada Moreau", "Xi Wu", "Jo van den Berg"]
    assert (record.facts.arxiv, record.facts.year) == ("2412.14161", 2024)
    assert record.facts.code == "https://example.org/cache"


def test_a_record_knows_the_line_of_its_item() -> None:
    """Also in the second item of a file that people can read."""
    text = json.dumps([{"paper": PAPER}, {"paper": PAPER}], indent=1)
    begins = [number for number, line in enumerate(text.split("\n"), start=1) if line == " {"]

    assert [record.location.line for record in _read(text).records] == begins


@pytest.mark.parametrize(
    "item",
    [
        3,
        None,
        "no literal (",
        "'text'",
        {},
        {"paper": {"title": "x"}},
        {"paper": {**PAPER, "title": 7}},
        {"paper": {**PAPER, "summary": " "}},
    ],
)
def test_an_item_that_is_no_paper_is_rejected_and_the_next_one_is_read(item: object) -> None:
    """With its line."""
    loaded = _read("[\n" + json.dumps(item) + ",\n" + json.dumps({"paper": PAPER}) + "\n]")

    assert [problem.location.line for problem in loaded.rejected] == [2]
    assert len(loaded.records) == 1


def test_a_file_that_breaks_off_gives_the_papers_before_the_break() -> None:
    """And one problem at the line of the item that is cut."""
    text = json.dumps([{"paper": PAPER}])[:-1] + ",\n" + json.dumps({"paper": PAPER})

    loaded = _read(text[:-80])

    assert len(loaded.records) == 1
    assert [problem.location.line for problem in loaded.rejected] == [2]


def test_a_list_nested_too_deeply_is_one_problem() -> None:
    """No stranger's file ends the program."""
    assert len(_read('["paper",' + "[" * 100_000).rejected) == 2


@pytest.mark.parametrize("identifier", ["TRUE", "../../x", "javascript:alert(1)", "2412.14161 and more"])
def test_an_odd_identifier_is_not_believed(identifier: str) -> None:
    """Only what looks like an arXiv identifier becomes a link."""
    (record,) = _read(json.dumps([{"paper": {**PAPER, "id": identifier}}])).records

    assert record.facts.arxiv == ""


def test_an_object_without_a_list_is_one_problem() -> None:
    """An answer that says only what went wrong."""
    with pytest.raises(DigestError, match=r"^day.json: holds no list of papers$"):
        _read('{"error": "no paper"}')


@pytest.mark.parametrize(
    ("material", "days", "papers"),
    [("made_up", 61, 791), pytest.param("real_data", 149, 2_119, marks=pytest.mark.real)],
    indirect=["material"],
)
def test_all_days_are_read_whole(material: Path, days: int, papers: int) -> None:
    """Every item of every vintage is a record, one paper for each arXiv identifier."""
    loaded = read_dumps(material / "hf_daily", "hf_daily")

    assert loaded.rejected == ()
    assert (len({record.edition for record in loaded.records}), len(loaded.records)) == (days, papers)
    assert all(
        record.facts.authors and "\n" not in record.title.source + record.abstract.source
        for record in loaded.records
    )
    assert len(merge_records(loaded.records)) == len({record.facts.arxiv for record in loaded.records})


def test_votes_and_project_page_are_kept() -> None:
    """What readers of the list thought, on that day."""
    item = {"paper": {**PAPER, "upvotes": 37, "projectPage": "https://example.org/"}}

    (record,) = _read(json.dumps([item])).records

    assert (record.votes, record.facts.url) == (37, "https://example.org/")


def test_the_summary_of_a_program_is_kept_apart_from_the_abstract() -> None:
    """On one line; most days bring none."""
    item = {"paper": {**PAPER, "ai_summary": "Caches\nare shared."}}

    (record,) = _read(json.dumps([item])).records

    assert (record.summary.source, record.abstract.source) == (
        "Caches are shared.",
        "We measure. It is fast.",
    )
    assert _read(json.dumps([{"paper": {**PAPER, "ai_summary": None}}])).records[0].summary.source == ""


@pytest.mark.parametrize(
    ("changes", "oddity"),
    [
        ({"authors": 7}, "its 'authors' is no list of names"),
        ({"authors": [7]}, "its 'authors' holds something else than names"),
        ({"authors": [{"name": "x" * 501}]}, "its 'authors' holds a name that is too long"),
        ({"upvotes": "many"}, "its 'upvotes' is no count"),
        ({"upvotes": -1}, "its 'upvotes' is no count"),
        ({"publishedAt": {"a": 1}}, "its 'publishedAt' is no text"),
        ({"publishedAt": "soon"}, "its 'publishedAt' holds no year"),
        ({"ai_summary": ["many", "texts"]}, "its 'ai_summary' is no text"),
        ({"githubRepo": "x" * 2_001}, "its 'githubRepo' has 2,001 characters"),
        ({"authors": [{"name": f"Ada M{number}"} for number in range(7_000)]}, "names 7,000 authors"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value)[:20],
)
def test_a_field_of_the_wrong_kind_costs_only_itself(changes: dict[str, object], oddity: str) -> None:
    """The paper is read without it, and the curator is told where."""
    loaded = _read(json.dumps([{"paper": {**PAPER, **changes}}]))

    assert len(loaded.records) == 1
    assert [(found.location.line, oddity in found.reason) for found in loaded.warnings] == [(1, True)]


def test_an_abstract_of_ten_megabytes_is_rejected() -> None:
    """It would be a page that no browser likes, and no abstract."""
    loaded = _read(json.dumps([{"paper": {**PAPER, "summary": "many words " * 1_000_000}}, {"paper": PAPER}]))

    assert len(loaded.records) == 1
    assert "has 10,999,999 characters, more than 50,000" in loaded.rejected[0].reason


def test_half_characters_do_not_get_further() -> None:
    """JSON can spell what no file can hold."""
    (record,) = _read('[{"paper": {"title": "A\\ud800B", "summary": "C\\u0000D"}}]').records

    assert (record.title.source, record.abstract.source) == ("A\ufffdB", "C\ufffdD")
