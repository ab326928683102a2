"""What feeds say of a paper or of an edition, as Atom and as JSON, each made once."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from generator.base.models import Facts, Paper
from generator.base.text import visible_line, visible_text
from generator.output.addresses import bib_path, edition_path, paper_path
from generator.output.authors import ET_AL
from generator.output.describe import date_in_words, published_in_full, shorten, source_links, teaser
from generator.output.feeds.feed_views import Category, EditionContent, FeedEntry, ListedPaper, PaperContent
from generator.output.identifiers import arxiv_page, doi_page, web_address
from generator.output.links import Link
from generator.output.templates import Templates
from generator.stages.digest import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedEntry:
    """An entry in both formats, to stand in any number of feeds.

    Attributes:
        updated: The day it last changed.
        atom: An `entry` element (RFC 4287, 4.1.2).
        item: An item of JSON Feed 1.1, as JSON.
    """

    updated: dt.date
    atom: Markup
    item: str


class Entries:
    """The entries of a digest.

    An entry is known by the first address that its page ever had: that of the site's first host
    and of the oldest citation key. So neither a move of the site nor a new key makes a reader's
    program show it again.
    """

    def __init__(self, digest: Digest, templates: Templates) -> None:
        """Prepare the entries of a digest."""
        self._digest = digest
        self._templates = templates
        self._made: dict[str, RenderedEntry] = {}

    def paper(self, paper: Paper) -> RenderedEntry:
        """Return the entry of a paper."""
        if paper.key not in self._made:
            self._made[paper.key] = self._rendered(self._paper(paper))
        return self._made[paper.key]

    def edition(self, day: dt.date) -> RenderedEntry:
        """Return the entry of an edition, which lists its papers."""
        return self._rendered(self._edition(day))

    def _paper(self, paper: Paper) -> FeedEntry:
        settings = self._digest.settings
        path, links = paper_path(paper.key), source_links(paper)
        text = paper.abstract
        names = (visible_line(name.as_text()) for name in paper.facts.authors)
        authors = tuple(name for name in names if name)  # a name without a letter would be no name to Atom
        content = PaperContent(
            abstract=text.as_simple_html,
            authors=(*authors, ET_AL) if paper.facts.has_more_authors else authors,
            published=published_in_full(paper),
            links=(
                Link(url=settings.url + path, title="Page of the paper"),
                *links,
                Link(url=settings.url + bib_path(path), title="BibTeX"),
            ),
        )
        return FeedEntry(
            id=settings.first_url + paper_path((*paper.retired_keys, paper.key)[0]),
            url=settings.url + path,
            external_url=visible_text(_published_at(paper.facts)),
            title=_title(paper),
            authors=authors,
            published=paper.edition,
            updated=max(paper.edition, paper.sightings[-1]),
            summary=teaser(paper, self._digest.gists[paper.key]),
            text=text.as_plain,
            html=self._templates.render_feed_part("paper.html", content),
            categories=tuple(self._categories(paper)),
        )

    def _categories(self, paper: Paper) -> Iterator[Category]:
        label, taxonomy = self._digest.labels[paper.key], self._digest.taxonomy
        url = self._digest.settings.first_url
        for topic in label.topics:
            yield Category(scheme=f"{url}topics/", term=topic.slug, label=taxonomy.topic_titles[topic.slug])
        for tag in label.tags:
            yield Category(scheme=f"{url}tags/", term=tag.slug, label=taxonomy.tag_titles[tag.slug])

    def _edition(self, day: dt.date) -> FeedEntry:
        settings, papers = self._digest.settings, self._digest.by_edition[day]
        path = edition_path(day)
        count = f"{len(papers)} {'paper' if len(papers) == 1 else 'papers'}"
        listed = tuple(_listed(paper, settings.url) for paper in papers)
        text = "\n".join(f"{paper.title} <{paper.url}>" for paper in listed)
        return FeedEntry(
            id=settings.first_url + path,
            url=settings.url + path,
            title=f"{date_in_words(day)}: {count}",
            published=day,
            updated=day,
            summary=shorten("; ".join(paper.title for paper in listed)),
            text=text,
            html=self._templates.render_feed_part("edition.html", EditionContent(papers=listed)),
        )

    def _rendered(self, entry: FeedEntry) -> RenderedEntry:
        atom = self._templates.render_feed_part("entry.xml", entry)
        return RenderedEntry(updated=entry.updated, atom=atom, item=_item(entry))


def _published_at(facts: Facts) -> str:
    """Return the address of the paper itself, as far as known."""
    return arxiv_page(facts) or doi_page(facts) or web_address(facts.code) or web_address(facts.url)


def _title(paper: Paper) -> str:
    title = paper.title.as_plain
    return f"Retracted: {title}" if paper.retracted else title


def _listed(paper: Paper, url: str) -> ListedPaper:
    names = paper.facts.authors
    is_long = paper.facts.has_more_authors or len(names) > 3  # noqa: PLR2004  three names are all shown
    more = f" {ET_AL}" if is_long else ""
    shown = names[:1] if more else names
    return ListedPaper(
        url=url + paper_path(paper.key),
        title=_title(paper),
        authors=", ".join(name.as_text() for name in shown) + more,
    )


def _item(entry: FeedEntry) -> str:
    """Return an item (<https://www.jsonfeed.org/version/1.1/#items>); what is unknown is left out."""
    labels = dict.fromkeys(category.label for category in entry.categories)
    item = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.external_url,
        "title": entry.title,
        "content_html": entry.html,
        "content_text": entry.text,
        "summary": entry.summary,
        "date_published": f"{entry.published}T00:00:00Z",
        "date_modified": f"{entry.updated}T00:00:00Z",
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(labels),
    }
    known = {name: value for name, value in item.items() if value}
    return json.dumps(known, ensure_ascii=False)
