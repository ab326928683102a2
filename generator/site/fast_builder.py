"""Build the site without Python-Markdown: the same front matter, the same theme in its own environment.

Pages that the generator wrote are parsed by a CommonMark library in Rust; pages that people wrote, which
may use any extension of Python-Markdown, are rendered by MkDocs.
"""

from collections.abc import Collection

from markdown.extensions.toc import nest_toc_tokens, slugify
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.base.cache import Cache
from generator.config import Project
from generator.site.assembly import Assembly
from generator.site.commonmark import render_body
from generator.site.front_matter import read_front_matter
from generator.site.page_builder import Engine, build_pages, open_config

_PAYS_FROM = 200
"""Pages from which on more than one process pays."""


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
    config = open_config(project, assembly.root, strict=False)  # its links are not MkDocs' to judge
    engine = Engine("fast", _read, _render, _PAYS_FROM)
    return build_pages(config, assembly, hand_written, engine, cache or Cache())


def _read(page: Page, config: MkDocsConfig) -> None:
    """Set a page's Markdown and its front matter, as MkDocs reads them."""
    if known := read_front_matter(page.file.content_string):
        page.markdown, page.meta = known
    else:
        page.read_source(config)


def _render(page: Page, config: MkDocsConfig, _files: Files) -> None:
    """Make HTML of a page's Markdown, with a table of contents as `toc` makes it."""
    toc = config.mdx_configs.get("toc") or {}
    body = render_body(page.markdown or "", toc.get("slugify", slugify), toc.get("separator", "-"))
    page.content, page.toc = body.html, get_toc(nest_toc_tokens(body.headings))
