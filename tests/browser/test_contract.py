"""The contract with the site engine: a stamped page is what the engine would have made of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from generator.config.project import load_settings
from generator.kept import Kept
from generator.render import render_digest
from generator.render.references import References
from generator.render.templates import Templates
from generator.site.shells import engine_source, page_values, shell_path
from generator.write import write_if_changed
from tests.browser.served import copy_project

if TYPE_CHECKING:
    from pathlib import Path

    from generator.render.page import Page
    from tests.browser.served import Site

pytestmark = pytest.mark.site

NEEDED = ("", "topics/", "tags/", "editions/", "starred/", "subscribe/")
"""Pages that the hand-written ones link to, which the engine checks."""


@pytest.mark.parametrize("name", ["built_site", "hostile_site"])
def test_the_engine_makes_the_same_of_a_page(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Byte by byte, for pages of every section and depth, whatever their text holds."""
    site: Site = request.getfixturevalue(name)
    pages = _some_of_each_shell(site)
    made = _render_by_engine(site, pages, tmp_path)
    assert {shell_path(page) for page in pages} >= {"", "topics/", "papers/_shell/", "editions/_shell/"}
    for page in pages:
        engine = (made / page.path / "index.html").read_text(encoding="utf-8")
        assert site.read(page.path) == engine, page.path


def _some_of_each_shell(site: Site) -> list[Page]:
    """Return up to six pages of each shell, spread over all that there are."""
    project = site.project
    references = References(Kept(project.cache / "references.json"))  # as the build made them
    rendered = render_digest(site.prepared.digest, Templates(project.templates), references)
    by_shell: dict[str, list[Page]] = {}
    for page in rendered.pages:
        by_shell.setdefault(shell_path(page), []).append(page)
    return [page for pages in by_shell.values() for page in pages[:: max(1, len(pages) // 5)]]


def _render_by_engine(site: Site, pages: list[Page], folder: Path) -> Path:
    """Return the folder in which the engine rendered pages, each as a source of its own."""
    project = copy_project(folder, data=False)
    shutil.copy(site.project.config, project.config)
    shutil.copytree(project.docs, project.build / "docs")
    settings = load_settings(project)
    assert {page.path for page in pages} >= set(NEEDED)
    for page in pages:
        source = engine_source(page.path, page.section, page_values(page, settings))
        write_if_changed(project.build / "docs" / source.path, source.content)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(project.config)]
    subprocess.run(
        [*command, "--site-dir", str(folder / "made")], check=True, capture_output=True, cwd=folder
    )
    return folder / "made"
