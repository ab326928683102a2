"""Write files: only what changed; what is stale goes."""

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.base.models import OutputFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What writing did, as paths relative to the folder, sorted."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def sync(files: Iterable[OutputFile], root: Path) -> Changes:
    """Make a folder hold these files and no others.

    Args:
        files: Everything that shall be there; paths are unique.
        root: The folder; made when missing. Nothing outside it is touched.

    Raises:
        ValueError: A path leaves the folder or comes twice.
    """
    written: list[str] = []
    kept: set[str] = set()
    for file in files:
        if file.path in kept or not _is_inside(file.path):
            message = f"not a path of its own inside the folder: {file.path}"
            raise ValueError(message)
        kept.add(file.path)
        if write_if_changed(root / file.path, file.content):
            written.append(file.path)
    removed = _remove_others(root, kept)
    return Changes(written=tuple(sorted(written)), removed=removed, unchanged=len(kept) - len(written))


def write_if_changed(path: Path, content: str | bytes) -> bool:
    """Write a file unless it already holds the content; return whether it was written."""
    encoded = content.encode() if isinstance(content, str) else content
    try:
        if path.stat().st_size == len(encoded) and path.read_bytes() == encoded:
            return False
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded)
    return True


def replace_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: an interruption leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    encoded = content.encode() if isinstance(content, str) else content
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        draft.write(encoded)
    mode = path.stat().st_mode if path.exists() else 0o644
    Path(draft.name).chmod(mode)
    Path(draft.name).replace(path)


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return bool(path) and not path.startswith("/") and not {"", ".", ".."} & set(parts)


def _remove_others(root: Path, kept: set[str]) -> tuple[str, ...]:
    """Remove files that are not kept, and folders left empty."""
    removed: list[str] = []
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            if relative not in kept:
                path.unlink()
                removed.append(relative)
        if Path(folder) != root and not os.listdir(folder):  # noqa: PTH208  only asked whether empty
            Path(folder).rmdir()
    return tuple(sorted(removed))


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder; whoever else asks for it waits until it is given back.

    Args:
        folder: Made when missing, its parent is not.
    """
    folder.mkdir(exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, also by a kill
        yield
