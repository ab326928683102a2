"""Shells: pages of the engine with placeholders, one for each section and depth.

A page and its shell lie equally deep, so the links that the engine makes fit both. The values of
a page are HTML already; the theme's `shell.html` puts them in as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.models import OutputFile
from generator.site.stamp import Shell, cut_shell
from generator.text import escape_html, escape_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from generator.config.project import SiteSettings
    from generator.render.page import Page

SHELL_FOLDER = "_shell"
"""Shells that no page overwrites lie in folders of this name."""

_NAMES = ("title", "description", "canonical", "head", "body")
_NO_INDEX = '<meta name="robots" content="noindex">'
_TOKENS = {name: f"@@{name.upper()}@@" for name in _NAMES}


def shell_path(page: Page) -> str:
    """Return the address of the shell that a page is stamped from: as deep, in the same section."""
    first, *rest = page.path.split("/")[:-1] or [""]
    return "".join(f"{folder}/" for folder in (first, *(SHELL_FOLDER for _ in rest)) if folder)


def shell_sources(pages: Iterable[Page]) -> tuple[OutputFile, ...]:
    """Return what the engine renders: one source for each shell that the pages need."""
    needed = {shell_path(page): page.section for page in pages}
    return tuple(engine_source(path, section, _TOKENS) for path, section in sorted(needed.items()))


def engine_source(path: str, section: str, values: Mapping[str, str]) -> OutputFile:
    """Return the engine's source of a page: front matter alone, which the theme's template shows.

    Args:
        path: Address of the page.
        section: Entry of the header that it belongs to.
        values: HTML by name; placeholders make a shell.
    """
    fields = {"template": "shell.html", "section": section, **values}
    lines = "".join(f"{name}: {escape_yaml(value)}\n" for name, value in fields.items())
    return OutputFile(path=f"{path}index.md", content=f"---\n{lines}---\n")


def open_shells(frame: Path, pages: Iterable[Page]) -> dict[str, Shell]:
    """Return the shells that the engine rendered, by their address."""
    paths = {shell_path(page) for page in pages}
    return {path: cut_shell((frame / path / "index.html").read_text(encoding="utf-8")) for path in paths}


def fill_page(shell: Shell, page: Page, settings: SiteSettings) -> str:
    """Return a page as it is published."""
    return shell.fill(
        {_TOKENS[name].strip("@"): value for name, value in page_values(page, settings).items()}
    )


def page_values(page: Page, settings: SiteSettings) -> dict[str, str]:
    """Return the values of a page as HTML, by name."""
    return {
        "title": escape_html(page.title),
        "description": escape_html(page.description),
        "canonical": escape_html(settings.url + page.path),
        "head": page.head if page.is_indexed else f"{page.head}{_NO_INDEX}",
        "body": page.body,
    }
