"""Is it the same paper? Identifiers, titles, first authors, abstracts and years, compared in one place.

Merging, the bibliography, the answers of providers and labelled papers all ask here. How much is enough
differs, since two records of one title need less than the answer of a provider: thresholds stand with those
who ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from generator.base.identity.people import author_words, same_person
from generator.base.identity.titles import (
    Likeness,
    closest_title,
    compare_titles,
    is_telling,
    share_most_words,
)
from generator.base.models import Facts
from generator.base.text import normalise_title

__all__ = [
    "Likeness",
    "Place",
    "abstract_likeness",
    "author_words",
    "closest_title",
    "compare_titles",
    "contradict",
    "identifiers",
    "is_another_work",
    "is_telling",
    "place_of",
    "same_first_author",
    "same_person",
    "share_identifier",
    "share_most_words",
    "years_fit",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a journal or in proceedings a paper stands; what is not known is empty."""

    venue: str
    parts: tuple[str, ...]

    def contradicts(self, other: "Place") -> bool:
        """Return whether both name one venue, and not the same volume, number, first page or year in it."""
        pairs = zip(self.parts, other.parts, strict=True)
        return self.venue == other.venue and any(one != two for one, two in pairs if one and two)


def place_of(facts: Facts) -> Place | None:
    """Return where a paper stands in its venue; None without a venue."""
    page = facts.pages.partition("-")[0].strip(" +")
    parts = (facts.volume, facts.number, page, str(facts.year or ""))
    return Place(_plain_venue(facts.venue), parts) if facts.venue else None


@lru_cache(maxsize=10_000)
def _plain_venue(venue: str) -> str:
    return normalise_title(venue)


def identifiers(facts: Facts) -> list[str]:
    """Return the identifiers of a paper in the form in which the same one always looks the same."""
    found = {"arxiv": facts.arxiv, "doi": facts.doi.casefold()}
    return [f"{kind}:{value}" for kind, value in found.items() if value]


def share_identifier(facts: Facts, others: Facts) -> bool:
    """Return whether an arXiv identifier or a DOI is the same."""
    return not set(identifiers(facts)).isdisjoint(identifiers(others))


def contradict(facts: Facts, others: Facts, most_years: int | None = None) -> bool:
    """Return whether facts are of two papers: other identifiers, or other places in one venue.

    Args:
        facts: Facts of one paper.
        others: Facts of another paper, or of the same.
        most_years: Years that may lie between them, as between a preprint and its venue; None for any number.
    """
    if facts.arxiv and others.arxiv and facts.arxiv != others.arxiv:
        return True
    if facts.doi and others.doi and facts.doi.casefold() != others.doi.casefold():
        return True
    editions = {facts.details.get("book_edition").casefold(), others.details.get("book_edition").casefold()}
    if len(editions - {""}) > 1:
        return True
    place, other_place = place_of(facts), place_of(others)
    if place and other_place and place.contradicts(other_place):
        return True
    return most_years is not None and not years_fit(facts, others, most_years)


def is_another_work(facts: Facts, title: str, others: Facts, other_title: str) -> bool:
    """Return whether two records are of different works, whatever DOI both name, as papers of one volume do.

    Their titles have little in common, and their first authors are different people or not known.
    """
    if not (is_telling(title) and is_telling(other_title)):
        return False
    if compare_titles(title, other_title) != "other":
        return False
    if share_most_words(title, other_title, fewest=2, part=0.5):
        return False
    return same_first_author(facts, others) is not True


def years_fit(facts: Facts, others: Facts, most: int) -> bool:
    """Return whether years lie no further apart than so many; an unknown year fits any other."""
    return facts.year is None or others.year is None or abs(facts.year - others.year) <= most


def same_first_author(facts: Facts, others: Facts) -> bool | None:
    """Return whether first authors may be one person; None where one is not known."""
    if not facts.authors or not others.authors:
        return None
    return same_person(facts.authors[0], others.authors[0])


def abstract_likeness(words: Iterable[str], others: Iterable[str]) -> float | None:
    """Return the Jaccard similarity of two abstracts' words, 0 to 1; None where one has no words."""
    one, two = frozenset(words), frozenset(others)
    return len(one & two) / len(one | two) if one and two else None
