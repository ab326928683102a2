"""Helpers of the tests of readers."""

import datetime as dt
import shutil
from pathlib import Path

from generator.stages.read import Source

DAY = dt.date(2031, 5, 5)


def source(text: str) -> Source:
    """Return a text as a dump of one day."""
    return Source(name="dump", edition=DAY, text=text)


def dated_copies(folder: Path, target: Path) -> Path:
    """Return a folder with copies of some files, named as a curator names dumps: the date first."""
    for path in sorted(folder.iterdir()):
        shutil.copyfile(path, target / f"{DAY}-{path.name}")
    return target
