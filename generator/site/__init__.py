"""From the tree of Markdown to the published folder: built, searchable, checked, swapped in at the end."""

import shutil
from pathlib import Path
from typing import Literal

from generator.base.cache import Cache
from generator.config import Project, SiteSettings
from generator.site.assembly import Assembly
from generator.site.commonmark import Heading, render_body
from generator.site.fast_builder import build_fast
from generator.site.finish import as_published, drop_unused, tidy_pages, without_indents, write_markdown
from generator.site.front_matter import read_front_matter
from generator.site.links import check_links, dead_links
from generator.site.mkdocs_builder import build_changes_with_mkdocs, build_with_mkdocs
from generator.site.publish import clean_build, publish_site, recover_site
from generator.site.refusal import refusal
from generator.site.sample import check_sample, choose_sample, document_of, first_difference
from generator.site.search import Searchable, SearchDocument, build_search, searchable_papers
from generator.site.tree import hand_written_pages, write_tree
from generator.stages.digest import Digest

__all__ = [
    "Assembly",
    "Builder",
    "Heading",
    "SearchDocument",
    "Searchable",
    "as_published",
    "assemble_site",
    "build_changes_with_mkdocs",
    "build_fast",
    "build_search",
    "build_with_mkdocs",
    "check_links",
    "check_sample",
    "choose_sample",
    "clean_build",
    "dead_links",
    "document_of",
    "first_difference",
    "hand_written_pages",
    "publish_site",
    "read_front_matter",
    "recover_site",
    "refusal",
    "render_body",
    "searchable_papers",
    "tidy_pages",
    "without_indents",
    "write_markdown",
    "write_tree",
]

Builder = Literal["mkdocs", "fast"]
"""What makes the pages of the site: MkDocs, or the fast builder, which makes the same ones."""


def assemble_site(project: Project, digest: Digest, builder: Builder | None = None) -> Path:
    """Return a folder that holds the whole site, beside the published one.

    Args:
        project: The project, whose tree is written.
        digest: The papers that are published; search is made of them.
        builder: The builder of the pages; chosen by their number where nobody asks for one.

    Raises:
        DigestError: The builder or the search index refused, or a link leads nowhere.
    """
    recover_site(project)
    finished = project.build / "next"
    cache = Cache(project.cache / "site")
    assembly = Assembly(finished, project.site, cache)
    hand_written = hand_written_pages(project)
    if (builder or choose_builder(project, digest.settings)) == "fast":
        built = build_fast(project, assembly, hand_written, cache)
        if built:
            check_sample(project, finished, hand_written, built)
    elif not build_changes_with_mkdocs(project, assembly, hand_written, cache):
        assembly = _build_whole(project, finished, cache)
    assembly.make_room(".nojekyll").touch()
    assembly.note([".nojekyll"], b"")
    build_search(searchable_papers(digest), assembly, project.cache / "search")
    assembly.finish()
    check_links(finished, digest.settings.url, cache)
    return finished


def _build_whole(project: Project, finished: Path, cache: Cache) -> Assembly:
    """Have MkDocs build all pages, in a process of its own, as its plugins expect it."""
    shutil.rmtree(finished, ignore_errors=True)
    build_with_mkdocs(project, finished)
    drop_unused(project, finished)
    write_markdown(project.tree, finished)
    tidy_pages(finished)
    assembly = Assembly(finished, project.site, cache)
    assembly.take_all()
    return assembly


def choose_builder(project: Project, settings: SiteSettings) -> Builder:
    """Return MkDocs for a tree of some pages or where plugins are to run, the fast builder for many pages."""
    pages = sum(1 for _ in project.tree.rglob("*.md"))
    return "fast" if pages > settings.fast_above and not settings.has_plugins else "mkdocs"
