"""Give each paper its topics and tags: by rules first, by a curator's decision last."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from generator.base.cache import CacheFile
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
    "ByRules",
    "Features",
    "best_topics",
    "classify_papers",
    "first_topic",
    "fits_none",
    "label_paper",
    "read_features",
    "rule_scores",
    "score_topics",
]

ByRules = tuple[tuple[Assignment, ...], tuple[Assignment, ...]]
"""Topics and tags without a curator's decision."""

_PAYS_FROM = 200
EVIDENCE_KEPT = 3
"""Pieces of evidence for a topic or tag that are kept between runs; `label_paper` finds all."""


def classify_papers(
    papers: Iterable[Paper], taxonomy: Taxonomy, curation: Curation, cache: CacheFile[ByRules] | None = None
) -> dict[str, Label]:
    """Return the label of each paper, by citation key, with the strongest evidence.

    Args:
        papers: The papers.
        taxonomy: Topics and tags with their rules.
        curation: Decisions that win over the rules.
        cache: Topics and tags of earlier runs.
    """
    listed = tuple(papers)
    rules = hashlib.sha256(repr(taxonomy).encode()).hexdigest()

    def inputs(paper: Paper) -> str:
        return json.dumps([rules, paper.title.source, paper.abstract.source, paper.facts.code])

    def in_brief(paper: Paper) -> ByRules:
        topics, tags = _by_rules(paper, taxonomy, with_excerpts=False)
        return tuple(map(_brief, topics)), tuple(map(_brief, tags))

    found = (cache or CacheFile(ByRules)).get_or_make(listed, inputs, in_brief, pays_from=_PAYS_FROM)
    return {
        paper.key: _decide(Label(key=paper.key, topics=topics, tags=tags), curation.decision(paper.key))
        for paper, (topics, tags) in zip(listed, found, strict=True)
    }


def label_paper(paper: Paper, taxonomy: Taxonomy, curation: Curation) -> Label:
    """Return the label of a paper with all evidence and where it stands in the paper."""
    topics, tags = _by_rules(paper, taxonomy)
    return _decide(Label(key=paper.key, topics=topics, tags=tags), curation.decision(paper.key))


def _by_rules(paper: Paper, taxonomy: Taxonomy, *, with_excerpts: bool = True) -> ByRules:
    title, abstract = paper.title.source, paper.abstract.source
    topics = score_topics(title, abstract, taxonomy, with_excerpts=with_excerpts)
    return topics, tag_paper(title, abstract, paper.facts.code, taxonomy.facets)


def _brief(assignment: Assignment) -> Assignment:
    """Return an assignment with what the report tells of its evidence."""
    strongest = (replace(each, excerpt="") for each in assignment.evidence[:EVIDENCE_KEPT])
    return replace(assignment, evidence=tuple(strongest))


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
