"""Long lists in pages: a page that is full is left alone, whatever comes."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Paper
from generator.output.lists import ListPart, PaperList, list_parts
from tests.samples import DAY, digest, paper
from tests.tree import pages_of, tree_of

PAPERS = tuple(paper(f"key{age}") for age in reversed(range(120)))
"""Newest first."""

counts, sizes = st.integers(0, 60), st.integers(1, 12)


def _parts(papers: tuple[Paper, ...], size: int, path: str = "topics/serving/") -> list[ListPart]:
    listed = PaperList(path=path, section="topics", kind="Topic", title="Serving", papers=papers)
    return list(list_parts(listed, size))


def _oldest(count: int) -> tuple[Paper, ...]:
    return PAPERS[len(PAPERS) - count :]


@given(counts, sizes)
def test_every_paper_is_on_one_page_in_the_lists_order(count: int, size: int) -> None:
    """Who goes from page to page reads the whole list."""
    parts = _parts(_oldest(count), size)

    assert tuple(each for part in parts for each in part.papers) == _oldest(count)


@given(counts, sizes)
def test_pages_hold_as_many_papers_as_they_should(count: int, size: int) -> None:
    """A full page is full, and the list's own page has half to one and a half times as many."""
    own, *full = _parts(_oldest(count), size)

    assert all(len(part.papers) == size for part in full)
    assert 2 * len(own.papers) <= 3 * size
    assert 2 * len(own.papers) >= size or not full
    assert own.papers or count == 0


@given(counts, sizes, st.integers(1, 40))
def test_a_full_page_is_the_same_after_papers_came(count: int, size: int, more: int) -> None:
    """It keeps its address and its papers, so nothing that leads to it goes stale."""
    _, *before = _parts(_oldest(count), size)
    after = {part.path: part.papers for part in _parts(_oldest(count + more), size)}

    assert {part.path: part.papers for part in before}.items() <= after.items()


@given(counts, sizes)
def test_pages_are_counted_from_the_oldest_and_lead_to_others(count: int, size: int) -> None:
    """The first page has no number and leads to all; others to the first, the last and those beside."""
    parts = _parts(_oldest(count), size)

    numbers = [part.number for part in parts]
    assert numbers == [None, *range(len(parts) - 1, 0, -1)]
    assert [part.path for part in parts] == [
        f"topics/serving/{number}/" if number else "topics/serving/" for number in numbers
    ]
    links = [(str(part.number or "Newest"), part.path) for part in parts]
    for place, part in enumerate(parts):
        beside = {0, place - 1, place, place + 1, len(parts) - 1}
        wanted = [link for number, link in enumerate(links) if not place or number in beside]
        assert [(link.title, link.url) for link in part.pages] == (wanted if len(parts) > 1 else [])


@given(counts, sizes, st.integers(1, 40))
def test_an_edition_is_counted_from_its_first_paper(count: int, size: int, more: int) -> None:
    """A dump that is sent again may have more at its end."""
    listed = PaperList(
        path="editions/2025-10-02/",
        section="editions",
        kind="Edition",
        title="A day",
        papers=PAPERS[:count],
        day=DAY,
    )
    parts = list(list_parts(listed, size))
    later = list(list_parts(replace(listed, papers=PAPERS[: count + more]), size))

    assert tuple(each for part in parts for each in part.papers) == PAPERS[:count]
    assert [part.label for part in parts] == [str(number) for number in range(1, len(parts) + 1)]
    assert [part.path for part in parts][1:] == [
        f"editions/2025-10-02/{number}/" for number in range(2, len(parts) + 1)
    ]
    assert all(len(part.papers) == size for part in parts[:-1])
    assert [part.papers for part in parts[:-1]] == [part.papers for part in later][: len(parts) - 1]


def test_what_trends_is_one_page() -> None:
    """Its papers come and go, so no page of it could stay."""
    assert len(_parts(PAPERS, 5, "trending/")) == 1


def test_a_page_that_is_full_keeps_its_bytes() -> None:
    """But for the row of pages and the count of papers, when an edition brings more."""
    days = [DAY + dt.timedelta(days=number) for number in range(6)]
    papers = tuple(
        paper(f"key{number}", f"Of {day}", edition=day, editions=(day,)) for number, day in enumerate(days)
    )[::-1]
    before, after = pages_of(digest(papers=papers[1:])), pages_of(digest(papers=papers))

    one, same = before["topics/unsorted/1/"], after["topics/unsorted/1/"]
    assert one.meta["papers"] == same.meta["papers"]
    assert one.meta["title"] == same.meta["title"] == "Unsorted, page 1"
    assert one.body.replace("5 papers", "6 papers") == same.body


def test_every_address_of_a_list_is_one_page_of_the_tree() -> None:
    """The pages of a list lie in its folder, which lies beside its own page."""
    papers = tuple(paper(f"key{number}") for number in range(5))
    paths = {path for path in tree_of(digest(papers=papers)) if path.startswith("topics/unsorted")}

    assert {path for path in paths if path.endswith(".md")} == {
        "topics/unsorted.md",
        "topics/unsorted/1.md",
        "topics/unsorted/2.md",
    }
