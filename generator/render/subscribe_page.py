"""The page of all feeds, and of the mailing list where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.addresses import SUBSCRIBE, atom_path, json_feed_path
from generator.render.discovery import EDITIONS_PAGE, feed_links
from generator.render.index_pages import tag_groups, topic_groups
from generator.render.index_views import FeedGroup, FeedLink, SubscribePage
from generator.render.page import Page, root_of
from generator.render.views import Link

if TYPE_CHECKING:
    from generator.digest import Digest
    from generator.render.templates import Templates
    from generator.render.views import LinkGroup

_ABOUT = "Hear of new papers without coming back to look."


def subscribe_page(digest: Digest, templates: Templates) -> Page:
    """Return the page that leads to every feed."""
    settings = digest.settings
    view = SubscribePage(
        title="Subscribe",
        about=_ABOUT,
        mailing_list=_mailing_list(settings.mailing_list),
        feeds=(
            _feed("", "All papers", "each new paper with its abstract"),
            _feed(EDITIONS_PAGE, "Editions", "one entry an edition, which lists its papers"),
        ),
        topics=tuple(map(_group, topic_groups(digest))),
        tags=tuple(map(_group, tag_groups(digest))),
    )
    return Page(
        path=SUBSCRIBE,
        section="subscribe",
        title=view.title,
        description=view.about,
        body=templates.render("subscribe", root=root_of(SUBSCRIBE), view=view),
        head=feed_links(SUBSCRIBE, "", settings.name),
    )


def _mailing_list(address: str) -> Link | None:
    """Return the link to a mailing list: to its page, or to its mailbox."""
    if not address:
        return None
    return Link(href=address if "://" in address else f"mailto:{address}", text=address)


def _group(group: LinkGroup) -> FeedGroup:
    feeds = tuple(_feed(link.href, link.text) for link in group.links)
    return FeedGroup(title=group.title, slug=group.slug, feeds=feeds)


def _feed(page: str, title: str, about: str = "") -> FeedLink:
    return FeedLink(title=title, about=about, href=page, atom=atom_path(page), json=json_feed_path(page))
