"""Put a finished site in the place of the published one in one step; remove what builds left beside it."""

import ctypes
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.base.files import lock_folder
from generator.config import Project

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def publish_site(project: Project, finished: Path) -> None:
    """Make a finished folder the published site; the old site takes the finished folder's name.

    It is left there because a reader may still be inside; the next build deletes it. Where the system can
    exchange two names (Linux, renameat2(2)), there is no moment without a published folder. Elsewhere renames
    follow each other; `recover_site` mends the gap if the program is stopped between them.
    """
    if not project.site.exists():
        finished.replace(project.site)
    elif not _exchange(finished, project.site):
        old = project.site.replace(_old(project))
        finished.replace(project.site)
        old.replace(finished)


def recover_site(project: Project) -> None:
    """Bring back the old site if a publication was stopped between its two renames."""
    if project.site.exists():
        shutil.rmtree(_old(project), ignore_errors=True)
    elif _old(project).exists():
        _old(project).replace(project.site)


def clean_build(project: Project) -> tuple[str, ...]:
    """Remove the cache and what builds work on; return the names of what was there.

    The next build makes all of it again. The published site stays, with the report that tells of it, and so
    does what no build could bring back: dumps that were fetched, and lists of who has got an edition by mail.
    """
    if not project.build.is_dir():
        return ()
    with lock_folder(project.build):
        recover_site(project)
        made = (project.cache, project.tree, project.build / "next", project.build / "sample")
        there = [folder for folder in made if folder.exists()]
        with TemporaryDirectory(dir=project.build, prefix=".removed-") as removed:
            for folder in there:  # each in one step, since other commands may write to the cache meanwhile
                folder.replace(Path(removed, folder.name))
    return tuple(map(project.name, there))


def _old(project: Project) -> Path:
    return project.build / "site.old"


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two names; return whether the system could."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    names = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second))
    return bool(rename and rename(*names, _RENAME_EXCHANGE) == 0)
