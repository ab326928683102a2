"""How well the topics fit what people said."""

import json
from pathlib import Path

import pytest

from generator.base.models import Evidence
from generator.config import (
    UNSORTED,
    Rule,
    Taxonomy,
    Thresholds,
    Topic,
    TopicGroup,
    load_taxonomy,
    open_project,
)
from generator.workflows.evaluate import Evaluation, Verdict, evaluate_points, evaluate_topics
from generator.workflows.labels import Example, load_examples, read_known_records
from tests.world import ROOT


def _verdict(
    given: str,
    primary: str = "serving",
    also: tuple[str, ...] = (),
    name: str = "n",
    likelihood: float = 0.6,
) -> Verdict:
    reasons = () if given == UNSORTED else (Evidence(phrase=f"a {given}", field="title", weight=4.25),)
    return Verdict(
        example=Example(name=name, title="T", abstract="", primary=primary, also=also),
        given=given,
        likelihood=likelihood,
        reasons=reasons,
    )


MIXED = Evaluation(
    verdicts=(
        _verdict("serving"),
        _verdict("kernels", also=("graphs", "kernels")),
        _verdict("serving", primary="graphs", name="A"),
        _verdict("kernels", name="B"),
        _verdict("kernels", name="C"),
        _verdict(UNSORTED, also=("graphs",), name="D"),
        _verdict("graphs", primary="graphs"),
        _verdict("graphs", primary="kernels", name="E é", likelihood=0.95),
        _verdict(UNSORTED, primary=UNSORTED, likelihood=0.95),
        _verdict("graphs", primary=UNSORTED, also=("graphs",)),
    ),
    missing=("2401.00009", "Nowhere"),
)


def test_shares_are_of_the_examples_that_fit_a_topic() -> None:
    """Primary: the first choice; acceptable: that or a second choice; what fits none is counted apart."""
    assert (MIXED.primary, MIXED.acceptable, MIXED.unsorted) == (2 / 8, 3 / 8, 1 / 8)
    assert MIXED.fit_none == (1, 2)


def test_calibration_compares_what_was_said_with_what_was_right() -> None:
    """By steps of likelihood, without empty ones."""
    rounded = [(count, round(said, 6), right) for count, said, right in MIXED.calibration]

    assert rounded == [(8, 0.6, 0.25), (2, 0.95, 0.5)]


def test_without_examples_all_shares_are_zero() -> None:
    """Nothing is divided by nothing."""
    empty = Evaluation(verdicts=())

    assert (empty.primary, empty.acceptable, empty.unsorted, empty.confusions) == (0, 0, 0, ())


def test_confusions_are_counted_most_frequent_first() -> None:
    """Equal ones by name; what a curator would accept is none."""
    assert MIXED.confusions == (
        ("serving", "kernels", 2),
        ("graphs", "serving", 1),
        ("kernels", "graphs", 1),
        ("serving", UNSORTED, 1),
    )


def test_a_person_reads_figures_calibration_confusions_and_the_worst_cases() -> None:
    """One line each; of a case what was said, how sure, and what decided; the most sure first."""
    lines = MIXED.as_text().splitlines()
    shares = "primary 25.0% (+- 15.3), primary or also 37.5% (+- 17.1), unsorted 12.5% (+- 11.7)"

    assert lines[:3] == [
        f"8 papers: {shares}; of 2 that fit none 1 left unsorted",
        "     8 held to be 60% likely, 25% right",
        "     2 held to be 95% likely, 50% right",
    ]
    assert lines[3:7] == [
        "     2 serving taken for kernels",
        "     1 graphs taken for serving",
        "     1 kernels taken for graphs",
        "     1 serving taken for unsorted",
    ]
    assert lines[7:9] == [
        "  E é: graphs, 95% likely, not kernels (a graphs +4.2)",
        "  A: serving, 60% likely, not graphs (a serving +4.2)",
    ]
    assert "  D: unsorted, 60% likely, not serving" in lines
    assert lines[-1] == "not found in the dumps: 2401.00009, Nowhere"


def test_when_all_is_well_nothing_is_said_of_what_there_is_not() -> None:
    """No confusions, no cases, nothing that is missing."""
    assert Evaluation(verdicts=(_verdict("serving"),)).as_text().splitlines() == [
        "1 papers: primary 100.0% (+- 0.0), primary or also 100.0% (+- 0.0), unsorted 0.0% (+- 0.0)",
        "     1 held to be 60% likely, 100% right",
    ]


def test_a_program_reads_the_same_figures() -> None:
    """With each wrong paper by name, and letters as they are."""
    text = MIXED.as_json()
    figures = json.loads(text)

    assert "E é" in text
    assert [case["name"] for case in figures["wrong"]] == ["E é", "A", "B", "C", "D"]
    assert figures["wrong"][0] == {
        "name": "E é",
        "wanted": "kernels",
        "given": "graphs",
        "likelihood": 0.95,
        "reasons": [["a graphs", 4.25]],
    }
    del figures["wrong"], figures["calibration"]
    assert figures == {
        "papers": 8,
        "primary": 0.25,
        "primary_or_also": 0.375,
        "unsorted": 0.125,
        "fit_none": {"papers": 2, "unsorted": 1},
        "confusions": [[*confusion] for confusion in MIXED.confusions],
        "missing": ["2401.00009", "Nowhere"],
    }


def test_points_are_judged_as_topics_are() -> None:
    """The best topic is given, unless fitting none has more by what a topic needs."""
    taxonomy = Taxonomy(
        groups=(TopicGroup(title="All", topics=tuple(_topic(slug) for slug in ("kernels", "serving"))),),
        thresholds=Thresholds(unsorted_below=5),
    )
    example = Example(name="n", title="T", abstract="", primary="serving")
    points = (
        {"serving": 9.0, "kernels": 7.0},
        {"serving": 5.0},
        {"serving": 4.0},
        {"serving": 9.0, UNSORTED: 6},
    )

    found = evaluate_points([(example, told) for told in points], taxonomy).verdicts
    assert [verdict.given for verdict in found] == ["serving", "serving", UNSORTED, UNSORTED]
    assert found[0].likelihood == pytest.approx(1 / (1 + 10**-0.2 + 10**-0.4))


def _topic(slug: str) -> Topic:
    return Topic(slug=slug, title=slug, about=slug)


def test_the_topic_that_is_judged_is_the_first() -> None:
    """Further topics do not help; a paper below the threshold is unsorted."""
    topics = tuple(
        Topic(slug=slug, title=slug, about=slug, rules=(Rule(weight=weight, phrases=("cache",)),))
        for slug, weight in (("kernels", 4), ("serving", 5))
    )
    taxonomy = Taxonomy(
        groups=(TopicGroup(title="All", topics=topics),),
        thresholds=Thresholds(unsorted_below=3, further_within=9),
    )
    examples = [
        Example(name="a", title="Cache", abstract="", primary="serving"),
        Example(name="b", title="", abstract="A cache.", primary="kernels"),
        Example(name="c", title="Graphs", abstract="", primary="kernels"),
    ]
    found = evaluate_topics(examples, taxonomy, missing=("d",))

    assert [verdict.given for verdict in found.verdicts] == ["serving", "serving", UNSORTED]
    assert [verdict.example for verdict in found.verdicts] == examples
    assert found.missing == ("d",)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    """Give the rules and weights of this digest."""
    return load_taxonomy(open_project(ROOT))


def _measure(labels: Path, taxonomy: Taxonomy, dumps: Path | None = None) -> Evaluation:
    examples, missing = load_examples(labels, read_known_records(open_project(ROOT), dumps), taxonomy)
    return evaluate_topics(examples, taxonomy, missing)


@pytest.mark.usefixtures("first_dump")
def test_the_first_edition_is_sorted_as_people_sorted_it(taxonomy: Taxonomy) -> None:
    """At least 85 in 100 by first choice and 97 by any, hardly one unsorted; all labels have their paper."""
    found = _measure(ROOT / "data" / "labels" / "2025-10-02.json", taxonomy)

    assert len(found.verdicts) == 92
    assert found.missing == ()
    assert found.primary >= 0.85, found.as_text()
    assert found.acceptable >= 0.97, found.as_text()
    assert found.unsorted <= 0.03, found.as_text()


@pytest.mark.parametrize("material", ["made_up"], indirect=True)
def test_papers_that_no_weight_was_fitted_to_are_sorted_well(material: Path, taxonomy: Taxonomy) -> None:
    """Most of these, whose short abstracts avoid the words of their field; what is not is mostly unsorted."""
    found = _measure(material / "labels" / "dev.json", taxonomy, material / "hf_daily")

    assert len(found.verdicts) == 71
    assert found.missing == ()
    assert found.primary >= 0.78, found.as_text()
    assert found.acceptable + found.unsorted >= 0.95, found.as_text()
