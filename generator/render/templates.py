"""The door to the template engine: every value is escaped unless it is HTML already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from pathlib import Path


class Templates:
    """The page templates of a project."""

    def __init__(self, folder: Path) -> None:
        """Open a folder that holds `pages/` and `partials/`."""
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
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
