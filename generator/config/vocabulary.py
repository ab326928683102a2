"""The tag vocabulary: `facets:` of `data/topics.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from generator.base.errors import DigestError, Problem
from generator.config.spelling import Spelling
from generator.config.yaml_source import Step, StrictModel, YamlSource

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name in addresses: lower-case letters and digits, joined by single hyphens."""


class Tag(StrictModel):
    """What a reader may filter by.

    Attributes:
        slug: Permanent, since it is an address.
        title: As it is shown.
        spellings: Phrases that stand for it.
        unless: Longer phrases that mean something else; a spelling that touches one does not count.
        needs: Phrases of which one must occur in title or abstract; empty for no condition.
        at_least: Mentions wanted. The title counts two, a sentence of the abstract one, and a sentence
            that only sets the scene a half.
        published_code: Whether it is given to papers whose code is published, whatever they are about.
    """

    slug: Slug
    title: str = Field(min_length=1)
    spellings: tuple[Spelling, ...] = ()
    unless: tuple[Spelling, ...] = ()
    needs: tuple[Spelling, ...] = ()
    at_least: int = Field(default=1, ge=1)
    published_code: bool = False

    @model_validator(mode="after")
    def _can_be_given(self) -> Tag:
        if not self.spellings and not self.published_code:
            message = "can never be given; list its spellings"
            raise ValueError(message)
        return self


class Facet(StrictModel):
    """Tags of one kind.

    Attributes:
        slug: Permanent, since it is part of an address.
        title: As it is shown.
        about: One sentence that says what its tags are.
        tags: In the order of the site.
    """

    slug: Slug
    title: str = Field(min_length=1)
    about: str = Field(min_length=1)
    tags: tuple[Tag, ...] = Field(min_length=1)

    def __hash__(self) -> int:
        """Return a cheap hash; facets are compared by all they hold."""
        return hash((self.slug, len(self.tags)))


def check_facets(facets: tuple[Facet, ...], source: YamlSource, at: tuple[Step, ...] = ("facets",)) -> None:
    """Refuse slugs that are taken and spellings that two tags claim.

    Args:
        facets: As loaded.
        source: The file they were loaded from.
        at: Where the list of facets stands in that file.

    Raises:
        DigestError: One problem for each, at the line of the second claim.
    """
    problems = (
        *_doubled_facets(facets, source, at),
        *_doubled_tags(facets, source, at),
        *_doubled_spellings(facets, source, at),
    )
    if problems:
        raise DigestError(*problems)


def _tags(facets: tuple[Facet, ...], at: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], Tag]]:
    """Yield each tag with the steps that lead to it."""
    for position, facet in enumerate(facets):
        for place, tag in enumerate(facet.tags):
            yield (*at, position, "tags", place), tag


def _doubled_facets(facets: tuple[Facet, ...], source: YamlSource, at: tuple[Step, ...]) -> Iterator[Problem]:
    taken: set[str] = set()
    for position, facet in enumerate(facets):
        if facet.slug in taken:
            yield source.problem((*at, position, "slug"), f"two facets have the slug '{facet.slug}'")
        taken.add(facet.slug)


def _doubled_tags(facets: tuple[Facet, ...], source: YamlSource, at: tuple[Step, ...]) -> Iterator[Problem]:
    taken: set[str] = set()
    for steps, tag in _tags(facets, at):
        if tag.slug in taken:
            yield source.problem((*steps, "slug"), f"two tags have the slug '{tag.slug}'")
        taken.add(tag.slug)


def _doubled_spellings(
    facets: tuple[Facet, ...], source: YamlSource, at: tuple[Step, ...]
) -> Iterator[Problem]:
    owners: dict[str, list[tuple[str, str]]] = {}
    for steps, tag in _tags(facets, at):
        for position, spelling in enumerate(tag.spellings):
            rivals = owners.setdefault(_folded(spelling), [])
            for owner in _owners_of(spelling, rivals, but=tag.slug):
                reason = f"the tags '{owner}' and '{tag.slug}' both claim the spelling '{spelling}'"
                yield source.problem((*steps, "spellings", position), reason, "leave it to one of them")
            rivals.append((spelling, tag.slug))


def _owners_of(spelling: str, rivals: Iterable[tuple[str, str]], *, but: str) -> list[str]:
    """Return the other tags that claim the spelling or one that finds the same text."""
    return sorted({owner for rival, owner in rivals if owner != but and _can_meet(spelling, rival)})


def _can_meet(spelling: str, rival: str) -> bool:
    """Return whether two spellings of equal fold can find the same text; the case of a word may part them."""
    pairs = zip(_words(spelling), _words(rival), strict=True)
    return all(one == other or one.islower() or other.islower() for one, other in pairs)


def _words(spelling: str) -> list[str]:
    return spelling.removesuffix("s").replace("-", " ").split(" ")


def _folded(spelling: str) -> str:
    """Return what spellings that can find the same text have in common."""
    return " ".join(_words(spelling)).casefold()
