"""Build the site without Python-Markdown: the same front matter, the same theme in its own environment.

Pages that the generator wrote are parsed by a CommonMark library in Rust; pages that people wrote, which
may use any extension of Python-Markdown, are rendered by MkDocs. Of MkDocs only what its themes and plugins
rest on is used: configuration, files, navigation, pages, the theme's environment, the context of a page.
"""

import hashlib
import json
import logging
import shutil
import traceback
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markdown.extensions.toc import nest_toc_tokens, slugify
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url, is_error_template
from mkdocs.utils.yaml import yaml_load

from generator.base.cache import Cache, fingerprint_code
from generator.base.errors import DigestError
from generator.base.files import hash_folder, scan
from generator.base.parallel import share_out
from generator.config import Project
from generator.site.assembly import Assembly
from generator.site.commonmark import render_body
from generator.site.finish import as_published, is_of_theme, without_indents
from generator.site.mkdocs_builder import refusal

_PAYS_FROM = 200
"""Pages from which on more than one process pays."""
_META = "meta of pages"
_SEEN_BY_ALL = ("robots", "moved_to")
"""Front matter that a template may ask of any page without that the page is read."""


def build_fast(
    project: Project, assembly: Assembly, hand_written: Collection[str], cache: Cache | None = None
) -> tuple[str, ...]:
    """Build a site of a project's tree; return the paths in the tree of the pages that were made anew.

    Args:
        project: Names the configuration.
        assembly: The site to be made; pages that are made of what they were made of are taken over.
        hand_written: Paths in the tree of the pages that MkDocs is to render.
        cache: What earlier builds knew of pages.

    Raises:
        DigestError: The configuration, the theme or a page is faulty, in MkDocs' or the theme's own words.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        builder = _Builder(project, assembly, hand_written)
        builder.add_files()
        built = builder.build_pages(cache or Cache())
        for name in builder.config.theme.static_templates:
            builder.build_template(name)
        builder.add_theme_files()
    except (MkDocsException, jinja2.TemplateError) as error:
        raise DigestError(refusal("".join(traceback.format_exception(error)))) from None
    return built


class _KeptPage(Page):
    """A page that is read when something is asked of it that is not known of every page."""

    def __init__(self, file: File, config: MkDocsConfig, meta: Mapping[str, str]) -> None:
        super().__init__(None, file, config)
        self.meta = _KeptMeta(self, config, meta)


class _KeptMeta(dict[str, Any]):
    """The front matter of a page that was not read."""

    def __init__(self, page: Page, config: MkDocsConfig, known: Mapping[str, str]) -> None:
        super().__init__({name: known.get(name) for name in _SEEN_BY_ALL})
        self._page, self._config = page, config

    def __missing__(self, name: str) -> object:
        self._page.read_source(self._config)
        return self._page.meta[name]


class _Builder:
    """What every page is made with: configuration, files and navigation, loaded and found as MkDocs does."""

    def __init__(self, project: Project, assembly: Assembly, hand_written: Collection[str]) -> None:
        self.assembly = assembly
        self.hand_written = hand_written
        self.tree = dict(scan(project.tree))
        self.config = load_config(str(project.config), site_dir=str(assembly.root))
        self.files = get_files(self.config)
        self.environment = self.config.theme.get_env()
        self.files.add_files_from_theme(self.environment, self.config)
        set_exclusions(self.files, self.config)
        self.nav = get_navigation(self.files, self.config)
        self.sources = self.files.documentation_pages()
        for page in self.pages:
            if page.file.src_uri in hand_written:
                page.read_source(self.config)
                page.render(self.config, self.files)
            elif page in self.nav.pages:  # its title stands on every page
                page.read_source(self.config)

    @property
    def pages(self) -> list[Page]:
        return [file.page or Page(None, file, self.config) for file in self.sources]

    @cached_property
    def shell(self) -> bytes:
        """A hash of what all pages are made with: settings, theme, code, and the pages that people wrote."""
        state = hashlib.sha256(fingerprint_code().encode())
        config = Path(str(self.config.config_file_path))
        with config.open(encoding="utf-8") as file:
            settings = yaml_load(file)  # with what it inherits, and what the environment says
        state.update(json.dumps(settings, default=str, sort_keys=True).encode())
        if own := self.config.theme.custom_dir:
            state.update(hash_folder(Path(own)))
        state.update(repr([(name, self.tree[name]) for name in sorted(self.hand_written)]).encode())
        state.update(repr([(page.title, page.url) for page in self.nav.pages]).encode())
        return state.digest()

    def add_files(self) -> None:
        """Take in the files beside the pages."""
        for file in self.files:
            state = self.tree.get(file.src_uri)
            if state and not file.is_documentation_page() and file.inclusion.is_included():  # type: ignore[no-untyped-call]
                self.assembly.add(file.dest_uri, Path(file.abs_src_path or ""), state)

    def build_pages(self, cache: Cache) -> tuple[str, ...]:
        """Make the pages whose source or shell is another; return their paths in the tree."""
        known = cache.find(_META, dict[str, dict[str, str]]) or {}
        metas: dict[str, dict[str, str]] = {}
        waiting: list[tuple[Page, bytes]] = []
        for page in self.pages:
            source = page.file.src_uri
            inputs = hashlib.blake2b(
                self.shell + repr(self.tree[source][:2]).encode(), digest_size=16
            ).digest()
            names = (page.file.dest_uri, _twin(page.file.dest_uri))
            if source in self.hand_written or not all(self.assembly.keep(name, inputs) for name in names):
                waiting.append((page, inputs))
            else:
                metas |= {source: known[source]} if source in known else {}
                if page not in self.nav.pages:
                    page.file.page = _KeptPage(page.file, self.config, known.get(source, {}))
        for page, _ in waiting:
            if page.markdown is None:
                page.read_source(self.config)
            if told := {name: str(page.meta[name]) for name in _SEEN_BY_ALL if page.meta.get(name)}:
                metas[page.file.src_uri] = told
        share_out(lambda each: self.build_page(each[0]), waiting, pays=len(waiting) > _PAYS_FROM)
        for page, inputs in waiting:
            self.assembly.note((page.file.dest_uri, _twin(page.file.dest_uri)), inputs)
        cache.keep(_META, metas)
        return tuple(page.file.src_uri for page, _ in waiting)

    def build_page(self, page: Page) -> None:
        """Render a page, which was read, and write it, its Markdown beside it."""
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
        self._write(page.file.dest_uri, without_indents(html))
        self._write(_twin(page.file.dest_uri), as_published(page.file.content_string))
        page.active = False
        if page not in self.nav.pages:  # a page without its text has no title
            page.content = page.markdown = None

    def build_template(self, name: str) -> None:
        """Render a template of the theme that is no page: the sitemap, the page for what is missing."""
        site_path = urlsplit(self.config.site_url or "/").path
        root = site_path if is_error_template(name) else get_relative_url(".", name)
        context = get_context(self.nav, self.files, self.config, base_url=root)
        made = self.environment.get_template(name).render(context)
        self._write(name, without_indents(made) if name.endswith(".html") else made)
        self.assembly.note([name], b"")

    def add_theme_files(self) -> None:
        """Take in those files of the theme that a page asks for."""
        asking = {
            "index.html",
            "404.html",
            *(page.file.dest_uri for page in self.pages if page.file.src_uri in self.hand_written),
        }
        text = "".join((self.assembly.root / name).read_text(encoding="utf-8") for name in sorted(asking))
        for file in self.files:
            if file.src_uri not in self.tree and (file.dest_uri in text or not is_of_theme(file.dest_uri)):
                shutil.copyfile(file.abs_src_path or "", self.assembly.make_room(file.dest_uri))
                self.assembly.note([file.dest_uri], b"")

    def _write(self, path: str, html: str) -> None:
        self.assembly.make_room(path).write_bytes(html.encode("utf-8", errors="xmlcharrefreplace"))


def _twin(page: str) -> str:
    """Return where the Markdown of a page is published: `topics/serving/index.md`."""
    return f"{page.removesuffix('.html')}.md"
