"""What is wrong in a BibTeX file, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in the file.

    Attributes:
        line: 1-based.
        reason: One line.
        advice: One line, or empty.
    """

    line: int
    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An entry that could not be read, as far as a person can tell that it is one.

    Attributes:
        key: As written.
        text: As written, from its beginning to that of the next entry.
    """

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A block that could not be read.

    Attributes:
        fault: Why and where.
        unread: Entries that the block seems to hold.
    """

    fault: Fault
    unread: tuple[Unread, ...] = ()
