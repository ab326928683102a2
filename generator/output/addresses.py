"""Addresses of pages and files, relative to the site's root, and links to them."""

import datetime as dt
from dataclasses import dataclass

ALL = "papers"
"""Name of the files that hold all papers, without its ending."""
ALL_JSONL = "papers.jsonl"
EDITIONS = "editions/"
STARRED = "starred/"
SUBSCRIBE = "subscribe/"
TRENDING = "trending/"
CARD = "assets/card.png"
"""The picture of the site for those who share its address."""
WORDS = "assets/words.js"
"""The words of scripts in another language than English."""
INDEXES = frozenset({"", "topics/", "tags/", EDITIONS})
"""Addresses of the pages below which others lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name that leads somewhere.

    Attributes:
        title: Plain text to be read.
        url: Relative to the site's root, or an address of the web.
        count: Number of papers behind it; None where nobody counts.
    """

    title: str
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """A heading over links: a group of topics, a facet of tags, a month of editions.

    Attributes:
        title: The heading; empty where the links stand below the heading before.
        links: At least one.
        about: One sentence below the heading, or empty.
        page: The group's own page; None where it has none.
    """

    title: str
    links: tuple[Link, ...]
    about: str = ""
    page: Link | None = None


def paper_path(key: str) -> str:
    """Return the address of a paper's page."""
    return f"papers/{key}/"


def topic_path(slug: str) -> str:
    """Return the address of a topic's page."""
    return f"topics/{slug}/"


def tag_path(slug: str) -> str:
    """Return the address of a tag's page."""
    return f"tags/{slug}/"


def edition_path(day: dt.date | str) -> str:
    """Return the address of the page of an edition, of a week ("2025-W40") or of a month ("2025-10")."""
    return f"{EDITIONS}{day}/"


def file_path(page_path: str, ending: str) -> str:
    """Return the address of a file that belongs to a page: "topics/serving.bib" for "topics/serving/"."""
    return f"{page_path.rstrip('/')}.{ending}"


def atom_path(page_path: str) -> str:
    """Return the address of the Atom feed that belongs to a page."""
    return f"{page_path}feed.atom"


def json_feed_path(page_path: str) -> str:
    """Return the address of the JSON Feed that belongs to a page."""
    return f"{page_path}feed.json"


def mail_html_path(day: dt.date) -> str:
    """Return the address of an edition's e-mail."""
    return f"{edition_path(day)}email.html"


def mail_text_path(day: dt.date) -> str:
    """Return the address of an edition's e-mail in plain text."""
    return f"{edition_path(day)}email.txt"


def source_path(page_path: str) -> str:
    """Return where the Markdown of a page lies in the tree that the site is built from.

    An index lies in its folder ("topics/index.md"), any other page beside the folder of its name
    ("topics/serving.md"), as users of MkDocs expect. What is called "index" itself would there be taken for
    the folder's index.
    """
    is_index = page_path in INDEXES or page_path.endswith("/index/")
    return f"{page_path}index.md" if is_index else f"{page_path.rstrip('/')}.md"


def root_of(page_path: str) -> str:
    """Return the prefix that leads from a page to the site's root: "../../"; empty for the front page."""
    return "../" * page_path.count("/")
