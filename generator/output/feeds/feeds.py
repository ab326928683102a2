"""Feeds of everything, of each topic and tag, and of editions: Atom (RFC 4287) and JSON Feed 1.1."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.models import OutputFile
from generator.config.project import SiteSettings
from generator.output.addresses import atom_path, json_feed_path
from generator.output.feeds.entries import Entries, RenderedEntry
from generator.output.feeds.feed_views import AtomFeed
from generator.output.lists import EDITIONS, paper_lists
from generator.output.templates import Templates
from generator.stages.digest import Digest

_NEWEST = 50
_NEVER = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, which belongs to a page.

    Attributes:
        path: Address of the page.
        title: Plain text.
        about: One sentence, or empty.
        entries: Newest first.
        updated: The day of its last change.
    """

    path: str
    title: str
    about: str
    entries: tuple[RenderedEntry, ...]
    updated: dt.date


def feed_files(digest: Digest, templates: Templates) -> Iterator[OutputFile]:
    """Yield both formats of every feed."""
    settings = digest.settings
    for feed in _feeds(digest, templates):
        yield OutputFile(path=atom_path(feed.path), content=_atom(feed, settings, templates))
        yield OutputFile(path=json_feed_path(feed.path), content=_json(feed, settings))


def _feeds(digest: Digest, templates: Templates) -> Iterator[Feed]:
    """Yield the feeds; that of a topic without papers is empty, for who waits for its first."""
    name, tagline, entries = digest.settings.name, digest.settings.tagline, Entries(digest, templates)
    start = min(digest.by_edition, default=_NEVER)

    def feed(path: str, title: str, about: str, newest: Iterator[RenderedEntry]) -> Feed:
        shown = tuple(newest)
        updated = max((entry.updated for entry in shown), default=start)
        return Feed(path=path, title=title, about=about, entries=shown, updated=updated)

    yield feed("", name, tagline, map(entries.paper, digest.papers[:_NEWEST]))
    yield feed(
        EDITIONS, f"{name}: editions", tagline, map(entries.edition, list(digest.by_edition)[:_NEWEST])
    )
    for listed in paper_lists(digest):
        if listed.section in {"topics", "tags"}:
            newest = map(entries.paper, listed.papers[:_NEWEST])
            yield feed(listed.path, f"{name}: {listed.title}", listed.about, newest)


def _atom(feed: Feed, settings: SiteSettings, templates: Templates) -> str:
    view = AtomFeed(
        id=settings.first_url + feed.path,
        title=feed.title,
        about=feed.about,
        url=settings.url + feed.path,
        atom_url=settings.url + atom_path(feed.path),
        updated=feed.updated,
        site=settings.name,
        site_url=settings.url,
        entries=tuple(entry.atom for entry in feed.entries),
    )
    return templates.render_feed_part("atom.xml", view)


def _json(feed: Feed, settings: SiteSettings) -> str:
    """Return a JSON Feed (<https://www.jsonfeed.org/version/1.1/>)."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": settings.url + feed.path,
        "feed_url": settings.url + json_feed_path(feed.path),
        **({"description": feed.about} if feed.about else {}),
        "language": "en",
        "authors": [{"name": settings.name, "url": settings.url}],
    }
    items = ",\n".join(entry.item for entry in feed.entries)  # JSON already, each made once
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "items": [\n{items}\n]}}\n'
