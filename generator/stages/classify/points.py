"""Points of topics: what rules and weights say of a paper, added up.

A phrase of a rule may speak for or against other topics too, where the fit found out so. What the phrases of
a topic's rules add up to counts in full up to ten points, and by its square root beyond: five words for one
thing are not five reasons.

What looks like fitting none of the topics that have weights may well fit one that has none yet, but rules:
such a topic has those points, too.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from generator.base.models import Field
from generator.config import UNSORTED, Taxonomy, Where
from generator.stages.classify.features import Features
from generator.stages.classify.rules import Finding, RuleIndex, find_by_rules, index_rules

BASE_RATE = "(base rate)"
LIKE_NO_OTHER = "(like no topic with weights)"
_IN_FULL = 10.0
Points = Mapping[str, float]
"""Points by topic."""


class Weighed(NamedTuple):
    """A phrase that has weights, with how strongly it is there."""

    phrase: str
    field: Field | None
    share: float
    weights: Points


@dataclass(frozen=True, kw_only=True)
class Index:
    """Rules and weights by the phrase that they are found by.

    Attributes:
        rules: The phrases of rules.
        factors: The worth of a point of each topic's rules for every topic.
        weights: Weights by topic, for each phrase and place.
        base_rates: Weights by topic, of any paper.
        by_rules_alone: The topics that have no weights, where others have.
        topics: Slugs of all topics, in the order of the site.
    """

    rules: RuleIndex
    factors: Mapping[str, Points]
    weights: Mapping[str, Mapping[Where, Points]]
    base_rates: Points
    by_rules_alone: frozenset[str]
    topics: tuple[str, ...]

    @cached_property
    def phrases(self) -> frozenset[str]:
        """All phrases that rules or weights ask for."""
        return frozenset(self.weights) | self.rules.phrases


@lru_cache(maxsize=8)
def index_taxonomy(taxonomy: Taxonomy) -> Index:
    """Return the rules and weights of a taxonomy, ready to be looked up."""
    weights: defaultdict[str, defaultdict[Where, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    factors = {topic.slug: {topic.slug: 1.0} for topic in taxonomy.topics}
    for row in taxonomy.weights:
        if row.where == "rules":
            factors[row.phrase][row.topic] = row.weight
        else:
            weights[row.phrase][row.where][row.topic] = row.weight
    base_rates = weights.pop("", defaultdict(dict))["anywhere"]
    fitted = {row.topic for row in taxonomy.weights}
    return Index(
        rules=index_rules(taxonomy.topics),
        factors=factors,
        weights=weights,
        base_rates=base_rates,
        by_rules_alone=frozenset(taxonomy.topic_titles) - fitted if fitted else frozenset(),
        topics=tuple(taxonomy.topic_titles),
    )


def rule_scores(features: Features, taxonomy: Taxonomy) -> dict[str, float]:
    """Return the points that the hand-written rules alone give to each topic, in the order of the site."""
    found = find_by_rules(features, index_taxonomy(taxonomy).rules, taxonomy.thresholds.title_counts)
    sums = _sums(found)
    return {slug: _worth(sums.get(slug, 0.0)) for slug in taxonomy.topic_titles}


def _worth(points: float) -> float:
    """Return what the points of a topic's rules count: in full at first, by their square root beyond."""
    size = abs(points)
    return points if size <= _IN_FULL else math.copysign(math.sqrt(_IN_FULL * size), points)


def find_by_weights(features: Features, index: Index) -> Iterator[Weighed]:
    """Yield the phrases of a paper that have weights, in one order whatever the seed of hashes."""
    yield Weighed(BASE_RATE, None, 1.0, index.base_rates)
    for phrase in sorted(features.known(index.weights.keys(), with_claims=True)):
        for where, weights in index.weights[phrase].items():
            share = features.strength(phrase, where) / features.length
            if share:
                field: Field = "title" if _is_in_title(phrase, where, features) else "abstract"
                yield Weighed(f"we ... {phrase}" if where == "claim" else phrase, field, share, weights)


def _is_in_title(phrase: str, where: Where, features: Features) -> bool:
    return where == "name" or (where in {"title", "anywhere"} and phrase in features.title)


def findings_of(
    ruled: Sequence[Finding], weighed: Sequence[Weighed], slug: str, index: Index
) -> Iterator[Finding]:
    """Yield all that phrases of rules and phrases that have weights say of one topic, or of fitting none."""
    yield from _turned(ruled, slug, index)
    for phrase, field, share, weights in weighed:
        if slug in weights:
            yield Finding(slug, phrase, field, share * weights[slug])
    if slug in index.by_rules_alone:
        none = math.fsum(found.points for found in findings_of(ruled, weighed, UNSORTED, index))
        yield Finding(slug, LIKE_NO_OTHER, None, max(none, 0.0))


def add_up(ruled: Iterable[Finding], weighed: Sequence[Weighed], taxonomy: Taxonomy) -> dict[str, float]:
    """Return the points of each topic, in the order of the site, and of being unsorted."""
    index = index_taxonomy(taxonomy)
    points: dict[str, list[float]] = {slug: [] for slug in (*index.topics, UNSORTED)}
    for source, total in _sums(ruled).items():
        worth = _worth(total)
        for slug, factor in index.factors[source].items():
            points[slug].append(factor * worth)
    for _, _, share, weights in weighed:
        for slug, weight in weights.items():
            points[slug].append(share * weight)
    like_no_other = max(math.fsum(points[UNSORTED]), 0.0)
    for slug in index.by_rules_alone:
        points[slug].append(like_no_other)
    return {slug: math.fsum(items) for slug, items in points.items()}


def _sums(found: Iterable[Finding]) -> dict[str, float]:
    points: defaultdict[str, list[float]] = defaultdict(list)
    for finding in found:
        points[finding.topic].append(finding.points)
    return {slug: math.fsum(items) for slug, items in points.items()}


def _turned(ruled: Iterable[Finding], slug: str, index: Index) -> Iterator[Finding]:
    """Yield what the phrases of rules, each written for some topic, say of one topic."""
    ruled = tuple(ruled)
    shares = {topic: _worth(total) / total if total else 0.0 for topic, total in _sums(ruled).items()}
    for finding in ruled:
        factor = index.factors[finding.topic].get(slug, 0.0) * shares[finding.topic]
        if factor:
            yield Finding(slug, finding.phrase, finding.field, factor * finding.points)
