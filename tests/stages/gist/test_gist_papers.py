"""What lists say of papers: a quotation, a curator's words, a summary, or nothing."""

from pathlib import Path
from typing import Literal

import pytest

from generator.config import Curation, YamlSource
from generator.stages.gist import Gist, choose_gist, gist_papers
from tests.samples import ABSTRACT, paper

KEY = "moreau2024cache"
NOBODY = Curation()


def _curation(folder: Path, line: str) -> Curation:
    path = folder / "curation.yml"
    path.write_text(f"papers:\n  {KEY}:\n    because: it says more\n    {line}\n", encoding="utf-8")
    return Curation(YamlSource(path, "data/curation.yml"))


def _gist(
    curation: Curation = NOBODY, preferred: Literal["abstract", "summary"] = "abstract", **changes: str
) -> Gist | None:
    return gist_papers([paper(**changes)], curation, preferred)[KEY]


def test_a_sentence_of_the_abstract_is_quoted() -> None:
    """Unless anything else was decided, also where a dump brought a summary."""
    found = _gist(summary="A summary.")

    assert found is not None
    assert (found.text.source, found.kind) == (ABSTRACT, "abstract")
    assert found == choose_gist(paper().title.source, ABSTRACT)


def test_a_curator_has_the_last_word(tmp_path: Path) -> None:
    """On one line, marked as a curator's, with the reason; over a summary too."""
    found = _gist(_curation(tmp_path, 'gist: "Caches  are\\n shared."'), "summary", summary="A summary.")

    assert found is not None
    assert (found.text.source, found.kind, found.place) == ("Caches are shared.", "curator", None)
    assert [reason.cue for reason in found.reasons] == ["it says more"]


@pytest.mark.parametrize("line", ['gist: ""', 'gist: " "'])
def test_an_empty_gist_says_that_there_is_none(tmp_path: Path, line: str) -> None:
    """Where every sentence would mislead."""
    assert _gist(_curation(tmp_path, line), "summary", summary="A summary.") is None


def test_a_decision_about_something_else_leaves_the_gist(tmp_path: Path) -> None:
    """Saying nothing of it decides nothing."""
    assert _gist(_curation(tmp_path, "hide: true")) == _gist()


def test_a_summary_is_shown_where_a_site_prefers_it_and_marked() -> None:
    """A reader is told that no author wrote it; papers without one are quoted."""
    found = _gist(preferred="summary", summary="A summary.")

    assert found is not None
    assert (found.text.source, found.kind, found.score) == ("A summary.", "summary", 0.0)
    assert _gist(preferred="summary") == _gist()


def test_a_paper_without_an_abstract_has_none() -> None:
    """Nothing is made up."""
    assert _gist(abstract="") is None
