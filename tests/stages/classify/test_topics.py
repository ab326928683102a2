"""Topics of a paper, by rules and weights."""

import math
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Assignment
from generator.config import (
    UNSORTED,
    FittedWeight,
    Rule,
    Taxonomy,
    Thresholds,
    Topic,
    TopicGroup,
    Where,
    load_taxonomy,
    open_project,
)
from generator.stages.classify import read_features, rule_scores, score_topics
from generator.stages.classify.features import presence
from generator.stages.classify.points import BASE_RATE, LIKE_NO_OTHER
from tests.world import ROOT

ALL = Thresholds(unsorted_below=-1e6, further_within=1e6, further_at_most=9)
"""Every topic is given, so that its score can be seen."""


def _rule(weight: float, *phrases: str, **changes: Any) -> Rule:  # noqa: ANN401  as the model takes them
    return Rule(weight=weight, phrases=phrases, **changes)


def _fitted(
    phrase: str, where: Where = "anywhere", weight: float = 4.0, topic: str = "serving"
) -> FittedWeight:
    return FittedWeight(phrase=phrase, where=where, topic=topic, weight=weight)


def _taxonomy(
    rules: Mapping[str, tuple[Rule, ...]],
    *weights: FittedWeight,
    thresholds: Thresholds = ALL,
) -> Taxonomy:
    """Return topics of one group with their rules."""
    topics = tuple(Topic(slug=slug, title=slug, about=slug, rules=given) for slug, given in rules.items())
    return Taxonomy(groups=(TopicGroup(title="All", topics=topics),), thresholds=thresholds, weights=weights)


def _serving(*rules: Rule, **changes: Any) -> Taxonomy:  # noqa: ANN401  as the thresholds take them
    return _taxonomy({"serving": rules}, thresholds=ALL.model_copy(update=changes))


def _score(taxonomy: Taxonomy, title: str = "", abstract: str = "") -> float:
    """Return the score of the only topic."""
    (topic,) = score_topics(title, abstract, taxonomy)
    return topic.score


def _slugs(title: str, taxonomy: Taxonomy) -> list[str]:
    return [topic.slug for topic in score_topics(title, "", taxonomy)]


RULES = {
    "serving": (
        _rule(4, "LLM", "KV cache", "cache", "caches", "batch*"),
        _rule(-2.3, "graph", where="abstract"),
        _rule(0.1, "cache", "model", where="title"),
        _rule(0.2, "cache"),
        _rule(0.3, "cache"),
    ),
    "kernels": (_rule(1.7, "kernel", "bench", unless=("graph kernel",)), _rule(0.3, "model")),
    "graphs": (_rule(5, "graph", "graph kernel"), _rule(2, "node*", where="title")),
}
WEIGHTS = (
    _fitted("", weight=-1.1),
    _fitted("cache", "title", 3.3),
    _fitted("cache", "abstract", 0.7, "kernels"),
    _fitted("kv cache", "anywhere", 1.9),
    _fitted("kernel", "claim", 2.1, "kernels"),
    _fitted("introduc", "claim", 0.2, "kernels"),
    _fitted("bench", "name", 6.1, "graphs"),
    _fitted("graph", "anywhere", 0.9, "graphs"),
)
FACTORS = (_fitted("serving", "rules", 1.3), _fitted("serving", "rules", -0.7, "kernels"))
VOCABULARY = (
    "LLM",
    "llm",
    "KV",
    "cache",
    "caches",
    "Batching",
    "graph",
    "kernels",
    "MathBench",
    "model",
    "nodes",
)
words = st.lists(st.sampled_from([*VOCABULARY, "we introduce", "the", "end. Next"]), max_size=30).map(
    " ".join
)


@given(words, words)
def test_points_add_up(title: str, abstract: str) -> None:
    """A score is the sum of its evidence, and of what rules and each weight give when they stand alone."""
    found = score_topics(title, abstract, _taxonomy(RULES, *WEIGHTS))
    alone = [_taxonomy(RULES), *(_taxonomy(dict.fromkeys(RULES, ()), weight) for weight in WEIGHTS)]
    parts = [
        {topic.slug: topic.score for topic in score_topics(title, abstract, taxonomy)} for taxonomy in alone
    ]

    assert {topic.slug for topic in found} == set(RULES)
    for topic in found:
        assert topic.score == math.fsum(evidence.weight for evidence in topic.evidence)
        assert math.isclose(topic.score, math.fsum(part[topic.slug] for part in parts), abs_tol=1e-9)


@given(words, words)
def test_likelihoods_are_shares_and_ten_points_are_ten_times_as_likely(title: str, abstract: str) -> None:
    """What fits no topic has its share too."""
    found = score_topics(title, abstract, _taxonomy(RULES, *WEIGHTS))

    assert 0 < sum(topic.likelihood for topic in found) <= 1 + 1e-9
    for one, other in pairwise(found):
        assert math.isclose(
            one.likelihood, other.likelihood * 10 ** ((one.score - other.score) / 10), rel_tol=1e-9
        )


def test_a_mention_counts_once_whatever_finds_it() -> None:
    """The longest phrase of a topic is the mention; plural, case and a second rule add nothing to it."""
    rules = (_rule(3, "GPU kernel", "GPU kernels", "kernel"), _rule(2, "kernel*", "gpu"))
    taxonomy = _serving(*rules)

    assert _score(taxonomy, abstract="A GPU kernel.") == 3
    assert _score(taxonomy, abstract="A kernel.") == 3
    assert _score(taxonomy, abstract="GPU kernels and a GPU.") == 3 + 2
    assert _score(taxonomy, abstract="A kernel, kernels.") == 3 * presence(2)
    other = _taxonomy({"serving": rules, "kernels": (_rule(5, "kernel"),)})
    assert {topic.score for topic in score_topics("", "A GPU kernel.", other)} == {3, 5}


@pytest.mark.parametrize(("points", "heard"), [(9, 9), (10, 10), (40, 20), (57.6, 24), (-9, -9), (-40, -20)])
def test_many_points_of_rules_count_by_their_square_root(points: float, heard: float) -> None:
    """Five words for one thing are no five reasons; a topic's rules together, and its evidence alike."""
    half = points / 2
    taxonomy = _serving(_rule(half, "cache"), _rule(half, "graph"))
    (topic,) = score_topics("", "A cache and a graph.", taxonomy)

    assert topic.score == pytest.approx(heard)
    assert [item.weight for item in topic.evidence] == pytest.approx([heard / 2, heard / 2])


@given(words, words, st.randoms(use_true_random=False))
def test_the_order_of_rules_and_weights_means_nothing(title: str, abstract: str, random: Any) -> None:  # noqa: ANN401
    """Neither do the order of phrases in a rule and a second reading: topics, scores, evidence are equal."""
    mixed = {
        slug: tuple(
            rule.model_copy(update={"phrases": tuple(random.sample(rule.phrases, len(rule.phrases)))})
            for rule in random.sample(rules, len(rules))
        )
        for slug, rules in RULES.items()
    }
    weights = random.sample((*WEIGHTS, *FACTORS), len(WEIGHTS) + len(FACTORS))

    assert score_topics(title, abstract, _taxonomy(mixed, *weights)) == score_topics(
        title, abstract, _taxonomy(RULES, *WEIGHTS, *FACTORS)
    )


def test_the_seed_of_hashes_means_nothing() -> None:
    """Each process walks sets of words in its own order; scores and evidence stay, to the last bit."""
    code = (
        "from pathlib import Path\n"
        "from generator.stages.classify.topics import score_topics\n"
        "from generator.config import open_project\n"
        "from generator.config import load_taxonomy\n"
        "taxonomy = load_taxonomy(open_project(Path()))\n"
        "print(score_topics('FlashCache: LLM serving', 'We present kernels. Caches share it.', taxonomy))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(said) == 1
    assert "llm-serving" in said.pop()


@pytest.mark.parametrize("title_counts", [1, 2])
def test_a_phrase_in_the_title_counts_title_counts_times(title_counts: float) -> None:
    """Beside what it counts in the abstract."""
    taxonomy = _serving(_rule(3, "cache"), title_counts=title_counts)

    assert _score(taxonomy, abstract="A cache.") == 3
    assert _score(taxonomy, title="A cache") == 3 * title_counts
    assert _score(taxonomy, title="A cache", abstract="A cache.") == 3 * title_counts + 3


def test_a_fitted_weight_counts_once_in_the_title_too() -> None:
    """What a title is worth was learnt; only the length of the paper divides it."""
    taxonomy = _taxonomy({"serving": ()}, _fitted("cache"))

    assert _score(taxonomy, title="A cache", abstract="x " * 178) == 4
    assert _score(taxonomy, title="A cache", abstract="x " * (720 - 2)) == 2


@pytest.mark.parametrize(
    ("where", "in_title", "in_abstract"), [("anywhere", 2, 1), ("title", 2, 0), ("abstract", 0, 1)]
)
def test_a_rule_looks_where_it_says(where: str, in_title: float, in_abstract: float) -> None:
    """In both fields, or in one of them."""
    taxonomy = _serving(_rule(1, "cache", where=where))

    assert (_score(taxonomy, title="Cache"), _score(taxonomy, abstract="Cache")) == (in_title, in_abstract)


@pytest.mark.parametrize(
    ("title", "abstract", "places"),
    [
        ("A Cache", "", {"anywhere", "title"}),
        ("", "A cache.", {"anywhere", "abstract"}),
        ("FlashCache", "", {"name"}),
        ("", "We present a cache.", {"anywhere", "abstract", "claim"}),
        ("We present a cache", "", {"anywhere", "title"}),
        ("", "FlashCache is new.", set()),
    ],
)
def test_a_weight_looks_where_it_says(title: str, abstract: str, places: set[Where]) -> None:
    """And nowhere else."""
    found = {
        where
        for where in set(get_args(Where)) - {"rules"}
        if _score(_taxonomy({"serving": ()}, _fitted("cache", where)), title, abstract) > 0
    }

    assert found == places


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("lora", "LoRA", True),
        ("lora", "LORA", True),
        ("LoRA", "LoRA", True),
        ("LoRA", "Lora", False),
        ("LoRA", "LORA", False),
        ("KV cache", "KV Cache", True),
        ("KV cache", "Kv cache", False),
        ("SLAM", "to slam a door", False),
        ("cache", "Caches", True),
        ("caches", "cache", True),
        ("KV caches", "KV cache", True),
        ("GPU", "GPUs", True),
        ("LoRAs", "LoRA", True),
        ("cache", "cached", False),
        ("cache", "apache", False),
        ("loss", "los", False),
        ("key-value cache", "key value caches", True),
        ("key value cache", "key-value\ncache", True),
        ("key cache", "key value cache", False),
        ("C4", "C4", True),
        ("quantiz*", "Quantization", True),
        ("quantiz*", "quantiz", True),
        ("quantiz*", "QUANTIZED", True),
        ("quantiz*", "dequantize", False),
        ("quantiz", "quantize", False),
    ],
)
def test_a_phrase_is_found_as_the_head_of_topics_yml_says(phrase: str, text: str, *, is_found: bool) -> None:
    """Capitals, plurals, hyphens and stems; in title and abstract alike."""
    taxonomy = _serving(_rule(1, phrase))

    assert _score(taxonomy, title=f"On {text} x") == 2 * is_found
    assert _score(taxonomy, abstract=f"On {text}. X.") == 1 * is_found


def test_a_phrase_is_found_as_part_of_a_name_in_the_title() -> None:
    """Once, whether or not it stands there as a word too; names of an abstract are not taken apart."""
    taxonomy = _serving(_rule(1, "bench"))

    assert _score(taxonomy, title="MathBench: Sums") == 2
    assert _score(taxonomy, title="MathBench: a Bench") == 2
    assert _score(taxonomy, title="MATHBENCH") == 0
    assert _score(taxonomy, abstract="MathBench is new.") == 0


def test_repetition_adds_a_little() -> None:
    """In each field for itself."""
    taxonomy = _serving(_rule(2, "cache", "stem*"))

    assert _score(taxonomy, abstract="Cache by cache by cache.") == 2 * presence(3)
    assert _score(taxonomy, title="Cache, caches", abstract="Cache.") == 4 * presence(2) + 2
    assert _score(taxonomy, abstract="Stems, stemming.") == 2 * presence(2)


def test_each_phrase_of_a_rule_adds_its_points() -> None:
    """A rule is no either-or."""
    assert _score(_serving(_rule(1, "cache", "node", "graph")), abstract="A cache of a graph.") == 2


def test_a_negative_weight_speaks_against() -> None:
    """In rules and fitted weights."""
    assert _score(_serving(_rule(-3, "cache")), abstract="A cache.") == -3
    assert (
        _score(_taxonomy({"serving": ()}, _fitted("cache", weight=-3)), abstract="x " * 179 + "cache") == -3
    )


@pytest.mark.parametrize(
    ("title", "abstract"), [("Graph kernels", ""), ("A kernel", "Not graph kernels."), ("Graph Kernel", "x")]
)
def test_an_exception_silences_its_rule_alone(title: str, abstract: str) -> None:
    """Wherever it stands; the other rules of the topic still speak."""
    taxonomy = _serving(
        _rule(2, "kernel", "graph", unless=("vector kernel", "Graph kernels")), _rule(1, "kernel")
    )

    assert _score(taxonomy, title, abstract) == _score(_serving(_rule(1, "kernel")), title, abstract)
    assert _score(taxonomy, "A kernel and a graph") == 2 * (2 + 2)


@pytest.mark.parametrize(("points", "is_sorted"), [(4.99, False), (5, True), (5.01, True)])
def test_below_the_threshold_there_is_no_topic(points: float, *, is_sorted: bool) -> None:
    """A paper that nothing speaks for enough is unsorted."""
    taxonomy = _serving(_rule(points, "cache", where="abstract"), unsorted_below=5)

    assert bool(score_topics("", "A cache.", taxonomy)) is is_sorted
    assert score_topics("", "", taxonomy) == ()


def test_further_topics_are_near_the_first_and_few() -> None:
    """Near enough, none below the threshold, and no more than there may be; best first."""
    rules = {
        slug: (_rule(weight, "cache"),) for slug, weight in {"a": 3, "b": 8, "c": 6, "d": 10, "e": 7}.items()
    }
    limits = Thresholds(title_counts=1, unsorted_below=5, further_within=3, further_at_most=9)

    def given_topics(**changes: float) -> list[str]:
        return _slugs("Cache", _taxonomy(rules, thresholds=limits.model_copy(update=changes)))

    assert given_topics() == ["d", "b", "e"]
    assert given_topics(further_within=2.5) == ["d", "b"]
    assert given_topics(further_at_most=1) == ["d", "b"]
    assert given_topics(further_at_most=0) == ["d"]
    assert given_topics(further_within=9) == ["d", "b", "e", "c"]
    assert given_topics(further_within=9, unsorted_below=2) == ["d", "b", "e", "c", "a"]


def test_papers_that_fit_nothing_are_weighed_like_a_topic() -> None:
    """What speaks for them makes a paper unsorted, where no topic has more points by what it needs."""
    limits = Thresholds(unsorted_below=5)
    taxonomy = _taxonomy(
        {"serving": (_rule(9, "cache"),)},
        _fitted("reef", weight=6, topic=UNSORTED),
        _fitted("tide", weight=3, topic=UNSORTED),
        _fitted("zebra"),
        thresholds=limits,
    )
    padding = "x " * 170

    assert [topic.slug for topic in score_topics("", f"A cache. {padding}", taxonomy)] == ["serving"]
    assert [topic.slug for topic in score_topics("", f"Tide cache. {padding}", taxonomy)] == ["serving"]
    assert score_topics("", f"A reef cache. {padding}", taxonomy) == ()


def test_a_topic_without_weights_has_what_speaks_for_fitting_none_of_the_others() -> None:
    """A new topic that has rules alone gets its papers, though weights of the others know nothing of them."""
    strange = (_fitted("", weight=20, topic=UNSORTED), _fitted("cache", weight=30, topic="serving"))
    taxonomy = _taxonomy(
        {"serving": (), "reefs": (_rule(6, "reef"),)}, *strange, thresholds=Thresholds(unsorted_below=5)
    )

    (topic,) = score_topics("", "A reef.", taxonomy)
    assert (topic.slug, topic.score) == ("reefs", 26)
    assert [item.phrase for item in topic.evidence] == [LIKE_NO_OTHER, "reef"]
    assert score_topics("", "A tide.", taxonomy) == ()
    assert score_topics("", "A cache.", taxonomy)[0].slug == "serving"


def test_a_point_of_a_rule_is_worth_what_was_learnt() -> None:
    """For its topic and against another; where nothing was learnt it is worth a point."""
    weights = (
        _fitted("serving", "rules", 0.5),
        _fitted("serving", "rules", -2, "graphs"),
    )
    found = score_topics("", "A cache and a kernel.", _taxonomy(RULES, *weights))
    plain = {topic.slug: topic.score for topic in score_topics("", "A cache and a kernel.", _taxonomy(RULES))}

    assert {topic.slug: topic.score for topic in found} == pytest.approx(
        {
            "serving": plain["serving"] / 2,
            "kernels": plain["kernels"],
            "graphs": plain["graphs"] - 2 * plain["serving"],
        }
    )
    against = next(topic for topic in found if topic.slug == "graphs").evidence
    assert {(item.phrase, item.field) for item in against} == {("cache", "abstract")}


def test_equal_topics_come_in_the_order_of_the_site() -> None:
    """Nothing else tells them apart, not even the order in which their points were added."""
    rules = tuple(_rule(weight, "cache") for weight in (0.3, 0.2, 0.1))

    assert _slugs("Cache", _taxonomy({"z": rules, "a": rules[::-1], "m": rules})) == ["z", "a", "m"]


def _evidence(topic: Assignment) -> list[tuple[str, str | None, float, str]]:
    return [(item.phrase, item.field, round(item.weight, 6), item.excerpt) for item in topic.evidence]


def test_evidence_shows_phrases_as_in_the_rules_with_the_sentence_as_written() -> None:
    """Strongest first, for or against; a phrase of the title shows the whole title."""
    taxonomy = _serving(_rule(3, "KV caches"), _rule(-4, "graph*"), _rule(1, "model"))
    abstract = "Old work.  All  models (e.g. A. Smith's)\ncount! We use  KV Cache-d Graphs?"
    (topic,) = score_topics("On KV\tcaches", abstract, taxonomy)

    assert _evidence(topic) == [
        ("KV caches", "title", 6, "On KV\tcaches"),
        ("graph*", "abstract", -4, "We use  KV Cache-d Graphs?"),
        ("KV caches", "abstract", 3, "We use  KV Cache-d Graphs?"),
        ("model", "abstract", 1, "All  models (e.g. A. Smith's)\ncount!"),
    ]


def test_the_excerpt_holds_the_phrase_and_not_one_that_begins_like_it() -> None:
    """Maps are not mapping, and ZeRO is not zero."""
    abstract = "Mapping zero is hard. We use ZeRO. We draw maps."
    (topic,) = score_topics("", abstract, _serving(_rule(2, "ZeRO"), _rule(1, "map")))

    assert [item.excerpt for item in topic.evidence] == ["We use ZeRO.", "We draw maps."]


def test_evidence_of_fitted_weights_says_what_they_are() -> None:
    """A base rate stands in no field, a part of a name in the title; a claim begins with "we ..."."""
    weights = (_fitted("", weight=8), _fitted("flash", "name", 4), _fitted("introduc", "claim", 2))
    taxonomy = _taxonomy({"serving": ()}, *weights, _fitted("3dgs", weight=1))
    abstract = f"Graphs are old. We introduced caches. 3DGS. {'X ' * 172}"
    (topic,) = score_topics("FlashCache", abstract, taxonomy)

    assert _evidence(topic) == [
        (BASE_RATE, None, 8, ""),
        ("flash", "title", 4, "FlashCache"),
        ("we ... introduc", "abstract", 2, "We introduced caches."),
        ("3dgs", "abstract", 1, "3DGS."),
    ]


def test_equal_evidence_comes_by_phrase_and_field() -> None:
    """So that a page stays the same from build to build."""
    names = ("echo", "delta", "charlie", "bravo", "alpha")
    text = " ".join(names)
    (topic,) = score_topics(text, text, _serving(_rule(1, *names), title_counts=1))
    found = [(item.phrase, item.field) for item in topic.evidence]

    assert found == [(name, field) for name in sorted(names) for field in ("abstract", "title")]


def test_what_is_weak_is_added_up_at_the_end() -> None:
    """Fifteen phrases are enough to read; the sum stays whole."""
    names = [f"word{number}" for number in range(20)]
    weights = [_fitted(name, weight=20 - number) for number, name in enumerate(names)]
    (topic,) = score_topics("", " ".join([*names, *"x" * 160]), _taxonomy({"serving": ()}, *weights))

    assert [item.phrase for item in topic.evidence] == [*names[:15], "(5 weaker phrases)"]
    assert (topic.evidence[-1].weight, topic.evidence[-1].field) == (5 + 4 + 3 + 2 + 1, None)
    assert topic.score == 210


def test_scores_by_rules_leave_weights_aside() -> None:
    """Every topic has one, in the order of the site, without thresholds."""
    features = read_features("A cache", "Caches of graphs.")
    taxonomy = _taxonomy(RULES, *WEIGHTS, thresholds=Thresholds(unsorted_below=99))

    assert rule_scores(features, taxonomy) == pytest.approx(
        {"serving": 8 + 4 - 2.3, "kernels": 0, "graphs": 5}
    )
    assert list(rule_scores(features, taxonomy)) == list(RULES)


def test_every_phrase_of_the_real_rules_can_be_found() -> None:
    """A phrase finds at least itself."""
    lonely = [
        phrase
        for topic in load_taxonomy(open_project(ROOT)).topics
        for rule in topic.rules
        for phrase in rule.phrases
        for text in (phrase.rstrip("*"),)
        if not rule_scores(
            read_features(text, text), _serving(rule.model_copy(update={"phrases": (phrase,), "unless": ()}))
        )["serving"]
    ]

    assert lonely == []
