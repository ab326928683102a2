"""Build the site without Python-Markdown: the same front matter, the same theme in its own environment.

Pages that the generator wrote are parsed by a CommonMark library in Rust; pages that people wrote, which
may use any extension of Python-Markdown, are rendered by MkDocs. Of MkDocs only what its themes and plugins
rest on is used: configuration, files, navigation, pages, the theme's environment, the context of a page.
"""

import logging
import multiprocessing
import sys
import threading
import traceback
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from markdown.extensions.toc import nest_toc_tokens, slugify
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url, is_error_template

from generator.base.errors import DigestError
from generator.config import Project
from generator.site.commonmark import render_body
from generator.site.mkdocs_builder import refusal

_SHARED = 300
"""Pages from which on a second process pays."""


def build_fast(project: Project, site: Path, hand_written: Collection[str]) -> None:
    """Build a site of a project's tree.

    Args:
        project: Names the configuration.
        site: The folder to be made.
        hand_written: Paths in the tree of the pages that MkDocs is to render.

    Raises:
        DigestError: The configuration, the theme or a page is faulty, in MkDocs' or the theme's own words.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        builder = _Builder(project, site, hand_written)
        builder.files.copy_static_files()
        for name in builder.config.theme.static_templates:
            builder.build_template(name)
        _build_all(builder)
    except (MkDocsException, jinja2.TemplateError) as error:
        raise DigestError(refusal("".join(traceback.format_exception(error)))) from None


class _Builder:
    """What every page is made with: configuration, files and navigation, loaded and found as MkDocs does."""

    def __init__(self, project: Project, site: Path, hand_written: Collection[str]) -> None:
        self.config = load_config(str(project.config), site_dir=str(site))
        self.files = get_files(self.config)
        self.environment = self.config.theme.get_env()
        self.files.add_files_from_theme(self.environment, self.config)
        set_exclusions(self.files, self.config)
        self.nav = get_navigation(self.files, self.config)
        self.sources = self.files.documentation_pages()
        self.pages = [file.page or Page(None, file, self.config) for file in self.sources]
        for page in self.pages:
            page.read_source(self.config)
            if page.file.src_uri in hand_written:
                page.render(self.config, self.files)

    def build_page(self, page: Page) -> None:
        """Render a page, which was read, and write it."""
        if page.content is None:
            toc = self.config.mdx_configs.get("toc") or {}
            body = render_body(page.markdown or "", toc.get("slugify", slugify), toc.get("separator", "-"))
            page.content, page.toc = body.html, get_toc(nest_toc_tokens(body.headings))
        page.active = True
        try:
            template = self.environment.get_template(page.meta.get("template", "main.html"))
            html = template.render(get_context(self.nav, self.sources, self.config, page))
        except jinja2.TemplateError as error:
            error.add_note(f"Error building page '{page.file.src_uri}'")
            raise
        _write(html, Path(page.file.abs_dest_path))
        page.active = False
        page.content = page.markdown = None

    def build_template(self, name: str) -> None:
        """Render a template of the theme that is no page: the sitemap, the page for what is missing."""
        site_path = urlsplit(self.config.site_url or "/").path
        root = site_path if is_error_template(name) else get_relative_url(".", name)
        context = get_context(self.nav, self.files, self.config, base_url=root)
        _write(self.environment.get_template(name).render(context), Path(self.config.site_dir, name))


def _write(html: str, path: Path) -> None:
    if html.strip():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html.encode("utf-8", errors="xmlcharrefreplace"))


def _build_all(builder: _Builder) -> None:
    """Build the pages, with two processes where there are many; they have the builder by being forked."""
    if len(builder.pages) < _SHARED or sys.platform != "linux" or threading.active_count() > 1:
        for page in builder.pages:
            builder.build_page(page)
        return
    forking = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(2, mp_context=forking, initializer=_forked.append, initargs=(builder,)) as pool:
        for _ in pool.map(_build_half, (0, 1)):
            pass  # asked for, so that an error is raised here


_forked: list[_Builder] = []
"""In a process that was forked: the builder that it was forked with."""


def _build_half(first: int) -> None:
    for page in _forked[0].pages[first::2]:
        _forked[0].build_page(page)
