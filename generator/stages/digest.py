"""The whole digest as one frozen value, with the lists that pages and exports are made of."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from generator.base.models import Label, Paper, Relation
from generator.config import UNSORTED, SiteSettings, Taxonomy
from generator.stages.gist import Gist

Key = TypeVar("Key")

_TRENDING_DAYS = 30
_TRENDING_SIZE = 50


@dataclass(frozen=True, kw_only=True)
class Digest:
    """Everything that is published.

    Attributes:
        settings: Name, address and options of the site.
        taxonomy: Topics and tags, in the order of the site.
        papers: Newest edition first, within an edition in the order of the dump.
        labels: The label of each paper, by citation key.
        relations: Related papers by citation key, best first.
        gists: The gist of each paper, by citation key; None where no sentence is good enough.
    """

    settings: SiteSettings
    taxonomy: Taxonomy
    papers: tuple[Paper, ...]
    labels: Mapping[str, Label]
    relations: Mapping[str, tuple[Relation, ...]]
    gists: Mapping[str, Gist | None]

    @cached_property
    def by_key(self) -> dict[str, Paper]:
        """Return the papers by citation key."""
        return {paper.key: paper for paper in self.papers}

    @cached_property
    def by_topic(self) -> dict[str, tuple[Paper, ...]]:
        """Return the papers of each topic that has any; unsorted ones under `UNSORTED`."""
        return _grouped(
            (slug, paper)
            for paper in self.papers
            for slug in [topic.slug for topic in self.labels[paper.key].topics] or [UNSORTED]
        )

    @cached_property
    def by_tag(self) -> dict[str, tuple[Paper, ...]]:
        """Return the papers of each tag that has any."""
        return _grouped((tag.slug, paper) for paper in self.papers for tag in self.labels[paper.key].tags)

    @cached_property
    def by_edition(self) -> dict[dt.date, tuple[Paper, ...]]:
        """Return the papers that each edition brought or brought again, newest edition first."""
        groups = _grouped((day, paper) for paper in self.papers for day in paper.editions)
        return {day: groups[day] for day in sorted(groups, reverse=True)}

    @cached_property
    def trending(self) -> tuple[Paper, ...]:
        """Return the papers of the last 30 days with most votes, at most 50; none where nobody votes.

        The days count back from the newest edition. Papers of as many votes are in reading order.
        """
        newest = max(self.by_edition, default=None)
        voted = [
            paper
            for paper in self.papers
            if newest and paper.votes and (newest - _first_seen(paper)).days < _TRENDING_DAYS
        ]
        return tuple(sorted(voted, key=lambda paper: -(paper.votes or 0))[:_TRENDING_SIZE])

    @cached_property
    def brought(self) -> dict[dt.date, int]:
        """Return how many papers each edition brought that no older dump had, newest edition first."""
        counts = Counter(map(_first_seen, self.papers))
        return {day: counts[day] for day in self.by_edition}

    def primary_topic(self, paper: Paper) -> str:
        """Return the slug of a paper's primary topic; `UNSORTED` where no topic fits."""
        topics = self.labels[paper.key].topics
        return topics[0].slug if topics else UNSORTED

    def is_new(self, paper: Paper) -> bool:
        """Return whether only the newest of several editions brought a paper."""
        newest = next(iter(self.by_edition), None)
        return len(self.by_edition) > 1 and _first_seen(paper) == newest


def in_reading_order(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return papers newest edition first, within an edition in the order of the dump."""
    return tuple(
        sorted(papers, key=lambda paper: (-paper.edition.toordinal(), paper.locations[:1], paper.key))
    )


def _first_seen(paper: Paper) -> dt.date:
    """Return the day that first brought a paper; a dump may be older than the edition that keeps it."""
    return min(paper.edition, paper.editions[0])


def _grouped(pairs: Iterable[tuple[Key, Paper]]) -> dict[Key, tuple[Paper, ...]]:
    """Return the papers of each key, in the order they come."""
    groups: dict[Key, list[Paper]] = defaultdict(list)
    for key, paper in pairs:
        groups[key].append(paper)
    return {key: tuple(papers) for key, papers in groups.items()}
