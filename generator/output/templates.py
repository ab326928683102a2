"""The door to the template engine: pages in Markdown, feeds in XML, mail in HTML.

Whatever a template shows is escaped for its format, once: for HTML and XML by the engine, for Markdown by
`escape_markdown`. What is in the format already says so by its type, `Markup` or `Markdown`.
"""

import json
import re
import traceback
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

import jinja2
from jinja2.utils import Namespace
from markupsafe import Markup

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import hash_folder
from generator.base.text import Markdown, RichText, escape_markdown, escape_markdown_address, visible_text
from generator.config import check_front_matter

# What JSON writes as it is and a YAML reader takes for a line end, or refuses.
_YAML_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Templates:
    """The templates of a project; one that a person broke is a `DigestError` with its place."""

    def __init__(self, folder: Path) -> None:
        """Open a folder that holds `pages/`, `feeds/` and `mail/`."""
        self._folder = folder
        self._checked: set[str] = set()
        loader = jinja2.FileSystemLoader(folder)
        self._markup = _environment(loader, autoescape=True, finalize=_visible)
        self._markdown = _environment(loader, autoescape=False, finalize=_as_markdown)
        self._markdown.filters |= {"yaml": _as_yaml, "address": _as_address}

    @cached_property
    def fingerprint(self) -> bytes:
        """A hash of all templates."""
        return hash_folder(self._folder)

    def words(self, language: str) -> Mapping[str, str]:
        """Return the words of a language by their English; none where there is no table."""
        name, own = f"theme/partials/words/{language}.html", Namespace(words={})
        if (self._folder / name).is_file():
            _render(self._folder, self._markup, name, {"own": own})
        return dict(own.words)

    def render_page(self, name: str, seen: Mapping[str, object]) -> str:
        """Return a page: front matter and Markdown.

        Args:
            name: The template's name: "paper" for `pages/paper.md.j2`.
            seen: The values that the template may use, by name.

        Raises:
            DigestError: The template is broken, or makes front matter that nobody can read.
        """
        template = f"pages/{name}.md.j2"
        page = _render(self._folder, self._markdown, template, seen)
        if name not in self._checked:  # texts cannot break it, so what holds for one page holds for all
            check_front_matter(page, f"{self._folder.name}/{template}")
            self._checked.add(name)
        return page

    def render_part(self, name: str, seen: Mapping[str, object]) -> str:
        """Return a part of pages in Markdown, as `render_page` does a page.

        Raises:
            DigestError: The template is broken.
        """
        return _render(self._folder, self._markdown, f"pages/{name}.md.j2", seen)

    def render_markup(self, name: str, seen: Mapping[str, object]) -> Markup:
        """Return XML, or the HTML of an e-mail or of the inside of a feed.

        Args:
            name: The template's path without ".j2": "feeds/atom.xml", "mail/edition.html".
            seen: The values that the template may use, by name.

        Raises:
            DigestError: The template is broken.
        """
        return Markup(_render(self._folder, self._markup, f"{name}.j2", seen))  # noqa: S704  it was escaped


def _environment(loader: jinja2.BaseLoader, *, autoescape: bool, finalize: object) -> jinja2.Environment:
    made = jinja2.Environment(
        loader=loader,
        autoescape=autoescape,  # noqa: S701  what is no HTML is escaped as Markdown by `finalize`
        finalize=finalize,  # type: ignore[arg-type]  # it takes any function of one value
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=not autoescape,  # a page ends in a line end
        auto_reload=False,
    )
    # A page asks for its parts by name some dozens of times, and the engine looks them up with care.
    made.get_template = cache(made.get_template)  # type: ignore[method-assign]
    return made


def _render(folder: Path, environment: jinja2.Environment, name: str, seen: Mapping[str, object]) -> str:
    try:
        return environment.get_template(name).render(seen)
    except jinja2.TemplateNotFound as error:
        raise _broken(folder, str(error.name), 0, "no such template") from None
    except jinja2.TemplateSyntaxError as error:
        reason = f"is no template: {error.message}"
        raise _broken(folder, error.name or name, error.lineno, reason) from None
    except jinja2.UndefinedError as error:
        reason = f"asks for what is not there: {error.message}"
        raise _broken(folder, *_place(folder, name, error), reason) from None
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        if not traceback.extract_tb(error.__traceback__)[-1].filename.startswith(f"{folder}/"):
            raise  # a fault of the package, not of the template
        reason = f"fails: {error}"
        raise _broken(folder, *_place(folder, name, error), reason) from None


def _place(folder: Path, name: str, error: Exception) -> tuple[str, int]:
    """Return the template and the line of an error, which the engine puts into the traceback."""
    inside = f"{folder}/"
    frames = (frame for frame in traceback.extract_tb(error.__traceback__) if inside in frame.filename)
    places = [(frame.filename.rpartition(inside)[2], frame.lineno or 0) for frame in frames]
    return places[-1] if places else (name, 0)


def _broken(folder: Path, name: str, line: int, reason: str) -> DigestError:
    location = Location(path=f"{folder.name}/{name}", line=line)
    return DigestError(Problem(location=location, reason=reason))


def _visible(value: object) -> object:
    """Return a value without the characters that neither a page nor XML can hold."""
    return visible_text(value) if type(value) is str else value


def _as_markdown(value: object) -> object:
    """Return a value as Markdown shows it: plain text is escaped."""
    if isinstance(value, RichText):
        return value.as_markdown
    return escape_markdown(value) if type(value) is str else value


def _as_yaml(value: object) -> Markdown:
    """Return text, a number, or maps and lists of them, as YAML on one line (JSON, which is YAML too)."""
    text = json.dumps(value, ensure_ascii=False)
    return Markdown(_YAML_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def _as_address(url: str) -> Markdown:
    """Return an address as the destination of a link."""
    return Markdown(escape_markdown_address(url))
