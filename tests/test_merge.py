"""One paper, once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.merge import merge_records
from tests.samples import DAY, name, record

LATER = DAY + dt.timedelta(days=30)


def test_the_same_identifier_joins_whatever_the_title() -> None:
    """A renamed paper is found by its arXiv identifier."""
    drafts = merge_records(
        [record("Old Name", arxiv="2401.00001"), record("New", day=LATER, arxiv="2401.00001")]
    )

    assert [draft.title for draft in drafts] == ["New"]
    assert len(drafts[0].records) == 2


def test_the_same_doi_joins_in_any_case() -> None:
    """DOIs do not tell capitals from small letters."""
    assert len(merge_records([record("A", doi="10.1/ABC"), record("B", line=5, doi="10.1/abc")])) == 1


@pytest.mark.parametrize("title", ["A cache for kernels", "A Cache for  Kernels.", "A CACHE FOR KERNELS"])
def test_a_repeated_paper_is_one(title: str) -> None:
    """The same title and abstract, spelled a little differently."""
    assert len(merge_records([record(), record(title, line=9)])) == 1


def test_a_title_alone_joins_nothing() -> None:
    """Two papers may bear one short name."""
    other = "An essay about gardens, rivers and the people who walk beside them in spring."

    assert len(merge_records([record("Introduction"), record("Introduction", line=9, abstract=other)])) == 2


def test_the_first_author_and_the_title_join() -> None:
    """A rewritten abstract does not make another paper."""
    rewritten = "Nothing of the former words remains here."
    records = [record(authors=(name(),)), record(day=LATER, authors=(name(given="A."),), abstract=rewritten)]

    drafts = merge_records(records)

    assert [draft.abstract for draft in drafts] == [rewritten]


def test_facts_fill_up_from_older_records() -> None:
    """What the newest dump does not know, an older one may."""
    drafts = merge_records([record(arxiv="2401.00001", year=2024), record(day=LATER, arxiv="2401.00001")])

    assert drafts[0].facts.year == 2024


_RECORDS = st.lists(
    st.builds(
        record,
        st.sampled_from(["Red", "Green", "Blue"]),
        line=st.integers(1, 40),
        day=st.sampled_from([DAY, LATER]),
        arxiv=st.sampled_from(["", "2401.00001", "2401.00002"]),
        doi=st.sampled_from(["", "10.1/a", "10.1/b"]),
        abstract=st.sampled_from(["one two three", "one two four", "five six seven"]),
    ),
    max_size=8,
)


@given(_RECORDS, st.randoms())
def test_the_order_of_records_does_not_matter(records: list, random) -> None:  # type: ignore[no-untyped-def, type-arg]  # noqa: ANN001
    """Merging a shuffled list gives the same papers in the same order."""
    shuffled = list(records)
    random.shuffle(shuffled)

    assert merge_records(shuffled) == merge_records(records)


@given(_RECORDS)
def test_no_record_is_lost_and_none_counted_twice(records: list) -> None:  # type: ignore[type-arg]
    """The records behind the papers are the records that came in."""
    drafts = merge_records(records)

    behind = [found for draft in drafts for found in draft.records]
    assert sorted(behind, key=repr) == sorted(records, key=repr)


@given(_RECORDS)
def test_no_two_papers_share_an_identifier(records: list) -> None:  # type: ignore[type-arg]
    """Whatever shares an identifier is one paper."""
    drafts = merge_records(records)

    for mark in ("arxiv", "doi"):
        owners = [{getattr(found.facts, mark) for found in draft.records} - {""} for draft in drafts]
        assert sum(map(len, owners)) == len(set().union(*owners))
