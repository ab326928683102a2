"""Give each paper its topics and tags: by rules first, by a curator's decision last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.classify.tags import tag_paper
from generator.classify.topics import score_topics
from generator.models import Assignment, Evidence, Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.config.curation import Curation, Decision
    from generator.config.taxonomy import Taxonomy
    from generator.models import Paper


def classify_papers(papers: Iterable[Paper], taxonomy: Taxonomy, curation: Curation) -> dict[str, Label]:
    """Return the label of each paper, by citation key.

    Args:
        papers: To be labelled.
        taxonomy: Topics and tags with their rules.
        curation: Decisions that win over the rules.
    """
    return {paper.key: _decide(_by_rules(paper, taxonomy), curation.decision(paper.key)) for paper in papers}


def _by_rules(paper: Paper, taxonomy: Taxonomy) -> Label:
    tags = tag_paper(paper.title, paper.abstract, paper.facts.code, taxonomy.facets)
    return Label(
        key=paper.key,
        topics=score_topics(paper.title, paper.abstract, taxonomy),
        tags=tags,
    )


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
