"""A dump as it lies on disk: its name, its edition and its text."""

import datetime as dt
import gzip
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.conflicts import find_conflicts
from generator.base.errors import DigestError, Location, Problem
from generator.base.models import Record
from generator.base.text import REPLACEMENT
from generator.stages.read.encoding import decode_dump
from generator.stages.read.file_dates import read_file_name

_GZIP = b"\x1f\x8b"
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One dump, decoded.

    Attributes:
        name: Name of the file in messages.
        edition: The date in the file's name.
        text: The content with line feeds alone, without byte order mark and NUL.
        warnings: Faults of the file as a whole, which can be read all the same.
    """

    name: str
    edition: dt.date
    text: str = field(repr=False)
    warnings: tuple[Problem, ...] = ()

    def at(self, line: int) -> Location:
        """Return the place of a line."""
        return Location(path=self.name, line=line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The result of reading one or more dumps.

    Attributes:
        records: Records in the order of the dump.
        rejected: One problem for each record that could not be read.
        warnings: Faults of records that were read, and of files as a whole.
        unused: How many records have a field that has no place on the site, by the field's name.
    """

    records: tuple[Record, ...] = ()
    rejected: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unused: Mapping[str, int] = field(default_factory=dict)


def open_source(path: Path, name: str) -> Source:
    """Read, decompress and decode one dump.

    Args:
        path: The file, plain or gzip.
        name: Name of the file in messages.

    Raises:
        DigestError: The name holds no day that can be, or the file is empty, too large, binary, a web page or
            in an encoding that cannot be told, or git left a merge unfinished in it.
    """
    check_file_name(path.name, name)
    edition = _edition(path.name, name)
    text, doubts = decode_dump(_content(path, name), name)
    if not text.strip():
        raise DigestError(_whole(name, "is empty", "put the dump's text in it or remove the file"))
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        advice = "fetch the dump again; the server answered with an error page or a form"
        raise DigestError(_whole(name, "is a web page, not a dump", advice))
    if conflicts := find_conflicts(text, name, is_foreign=True):
        raise DigestError(*conflicts)
    if "\0" in text:
        place = Location(path=name, line=text.count("\n", 0, text.index("\0")) + 1)
        doubts = (*doubts, Problem(location=place, reason=f"holds NUL bytes, shown as {REPLACEMENT}"))
        text = text.replace("\0", REPLACEMENT)
    return Source(name=name, edition=edition, text=text, warnings=doubts)


def edition_of(file_name: str) -> dt.date | None:
    """Return the edition that a dump is named by; None where its name says no certain day."""
    return read_file_name(file_name).day


def editions_of(folder: Path) -> tuple[dt.date, ...]:
    """Return the editions that a folder's dumps are named by, sorted; other names are passed over."""
    found = (edition_of(path.name) for path in folder.glob("*") if path.is_file())
    return tuple(sorted({edition for edition in found if edition}))


def check_file_name(file_name: str, name: str, today: dt.date | None = None) -> tuple[Problem, ...]:
    """Return what looks wrong in the day that a file's name says; a name without one is in order.

    Args:
        file_name: The name of the file.
        name: What messages call it.
        today: The date in UTC; None where no date is too late.

    Raises:
        DigestError: It is no certain day, or one that is to come wherever on earth one looks.
    """
    said = read_file_name(file_name)
    if said.fault:
        names = " or ".join(said.renamed(day) for day in said.days) or said.renamed("YYYY-MM-DD")
        raise DigestError(_whole(name, f"its name {said.fault}", f"rename it to {names}"))
    if said.day is None or today is None or said.day <= today:
        return ()
    advice = f"rename it to the day on which its papers came, such as {said.renamed(today)}"
    if said.day > today + dt.timedelta(days=1):
        raise DigestError(_whole(name, f"its name says {said.day}, which is to come", advice))
    return (_whole(name, f"its name says {said.day}, which has begun only far in the east", advice),)


def _edition(file_name: str, name: str) -> dt.date:
    """Return the day that a dump's file name says."""
    said = read_file_name(file_name)
    if said.day is None:
        names = f"{said.renamed('YYYY-MM-DD')}, for example {said.renamed('2025-10-02')}"
        raise DigestError(
            _whole(name, "its name says no date, and the edition's is needed", f"rename it to {names}")
        )
    return said.day


def _content(path: Path, name: str) -> bytes:
    """Return the bytes of a file, decompressed; never more than `_MOST_BYTES`."""
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if content.startswith(_GZIP):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as unpacked:
                content = unpacked.read(_MOST_BYTES + 1)
        except (EOFError, OSError, zlib.error):
            raise DigestError(
                _whole(name, "is a gzip file that is damaged or breaks off", "fetch it again")
            ) from None
    if len(content) > _MOST_BYTES:
        reason = f"holds more than {_MOST_BYTES // 1_000_000} MB"
        raise DigestError(_whole(name, reason, "split it into several dumps"))
    return content


def _whole(name: str, reason: str, advice: str) -> Problem:
    return Problem(location=Location(path=name), reason=reason, advice=advice)
