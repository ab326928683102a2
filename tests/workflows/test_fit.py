"""Weights learnt from labelled papers."""

import datetime as dt
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.config import (
    UNSORTED,
    FittedWeight,
    Rule,
    Taxonomy,
    Thresholds,
    Topic,
    TopicGroup,
)
from generator.stages.classify import best_topics
from generator.workflows.evaluate import evaluate_points, evaluate_topics
from generator.workflows.fit import fit_weights
from generator.workflows.labels import Example
from generator.workflows.weights import write_weights
from tests.world import ROOT, make_world

LEARNING_LIBRARIES = {"scipy.optimize", "sklearn"}
WORDS = {
    "serving": ("request", "batch", "queue", "latency", "token"),
    "graphs": ("node", "edge", "path", "vertex", "tree"),
    "kernels": ("loop", "tile", "warp", "thread", "register"),
}


def _example(topic: str, number: int, **changes: str | tuple[str, ...]) -> Example:
    """Return a paper with three words of its topic, other ones for each number."""
    words = WORDS[topic]
    chosen = [words[(number + step) % len(words)] for step in range(3)]
    values = {
        "name": f"{topic} {number:02}",
        "title": f"The {chosen[0]} of number {number}",
        "abstract": f"We describe the {chosen[1]} and a {chosen[2]} in the usual words.",
        "primary": topic,
    }
    return Example(**(values | changes))  # type: ignore[arg-type]


def _examples(**counts: int) -> list[Example]:
    return [_example(topic, number) for topic, count in counts.items() for number in range(count)]


def _taxonomy(weights: Sequence[FittedWeight] = (), **rules: Rule) -> Taxonomy:
    """Return topics that only these rules and weights speak for."""
    topics = tuple(
        Topic(slug=slug, title=slug, about=slug, rules=(rules[slug],) if slug in rules else ())
        for slug in WORDS
    )
    return Taxonomy(
        groups=(TopicGroup(title="All", topics=topics),),
        thresholds=Thresholds(unsorted_below=0.001),
        weights=tuple(weights),
    )


def _weight(rows: Sequence[FittedWeight], phrase: str, topic: str, where: str = "anywhere") -> float:
    """Return the weight of a row, 0 when there is none."""
    return sum(row.weight for row in rows if (row.phrase, row.where, row.topic) == (phrase, where, topic))


TWO_TOPICS = _examples(serving=12, graphs=12)
ALIKE = [
    replace(example, title=f"{example.title}: request, batch, queue, latency, token")
    if example.primary == "graphs"
    else example
    for example in TWO_TOPICS
]
"""Papers of two topics, those of graphs using the words of serving too."""


def test_fitted_weights_tell_two_topics_apart() -> None:
    """In papers that were seen and in others; without them all are unsorted."""
    unseen = [_example(topic, number) for topic in ("serving", "graphs") for number in (13, 14)]
    unseen += [Example(name="x", title="Edge cases", abstract="A vertex.", primary="graphs")]
    weights = fit_weights(TWO_TOPICS, _taxonomy()).weights

    assert evaluate_topics([*TWO_TOPICS, *unseen], _taxonomy(weights)).primary == 1
    assert {verdict.given for verdict in evaluate_topics(unseen, _taxonomy()).verdicts} == {UNSORTED}


def test_weights_speak_for_a_topic_and_against_the_other() -> None:
    """What both use alike says next to nothing; rows are sorted, whole tenths, and none is zero."""
    weights = fit_weights(ALIKE, _taxonomy()).weights

    assert _weight(weights, "node", "graphs") > 0.2 > -0.02 > _weight(weights, "node", "serving")
    assert abs(_weight(weights, "usual word", "graphs")) < 0.1
    assert weights == tuple(sorted(weights))
    assert all(row.weight and row.weight == round(row.weight, 1) for row in weights if row.where != "rules")


def test_the_same_examples_in_any_order_give_the_same_weights() -> None:
    """So that the table can be made again anywhere, digit for digit."""
    assert fit_weights(TWO_TOPICS[::-1], _taxonomy()) == fit_weights(TWO_TOPICS, _taxonomy())


def test_weights_that_were_there_before_mean_nothing() -> None:
    """A fit begins anew."""
    old = FittedWeight(phrase="node", where="anywhere", topic="serving", weight=25)

    assert fit_weights(TWO_TOPICS, _taxonomy([old])) == fit_weights(TWO_TOPICS, _taxonomy())


def test_points_of_rules_are_weighed_too() -> None:
    """They speak for their topic and against the others; then phrases have less to say."""
    rules = {slug: Rule(weight=5, phrases=WORDS[slug]) for slug in ("serving", "graphs")}
    plain = fit_weights(ALIKE, _taxonomy()).weights
    helped = fit_weights(ALIKE, _taxonomy((), **rules)).weights

    assert _weight(helped, "graphs", "graphs", "rules") > 0.2
    assert _weight(helped, "graphs", "serving", "rules") < -0.1
    assert _weight(helped, "node", "graphs") < _weight(plain, "node", "graphs")
    assert evaluate_topics(ALIKE, _taxonomy(helped, **rules)).primary == 1


def test_a_second_choice_speaks_less_against_its_topic() -> None:
    """So words of papers that may be of both do less harm."""
    also = [
        replace(example, also=("serving",)) if example.primary == "graphs" else example for example in ALIKE
    ]

    assert (
        _weight(fit_weights(ALIKE, _taxonomy()).weights, "node", "serving")
        < _weight(fit_weights(also, _taxonomy()).weights, "node", "serving")
        < 0
    )


def test_a_topic_without_labels_keeps_its_rules() -> None:
    """Its papers still get it, and papers of the others do not, though their words never spoke for it."""
    unseen = [_example("kernels", number) for number in range(5)]
    rules = {slug: Rule(weight=5, phrases=WORDS[slug]) for slug in WORDS}
    taxonomy = _taxonomy((), **rules)
    fitted = replace(taxonomy, weights=fit_weights(TWO_TOPICS, taxonomy).weights)

    assert evaluate_topics([*TWO_TOPICS, *unseen], fitted).primary == 1
    assert _weight(fitted.weights, "kernels", "kernels", "rules") > 1


def test_a_few_labels_change_little_and_many_much() -> None:
    """Of a rule that is wrong: two papers of another topic with its phrase doubt it, fifty deny it."""
    wrong = {"serving": Rule(weight=5, phrases=("reef",))}

    def odds(papers: int) -> float:
        odd = [
            replace(_example("graphs", number % 5), name=f"odd {number}", title="The reef")
            for number in range(papers)
        ]
        weights = fit_weights([*TWO_TOPICS, *odd], _taxonomy((), **wrong)).weights
        found = best_topics("A reef", "", _taxonomy(weights, **wrong), most=3)
        likely = {topic.slug: topic.likelihood for topic in found}
        return likely["serving"] / likely["graphs"]

    assert odds(0) > odds(2) > 1 > odds(50)


def test_a_phrase_of_two_papers_is_not_learnt() -> None:
    """Two may be chance; three are a beginning."""
    rare = [replace(TWO_TOPICS[number], title=f"Rare twice {number}") for number in range(2)]
    twice = fit_weights([*rare, *TWO_TOPICS[2:]], _taxonomy()).weights
    thrice = fit_weights(
        [*rare, replace(TWO_TOPICS[2], title="Rare twice again"), *TWO_TOPICS[3:]], _taxonomy()
    ).weights

    assert not [row for row in twice if "rare" in row.phrase]
    assert _weight(thrice, "rare twice", "serving") > 0


def test_no_phrase_begins_or_ends_with_a_word_that_says_nothing() -> None:
    """Nor is it longer than two words; names and claims are learnt as such."""
    odd = [
        replace(
            example,
            title=f"{example.title} in MathBench",
            abstract="We introduce the tile and a tile of one big shared pool.",
        )
        if example.primary == "serving"
        else example
        for example in TWO_TOPICS
    ]
    weights = fit_weights(odd, _taxonomy()).weights
    phrases = {row.phrase for row in weights}

    assert {"tile", "shared pool", "tile and"} & phrases == {"tile", "shared pool"}
    assert not phrases & {"the", "the tile", "a tile", "big shared pool"}
    assert _weight(weights, "bench", "serving", "name") > 0
    alike = [
        replace(example, title="It", abstract=f"We {verb} it.")
        for verb, slug in (("introduce", "serving"), ("explore", "graphs"))
        for example in _examples(**{slug: 12})
    ]
    assert _weight(fit_weights(alike, _taxonomy()).weights, "introduc", "serving", "claim") > 0


def test_papers_are_judged_by_weights_that_were_fitted_without_them() -> None:
    """Every fifth paper has words that no other has: left out together, none is known."""
    mixed = [example for pair in zip(TWO_TOPICS[:12], TWO_TOPICS[12:], strict=True) for example in pair]
    named = [replace(example, name=f"{number:02}") for number, example in enumerate(mixed)]
    odd = [
        replace(example, title="Reefs", abstract="The reef.", primary="serving")
        if number % 5 == 0
        else example
        for number, example in enumerate(named)
    ]
    fitted = fit_weights(odd, _taxonomy())
    verdicts = {
        verdict.example.name: verdict for verdict in evaluate_points(fitted.unseen, _taxonomy()).verdicts
    }

    assert _weight(fitted.weights, "reef", "serving") > 0
    assert evaluate_topics(odd, _taxonomy(fitted.weights)).primary == 1
    likely = {number: verdicts[f"{number:02}"].likelihood for number in range(24)}
    assert max(likely[number] for number in range(0, 24, 5)) < 0.6
    assert all(verdicts[f"{number:02}"].is_right for number in range(24) if number % 5)


def test_points_say_how_likely_a_topic_is() -> None:
    """Where a third of the labels contradict the words, a topic is held to be right in about two of three."""
    doubtful = [
        replace(example, primary="serving" if example.primary == "graphs" else "graphs")
        if number % 3 == 0
        else example
        for number, example in enumerate(_examples(serving=60, graphs=60))
    ]
    verdicts = evaluate_points(fit_weights(doubtful, _taxonomy()).unseen, _taxonomy()).verdicts

    said = sum(verdict.likelihood for verdict in verdicts) / len(verdicts)
    assert abs(said - sum(verdict.is_right for verdict in verdicts) / len(verdicts)) < 0.08


def test_the_table_says_what_it_was_fitted_to_and_how_good_it_is(tmp_path: Path) -> None:
    """On which day, too; fitting again on a later day changes nothing."""
    project, fitted = make_world(tmp_path), fit_weights(TWO_TOPICS, _taxonomy())

    def write(day: int) -> tuple[str, ...]:
        labels = {"two.json": TWO_TOPICS}
        return write_weights(project, fitted, labels, _taxonomy(), dt.date(2031, 5, day))

    head = write(7)
    written = project.topic_weights.read_text("utf-8")
    assert written.startswith("".join(f"# {line}\n" for line in head))
    assert head[0] == "fitted on 2031-05-07"
    assert head[-1].startswith("two.json: 24 papers: primary ")
    assert write(8)[0] == "fitted on 2031-05-08"
    assert project.topic_weights.read_text("utf-8") == written


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "0 labels of 0 topics"),
        ({"serving": 30}, "30 labels of 1 topics"),
        ({"serving": 5, "graphs": 4}, "9 labels of 2 topics"),
    ],
)
def test_too_few_examples_are_an_error(counts: dict[str, int], told: str) -> None:
    """There have to be two topics to tell apart; the least number is told."""
    with pytest.raises(DigestError, match=rf"digest fit: {told} are too few; 10 of 2 are the least"):
        fit_weights(_examples(**counts), _taxonomy())


def test_a_build_never_imports_the_learning_library(tmp_path: Path) -> None:
    """Nor does checking a whole digest, topics and all."""
    code = (
        "import sys\n"
        "from generator.workflows import build, evaluate, explain, serve\n"
        "from generator.cli import main\n"
        "main(['check', '--project', sys.argv[1]], standalone_mode=False)\n"
        f"print('imported:', *sorted({LEARNING_LIBRARIES} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code, str(make_world(tmp_path).root)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    assert said.splitlines()[-1] == "imported:"


def test_what_fits_nothing_is_learnt_like_a_topic() -> None:
    """With ten papers that do; what only they hold speaks for being unsorted."""
    strange = [
        replace(_example("kernels", number), name=f"strange {number:02}", primary=UNSORTED)
        for number in range(12)
    ]
    weights = fit_weights([*TWO_TOPICS, *strange], _taxonomy()).weights
    few = fit_weights([*TWO_TOPICS, *strange[:9]], _taxonomy()).weights

    assert sum(_weight(weights, word, UNSORTED) for word in WORDS["kernels"]) > 0
    assert UNSORTED not in {row.topic for row in few}
    unseen = replace(_example("kernels", 13), primary=UNSORTED)
    assert evaluate_topics([unseen], _taxonomy(weights)).verdicts[0].given == UNSORTED
