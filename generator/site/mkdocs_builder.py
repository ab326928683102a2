"""Build the site with MkDocs: the reference that the fast builder is compared with."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.pages import Page

from generator.base.cache import Cache
from generator.base.errors import DigestError
from generator.config import Project
from generator.site.assembly import Assembly
from generator.site.page_builder import Engine, build_pages, open_config
from generator.site.refusal import refusal

# A date of its own would make every build another one.
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "0"}
_PAYS_FROM = 20
"""Pages from which on more than one process pays: Python-Markdown takes long."""
_ENGINE = Engine("mkdocs", Page.read_source, Page.render, _PAYS_FROM)
_THEMES = frozenset({"material", "mkdocs", "readthedocs", None})
"""Themes that make a page of itself and of those in the menu alone; `None` is the project's own."""
_PURE = frozenset(
    "abbr admonition attr_list codehilite def_list digest_math extra fenced_code footnotes legacy_attrs "
    "legacy_em md_in_html meta nl2br sane_lists smarty tables toc wikilinks".split()
)
"""Extensions that read nothing but the page."""
_IMPURE = frozenset({"pymdownx.b64", "pymdownx.snippets"})
_TAG = re.compile(r"\{#.*?#\}|\{[{%](.*?)[%}]\}", re.DOTALL)
_PAGES = re.compile(r"(?<![\w.])pages\b")


def build_with_mkdocs(project: Project, site: Path) -> None:
    """Have MkDocs build a project's tree into a folder, in a process of its own, as `mkdocs build` does.

    Raises:
        DigestError: MkDocs refused, with its own words.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]  # quiet, it would not count its warnings
    command += ["--config-file", str(project.config), "--site-dir", str(site)]
    environment = os.environ | _ENVIRONMENT
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=project.root, env=environment
    )
    if result.returncode:
        raise DigestError(refusal(result.stderr or result.stdout))


def build_changes_with_mkdocs(
    project: Project, assembly: Assembly, hand_written: Collection[str], cache: Cache
) -> bool:
    """Have MkDocs make the pages that changed; return whether it can, else nothing was done.

    It reads, renders and dresses each page as `mkdocs build` does, by the same functions.

    Args:
        project: Names the configuration.
        assembly: The site to be made; pages that are made of what they were made of are taken over.
        hand_written: Paths in the tree of the pages that people wrote.
        cache: What earlier builds knew of pages.

    Raises:
        DigestError: MkDocs refused, with its own words.
    """
    with _environment():
        config = open_config(project, assembly.root, strict=True)
        if not is_in_parts(config):
            return False
        build_pages(config, assembly, hand_written, _ENGINE, cache)
        return True


@contextmanager
def _environment() -> Iterator[None]:
    """Let MkDocs see what a process of its own would see; others of this process ask for the date, too."""
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def is_in_parts(config: MkDocsConfig) -> bool:
    """Return whether what a page is made of is known: itself, the menu, the theme and the configuration.

    Plugins, hooks and some extensions may read anything, and a theme may show pages on other pages.
    """
    extensions = config.markdown_extensions
    are_pure = all(
        name in _PURE or (name.startswith("pymdownx.") and name not in _IMPURE) for name in extensions
    )
    checks_anchors = config.validation.links.anchors >= logging.WARNING  # of pages that may not be at hand
    reads_more = config.plugins or config.hooks or config.extra_templates or checks_anchors
    return are_pure and not reads_more and config.theme.name in _THEMES and not _lists_pages(config)


def _lists_pages(config: MkDocsConfig) -> bool:
    """Return whether a template of the project's own may ask for all pages; a map of the site may."""
    folder = Path(config.theme.custom_dir or os.devnull)
    own = (path for path in folder.rglob("*.html") if path.name not in config.theme.static_templates)
    return any(_PAGES.search(tag) for path in own for tag in _TAG.findall(path.read_text(encoding="utf-8")))


def build_sample_with_mkdocs(project: Project, docs: Path, site: Path) -> None:
    """Have MkDocs build the pages in a folder as it would build all of a project's.

    Raises:
        DigestError: MkDocs refused, with its own words.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        build(load_config(str(project.config), docs_dir=str(docs), site_dir=str(site), strict=False))
    except MkDocsException as error:
        raise DigestError(refusal(str(error))) from None
