"""The door to the template engine: every text is made visible and escaped, unless it is HTML already."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from generator.errors import DigestError, Location, Problem
from generator.text import visible_text

if TYPE_CHECKING:
    from pathlib import Path


class Templates:
    """The page templates of a project; one that a person broke is a `DigestError` with its place."""

    def __init__(self, folder: Path) -> None:
        """Open a folder that holds `pages/`, `partials/`, `feeds/` and `mail/`."""
        self._folder = folder
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
        return self._render(f"pages/{name}.html.j2", page=view, root=root)

    def render_mail(self, name: str, view: object) -> str:
        """Return the HTML of an e-mail.

        Args:
            name: Of the template: "edition" for `mail/edition.html.j2`.
            view: What the template may see, as `page`.
        """
        return self._render(f"mail/{name}.html.j2", page=view)

    def render_feed_part(self, name: str, view: object) -> Markup:
        """Return XML, or HTML for the inside of a feed.

        Args:
            name: Of the template: "atom.xml" for `feeds/atom.xml.j2`.
            view: What the template may see, as `feed`.
        """
        rendered = self._render(f"feeds/{name}.j2", feed=view)
        return Markup(rendered)  # noqa: S704  the template escaped it

    def _render(self, name: str, **seen: object) -> str:
        try:
            return self._environment.get_template(name).render(seen)
        except jinja2.TemplateNotFound as error:
            raise self._broken(str(error.name), 0, "no such template") from None
        except jinja2.TemplateSyntaxError as error:
            reason = f"is no template: {error.message}"
            raise self._broken(error.name or name, error.lineno, reason) from None
        except jinja2.UndefinedError as error:
            reason = f"asks for what is not there: {error.message}"
            raise self._broken(*self._place(name, error), reason) from None

    def _place(self, name: str, error: jinja2.UndefinedError) -> tuple[str, int]:
        """Return the template and the line of an error, which the engine puts into the traceback."""
        inside = f"{self._folder}/"
        frames = (frame for frame in traceback.extract_tb(error.__traceback__) if inside in frame.filename)
        places = [(frame.filename.rpartition(inside)[2], frame.lineno or 0) for frame in frames]
        return places[-1] if places else (name, 0)

    def _broken(self, name: str, line: int, reason: str) -> DigestError:
        location = Location(path=f"{self._folder.name}/{name}", line=line)
        return DigestError(Problem(location=location, reason=reason))


def _visible(value: object) -> object:
    """Return a value without the characters that neither a page nor XML can hold."""
    return visible_text(value) if type(value) is str else value
