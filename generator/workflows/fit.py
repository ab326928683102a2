"""Fit the weights of topics to labelled papers.

One linear support vector machine a topic (squared hinge loss), and one for papers that fit none, over the
phrases of a paper and over the points that the hand-written rules give to each topic: so it is learnt what a
point of a rule is worth, for its own topic and against others. Second choices of the readers speak less
against their topic. Rare phrases weigh more (inverse document frequency); that factor goes into the stored
weight, so a build only adds up. Each title stands there once more alone, with less to say, since papers come
without abstracts too.

Cross-validation says how good the weights are for papers that they were not fitted to, and how large the
points must be, so that ten points more mean ten times as likely (Guo et al. 2017, temperature scaling).

Before any label ten points of a topic's rules put a paper well within it. The penalty is on what departs from
that, so a few labels change little, and a topic without labels keeps its rules.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.base.errors import DigestError, Location, Problem
from generator.config import UNSORTED, FittedWeight, Taxonomy, Where
from generator.stages.classify import POINTS_OF_TEN_TIMES, Features, read_features, rule_scores
from generator.workflows.labels import Example

_Place = tuple[str, Where]

_PARTS = 5
_FEWEST_EXAMPLES, _FEWEST_TOPICS, _FEWEST_OF_NONE = 10, 2, 10
_FEWEST_PAPERS, _ENOUGH_PAPERS, _PAPERS_TO_A_PHRASE = 3, 10, 400
_LONGEST_PHRASE = 2
_SECOND_CHOICE = 0.3
_TITLE_ALONE = 0.2
_STEPS = 100
_SMALLEST = 0.2
_SHARPNESS = (1.0, 4.5)
_EMPHASIS: Mapping[Where, float] = {"anywhere": 0.04, "title": 0.065, "name": 0.08, "claim": 0.028}
_RULE_POINT = 0.033
_WELL_WITHIN = 2.0
_POINTS_WELL_WITHIN = 10
_RARITY = 0.7
_BASE_RATE: _Place = ("", "anywhere")
_BASE_EMPHASIS = 0.15
_STOP_WORDS = frozenset(
    """
    a all also an and are as at be been between both by can demonstrate each experiment extensive
    for from has have however in into is it its more most new not novel of on or our over paper
    present propose proposed result show such than that the their they this through to under using
    via we which while with work
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Weights and how good they are.

    Attributes:
        weights: Sorted.
        unseen: The examples that were fitted, each with the points of each topic by weights that were fitted
            without it.
    """

    weights: tuple[FittedWeight, ...]
    unseen: tuple[tuple[Example, Mapping[str, float]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """The labelled papers as numbers; one row a paper, then one a title; one column a place or a topic.

    Attributes:
        places: Phrases and fields that may get weights.
        emphasis: How much each place weighs before anything is learnt.
        values: How strongly each place is there, emphasis included.
        sides: 1 for the papers of a topic, -1 for the others.
        says: How much each paper says of a topic.
        prior: The weight of each place for each topic before any label.
    """

    places: tuple[_Place, ...]
    emphasis: Any
    values: Any
    sides: Any
    says: Any
    prior: Any

    def only(self, rows: Any) -> "_Sample":  # noqa: ANN401  the library has no types
        """Return the sample without the other papers."""
        return _Sample(
            places=self.places,
            emphasis=self.emphasis,
            values=self.values[rows],
            sides=self.sides[rows],
            says=self.says[rows],
            prior=self.prior,
        )


def fit_weights(examples: Sequence[Example], taxonomy: Taxonomy) -> Fit:
    """Return the weights that tell the topics of these examples apart.

    The same examples in any order give the same weights.

    Args:
        examples: Labelled papers.
        taxonomy: Its rules are weighed too; its weights are not looked at.

    Raises:
        DigestError: There are too few examples.
    """
    firsts = Counter(example.primary for example in examples)
    _check(firsts)
    slugs = [*taxonomy.topic_titles, *([UNSORTED] if firsts[UNSORTED] >= _FEWEST_OF_NONE else [])]
    ordered = sorted(examples, key=lambda example: (example.name, example.title))
    sample = _sample(ordered, taxonomy, slugs)
    margins = _margins_of_unseen(sample, len(ordered))
    points = _sharpness(margins, sample.sides[: len(ordered)]) * POINTS_OF_TEN_TIMES / math.log(10)
    weights = _minimise(sample) * sample.emphasis[:, None] * points
    return Fit(
        weights=tuple(sorted(_rows(sample.places, weights, slugs))),
        unseen=tuple(
            (example, dict(zip(slugs, row, strict=True)))
            for example, row in zip(ordered, (margins * points).tolist(), strict=True)
        ),
    )


def _check(firsts: Mapping[str, int]) -> None:
    place = Location(path="digest fit")
    known = {slug: count for slug, count in firsts.items() if slug != UNSORTED}
    if sum(known.values()) < _FEWEST_EXAMPLES or len(known) < _FEWEST_TOPICS:
        reason = (
            f"{sum(known.values())} labels of {len(known)} topics are too few;"
            f" {_FEWEST_EXAMPLES} of {_FEWEST_TOPICS} are the least"
        )
        raise DigestError(Problem(location=place, reason=reason, advice="label more"))


def _sample(examples: Sequence[Example], taxonomy: Taxonomy, slugs: Sequence[str]) -> _Sample:
    """Return the examples as numbers; one column a slug."""
    from numpy import array, concatenate

    whole = [read_features(example.title, example.abstract) for example in examples]
    titles = [read_features(example.title, "") for example in examples]
    found = [
        dict(_strengths(paper)) | _by_rules(paper, taxonomy) | {_BASE_RATE: 1.0}
        for paper in (*whole, *titles)
    ]
    papers = Counter(
        place for strengths in found[: len(whole)] for place, strength in strengths.items() if strength
    )
    fewest = min(max(round(len(examples) / _PAPERS_TO_A_PHRASE), _FEWEST_PAPERS), _ENOUGH_PAPERS)
    emphasis = {
        place: _emphasis(place, len(examples) / count)
        for place, count in sorted(papers.items())
        if count >= fewest and place[1] != "rules"
    }
    # Rules that no example knows keep what they are worth.
    emphasis |= {(slug, "rules"): _RULE_POINT for slug in taxonomy.topic_titles}
    sides = array([[1.0 if example.primary == slug else -1.0 for slug in slugs] for example in examples])
    own = _WELL_WITHIN / _POINTS_WELL_WITHIN / _RULE_POINT
    says = array(
        [[_SECOND_CHOICE if slug in example.also else 1.0 for slug in slugs] for example in examples]
    )
    return _Sample(
        places=tuple(emphasis),
        emphasis=array([*emphasis.values()]),
        values=_matrix(found, emphasis),
        sides=concatenate([sides, sides]),
        says=concatenate([says, says * _TITLE_ALONE]),
        prior=array([[own * (place == (slug, "rules")) for slug in slugs] for place in emphasis]),
    )


def _emphasis(place: _Place, rarity: float) -> float:
    """Return how much a place weighs before anything is learnt."""
    _, where = place
    return _BASE_EMPHASIS if place == _BASE_RATE else _EMPHASIS[where] * math.log1p(rarity) ** _RARITY


def _by_rules(paper: Features, taxonomy: Taxonomy) -> dict[_Place, float]:
    return {(slug, "rules"): points for slug, points in rule_scores(paper, taxonomy).items()}


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


def _minimise(sample: _Sample) -> Any:  # noqa: ANN401  the library has no types
    """Return the weights that put each paper well on its side of each topic, with a penalty on changes.

    A paper that has nothing of a topic is at 0, on its border at 1, well within it at 2.
    """
    from numpy import maximum
    from scipy.optimize import minimize

    turned = sample.values.T.tocsr()

    def loss(guess: Any) -> tuple[float, Any]:  # noqa: ANN401
        weights = guess.reshape(sample.prior.shape)
        short = maximum(0.0, 1.0 - sample.sides * (sample.values @ weights - 1.0))
        learnt = weights - sample.prior
        slope = learnt - 2.0 * (turned @ (sample.says * sample.sides * short))
        return float((sample.says * short**2).sum() + (learnt**2).sum() / 2), slope.ravel()

    start = sample.prior.ravel()
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return found.x.reshape(sample.prior.shape)


def _margins_of_unseen(sample: _Sample, papers: int) -> Any:  # noqa: ANN401  the library has no types
    """Return how far each paper lies within each topic, by weights that were fitted without it."""
    from numpy import arange, concatenate, zeros

    part = arange(papers) % _PARTS
    margins = zeros((papers, sample.sides.shape[1]))
    for left_out in range(_PARTS):
        weights = _minimise(sample.only(concatenate([part, part]) != left_out))
        margins[part == left_out] = sample.values[:papers][part == left_out] @ weights
    return margins


def _sharpness(margins: Any, sides: Any) -> float:  # noqa: ANN401  the library has no types
    """Return the factor under which margins say best how likely each topic is, as powers of e."""
    from numpy import exp, log
    from scipy.optimize import minimize_scalar

    own = (sides > 0).any(axis=1)

    def surprise(factor: float) -> float:
        odds = margins[own] * factor
        odds -= odds.max(axis=1, keepdims=True)
        return float((log(exp(odds).sum(axis=1)) - odds[sides[own] > 0]).mean())

    return float(minimize_scalar(surprise, bounds=_SHARPNESS, method="bounded").x)


def _rows(places: Sequence[_Place], points: Any, slugs: Sequence[str]) -> Iterator[FittedWeight]:  # noqa: ANN401
    """Yield the weights that are not nothing, in points for an abstract of usual length."""
    for (phrase, where), across in zip(places, points.tolist(), strict=True):
        for slug, weight in zip(slugs, across, strict=True):
            if where == "rules":
                yield FittedWeight(phrase, where, slug, round(weight, 2))
            elif abs(weight) >= _SMALLEST:
                yield FittedWeight(phrase, where, slug, round(weight, 1))
