"""A dump as it lies on disk: its name, its edition and its text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.errors import DigestError, Location, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from generator.models import Record

_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One dump, decoded.

    Attributes:
        name: How messages call the file.
        edition: Date from the file's name.
        text: Its content, with line feeds alone and without byte order mark.
    """

    name: str
    edition: dt.date
    text: str = field(repr=False)

    def at(self, line: int) -> Location:
        """Return the place of a line."""
        return Location(path=self.name, line=line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a reader made of one or more dumps.

    Attributes:
        records: In the order of the dump.
        rejected: One problem for each record that could not be read.
    """

    records: tuple[Record, ...] = ()
    rejected: tuple[Problem, ...] = ()


def open_source(path: Path, name: str) -> Source:
    """Read and decode one dump.

    Args:
        path: The file.
        name: How messages call it.

    Raises:
        DigestError: The name holds no date, or the file is empty, binary or not UTF-8.
    """
    edition = _edition(path.name, name)
    text = _decode(path.read_bytes(), name)
    if not text.strip():
        raise DigestError(_whole(name, "is empty", "put the dump's text in it or remove the file"))
    return Source(name=name, edition=edition, text=text)


def _edition(file_name: str, name: str) -> dt.date:
    """Return the date that a dump's file name gives."""
    match = _DATED_NAME.match(file_name)
    try:
        if match:
            return dt.date.fromisoformat(match[1])
        reason = "its name does not begin with the edition's date"
    except ValueError:
        reason = f"its name begins with {match[1]}, which is no date" if match else ""
    rest = file_name[match.end() :].lstrip("-_. ") if match else file_name
    advice = f"rename it to YYYY-MM-DD-{rest}, for example 2025-10-02-{rest}"
    raise DigestError(_whole(name, reason, advice))


def _decode(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in content[:8192]:
            raise DigestError(_binary(name)) from None
        line = content.count(b"\n", 0, error.start) + 1
        place = Location(path=name, line=line)
        reason = f"is not UTF-8 (byte 0x{content[error.start]:02x})"
        raise DigestError(Problem(location=place, reason=reason, advice="save it as UTF-8")) from None
    if _BINARY.search(text, 0, 8192) and text.count("\0"):
        raise DigestError(_binary(name))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _binary(name: str) -> Problem:
    return _whole(name, "is a binary file, not a dump", "remove it from the folder of dumps")


def _whole(name: str, reason: str, advice: str) -> Problem:
    return Problem(location=Location(path=name), reason=reason, advice=advice)
