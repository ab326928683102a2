"""Addresses of pages and files, relative to the site's root."""

import datetime as dt

ALL = "papers"
"""What the files of everything are called by."""
ALL_JSONL = "papers.jsonl"
STARRED = "starred/"
SUBSCRIBE = "subscribe/"
TRENDING = "trending/"
CARD = "assets/card.png"
"""The picture of the site for those who share its address."""
WORDS = "assets/words.js"
"""The words of scripts in another language than English."""
INDEXES = frozenset({"", "topics/", "tags/", "editions/"})
"""Addresses of the pages below which others lie."""


def paper_path(key: str) -> str:
    """Return the address of a paper's page."""
    return f"papers/{key}/"


def topic_path(slug: str) -> str:
    """Return the address of a topic's page."""
    return f"topics/{slug}/"


def tag_path(slug: str) -> str:
    """Return the address of a tag's page."""
    return f"tags/{slug}/"


def edition_path(day: dt.date) -> str:
    """Return the address of an edition's page."""
    return f"editions/{day.isoformat()}/"


def period_path(slug: str) -> str:
    """Return the address of the page of a week ("2025-W40") or month ("2025-10")."""
    return f"editions/{slug}/"


def bib_path(page_path: str) -> str:
    """Return the address of the BibTeX file that belongs to a page."""
    return f"{page_path.rstrip('/')}.bib"


def ris_path(page_path: str) -> str:
    """Return the address of the RIS file that belongs to a page."""
    return f"{page_path.rstrip('/')}.ris"


def csl_path(page_path: str) -> str:
    """Return the address of the CSL-JSON file that belongs to a page."""
    return f"{page_path.rstrip('/')}.json"


def atom_path(page_path: str) -> str:
    """Return the address of the Atom feed that belongs to a page."""
    return f"{page_path}feed.atom"


def json_feed_path(page_path: str) -> str:
    """Return the address of the JSON Feed that belongs to a page."""
    return f"{page_path}feed.json"


def text_path(page_path: str) -> str:
    """Return the address of the file of formatted references that belongs to a page."""
    return f"{page_path.rstrip('/')}.txt"


def card_path(key: str) -> str:
    """Return the address of a paper's own picture."""
    return f"papers/{key}.png"


def mail_html_path(day: dt.date) -> str:
    """Return the address of an edition's e-mail."""
    return f"{edition_path(day)}email.html"


def mail_text_path(day: dt.date) -> str:
    """Return the address of an edition's e-mail in plain text."""
    return f"{edition_path(day)}email.txt"


def part_path(page_path: str, number: int | None) -> str:
    """Return the address of one page of a long list; the page without a number is the list's own."""
    return page_path if number is None else f"{page_path}{number}/"


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
