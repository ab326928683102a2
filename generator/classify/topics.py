"""Topics of a paper, by weights fitted to labelled papers and rules written by hand.

Both are sums over phrases that were found, so every decision can be shown phrase by phrase.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.classify.features import features_of, length_of, words_of
from generator.classify.phrases import Match, PhraseMatcher
from generator.config.taxonomy import BASE_RATE, Taxonomy
from generator.models import Assignment, Evidence
from generator.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.config.taxonomy import FeatureKind, Rule
    from generator.models import Field

_UNSEEN = -1.0
"""Starting score of a topic that no labelled paper has."""
_SHOWN = 0.005
"""Fitted evidence below this is summed up in one line."""


def score_topics(
    title: str, abstract: str, tags: Sequence[Assignment], taxonomy: Taxonomy
) -> tuple[Assignment, ...]:
    """Return a paper's topics, primary first; none when the best score is too low.

    Args:
        title: As written.
        abstract: As written.
        tags: Given by the rules; they speak for topics too.
        taxonomy: Topics with rules and weights.
    """
    scores = topic_scores(title, abstract, tags, taxonomy)
    ranked = sorted(scores, key=lambda slug: -scores[slug])
    limits = taxonomy.thresholds
    if scores[ranked[0]] < limits.primary:
        return ()
    lowest = max(limits.further, scores[ranked[0]] - limits.behind)
    chosen = [ranked[0], *(slug for slug in ranked[1:] if scores[slug] >= lowest)]
    evidence = _evidence(title, abstract, tags, taxonomy, chosen)
    return tuple(Assignment(slug=slug, score=scores[slug], evidence=evidence[slug]) for slug in chosen)


def topic_scores(
    title: str, abstract: str, tags: Iterable[Assignment], taxonomy: Taxonomy
) -> dict[str, float]:
    """Return the score of every topic by slug, in the order of the site; only comparable within a paper."""
    scores = {topic.slug: taxonomy.base_rates.get(topic.slug, _UNSEEN) for topic in taxonomy.topics}
    for _, value, found in _fitted(title, abstract, tags, taxonomy):
        for slug, weight in found:
            scores[slug] += value * weight
    for slug, rule, _ in _rules_found(title, abstract, taxonomy):
        scores[slug] += rule.weight
    return scores


def _fitted(
    title: str, abstract: str, tags: Iterable[Assignment], taxonomy: Taxonomy
) -> list[tuple[tuple[FeatureKind, str], float, tuple[tuple[str, float], ...]]]:
    """Return the features that have weights, each with its value, already divided by the length."""
    weights = taxonomy.weights
    known = [
        (feature, value, found)
        for feature, value in features_of(title, abstract, tags).items()
        if (found := weights.get(feature[0], {}).get(feature[1]))
    ]
    length = length_of(len(known))
    return [(feature, value / length, found) for feature, value, found in known]


@lru_cache(maxsize=4)
def _matcher(taxonomy: Taxonomy) -> PhraseMatcher:
    return PhraseMatcher(
        {phrase for topic in taxonomy.topics for rule in topic.rules for phrase in rule.phrases}
    )


def _rules_found(title: str, abstract: str, taxonomy: Taxonomy) -> list[tuple[str, Rule, Match]]:
    """Return the hand-written rules that apply, each with the first place that makes it apply."""
    places: dict[tuple[str, bool], Match] = {}
    for match in _matcher(taxonomy).find(title, abstract):
        places.setdefault((match.spelling, False), match)
        if match.field == "title":
            places.setdefault((match.spelling, True), match)
    applied = []
    for topic in taxonomy.topics:
        for rule in topic.rules:
            found = (places.get((phrase, rule.title_only)) for phrase in rule.phrases)
            place = min(filter(None, found), key=lambda match: match.field != "title", default=None)
            if place:
                applied.append((topic.slug, rule, place))
    return applied


def _evidence(
    title: str, abstract: str, tags: Sequence[Assignment], taxonomy: Taxonomy, slugs: Iterable[str]
) -> dict[str, tuple[Evidence, ...]]:
    """Return what spoke for and against some topics; the weights of each add up to its score."""
    wanted = set(slugs)
    found: dict[str, list[Evidence]] = defaultdict(list)
    rest: dict[str, float] = {slug: taxonomy.base_rates.get(slug, _UNSEEN) for slug in wanted}
    for slug, rule, match in _rules_found(title, abstract, taxonomy):
        if slug in wanted:
            evidence = Evidence(
                phrase=match.spelling, field=match.field, weight=rule.weight, excerpt=match.sentence
            )
            found[slug].append(evidence)
    places = _Places(title, abstract)
    for (kind, phrase), value, weights in _fitted(title, abstract, tags, taxonomy):
        for slug, weight in weights:
            if slug in wanted and abs(value * weight) >= _SHOWN:
                found[slug].append(places.evidence(kind, phrase, value * weight))
            elif slug in wanted:
                rest[slug] += value * weight
    for slug, remainder in rest.items():
        found[slug].append(Evidence(phrase=BASE_RATE, field=None, weight=remainder))
    return {
        slug: tuple(sorted(found[slug], key=lambda item: (-abs(item.weight), item.phrase))) for slug in wanted
    }


class _Places:
    """Where the phrases of a paper stand."""

    def __init__(self, title: str, abstract: str) -> None:
        self._title = title
        self._sentences = [
            (sentence, f" {' '.join(words_of(sentence))} ") for sentence in sentences(abstract)
        ]

    def evidence(self, kind: FeatureKind, phrase: str, weight: float) -> Evidence:
        """Return a fitted phrase with the sentence it stands in."""
        field: Field = "abstract"
        excerpt = next((sentence for sentence, words in self._sentences if f" {phrase} " in words), "")
        if kind in {"title", "name"} or (kind == "text" and not excerpt):
            field, excerpt = "title", self._title
        shown = f"tag: {phrase}" if kind == "tag" else phrase
        return Evidence(phrase=shown, field=field, weight=weight, excerpt=excerpt)
