"""Make the published site: frame, stamped pages, files and search, swapped in at the end."""

from __future__ import annotations

import fcntl
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.models import OutputFile
from generator.site.engine import build_frame
from generator.site.published import published_papers
from generator.site.search import build_search, search_documents
from generator.site.shells import SHELL_FOLDER, fill_page, open_shells, shell_path, shell_sources
from generator.site.sitemap import render_sitemap
from generator.site.swap import publish_folder, recover_folder
from generator.write import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.config.project import Project, SiteSettings
    from generator.digest import Digest
    from generator.render import Rendered
    from generator.render.page import Page

__all__ = ["alone", "assemble_site", "publish_site", "published_papers"]

_ENGINE_ONLY = frozenset({SHELL_FOLDER, "sitemap.xml", "sitemap.xml.gz"})
_THEME_ONLY = frozenset({"javascripts", "stylesheets", "images"})


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """Keep other builds of the project waiting, a preview's for instance, until this one is done."""
    project.build.mkdir(exist_ok=True)
    with (project.build / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, also by a kill
        yield


def assemble_site(project: Project, digest: Digest, rendered: Rendered) -> Path:
    """Return a folder that holds the whole site, beside the published one.

    Args:
        project: Names the folders.
        digest: What is published; search is made of it.
        rendered: Its pages and files.

    Raises:
        DigestError: The engine or the search index refused.
    """
    recover_folder(project.site)
    frame = build_frame(project, shell_sources(rendered.pages))
    finished = project.build / "next"
    shutil.rmtree(finished, ignore_errors=True)
    shutil.copytree(frame, finished, ignore=_unpublished)
    for file in _files(frame, digest.settings, rendered):
        write_if_changed(finished / file.path, file.content)
    build_search(search_documents(digest), site=finished, cache=project.cache / "search")
    return finished


def publish_site(project: Project, finished: Path) -> None:
    """Put a finished site in the place of the published one."""
    publish_folder(finished, project.site)


def _unpublished(folder: str, names: list[str]) -> set[str]:
    """Return what the engine made and no page uses: its shells, and in `assets/` the theme's own look."""
    unused = _ENGINE_ONLY | (_THEME_ONLY if Path(folder).name == "assets" else frozenset())
    return set(unused.intersection(names))


def _files(frame: Path, settings: SiteSettings, rendered: Rendered) -> Iterator[OutputFile]:
    shells = open_shells(frame, rendered.pages)
    for page in rendered.pages:
        html = fill_page(shells[shell_path(page)], page, settings)
        yield OutputFile(path=f"{page.path}index.html", content=html)
    yield from rendered.files
    indexed = [page.path for page in rendered.pages if page.is_indexed]
    paths = indexed + _hand_written(frame, rendered.pages)
    yield OutputFile(path="sitemap.xml", content=render_sitemap(settings.url, paths))
    yield OutputFile(path=".nojekyll", content="")


def _hand_written(frame: Path, pages: Sequence[Page]) -> list[str]:
    """Return the addresses of the pages that people wrote."""
    shells = {shell_path(page) for page in pages}
    found = (path.parent.relative_to(frame).as_posix() for path in frame.rglob("index.html"))
    return [f"{address}/" for address in found if address != "." and f"{address}/" not in shells]
