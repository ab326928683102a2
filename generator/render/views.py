"""What each page template may see: small frozen values, every link relative to the site's root.

A template prefixes each link with `root` ("../../" two folders deep). `Markup` is HTML that is
safe as it is; every `str` is plain text, which the template engine escapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A named address: of a topic, a tag, an edition or a file."""

    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedLink:
    """A topic, tag or edition in an index, with its number of papers and what it is about."""

    href: str
    text: str
    count: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """A heading over links: a group of topics, a facet of tags, a year of editions.

    Attributes:
        about: One sentence below the heading, or empty.
    """

    title: str
    slug: str
    links: tuple[CountedLink, ...]
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """What a browser keeps of a paper that its reader stars.

    Attributes:
        key: Citation key.
        retired: Keys that it had before.
        title: Plain text.
        authors: Names as on a card, with how many more there are.
    """

    key: str
    retired: tuple[str, ...]
    title: str
    authors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One paper in a listing.

    Attributes:
        key: Citation key.
        href: The paper's page.
        title: Title with mathematics.
        is_new: Whether the newest edition brought it.
        votes: Of readers; None where nobody counts them.
        authors: Names in order; long lists are cut, and "et al." ends one that goes on.
        authors_more: How many names were cut.
        published: Venue and year, "IPDPS 2024" or "arXiv 2025"; empty when unknown.
        abstract: Whole abstract with mathematics; the page shows two lines and opens it in place.
        topics: Primary first.
        tags: In the order of the vocabulary.
        bib_href: BibTeX download.
        code_href: Published code; empty when unknown.
        coins: The paper for Zotero, a query string.
        star: The paper for who stars it.
        retracted: Whether the title is struck through.
    """

    key: str
    href: str
    title: Markup
    is_new: bool
    votes: int | None
    authors: tuple[str, ...]
    authors_more: int
    published: str
    abstract: Markup
    topics: tuple[Link, ...]
    tags: tuple[Link, ...]
    bib_href: str
    code_href: str
    coins: str
    star: Star
    retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list of papers.

    Attributes:
        cards: At most 100.
        total: Papers on all pages of the list.
        number: 1-based number of this page.
        pages: Links to all pages of the list; a single one when the list fits a page.
        has_votes: Whether there is an order by votes.
    """

    cards: tuple[Card, ...]
    total: int
    number: int
    pages: tuple[Link, ...]
    has_votes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCards:
    """The papers of one edition on the page of a week or month.

    Attributes:
        slug: The date.
        edition: Link to it, with all its papers counted.
        cards: Those that it brought first, of this week or month.
    """

    slug: str
    edition: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBy:
    """An edition, and how many papers it brought that no older dump had."""

    day: dt.date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedPaper:
    """A related paper and the reason for it; the title of a retracted one is struck through."""

    href: str
    title: Markup
    authors: str
    published: str
    terms: tuple[str, ...]
    retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFormat:
    """A paper in a form to copy or download.

    Attributes:
        slug: Its anchor on the page.
        name: "BibTeX", "APA".
        href: Of the file.
        code: What the file holds, for programs; empty for a reference.
        reference: For people, with italics; empty for code.
    """

    slug: str
    name: str
    href: str
    code: str = ""
    reference: Markup | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """The page of one paper.

    Attributes:
        authors: All names in order, "et al." at the end of a list that goes on; empty when unknown.
        published: Venue in full and year, "Scientific Reports 15, 2025"; empty when unknown.
        links: To arXiv, PDF, DOI, code and landing page, as far as known.
        editions: The editions that brought it, first one first.
        formats: The paper to be cited, in each format.
        fix_href: Opens an issue with its facts; empty where no repository is known.
        votes: Of readers; None where nobody counts them.
        star: The paper for who stars it.
        retracted: Why nobody should rely on it; empty when it stands.
    """

    key: str
    title: Markup
    authors: tuple[str, ...]
    published: str
    links: tuple[Link, ...]
    abstract: Markup
    topics: tuple[Link, ...]
    tags: tuple[Link, ...]
    editions: tuple[Link, ...]
    votes: int | None
    related: tuple[RelatedPaper, ...]
    formats: tuple[CitationFormat, ...]
    fix_href: str
    star: Star
    retracted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The page of one topic, tag, edition, week or month, or of what trends.

    Attributes:
        title: Its name, or the date in words.
        about: One sentence; empty for tags and editions.
        kind: "Topic", "Tag", "Edition", "Week", "Month" or "Trending", shown above the title.
        parent: The index it belongs to.
        listing: Its papers.
        marks_new: Whether new papers are marked.
        has_order: Whether a reader may choose the order by votes.
        days: The same by edition; weeks and months only.
        periods: Its week and month; editions only.
        feed: What may be followed.
        downloads: Its papers as files.
        narrow: Its most frequent topics or tags, as links.
        previous: The one before it in time; editions, weeks and months only.
        following: The one after it in time, likewise.
    """

    title: str
    about: str
    kind: str
    parent: Link
    listing: Listing
    marks_new: bool
    has_order: bool
    days: tuple[DayCards, ...] = ()
    periods: tuple[Link, ...] = ()
    feed: Link
    downloads: tuple[Link, ...]
    narrow: tuple[CountedLink, ...] = ()
    previous: Link | None = None
    following: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The front page.

    Attributes:
        name: Of the site.
        about: What it is, one or two sentences.
        papers: Number of papers.
        editions: Number of editions.
        groups: Topics by group.
        latest: The newest edition.
        recent: Editions, newest first, with the papers that they brought first.
        cards: Its first papers.
        marks_new: Whether new papers are marked.
        trending: The papers with most votes; empty where nobody votes.
        more: How many papers it has beside them.
        downloads: The whole digest as files.
    """

    name: str
    about: str
    papers: int
    editions: int
    groups: tuple[LinkGroup, ...]
    latest: CountedLink | None
    recent: tuple[BroughtBy, ...]
    cards: tuple[Card, ...]
    marks_new: bool
    trending: tuple[Card, ...]
    more: int
    downloads: tuple[Link, ...]
