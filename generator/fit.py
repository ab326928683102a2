"""Fit the weights of topics to labelled papers; needs SciPy (extra `fit`), which a build does not.

A multinomial logistic regression over the phrases of a paper, on top of the points that the
hand-written rules give: the rules are the offset, the weights learn what the rules miss. Second
choices of the readers share the probability of a paper. Rare phrases weigh more (inverse document
frequency); that factor goes into the stored weight, so a build only adds up. Only the strongest
weights are kept, and fitted again without the rest.

No topic has a head start, though some are more frequent in the labels: the next dump may come from
another field. A topic with hardly any labels gets no weights; its rules alone speak for it.
"""

from __future__ import annotations

import importlib.util
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.classify.features import presence, read_features
from generator.classify.topics import rule_scores
from generator.config.taxonomy import FittedWeight
from generator.errors import DigestError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.classify.features import Features
    from generator.config.taxonomy import Taxonomy, Where
    from generator.labels import Example

_KEPT = 15_000
_FEWEST_PAPERS = 3
_FEWEST_EXAMPLES = 20
_FEWEST_OF_A_TOPIC = 10
_OUT_OF_THE_QUESTION = -50.0
_LONGEST_PHRASE = 3
_SECOND_CHOICE = 0.15
_PENALTY = 0.02
_SCALE = 90.0
_STEPS = 150
_SMALLEST = 0.005
_IN_TITLE = 2.0
_STOP_WORDS = frozenset(
    """
    a all also an and are as at be been between both by can demonstrate each experiment extensive
    for from has have however in into is it its more most new not novel of on or our over paper
    present propose proposed result show such than that the their they this through to under using
    via we which while with work
    """.split()  # noqa: SIM905  a list of so many literals would hide the words
)

_Place = tuple[str, "Where"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """The labelled papers as numbers; one row a paper, one column a place or a topic."""

    places: tuple[_Place, ...]
    rarity: Any
    values: Any
    offsets: Any
    shares: Any


def fit_weights(examples: Sequence[Example], taxonomy: Taxonomy) -> tuple[FittedWeight, ...]:
    """Return the weights that tell the topics of these examples apart, sorted.

    The same examples in any order give the same weights.

    Args:
        examples: Labelled papers.
        taxonomy: Its rules come first; its weights are not looked at.

    Raises:
        DigestError: SciPy is not installed, or there are too few examples.
    """
    firsts = Counter(example.primary for example in examples)
    fitted = {slug for slug, count in firsts.items() if count >= _FEWEST_OF_A_TOPIC}
    telling = [example for example in examples if example.primary in fitted]
    _check(telling)
    ordered = sorted(telling, key=lambda example: (example.name, example.title))
    sample = _sample(ordered, taxonomy, fitted)
    weights = _maximise(sample, kept=None)
    if weights.size > _KEPT:
        weights = _maximise(sample, kept=_strongest(sample, weights))
    points = weights * taxonomy.thresholds.points_per_step
    return tuple(sorted(_rows(sample, points, tuple(taxonomy.topic_titles))))


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


def _sample(examples: Sequence[Example], taxonomy: Taxonomy, fitted: Collection[str]) -> _Sample:
    """Return the examples as numbers; topics that are not fitted are out of the question."""
    from numpy import array

    slugs = tuple(taxonomy.topic_titles)
    features = [read_features(example.title, example.abstract) for example in examples]
    found = [dict(_strengths(paper)) for paper in features]
    papers = Counter(place for strengths in found for place in strengths)
    places = tuple(sorted(place for place, count in papers.items() if count >= _FEWEST_PAPERS))
    rarity = array([math.log(len(examples) / papers[place]) for place in places]) / _SCALE
    offsets = array([[*rule_scores(paper, taxonomy).values()] for paper in features])
    offsets = offsets / taxonomy.thresholds.points_per_step
    offsets[:, [slug not in fitted for slug in slugs]] = _OUT_OF_THE_QUESTION
    return _Sample(
        places=places,
        rarity=rarity,
        values=_matrix(found, [paper.length for paper in features], places, rarity),
        offsets=offsets,
        shares=_shares(examples, slugs, fitted),
    )


def _shares(examples: Sequence[Example], slugs: Sequence[str], fitted: Collection[str]) -> Any:  # noqa: ANN401
    """Return how the readers share each paper among the topics; each row adds up to 1."""
    from numpy import array

    given = array(
        [[_share(example, slug) if slug in fitted else 0.0 for slug in slugs] for example in examples]
    )
    return given / given.sum(1, keepdims=True)


def _share(example: Example, slug: str) -> float:
    return 1.0 if slug == example.primary else _SECOND_CHOICE if slug in example.also else 0.0


def _strengths(paper: Features) -> Iterator[tuple[_Place, float]]:
    """Yield the places of a paper that may get a weight, each with how strongly it is there."""
    for phrase in paper.title.keys() | paper.abstract.keys():
        words = phrase.split()
        if len(words) <= _LONGEST_PHRASE and not {words[0], words[-1]} & _STOP_WORDS:
            yield (phrase, "anywhere"), presence(paper.count(phrase, "anywhere"))
            if phrase in paper.title:
                yield (phrase, "title"), _IN_TITLE
    yield from (((part, "name"), _IN_TITLE) for part in paper.names)
    for phrase in paper.claims:
        words = phrase.split()
        if not {words[0], words[-1]} & _STOP_WORDS:
            yield (phrase, "claim"), 1.0


def _matrix(
    found: Sequence[Mapping[_Place, float]],
    lengths: Sequence[float],
    places: Sequence[_Place],
    rarity: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401  the library has no types
    from numpy import array
    from scipy.sparse import csr_matrix

    columns = {place: column for column, place in enumerate(places)}
    cells = [
        (row, columns[place], strength * rarity[columns[place]] / lengths[row])
        for row, strengths in enumerate(found)
        for place, strength in sorted(strengths.items())
        if place in columns
    ]
    rows, across, values = (array(part) for part in zip(*cells, strict=True))
    return csr_matrix((values, (rows, across)), shape=(len(found), len(places)))


def _maximise(sample: _Sample, *, kept: Any) -> Any:  # noqa: ANN401  the library has no types
    """Return the weights that make the labels most likely, with a penalty on large ones.

    Args:
        sample: The labelled papers.
        kept: 1 for each weight that may be other than 0; None for all.
    """
    from numpy import exp, log, ones, zeros
    from scipy.optimize import minimize

    shape = (sample.values.shape[1], sample.shares.shape[1])
    turned = sample.values.T.tocsr()
    mask = ones(shape) if kept is None else kept

    def loss(guess: Any) -> tuple[float, Any]:  # noqa: ANN401
        weights = guess.reshape(shape) * mask
        scores = sample.values @ weights + sample.offsets
        scores -= scores.max(1, keepdims=True)
        likelihoods = exp(scores)
        totals = likelihoods.sum(1, keepdims=True)
        slope = (turned @ (likelihoods / totals - sample.shares) + _PENALTY * weights) * mask
        cost = -(sample.shares * (scores - log(totals))).sum() + _PENALTY / 2 * (weights**2).sum()
        return float(cost), slope.ravel()

    start = zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return found.x.reshape(shape) * mask


def _strongest(sample: _Sample, weights: Any) -> Any:  # noqa: ANN401  the library has no types
    """Return 1 for the weights that move the scores of the sample most, 0 for the rest."""
    from numpy import asarray, partition, sqrt

    moves = abs(weights) * sqrt(asarray(sample.values.power(2).sum(0)).ravel())[:, None]
    return (moves >= partition(moves.ravel(), -_KEPT)[-_KEPT]).astype(float)


def _rows(sample: _Sample, points: Any, slugs: Sequence[str]) -> Iterator[FittedWeight]:  # noqa: ANN401
    """Yield the weights that are not nothing, in points for an abstract of usual length."""
    for (phrase, where), rarity, across in zip(sample.places, sample.rarity, points, strict=True):
        factor = rarity * (_IN_TITLE if where in {"title", "name"} else 1.0)
        for slug, weight in zip(slugs, (across * factor).tolist(), strict=True):
            if abs(weight) >= _SMALLEST:
                yield FittedWeight(phrase=phrase, where=where, topic=slug, weight=round(weight, 2))
