"""Give each paper its topics and tags: by rules first, by a curator's decision last."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from pydantic import TypeAdapter

from generator.base.cache import Cache
from generator.base.models import Assignment, Evidence, Label, Paper
from generator.config import Curation, Decision, Taxonomy
from generator.stages.classify.features import Features, read_features
from generator.stages.classify.points import rule_scores
from generator.stages.classify.tags import tag_paper
from generator.stages.classify.topics import (
    POINTS_OF_TEN_TIMES,
    best_topics,
    first_topic,
    fits_none,
    score_topics,
)

__all__ = [
    "POINTS_OF_TEN_TIMES",
    "Features",
    "best_topics",
    "classify_papers",
    "first_topic",
    "fits_none",
    "read_features",
    "rule_scores",
    "score_topics",
]

_ASSIGNMENTS = TypeAdapter(tuple[tuple[Assignment, ...], tuple[Assignment, ...]])


def classify_papers(
    papers: Iterable[Paper], taxonomy: Taxonomy, curation: Curation, cache: Cache | None = None
) -> dict[str, Label]:
    """Return the label of each paper, by citation key.

    Args:
        papers: The papers.
        taxonomy: Topics and tags with their rules.
        curation: Decisions that win over the rules.
        cache: Labels of earlier runs.
    """
    cache = cache or Cache()
    rules = hashlib.sha256(repr(taxonomy).encode()).hexdigest()
    labels = {paper.key: _by_rules(paper, taxonomy, rules, cache) for paper in papers}
    return {key: _decide(label, curation.decision(key)) for key, label in labels.items()}


def _by_rules(paper: Paper, taxonomy: Taxonomy, rules: str, cache: Cache) -> Label:
    """Return a label without a curator's decision.

    Args:
        paper: The paper.
        taxonomy: Topics and tags.
        rules: A fingerprint of the taxonomy.
        cache: Labels of earlier runs.
    """
    title, abstract, code = paper.title.source, paper.abstract.source, paper.facts.code

    def by_rules() -> bytes:
        topics = score_topics(title, abstract, taxonomy)
        tags = tag_paper(title, abstract, code, taxonomy.facets)
        return json.dumps(_ASSIGNMENTS.dump_python((topics, tags), mode="json")).encode()

    inputs = json.dumps([rules, title, abstract, code])
    topics, tags = cache.get_or_make(inputs, by_rules, _read)
    return Label(key=paper.key, topics=topics, tags=tags)


def _read(stored: bytes) -> tuple[tuple[Assignment, ...], tuple[Assignment, ...]]:
    return _ASSIGNMENTS.validate_python(json.loads(stored))


def _decide(label: Label, decision: Decision | None) -> Label:
    """Return a label with the curator's decision applied."""
    if decision is None:
        return label
    topics = label.topics
    if decision.topics is not None:
        topics = tuple(_by_hand(slug, decision) for slug in decision.topics)
    kept = [tag for tag in label.tags if tag.slug not in decision.remove_tags]
    known = {tag.slug for tag in kept}
    added = [_by_hand(slug, decision) for slug in decision.add_tags if slug not in known]
    return replace(label, topics=topics, tags=(*kept, *added))


def _by_hand(slug: str, decision: Decision) -> Assignment:
    evidence = Evidence(phrase=decision.because, field=None, weight=0.0)
    return Assignment(slug=slug, score=0.0, evidence=(evidence,))
