"""The made-up world of `tests/data/world` as a project that can be built."""

import shutil
from pathlib import Path

from generator.config import Project, open_project

ROOT = Path(__file__).parents[1]
WORLD = ROOT / "tests" / "data" / "world"


def make_world(folder: Path) -> Project:
    """Return a copy of the world in a folder, with the templates and pages of this repository."""
    shutil.copytree(WORLD / "data", folder / "data")
    for name in ("docs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return open_project(folder)
