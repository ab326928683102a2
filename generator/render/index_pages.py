"""The front page and the indexes of topics and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.digest import UNSORTED
from generator.render.addresses import ALL_JSONL, tag_path, topic_path
from generator.render.discovery import feed_links
from generator.render.edition_pages import brought_by, edition_count
from generator.render.index_views import IndexPage
from generator.render.page import Page, root_of
from generator.render.views import CountedLink, HomePage, Link, LinkGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.digest import Digest
    from generator.render.cards import Cards
    from generator.render.exports import Exports
    from generator.render.templates import Templates

_NEWEST_SHOWN = 20
_TRENDING_SHOWN = 5
_RECENT = 100
"""Editions that the front page can count for who comes back after a while."""


def index_pages(digest: Digest, templates: Templates) -> Iterator[Page]:
    """Yield the indexes of topics and tags."""
    indexes = (
        ("topics", "Topics", "What the papers are about, by field.", topic_groups(digest)),
        ("tags", "Tags", "Methods, hardware, software and tasks that the papers name.", tag_groups(digest)),
    )
    for kind, title, about, groups in indexes:
        path = f"{kind}/"
        view = IndexPage(title=title, about=about, kind=kind, groups=groups)
        body = templates.render("index", root=root_of(path), view=view)
        yield Page(path=path, section=kind, title=title, description=about, body=body)


def home_page(digest: Digest, exports: Exports, cards: Cards, templates: Templates) -> Page:
    """Return the front page."""
    settings = digest.settings
    newest = next(iter(digest.by_edition), None)
    papers = digest.by_edition[newest] if newest else ()
    view = HomePage(
        name=settings.name,
        about=settings.tagline,
        papers=len(digest.papers),
        editions=len(digest.by_edition),
        groups=topic_groups(digest),
        latest=edition_count(newest, digest) if newest else None,
        recent=brought_by(digest)[:_RECENT],
        cards=tuple(cards.by_key[paper.key] for paper in papers[:_NEWEST_SHOWN]),
        marks_new=cards.marks_new(papers),
        trending=tuple(cards.by_key[paper.key] for paper in digest.trending[:_TRENDING_SHOWN]),
        more=max(0, len(papers) - _NEWEST_SHOWN),
        downloads=(
            *(Link(href=download.file.path, text=download.name) for download in exports.of_everything),
            Link(href=ALL_JSONL, text="JSON Lines"),
        ),
    )
    body = templates.render("home", root="", view=view)
    head = feed_links("", "", settings.name)
    return Page(path="", section="", title=settings.name, description=settings.tagline, body=body, head=head)


def topic_groups(digest: Digest) -> tuple[LinkGroup, ...]:
    """Return the topics by group with their counts; unsorted papers come last, if there are any."""
    groups = [
        LinkGroup(
            title=group.title,
            slug=f"group-{group.topics[0].slug}",
            links=tuple(
                CountedLink(
                    href=topic_path(topic.slug),
                    text=topic.title,
                    count=len(digest.by_topic.get(topic.slug, ())),
                    about=topic.about,
                )
                for topic in group.topics
            ),
        )
        for group in digest.taxonomy.groups
    ]
    if unsorted := digest.by_topic.get(UNSORTED):
        link = CountedLink(href=topic_path(UNSORTED), text="Unsorted", count=len(unsorted))
        groups.append(LinkGroup(title="Not yet placed", slug=UNSORTED, links=(link,)))
    return tuple(groups)


def tag_groups(digest: Digest) -> tuple[LinkGroup, ...]:
    """Return the tags in use by facet, most frequent first."""
    groups = []
    for facet in digest.taxonomy.facets:
        links = [
            CountedLink(href=tag_path(tag.slug), text=tag.title, count=len(digest.by_tag[tag.slug]))
            for tag in facet.tags
            if tag.slug in digest.by_tag
        ]
        links.sort(key=lambda link: (-link.count, link.text.casefold()))
        if links:
            groups.append(
                LinkGroup(title=facet.title, slug=facet.slug, about=facet.about, links=tuple(links))
            )
    return tuple(groups)
