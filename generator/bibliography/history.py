"""Every citation key that was ever published: `data/published-keys.txt`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator.base.errors import DigestError, Location, Problem
from generator.base.keys import KEY_PATTERN

_GONE = "gone"
_HEAD = """\
# Every citation key that was ever published, oldest first. 'digest build' adds to this file and
# never takes a line out; each key here has to lead to a paper, as a key or in ids of library.bib.
# A paper that a person withdrew for good: write 'gone' behind its key.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The keys that were published.

    Attributes:
        lines: Line of each key, 1-based.
        gone: Keys that lead nowhere because a person decided so.
        text: The file as it is.
    """

    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    gone: frozenset[str] = frozenset()
    text: str = field(default="", repr=False)


def read_history(path: Path, name: str) -> History:
    """Return the history in a file; a missing file is an empty history.

    Args:
        path: The file.
        name: What problems call the file, relative to the project.

    Raises:
        DigestError: As `parse_history`.
    """
    try:
        return parse_history(path.read_bytes().decode(errors="replace"), name)
    except FileNotFoundError:
        return History()


def parse_history(text: str, name: str) -> History:
    """Return the history in a text.

    Args:
        text: One key a line, `gone` behind those that were withdrawn, comments after `#`.
        name: What problems call the file, relative to the project.

    Raises:
        DigestError: Lines that are no key, each with its place.
    """
    lines: dict[str, int] = {}
    gone: set[str] = set()
    problems: list[Problem] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        match line.partition("#")[0].split():
            case []:
                continue
            case [key, *rest] if KEY_PATTERN.fullmatch(key) and rest in ([], [_GONE]):
                lines.setdefault(key, number)
                gone.update({key} if rest else ())
            case words:
                reason = f"'{' '.join(words)}' is no citation key"
                advice = "one key a line, and 'gone' behind one that was withdrawn"
                location = Location(path=name, line=number)
                problems.append(Problem(location=location, reason=reason, advice=advice))
    if problems:
        raise DigestError(*problems)
    return History(lines=MappingProxyType(lines), gone=frozenset(gone), text=text)


def extend_history(history: History, keys: Iterable[str]) -> str:
    """Return the text of a history with keys added at its end; what was there stays byte for byte.

    Args:
        history: As read.
        keys: Published now; those that it knows are passed over.
    """
    new = [key for key in dict.fromkeys(keys) if key not in history.lines]
    if not new:
        return history.text
    text = history.text or _HEAD
    line_end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith("\n") else line_end
    return f"{text}{gap}{''.join(f'{key}{line_end}' for key in new)}"
