"""Topics, their rules and weights, and the tag vocabulary: `data/topics.yml`, `data/topic-weights.csv`.

The rules are written by hand; the weights are made by `digest fit` and may be changed by hand too.
"""

import csv
import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from generator.base.errors import DigestError, Location, Problem
from generator.config.project import Project
from generator.config.vocabulary import Facet, check_facets
from generator.config.yaml_source import StrictModel, YamlSource

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
Phrase = Annotated[str, StringConstraints(pattern=r"^\S*[A-Za-z0-9]\S*( \S*[A-Za-z0-9]\S*){0,4}$")]
Where = Literal["anywhere", "title", "abstract", "name", "claim", "rules"]
WEIGHT_COLUMNS = ("phrase", "where", "topic", "weight")
"""The header of `data/topic-weights.csv`."""


class Rule(StrictModel):
    """What some phrases say for a topic, or against it.

    Attributes:
        weight: Points for each phrase that is found; negative when it speaks against the topic.
        phrases: One to five words each, as described at the head of `data/topics.yml`.
        where: The field that counts.
        unless: Phrases that silence the rule when title or abstract hold one of them.
    """

    weight: float = Field(ge=-30, le=30)
    phrases: tuple[Phrase, ...] = Field(min_length=1)
    where: Literal["anywhere", "title", "abstract"] = "anywhere"
    unless: tuple[Phrase, ...] = ()


class Topic(StrictModel):
    """A subject that readers browse by.

    Attributes:
        slug: Permanent, since it is an address.
        title: As it is shown.
        about: What belongs to it, in one sentence.
        leads_from: For a topic that is a kind of work and no subject: with so many points it comes first,
            whatever the subjects have. Missing for a subject.
        rules: Written by hand.
    """

    slug: Slug
    title: str = Field(min_length=1)
    about: str = Field(min_length=1)
    leads_from: float | None = None
    rules: tuple[Rule, ...] = ()


class TopicGroup(StrictModel):
    """Topics under one heading.

    Attributes:
        title: As it is shown.
        topics: In the order of the site.
    """

    title: str = Field(min_length=1)
    topics: tuple[Topic, ...] = Field(min_length=1)


class Thresholds(StrictModel):
    """How points become topics.

    Attributes:
        title_counts: How many times a phrase of a rule counts in the title.
        points_per_step: Points between a paper on the border of a topic and a typical one, when weights are
            fitted: a paper that has nothing of the topic is as far below the border, at 0.
        unsorted_below: Points that the best topic needs; with fewer the paper is unsorted.
        further_within: Points that a further subject may lie behind the best one, and a kind of work behind
            the points that it leads from.
        further_at_most: How many further topics a paper may have.
        doubtful_below: Points of the best topic under which the report asks a person to look.
    """

    title_counts: float = Field(default=2.0, ge=1, le=10)
    points_per_step: float = Field(default=30.0, gt=0)
    unsorted_below: float = 5.0
    further_within: float = Field(default=30.0, ge=0)
    further_at_most: int = Field(default=2, ge=0)
    doubtful_below: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FittedWeight:
    """One row of `data/topic-weights.csv`.

    Attributes:
        phrase: Words in lower case, singular, one space between; empty for the topic's base rate; the slug
            of a topic where rules count.
        where: anywhere, title, abstract, name (part of a name in the title: "bench" of "MathBench"),
            claim (after "we introduce", "this paper presents") or rules (of the topic named).
        topic: Slug.
        weight: Points for an abstract of usual length; where rules count, what one of their points is worth.
    """

    phrase: str
    where: Where
    topic: str
    weight: float


class _TaxonomyFile(StrictModel):
    thresholds: Thresholds = Thresholds()
    groups: tuple[TopicGroup, ...] = Field(min_length=1)
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taxonomy:
    """Everything that papers are sorted by; compared by identity.

    Attributes:
        groups: Topics in the order of the site.
        thresholds: How points become topics.
        weights: Fitted weights, sorted.
        facets: The tag vocabulary.
    """

    groups: tuple[TopicGroup, ...]
    thresholds: Thresholds = field(default_factory=Thresholds)
    weights: tuple[FittedWeight, ...] = ()
    facets: tuple[Facet, ...] = ()

    @property
    def topics(self) -> tuple[Topic, ...]:
        """All topics in the order of the site."""
        return tuple(topic for group in self.groups for topic in group.topics)

    @property
    def topic_titles(self) -> dict[str, str]:
        """Title of each topic, by slug."""
        return {topic.slug: topic.title for topic in self.topics}

    @property
    def tag_titles(self) -> dict[str, str]:
        """Title of each tag, by slug."""
        return {tag.slug: tag.title for facet in self.facets for tag in facet.tags}

    @property
    def code_tags(self) -> frozenset[str]:
        """Slugs of the tags that say that a paper's code is published."""
        return frozenset(tag.slug for facet in self.facets for tag in facet.tags if tag.published_code)


def load_taxonomy(project: Project) -> Taxonomy:
    """Return topics, rules, weights and tags of a project.

    Raises:
        DigestError: One problem for each value that does not fit, with file and line.
    """
    source = YamlSource(project.topics, project.name(project.topics))
    content = source.load(_TaxonomyFile)
    problems = tuple(_doubled(content, source))
    if problems:
        raise DigestError(*problems)
    check_facets(content.facets, source)
    slugs = {topic.slug for group in content.groups for topic in group.topics}
    return Taxonomy(
        groups=content.groups,
        thresholds=content.thresholds,
        weights=_read_weights(project.topic_weights, project.name(project.topic_weights), slugs),
        facets=content.facets,
    )


def _doubled(content: _TaxonomyFile, source: YamlSource) -> Iterator[Problem]:
    """Yield a problem for each slug that an earlier topic has."""
    taken = {"unsorted"}  # the list of papers that no topic fits
    for position, group in enumerate(content.groups):
        for place, topic in enumerate(group.topics):
            if topic.slug in taken:
                steps = ("groups", position, "topics", place, "slug")
                yield source.problem(steps, f"the slug '{topic.slug}' is taken")
            taken.add(topic.slug)


def _read_weights(path: Path, name: str, topics: Collection[str]) -> tuple[FittedWeight, ...]:
    """Return the rows of the table, sorted; a table that is not there has none.

    Raises:
        DigestError: One problem for each row that does not fit.
    """
    if not path.is_file():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(enumerate(csv.reader(lines), start=1))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DigestError(Problem(location=Location(path=name), reason=f"is not a table: {error}")) from None
    found = [(line, _weight(row, topics)) for line, row in rows[1:]]
    problems = [
        Problem(location=Location(path=name, line=line), reason=item)
        for line, item in found
        if isinstance(item, str)
    ]
    if not rows or tuple(rows[0][1]) != WEIGHT_COLUMNS:
        reason = f"the first line is not '{','.join(WEIGHT_COLUMNS)}'"
        problems.insert(0, Problem(location=Location(path=name, line=1), reason=reason))
    if problems:
        raise DigestError(*problems)
    return tuple(sorted(item for _, item in found if isinstance(item, FittedWeight)))


def _weight(row: list[str], topics: Collection[str]) -> FittedWeight | str:
    """Return what a row says, or what is wrong with it."""
    if len(row) != len(WEIGHT_COLUMNS):
        return f"has {len(row)} columns, not {len(WEIGHT_COLUMNS)}"
    phrase, where, topic, number = row
    for slug in (topic, phrase) if where == "rules" else (topic,):
        if slug not in topics:
            return f"names no topic: '{slug}'"
    try:
        weight = float(number)
    except ValueError:
        weight = math.nan
    if not math.isfinite(weight):
        return f"the weight is no number: '{number}'"
    for known in get_args(Where):
        if where == known:
            return FittedWeight(phrase=phrase, where=known, topic=topic, weight=weight)
    return f"counts nowhere: '{where}' is none of {', '.join(get_args(Where))}"


def format_weights(weights: Iterable[FittedWeight]) -> str:
    """Return the table that a taxonomy reads, sorted, weights to a hundredth of a point."""
    lines = [f"{row.phrase},{row.where},{row.topic},{row.weight:.2f}" for row in sorted(weights)]
    return "\n".join([",".join(WEIGHT_COLUMNS), *lines]) + "\n"
