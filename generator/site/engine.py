"""Run the site engine, which dresses the hand-written pages and the shells of all others.

Its output is called the frame. It depends on nothing that a dump brings, so it is kept until
the hand-written pages, the theme, the configuration or the engine itself change.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from generator.errors import DigestError, Location, Problem
from generator.models import OutputFile
from generator.write import sync

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.config.project import Project


def build_frame(project: Project, shells: Iterable[OutputFile]) -> Path:
    """Return the folder that the engine made of the hand-written pages and the shells.

    Args:
        project: Names the folders.
        shells: Pages with placeholders, beside the hand-written ones.

    Raises:
        DigestError: The engine refused, with its own words.
    """
    frame, stamp = project.build / "frame", project.build / "frame.sha256"
    sync([*_hand_written(project.docs), *shells], project.build / "docs")
    fingerprint = _fingerprint(project)
    if frame.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint:
        return frame
    stamp.unlink(missing_ok=True)
    shutil.rmtree(frame, ignore_errors=True)
    _run_engine(project, frame)
    stamp.write_text(fingerprint, encoding="ascii")
    return frame


def _hand_written(docs: Path) -> Iterator[OutputFile]:
    for path in sorted(docs.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield OutputFile(path=path.relative_to(docs).as_posix(), content=path.read_bytes())


def _fingerprint(project: Project) -> str:
    """Return a digest of everything that the engine's output depends on."""
    folders = (project.build / "docs", project.templates / "theme")
    files = [
        project.config,
        *sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()),
    ]
    versions = " ".join(version(name) for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2"))
    state = hashlib.sha256(versions.encode())
    for path in files:
        content = path.read_bytes()
        state.update(f"\0{path.relative_to(project.root).as_posix()}\0{len(content)}\0".encode())
        state.update(content)
    return state.hexdigest()


def _run_engine(project: Project, frame: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(project.config), "--site-dir", str(frame)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=project.root, env=environment
    )
    if result.returncode:
        words = " ".join((result.stderr or result.stdout).split())
        raise DigestError(
            Problem(
                location=Location(path="mkdocs.yml"),
                reason=f"the site engine refused: {words[-2000:]}",
                advice="mend the page or setting it names",
            )
        )
