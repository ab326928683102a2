"""Read dumps into records; formats are recognised by content.

A format is a module, or an object, with `recognises(text)` and `read(source)`; adding one adds a row to
`READERS` and touches nothing else.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from generator.base.cache import Cache
from generator.base.errors import DigestError, Location, Problem
from generator.base.parallel import share_out
from generator.stages.read import arxiv_atom, bibtex, daily_papers_page, labelled_text, nbib, ris, table
from generator.stages.read.fields import split_journal_reference
from generator.stages.read.file_dates import FileName, read_file_name
from generator.stages.read.json_formats import arxiv_snapshot, csl_json, hugging_face, json_records
from generator.stages.read.json_items import json_items
from generator.stages.read.records import LONGEST_ABSTRACT
from generator.stages.read.source import (
    Loaded,
    Source,
    check_file_name,
    edition_of,
    editions_of,
    open_source,
)

__all__ = [
    "LONGEST_ABSTRACT",
    "READERS",
    "FileName",
    "Loaded",
    "Reader",
    "Source",
    "check_file_name",
    "edition_of",
    "editions_of",
    "json_items",
    "open_source",
    "read_dump",
    "read_dumps",
    "read_file_name",
    "split_journal_reference",
]

_MUCH = 1_000_000
"""Bytes of dumps from which on more than one process pays."""


class Reader(Protocol):
    """What a format offers."""

    def recognises(self, text: str) -> bool:
        """Return whether a dump is of this format."""

    def read(self, source: Source) -> Loaded:
        """Return the records of a dump."""


READERS: Mapping[str, Reader] = {
    "Hugging Face": hugging_face,
    "arXiv Atom": arxiv_atom,
    "arXiv snapshot": arxiv_snapshot,
    "CSL-JSON": csl_json,
    "JSON": json_records,
    "BibTeX": bibtex,
    "RIS": ris,
    "PubMed": nbib,
    "labelled text": labelled_text,
    "table": table,
    "Daily Papers page": daily_papers_page,
}
"""Asked in this order; the first that recognises a dump reads it."""


def read_dumps(folder: Path, prefix: str, today: dt.date | None = None, cache: Cache | None = None) -> Loaded:
    """Return the records of all dumps in a folder, by edition and file name.

    Args:
        folder: Folder of the dumps; hidden files are left alone.
        prefix: Name of the folder in messages.
        today: The date in UTC, which no edition may be far beyond; None where any may be.
        cache: What dumps of the same name and content gave before.

    Raises:
        DigestError: One problem for each file that cannot be read at all, or none is there.
    """
    there = [path for path in folder.glob("*") if not path.name.startswith(".")]
    paths = sorted(there, key=lambda path: (edition_of(path.name) or dt.date.min, path.name))
    others = tuple(_no_file(path, prefix) for path in paths if not path.is_file())
    if len(others) == len(paths):
        advice = "put a dump there, named YYYY-MM-DD-anything.txt"
        problem = Problem(location=Location(path=prefix), reason="holds no dumps", advice=advice)
        raise DigestError(problem, *others)
    loaded = _read_all(list(filter(Path.is_file, paths)), prefix, today, cache or Cache())
    return Loaded(
        records=tuple(record for part in loaded for record in part.records),
        rejected=tuple(problem for part in loaded for problem in part.rejected),
        warnings=(*others, *(problem for part in loaded for problem in part.warnings)),
        unused=sum((Counter(part.unused) for part in loaded), Counter()),
    )


def read_dump(path: Path, name: str) -> Loaded:
    """Return the records of one dump.

    Args:
        path: The file.
        name: Name of the file in messages.

    Raises:
        DigestError: The file cannot be read at all.
    """
    try:
        source = open_source(path, name)
    except OSError as error:
        raise DigestError(_unreadable(name, f"cannot be opened: {error.strerror}")) from None
    reader = next((reader for reader in READERS.values() if reader.recognises(source.text)), None)
    if reader is None:
        raise DigestError(_unreadable(name, "is in no format that is known here"))
    loaded = reader.read(source)
    is_empty = not loaded.records and not loaded.rejected
    empty = (Problem(location=Location(path=name), reason="holds no paper"),) if is_empty else ()
    return replace(loaded, warnings=(*source.warnings, *empty, *loaded.warnings))


def _read_all(paths: Sequence[Path], prefix: str, today: dt.date | None, cache: Cache) -> list[Loaded]:
    """Return what each dump gives; those that are not in the cache are shared out to the cores."""
    dumps = [(path, f"{prefix}/{path.name}") for path in paths]
    inputs = {path: f"{name}\0{_fingerprint(path)}" for path, name in dumps}
    found: dict[Path, Loaded | tuple[Problem, ...] | None]
    found = {path: cache.find(each, Loaded) for path, each in inputs.items()}
    missing = [(path, name) for path, name in dumps if found[path] is None]
    much = sum(path.stat().st_size for path, _ in missing) > _MUCH
    for (path, _), result in zip(missing, share_out(_try_read, missing, pays=much), strict=True):
        found[path] = result
        if isinstance(result, Loaded):
            cache.keep(inputs[path], result)
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for path, name in dumps:
        try:
            late = check_file_name(path.name, name, today)
            loaded.append(_or_error(found[path], late))
        except DigestError as error:
            problems.extend(error.problems)
    if problems:
        raise DigestError(*problems)
    return loaded


def _or_error(found: Loaded | tuple[Problem, ...] | None, late: tuple[Problem, ...]) -> Loaded:
    """Return what a dump gives with what is odd in its name, or raise why it cannot be read."""
    if isinstance(found, Loaded):
        return replace(found, warnings=(*late, *found.warnings))
    raise DigestError(*(found or ()))


def _try_read(dump: tuple[Path, str]) -> Loaded | tuple[Problem, ...]:
    """Return what a dump gives, or why it cannot be read at all."""
    try:
        return read_dump(*dump)
    except DigestError as error:
        return error.problems


def _fingerprint(path: Path) -> str:
    """Return a hash of a file's content; of one that cannot be opened nothing, and reading it says why."""
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def _no_file(path: Path, prefix: str) -> Problem:
    """Return why what lies among the dumps is not read: it is no file."""
    reason, advice = "is no file, so nothing of it is read", "remove it"
    if path.is_dir():
        reason, advice = "is a folder, and dumps in folders are not read", "move them one up"
    elif path.is_symlink():
        reason, advice = "is a link that leads nowhere", "put the dump in its place, or remove it"
    return Problem(location=Location(path=f"{prefix}/{path.name}"), reason=reason, advice=advice)


def _unreadable(name: str, reason: str) -> Problem:
    return Problem(location=Location(path=name), reason=reason, advice="mend or remove the file")
