"""Weights learnt from labelled papers."""

import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import generator.workflows.fit
from generator.base.errors import DigestError
from generator.config import UNSORTED, FittedWeight, Rule, Taxonomy, Thresholds, Topic, TopicGroup
from generator.workflows.evaluate import evaluate_topics
from generator.workflows.fit import fit_weights
from generator.workflows.labels import Example
from tests.world import ROOT, make_world

LEARNING_LIBRARIES = {"numpy", "scipy", "sklearn"}
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
        thresholds=Thresholds(unsorted_below=0.001, points_per_step=30),
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
    weights = fit_weights(TWO_TOPICS, _taxonomy())

    assert evaluate_topics([*TWO_TOPICS, *unseen], _taxonomy(weights)).primary == 1
    assert {verdict.given for verdict in evaluate_topics(unseen, _taxonomy()).verdicts} == {UNSORTED}


def test_weights_speak_for_a_topic_and_against_the_other() -> None:
    """What both use alike says next to nothing; rows are sorted, whole hundredths, and none is zero."""
    weights = fit_weights(ALIKE, _taxonomy())

    assert _weight(weights, "node", "graphs") > 0.2 > -0.02 > _weight(weights, "node", "serving")
    assert abs(_weight(weights, "usual word", "graphs")) < 0.1
    assert weights == tuple(sorted(weights))
    assert all(row.weight and row.weight == round(row.weight, 2) for row in weights)


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
    plain = fit_weights(ALIKE, _taxonomy())
    helped = fit_weights(ALIKE, _taxonomy((), **rules))

    assert _weight(helped, "graphs", "graphs", "rules") > 0.2
    assert _weight(helped, "graphs", "serving", "rules") < -0.1
    assert not [row for row in plain if row.where == "rules"]
    assert _weight(helped, "node", "graphs") < _weight(plain, "node", "graphs")
    assert evaluate_topics(ALIKE, _taxonomy(helped, **rules)).primary == 1


def _with_a_kind(**rules: Rule) -> Taxonomy:
    """Return the topics, kernels being a kind of work."""
    (group,) = _taxonomy((), **rules).groups
    topics = tuple(
        topic.model_copy(update={"leads_from": 24.0}) if topic.slug == "kernels" else topic
        for topic in group.topics
    )
    return replace(_taxonomy(), groups=(group.model_copy(update={"topics": topics}),))


def test_a_kind_of_work_says_nothing_of_subjects() -> None:
    """It is told from all papers by phrases alone; subjects are told apart without its papers."""
    kind = [replace(_example("kernels", number), also=("graphs",)) for number in range(12)]
    rule = Rule(weight=5, phrases=WORDS["kernels"])
    weights = fit_weights([*TWO_TOPICS, *kind], _with_a_kind(kernels=rule))
    taxonomy = replace(_with_a_kind(), weights=weights)

    assert {row.topic for row in weights if row.phrase == "warp"} == {"kernels"}
    assert _weight(weights, "warp", "kernels") > 0.2
    assert not [row for row in weights if row.where == "rules"]
    assert evaluate_topics(TWO_TOPICS, taxonomy).primary == 1


def test_a_second_choice_speaks_less_against_its_topic() -> None:
    """So words of papers that may be of both do less harm."""
    also = [
        replace(example, also=("serving",)) if example.primary == "graphs" else example for example in ALIKE
    ]

    assert (
        _weight(fit_weights(ALIKE, _taxonomy()), "node", "serving")
        < _weight(fit_weights(also, _taxonomy()), "node", "serving")
        < 0
    )


def test_a_topic_with_fewer_than_ten_labels_gets_no_weights() -> None:
    """Its rules alone speak for it; with ten it is learnt as the others are."""
    nine = fit_weights(_examples(serving=12, graphs=12, kernels=9), _taxonomy())
    ten = fit_weights(_examples(serving=12, graphs=12, kernels=10), _taxonomy())

    assert {row.topic for row in nine} == {"serving", "graphs"}
    assert {row.topic for row in ten} == {"serving", "graphs", "kernels"}
    assert nine == fit_weights(TWO_TOPICS, _taxonomy())


def test_a_phrase_of_two_papers_is_not_learnt() -> None:
    """Two may be chance; three are a beginning."""
    rare = [replace(TWO_TOPICS[number], title=f"Rare twice {number}") for number in range(2)]
    twice = fit_weights([*rare, *TWO_TOPICS[2:]], _taxonomy())
    thrice = fit_weights(
        [*rare, replace(TWO_TOPICS[2], title="Rare twice again"), *TWO_TOPICS[3:]], _taxonomy()
    )

    assert not [row for row in twice if "rare" in row.phrase]
    assert _weight(thrice, "rare twice", "serving") > 0


def test_no_phrase_begins_or_ends_with_a_word_that_says_nothing() -> None:
    """Nor is it longer than three words; names and claims are learnt as such."""
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
    weights = fit_weights(odd, _taxonomy())
    phrases = {row.phrase for row in weights}

    assert {"tile", "big shared pool", "tile and a"} & phrases == {"tile", "big shared pool"}
    assert not phrases & {"the", "the tile", "a tile", "one big shared pool"}
    assert _weight(weights, "bench", "serving", "name") > 0
    assert _weight(weights, "introduc", "serving", "claim") > 0


def test_only_the_strongest_weights_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there may be, and their equals, fitted again, still enough to tell topics apart."""
    every = fit_weights(TWO_TOPICS, _taxonomy())
    monkeypatch.setattr(generator.workflows.fit, "_KEPT", 24)
    kept = fit_weights(TWO_TOPICS, _taxonomy())

    assert 24 <= len(kept) <= 30 < len(every)
    assert {(row.phrase, row.where) for row in kept} < {(row.phrase, row.where) for row in every}
    assert evaluate_topics(TWO_TOPICS, _taxonomy(kept)).primary == 1


@pytest.mark.parametrize(
    "counts", [{}, {"serving": 10, "graphs": 9}, {"serving": 9, "graphs": 9, "kernels": 9}]
)
def test_too_few_examples_are_an_error(counts: dict[str, int]) -> None:
    """Of topics that could be learnt; the least number is told."""
    with pytest.raises(DigestError, match=r"digest fit: .*too few; 20 are the least"):
        fit_weights(_examples(**counts), _taxonomy())


def test_without_the_learning_library_fit_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra that most people do not need."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(DigestError, match=r"digest fit: SciPy is not installed.*pip install scipy"):
        fit_weights(TWO_TOPICS, _taxonomy())


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


def test_papers_that_fit_nothing_speak_against_every_topic() -> None:
    """What only they hold weighs less than nothing."""
    strange = [
        replace(_example("kernels", number), name=f"strange {number:02}", primary=UNSORTED)
        for number in range(12)
    ]
    weights = fit_weights([*TWO_TOPICS, *strange], _taxonomy())

    assert {row.topic for row in weights} == {"serving", "graphs"}
    for topic in ("serving", "graphs"):
        assert sum(_weight(weights, word, topic) for word in WORDS["kernels"]) < 0
