"""Turn the digest into pages and files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.models import OutputFile
from generator.render.addresses import ALL_JSONL, paper_path, text_path
from generator.render.cards import Cards
from generator.render.edition_pages import editions_page
from generator.render.exports import Exports
from generator.render.feeds import feed_files
from generator.render.index_pages import home_page, index_pages
from generator.render.jsonl import render_jsonl
from generator.render.list_pages import list_pages, paper_lists
from generator.render.mail import mail_files
from generator.render.paper_pages import paper_pages
from generator.render.references import References, render_references
from generator.render.starred_page import starred_page
from generator.render.subscribe_page import subscribe_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.digest import Digest
    from generator.render.page import Page
    from generator.render.templates import Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What the site is made of, beside the hand-written pages.

    Attributes:
        pages: To be stamped.
        files: To be written as they are.
    """

    pages: tuple[Page, ...]
    files: tuple[OutputFile, ...]


def render_digest(digest: Digest, templates: Templates, references: References | None = None) -> Rendered:
    """Return all pages and files of the digest.

    Args:
        digest: To be shown.
        templates: Of its pages.
        references: Those that an earlier build kept; they are made anew without.
    """
    references = references or References()
    exports = Exports(digest)
    pages = _pages(digest, exports, templates, references)
    files = (*_files(digest, exports, templates), *_reference_files(digest, references))
    return Rendered(pages=tuple(pages), files=files)


def _pages(digest: Digest, exports: Exports, templates: Templates, references: References) -> Iterator[Page]:
    cards = Cards(digest)
    yield home_page(digest, exports, cards, templates)
    yield from index_pages(digest, templates)
    yield editions_page(digest, templates)
    yield subscribe_page(digest, templates)
    yield starred_page(digest, templates)
    yield from list_pages(paper_lists(digest), digest, cards, templates)
    yield from paper_pages(digest, exports, cards, templates, references)


def _files(digest: Digest, exports: Exports, templates: Templates) -> Iterator[OutputFile]:
    yield from (download.file for download in exports.of_everything)
    yield OutputFile(path=ALL_JSONL, content=render_jsonl(digest))
    yield from feed_files(digest, templates)
    yield from mail_files(digest, templates)
    for listed in paper_lists(digest):
        yield from exports.of_list(listed)
    for paper in digest.papers:
        yield from exports.of_paper(paper, paper.key)
        for old in paper.retired_keys:
            yield from exports.of_paper(paper, old)
            yield OutputFile(
                path=f"{paper_path(old)}index.html", content=_moved(paper.key, digest.settings.url)
            )


def _reference_files(digest: Digest, references: References) -> Iterator[OutputFile]:
    for paper in digest.papers:
        text = render_references(references.of(paper))
        for key in (paper.key, *paper.retired_keys):
            yield OutputFile(path=text_path(paper_path(key)), content=text)


def _moved(key: str, url: str) -> str:
    """Return a page that leads from a retired key to the paper's address; neither needs escaping.

    Args:
        key: Of the paper.
        url: Of the site, ending in a slash.
    """
    address = f"../{key}/"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moved to {key}</title>'
        f'<link rel="canonical" href="{url}{paper_path(key)}">'
        f'<meta http-equiv="refresh" content="0; url={address}">'
        f'</head><body><h1>Moved</h1><p><a href="{address}">{key}</a></p></body></html>\n'
    )
