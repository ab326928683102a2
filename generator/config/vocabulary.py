"""The tag vocabulary: `facets:` of `data/topics.yml`, and the phrases that its tags are found by."""

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from generator.base.errors import Problem
from generator.config.yaml_source import Steps, StrictModel, YamlSource

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def spelling_problem(spelling: str) -> str:
    """Return why a text cannot be a spelling, or nothing."""
    if not spelling or spelling != " ".join(spelling.split()):
        return "is empty, or has white space at an end or doubled"
    if not _LETTER_OR_DIGIT.search(spelling.split(" ", maxsplit=1)[0]):
        return "holds no letter or digit in its first word"
    return ""


def _check_spelling(spelling: str) -> str:
    if reason := spelling_problem(spelling):
        message = f"the phrase '{spelling}' {reason}"
        raise ValueError(message)
    return spelling


Spelling = Annotated[str, AfterValidator(_check_spelling)]
"""A phrase to look for, as a curator may write it; `stages.classify.phrases` matches it."""
_TagSlug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name in addresses: lower-case letters and digits, joined by single hyphens."""


class Tag(StrictModel):
    """A word that readers filter papers by.

    Attributes:
        slug: The permanent name in its address.
        title: The name that is shown.
        spellings: Phrases that stand for it.
        unless: Longer phrases that mean something else; a spelling that touches one does not count.
        needs: Phrases of which one must occur in title or abstract, and not only for contrast; empty for
            no condition.
        at_least: Mentions wanted in a long abstract; a short one needs fewer, but one at least. The title
            counts two, a sentence of the abstract one, and a sentence that leads in to what the paper does,
            is about the work of others or looks ahead a half.
        published_code: Whether it is given to papers whose code is published, whatever they are about.
    """

    slug: _TagSlug
    title: str = Field(min_length=1)
    spellings: tuple[Spelling, ...] = ()
    unless: tuple[Spelling, ...] = ()
    needs: tuple[Spelling, ...] = ()
    at_least: int = Field(default=1, ge=1)
    published_code: bool = False

    @model_validator(mode="after")
    def _can_be_given(self) -> Self:
        if not self.spellings and not self.published_code:
            message = "can never be given; list its spellings"
            raise ValueError(message)
        return self


class Facet(StrictModel):
    """Tags of one kind, in the order of the site.

    Attributes:
        slug: The permanent name in addresses.
        title: The name that is shown.
        about: One sentence that says what its tags are.
    """

    slug: _TagSlug
    title: str = Field(min_length=1)
    about: str = Field(min_length=1)
    tags: tuple[Tag, ...] = Field(min_length=1)

    def __hash__(self) -> int:
        """Return a cheap hash; facets are compared by all they hold."""
        return hash((self.slug, len(self.tags)))


def facet_problems(facets: tuple[Facet, ...], source: YamlSource) -> Iterator[Problem]:
    """Yield slugs that are taken and spellings that two tags claim, at the line of the second claim."""
    slugs = [(("facets", position, "slug"), facet.slug) for position, facet in enumerate(facets)]
    for steps, slug in repeated_slugs(slugs):
        yield source.problem(steps, f"two facets have the slug '{slug}'")
    tags: list[tuple[Steps, Tag]] = [
        (("facets", position, "tags", place), tag)
        for position, facet in enumerate(facets)
        for place, tag in enumerate(facet.tags)
    ]
    for steps, slug in repeated_slugs(((*steps, "slug"), tag.slug) for steps, tag in tags):
        yield source.problem(steps, f"two tags have the slug '{slug}'")
    owners: dict[str, list[tuple[str, str]]] = {}
    for steps, tag in tags:
        for position, spelling in enumerate(tag.spellings):
            rivals = owners.setdefault(" ".join(_words(spelling)).casefold(), [])
            for owner in _other_owners(spelling, tag.slug, rivals):
                reason = f"the tags '{owner}' and '{tag.slug}' both claim the spelling '{spelling}'"
                yield source.problem((*steps, "spellings", position), reason, "leave it to one of them")
            rivals.append((spelling, tag.slug))


def repeated_slugs(
    slugs: Iterable[tuple[Steps, str]], taken: Iterable[str] = ()
) -> Iterator[tuple[Steps, str]]:
    """Yield the slugs that were taken before, or by one that came earlier, each with its place."""
    seen = set(taken)
    for steps, slug in slugs:
        if slug in seen:
            yield steps, slug
        seen.add(slug)


def _other_owners(spelling: str, tag: str, rivals: Iterable[tuple[str, str]]) -> list[str]:
    """Return the other tags that claim the spelling or one that finds the same text."""
    return sorted({owner for rival, owner in rivals if owner != tag and _can_meet(spelling, rival)})


def _can_meet(spelling: str, rival: str) -> bool:
    """Return whether two spellings can find the same text, which differ in case at most."""
    pairs = zip(_words(spelling), _words(rival), strict=True)
    return all(one == other or one.islower() or other.islower() for one, other in pairs)


def _words(spelling: str) -> list[str]:
    """Return the words of a spelling, where plural and hyphens make no difference."""
    return spelling.removesuffix("s").replace("-", " ").split(" ")
