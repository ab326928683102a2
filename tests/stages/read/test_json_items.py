"""Items of JSON files and their lines."""

import json

import pytest

from generator.base.errors import DigestError, Problem
from generator.stages.read import json_items
from tests.stages.read.samples import source

PAPERS = [{"title": f"Paper {number}", "authors": [{"name": "A"}, {"name": "B"}]} for number in range(4)]


def _read(text: str) -> tuple[list[object], list[Problem]]:
    found = [item for _, item in json_items(source(text))]
    items = [item for item in found if not isinstance(item, Problem)]
    return items, [item for item in found if isinstance(item, Problem)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(PAPERS),
        json.dumps(PAPERS, indent=2),
        json.dumps({"total": 4, "note": "see [1]", "tags": ["a"], "data": {"papers": PAPERS}, "next": None}),
        "\n".join(map(json.dumps, PAPERS)),
        "\n".join(json.dumps(paper, indent=2) for paper in PAPERS),
        f"{json.dumps(PAPERS[:2])}\n{json.dumps(PAPERS[2:])}",
        f"\n \n{json.dumps(PAPERS)}\n",
    ],
    ids=["list", "pretty list", "wrapped", "lines", "pretty objects", "two lists", "blank lines"],
)
def test_all_items_are_found(text: str) -> None:
    """Whatever stands around them."""
    assert _read(text) == (PAPERS, [])


@pytest.mark.parametrize("indent", [None, 1])
def test_a_fault_in_a_list_costs_one_item(indent: int | None) -> None:
    """Reading goes on where the next item begins as the first one did."""
    text = json.dumps(PAPERS, indent=indent).replace('"Paper 1"', '"Paper 1')

    items, problems = _read(text)

    assert items == [PAPERS[0], *PAPERS[2:]]
    assert [problem.reason.partition(":")[0] for problem in problems] == ["is not JSON"]


@pytest.mark.parametrize("bad", ['{"title": "cut', "no JSON", "{}}{", '{"title": ' + "[" * 100_000])
def test_a_fault_in_a_line_costs_one_line(bad: str) -> None:
    """The lines after it are read, and the problem has its line."""
    lines = [json.dumps(paper) for paper in PAPERS]

    found = list(json_items(source("\n".join([*lines[:2], bad, *lines[2:]]))))

    assert [item for _, item in found if isinstance(item, dict) and item] == PAPERS
    assert [line for line, item in found if isinstance(item, Problem)] == [3]


@pytest.mark.parametrize("cut", [1, 5, 30, 80])
def test_a_list_that_breaks_off_is_one_problem(cut: int) -> None:
    """Within an item or after one."""
    items, problems = _read(json.dumps(PAPERS)[:-cut])

    assert items == PAPERS[: len(items)]
    assert len(problems) == 1


def test_each_item_has_the_line_it_begins_at() -> None:
    """Lines are counted from 1."""
    first, second = (json.dumps(paper, indent=1) for paper in PAPERS[:2])

    found = json_items(source(f"{first}\n\n{second}"))

    assert [line for line, _ in found] == [1, first.count("\n") + 3]


@pytest.mark.parametrize("text", ['{"error": "busy"}', '{"a": ' * 90_000, '{"tags": ["a"]}', "{"])
def test_an_object_without_papers_is_one_problem(text: str) -> None:
    """An answer that says only what went wrong."""
    with pytest.raises(DigestError, match=r"^dump: holds no list of papers$"):
        json_items(source(text))


def test_an_empty_list_holds_no_items() -> None:
    """A day without papers, plain or wrapped."""
    assert _read("[]") == ([], [])
    assert _read('{"papers": []}') == ([], [])
