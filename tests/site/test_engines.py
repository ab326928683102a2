"""Other engines than MkDocs build the same tree: with these a digest goes on when MkDocs ends."""

import os
import posixpath
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from generator.config import Project, load_settings
from generator.site import build_with_mkdocs, dead_links
from generator.workflows.build import write_pages
from tests.world import ROOT, make_world

pytestmark = pytest.mark.site

ENGINES = ROOT / ".cache" / "engines" / "bin"


@pytest.fixture
def world(tmp_path: Path) -> Project:
    """Give the made-up world with its tree written."""
    project = make_world(tmp_path / "world")
    write_pages(project, locked=False, allow_removals=True)
    return project


def _run(project: Project, give_up: Callable[[str], NoReturn], name: str, *arguments: str) -> str:
    """Run an engine in a project and return what it says; the test ends where the engine is not installed."""
    if not (ENGINES / name).is_file():
        give_up(f"needs {name} in .cache/engines: make .cache/engines/.done")
    quiet = {"SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    run = subprocess.run(
        [ENGINES / name, "build", *arguments],
        cwd=project.root,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr or run.stdout
    return run.stderr + run.stdout


def _bytes(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def test_properdocs_builds_the_same_bytes(
    world: Project, tmp_path: Path, give_up: Callable[[str], NoReturn]
) -> None:
    """A fork of MkDocs 1.6 that is kept: each file of the site is the same."""
    _run(world, give_up, "properdocs", "--strict", "-f", "mkdocs.yml", "-d", str(tmp_path / "properdocs"))
    build_with_mkdocs(world, tmp_path / "mkdocs")
    ours, theirs = _bytes(tmp_path / "mkdocs"), _bytes(tmp_path / "properdocs")
    assert ours.keys() == theirs.keys()
    assert [name for name in sorted(ours) if ours[name] != theirs[name]] == []


def test_zensical_builds_every_page(world: Project, give_up: Callable[[str], NoReturn]) -> None:
    """It reads the same tree and theme.

    What it lacks: it takes each link for one between files, and adds a "../"; its skeleton has a link to an
    element that only its own templates have.
    """
    _run(world, give_up, "zensical", "-f", "mkdocs.yml")
    reference = world.build / "reference"
    build_with_mkdocs(world, reference)
    pages = {path.relative_to(reference) for path in reference.rglob("index.html")}
    assert pages == {path.relative_to(world.site) for path in world.site.rglob("index.html")}
    dead = dead_links(world.site, load_settings(world).url)
    mended = {(page, address.removeprefix("../")) for page, address in dead}
    alive = {page.relative_to(reference).as_posix() for page in reference.rglob("*") if page.is_file()}
    assert [(page, address) for page, address in sorted(mended) if not _leads(page, address, alive)] == []


def _leads(page: str, address: str, files: set[str]) -> bool:
    """Return whether an address leads from a page to one of some files, or is known to lead nowhere."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
    is_known = address == "index.md" or address.endswith("#__skip")
    return is_known or target in files or f"{target}/index.html".removeprefix("./") in files
