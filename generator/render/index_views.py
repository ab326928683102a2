"""What the templates of indexes may see: small frozen values, every link relative to the site's root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.render.views import BroughtBy, CountedLink, Link, LinkGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """The index of all topics or all tags.

    Attributes:
        about: One sentence on how to use it.
        kind: "topics" or "tags".
    """

    title: str
    about: str
    kind: str
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionMonth:
    """A month in the index of editions.

    Attributes:
        month: Link to its page; none where the year has a single edition, which then stands alone.
        editions: Newest first.
    """

    month: CountedLink | None
    editions: tuple[CountedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionYear:
    """A year in the index of editions.

    Attributes:
        weeks: Newest first; none where no week has more than one edition.
        months: Newest first.
    """

    title: str
    weeks: tuple[CountedLink, ...]
    months: tuple[EditionMonth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsPage:
    """The index of editions.

    Attributes:
        recent: All of them, newest first, with the papers that they brought first.
    """

    title: str
    about: str
    recent: tuple[BroughtBy, ...]
    years: tuple[EditionYear, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed in both formats.

    Attributes:
        about: What it brings, in a few words, or empty.
        href: The page it belongs to.
        atom: Its address as Atom.
        json: Its address as JSON Feed.
    """

    title: str
    about: str
    href: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroup:
    """A heading over feeds: a group of topics, a facet of tags."""

    title: str
    slug: str
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StarredPage:
    """The page of the papers that its reader starred, which the browser fills in."""

    title: str
    about: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribePage:
    """The page of all feeds.

    Attributes:
        mailing_list: Link to it, absolute; None where there is none.
        feeds: Of everything and of editions.
        topics: Feeds of topics by group.
        tags: Feeds of tags by facet.
    """

    title: str
    about: str
    mailing_list: Link | None
    feeds: tuple[FeedLink, ...]
    topics: tuple[FeedGroup, ...]
    tags: tuple[FeedGroup, ...]
