"""The door to the template engine: every text is made visible and escaped, unless it is HTML already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from generator.text import visible_text

if TYPE_CHECKING:
    from pathlib import Path


class Templates:
    """The page templates of a project."""

    def __init__(self, folder: Path) -> None:
        """Open a folder that holds `pages/`, `partials/`, `feeds/` and `mail/`."""
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            finalize=_visible,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def render(self, name: str, *, root: str, view: object) -> str:
        """Return a page's HTML.

        Args:
            name: Of the template: "paper" for `pages/paper.html.j2`.
            root: Relative prefix to the site's root.
            view: What the template may see, as `page`.
        """
        return self._environment.get_template(f"pages/{name}.html.j2").render(page=view, root=root)

    def render_mail(self, name: str, view: object) -> str:
        """Return the HTML of an e-mail.

        Args:
            name: Of the template: "edition" for `mail/edition.html.j2`.
            view: What the template may see, as `page`.
        """
        return self._environment.get_template(f"mail/{name}.html.j2").render(page=view)

    def render_feed_part(self, name: str, view: object) -> Markup:
        """Return XML, or HTML for the inside of a feed.

        Args:
            name: Of the template: "atom.xml" for `feeds/atom.xml.j2`.
            view: What the template may see, as `feed`.
        """
        rendered = self._environment.get_template(f"feeds/{name}.j2").render(feed=view)
        return Markup(rendered)  # noqa: S704  the template escaped it


def _visible(value: object) -> object:
    """Return a value without the characters that neither a page nor XML can hold."""
    return visible_text(value) if type(value) is str else value
