"""What leads a reader's program from a page to the feed that it may follow."""

from __future__ import annotations

from markupsafe import Markup

from generator.render.addresses import atom_path, json_feed_path
from generator.render.page import root_of

EDITIONS_PAGE = "editions/"


def feed_links(path: str, of: str, title: str) -> Markup:
    """Return the elements of a page's head that name a feed, in both its formats.

    Args:
        path: Address of the page.
        of: Address of the page that the feed belongs to.
        title: Of the feed.
    """
    kinds = (
        ("application/atom+xml", "Atom", atom_path(of)),
        ("application/feed+json", "JSON Feed", json_feed_path(of)),
    )
    link = Markup('<link rel="alternate" type="{}" title="{} ({})" href="{}">')
    links = [link.format(kind, title, name, root_of(path) + href) for kind, name, href in kinds]
    return Markup("").join(links)
