"""The page of each topic, tag, edition, week and month, and of what trends; each has a file of citations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from generator.digest import UNSORTED
from generator.render.addresses import TRENDING, atom_path, edition_path, part_path, tag_path, topic_path
from generator.render.cards import date_in_words, edition_link
from generator.render.discovery import EDITIONS_PAGE, feed_links
from generator.render.exports import LIST_FORMATS
from generator.render.page import Page, root_of
from generator.render.periods import months, weeks
from generator.render.views import CountedLink, DayCards, Link, ListPage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from generator.digest import Digest
    from generator.models import Paper
    from generator.render.cards import Cards
    from generator.render.periods import Period
    from generator.render.templates import Templates
    from generator.render.views import Listing

_NARROW = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    """A topic, tag, edition, week or month with its papers.

    Attributes:
        path: Address of its page.
        section: "topics", "tags" or "editions".
        kind: What stands above its title: "Topic", "Week".
        title: Its name.
        about: One sentence, or empty.
        papers: In reading order.
        day: The date of an edition.
        day_of: Of a week or month, the edition that each paper is listed under, by key.
        periods: Of an edition, links to its week and month.
        previous: Link to the list before it in time.
        following: Link to the list after it in time.
    """

    path: str
    section: str
    kind: str
    title: str
    about: str
    papers: tuple[Paper, ...]
    day: dt.date | None = None
    day_of: Mapping[str, dt.date] = field(default_factory=dict)
    periods: tuple[Link, ...] = ()
    previous: Link | None = None
    following: Link | None = None

    @property
    def feed_page(self) -> str:
        """Return the address of the page whose feed brings what the list will get; editions share one."""
        return EDITIONS_PAGE if self.section == "editions" else self.path

    @property
    def feed_title(self) -> str:
        """Return the name of that feed."""
        return "editions" if self.section == "editions" else self.title


def paper_lists(digest: Digest) -> Iterator[PaperList]:
    """Yield every topic (also without papers), tag in use, edition, week and month, and what trends."""
    yield from _topics(digest)
    yield from _tags(digest)
    yield from _editions(digest)
    yield from _periods(weeks(digest.by_edition), digest)
    yield from _periods(months(digest.by_edition), digest)
    yield from _trending(digest)


def list_pages(
    lists: Iterator[PaperList], digest: Digest, cards: Cards, templates: Templates
) -> Iterator[Page]:
    """Yield the pages of each list."""
    for listed in lists:
        narrow = (counted_tags if listed.section == "topics" else counted_topics)(listed.papers, digest)
        marks_new = listed.section != "editions" or cards.marks_new(listed.papers)
        for listing in cards.listings(listed.papers, listed.path):
            path = part_path(listed.path, listing.number)
            view = _view(listed, listing, narrow, marks_new=marks_new)
            title = listed.title if listing.number == 1 else f"{listed.title}, page {listing.number}"
            yield Page(
                path=path,
                section=listed.section,
                title=title,
                description=_description(listed, digest),
                body=templates.render("list", root=root_of(path), view=view),
                head=feed_links(path, listed.feed_page, f"{digest.settings.name}: {listed.feed_title}"),
            )


def counted_topics(papers: tuple[Paper, ...], digest: Digest) -> tuple[CountedLink, ...]:
    """Return the topics of some papers, most frequent first."""
    counts = Counter(topic.slug for paper in papers for topic in digest.labels[paper.key].topics)
    titles = digest.taxonomy.topic_titles
    return _most(Counter({(topic_path(slug), titles[slug]): count for slug, count in counts.items()}))


def counted_tags(papers: tuple[Paper, ...], digest: Digest) -> tuple[CountedLink, ...]:
    """Return the tags of some papers, most frequent first."""
    counts = Counter(tag.slug for paper in papers for tag in digest.labels[paper.key].tags)
    titles = digest.taxonomy.tag_titles
    return _most(Counter({(tag_path(slug), titles[slug]): count for slug, count in counts.items()}))


def _most(counts: Counter[tuple[str, str]]) -> tuple[CountedLink, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_NARROW]
    return tuple(CountedLink(href=href, text=text, count=count) for (href, text), count in ordered)


def _topics(digest: Digest) -> Iterator[PaperList]:
    for group in digest.taxonomy.groups:
        for topic in group.topics:
            papers = digest.by_topic.get(topic.slug, ())
            path = topic_path(topic.slug)
            yield PaperList(
                path=path, section="topics", kind="Topic", title=topic.title, about=topic.about, papers=papers
            )
    if UNSORTED in digest.by_topic:
        yield PaperList(
            path=topic_path(UNSORTED),
            section="topics",
            kind="Topic",
            title="Unsorted",
            about="Papers that no topic fits well enough; a curator has not placed them yet.",
            papers=digest.by_topic[UNSORTED],
        )


def _tags(digest: Digest) -> Iterator[PaperList]:
    for facet in digest.taxonomy.facets:
        for tag in facet.tags:
            if tag.slug in digest.by_tag:
                papers = digest.by_tag[tag.slug]
                yield PaperList(
                    path=tag_path(tag.slug),
                    section="tags",
                    kind="Tag",
                    title=tag.title,
                    about="",
                    papers=papers,
                )


def _editions(digest: Digest) -> Iterator[PaperList]:
    days = sorted(digest.by_edition)
    week, month = ({day: period.link for period in of(days) for day in period.days} for of in (weeks, months))
    for position, day in enumerate(days):
        yield PaperList(
            path=edition_path(day),
            section="editions",
            kind="Edition",
            title=date_in_words(day),
            about="",
            papers=digest.by_edition[day],
            day=day,
            periods=(week[day], month[day]),
            previous=edition_link(days[position - 1]) if position else None,
            following=edition_link(days[position + 1]) if position + 1 < len(days) else None,
        )


def _periods(periods: Sequence[Period], digest: Digest) -> Iterator[PaperList]:
    """Yield weeks or months, which list a paper under the first of their editions that brought it."""
    for position, period in enumerate(periods):
        day_of = {paper.key: day for day in period.days for paper in digest.by_edition[day]}
        yield PaperList(
            path=period.link.href,
            section="editions",
            kind=period.kind,
            title=period.title,
            about="",
            papers=tuple(
                paper for day in period.days for paper in digest.by_edition[day] if day_of[paper.key] == day
            ),
            day_of=day_of,
            previous=periods[position + 1].link if position + 1 < len(periods) else None,
            following=periods[position - 1].link if position else None,
        )


def _trending(digest: Digest) -> Iterator[PaperList]:
    if digest.trending:
        yield PaperList(
            path=TRENDING,
            section="editions",
            kind="Editions",
            title="Trending",
            about=f"Most votes of the 30 days up to {date_in_words(max(digest.by_edition))}.",
            papers=digest.trending,
        )


_INDEXES = {"topics": "All topics", "tags": "All tags", "editions": "All editions"}


def _view(
    listed: PaperList, listing: Listing, narrow: tuple[CountedLink, ...], *, marks_new: bool
) -> ListPage:
    return ListPage(
        title=listed.title,
        about=listed.about,
        kind=listed.kind,
        parent=Link(href=f"{listed.section}/", text=_INDEXES[listed.section]),
        listing=listing,
        marks_new=marks_new,
        has_order=listing.has_votes and listed.path != TRENDING,
        days=_days(listed, listing),
        periods=listed.periods,
        feed=Link(href=atom_path(listed.feed_page), text="Feed"),
        downloads=_downloads(listed),
        narrow=narrow,
        previous=listed.previous,
        following=listed.following,
    )


def _downloads(listed: PaperList) -> tuple[Link, ...]:
    """Return links to the files of a list; a list of retracted papers alone has none."""
    forms = LIST_FORMATS if any(not paper.retracted for paper in listed.papers) else ()
    return tuple(Link(href=form.path(listed.path), text=form.name) for form in forms)


def _days(listed: PaperList, listing: Listing) -> tuple[DayCards, ...]:
    """Return the cards of a week or month by edition; nothing for other lists."""
    if not listed.day_of:
        return ()
    by_day = groupby(listing.cards, key=lambda card: listed.day_of[card.key])
    return tuple(
        DayCards(slug=day.isoformat(), edition=edition_link(day), cards=tuple(cards)) for day, cards in by_day
    )


def _description(listed: PaperList, digest: Digest) -> str:
    count = len(listed.papers)
    return (
        listed.about
        or f"{count} {'paper' if count == 1 else 'papers'} in {digest.settings.name}: {listed.title}"
    )
