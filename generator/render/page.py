"""A page before the engine's shell is put around it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A generated page.

    Attributes:
        path: Address relative to the site's root: "papers/luo2024benchmarking/", "" for home.
        section: Which entry of the header it belongs to: "topics", "tags", "editions", "papers" or "".
        title: Plain text.
        description: Plain text, one or two sentences.
        body: HTML of the article.
        head: HTML for the page's head.
        is_indexed: Whether it is for search engines; what only its reader fills is not.
    """

    path: str
    section: str
    title: str
    description: str
    body: str = field(repr=False)
    head: str = field(default="", repr=False)
    is_indexed: bool = True


def root_of(path: str) -> str:
    """Return the relative prefix that leads from a page to the site's root."""
    return "../" * path.count("/")
