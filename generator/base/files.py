"""Write files: only what changed; what is stale goes."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.base.models import File, LazyFile
from generator.base.parallel import share_out

_MANY = 200
"""Files to be made from which on more than one process pays."""


class Written(NamedTuple):
    """What is known of a file that was written.

    Attributes:
        inputs: A hash of what its content depends on; empty where nobody knows.
        size: Its bytes.
        changed: When it last changed, in nanoseconds; with the size it tells whether somebody else wrote it.
    """

    inputs: bytes
    size: int
    changed: int

    def is_as_it_was(self, now: "FileState | None") -> bool:
        """Return whether a file is the one that was written."""
        return now is not None and (self.size, self.changed) == (now.size, now.changed)


def sync(files: Iterable[File], root: Path, known: Mapping[str, Written] | None = None) -> "Synced":
    """Make a folder hold these files and no others.

    Args:
        files: Everything that shall be there; paths are unique.
        root: The folder; made when missing. Nothing outside it is touched.
        known: What was written there before; files that are as they were, of the same inputs, are not made.

    Raises:
        ValueError: A path leaves the folder or comes twice.
    """
    there = dict(scan(root))
    wanted: dict[str, Written] = {}
    waiting: list[File] = []
    for file in files:
        parts = file.path.split("/")
        if file.path in wanted or {"", ".", ".."} & set(parts):
            message = f"not a path of its own inside the folder: {file.path}"
            raise ValueError(message)
        before = known.get(file.path) if known else None
        is_lazy = before and isinstance(file, LazyFile) and before.inputs == file.inputs
        if before and is_lazy and before.is_as_it_was(there.get(file.path)):
            wanted[file.path] = before
        else:
            wanted[file.path] = Written(b"", 0, 0)
            waiting.append(file)
    done = share_out(lambda file: _write_if_changed(file, root), waiting, pays=len(waiting) > _MANY)
    wanted |= {file.path: written for file, (written, _) in zip(waiting, done, strict=True)}
    gone = [path for path in there if path not in wanted]
    for path in gone:
        (root / path).unlink()
    remove_empty_folders(root, {path.rpartition("/")[0] for path in gone})
    changed = [file.path for file, (_, is_new) in zip(waiting, done, strict=True) if is_new]
    return Synced(changed=tuple(sorted([*changed, *gone])), written=wanted)


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of a folder.

    Attributes:
        changed: Paths that were written or removed, sorted.
        written: What is known of each file that is there.
    """

    changed: tuple[str, ...]
    written: dict[str, Written]


class FileState(NamedTuple):
    """What the system says of a file: its bytes, when it changed (nanoseconds), and where it lies."""

    size: int
    changed: int
    inode: int


def scan(root: Path) -> Iterator[tuple[str, FileState]]:
    """Yield the path of each file in a folder, and what the system says of it."""
    waiting = [(os.fspath(root), "")] if root.is_dir() else []
    while waiting:
        folder, prefix = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    status = entry.stat(follow_symlinks=False)
                    state = FileState(status.st_size, status.st_mtime_ns, status.st_ino)
                    yield prefix + entry.name, state


def hash_folder(root: Path) -> bytes:
    """Return a hash of the names and contents of all files in a folder; one that is missing is empty."""
    state = hashlib.sha256()
    for name, _ in sorted(scan(root)):
        state.update(f"\0{name}\0".encode(errors="surrogatepass"))
        with (root / name).open("rb") as file:
            state.update(hashlib.file_digest(file, "sha256").digest())
    return state.digest()


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
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, also by a kill
        yield


def _write_if_changed(file: File, root: Path) -> tuple[Written, bool]:
    """Write a file unless it holds the content; return what is known of it and whether it was written."""
    path, content = root / file.path, file.content
    encoded = content.encode() if isinstance(content, str) else content
    is_new = not _holds(path, encoded)
    if is_new:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # it may have another name, in a folder that stays as it is
        path.write_bytes(encoded)
    inputs = file.inputs if isinstance(file, LazyFile) else b""
    return Written(inputs, len(encoded), path.stat().st_mtime_ns), is_new


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def remove_empty_folders(root: Path, folders: Iterable[str]) -> None:
    """Remove folders in which no file is left, and those that hold nothing else."""
    for folder in folders:
        path = root / folder
        while path != root and path.is_dir() and not any(path.iterdir()):
            path.rmdir()
            path = path.parent
