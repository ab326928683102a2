"""Every page of the site as Markdown: front matter for the theme, and a body that a person can read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby

from generator.base.models import OutputFile, Paper
from generator.base.text import Markdown, collapse_space
from generator.output.addresses import (
    ALL_JSONL,
    EDITIONS,
    STARRED,
    SUBSCRIBE,
    Link,
    atom_path,
    file_path,
    json_feed_path,
    paper_path,
    root_of,
    source_path,
    tag_path,
    topic_path,
)
from generator.output.citations.exports import LIST_FORMATS, PAPER_FORMATS, Exports
from generator.output.citations.references import References
from generator.output.facts import listed_facts, paper_facts
from generator.output.lists import ListPart, PaperList, edition_link, list_parts, paper_lists
from generator.output.pages.fix_link import fix_address
from generator.output.pages.indexes import edition_years, tag_groups, topic_groups
from generator.output.templates import Templates
from generator.output.view import View
from generator.output.words import ENGLISH, Words
from generator.stages.digest import Digest

_NEWEST_SHOWN = 20
_TRENDING_SHOWN = 5
_EDITIONS_SHOWN = 30
_NARROW = 12
_RECENT = 100
"""Editions that a page can count for a reader who comes back after a while."""


class Pages:
    """The pages of a digest."""

    def __init__(
        self, digest: Digest, exports: Exports, references: References, templates: Templates
    ) -> None:
        """Prepare the pages of a digest; each is made when it is asked for.

        Args:
            digest: The papers, topics and tags.
            exports: Citations of the digest.
            references: Formatted references of its papers.
            templates: The templates of the project.
        """
        self._digest = digest
        self._exports = exports
        self._references = references
        self._templates = templates
        self._words = Words(templates.words(digest.settings.language))
        self._functions = View(digest, self._words).functions()

    def all(self) -> Iterator[OutputFile]:
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
        shared = {"root": Markdown(root_of(path)), "path": path, "site": self._digest.settings}
        text = self._templates.render_page(template, {**self._functions, **shared, **seen})
        return OutputFile(path=source_path(path), content=text)

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
            facts=_listed(shown),
            has_order=_has_order(shown),
            marks_new=self._marks_new(papers),
            brought_by=None,
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
        feeds, say = {"atom": atom_path, "json": json_feed_path}, self._words.say
        topics, tags = topic_groups(self._digest, self._words), tag_groups(self._digest)
        groups = {say("One topic"): topics, say("One tag"): tags}
        return self._page("subscribe", SUBSCRIBE, title=say("Subscribe"), groups=groups, feeds=feeds)

    def _list(self, listed: PaperList) -> Iterator[OutputFile]:
        narrow = self._narrow(listed)
        for part in list_parts(listed, self._digest.settings.per_page, self._words):
            yield self._page(
                "list",
                part.path,
                listed=listed,
                part=part,
                title=self._part_title(listed, part),
                description=self._description(listed),
                days=_days(listed, part),
                facts=_listed(part.papers),
                has_order=_has_order(part.papers),
                marks_new=listed.section != "editions" or self._marks_new(listed.papers),
                narrow=_maps(narrow),
                files=_files(listed),
                feed=Link(title=self._words.say("Feed"), url=atom_path(listed.feed.url)),
                brought_by=listed.day,
            )

    def _marks_new(self, papers: Iterable[Paper]) -> bool:
        """Return whether new papers of an edition are marked: where all are new, it goes without saying."""
        return not all(self._digest.is_new(paper) for paper in papers)

    def _description(self, listed: PaperList) -> str:
        count, site = self._words.count(len(listed.papers), "paper"), self._digest.settings.name
        return listed.about or self._words.say(
            "{papers} in {site}: {list}", papers=count, site=site, list=listed.title
        )

    def _part_title(self, listed: PaperList, part: ListPart) -> str:
        if not part.number:
            return listed.title
        return self._words.say("{list}, page {number}", list=listed.title, number=part.number)

    def _narrow(self, listed: PaperList) -> list[Link]:
        """Return the most frequent tags of a topic's papers, or topics of any other list's."""
        labels, taxonomy = self._digest.labels, self._digest.taxonomy
        if listed.section == "topics":
            found = Counter(tag.slug for paper in listed.papers for tag in labels[paper.key].tags)
            titles, path_of = taxonomy.tag_titles, tag_path
        else:
            found = Counter(topic.slug for paper in listed.papers for topic in labels[paper.key].topics)
            titles, path_of = taxonomy.topic_titles, topic_path
        links = [Link(title=titles[slug], url=path_of(slug), count=count) for slug, count in found.items()]
        return sorted(links, key=lambda link: (-(link.count or 0), link.url))[:_NARROW]

    def _paper(self, paper: Paper) -> OutputFile:
        path, digest = paper_path(paper.key), self._digest
        repository = digest.settings.repository
        abstract = paper.abstract.as_line
        return self._page(
            "paper",
            path,
            paper=paper,
            title=collapse_space(paper.plain_title),
            description=abstract or collapse_space(paper.plain_title),
            facts=paper_facts(paper),
            card=file_path(path, "png") if digest.settings.paper_cards else "",
            bibtex=Markdown(self._exports.on_page(paper)),
            references=self._references.of(paper),
            files=(
                *(Link(title=form.name, url=form.path(path)) for form in PAPER_FORMATS),
                Link(title=self._words.say("Text"), url=file_path(path, "txt")),
            ),
            related=[
                (digest.by_key[relation.key], relation.terms) for relation in digest.relations[paper.key]
            ],
            fix_url=fix_address(paper, repository) if repository else "",
        )


def _maps(values: Iterable[object]) -> list[dict[str, object]]:
    """Return small frozen values as maps, for front matter."""
    return [asdict(value) for value in values]  # type: ignore[call-overload]  # they are dataclasses


def _listed(papers: Iterable[Paper]) -> list[dict[str, object]]:
    return [listed_facts(paper) for paper in papers]


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
    forms = LIST_FORMATS if any(not paper.mark for paper in listed.papers) else ()
    return [Link(url=form.path(listed.path), title=form.name) for form in forms]
