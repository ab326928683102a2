"""What the report says of a digest beside the site before it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from generator.base.models import Assignment, Evidence, Facts, Label
from generator.bibliography import History
from generator.output.report import Doubt, Merge, Report, TopicChange, account_for
from generator.stages.digest import Digest
from generator.stages.enrich import Enriched
from generator.stages.read import Loaded
from tests import samples

NOTHING = History()


def _label(key: str, *topics: str, likelihood: float = 1.0, field: Any = "title") -> Label:  # noqa: ANN401
    evidence = (Evidence(phrase="cache", field=field, weight=9.0),)
    return Label(
        key=key,
        topics=tuple(
            Assignment(slug=slug, score=9.0, likelihood=likelihood, evidence=evidence) for slug in topics
        ),
    )


def _account(
    digest: Digest, before: Mapping[str, tuple[str, ...]] | None = None, history: History = NOTHING
) -> Report:
    """Return the account of a digest, its records read one by one without fault."""
    locations = [location for paper in digest.papers for location in paper.locations]
    records = tuple(samples.record(line=location.line) for location in locations)
    enriched = Enriched(papers=digest.papers, new_entries=())
    return account_for(Loaded(records=records), enriched, digest, before or {}, history)


def test_papers_that_the_site_before_had_not_are_new() -> None:
    """Also by an older key: a paper that got another key is not new."""
    papers = (samples.paper("a2024b", retired_keys=("old2024a",)), samples.paper("c2024d"))

    report = _account(samples.digest(papers=papers), {"old2024a": ("serving",), "gone2024": ("serving",)})

    assert report.new == ("c2024d",)
    assert report.removed == ("gone2024",)


def test_a_key_that_was_ever_published_is_missed_unless_a_person_withdrew_it() -> None:
    """The history remembers what no site before is there to tell."""
    lines = {"moreau2024cache": 1, "lost2020": 2, "gone2020": 3}

    report = _account(samples.digest(), {}, History(lines=lines, gone=frozenset({"gone2020"})))

    assert report.removed == ("lost2020",)


def test_without_a_site_before_everything_is_new() -> None:
    """And no topic has changed."""
    report = _account(samples.digest(labels=(_label("moreau2024cache", "serving"),)))

    assert report.new == ("moreau2024cache",)
    assert report.topic_changes == ()


def test_each_record_that_joined_a_paper_is_named() -> None:
    """By its place; the paper's first record is the paper itself."""
    records = tuple(samples.record(line=line) for line in (1, 5, 9))

    report = _account(samples.digest(papers=(samples.paper(records=records),)))

    assert report.merges == tuple(
        Merge(key="moreau2024cache", location=record.location) for record in records[1:]
    )
    assert report.merged == 2


@pytest.mark.parametrize(
    ("was", "named"), [(0, True), (3, True), (4, True), (5, False), (6, False), (7, True), (20, True)]
)
def test_a_topic_that_changed_by_over_a_fifth_is_named(was: int, *, named: bool) -> None:
    """Five papers now: one more or less than a fifth of what it had counts."""
    papers = tuple(samples.paper(f"p2024n{number}") for number in range(5))
    digest = samples.digest(papers=papers, labels=tuple(_label(paper.key, "serving") for paper in papers))
    before = {f"b{number}": ("serving",) for number in range(was)} | {"other": ("unknown-topic",)}

    found = _account(digest, before).topic_changes

    assert found == ((TopicChange(topic="serving", before=was, now=5),) if named else ())


def test_an_unlikely_topic_is_a_doubt_and_a_curators_word_is_none() -> None:
    """The least likely comes first; the threshold is the taxonomy's."""
    limit = samples.TAXONOMY.thresholds.doubtful_below
    papers = tuple(samples.paper(f"{name}2024") for name in ("sure", "weak", "weaker", "hand", "none"))
    labels = (
        _label("sure2024", "serving", likelihood=limit),
        _label("weak2024", "serving", likelihood=limit - 0.1),
        _label("weaker2024", "kernels", "serving", likelihood=limit - 0.2),
        _label("hand2024", "serving", likelihood=0.0, field=None),
        Label(key="none2024"),
    )

    report = _account(samples.digest(papers=papers, labels=labels))

    assert [doubt.key for doubt in report.doubtful] == ["weaker2024", "weak2024"]
    assert report.doubtful[0] == Doubt(
        key="weaker2024", topic="kernels", likelihood=limit - 0.2, evidence=labels[2].topics[0].evidence
    )
    assert report.unsorted == ("none2024",)


def test_papers_without_authors_and_tags_without_papers_are_named() -> None:
    """What a curator may want to fill in, or to take out."""
    tagged = replace(_label("a2024b"), tags=(Assignment(slug="cuda", score=1.0),))
    cut = Facts(authors=(samples.name(),), has_more_authors=True)
    papers = (
        samples.paper("a2024b", facts=Facts()),
        samples.paper("c2024d"),
        samples.paper("e2024f", facts=cut),
    )

    assert _account(samples.digest(papers=papers)).without_authors == ("a2024b",)
    assert _account(samples.digest(papers=papers)).more_authors == ("e2024f",)
    assert _account(samples.digest(papers=papers)).unused_tags == ("cuda",)
    assert _account(samples.digest(papers=papers, labels=(tagged,))).unused_tags == ()
