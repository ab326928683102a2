"""Give a paper its topics by adding up points: hand-written rules and fitted weights alike.

The score of a topic is the sum of its evidence, and nothing else: each phrase with its points, what the
weaker phrases add together, and the topic's base rate. A phrase of a rule may speak for or against other
topics too, where the fit found out so.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator.base.models import Assignment, Evidence, Field
from generator.config import FittedWeight, Rule, Taxonomy, Where
from generator.stages.classify.features import (
    Features,
    Word,
    excerpt,
    normal_phrase,
    presence,
    read_features,
    words_of,
)

BASE_RATE = "(base rate)"
_EVIDENCE_SHOWN = 15
_SHORTEST_STEM = 4
_LONGEST_STEM = 40
_FIELDS: tuple[Field, ...] = ("title", "abstract")


@dataclass(frozen=True, slots=True)
class _Clue:
    """A phrase of a rule, ready to be looked up."""

    phrase: str
    written: tuple[str, ...]
    topic: str
    rule: Rule


class _Finding(NamedTuple):
    """Points that one phrase in one field adds to a topic; there are hundreds of them in a paper."""

    topic: str
    phrase: str
    field: Field | None
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Rules and weights by the phrase that they are found by.

    Attributes:
        factors: The worth of a point of each topic's rules for every topic.
    """

    clues: Mapping[str, tuple[_Clue, ...]]
    stems: Mapping[str, tuple[_Clue, ...]]
    factors: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, Mapping[Where, list[FittedWeight]]]
    base_rates: tuple[FittedWeight, ...]


def score_topics(title: str, abstract: str, taxonomy: Taxonomy) -> tuple[Assignment, ...]:
    """Return the topics of a paper, the primary one first; none when no topic has points enough.

    Args:
        title: The title as written.
        abstract: The abstract as written.
        taxonomy: Topics with rules, weights and thresholds.
    """
    features = read_features(title, abstract)
    index = _index(taxonomy)
    ruled = tuple(_by_rules(features, index, taxonomy.thresholds.title_counts))
    weighed = tuple(_by_weights(features, index))
    texts: dict[Field, str] = {"title": title, "abstract": abstract}
    chosen = _chosen(_scores(ruled, weighed, taxonomy), taxonomy)
    return tuple(_assign(slug, (*_turned(ruled, slug, index), *weighed), features, texts) for slug in chosen)


def rule_scores(features: Features, taxonomy: Taxonomy) -> dict[str, float]:
    """Return the points that the hand-written rules alone give to each topic, in the order of the site."""
    return _sums(_by_rules(features, _index(taxonomy), taxonomy.thresholds.title_counts), taxonomy)


def _by_rules(features: Features, index: _Index, title_counts: float) -> Iterator[_Finding]:
    clues = tuple(_clues(features, index))
    silent = {id(clue.rule): _is_silenced(clue.rule, features) for clue in clues}
    for clue in clues:
        if silent[id(clue.rule)]:
            continue
        for field in _FIELDS:
            if clue.rule.where in {"anywhere", field}:
                strength = presence(_occurrences(clue, features, field))
                points = strength * clue.rule.weight * (title_counts if field == "title" else 1.0)
                if points:
                    yield _Finding(clue.topic, clue.phrase, field, points)


def _clues(features: Features, index: _Index) -> Iterator[_Clue]:
    """Yield the clues whose phrase comes in the paper, whatever its case; each once."""
    for phrase in features.title.keys() | features.abstract.keys() | features.names:
        yield from index.clues.get(phrase, ())
    stems = {
        word.text[:size]
        for words in features.words.values()
        for word in words
        for size in range(_SHORTEST_STEM, min(len(word.text), _LONGEST_STEM) + 1)
    }
    for stem in stems & index.stems.keys():
        yield from index.stems[stem]


def _occurrences(clue: _Clue, features: Features, field: Field) -> int:
    """Return how often a phrase comes in a field, its capitals regarded."""
    words = features.words[field]
    if clue.phrase.endswith("*"):
        return sum(word.text.startswith(clue.written[0]) for word in words)
    if any(part != part.lower() for part in clue.written):
        first = clue.written[0].lower()
        return sum(
            word.text == first and _stands_at(start, clue.written, words) for start, word in enumerate(words)
        )
    phrase = " ".join(clue.written)
    if field == "title":
        return features.title.get(phrase, 0) or int(phrase in features.names)
    return features.abstract.get(phrase, 0)


def _stands_at(start: int, written: tuple[str, ...], words: tuple[Word, ...]) -> bool:
    """Return whether a phrase stands at some word; its parts in lower case match any case."""
    at = words[start : start + len(written)]
    return len(at) == len(written) and all(
        part in {word.written, word.text} for part, word in zip(written, at, strict=True)
    )


def _begins_at(start: int, written: tuple[str, ...], words: tuple[Word, ...]) -> bool:
    """Return whether words that begin like those of a phrase stand at some word, in any case."""
    at = words[start : start + len(written)]
    return len(at) == len(written) and all(
        word.text.startswith(part.lower()) for part, word in zip(written, at, strict=True)
    )


def _is_silenced(rule: Rule, features: Features) -> bool:
    """Return whether title or abstract hold a phrase that silences the rule."""
    return any(features.count(normal_phrase(phrase), "anywhere") for phrase in rule.unless)


def _by_weights(features: Features, index: _Index) -> Iterator[_Finding]:
    for weight in index.base_rates:
        yield _Finding(weight.topic, BASE_RATE, None, weight.weight)
    known = features.title.keys() | features.abstract.keys() | features.names | features.claims
    for phrase in known & index.weights.keys():
        for where, weights in index.weights[phrase].items():
            share = features.strength(phrase, where) / features.length
            if share:
                field: Field = "title" if _is_in_title(phrase, where, features) else "abstract"
                shown = f"we ... {phrase}" if where == "claim" else phrase
                for weight in weights:
                    yield _Finding(weight.topic, shown, field, share * weight.weight)


def _is_in_title(phrase: str, where: Where, features: Features) -> bool:
    return where == "name" or (where in {"title", "anywhere"} and phrase in features.title)


def _scores(ruled: Iterable[_Finding], weighed: Iterable[_Finding], taxonomy: Taxonomy) -> dict[str, float]:
    """Return the points of each topic, in the order of the site."""
    points: dict[str, list[float]] = {slug: [] for slug in taxonomy.topic_titles}
    for source, total in _sums(ruled, taxonomy).items():
        for slug, factor in _index(taxonomy).factors[source].items():
            points[slug].append(factor * total)
    for finding in weighed:
        points[finding.topic].append(finding.points)
    return {slug: math.fsum(items) for slug, items in points.items()}


def _sums(found: Iterable[_Finding], taxonomy: Taxonomy) -> dict[str, float]:
    points: dict[str, list[float]] = {slug: [] for slug in taxonomy.topic_titles}
    for finding in found:
        points[finding.topic].append(finding.points)
    return {slug: math.fsum(items) for slug, items in points.items()}


def _turned(ruled: Iterable[_Finding], slug: str, index: _Index) -> Iterator[_Finding]:
    """Yield what the phrases of rules, each written for some topic, say of one topic."""
    for finding in ruled:
        factor = index.factors[finding.topic].get(slug)
        if factor:
            yield finding._replace(topic=slug, points=factor * finding.points)


def _chosen(scores: Mapping[str, float], taxonomy: Taxonomy) -> Iterator[str]:
    """Yield the topics that a paper gets, best first.

    A subject is measured by the best subject, a kind of work by the points that it leads from.
    """
    limits = taxonomy.thresholds
    kinds = {topic.slug: topic.leads_from for topic in taxonomy.topics if topic.leads_from is not None}
    best = max((score for slug, score in scores.items() if slug not in kinds), default=0.0)
    leads = {slug: score - kinds.get(slug, best) for slug, score in scores.items()}
    first, *others = sorted(scores, key=lambda slug: (-leads[slug], slug not in kinds))
    if scores[first] < limits.unsorted_below:
        return
    yield first
    for slug in others[: limits.further_at_most]:
        if scores[slug] >= limits.unsorted_below and leads[slug] >= -limits.further_within:
            yield slug


def _assign(
    slug: str, found: Iterable[_Finding], features: Features, texts: Mapping[Field, str]
) -> Assignment:
    """Return a topic with its evidence, strongest first, what is weak added up at the end."""
    points: defaultdict[tuple[str, Field | None], list[float]] = defaultdict(list)
    for finding in found:
        if finding.topic == slug:
            points[finding.phrase, finding.field].append(finding.points)
    sums = {place: math.fsum(items) for place, items in points.items()}
    ordered = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0][0], item[0][1] or ""))
    shown = [
        Evidence(phrase=phrase, field=field, weight=weight, excerpt=_excerpt(phrase, field, features, texts))
        for (phrase, field), weight in ordered[:_EVIDENCE_SHOWN]
    ]
    weak = [weight for _, weight in ordered[_EVIDENCE_SHOWN:]]
    if weak:
        shown.append(Evidence(phrase=f"({len(weak)} weaker phrases)", field=None, weight=math.fsum(weak)))
    return Assignment(slug=slug, score=math.fsum(item.weight for item in shown), evidence=tuple(shown))


def _excerpt(phrase: str, field: Field | None, features: Features, texts: Mapping[Field, str]) -> str:
    """Return the first sentence that holds a phrase, or else words that begin like it, as those of a stem.

    For a phrase of the title that is the whole title.
    """
    if field is None:
        return ""
    if field == "title":
        return texts[field]
    sought = tuple(word.written for word in words_of(phrase.removeprefix("we ... ")))
    words = features.words[field]
    for is_there in (_stands_at, _begins_at):
        for start, word in enumerate(words):
            if is_there(start, sought, words):
                return excerpt(texts[field], word.start)
    return ""


@lru_cache(maxsize=8)
def _index(taxonomy: Taxonomy) -> _Index:
    clues: defaultdict[str, list[_Clue]] = defaultdict(list)
    stems: defaultdict[str, list[_Clue]] = defaultdict(list)
    for topic in taxonomy.topics:
        for rule in topic.rules:
            for phrase in rule.phrases:
                clue = _clue(phrase, topic.slug, rule)
                (stems if phrase.endswith("*") else clues)[normal_phrase(phrase)].append(clue)
    weights: defaultdict[str, dict[Where, list[FittedWeight]]] = defaultdict(dict)
    factors = {topic.slug: {topic.slug: 1.0} for topic in taxonomy.topics}
    for weight in taxonomy.weights:
        if weight.where == "rules":
            factors[weight.phrase][weight.topic] = weight.weight
        else:
            weights[weight.phrase].setdefault(weight.where, []).append(weight)
    base_rates = tuple(weights.pop("", {}).get("anywhere", ()))
    return _Index(
        clues={phrase: tuple(found) for phrase, found in clues.items()},
        stems={stem: tuple(found) for stem, found in stems.items()},
        factors=factors,
        weights=dict(weights),
        base_rates=base_rates,
    )


def _clue(phrase: str, topic: str, rule: Rule) -> _Clue:
    return _Clue(phrase, tuple(word.written for word in words_of(phrase)), topic, rule)
