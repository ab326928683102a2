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
    """

    path: str
    section: str
    title: str
    description: str
    body: str = field(repr=False)
    head: str = field(default="", repr=False)


def root_of(path: str) -> str:
    """Return the relative prefix that leads from a page to the site's root."""
    return "../" * path.count("/")
