"""Read library.bib: entries that can be used, and a problem for whatever a person should mend."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.base.errors import DigestError, Location, Problem, shorten
from generator.base.keys import KEY_PATTERN
from generator.base.models import Entry
from generator.bibliography.codec.fault import Broken, Fault, Unread
from generator.bibliography.codec.interpret import interpret
from generator.bibliography.codec.parse import RawEntry, parse_bibtex
from generator.bibliography.codec.strays import unread_entries
from generator.bibliography.salvage import Salvaged, salvage

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?= |\r?$).*", re.MULTILINE)
"""What git writes into a file where two versions of it differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The bibliography of record.

    Attributes:
        entries: In the file's order; keys are unique.
        rejected: Blocks that gave no entry, in the file's order.
        salvaged: The entries behind these blocks whose keys can be told and are no other entry's. Their
            papers keep these keys.
        oddities: What was read but looks wrong, in the file's order.
        text: The file as it is, line ends and all.
        keys: All keys that are taken, in lower case: of entries, retired, and of blocks not read.
    """

    entries: tuple[Entry, ...] = ()
    rejected: tuple[Problem, ...] = ()
    salvaged: tuple[Salvaged, ...] = ()
    oddities: tuple[Problem, ...] = ()
    text: str = field(default="", repr=False)
    keys: frozenset[str] = frozenset()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return rejected blocks and oddities, sorted by line."""
        return tuple(sorted((*self.rejected, *self.oddities)))


def read_library(path: Path, name: str) -> Library:
    """Return the library in a file; a missing file is an empty library.

    Args:
        path: The file, UTF-8.
        name: What problems call the file, relative to the project.

    Raises:
        DigestError: The file is not UTF-8, cannot be opened, or holds a merge that is not finished.
    """
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        return Library()
    except OSError as error:
        location = Location(path=name)
        raise DigestError(Problem(location=location, reason=f"cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError as error:
        location = Location(path=name, line=error.object.count(b"\n", 0, error.start) + 1)
        reason = "is not UTF-8"
        raise DigestError(
            Problem(location=location, reason=reason, advice="save the file as UTF-8")
        ) from None
    if conflicts := [_conflict(text, found, name) for found in _CONFLICT.finditer(text)]:
        raise DigestError(*conflicts)
    return parse_library(text, name)


def _conflict(text: str, found: re.Match[str], name: str) -> Problem:
    location = Location(path=name, line=text.count("\n", 0, found.start()) + 1)
    reason = f"a merge is not finished here: {shorten(found[0])}"
    return Problem(location=location, reason=reason, advice="choose one of the two versions, or join them")


def parse_library(text: str, name: str) -> Library:
    """Return the library in a text.

    Args:
        text: Of the file, with its line ends.
        name: What problems call the file.
    """
    readable = text.removeprefix("\ufeff")
    reading = _Reading(name, readable)
    for item in parse_bibtex(readable):
        reading.add(item)
    reading.retire_keys()
    return Library(
        entries=tuple(reading.entries.values()),
        rejected=tuple(sorted(reading.rejected)),
        salvaged=tuple(each for key, each in reading.salvaged.items() if key not in reading.entries),
        oddities=tuple(sorted(reading.oddities)),
        text=text,
        keys=frozenset(reading.keys),
    )


class _Reading:
    """A library in the making."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.entries: dict[str, Entry] = {}
        self.rejected: list[Problem] = []
        self.salvaged: dict[str, Salvaged] = {}
        self.oddities: list[Problem] = []
        self.keys: dict[str, int] = {}
        self.identifiers: dict[tuple[str, str], str] = {}

    def add(self, item: RawEntry | Broken | Fault) -> None:
        """Take in what the parser found next."""
        if isinstance(item, Fault):
            self.oddities.append(self._problem(item))
        elif isinstance(item, Broken):
            self.rejected.append(self._problem(item.fault))
            self._keep_keys(item.unread, item.fault.line)
        else:
            self._add_entry(item)

    def _add_entry(self, raw: RawEntry) -> None:
        meaning = interpret(raw)
        self._note((*raw.faults, *meaning.faults))
        fault = self._why_unusable(raw, meaning.title)
        if fault:
            self.rejected.append(self._problem(fault))
            self.keys.setdefault(raw.key.lower(), raw.line)
            self._keep_keys(unread_entries(self.text[slice(*raw.place)]), raw.line)
            return
        self.keys[raw.key.lower()] = raw.line
        self.entries[raw.key] = meaning.entry(raw.key, Location(path=self.name, line=raw.line))
        self._note_twin(raw, self.entries[raw.key])

    def _keep_keys(self, entries: Iterable[Unread], line: int) -> None:
        """Keep the keys of entries that could not be read, so that no other paper gets one."""
        for entry in entries:
            key = entry.key.lower()  # capitals in it are damage, too
            if KEY_PATTERN.fullmatch(key):
                location = Location(path=self.name, line=line)
                self.salvaged.setdefault(key, salvage(replace(entry, key=key), location))
            self.keys.setdefault(key, line)

    def _why_unusable(self, raw: RawEntry, title: str) -> Fault | None:
        """Return why an entry cannot be a paper of this site; None when it can."""
        advice = ""
        if not raw.key:
            reason, advice = f"an entry has no key: {title or '@' + raw.entry_type}", "give it one"
        elif raw.key.lower() in self.keys:
            first = self.keys[raw.key.lower()]
            reason, advice = (
                f"key '{raw.key}' is already taken in line {first}: {title}",
                "remove one of them",
            )
        elif not KEY_PATTERN.fullmatch(raw.key):
            reason, advice = f"key '{raw.key}' cannot be an address", "use only a-z, 0-9 and -"
        elif not title:
            reason = f"entry '{raw.key}' has no title"
        else:
            return None
        return Fault(line=raw.line, reason=reason, advice=advice)

    def _note_twin(self, raw: RawEntry, entry: Entry) -> None:
        """Note that another entry has the same identifier."""
        for kind, identifier in (
            ("arXiv identifier", entry.facts.arxiv),
            ("DOI", entry.facts.doi.casefold()),
        ):
            other = self.identifiers.setdefault((kind, identifier), raw.key) if identifier else raw.key
            if other != raw.key:
                reason = f"entry '{raw.key}' has the same {kind} as '{other}'"
                advice = f"remove one and put its key into ids of the other: ids = {{{raw.key}}}"
                self._note((Fault(line=raw.line, reason=reason, advice=advice),))

    def retire_keys(self) -> None:
        """Keep of each entry the retired keys that can be addresses and belong to no other entry."""
        for key, entry in self.entries.items():
            self.entries[key] = self._with_own_keys(entry)
        for key, salvaged in self.salvaged.items():
            if key not in self.entries:
                self.salvaged[key] = replace(salvaged, entry=self._with_own_keys(salvaged.entry))

    def _with_own_keys(self, entry: Entry) -> Entry:
        kept = tuple(old for old in entry.retired_keys if self._retire(old, entry))
        return entry if kept == entry.retired_keys else replace(entry, retired_keys=kept)

    def _retire(self, old: str, entry: Entry) -> bool:
        is_free = old.lower() not in self.keys
        if is_free and KEY_PATTERN.fullmatch(old):
            self.keys[old.lower()] = entry.location.line
            return True
        why = "cannot be an address" if is_free else f"is taken in line {self.keys[old.lower()]}"
        reason = f"retired key '{old}' of '{entry.key}' {why}"
        fault = Fault(line=entry.location.line, reason=reason, advice="take it out of ids")
        self._note((fault,))
        return False

    def _note(self, faults: Iterable[Fault]) -> None:
        self.oddities.extend(self._problem(fault) for fault in faults)

    def _problem(self, fault: Fault) -> Problem:
        location = Location(path=self.name, line=fault.line)
        return Problem(location=location, reason=fault.reason, advice=fault.advice)
