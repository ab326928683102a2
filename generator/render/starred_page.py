"""The page of the papers that its reader starred: made once, filled by each browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.addresses import STARRED
from generator.render.index_views import StarredPage
from generator.render.page import Page, root_of

if TYPE_CHECKING:
    from generator.digest import Digest
    from generator.render.templates import Templates

_ABOUT = "Kept in this browser alone: no account, and nothing is sent."


def starred_page(digest: Digest, templates: Templates) -> Page:
    """Return the page of starred papers; there is nothing on it for a search engine."""
    view = StarredPage(title="Starred papers", about=_ABOUT, site=digest.settings.name)
    return Page(
        path=STARRED,
        section="starred",
        title=view.title,
        description=f"The papers that you starred in {digest.settings.name}. {_ABOUT}",
        body=templates.render("starred", root=root_of(STARRED), view=view),
        is_indexed=False,
    )
