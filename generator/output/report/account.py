"""What a build did with every record, and what changed since the site before."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field

from generator.base.errors import Location, Problem
from generator.base.models import Evidence
from generator.bibliography import History, Library
from generator.config import Project
from generator.stages.digest import Digest
from generator.stages.enrich import Enriched
from generator.stages.read import Loaded

_MUCH = 0.2
"""Share of its papers that a topic must gain or lose to be named."""
_EVIDENCE_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A record of a paper that an older record brought already."""

    key: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A paper whose primary topic is doubtful.

    Attributes:
        key: The paper's key.
        topic: Slug of its primary topic.
        likelihood: How likely it is that a curator would give that topic first, 0 to 1.
        evidence: The strongest evidence for it, strongest first.
    """

    key: str
    topic: str
    likelihood: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChange:
    """A topic that grew or shrank much since the last site, with its numbers of papers."""

    topic: str
    before: int
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The account of one build; every record that was read is in one of the first four counts.

    Attributes:
        parsed: Records found in the dumps, good and bad.
        published: Papers on the site.
        merged: Records that are a paper already counted.
        hidden: Papers that a curator left out.
        rejected: Records that could not be read.
        oddities: Faults of records that were read all the same, and of their files.
        new_keys: Citation keys given by this build.
        unsorted: Keys of papers that no topic fits.
        removed: Keys that the site before had and this one has not.
        new: Keys of papers that the site before had not.
        merges: The merged records of published papers.
        doubtful: Papers whose primary topic is doubtful, the least likely first.
        without_authors: Keys of papers whose authors are not known.
        more_authors: Keys of papers that have more authors than are known.
        withdrawn: Keys of papers that their authors withdrew, as dumps say, and of which no curator decided.
        unused_fields: How many records have a field that has no place on the site, by the field's name.
        unused_tags: Slugs of tags that no paper has.
        topic_changes: Topics that grew or shrank much, in the order of the site.
    """

    parsed: int
    published: int
    merged: int
    hidden: int
    rejected: tuple[Problem, ...] = ()
    oddities: tuple[Problem, ...] = ()
    new_keys: tuple[str, ...] = ()
    unsorted: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    without_authors: tuple[str, ...] = ()
    more_authors: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unused_fields: Mapping[str, int] = field(default_factory=dict)
    unused_tags: tuple[str, ...] = ()
    topic_changes: tuple[TopicChange, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an account that does not add up; that is a bug, never a person's mistake."""
        if self.parsed != self.published + self.merged + self.hidden + len(self.rejected):
            message = f"the account does not add up: {self}"
            raise ValueError(message)

    def as_json(self) -> str:
        """Return the account as a JSON object."""
        content = asdict(self) | {
            "rejected": [_place(bad.location) | {"reason": bad.reason} for bad in self.rejected],
            "oddities": [_place(odd.location) | {"reason": odd.reason} for odd in self.oddities],
            "merges": [{"key": merge.key} | _place(merge.location) for merge in self.merges],
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """Return the account in one line, the sum first."""
        return (
            f"{self.parsed} records = {self.published} published + {self.merged} merged"
            f" + {self.hidden} hidden + {len(self.rejected)} rejected;"
            f" {len(self.new_keys)} new, {len(self.unsorted)} unsorted,"
            f" {len(self.without_authors)} without authors, {len(self.removed)} removed"
        )


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
        enriched: All papers, the hidden ones too.
        digest: The papers that are published.
        before: The topics of each paper of the last site, by key.
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
        oddities=loaded.warnings,
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
        doubtful=tuple(sorted(_doubts(digest), key=lambda doubt: (doubt.likelihood, doubt.key))),
        without_authors=tuple(sorted(paper.key for paper in digest.papers if not paper.facts.authors)),
        more_authors=tuple(sorted(paper.key for paper in digest.papers if paper.facts.has_more_authors)),
        withdrawn=tuple(sorted(paper.key for paper in digest.papers if paper.withdrawn)),
        unused_fields=dict(sorted(loaded.unused.items())),
        unused_tags=tuple(slug for slug in digest.taxonomy.tag_titles if slug not in digest.by_tag),
        topic_changes=tuple(_topic_changes(digest, before)),
    )


def explain_losses(
    project: Project, removed: Iterable[str], library: Library, history: History
) -> Iterator[Problem]:
    """Yield why keys that were published lead nowhere.

    Args:
        project: The project, for the names of its files.
        removed: The keys.
        library: The bibliography.
        history: The line of each published key in its file.
    """
    missing = [key for key in removed if key in history.lines and key not in library.keys]
    name, names = project.name(project.library), project.name(project.published_keys)
    if missing and not library.keys:
        # The file is lost, or these are the keys of another digest: one fault, not one a key.
        reason = f"holds none of the {len(missing)} papers that were published"
        advice = f"bring the file back; for a new digest remove {names} as well"
        yield Problem(location=Location(path=name), reason=reason, advice=advice)
        return
    for key in sorted(missing, key=history.lines.__getitem__):
        place = Location(path=names, line=history.lines[key])
        reason = f"'{key}' was published, and no entry of {name} has it any more"
        kept = f"bring its entry back, put 'ids = {{{key}}}' into the entry that took its place"
        advice = f"{kept}, or write 'gone' behind the key here if the paper was withdrawn for good"
        yield Problem(location=place, reason=reason, advice=advice)
    vanished = [key for key in removed if key not in missing]
    if vanished:
        yield Problem(
            location=Location(path=project.name(project.dumps)),
            reason=f"{len(vanished)} published papers would vanish: {', '.join(vanished)}",
            advice="bring their dumps back, hide them in data/curation.yml, or add --allow-removals",
        )


def _place(location: Location) -> dict[str, object]:
    return {"file": location.path, "line": location.line}


def _doubts(digest: Digest) -> Iterator[Doubt]:
    """Yield papers whose primary topic is doubtful; what a curator decided is no doubt."""
    for key, label in digest.labels.items():
        primary = label.topics[0] if label.topics else None
        by_hand = primary is not None and [item.field for item in primary.evidence] == [None]
        if primary and not by_hand and primary.likelihood < digest.taxonomy.thresholds.doubtful_below:
            evidence = primary.evidence[:_EVIDENCE_SHOWN]
            yield Doubt(key=key, topic=primary.slug, likelihood=primary.likelihood, evidence=evidence)


def _topic_changes(digest: Digest, before: Mapping[str, tuple[str, ...]]) -> Iterator[TopicChange]:
    """Yield the topics whose number of papers changed by over a fifth; none on the first build."""
    counts = Counter(slug for topics in before.values() for slug in topics)
    for slug in digest.taxonomy.topic_titles if before else ():
        was, now = counts[slug], len(digest.by_topic.get(slug, ()))
        if abs(now - was) > _MUCH * was:
            yield TopicChange(topic=slug, before=was, now=now)
