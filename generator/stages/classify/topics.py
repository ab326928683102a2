"""Give a paper its topics by adding up points: hand-written rules and fitted weights alike.

The score of a topic is the sum of its evidence, and nothing else: each phrase with its points, what the
weaker phrases add together, and the topic's base rate.

With ten points more a topic is ten times as likely to be the one that a curator gives. Papers that fit no
topic are weighed like a topic, so a paper is unsorted where that has more points, less a head start.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from generator.base.models import Assignment, Evidence, Field
from generator.config import UNSORTED, Taxonomy
from generator.stages.classify.features import Features, Word, excerpt, read_features, words_of
from generator.stages.classify.points import (
    Index,
    Points,
    Weighed,
    add_up,
    find_by_weights,
    findings_of,
    index_taxonomy,
)
from generator.stages.classify.rules import Finding, find_by_rules, stands_at

POINTS_OF_TEN_TIMES = 10.0
"""Points that make a topic ten times as likely."""
NEEDED = "(what a topic needs beyond that)"
_EVIDENCE_SHOWN = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """All that was found in one paper.

    Attributes:
        texts: Title and abstract as written.
        features: Its phrases.
        ruled: What phrases of rules say, each of its own topic.
        weighed: The phrases that have weights.
        index: Rules and weights.
        scores: Points of each topic, and of fitting none with its head start.
    """

    texts: Mapping[Field, str]
    features: Features
    ruled: tuple[Finding, ...]
    weighed: tuple[Weighed, ...]
    index: Index
    scores: Points


def score_topics(
    title: str, abstract: str, taxonomy: Taxonomy, *, with_excerpts: bool = True
) -> tuple[Assignment, ...]:
    """Return the topics of a paper, the primary one first; none when no topic has points enough.

    Args:
        title: The title as written.
        abstract: The abstract as written.
        taxonomy: Topics with rules, weights and thresholds.
        with_excerpts: Whether to say in which sentence each piece of evidence stands.
    """
    reading = _read(title, abstract, taxonomy)
    chosen = _chosen(reading.scores, taxonomy)
    return tuple(_assign(slug, reading, with_excerpts=with_excerpts) for slug in chosen)


def best_topics(title: str, abstract: str, taxonomy: Taxonomy, most: int) -> tuple[Assignment, ...]:
    """Return the topics of a paper with most points, best first, whether or not they have enough."""
    reading = _read(title, abstract, taxonomy)
    ordered = sorted(taxonomy.topic_titles, key=lambda slug: -reading.scores[slug])
    return tuple(_assign(slug, reading) for slug in ordered[:most])


def fits_none(title: str, abstract: str, taxonomy: Taxonomy) -> Assignment:
    """Return what speaks for a paper's fitting no topic, with what a topic needs beyond that."""
    reading = _read(title, abstract, taxonomy)
    found = _assign(UNSORTED, reading)
    start = taxonomy.thresholds.unsorted_below
    evidence = (*found.evidence, Evidence(phrase=NEEDED, field=None, weight=start))
    return replace(found, score=found.score + start, evidence=evidence)


def _read(title: str, abstract: str, taxonomy: Taxonomy) -> _Reading:
    index = index_taxonomy(taxonomy)
    features = read_features(title, abstract, index.phrases)
    ruled = tuple(find_by_rules(features, index.rules, taxonomy.thresholds.title_counts))
    weighed = tuple(find_by_weights(features, index))
    return _Reading(
        texts={"title": title, "abstract": abstract},
        features=features,
        ruled=ruled,
        weighed=weighed,
        index=index,
        scores=_with_head_start(add_up(ruled, weighed, taxonomy), taxonomy),
    )


def first_topic(points: Points, taxonomy: Taxonomy) -> tuple[str, float]:
    """Return the topic that points give first, or `UNSORTED`, and how likely it is right, 0 to 1.

    Args:
        points: Those of topics, and of fitting none; what is missing has 0.
        taxonomy: Its topics and thresholds.
    """
    every = {slug: points.get(slug, 0.0) for slug in (*taxonomy.topic_titles, UNSORTED)}
    likely = _likelihoods(_with_head_start(every, taxonomy))
    # A topic wins where it has as many points as fitting none, which comes last.
    first = max(likely, key=likely.__getitem__)
    return first, likely[first]


def _likelihoods(scores: Points) -> dict[str, float]:
    """Return how likely it is that a curator would give each topic first, by its points; together 1."""
    best = max(scores.values())
    odds = {slug: 10 ** ((points - best) / POINTS_OF_TEN_TIMES) for slug, points in scores.items()}
    total = math.fsum(odds.values())
    return {slug: part / total for slug, part in odds.items()}


def _with_head_start(points: Points, taxonomy: Taxonomy) -> dict[str, float]:
    """Return points with what a topic needs beyond those of fitting none added to the latter."""
    return {**points, UNSORTED: points[UNSORTED] + taxonomy.thresholds.unsorted_below}


def _chosen(scores: Points, taxonomy: Taxonomy) -> Iterator[str]:
    """Yield the topics that a paper gets, best first."""
    limits = taxonomy.thresholds
    # Sorting keeps the order of the site where points are equal.
    first, *others = sorted(index_taxonomy(taxonomy).topics, key=lambda slug: -scores[slug])
    if scores[first] < scores[UNSORTED]:
        return
    yield first
    for slug in others[: limits.further_at_most]:
        if scores[slug] >= max(scores[UNSORTED], scores[first] - limits.further_within):
            yield slug


def _assign(slug: str, reading: _Reading, *, with_excerpts: bool = True) -> Assignment:
    """Return a topic with its evidence, strongest first, what is weak added up at the end."""
    points: defaultdict[tuple[str, Field | None], list[float]] = defaultdict(list)
    for finding in findings_of(reading.ruled, reading.weighed, slug, reading.index):
        points[finding.phrase, finding.field].append(finding.points)
    sums = {place: math.fsum(items) for place, items in points.items()}
    ordered = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0][0], item[0][1] or ""))
    shown = [
        Evidence(
            phrase=phrase,
            field=field,
            weight=weight,
            excerpt=_excerpt(phrase, field, reading) if with_excerpts else "",
        )
        for (phrase, field), weight in ordered[:_EVIDENCE_SHOWN]
    ]
    weak = [weight for _, weight in ordered[_EVIDENCE_SHOWN:]]
    if weak:
        shown.append(Evidence(phrase=f"({len(weak)} weaker phrases)", field=None, weight=math.fsum(weak)))
    return Assignment(
        slug=slug,
        score=math.fsum(item.weight for item in shown),
        likelihood=_likelihoods(reading.scores)[slug],
        evidence=tuple(shown),
    )


def _excerpt(phrase: str, field: Field | None, reading: _Reading) -> str:
    """Return the first sentence that holds a phrase, or else words that begin like it, as those of a stem.

    For a phrase of the title that is the whole title.
    """
    if field is None:
        return ""
    if field == "title":
        return reading.texts[field]
    sought = tuple(word.written for word in words_of(phrase.removeprefix("we ... ")))
    words, first = reading.features.words[field], sought[0].lower()
    whole = (
        start for start in reading.features.places[field].get(first, ()) if stands_at(start, sought, words)
    )
    begun = (start for start in range(len(words)) if _begins_at(start, sought, words))
    start = next(chain(whole, begun), None)
    return "" if start is None else excerpt(reading.texts[field], words[start].start)


def _begins_at(start: int, written: tuple[str, ...], words: tuple[Word, ...]) -> bool:
    """Return whether words that begin like those of a phrase stand at some word, in any case."""
    at = words[start : start + len(written)]
    return len(at) == len(written) and all(
        word.text.startswith(part.lower()) for part, word in zip(written, at, strict=True)
    )
