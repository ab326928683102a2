"""Account for every record, and compare with the site before."""

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.bibliography import History
from generator.output.report.account import Doubt, Merge, Report, TopicChange
from generator.stages.digest import Digest
from generator.stages.enrich import Enriched
from generator.stages.read import Loaded

_MUCH = 0.2
"""Share of its papers that a topic must gain or lose to be named."""
_EVIDENCE_SHOWN = 3


def account_for(
    loaded: Loaded,
    enriched: Enriched,
    digest: Digest,
    before: Mapping[str, tuple[str, ...]],
    history: History,
) -> Report:
    """Return what became of every record.

    Args:
        loaded: Everything that was read.
        enriched: Papers of it, the hidden ones too.
        digest: What is published.
        before: Topics by key of the papers that the last site had.
        history: Every key that was ever published.
    """
    # Hidden papers count: hiding is a decision, no loss.
    alive = {key for paper in enriched.papers for key in (paper.key, *paper.retired_keys)}
    known = before.keys() | history.lines.keys()
    return Report(
        parsed=len(loaded.records) + len(loaded.rejected),
        published=len(digest.papers),
        merged=len(loaded.records) - len(enriched.papers),
        hidden=len(enriched.papers) - len(digest.papers),
        rejected=loaded.rejected,
        new_keys=tuple(entry.key for entry in enriched.new_entries),
        unsorted=tuple(sorted(key for key, label in digest.labels.items() if not label.topics)),
        removed=tuple(sorted(known - history.gone - alive)),
        new=tuple(
            paper.key for paper in digest.papers if before.keys().isdisjoint((paper.key, *paper.retired_keys))
        ),
        merges=tuple(
            Merge(key=paper.key, location=location)
            for paper in digest.papers
            for location in paper.locations[1:]
        ),
        doubtful=tuple(sorted(_doubts(digest), key=lambda doubt: (doubt.score, doubt.key))),
        without_authors=tuple(sorted(paper.key for paper in digest.papers if not paper.facts.authors)),
        more_authors=tuple(sorted(paper.key for paper in digest.papers if paper.facts.has_more_authors)),
        unused_tags=tuple(slug for slug in digest.taxonomy.tag_titles if slug not in digest.by_tag),
        topic_changes=tuple(_topic_changes(digest, before)),
    )


def _doubts(digest: Digest) -> Iterator[Doubt]:
    """Yield papers whose primary topic rests on little; what a curator decided is no doubt."""
    for key, label in digest.labels.items():
        primary = label.topics[0] if label.topics else None
        by_hand = primary is not None and [item.field for item in primary.evidence] == [None]
        if primary and not by_hand and primary.score < digest.taxonomy.thresholds.doubtful_below:
            evidence = primary.evidence[:_EVIDENCE_SHOWN]
            yield Doubt(key=key, topic=primary.slug, score=primary.score, evidence=evidence)


def _topic_changes(digest: Digest, before: Mapping[str, tuple[str, ...]]) -> Iterator[TopicChange]:
    """Yield the topics whose number of papers changed by over a fifth; none on the first build."""
    counts = Counter(slug for topics in before.values() for slug in topics)
    for slug in digest.taxonomy.topic_titles if before else ():
        was, now = counts[slug], len(digest.by_topic.get(slug, ()))
        if abs(now - was) > _MUCH * was:
            yield TopicChange(topic=slug, before=was, now=now)
