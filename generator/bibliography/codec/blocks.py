"""What a BibTeX file is taken apart into: entries, and faults with their lines."""

from dataclasses import dataclass, replace

from generator.base.errors import Location, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An entry that cannot be read, though a person can tell that it is one.

    Attributes:
        key: The key as written.
        text: The text from the entry's beginning to that of the next one.
    """

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a file.

    Attributes:
        line: 1-based; 0 when the whole file is meant.
        reason: What is wrong, on one line.
        advice: What to do about it, on one line; may be empty.
        unread: The entries that seem to stand where nothing could be read; None when all was read.
    """

    line: int
    reason: str
    advice: str = ""
    unread: tuple[Unread, ...] | None = None

    def moved(self, lines: int) -> "Fault":
        """Return the fault so many lines further down."""
        return replace(self, line=self.line + lines) if lines and self.line else self

    def problem(self, path: str) -> Problem:
        """Return the fault as a problem of the file with this path."""
        return Problem(location=Location(path=path, line=self.line), reason=self.reason, advice=self.advice)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry as written: its values are evaluated and nothing is interpreted.

    Attributes:
        entry_type: What stands behind the `@`, in lower case.
        key: The key as written; empty when there is none.
        fields: Values by names in lower case; of a field that comes twice, the first.
        line: The 1-based line of the `@`.
        place: Where in the text the entry begins and ends.
        places: Where the value of each field begins and ends, in the order of `fields`.
        faults: What is wrong in the entry, which could be read all the same.
    """

    entry_type: str
    key: str
    fields: dict[str, str]
    line: int
    place: tuple[int, int]
    places: dict[str, tuple[int, int]]
    faults: tuple[Fault, ...] = ()

    def moved(self, lines: int) -> "RawEntry":
        """Return the entry so many lines further down; its places in the text stay as they are."""
        if not lines:
            return self
        faults = tuple(fault.moved(lines) for fault in self.faults)
        return replace(self, line=self.line + lines, faults=faults)
