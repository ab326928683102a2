"""The page of each topic, tag and edition, with a file of citations for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.digest import UNSORTED
from generator.render.addresses import edition_path, part_path, tag_path, topic_path
from generator.render.cards import date_in_words, edition_link
from generator.render.discovery import EDITIONS_PAGE, feed_links
from generator.render.exports import LIST_FORMATS
from generator.render.page import Page, root_of
from generator.render.views import CountedLink, Link, ListPage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from generator.digest import Digest
    from generator.models import Paper
    from generator.render.cards import Cards
    from generator.render.templates import Templates
    from generator.render.views import Listing

_NARROW = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    """A topic, tag or edition with its papers.

    Attributes:
        path: Address of its page.
        section: "topics", "tags" or "editions".
        title: Its name.
        about: One sentence, or empty.
        papers: In reading order.
        day: The date of an edition.
        previous: Link to the list before it in time.
        following: Link to the list after it in time.
    """

    path: str
    section: str
    title: str
    about: str
    papers: tuple[Paper, ...]
    day: dt.date | None = None
    previous: Link | None = None
    following: Link | None = None


def paper_lists(digest: Digest) -> Iterator[PaperList]:
    """Yield every topic (also without papers), every tag in use and every edition."""
    yield from _topics(digest)
    yield from _tags(digest)
    yield from _editions(digest)


def list_pages(
    lists: Iterator[PaperList], digest: Digest, cards: Cards, templates: Templates
) -> Iterator[Page]:
    """Yield the pages of each list."""
    for listed in lists:
        narrow = (counted_tags if listed.section == "topics" else counted_topics)(listed.papers, digest)
        for listing in cards.listings(listed.papers, listed.path):
            path = part_path(listed.path, listing.number)
            view = _view(listed, listing, narrow)
            title = listed.title if listing.number == 1 else f"{listed.title}, page {listing.number}"
            yield Page(
                path=path,
                section=listed.section,
                title=title,
                description=_description(listed, digest),
                body=templates.render("list", root=root_of(path), view=view),
                head=_feed_of(listed, path, digest.settings.name),
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
            yield PaperList(path=path, section="topics", title=topic.title, about=topic.about, papers=papers)
    if UNSORTED in digest.by_topic:
        yield PaperList(
            path=topic_path(UNSORTED),
            section="topics",
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
                    path=tag_path(tag.slug), section="tags", title=tag.title, about="", papers=papers
                )


def _editions(digest: Digest) -> Iterator[PaperList]:
    days = sorted(digest.by_edition)
    for position, day in enumerate(days):
        yield PaperList(
            path=edition_path(day),
            section="editions",
            title=date_in_words(day),
            about="",
            papers=digest.by_edition[day],
            day=day,
            previous=edition_link(days[position - 1]) if position else None,
            following=edition_link(days[position + 1]) if position + 1 < len(days) else None,
        )


def _feed_of(listed: PaperList, path: str, name: str) -> str:
    """Return what leads from a page of a list to its feed; editions share one."""
    if listed.section == "editions":
        return feed_links(path, EDITIONS_PAGE, f"{name}: editions")
    return feed_links(path, listed.path, f"{name}: {listed.title}")


_KINDS = {
    "topics": ("Topic", "All topics"),
    "tags": ("Tag", "All tags"),
    "editions": ("Edition", "All editions"),
}


def _view(listed: PaperList, listing: Listing, narrow: tuple[CountedLink, ...]) -> ListPage:
    kind, index = _KINDS[listed.section]
    return ListPage(
        title=listed.title,
        about=listed.about,
        kind=kind,
        parent=Link(href=f"{listed.section}/", text=index),
        listing=listing,
        downloads=_downloads(listed),
        narrow=narrow,
        previous=listed.previous,
        following=listed.following,
    )


def _downloads(listed: PaperList) -> tuple[Link, ...]:
    """Return links to the files of a list; a list of retracted papers alone has none."""
    forms = LIST_FORMATS if any(not paper.retracted for paper in listed.papers) else ()
    return tuple(Link(href=form.path(listed.path), text=form.name) for form in forms)


def _description(listed: PaperList, digest: Digest) -> str:
    count = len(listed.papers)
    return (
        listed.about
        or f"{count} {'paper' if count == 1 else 'papers'} in {digest.settings.name}: {listed.title}"
    )
