"""The folder of the next site, made of the published one: files that did not change are links to its files.

The folder is what the site was before the published one, so most of it is in place already. Nothing is ever
written into a file that has another name.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.base.cache import Cache
from generator.base.files import FileState, Written, remove_empty_folders, scan

_NAME = "site"


class Assembly:
    """The next site while it is put together."""

    def __init__(self, root: Path, published: Path, cache: Cache) -> None:
        """Look at what is there.

        Args:
            root: The folder of the next site; what is in it is used where it fits.
            published: The folder of the published site.
            cache: What is known of the files of the published site.
        """
        self.root = root
        self._published = published
        self._cache = cache
        self._known = cache.find(_NAME, dict[str, Written]) or {}
        self._there = dict(scan(root))
        self._before = dict(scan(published)) if self._known else {}
        self._made: dict[str, Written] = {}
        self._folders = {path.rpartition("/")[0] for path in self._there}

    def keep(self, path: str, inputs: bytes) -> bool:
        """Take over a file of the published site if it was made of the same; return whether it was."""
        known, state = self._known.get(path), self._before.get(path)
        if known is None or state is None or known.inputs != inputs or not known.is_as_it_was(state):
            return False
        self._link(path, self._published / path, state)
        self._made[path] = known
        return True

    def keep_all(self, folder: str, inputs: bytes) -> bool:
        """Take over the files below a folder that were made of the same; return whether there are any."""
        known = self._known.items()
        paths = [path for path, each in known if path.startswith(folder) and each.inputs == inputs]
        return bool(paths) and all(self.keep(path, inputs) for path in paths)

    def add(self, path: str, source: Path, state: FileState) -> None:
        """Take a file from another folder."""
        self._link(path, source, state)
        self._made[path] = Written(b"", state.size, state.changed)

    def take_all(self) -> None:
        """Take what is there already, which somebody else made; but the search is not theirs."""
        for path, state in self._there.items():
            if not path.startswith("search/"):
                self._made[path] = Written(b"", state.size, state.changed)

    def make_room(self, path: str) -> Path:
        """Return where a file is to be written, of which nothing is there."""
        target, folder = self.root / path, path.rpartition("/")[0]
        if path in self._there:
            target.unlink(missing_ok=True)
        elif folder not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return target

    def note(self, paths: Iterable[str], inputs: bytes) -> None:
        """Note that files were written, made of the same."""
        for path in paths:
            status = (self.root / path).stat()
            self._made[path] = Written(inputs, status.st_size, status.st_mtime_ns)

    def finish(self) -> None:
        """Remove what nobody put there, and remember the rest."""
        others = [path for path in self._there if path not in self._made]
        for path in others:
            (self.root / path).unlink()
        remove_empty_folders(self.root, {path.rpartition("/")[0] for path in others})
        self._cache.keep(_NAME, self._made)

    def _link(self, path: str, source: Path, state: FileState) -> None:
        there = self._there.get(path)
        if there == state:
            return
        target = self.make_room(path)
        try:
            os.link(source, target)
        except OSError:  # another disk, or a system without links
            shutil.copy2(source, target)
        self._there[path] = state
