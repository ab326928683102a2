"""Papers as listings show them."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from generator.render.addresses import bib_path, edition_path, paper_path, part_path, tag_path, topic_path
from generator.render.authors import first_authors
from generator.render.identifiers import plain_title, web_address
from generator.render.metadata import render_coins
from generator.render.views import Card, Link, Listing, Star
from generator.text import parse_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from generator.digest import Digest
    from generator.models import Paper

_AUTHORS_SHOWN = 6


class Cards:
    """The cards of all papers, each made once."""

    def __init__(self, digest: Digest) -> None:
        """Prepare the cards of a digest."""
        self._digest = digest

    @cached_property
    def by_key(self) -> dict[str, Card]:
        """Return the card of each paper by citation key."""
        return {paper.key: self._card(paper) for paper in self._digest.papers}

    def listings(self, papers: Sequence[Paper], path: str) -> tuple[Listing, ...]:
        """Return the pages of a listing; an empty list has one empty page.

        Args:
            papers: In the order of the listing.
            path: Address of its first page.
        """
        size = self._digest.settings.per_page
        numbers = range(1, max(1, math.ceil(len(papers) / size)) + 1)
        links = tuple(Link(href=part_path(path, number), text=str(number)) for number in numbers)
        parts = [
            tuple(self.by_key[paper.key] for paper in papers[(number - 1) * size : number * size])
            for number in numbers
        ]
        return tuple(
            Listing(
                cards=cards,
                total=len(papers),
                number=number,
                pages=links,
                has_votes=len({card.votes for card in cards} - {None}) > 1,
            )
            for number, cards in zip(numbers, parts, strict=True)
        )

    def marks_new(self, papers: Iterable[Paper]) -> bool:
        """Return whether new papers of an edition are marked: where all are new, it goes without saying."""
        return not all(self._digest.is_new(paper) for paper in papers)

    def topics(self, key: str) -> tuple[Link, ...]:
        """Return links to a paper's topics, primary first."""
        titles = self._digest.taxonomy.topic_titles
        labels = self._digest.labels[key].topics
        return tuple(Link(href=topic_path(topic.slug), text=titles[topic.slug]) for topic in labels)

    def tags(self, key: str) -> tuple[Link, ...]:
        """Return links to a paper's tags."""
        titles = self._digest.taxonomy.tag_titles
        labels = self._digest.labels[key].tags
        return tuple(Link(href=tag_path(tag.slug), text=titles[tag.slug]) for tag in labels)

    def _card(self, paper: Paper) -> Card:
        authors, more = first_authors(paper.facts, _AUTHORS_SHOWN)
        path = paper_path(paper.key)
        return Card(
            key=paper.key,
            href=path,
            title=parse_text(paper.title).as_html(),
            is_new=self._digest.is_new(paper),
            votes=paper.votes,
            authors=authors,
            authors_more=more,
            published=published(paper),
            abstract=parse_text(paper.abstract).as_html(),
            topics=self.topics(paper.key),
            tags=self.tags(paper.key),
            bib_href=bib_path(path),
            code_href=web_address(paper.facts.code),
            coins=render_coins(paper),
            star=star(paper),
            retracted=bool(paper.retracted),
        )


def star(paper: Paper) -> Star:
    """Return what a browser keeps of a paper; plain text, and no longer than a card."""
    authors, more = first_authors(paper.facts, _AUTHORS_SHOWN)
    return Star(
        key=paper.key,
        retired=paper.retired_keys,
        title=plain_title(paper),
        authors=", ".join((*authors, *([f"and {more} more"] if more else []))),
    )


def published(paper: Paper) -> str:
    """Return venue and year in a few words: "IPDPS 2024", "arXiv 2025"; empty when unknown."""
    facts = paper.facts
    year = str(facts.year or "")
    place = parse_text(facts.venue).as_plain() or ("arXiv" if facts.arxiv else "")
    return place if not year or year in place else f"{place} {year}".strip()


def published_in_full(paper: Paper) -> str:
    """Return venue with volume and year: "Scientific Reports 15, 2025", "IPDPS 2024"."""
    if paper.facts.venue_in_full == paper.facts.venue:
        return published(paper)
    full = parse_text(paper.facts.venue_in_full).as_plain()
    year = str(paper.facts.year or "")
    return full if not year or year in full else f"{full}, {year}"


def edition_link(day: dt.date) -> Link:
    """Return the link to an edition, its date in words."""
    return Link(href=edition_path(day), text=date_in_words(day))


def date_in_words(day: dt.date) -> str:
    """Return a date as a reader says it: "2 October 2025"."""
    return f"{day.day} {day:%B %Y}"
