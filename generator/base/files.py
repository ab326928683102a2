"""Write files: only what changed; what is stale goes."""

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.base.models import OutputFile


def sync(files: Iterable[OutputFile], root: Path) -> list[str]:
    """Make a folder hold these files and no others; return the paths that were written or removed, sorted.

    Args:
        files: Everything that shall be there; paths are unique.
        root: The folder; made when missing. Nothing outside it is touched.

    Raises:
        ValueError: A path leaves the folder or comes twice.
    """
    changed: list[str] = []
    wanted: set[str] = set()
    for file in files:
        parts = file.path.split("/")
        if file.path in wanted or {"", ".", ".."} & set(parts):
            message = f"not a path of its own inside the folder: {file.path}"
            raise ValueError(message)
        wanted.add(file.path)
        if _write_if_changed(root / file.path, file.content):
            changed.append(file.path)
    return sorted([*changed, *_remove_others(root, wanted)])


def replace_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: an interruption leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    encoded = content.encode() if isinstance(content, str) else content
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        draft.write(encoded)
    mode = path.stat().st_mode if path.exists() else 0o644
    Path(draft.name).chmod(mode)
    Path(draft.name).replace(path)


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


def _write_if_changed(path: Path, content: str | bytes) -> bool:
    """Write a file unless it already holds the content; return whether it was written."""
    encoded = content.encode() if isinstance(content, str) else content
    try:
        if path.stat().st_size == len(encoded) and path.read_bytes() == encoded:
            return False
    except (FileNotFoundError, NotADirectoryError):
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoded)
    return True


def _remove_others(root: Path, wanted: set[str]) -> Iterator[str]:
    """Remove all files but these, and folders that are left empty; yield the paths of the files."""
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            if relative not in wanted:
                path.unlink()
                yield relative
        if Path(folder) != root and not os.listdir(folder):  # noqa: PTH208  only asked whether empty
            Path(folder).rmdir()
