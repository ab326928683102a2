"""What each template of feeds may see: small frozen values, every address absolute."""

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from generator.output.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A topic or tag in a feed.

    Attributes:
        scheme: Address of the index that it belongs to.
        term: Its slug.
        label: Its title.
    """

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A paper or an edition in a feed; addresses are absolute.

    Attributes:
        id: Never changes.
        url: Its page.
        external_url: Where it is published; empty when unknown.
        title: Plain text.
        authors: All names in order; empty when unknown, and for editions.
        published: The day that brought it.
        updated: The day that last brought it.
        summary: The beginning of its text.
        text: The whole of it, plain.
        html: The same with links.
        categories: Topics, then tags.
    """

    id: str
    url: str
    external_url: str = ""
    title: str
    authors: tuple[str, ...] = ()
    published: dt.date
    updated: dt.date
    summary: str
    text: str
    html: Markup
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    """The inside of a paper's entry.

    Attributes:
        abstract: Formulas are spelled out.
        authors: All names in order, "et al." at the end of a list that goes on; empty when unknown.
        published: Venue in full and year; empty when unknown.
        links: To its page here, to where it is published, to its citation.
    """

    abstract: Markup
    authors: tuple[str, ...]
    published: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPaper:
    """A paper in the entry of an edition.

    Attributes:
        authors: Up to three names, or the first and "et al."; empty when unknown.
    """

    url: str
    title: str
    authors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionContent:
    """The inside of an edition's entry."""

    papers: tuple[ListedPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFeed:
    """A feed as Atom; addresses are absolute.

    Attributes:
        id: Never changes.
        about: One sentence, or empty.
        url: The page it belongs to.
        atom_url: Its own address.
        updated: The day of its last change.
        site: Name of the digest, its author where an entry has none.
        site_url: Of the digest.
        entries: XML.
    """

    id: str
    title: str
    about: str
    url: str
    atom_url: str
    updated: dt.date
    site: str
    site_url: str
    entries: tuple[Markup, ...]
