"""Decisions made by hand."""

from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.config import Curation, YamlSource

KNOWN = {"keys": {"luo2024benchmarking"}, "topics": {"kernels-compilers"}, "tags": {"cuda"}}


def _curation(tmp_path: Path, text: str) -> Curation:
    path = tmp_path / "curation.yml"
    path.write_text(text)
    return Curation(YamlSource(path, "data/curation.yml"))


def test_a_decision_about_what_exists_is_accepted(tmp_path: Path) -> None:
    """Known papers, topics and tags pass."""
    curation = _curation(
        tmp_path,
        "papers:\n  luo2024benchmarking:\n    because: it is\n"
        "    topics: [kernels-compilers]\n    add_tags: [cuda]\n",
    )

    curation.check(**KNOWN)

    decision = curation.decision("luo2024benchmarking")
    assert decision is not None
    assert decision.topics == ("kernels-compilers",)
    assert not decision.hide


def test_every_unknown_name_is_an_error_with_its_line(tmp_path: Path) -> None:
    """Paper, topic and tags are each named where they stand."""
    curation = _curation(
        tmp_path,
        "papers:\n"
        "  nobody1999nothing:\n"
        "    because: a reason\n"
        "    topics:\n"
        "      - kernels-compilers\n"
        "      - no-topic\n"
        "    add_tags: [no-tag]\n"
        "    remove_tags:\n"
        "      - neither\n",
    )

    with pytest.raises(DigestError) as caught:
        curation.check(**KNOWN)

    assert [str(problem).split(" - ")[0] for problem in caught.value.problems] == [
        "data/curation.yml:2: no paper has the key 'nobody1999nothing'",
        "data/curation.yml:6: no topic has the slug 'no-topic'",
        "data/curation.yml:7: no tag has the slug 'no-tag'",
        "data/curation.yml:9: no tag has the slug 'neither'",
    ]


@pytest.mark.parametrize("body", ["hide: true", "because: ''\n    hide: true", "because: a reason"])
def test_a_decision_needs_a_reason_and_an_effect(tmp_path: Path, body: str) -> None:
    """Neither a bare decision nor a bare reason is accepted."""
    with pytest.raises(DigestError, match=r"data/curation.yml:[23]: "):
        _curation(tmp_path, f"papers:\n  luo2024benchmarking:\n    {body}\n")


def test_a_heading_without_decisions_holds_none(tmp_path: Path) -> None:
    """Who takes the last decision out leaves its heading behind."""
    path = tmp_path / "curation.yml"
    path.write_text("papers:\nsame:\napart:\n", encoding="utf-8")
    curation = Curation(YamlSource(path, "data/curation.yml"))

    assert (curation.papers, curation.same, curation.apart) == ({}, (), ())


def test_no_file_means_no_decisions() -> None:
    """A project need not have one."""
    curation = Curation()

    curation.check(keys=set(), topics=set(), tags=set())
    assert curation.decision("luo2024benchmarking") is None
