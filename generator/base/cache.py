"""The cache: values that took time to make or to fetch, kept between runs. Losing one costs time alone.

The name of an entry is a hash of all that the value depends on, so no entry is out of date; each file begins
with a checksum, so a damaged one is noticed. A folder has a file for each large value; many small ones stand
in one file. Files are replaced in one step: several programs may use a folder, and a person may delete any of
it at any time. Nothing that is read from the cache is ever run as code.
"""

import datetime as dt
import functools
import hashlib
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from generator.base.files import replace_file
from generator.base.parallel import share_out

Item = TypeVar("Item")
Value = TypeVar("Value")

KEPT_DAYS = 30
"""Answers of the web hold so long: a paper without a venue may have one next month."""
UNUSED_DAYS = 30
"""Entries that no run asked for in so many days are removed."""


class Cache:
    """A folder of entries of one kind."""

    def __init__(
        self, folder: Path | None = None, today: dt.date | None = None, kept_days: int = KEPT_DAYS
    ) -> None:
        """Open a folder, which is made when the first entry comes.

        Args:
            folder: Folder of the entries; with None nothing is kept.
            today: The date of new entries; without it they have none and hold for ever.
            kept_days: Days for which an entry with a date holds.
        """
        self._folder = folder or Path(os.devnull)  # in which there can be no file
        self._today = today
        self._kept_days = kept_days
        self._used: set[str] = set()

    def get(self, key: str) -> tuple[bytes, dt.date] | None:
        """Return a value and its date; None when there is none that holds."""
        path = self._path(key)
        try:
            head, _, value = path.read_bytes().partition(b"\n")
            date = dt.date.fromisoformat(head[:10].decode())
        except (OSError, ValueError):
            return None
        is_old = self._today and abs((self._today - date).days) > self._kept_days
        if is_old or head != _head(path.name, date, value):
            return None
        self._used.add(path.name)
        _mark_used(path)
        return value, date

    def put(self, key: str, value: bytes) -> None:
        """Store a value, if that can be done: a full disk or a folder of somebody else's is no error."""
        path = self._path(key)
        self._used.add(path.name)
        with suppress(OSError):
            replace_file(path, _head(path.name, self._today or dt.date.min, value) + b"\n" + value)

    def get_or_make(self, inputs: str, make: Callable[[], bytes], read: Callable[[bytes], Value]) -> Value:
        """Return what a function of this package gives, from the cache where it can be.

        Args:
            inputs: All that the value depends on besides the code.
            make: Gives the value as it is stored.
            read: Makes of that what is returned; ValueError where it cannot, then it is made anew.
        """
        key = f"{fingerprint_code()}\0{inputs}"
        if known := self.get(key):
            with suppress(ValueError):
                return read(known[0])
        value = make()
        self.put(key, value)
        return read(value)

    def find(self, inputs: str, kind: type[Value]) -> Value | None:
        """Return a value of dataclasses and plain types that this code kept; None when there is none.

        Args:
            inputs: All that the value depends on besides the code.
            kind: Its type.
        """
        known = self.get(f"{fingerprint_code()}\0{inputs}")
        with suppress(ValueError):
            return unpack(known[0], kind) if known else None
        return None

    def keep(self, inputs: str, value: object) -> None:
        """Store a value for `find`, if it can be packed."""
        with suppress(ValueError):
            self.put(f"{fingerprint_code()}\0{inputs}", pack(value))

    def keep_used(self) -> None:
        """Remove all entries but those that this object was asked for or given."""
        for path in self._folder.glob("*"):
            with suppress(OSError):
                if path.name not in self._used:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


class CacheFile(Generic[Value]):
    """Many small values of one kind, in one file."""

    def __init__(self, kind: Any, path: Path | None = None) -> None:  # noqa: ANN401  a type, or several in one
        """Open a file, which is made when the first values come.

        Args:
            kind: The type of the values, of dataclasses and plain types.
            path: The file; with None nothing is kept.
        """
        self._decoder: msgspec.msgpack.Decoder[Value] = _decoder(kind)
        self._path = path or Path(os.devnull, "cache")
        self._name = f"{fingerprint_code()}\0{kind!r}"

    def get_or_make(
        self,
        items: Sequence[Item],
        inputs: Callable[[Item], str],
        make: Callable[[Item], Value],
        *,
        pays_from: int,
    ) -> list[Value]:
        """Return the value of each item, from the file where it can be; the file then holds these alone.

        Args:
            items: What values are wanted of.
            inputs: All that the value of an item depends on besides the code.
            make: Makes the value of an item; a pure function.
            pays_from: Number of values to be made from which on more than one process pays.
        """
        known = self._read()
        names = [hashlib.sha256(inputs(item).encode(errors="surrogatepass")).digest() for item in items]
        values: dict[bytes, Value] = {}
        for name in names:
            with suppress(msgspec.DecodeError, KeyError):
                values[name] = self._decoder.decode(known[name])
        missing = {name: item for name, item in zip(names, items, strict=True) if name not in values}
        made = share_out(make, tuple(missing.values()), pays=len(missing) >= pays_from)
        values |= dict(zip(missing, made, strict=True))
        if missing or len(known) > len(values):
            self._write(values, known)
        return [values[name] for name in names]

    def _read(self) -> dict[bytes, bytes]:
        """Return what the file holds; nothing where it is damaged, or was written by other code."""
        try:
            head, _, content = self._path.read_bytes().partition(b"\n")
            if head != _head(self._name, dt.date.min, content):
                return {}
            _mark_used(self._path)
            return msgspec.msgpack.decode(content, type=dict[bytes, bytes])
        except (OSError, msgspec.DecodeError):
            return {}

    def _write(self, values: Mapping[bytes, Value], known: Mapping[bytes, bytes]) -> None:
        packed = {}
        for name, value in values.items():
            with suppress(ValueError):
                packed[name] = known.get(name) or pack(value)
        content = pack(packed)
        with suppress(OSError):
            replace_file(self._path, _head(self._name, dt.date.min, content) + b"\n" + content)


def pack(value: object) -> bytes:
    """Return a value of dataclasses and plain types as the cache holds it (MessagePack).

    Raises:
        ValueError: A text has no form in UTF-8: it holds a half of a pair of surrogates.
    """
    return msgspec.msgpack.encode(value)


def fingerprint(*values: object) -> bytes:
    """Return a hash of some values of dataclasses and plain types, 16 bytes."""
    try:
        packed = pack(values)
    except ValueError:
        packed = repr(values).encode(errors="surrogatepass")
    return hashlib.blake2b(packed, digest_size=16).digest()


def unpack(packed: bytes, kind: Any) -> Any:  # noqa: ANN401  as of `CacheFile`
    """Return a value that was packed.

    Raises:
        ValueError: It is no value of this type.
    """
    try:
        return _decoder(kind).decode(packed)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from None


@functools.cache
def _decoder(kind: Any) -> Any:  # noqa: ANN401  types of which the checker knows no common one
    return msgspec.msgpack.Decoder(kind, dec_hook=_read_tuple)


def _read_tuple(kind: type, value: Any) -> object:  # noqa: ANN401  as the library calls it
    """Return a value of a type that is a tuple of tuples."""
    return kind(map(tuple, value))


def _mark_used(path: Path) -> None:
    """Let `remove_unused` know that a file is used; once a day is enough."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > 86_400:  # noqa: PLR2004  seconds of a day
            os.utime(path)


def remove_unused(folder: Path) -> None:
    """Remove what has not been used for `UNUSED_DAYS` from a folder and those inside it."""
    oldest = time.time() - UNUSED_DAYS * 86_400
    for path in folder.rglob("*"):
        with suppress(OSError):  # removed by another program, or not to be removed by this one
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink()


@functools.cache
def fingerprint_code() -> str:
    """Return a hash of this package's source, of the versions of all installed libraries and of Python.

    What a single value depends on would be less, and a list that somebody has to keep.
    """
    package = Path(__file__).parents[1]
    sources = [path.read_bytes() for path in sorted(package.rglob("*.py"))]
    installed = sorted(found.name for folder in sys.path for found in Path(folder).glob("*.dist-info"))
    return hashlib.sha256(b"\0".join([repr((sys.version, installed)).encode(), *sources])).hexdigest()


def _head(name: str, date: dt.date, value: bytes) -> bytes:
    checksum = hashlib.sha256(b"\0".join((name.encode(), date.isoformat().encode(), value)))
    return f"{date.isoformat()} {checksum.hexdigest()}".encode()
