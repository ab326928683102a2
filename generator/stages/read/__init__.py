"""Read dumps into records; formats are recognised by content.

A format is a module, or an object, with `recognises(text)` and `read(source)`; adding one adds a row to
`READERS` and touches nothing else.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from generator.base.errors import DigestError, Location, Problem
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


def read_dumps(folder: Path, prefix: str, today: dt.date | None = None) -> Loaded:
    """Return the records of all dumps in a folder, by edition and file name.

    Args:
        folder: Folder of the dumps; hidden files are left alone.
        prefix: Name of the folder in messages.
        today: The date in UTC, which no edition may be far beyond; None where any may be.

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
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for path in filter(Path.is_file, paths):
        try:
            loaded.append(read_dump(path, f"{prefix}/{path.name}", today))
        except DigestError as error:
            problems.extend(error.problems)
    if problems:
        raise DigestError(*problems)
    return Loaded(
        records=tuple(record for part in loaded for record in part.records),
        rejected=tuple(problem for part in loaded for problem in part.rejected),
        warnings=(*others, *(problem for part in loaded for problem in part.warnings)),
        unused=sum((Counter(part.unused) for part in loaded), Counter()),
    )


def read_dump(path: Path, name: str, today: dt.date | None = None) -> Loaded:
    """Return the records of one dump.

    Args:
        path: The file.
        name: Name of the file in messages.
        today: The date in UTC, which its edition may not be far beyond; None where it may.

    Raises:
        DigestError: The file cannot be read at all.
    """
    try:
        source = open_source(path, name, today)
    except OSError as error:
        raise DigestError(_unreadable(name, f"cannot be opened: {error.strerror}")) from None
    reader = next((reader for reader in READERS.values() if reader.recognises(source.text)), None)
    if reader is None:
        raise DigestError(_unreadable(name, "is in no format that is known here"))
    loaded = reader.read(source)
    is_empty = not loaded.records and not loaded.rejected
    empty = (Problem(location=Location(path=name), reason="holds no paper"),) if is_empty else ()
    return replace(loaded, warnings=(*source.warnings, *empty, *loaded.warnings))


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
