"""The lists of papers: each topic, tag, edition, week and month, and what trends.

A long list is cut into pages that are counted from where it does not grow: a page that is full holds the same
papers for good, at the same address.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Literal

from generator.base.models import Paper
from generator.config import UNSORTED
from generator.output.addresses import EDITIONS, TRENDING, Link, edition_path, tag_path, topic_path
from generator.output.words import ENGLISH, Words
from generator.stages.digest import Digest

_CARD_WEIGHS = 3
"""How many titles weigh as much as a paper with its gist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A week or month that has editions.

    Attributes:
        kind: "Week" or "Month".
        slug: The period as ISO 8601 writes it: "2025-W40", "2025-10".
        title: "Week 40 of 2025", "October 2025".
        short_title: The title below the heading of its year: "Week 40", "October".
        days: Dates of its editions, newest first.
    """

    kind: Literal["Week", "Month"]
    slug: str
    title: str
    short_title: str
    days: tuple[dt.date, ...]

    @property
    def link(self) -> Link:
        """The link to its page."""
        return Link(url=edition_path(self.slug), title=self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    """A topic, tag, edition, week or month with its papers.

    Attributes:
        path: Address of its page.
        section: The index that it belongs to.
        kind: "Topic", "Week" and so on, in English.
        title: Its name.
        about: One sentence, or empty.
        papers: Papers in reading order, newest first.
        day: The date of an edition.
        day_of: The edition that each paper of a week or month is listed under, by key.
        periods: Links to the week and month of an edition.
        previous: Link to the list before it in time.
        following: Link to the list after it in time.
    """

    path: str
    section: Literal["topics", "tags", "editions"]
    kind: str
    title: str
    about: str = ""
    papers: tuple[Paper, ...]
    day: dt.date | None = None
    day_of: Mapping[str, dt.date] = field(default_factory=dict)
    periods: tuple[Link, ...] = ()
    previous: Link | None = None
    following: Link | None = None

    @property
    def titles_only(self) -> bool:
        """Whether it has titles alone: a week or month repeats what its editions show."""
        return bool(self.day_of)

    @property
    def feed(self) -> Link:
        """Return the page whose feed brings what the list will get, and its title; editions share one."""
        is_edition = self.section == "editions"
        return Link(title="Editions" if is_edition else self.title, url=EDITIONS if is_edition else self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPart:
    """One page of a list.

    Attributes:
        number: Ends its address; None for the list's own page.
        label: Its name in the row of pages.
        path: Address of the page.
        papers: Papers of this page, in the order of the list.
        total: The papers that the page counts: those of the list, or its own where the list grows without it.
        pages: Links to pages beside this one, in the order of the list; empty where there is one page.
        is_full: Whether it holds the same papers for good, though the list grows.
    """

    number: int | None
    label: str
    path: str
    papers: tuple[Paper, ...]
    total: int
    pages: tuple[Link, ...]
    is_full: bool


def list_parts(listed: PaperList, size: int, words: Words = ENGLISH) -> Iterator[ListPart]:
    """Yield the pages of a list in its order; an empty list has one empty page.

    An edition is as its dump was, so its pages are counted from its first paper. Any other list gets papers
    at its beginning, so its pages are counted from the last one, the oldest.

    Args:
        listed: The list.
        size: Papers on a full page; three times as many for a list of titles. The page that is not full holds
            between half and one and half times as many.
        words: The language of the site.
    """
    size = size * _CARD_WEIGHS if listed.titles_only else size
    full = 0 if listed.path == TRENDING else max(0, (len(listed.papers) - (size + 1) // 2) // size)
    rest = len(listed.papers) - full * size
    numbers: Sequence[int | None]
    if listed.day:
        numbers, sizes = (None, *range(2, full + 2)), [size] * full + [rest]
        labels = [str(number or 1) for number in numbers]
    else:
        numbers, sizes = (None, *range(full, 0, -1)), [rest] + [size] * full
        labels = [str(number or words.say("Newest")) for number in numbers]
    paths = [f"{listed.path}{number}/" if number else listed.path for number in numbers]
    pages = tuple(Link(title=label, url=path) for label, path in zip(labels, paths, strict=True) if full)
    papers = iter(listed.papers)
    for place, (number, held) in enumerate(zip(numbers, sizes, strict=True)):
        own, is_full = tuple(islice(papers, held)), bool(number and not listed.day)
        yield ListPart(
            number=number,
            label=labels[place],
            path=paths[place],
            papers=own,
            total=len(own) if is_full else len(listed.papers),
            pages=_beside(pages, place) if is_full else pages,
            is_full=is_full,
        )


def _beside(pages: tuple[Link, ...], place: int) -> tuple[Link, ...]:
    """Return the first page, those beside a place and the last one: a list that grows changes few of them."""
    shown = {0, place - 1, place, place + 1, len(pages) - 1}
    return tuple(page for number, page in enumerate(pages) if number in shown)


def paper_lists(digest: Digest, words: Words = ENGLISH) -> Iterator[PaperList]:
    """Yield every topic (also without papers), tag in use, edition, week and month, and what trends.

    Args:
        digest: The papers, topics and tags.
        words: The language of the names.
    """
    yield from _topics(digest, words)
    yield from _tags(digest)
    yield from _editions(digest, words)
    yield from _periods(weeks(digest.by_edition, words), digest)
    yield from _periods(months(digest.by_edition, words), digest)
    yield from _trending(digest, words)


def edition_link(day: dt.date, digest: Digest, words: Words = ENGLISH) -> Link:
    """Return the link to an edition, its date in words, with its number of papers."""
    return Link(url=edition_path(day), title=words.date(day), count=len(digest.by_edition[day]))


def weeks(days: Iterable[dt.date], words: Words = ENGLISH) -> tuple[Period, ...]:
    """Return the weeks, Monday to Sunday, of some days, newest first, named in a language."""
    grouped = groupby(sorted(days, reverse=True), key=lambda day: f"{day:%G-W%V}")
    return tuple(_period("Week", words.week, slug, tuple(own)) for slug, own in grouped)


def months(days: Iterable[dt.date], words: Words = ENGLISH) -> tuple[Period, ...]:
    """Return the months of some days, newest first, named in a language."""
    grouped = groupby(sorted(days, reverse=True), key=lambda day: f"{day:%Y-%m}")
    return tuple(_period("Month", words.month, slug, tuple(own)) for slug, own in grouped)


def _period(
    kind: Literal["Week", "Month"], say: Callable[..., str], slug: str, days: tuple[dt.date, ...]
) -> Period:
    title, short = say(days[0]), say(days[0], with_year=False)
    return Period(kind=kind, slug=slug, title=title, short_title=short, days=days)


def _topics(digest: Digest, words: Words) -> Iterator[PaperList]:
    for group in digest.taxonomy.groups:
        for topic in group.topics:
            yield PaperList(
                path=topic_path(topic.slug),
                section="topics",
                kind="Topic",
                title=topic.title,
                about=topic.about,
                papers=digest.by_topic.get(topic.slug, ()),
            )
    if UNSORTED in digest.by_topic:
        yield PaperList(
            path=topic_path(UNSORTED),
            section="topics",
            kind="Topic",
            title=words.say("Unsorted"),
            about=words.say("Papers that no topic fits well enough; a curator has not placed them yet."),
            papers=digest.by_topic[UNSORTED],
        )


def _tags(digest: Digest) -> Iterator[PaperList]:
    tags = (tag for facet in digest.taxonomy.facets for tag in facet.tags if tag.slug in digest.by_tag)
    for tag in tags:
        yield PaperList(
            path=tag_path(tag.slug),
            section="tags",
            kind="Tag",
            title=tag.title,
            papers=digest.by_tag[tag.slug],
        )


def _editions(digest: Digest, words: Words) -> Iterator[PaperList]:
    days = sorted(digest.by_edition)
    week, month = (
        {day: period.link for period in of(days, words) for day in period.days} for of in (weeks, months)
    )
    for position, day in enumerate(days):
        yield PaperList(
            path=edition_path(day),
            section="editions",
            kind="Edition",
            title=words.date(day),
            papers=digest.by_edition[day],
            day=day,
            periods=(week[day], month[day]),
            previous=edition_link(days[position - 1], digest, words) if position else None,
            following=edition_link(days[position + 1], digest, words) if position + 1 < len(days) else None,
        )


def _periods(periods: Sequence[Period], digest: Digest) -> Iterator[PaperList]:
    """Yield weeks or months, which list a paper under the first of their editions that brought it."""
    for position, period in enumerate(periods):
        day_of = {paper.key: day for day in period.days for paper in digest.by_edition[day]}
        yield PaperList(
            path=period.link.url,
            section="editions",
            kind=period.kind,
            title=period.title,
            papers=tuple(
                paper for day in period.days for paper in digest.by_edition[day] if day_of[paper.key] == day
            ),
            day_of=day_of,
            previous=periods[position + 1].link if position + 1 < len(periods) else None,
            following=periods[position - 1].link if position else None,
        )


def _trending(digest: Digest, words: Words) -> Iterator[PaperList]:
    if digest.trending:
        yield PaperList(
            path=TRENDING,
            section="editions",
            kind="Editions",
            title=words.say("Trending"),
            about=words.say("Most votes of the 30 days up to {day}.", day=words.date(max(digest.by_edition))),
            papers=digest.trending,
        )
