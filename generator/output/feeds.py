"""Feeds of everything, of each topic and tag, and of editions: Atom (RFC 4287).

Those of everything and of editions are JSON Feeds (1.1) too.

An entry is known by the first address that its page ever had: that of the site's first host and of the
oldest citation key. So neither a move of the site nor a new key makes a reader's program show it again.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.base.models import File, LazyFile, Paper
from generator.base.text import visible_line, visible_text
from generator.output.addresses import EDITIONS, atom_path, edition_path, json_feed_path, paper_path
from generator.output.inputs import Inputs
from generator.output.lists import paper_lists
from generator.output.templates import Templates
from generator.output.view import View, shorten
from generator.output.words import ENGLISH
from generator.stages.digest import Digest

_NEWEST = 50
_NEVER = dt.date(1970, 1, 1)
_AUTHORS_SHOWN = 3


class _Entry(NamedTuple):
    """An entry in both formats, to stand in any number of feeds.

    Attributes:
        updated: The day it last changed.
        atom: An `entry` element (RFC 4287, 4.1.2).
        item: An item of JSON Feed 1.1, as JSON.
    """

    updated: dt.date
    atom: Markup
    item: str


def feed_files(digest: Digest, templates: Templates, inputs: Inputs | None = None) -> Iterator[File]:
    """Yield every feed; that of a topic without papers is empty."""
    feeds, settings = _Feeds(digest, templates, inputs or Inputs(digest, templates)), digest.settings
    newest = digest.papers[:_NEWEST]
    yield from feeds.of_papers("", settings.name, settings.tagline, newest, in_full=True)
    yield from feeds.of_editions(EDITIONS, f"{settings.name}: editions", settings.tagline)
    for listed in paper_lists(digest):
        if listed.section in {"topics", "tags"}:
            title, papers = f"{settings.name}: {listed.title}", listed.papers[:_NEWEST]
            in_full = listed.section == "topics"
            yield from feeds.of_papers(listed.path, title, listed.about, papers, in_full=in_full)


def has_json_feed(path: str) -> bool:
    """Return whether the feed of a page is a JSON Feed too: of everything, and of editions."""
    return path in {"", EDITIONS}


class _Feeds:
    """The feeds of a digest and their entries, each made once."""

    def __init__(self, digest: Digest, templates: Templates, inputs: Inputs) -> None:
        self._digest = digest
        self._site = digest.settings
        self._templates = templates
        self._inputs = inputs
        self._view = View(digest)
        self._start = min(digest.by_edition, default=_NEVER)
        self.paper = cache(self._paper)  # a paper stands in many feeds

    def of_papers(
        self, path: str, title: str, about: str, papers: Sequence[Paper], *, in_full: bool
    ) -> Iterator[File]:
        """Yield a feed of papers, newest first; that of everything in both formats.

        Args:
            path: Address of the page that the feed belongs to.
            title: Plain text.
            about: One sentence, or empty.
            papers: The papers.
            in_full: Whether their abstracts are told; a paper has several tags, and each has a feed.
        """
        entry = partial(self.paper, in_full=in_full)
        inputs = self._inputs.of(path, title, about, self._start, self._inputs.of_papers(*papers))
        yield from self._files(path, title, about, inputs, lambda: tuple(map(entry, papers)))

    def of_editions(self, path: str, title: str, about: str) -> Iterator[File]:
        """Yield the feed of the newest editions in both formats, as `of_papers`."""
        days = list(self._digest.by_edition)[:_NEWEST]
        papers = [self._inputs.of_papers(*self._digest.by_edition[day]) for day in days]
        inputs = self._inputs.of(path, title, about, self._start, days, papers)
        yield from self._files(path, title, about, inputs, lambda: tuple(map(self.edition, days)))

    def _files(
        self, path: str, title: str, about: str, inputs: bytes, entries: Callable[[], tuple[_Entry, ...]]
    ) -> Iterator[File]:
        def atom() -> str:
            shown = entries()
            updated = max((entry.updated for entry in shown), default=self._start)
            feed = {"path": path, "title": title, "about": about, "entries": shown, "site": self._site}
            return self._templates.render_markup("feeds/atom.xml", feed | {"updated": updated})

        yield LazyFile(path=atom_path(path), inputs=inputs, make=atom)
        if has_json_feed(path):
            yield LazyFile(
                path=json_feed_path(path),
                inputs=inputs,
                make=lambda: self._json_feed(path, title, about, entries()),
            )

    def _json_feed(self, path: str, title: str, about: str, entries: Iterable[_Entry]) -> str:
        """Return a JSON Feed (<https://www.jsonfeed.org/version/1.1/>)."""
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": title,
            "home_page_url": self._site.url + path,
            "feed_url": self._site.url + json_feed_path(path),
            **({"description": about} if about else {}),
            "language": "en",
            "authors": [{"name": self._site.name, "url": self._site.url}],
        }
        items = ",\n".join(entry.item for entry in entries)  # JSON already, each made once
        return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "items": [\n{items}\n]}}\n'

    def _paper(self, paper: Paper, *, in_full: bool) -> _Entry:
        """Return the entry of a paper, with its abstract or with what a list says of it."""
        names = filter(None, (visible_line(name.as_text()) for name in paper.facts.authors))
        facts, label, taxonomy = paper.facts, self._digest.labels[paper.key], self._digest.taxonomy
        return self._entry(
            first_path=paper_path((*paper.retired_keys, paper.key)[0]),
            path=paper_path(paper.key),
            external_url=visible_text(facts.arxiv_page or facts.doi_page or facts.code_page or facts.website),
            title=_title(paper),
            authors=tuple(names),  # a name without a letter would be no name to Atom
            published=paper.edition,
            updated=max(paper.edition, paper.editions[-1]),
            summary=self._view.teaser(paper),
            template="feeds/paper.html",
            seen={
                "paper": paper,
                "sources": self._view.sources(paper),
                "teaser": "" if in_full else self._view.teaser(paper),
            },
            categories=[
                *(("topics", topic.slug, taxonomy.topic_titles[topic.slug]) for topic in label.topics),
                *(("tags", tag.slug, taxonomy.tag_titles[tag.slug]) for tag in label.tags),
            ],
        )

    def edition(self, day: dt.date) -> _Entry:
        """Return the entry of an edition, which lists its papers."""
        papers, path = self._digest.by_edition[day], edition_path(day)
        url = self._site.url
        listed = [(url + paper_path(paper.key), _title(paper), _authors(paper)) for paper in papers]
        return self._entry(
            first_path=path,
            path=path,
            title=f"{ENGLISH.date(day)}: {ENGLISH.count(len(papers), 'paper')}",
            published=day,
            updated=day,
            summary=shorten("; ".join(title for _, title, _ in listed)),
            text="\n".join(f"{title} <{address}>" for address, title, _ in listed),
            template="feeds/edition.html",
            seen={"papers": listed},
        )

    def _entry(
        self,
        *,
        first_path: str,
        path: str,
        template: str,
        seen: dict[str, object],
        **known: Any,  # noqa: ANN401
    ) -> _Entry:
        """Return an entry in both formats; its HTML is what a template shows."""
        entry = {
            "id": self._site.first_url + first_path,
            "url": self._site.url + path,
            "html": self._templates.render_markup(
                template, {"site": self._site, "path": path, "authors": known.get("authors", ())} | seen
            ),
            "external_url": "",
            "authors": (),
            "categories": (),
            "text": "",
            **known,
        }
        atom = self._templates.render_markup("feeds/entry.xml", {"site": self._site, "entry": entry})
        return _Entry(updated=entry["updated"], atom=atom, item=_item(entry))


def _item(entry: dict[str, Any]) -> str:
    """Return an item (<https://www.jsonfeed.org/version/1.1/#items>); what is unknown is left out."""
    item = {
        "id": entry["id"],
        "url": entry["url"],
        "external_url": entry["external_url"],
        "title": entry["title"],
        "content_html": entry["html"],
        "content_text": entry["text"],
        "summary": entry["summary"],
        "date_published": f"{entry['published']}T00:00:00Z",
        "date_modified": f"{entry['updated']}T00:00:00Z",
        "authors": [{"name": name} for name in entry["authors"]],
        "tags": list(dict.fromkeys(title for _, _, title in entry["categories"])),
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False)


def _title(paper: Paper) -> str:
    return f"{paper.mark}: {paper.title.as_plain}" if paper.mark else paper.title.as_plain


def _authors(paper: Paper) -> str:
    """Return up to three names, or the first one and "et al."; empty when unknown."""
    shown, left = paper.facts.first_authors(_AUTHORS_SHOWN, shown=1)
    return ", ".join(name.as_text() for name in shown) + ("" if left == 0 else " et al.")
