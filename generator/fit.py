"""Fit the weights of topics to labelled papers; needs scikit-learn, which a build does not.

One linear support vector machine a topic (Fan et al. 2008, LIBLINEAR), over the features that
`generator.classify.features` finds. Rare features weigh more (inverse document frequency); that
factor goes into the stored weight, so a build only adds up.
"""

from __future__ import annotations

import importlib.util
import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from generator.classify.features import features_of, length_of
from generator.classify.tags import tag_paper
from generator.config.taxonomy import BASE_RATE, WeightRow
from generator.errors import DigestError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.classify.features import Feature
    from generator.config.taxonomy import Taxonomy
    from generator.labels import Example

_FEWEST_PAPERS = 2
_FEWEST_LABELS = 10
_PENALTY = 2.0
_SECOND_CHOICE = 0.3
_SCALE = 5.0
_TELLING_WEIGHT = 0.2
_SMALLEST_WEIGHT = 0.05


def fit_weights(examples: Sequence[Example], taxonomy: Taxonomy) -> tuple[WeightRow, ...]:
    """Return the weights that tell the topics of these examples apart, sorted.

    A topic that fewer than ten examples have as their first gets none: its rules are written by
    hand. The same examples in any order give the same weights.

    Args:
        examples: Labelled papers.
        taxonomy: Its tags are features too; its weights are not looked at.

    Raises:
        DigestError: scikit-learn is not installed, or there are too few examples.
    """
    ordered = sorted(examples, key=lambda example: (example.name, example.title))
    counts = Counter(example.primary for example in ordered)
    topics = [topic.slug for topic in taxonomy.topics if counts[topic.slug] >= _FEWEST_LABELS]
    _check(topics)
    found = [_features(example, taxonomy) for example in ordered]
    first = _fit(found, ordered, topics, _rarity(found))
    # Fitted again with the features that matter alone, since the others no longer count in the length.
    kept = {(row.kind, row.phrase) for row in first if abs(row.weight) >= _TELLING_WEIGHT}
    return _fit(
        found,
        ordered,
        topics,
        {feature: value for feature, value in _rarity(found).items() if feature in kept},
    )


def _fit(
    found: Sequence[Mapping[Feature, float]],
    examples: Sequence[Example],
    topics: Sequence[str],
    rarity: Mapping[Feature, float],
) -> tuple[WeightRow, ...]:
    columns = {feature: column for column, feature in enumerate(sorted(rarity))}
    matrix = _matrix(found, columns, rarity)
    rows: list[WeightRow] = []
    for topic in topics:
        weights, base_rate = _fit_topic(matrix, examples, topic)
        rows.append(WeightRow("text", BASE_RATE, topic, round(base_rate, 3)))
        rows.extend(_rows(topic, weights, columns, rarity))
    return tuple(sorted(rows))


def _check(topics: Sequence[str]) -> None:
    if importlib.util.find_spec("sklearn") is None:
        reason = "scikit-learn is not installed"
        advice = "run: python -m pip install scikit-learn"
        raise DigestError(Problem(location=Location(path="digest fit"), reason=reason, advice=advice))
    if len(topics) < 2:  # noqa: PLR2004  there must be something to tell apart
        reason = f"fewer than two topics have {_FEWEST_LABELS} labelled papers"
        raise DigestError(Problem(location=Location(path="digest fit"), reason=reason, advice="label more"))


def _features(example: Example, taxonomy: Taxonomy) -> dict[Feature, float]:
    tags = tag_paper(example.title, example.abstract, "", taxonomy.facets)
    return features_of(example.title, example.abstract, tags)


def _rarity(found: Sequence[Mapping[Feature, float]]) -> dict[Feature, float]:
    """Return the inverse document frequency of the features that more than one paper has."""
    papers = Counter(feature for features in found for feature in features)
    total = len(found)
    return {feature: math.log(total / count) for feature, count in papers.items() if count >= _FEWEST_PAPERS}


def _matrix(
    found: Sequence[Mapping[Feature, float]], columns: Mapping[Feature, int], rarity: Mapping[Feature, float]
) -> Any:  # noqa: ANN401  the learning library has no types
    """Return one row a paper, one column a feature."""
    from numpy import array, int32
    from scipy.sparse import csr_matrix

    values: list[float] = []
    places: tuple[list[int], list[int]] = ([], [])
    for row, features in enumerate(found):
        known = {feature: value for feature, value in features.items() if feature in columns}
        length = _SCALE * length_of(len(known))
        for feature, value in sorted(known.items()):
            places[0].append(row)
            places[1].append(columns[feature])
            values.append(value * rarity[feature] / length)
    indices = tuple(array(place, dtype=int32) for place in places)
    return csr_matrix((values, indices), shape=(len(found), len(columns)))


def _fit_topic(matrix: Any, examples: Sequence[Example], topic: str) -> tuple[Sequence[float], float]:  # noqa: ANN401
    """Return the weight of each column and the base rate; second choices count a little."""
    from sklearn.svm import LinearSVC

    is_first = [example.primary == topic for example in examples]
    is_second = [topic in example.also for example in examples]
    model = LinearSVC(C=_PENALTY, random_state=0)
    model.fit(
        matrix,
        [first or second for first, second in zip(is_first, is_second, strict=True)],
        sample_weight=[
            _SECOND_CHOICE if second and not first else 1.0
            for first, second in zip(is_first, is_second, strict=True)
        ],
    )
    return model.coef_[0].tolist(), float(model.intercept_[0])


def _rows(
    topic: str, weights: Sequence[float], columns: Mapping[Feature, int], rarity: Mapping[Feature, float]
) -> list[WeightRow]:
    scaled = {feature: weights[column] * rarity[feature] / _SCALE for feature, column in columns.items()}
    return [
        WeightRow(kind, phrase, topic, round(weight, 3))
        for (kind, phrase), weight in scaled.items()
        if abs(weight) >= _SMALLEST_WEIGHT
    ]
