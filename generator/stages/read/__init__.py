"""Read dumps into records; formats are recognised by content.

A format is a module, or an object, with `recognises(text)` and `read(source)`; adding one adds a row to
`READERS` and touches nothing else.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from generator.base.errors import DigestError, Location, Problem
from generator.stages.read import arxiv_atom, bibtex, daily_papers_page, labelled_text, ris, table
from generator.stages.read.fields import split_journal_reference
from generator.stages.read.json_formats import arxiv_snapshot, csl_json, hugging_face, json_records
from generator.stages.read.json_items import json_items
from generator.stages.read.records import LONGEST_ABSTRACT
from generator.stages.read.source import Loaded, Source, edition_of, editions_of, open_source

__all__ = [
    "LONGEST_ABSTRACT",
    "READERS",
    "Loaded",
    "Reader",
    "Source",
    "edition_of",
    "editions_of",
    "json_items",
    "open_source",
    "read_dump",
    "read_dumps",
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
    "labelled text": labelled_text,
    "table": table,
    "Daily Papers page": daily_papers_page,
}
"""Asked in this order; the first that recognises a dump reads it."""


def read_dumps(folder: Path, prefix: str) -> Loaded:
    """Return the records of all dumps in a folder, by file name.

    Args:
        folder: Folder of the dumps; hidden files are left alone.
        prefix: Name of the folder in messages.

    Raises:
        DigestError: One problem for each file that cannot be read at all, or none is there.
    """
    paths = sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))
    if not paths:
        advice = "put a dump there, named YYYY-MM-DD-anything.txt"
        raise DigestError(Problem(location=Location(path=prefix), reason="holds no dumps", advice=advice))
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            loaded.append(read_dump(path, f"{prefix}/{path.name}"))
        except DigestError as error:
            problems.extend(error.problems)
    if problems:
        raise DigestError(*problems)
    return Loaded(
        records=tuple(record for part in loaded for record in part.records),
        rejected=tuple(problem for part in loaded for problem in part.rejected),
        warnings=tuple(problem for part in loaded for problem in part.warnings),
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
    source = open_source(path, name)
    reader = next((reader for reader in READERS.values() if reader.recognises(source.text)), None)
    if reader is None:
        raise DigestError(_unreadable(name, "is in no format that is known here"))
    loaded = reader.read(source)
    is_empty = not loaded.records and not loaded.rejected
    empty = (Problem(location=Location(path=name), reason="holds no paper"),) if is_empty else ()
    return replace(loaded, warnings=(*source.warnings, *empty, *loaded.warnings))


def _unreadable(name: str, reason: str) -> Problem:
    return Problem(location=Location(path=name), reason=reason, advice="mend or remove the file")
