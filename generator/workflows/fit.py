"""Fit the weights of topics to labelled papers; needs SciPy (extra `fit`), which a build does not.

One linear support vector machine a topic (squared hinge loss), over the phrases of a paper and over the
points that the hand-written rules give to each topic: so it is learnt what a point of a rule is worth,
for its own topic and against others. Second choices of the readers speak less against their topic.
Rare phrases weigh more (inverse document frequency); that factor goes into the stored weight, so a build
only adds up. Only the strongest weights are kept, and fitted again without the rest.

Where a topic is a kind of work, with a mark of its own (`leads_from`), kind and subject are two questions:
subjects are told apart on the papers that are of no such kind, a kind from everything else by phrases alone.

Papers that fit no topic speak against all of them, so that a score says how sure a topic is.

A topic with hardly any labels gets no weights; its rules alone speak for it, a point for a point.
"""

import importlib.util
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.errors import DigestError, Location, Problem
from generator.config import UNSORTED, FittedWeight, Taxonomy, Where
from generator.stages.classify.features import Features, read_features
from generator.stages.classify.topics import rule_scores
from generator.workflows.labels import Example

_Place = tuple[str, Where]

_KEPT = 10_000
_FEWEST_PAPERS = 3
_FEWEST_EXAMPLES = 20
_FEWEST_OF_A_TOPIC = 10
_LONGEST_PHRASE = 3
_SECOND_CHOICE = 0.3
_STEPS = 150
_SMALLEST = 0.005
_EMPHASIS: Mapping[Where, float] = {"anywhere": 0.04, "title": 0.065, "name": 0.08, "claim": 0.028}
_RULE_POINT = 0.034
_RARITY = 0.7
_BASE_RATE: _Place = ("", "anywhere")
_BASE_EMPHASIS = 3.0
_STOP_WORDS = frozenset(
    """
    a all also an and are as at be been between both by can demonstrate each experiment extensive
    for from has have however in into is it its more most new not novel of on or our over paper
    present propose proposed result show such than that the their they this through to under using
    via we which while with work
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """The labelled papers as numbers; one row a paper, one column a place or a topic.

    Attributes:
        places: Phrases and fields that may get weights.
        emphasis: How much each place weighs before anything is learnt.
        values: How strongly each place is there, emphasis included.
        sides: 1 for the papers of a topic, -1 for the others.
        says: How much each paper says of a topic.
        open: 1 for each weight of a place and a topic that may be learnt.
    """

    places: tuple[_Place, ...]
    emphasis: Any
    values: Any
    sides: Any
    says: Any
    open: Any


def fit_weights(examples: Sequence[Example], taxonomy: Taxonomy) -> tuple[FittedWeight, ...]:
    """Return the weights that tell the topics of these examples apart, sorted.

    The same examples in any order give the same weights.

    Args:
        examples: Labelled papers.
        taxonomy: Its rules are weighed too; its weights are not looked at.

    Raises:
        DigestError: SciPy is not installed, or there are too few examples.
    """
    firsts = Counter(example.primary for example in examples)
    fitted = [slug for slug in taxonomy.topic_titles if firsts[slug] >= _FEWEST_OF_A_TOPIC]
    telling = [example for example in examples if example.primary in fitted]
    _check(telling)
    telling += [example for example in examples if example.primary == UNSORTED]
    ordered = sorted(telling, key=lambda example: (example.name, example.title))
    sample = _sample(ordered, taxonomy, fitted)
    weights = _minimise(sample, sample.open)
    weights = _minimise(sample, _strongest(sample, weights))
    points = weights * sample.emphasis[:, None] * taxonomy.thresholds.points_per_step
    return tuple(sorted(_rows(sample.places, points, fitted)))


def _check(examples: Sequence[Example]) -> None:
    place = Location(path="digest fit")
    if importlib.util.find_spec("scipy") is None:
        advice = "run: python -m pip install scipy"
        raise DigestError(Problem(location=place, reason="SciPy is not installed", advice=advice))
    if len(examples) < _FEWEST_EXAMPLES:
        reason = (
            f"{len(examples)} papers of topics with {_FEWEST_OF_A_TOPIC} labels or more are too few;"
            f" {_FEWEST_EXAMPLES} are the least"
        )
        raise DigestError(Problem(location=place, reason=reason, advice="label more"))


def _sample(examples: Sequence[Example], taxonomy: Taxonomy, fitted: Sequence[str]) -> _Sample:
    """Return the examples as numbers; one column a fitted topic."""
    from numpy import array

    kinds = {topic.slug for topic in taxonomy.topics if topic.leads_from is not None}
    features = [read_features(example.title, example.abstract) for example in examples]
    found = [
        dict(_strengths(paper)) | _by_rules(paper, taxonomy, fitted) | {_BASE_RATE: 1.0} for paper in features
    ]
    papers = Counter(place for strengths in found for place, strength in strengths.items() if strength)
    emphasis = {
        place: _emphasis(place, len(examples) / count)
        for place, count in sorted(papers.items())
        if count >= _FEWEST_PAPERS and place not in {(slug, "rules") for slug in kinds}
    }
    return _Sample(
        places=tuple(emphasis),
        emphasis=array([*emphasis.values()]),
        values=_matrix(found, emphasis),
        sides=array([[1.0 if example.primary == slug else -1.0 for slug in fitted] for example in examples]),
        says=array([[_says(example, slug, kinds) for slug in fitted] for example in examples]),
        open=array(
            [[float(where != "rules" or slug not in kinds) for slug in fitted] for _, where in emphasis]
        ),
    )


def _emphasis(place: _Place, rarity: float) -> float:
    """Return how much a place weighs before anything is learnt; a point of a rule is no rare phrase."""
    _, where = place
    if place == _BASE_RATE:
        return _BASE_EMPHASIS
    return _RULE_POINT if where == "rules" else _EMPHASIS[where] * math.log1p(rarity) ** _RARITY


def _by_rules(paper: Features, taxonomy: Taxonomy, fitted: Sequence[str]) -> dict[_Place, float]:
    points = rule_scores(paper, taxonomy)
    return {(slug, "rules"): points[slug] for slug in fitted}


def _says(example: Example, slug: str, kinds: Collection[str]) -> float:
    """Return how much an example says of a topic, 0 to 1."""
    if example.primary in kinds and slug not in kinds:
        return 0.0
    return _SECOND_CHOICE if slug in example.also else 1.0


def _strengths(paper: Features) -> Iterator[tuple[_Place, float]]:
    """Yield the places of a paper that may get a weight, each with how strongly it is there."""
    phrases = [phrase for phrase in paper.title.keys() | paper.abstract.keys() if _is_telling(phrase)]
    known: dict[Where, Iterable[str]] = {
        "anywhere": phrases,
        "title": [phrase for phrase in phrases if phrase in paper.title],
        "name": paper.names,
        "claim": [phrase for phrase in paper.claims if _is_telling(phrase)],
    }
    for where, there in known.items():
        for phrase in there:
            yield (phrase, where), paper.strength(phrase, where) / paper.length


def _is_telling(phrase: str) -> bool:
    words = phrase.split()
    return len(words) <= _LONGEST_PHRASE and not {words[0], words[-1]} & _STOP_WORDS


def _matrix(found: Sequence[Mapping[_Place, float]], emphasis: Mapping[_Place, float]) -> Any:  # noqa: ANN401
    """Return one row a paper and one column a place, as the library takes it."""
    from numpy import array
    from scipy.sparse import csr_matrix

    columns = {place: column for column, place in enumerate(emphasis)}
    cells = [
        (row, columns[place], strength * emphasis[place])
        for row, strengths in enumerate(found)
        for place, strength in sorted(strengths.items())
        if place in columns
    ]
    rows, across, values = (array(part) for part in zip(*cells, strict=True))
    return csr_matrix((values, (rows, across)), shape=(len(found), len(columns)))


def _minimise(sample: _Sample, kept: Any) -> Any:  # noqa: ANN401  the library has no types
    """Return the weights that put each paper well on its side of each topic, with a penalty on large ones.

    Args:
        sample: The labelled papers.
        kept: 1 for each weight that may be other than 0.
    """
    from numpy import maximum, zeros
    from scipy.optimize import minimize

    turned = sample.values.T.tocsr()

    def loss(guess: Any) -> tuple[float, Any]:  # noqa: ANN401
        weights = guess.reshape(kept.shape) * kept
        short = maximum(0.0, 1.0 - sample.sides * (sample.values @ weights - 1.0))
        slope = (weights - 2.0 * (turned @ (sample.says * sample.sides * short))) * kept
        return float((sample.says * short**2).sum() + (weights**2).sum() / 2), slope.ravel()

    found = minimize(loss, zeros(kept.size), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return found.x.reshape(kept.shape) * kept


def _strongest(sample: _Sample, weights: Any) -> Any:  # noqa: ANN401  the library has no types
    """Return 1 for the weights of phrases that move the scores of the sample most, and for all others."""
    from numpy import array, asarray, partition, sqrt

    moves = abs(weights) * sqrt(asarray(sample.values.power(2).sum(0)).ravel())[:, None]
    moves[[where == "rules" or phrase == "" for phrase, where in sample.places]] = math.inf
    least = partition(moves.ravel(), -_KEPT)[-_KEPT] if moves.size > _KEPT else 0.0
    return array(moves >= least, dtype=float) * sample.open


def _rows(places: Sequence[_Place], points: Any, fitted: Sequence[str]) -> Iterator[FittedWeight]:  # noqa: ANN401
    """Yield the weights that are not nothing, in points for an abstract of usual length."""
    for (phrase, where), across in zip(places, points.tolist(), strict=True):
        for slug, weight in zip(fitted, across, strict=True):
            if abs(weight) >= _SMALLEST or (phrase == slug and where == "rules"):
                yield FittedWeight(phrase=phrase, where=where, topic=slug, weight=round(weight, 2))
