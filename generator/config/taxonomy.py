"""Topics in groups with their rules, and the tag vocabulary: `data/topics.yml`.

The weights that were fitted to labelled papers lie beside it, in `data/topic-weights.csv`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.config.spelling import Spelling
from generator.config.vocabulary import Facet, Slug, check_facets
from generator.config.yaml_source import StrictModel, YamlSource
from generator.errors import DigestError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.config.project import Project

FeatureKind = Literal["text", "title", "name", "tag"]
"""Where a fitted phrase is looked for: title and abstract, title alone, parts of coined names, tags."""

FEATURE_KINDS: tuple[FeatureKind, ...] = ("text", "title", "name", "tag")
BASE_RATE = "(base rate)"
"""Stands for the phrase in the row that holds a topic's starting score."""


class Rule(StrictModel):
    """A phrase that speaks for a topic, or against it.

    Attributes:
        phrases: Spellings; any of them is enough, and several count once.
        weight: Added to the topic's score; negative speaks against it.
        title_only: Whether the abstract does not count.
    """

    phrases: tuple[Spelling, ...] = Field(min_length=1)
    weight: float = Field(ge=-5, le=5)
    title_only: bool = False


class Topic(StrictModel):
    """What a reader browses by.

    Attributes:
        slug: Permanent, since it is an address.
        title: As it is shown.
        about: One sentence.
        rules: Written by hand.
    """

    slug: Slug
    title: str = Field(min_length=1)
    about: str = Field(min_length=1)
    rules: tuple[Rule, ...] = ()


class Group(StrictModel):
    """Topics under one heading, in the order of the site."""

    title: str = Field(min_length=1)
    topics: tuple[Topic, ...] = Field(min_length=1)


class Thresholds(StrictModel):
    """When a score is enough.

    Attributes:
        primary: The best topic needs this score, or the paper is unsorted.
        further: Another topic needs this score to be given as well.
        behind: Another topic may lie so far behind the best.
    """

    primary: float
    further: float
    behind: float = Field(ge=0)


class _TopicsFile(StrictModel):
    thresholds: Thresholds
    groups: tuple[Group, ...] = Field(min_length=1)
    facets: tuple[Facet, ...] = ()


Weights = dict[FeatureKind, dict[str, tuple[tuple[str, float], ...]]]
"""Topic and weight pairs by phrase, for each kind of feature."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Taxonomy:
    """Topics and tags in the order of the site, with everything that gives them.

    Attributes:
        groups: Of topics.
        facets: Of tags.
        thresholds: For topics.
        base_rates: Starting score of each topic that was fitted, by slug.
        weights: Fitted weights.
        topic_titles: By slug, in order.
        tag_titles: By slug, in order.
    """

    groups: tuple[Group, ...]
    facets: tuple[Facet, ...]
    thresholds: Thresholds
    base_rates: Mapping[str, float] = field(default_factory=dict)
    weights: Weights = field(default_factory=dict)

    @property
    def topics(self) -> Iterator[Topic]:
        """Yield all topics in order."""
        return (topic for group in self.groups for topic in group.topics)

    @property
    def topic_titles(self) -> dict[str, str]:
        """Return the name of each topic by slug."""
        return {topic.slug: topic.title for topic in self.topics}

    @property
    def tag_titles(self) -> dict[str, str]:
        """Return the name of each tag by slug."""
        return {tag.slug: tag.title for facet in self.facets for tag in facet.tags}


@dataclass(frozen=True, slots=True, order=True)
class WeightRow:
    """One line of the fitted weights.

    Attributes:
        kind: Where the phrase is looked for.
        phrase: Words in lower case, or a tag's slug, or `BASE_RATE`.
        topic: Slug.
        weight: What the phrase adds when it is the only one found.
    """

    kind: FeatureKind
    phrase: str
    topic: str
    weight: float


def load_taxonomy(project: Project) -> Taxonomy:
    """Return the topics and tags of a project.

    Raises:
        DigestError: One problem for each fault in topics.yml or the weights, with its line.
    """
    source = YamlSource(project.topics, project.name(project.topics))
    content = source.load(_TopicsFile)
    check_facets(content.facets, source)
    _check_topics(content.groups, source)
    known = {topic.slug for group in content.groups for topic in group.topics}
    rows = read_weights(project.topic_weights, project.name(project.topic_weights), known)
    return with_weights(
        Taxonomy(groups=content.groups, facets=content.facets, thresholds=content.thresholds), rows
    )


def with_weights(taxonomy: Taxonomy, rows: tuple[WeightRow, ...]) -> Taxonomy:
    """Return a taxonomy with these fitted weights instead of its own."""
    weights: dict[FeatureKind, dict[str, list[tuple[str, float]]]] = {kind: {} for kind in FEATURE_KINDS}
    for row in rows:
        if row.phrase != BASE_RATE:
            weights[row.kind].setdefault(row.phrase, []).append((row.topic, row.weight))
    return Taxonomy(
        groups=taxonomy.groups,
        facets=taxonomy.facets,
        thresholds=taxonomy.thresholds,
        base_rates={row.topic: row.weight for row in rows if row.phrase == BASE_RATE},
        weights={kind: {phrase: tuple(found) for phrase, found in weights[kind].items()} for kind in weights},
    )


def _check_topics(groups: tuple[Group, ...], source: YamlSource) -> None:
    places: dict[str, list[tuple[str | int, ...]]] = defaultdict(list)
    for position, group in enumerate(groups):
        for place, topic in enumerate(group.topics):
            places[topic.slug].append(("groups", position, "topics", place, "slug"))
    doubled = [(slug, steps) for slug, found in places.items() for steps in found[1:]]
    if doubled:
        raise DigestError(*(source.problem(steps, f"the slug '{slug}' is taken") for slug, steps in doubled))


def read_weights(path: Path, name: str, topics: set[str]) -> tuple[WeightRow, ...]:
    """Return the fitted weights in a file; a missing file holds none.

    Args:
        path: CSV with the columns kind, phrase, topic, weight.
        name: How messages call it.
        topics: Slugs that may be named.

    Raises:
        DigestError: One problem for each line that does not fit.
    """
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, None)
        read = [
            _row(line, Location(path=name, line=number), topics) for number, line in enumerate(lines, start=2)
        ]
    problems = tuple(row for row in read if isinstance(row, Problem))
    if header != _HEADER:
        reason = f"its first line is not '{','.join(_HEADER)}'"
        problems = (Problem(location=Location(path=name, line=1), reason=reason), *problems)
    if problems:
        raise DigestError(*problems)
    return tuple(row for row in read if isinstance(row, WeightRow))


def _row(line: list[str], location: Location, topics: set[str]) -> WeightRow | Problem:
    try:
        kind_text, phrase, topic, weight = line
        kind = next(kind for kind in FEATURE_KINDS if kind == kind_text)
        row = WeightRow(kind, phrase, topic, float(weight))
    except (ValueError, StopIteration):
        kinds = ", ".join(FEATURE_KINDS)
        return Problem(location=location, reason=f"is not kind ({kinds}), phrase, topic, weight: {line}")
    if topic not in topics:
        return Problem(
            location=location, reason=f"no topic has the slug '{topic}'", advice="mend or remove it"
        )
    return row


_HEADER = ["kind", "phrase", "topic", "weight"]


def format_weights(rows: tuple[WeightRow, ...]) -> str:
    """Return the file that `read_weights` reads, sorted, weights with three decimals."""
    lines = [f"{row.kind},{row.phrase},{row.topic},{row.weight:.3f}" for row in sorted(rows)]
    return "\n".join([",".join(_HEADER), *lines]) + "\n"
