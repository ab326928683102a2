"""The account of one build."""

import json
from dataclasses import asdict, dataclass

from generator.base.errors import Location, Problem
from generator.base.models import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A record that is a paper already counted.

    Attributes:
        key: Of the paper.
        location: Of the record.
    """

    key: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A paper whose primary topic rests on little.

    Attributes:
        key: Of the paper.
        topic: Slug of its primary topic.
        score: Points of that topic.
        evidence: What spoke for it, strongest first; the first few.
    """

    key: str
    topic: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChange:
    """A topic that grew or shrank much since the last site.

    Attributes:
        topic: Its slug.
        before: Papers it had.
        now: Papers it has.
    """

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
        new_keys: Citation keys given by this build.
        unsorted: Keys of papers that no topic fits.
        removed: Keys that the site before had and this one has not.
        new: Keys of papers that the site before had not.
        merges: The merged records of published papers.
        doubtful: Papers whose primary topic rests on little, least first.
        without_authors: Keys of papers whose authors are not known.
        more_authors: Keys of papers whose list of authors goes on, and nobody here knows how.
        unused_tags: Slugs of tags that no paper has.
        topic_changes: Topics that grew or shrank much, in the order of the site.
    """

    parsed: int
    published: int
    merged: int
    hidden: int
    rejected: tuple[Problem, ...] = ()
    new_keys: tuple[str, ...] = ()
    unsorted: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    merges: tuple[Merge, ...] = ()
    doubtful: tuple[Doubt, ...] = ()
    without_authors: tuple[str, ...] = ()
    more_authors: tuple[str, ...] = ()
    unused_tags: tuple[str, ...] = ()
    topic_changes: tuple[TopicChange, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an account that does not add up; that is a bug, never a person's mistake."""
        if self.parsed != self.published + self.merged + self.hidden + len(self.rejected):
            message = f"the account does not add up: {self}"
            raise ValueError(message)

    def as_json(self) -> str:
        """Return the account as a JSON object."""
        return json.dumps(
            {
                "parsed": self.parsed,
                "published": self.published,
                "merged": self.merged,
                "hidden": self.hidden,
                "rejected": [_place(bad.location) | {"reason": bad.reason} for bad in self.rejected],
                "new_keys": self.new_keys,
                "unsorted": self.unsorted,
                "removed": self.removed,
                "new": self.new,
                "merges": [{"key": merge.key} | _place(merge.location) for merge in self.merges],
                "doubtful": [asdict(doubt) for doubt in self.doubtful],
                "without_authors": self.without_authors,
                "more_authors": self.more_authors,
                "unused_tags": self.unused_tags,
                "topic_changes": [asdict(change) for change in self.topic_changes],
            },
            ensure_ascii=False,
            indent=2,
        )

    def as_text(self) -> str:
        """Return the account in one line, the sum first."""
        return (
            f"{self.parsed} records = {self.published} published + {self.merged} merged"
            f" + {self.hidden} hidden + {len(self.rejected)} rejected;"
            f" {len(self.new_keys)} new, {len(self.unsorted)} unsorted,"
            f" {len(self.without_authors)} without authors, {len(self.removed)} removed"
        )


def _place(location: Location) -> dict[str, object]:
    return {"file": location.path, "line": location.line}
