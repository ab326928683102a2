"""Text that labels its fields."""

from pathlib import Path

import pytest

from generator.stages.merge import merge_records
from generator.stages.read import READERS, read_dumps
from tests.stages.read.samples import dated_copies, source

daily_papers_page = READERS["Daily Papers page"]
labelled_text = READERS["labelled text"]

TEXT = """Title: A Cache for Kernels
  that Share
PDF: https://arxiv.org/pdf/2406.14539v2
Summary: We measure.
It is fast: very.
---
Title: Second Paper
Authors: Ada Moreau, Jo Berg
Summary: We count.
Note: this stays in the summary.
---
"""


def test_papers_are_told_apart_by_their_labels() -> None:
    """A title may wrap, a summary may go on, and an unknown label is text."""
    first, second = labelled_text.read(source(TEXT)).records

    assert (first.title.source, first.abstract.source) == (
        "A Cache for Kernels that Share",
        "We measure. It is fast: very.",
    )
    assert first.facts.arxiv == "2406.14539"
    assert [name.as_text() for name in second.facts.authors] == ["Ada Moreau", "Jo Berg"]
    assert second.abstract.source == "We count. Note: this stays in the summary."
    assert [record.location.line for record in (first, second)] == [1, 7]


def test_it_is_told_from_a_page_by_its_labels() -> None:
    """A page that mentions a title is no labelled text."""
    assert labelled_text.recognises(TEXT)
    assert not labelled_text.recognises("Title: a study\n\nWe study titles.\n")
    assert daily_papers_page.recognises("Title: a study\n\nWe study titles.\n")


def test_a_paper_without_summary_or_title_costs_only_itself() -> None:
    """Each with the line where it begins."""
    loaded = labelled_text.read(source(f"Title: Alone\nPDF: x\n---\nSummary: Nameless.\n---\n{TEXT}"))

    assert len(loaded.records) == 2
    assert [(problem.location.line, problem.reason) for problem in loaded.rejected] == [
        (1, "'Alone' has no abstract"),
        (4, "a block has no 'Title:'"),
    ]


def test_a_file_that_breaks_off_gives_the_papers_before() -> None:
    """The last one lacks its summary."""
    loaded = labelled_text.read(source(TEXT[: TEXT.index("Summary: We count")]))

    assert [record.title.source for record in loaded.records] == ["A Cache for Kernels that Share"]
    assert [problem.location.line for problem in loaded.rejected] == [7]


def test_a_missing_separator_joins_no_papers() -> None:
    """The next title begins the next paper."""
    assert len(labelled_text.read(source(TEXT.replace("---\n", ""))).records) == 2


@pytest.mark.parametrize(
    ("material", "papers"),
    [("made_up", 90), pytest.param("real_data", 150, marks=pytest.mark.real)],
    indirect=["material"],
)
def test_all_files_are_read_whole(material: Path, tmp_path: Path, papers: int) -> None:
    """Three files, each paper with its arXiv identifier, and under the title that a daily list gives it."""
    loaded = read_dumps(dated_copies(material / "hf_text", tmp_path), "hf_text")

    assert loaded.rejected == ()
    assert loaded.warnings == ()
    assert len(loaded.records) == papers
    assert all(record.facts.arxiv and record.abstract for record in loaded.records)
    assert len(merge_records(loaded.records)) == len({record.facts.arxiv for record in loaded.records})
    listed = read_dumps(material / "hf_daily", "hf_daily").records
    titles = {(record.facts.arxiv, record.title) for record in listed}
    known = {identifier for identifier, _ in titles}
    again = [record for record in loaded.records if record.facts.arxiv in known]
    assert len(again) > papers / 4
    # The daily list drops what TeX writes.
    others = [record.title for record in again if (record.facts.arxiv, record.title) not in titles]
    assert len(others) < len(again) / 20, others
