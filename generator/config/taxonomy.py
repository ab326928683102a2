"""Topics with their rules and weights, and the tag vocabulary: `data/topics.yml`."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generator.base.errors import DigestError
from generator.base.project import Project
from generator.config.vocabulary import Facet, facet_problems, repeated_slugs
from generator.config.weights import FittedWeight, read_weights
from generator.config.yaml_source import StrictModel, YamlSource

_TopicSlug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
_Phrase = Annotated[str, StringConstraints(pattern=r"^\S*[^\W_]\S*( \S*[^\W_]\S*){0,4}$")]

UNSORTED = "unsorted"
"""Slug of the list of papers that no topic fits."""


class Rule(StrictModel):
    """What some phrases say for a topic, or against it.

    Attributes:
        weight: Points for each phrase that is found; negative when it speaks against the topic.
        phrases: One to five words each, as described at the head of `data/topics.yml`.
        where: The field that counts.
        unless: Phrases that silence the rule when title or abstract hold one of them.
    """

    weight: float = Field(ge=-30, le=30)
    phrases: tuple[_Phrase, ...] = Field(min_length=1)
    where: Literal["anywhere", "title", "abstract"] = "anywhere"
    unless: tuple[_Phrase, ...] = ()


class Topic(StrictModel):
    """A subject that readers browse by.

    Attributes:
        slug: The permanent name in its address.
        title: The name that is shown.
        about: What belongs to it, in one sentence.
        rules: Rules written by hand.
    """

    slug: _TopicSlug
    title: str = Field(min_length=1)
    about: str = Field(min_length=1)
    rules: tuple[Rule, ...] = ()


class TopicGroup(StrictModel):
    """Topics under one heading, in the order of the site."""

    title: str = Field(min_length=1)
    topics: tuple[Topic, ...] = Field(min_length=1)


class Thresholds(StrictModel):
    """How points become topics; with ten points more a topic is ten times as likely.

    Attributes:
        title_counts: How many times a phrase of a rule counts in the title.
        unsorted_below: Points that the best topic needs, beyond those of fitting nothing; with fewer the
            paper is unsorted.
        further_within: Points that a further topic may lie behind the best one.
        further_at_most: How many further topics a paper may have.
        doubtful_below: How likely the best topic is, 0 to 1, where the report asks a person to look.
    """

    title_counts: float = Field(default=2.0, ge=1, le=10)
    unsorted_below: float = 4.0
    further_within: float = Field(default=5.0, ge=0)
    further_at_most: int = Field(default=2, ge=0)
    doubtful_below: float = Field(default=0.5, ge=0, le=1)


class _TaxonomyFile(StrictModel):
    thresholds: Thresholds = Thresholds()
    groups: tuple[TopicGroup, ...] = Field(min_length=1)
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Taxonomy:
    """Everything that papers are sorted by, in the order of the site; compared by identity.

    Attributes:
        groups: Topics under their headings.
        thresholds: How points become topics.
        weights: Fitted weights, sorted; none for a digest whose rules alone sort.
        facets: The tag vocabulary.
    """

    groups: tuple[TopicGroup, ...]
    thresholds: Thresholds = field(default_factory=Thresholds)
    weights: tuple[FittedWeight, ...] = ()
    facets: tuple[Facet, ...] = ()

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """All topics in the order of the site."""
        return tuple(topic for group in self.groups for topic in group.topics)

    @cached_property
    def topic_titles(self) -> dict[str, str]:
        """Title of each topic, by slug."""
        return {topic.slug: topic.title for topic in self.topics}

    @cached_property
    def tag_titles(self) -> dict[str, str]:
        """Title of each tag, by slug."""
        return {tag.slug: tag.title for facet in self.facets for tag in facet.tags}

    @cached_property
    def code_tags(self) -> frozenset[str]:
        """Slugs of the tags that say that a paper's code is published."""
        return frozenset(tag.slug for facet in self.facets for tag in facet.tags if tag.published_code)


def load_taxonomy(project: Project) -> Taxonomy:
    """Return topics, rules, weights and tags of a project.

    Raises:
        DigestError: One problem for each value that does not fit, with file and line.
    """
    source = YamlSource(project.topics, project.name(project.topics))
    file = source.load(_TaxonomyFile)
    slugs = [
        (("groups", position, "topics", place, "slug"), topic.slug)
        for position, group in enumerate(file.groups)
        for place, topic in enumerate(group.topics)
    ]
    taken = (
        source.problem(at, f"the slug '{slug}' is taken") for at, slug in repeated_slugs(slugs, [UNSORTED])
    )
    if problems := (*taken, *facet_problems(file.facets, source)):
        raise DigestError(*problems)
    weights = read_weights(
        project.topic_weights, project.name(project.topic_weights), {UNSORTED, *(slug for _, slug in slugs)}
    )
    return Taxonomy(groups=file.groups, thresholds=file.thresholds, weights=weights, facets=file.facets)
