"""Put a finished folder in the place of a published one, in one step."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def publish_folder(finished: Path, published: Path) -> None:
    """Make the finished folder the published one; the old one takes the finished one's name.

    It is left there because a reader may still be inside; the next build deletes it. Where the
    system can exchange two names (Linux, renameat2(2)), there is no moment without a published
    folder. Elsewhere renames follow each other; `recover_folder` mends the gap if the program
    is stopped between them.

    Args:
        finished: Complete; on the same file system.
        published: Existing or not.
    """
    if not published.exists():
        finished.replace(published)
        return
    if not _exchange(finished, published):
        old = _old(published)
        published.replace(old)
        finished.replace(published)
        old.replace(finished)


def recover_folder(published: Path) -> None:
    """Bring back the old folder if a publication was stopped between its two renames."""
    old = _old(published)
    if not old.exists():
        return
    if published.exists():
        shutil.rmtree(old)
    else:
        old.replace(published)


def _old(published: Path) -> Path:
    return published.with_name(f"{published.name}.old")


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two names; return whether the system could."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    names = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second))
    return bool(rename(*names, _RENAME_EXCHANGE) == 0)
