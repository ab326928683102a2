"""Read library.bib: entries that can be used, and a problem for whatever a person should mend."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.base.cache import Cache
from generator.base.errors import Location, Problem
from generator.base.identifiers import KEY_PATTERN
from generator.base.models import Entry
from generator.base.text_files import read_text
from generator.bibliography.codec import Fault, RawEntry, parse_bibtex, unread_entries
from generator.bibliography.entries import Salvaged, find_faults, read_entry, salvage_entry

_CONTINUED = re.compile(r"\s*(?:@|$)")
_BRACE = re.compile(r"(?<!\\)[{}]")
_ABBREVIATES = re.compile(r"@\s*(?:string|preamble|comment)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The bibliography of record.

    Attributes:
        entries: Entries in the file's order; their keys are unique.
        rejected: A problem for each block that gave no entry, in the file's order.
        salvaged: The entries behind these blocks whose keys can be told and are no other entry's. Their
            papers keep these keys.
        warnings: Problems of what was read but looks wrong, in the file's order.
        text: The file as it is, line ends and all.
        keys: All keys that are taken, in lower case: of entries, retired, and of blocks not read.
    """

    entries: tuple[Entry, ...] = ()
    rejected: tuple[Problem, ...] = ()
    salvaged: tuple[Salvaged, ...] = ()
    warnings: tuple[Problem, ...] = ()
    text: str = field(default="", repr=False)
    keys: frozenset[str] = frozenset()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return rejected blocks and warnings, sorted by line."""
        return tuple(sorted((*self.rejected, *self.warnings)))


def read_library(path: Path, name: str, cache: Cache | None = None) -> Library:
    """Return the library in a file; a missing file is an empty library.

    Args:
        path: The file, UTF-8.
        name: The file's name in messages, relative to the project.
        cache: Entries that were read before: most often a file begins as it was, and has got entries behind.

    Raises:
        DigestError: The file is not UTF-8, cannot be opened, or holds a merge that is not finished.
    """
    try:
        text = read_text(path, name)
    except FileNotFoundError:
        return Library()
    inputs = f"library of {name}"
    begun = cache.find(inputs, _Begun) if cache else None
    parser = _parse(text, name, begun)
    if cache and not (begun and begun.length == len(text)) and (whole := parser.as_begun(text)):
        cache.keep(inputs, whole)
    return parser.finish(text)


def parse_library(text: str, name: str) -> Library:
    """Return the library in the text of a file, which messages call by a name."""
    return _parse(text, name).finish(text)


@dataclass(frozen=True, slots=True)
class _Begun:
    """The beginning of a file: what is in it reads the same whatever stands behind.

    Attributes:
        length: Its characters.
        fingerprint: A hash of them.
        entries: Its entries.
        faults: What is wrong in them, though they could be read.
    """

    length: int
    fingerprint: str
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def _parse(text: str, name: str, begun: _Begun | None = None) -> "_LibraryParser":
    """Take the text of a file apart, without its beginning if that was read before and is as it was."""
    length = begun.length if begun else 0
    if begun and begun.fingerprint == _fingerprint(text[:length]) and _CONTINUED.match(text, length):
        parser = _LibraryParser(name, text[length:], text.count("\n", 0, length))
        parser.begin(begun)
    else:
        parser = _LibraryParser(name, text.removeprefix("\ufeff"))
    for item in parse_bibtex(parser.text):
        parser.add(item.moved(parser.lines_before))
    return parser


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


class _LibraryParser:
    """A library in the making."""

    def __init__(self, name: str, text: str, lines_before: int = 0) -> None:
        self.name = name
        self.text = text
        self.lines_before = lines_before
        self.entries: dict[str, Entry] = {}
        self.faults: list[Fault] = []
        self.salvaged: dict[str, Salvaged] = {}
        self.keys: dict[str, int] = {}
        self.identifiers: dict[tuple[str, str], str] = {}

    def add(self, item: RawEntry | Fault) -> None:
        """Take in what stands next in the file."""
        if isinstance(item, Fault):
            self._note(item)
            return
        entry = read_entry(item.key, item.entry_type, item.fields, Location(path=self.name, line=item.line))
        self._note(*find_faults(item, entry))
        fault = self._why_unusable(item, entry.title)
        if fault:
            self.keys.setdefault(item.key.lower(), item.line)
            self._note(fault)
        else:
            self.take(entry)

    def take(self, entry: Entry) -> None:
        """Take in an entry in which nothing is wrong."""
        self.keys[entry.key.lower()] = entry.location.line
        self.entries[entry.key] = entry
        self._note_twin(entry)

    def _note(self, *faults: Fault) -> None:
        """Note faults, and the keys of entries that could not be read, so that no other paper gets one."""
        self.faults += faults
        for fault in faults:
            for unread in fault.unread or ():
                key = unread.key.lower()  # capitals in it are damage, too
                if KEY_PATTERN.fullmatch(key) and key not in self.salvaged:
                    location = Location(path=self.name, line=fault.line)
                    self.salvaged[key] = salvage_entry(key, unread, location)
                self.keys.setdefault(key, fault.line)

    def _why_unusable(self, raw: RawEntry, title: str) -> Fault | None:
        """Return why an entry cannot be a paper of this site; None when it can."""
        advice = ""
        if not raw.key:
            reason, advice = f"an entry has no key: {title or '@' + raw.entry_type}", "give it one"
        elif first := self.keys.get(raw.key.lower()):
            reason = f"key '{raw.key}' is already taken in line {first}: {title}"
            advice = "remove one of them"
        elif not KEY_PATTERN.fullmatch(raw.key):
            reason, advice = f"key '{raw.key}' cannot be an address", "use only a-z, 0-9 and -"
        elif not title:
            reason = f"entry '{raw.key}' has no title"
        else:
            return None
        unread = unread_entries(self.text[slice(*raw.place)])
        return Fault(line=raw.line, reason=reason, advice=advice, unread=unread)

    def _note_twin(self, entry: Entry) -> None:
        """Note that another entry has the same identifier."""
        identifiers = {"arXiv identifier": entry.facts.arxiv, "DOI": entry.facts.doi.casefold()}
        for kind, identifier in identifiers.items():
            other = self.identifiers.setdefault((kind, identifier), entry.key) if identifier else entry.key
            if other != entry.key:
                reason = f"entry '{entry.key}' has the same {kind} as '{other}'"
                advice = f"remove one and put its key into ids of the other: ids = {{{entry.key}}}"
                self._note(Fault(line=entry.location.line, reason=reason, advice=advice))

    def begin(self, begun: _Begun) -> None:
        """Take in what was read of the beginning of the file before."""
        for entry in begun.entries:
            self.take(entry)
        self.faults = list(begun.faults)

    def as_begun(self, text: str) -> _Begun | None:
        """Return what was read of a text, if it would be the same with more behind it."""
        braces = Counter(_BRACE.findall(text))
        is_closed = text.endswith("}\n") and braces["{"] == braces["}"] and not _ABBREVIATES.search(text)
        if not is_closed or any(fault.unread is not None for fault in self.faults):
            return None
        return _Begun(len(text), _fingerprint(text), tuple(self.entries.values()), tuple(self.faults))

    def finish(self, text: str) -> Library:
        """Return the library, whose text is that of the whole file."""
        self.retire_keys()
        rejected = (fault for fault in self.faults if fault.unread is not None)
        warnings = (fault for fault in self.faults if fault.unread is None)
        return Library(
            entries=tuple(self.entries.values()),
            rejected=tuple(sorted(fault.problem(self.name) for fault in rejected)),
            salvaged=tuple(self.salvaged.values()),
            warnings=tuple(sorted(fault.problem(self.name) for fault in warnings)),
            text=text,
            keys=frozenset(self.keys),
        )

    def retire_keys(self) -> None:
        """Keep of each entry the retired keys that can be addresses and belong to no other entry."""
        self.entries = {key: self._with_own_keys(entry) for key, entry in self.entries.items()}
        lost = [each for key, each in self.salvaged.items() if key not in self.entries]
        self.salvaged = {
            each.entry.key: replace(each, entry=self._with_own_keys(each.entry)) for each in lost
        }

    def _with_own_keys(self, entry: Entry) -> Entry:
        own = tuple(old for old in entry.retired_keys if self._retire(old, entry))
        return replace(entry, retired_keys=own)

    def _retire(self, old: str, entry: Entry) -> bool:
        """Take a retired key for an entry and return True, or note why that cannot be."""
        line = self.keys.get(old.lower())
        if line is None and KEY_PATTERN.fullmatch(old):
            self.keys[old.lower()] = entry.location.line
            return True
        why = f"is taken in line {line}" if line else "cannot be an address"
        reason = f"retired key '{old}' of '{entry.key}' {why}"
        self._note(Fault(line=entry.location.line, reason=reason, advice="take it out of ids"))
        return False
