"""Build the site without Python-Markdown: the same front matter, the same theme in its own environment.

Pages that the generator wrote are parsed by a CommonMark library in Rust; pages that people wrote, which
may use any extension of Python-Markdown, are rendered by MkDocs. Of MkDocs only what its themes and plugins
rest on is used: configuration, files, navigation, pages, the theme's environment, the context of a page.
"""

from __future__ import annotations

import logging
import multiprocessing
import sys
import threading
import traceback
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markdown.extensions.toc import nest_toc_tokens, slugify
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url, is_error_template

from generator.base.errors import DigestError
from generator.config.project import Project
from generator.site.commonmark import render_body
from generator.site.mkdocs_builder import refusal

_SHARED = 300
"""Pages from which on a second process pays."""


def build_fast(project: Project, site: Path, hand_written: Collection[str]) -> None:
    """Build a site.

    Args:
        project: Names the configuration; its tree is written.
        site: The folder to be made.
        hand_written: Paths in the tree of the pages that MkDocs is to render.

    Raises:
        DigestError: The configuration, the theme or a page is faulty, in MkDocs' or the theme's own words.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        builder = _Builder.open(project, site, hand_written)
        builder.files.copy_static_files()
        for file in builder.pages:
            builder.prepare(file)
        for name in builder.config.theme.static_templates:
            builder.build_template(name)
        _build_all(builder)
    except (MkDocsException, jinja2.TemplateError) as error:
        raise DigestError(refusal("".join(traceback.format_exception(error)))) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Builder:
    """What every page is made with."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    environment: jinja2.Environment
    pages: Sequence[File]
    hand_written: Collection[str]

    @classmethod
    def open(cls, project: Project, site: Path, hand_written: Collection[str]) -> _Builder:
        """Load the configuration and find all files, as MkDocs does."""
        config = load_config(str(project.config), site_dir=str(site))
        files = get_files(config)
        environment = config.theme.get_env()
        files.add_files_from_theme(environment, config)
        set_exclusions(files, config)
        return cls(
            config=config,
            files=files,
            nav=get_navigation(files, config),
            environment=environment,
            pages=files.documentation_pages(),
            hand_written=hand_written,
        )

    def prepare(self, file: File) -> None:
        """Read a page's front matter; of a hand-written page, which others may link to, the body too."""
        page = file.page or Page(None, file, self.config)
        page.read_source(self.config)
        if file.src_uri in self.hand_written:
            page.render(self.config, self.files)

    def build_page(self, file: File) -> None:
        """Render a page, which is prepared, and write it."""
        page = _page_of(file)
        if page.content is None:
            self._render(page)
        page.active = True
        try:
            template = self.environment.get_template(page.meta.get("template", "main.html"))
            html = template.render(get_context(self.nav, self.pages, self.config, page))
        except jinja2.TemplateError as error:
            error.add_note(f"Error building page '{file.src_uri}'")
            raise
        self._write(html, file.abs_dest_path)
        page.active = False
        page.content = page.markdown = None

    def build_template(self, name: str) -> None:
        """Render a template of the theme that is no page: the sitemap, the page for what is missing."""
        site_path = urlsplit(self.config.site_url or "/").path
        root = site_path if is_error_template(name) else get_relative_url(".", name)
        context = get_context(self.nav, self.files, self.config, base_url=root)
        html = self.environment.get_template(name).render(context)
        self._write(html, f"{self.config.site_dir}/{name}")

    def _render(self, page: Page) -> None:
        toc: dict[str, Any] = self.config.mdx_configs.get("toc") or {}
        body = render_body(page.markdown or "", toc.get("slugify", slugify), toc.get("separator", "-"))
        page.content = body.html
        tokens = [{"level": one.level, "id": one.id, "name": one.name} for one in body.headings]
        page.toc = get_toc(nest_toc_tokens(tokens))

    def _write(self, html: str, place: str) -> None:
        if html.strip():
            path = Path(place)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(html.encode("utf-8", errors="xmlcharrefreplace"))


def _page_of(file: File) -> Page:
    if file.page is None:
        message = f"not prepared: {file.src_uri}"
        raise ValueError(message)
    return file.page


def _build_all(builder: _Builder) -> None:
    """Build the pages, with two processes where there are many; they have the builder by being forked."""
    pages = range(len(builder.pages))
    if len(pages) < _SHARED or sys.platform != "linux" or threading.active_count() > 1:
        _build_some(pages, builder)
        return
    forking = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(2, mp_context=forking, initializer=_inherit, initargs=(builder,)) as pool:
        for _ in pool.map(_build_some, (pages[0::2], pages[1::2])):
            pass


_inherited: list[_Builder] = []


def _inherit(builder: _Builder) -> None:
    _inherited.append(builder)


def _build_some(pages: Iterable[int], builder: _Builder | None = None) -> None:
    """Build the pages at these places; without a builder, with the one that this process was forked with."""
    used = builder or _inherited[-1]
    for place in pages:
        used.build_page(used.pages[place])
