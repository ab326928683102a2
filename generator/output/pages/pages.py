"""Every page of the site as Markdown: front matter for the theme, and a body that a person can read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache, partial
from itertools import groupby

from generator.base.models import File, LazyFile, OutputFile, Paper
from generator.base.text import Markdown, collapse_space
from generator.output.addresses import (
    ALL_JSONL,
    EDITIONS,
    STARRED,
    SUBSCRIBE,
    Link,
    atom_path,
    file_path,
    paper_path,
    root_of,
    source_path,
    tag_path,
    topic_path,
)
from generator.output.citations.exports import PAPER_FORMATS, Exports, list_formats
from generator.output.citations.references import References
from generator.output.facts import listed_facts, paper_facts
from generator.output.inputs import Inputs
from generator.output.lists import ListPart, PaperList, edition_link, list_parts, paper_lists
from generator.output.pages.fix_link import fix_address
from generator.output.pages.indexes import edition_years, tag_groups, topic_groups
from generator.output.templates import Templates
from generator.output.view import View
from generator.output.words import ENGLISH, Words
from generator.stages.digest import Digest

_ROOT = Markdown("\0")
"""In a card that is kept: the way to the site's root, which each page has its own. No text holds it."""
_NEWEST_SHOWN = 20
_TRENDING_SHOWN = 5
_EDITIONS_SHOWN = 30
_NARROW = 12
_RECENT = 100
"""Editions that a page can count for a reader who comes back after a while."""


class Pages:
    """The pages of a digest."""

    def __init__(
        self, digest: Digest, exports: Exports, references: References, templates: Templates, inputs: Inputs
    ) -> None:
        """Prepare the pages of a digest; each is made when it is asked for.

        Args:
            digest: The papers, topics and tags.
            exports: Citations of the digest.
            references: Formatted references of its papers.
            templates: The templates of the project.
            inputs: Hashes of what pages depend on.
        """
        self._inputs = inputs
        self._digest = digest
        self._exports = exports
        self._references = references
        self._templates = templates
        self._words = Words(templates.words(digest.settings.language))
        self._functions = {**View(digest, self._words).functions(), "card": self._card}
        self._cards: dict[tuple[object, ...], str] = {}
        self._facts_of = cache(lambda key: listed_facts(digest.by_key[key]))  # a paper's own hash takes long

    def all(self) -> Iterator[File]:
        """Yield every page."""
        yield self._home()
        yield self._llms()
        yield from self._indexes()
        yield self._subscribe()
        yield self._page("starred", STARRED, title=self._words.say("Starred papers"))
        for listed in paper_lists(self._digest, self._words):
            yield from self._list(listed)
        for paper in self._digest.papers:
            yield self._paper(paper)
            for old in paper.retired_keys:
                title = self._words.say("Moved to {key}", key=paper.key)
                yield self._page("moved", paper_path(old), paper=paper, title=title)

    def _llms(self) -> OutputFile:
        """Return `llms.txt`, which tells programs what the site is and where its data lies (<https://llmstxt.org>)."""
        digest = self._digest
        page = self._page(
            "llms",
            "",
            count=ENGLISH.count,
            groups=topic_groups(digest),
            editions=[edition_link(day, digest) for day in digest.by_edition][:_EDITIONS_SHOWN],
            files=self._files_of_everything(),
            totals=(len(digest.papers), len(digest.by_edition)),
        )
        return OutputFile(path="llms.txt", content=page.content)

    def _files_of_everything(self) -> list[Link]:
        return [Link(title=each.name, url=each.file.path) for each in self._exports.of_everything]

    def _page(self, template: str, path: str, **seen: object) -> OutputFile:
        """Return a page.

        Args:
            template: Name of its template.
            path: Address of the page.
            seen: Values for this template, beside those that all templates have.
        """
        return OutputFile(path=source_path(path), content=self._render(template, path, seen))

    def _render(self, template: str, path: str, seen: Mapping[str, object]) -> str:
        shared = {"root": Markdown(root_of(path)), "path": path, "site": self._digest.settings}
        return self._templates.render_page(template, {**self._functions, **shared, **seen})

    def _card(self, paper: Paper, root: Markdown, *, below: bool, marks_new: bool) -> Markdown:
        """Return a paper in a list, as all lists show it.

        Args:
            paper: The paper.
            root: Leads from the page to the site's root.
            below: Whether it stands below a heading of the second level.
            marks_new: Whether it is marked where it is new.
        """
        is_new = marks_new and self._digest.is_new(paper)
        known = (paper.key, below, is_new)
        if known not in self._cards:
            seen = {"paper": paper, "below": below, "is_new": is_new, "root": _ROOT}
            self._cards[known] = self._templates.render_part("_card", {**self._functions, **seen})
        return Markdown(self._cards[known].replace(_ROOT, root))

    def _home(self) -> OutputFile:
        digest = self._digest
        newest = next(iter(digest.by_edition), None)
        papers = digest.by_edition[newest] if newest else ()
        shown = papers[:_NEWEST_SHOWN]
        return self._page(
            "home",
            "",
            latest=edition_link(newest, digest, self._words) if newest else None,
            papers=shown,
            facts=[self._facts_of(paper.key) for paper in shown],
            has_order=_has_order(shown),
            marks_new=self._marks_new(papers),
            topics_by_group=_maps(topic_groups(digest, self._words)),
            trending=[_trending(paper) for paper in digest.trending[:_TRENDING_SHOWN]],
            recent=self._recent()[:_RECENT],
            has_earlier=len(digest.brought) > _RECENT,
            totals=(len(digest.papers), len(digest.by_edition)),
            files=(*self._files_of_everything(), Link(title="JSON Lines", url=ALL_JSONL)),
        )

    def _indexes(self) -> Iterator[OutputFile]:
        abouts = {
            topic.title: topic.about for group in self._digest.taxonomy.groups for topic in group.topics
        }
        say, topics = self._words.say, topic_groups(self._digest, self._words)
        yield self._page("topics", "topics/", title=say("Topics"), groups=topics, abouts=abouts)
        yield self._page("tags", "tags/", title=say("Tags"), groups=tag_groups(self._digest))
        years = edition_years(self._digest, self._words)
        yield self._page("editions", EDITIONS, title=say("Editions"), years=years, recent=self._recent())

    def _recent(self) -> list[str]:
        """Return each edition with the number of papers that it brought first, newest first."""
        return [f"{day} {count}" for day, count in self._digest.brought.items()]

    def _subscribe(self) -> OutputFile:
        say = self._words.say
        topics, tags = topic_groups(self._digest, self._words), tag_groups(self._digest)
        groups = {say("One topic"): topics, say("One tag"): tags}
        return self._page("subscribe", SUBSCRIBE, title=say("Subscribe"), groups=groups, atom_path=atom_path)

    def _list(self, listed: PaperList) -> Iterator[File]:
        marks_new = listed.section != "editions" or self._marks_new(listed.papers)
        about = (listed.path, listed.title, listed.about, listed.day, listed.periods, listed.feed)
        beside = (listed.previous, listed.following, marks_new)
        for part in list_parts(listed, self._digest.settings.per_page, self._words):
            days = [listed.day_of.get(paper.key) for paper in part.papers]
            shown = (part.number, part.pages, part.total, days)
            narrow = self._narrow(listed, part)
            yield LazyFile(
                path=source_path(part.path),
                inputs=self._inputs.of(
                    "list", about, beside, shown, narrow, self._inputs.of_papers(*part.papers)
                ),
                make=partial(self._list_part, listed, part, narrow, marks_new=marks_new),
            )

    def _list_part(
        self, listed: PaperList, part: ListPart, narrow: Sequence[Link], *, marks_new: bool
    ) -> str:
        seen = {
            "listed": listed,
            "part": part,
            "title": self._part_title(listed, part),
            "description": self._description(listed, part),
            "days": _days(listed, part),
            "facts": [self._facts_of(paper.key) for paper in part.papers],
            "has_order": not listed.titles_only and _has_order(part.papers),
            "titles_only": listed.titles_only,
            "marks_new": marks_new,
            "narrow": _maps(narrow),
            "files": _files(listed),
            "feed": Link(title=self._words.say("Feed"), url=atom_path(listed.feed.url)),
        }
        return self._render("list", part.path, seen)

    def _marks_new(self, papers: Iterable[Paper]) -> bool:
        """Return whether new papers of an edition are marked: where all are new, it goes without saying."""
        return not all(self._digest.is_new(paper) for paper in papers)

    def _description(self, listed: PaperList, part: ListPart) -> str:
        count, site = self._words.count(part.total, "paper"), self._digest.settings.name
        return listed.about or self._words.say(
            "{papers} in {site}: {list}", papers=count, site=site, list=listed.title
        )

    def _part_title(self, listed: PaperList, part: ListPart) -> str:
        if not part.number:
            return listed.title
        return self._words.say("{list}, page {number}", list=listed.title, number=part.number)

    def _narrow(self, listed: PaperList, part: ListPart) -> list[Link]:
        """Return the most frequent tags of a topic's papers, or topics of any other list's.

        What is beside a page that is full speaks of its own papers, so that it never changes again.
        """
        papers = part.papers if part.is_full else listed.papers
        labels, taxonomy = self._digest.labels, self._digest.taxonomy
        if listed.section == "topics":
            found = Counter(tag.slug for paper in papers for tag in labels[paper.key].tags)
            titles, path_of = taxonomy.tag_titles, tag_path
        else:
            found = Counter(topic.slug for paper in papers for topic in labels[paper.key].topics)
            titles, path_of = taxonomy.topic_titles, topic_path
        links = [Link(title=titles[slug], url=path_of(slug), count=count) for slug, count in found.items()]
        return sorted(links, key=lambda link: (-(link.count or 0), link.url))[:_NARROW]

    def _paper(self, paper: Paper) -> File:
        digest = self._digest
        related = [(digest.by_key[each.key], each.terms) for each in digest.relations[paper.key]]
        of_papers, terms = self._inputs.of_papers, [terms for _, terms in related]
        return LazyFile(
            path=source_path(paper_path(paper.key)),
            inputs=self._inputs.of("paper", of_papers(paper, *(other for other, _ in related)), terms),
            make=partial(self._paper_page, paper, related),
        )

    def _paper_page(self, paper: Paper, related: Sequence[tuple[Paper, tuple[str, ...]]]) -> str:
        path, settings = paper_path(paper.key), self._digest.settings
        seen = {
            "paper": paper,
            "title": collapse_space(paper.plain_title),
            "description": paper.abstract.as_line or collapse_space(paper.plain_title),
            "facts": paper_facts(paper),
            "card": file_path(path, "png") if settings.paper_cards else "",
            "bibtex": Markdown(self._exports.on_page(paper)),
            "references": self._references.of(paper),
            "files": [Link(title=form.name, url=form.path(path)) for form in PAPER_FORMATS],
            "related": related,
            "fix_url": fix_address(paper, settings.repository) if settings.repository else "",
        }
        return self._render("paper", path, seen)


def _maps(values: Iterable[object]) -> list[dict[str, object]]:
    """Return small frozen values as maps, for front matter."""
    return [asdict(value) for value in values]  # type: ignore[call-overload]  # they are dataclasses


def _has_order(papers: Iterable[Paper]) -> bool:
    """Return whether readers voted for some of the papers more than for others."""
    return len({paper.votes for paper in papers} - {None}) > 1


def _trending(paper: Paper) -> dict[str, object]:
    return {"title": collapse_space(paper.plain_title), "url": paper_path(paper.key), "count": paper.votes}


def _days(listed: PaperList, part: ListPart) -> list[tuple[object, list[Paper]]]:
    """Return the papers of a week or month by edition; of any other list, all below no heading."""
    if not listed.day_of:
        return [(None, list(part.papers))]
    by_day = groupby(part.papers, key=lambda paper: listed.day_of[paper.key])
    return [(day, list(papers)) for day, papers in by_day]


def _files(listed: PaperList) -> list[Link]:
    """Return links to the files of a list; a list of retracted papers alone has none."""
    return [Link(url=form.path(listed.path), title=form.name) for form in list_formats(listed)]
