"""What was published: every citation key, in `data/published-keys.txt`, and the papers of the last site."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.conflicts import Sides
from generator.base.errors import DigestError, Location, Problem
from generator.base.identifiers import KEY_PATTERN
from generator.base.text_files import read_text

_GONE = "gone"
_HEAD = """\
# Every citation key that was ever published, oldest first. 'digest build' adds to this file and
# never takes a line out; each key here has to lead to a paper, as a key or in ids of library.bib.
# A paper that a person withdrew for good: write 'gone' behind its key.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The citation keys that were published.

    Attributes:
        lines: The 1-based line of each key.
        gone: Keys that lead nowhere because a person decided so.
        text: The file as it is.
    """

    lines: Mapping[str, int] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    text: str = field(default="", repr=False)


def read_history(path: Path, name: str) -> History:
    """Return the history in a file; a missing file is an empty history.

    Args:
        path: The file: one key a line, `gone` behind those that were withdrawn, comments after `#`.
        name: The file's name in messages, relative to the project.

    Raises:
        DigestError: Lines that are no key, each with its place; or the file is no text as `read_text` has it.
    """
    try:
        text = read_text(path, name)
    except FileNotFoundError:
        return History()
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
    return History(lines=lines, gone=frozenset(gone), text=text)


def extend_history(history: History, keys: Iterable[str]) -> str:
    """Return the text of a history with the keys that it lacks added; what was there stays byte for byte."""
    new = [key for key in dict.fromkeys(keys) if key not in history.lines]
    if not new:
        return history.text
    text = history.text or _HEAD
    line_end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith("\n") else line_end
    return f"{text}{gap}{''.join(f'{key}{line_end}' for key in new)}"


def join_histories(sides: Sides) -> str:
    """Return the published keys of both sides, in the order of ours and then of theirs, each once.

    A key that one side marked as gone is gone; comments of both sides stay.
    """
    ours, theirs = (text.replace("\r\n", "\n").split("\n") for text in (sides.ours, sides.theirs))
    lines: dict[str | int, str] = {}
    for number, line in enumerate((*ours[:-1], *filter(None, (ours[-1], *theirs)))):
        key = next(iter(line.partition("#")[0].split()), line or number)
        known = lines.setdefault(key, line)
        lines[key] = line if known == line else _join_lines(known, line)
    end = "\r\n" if "\r\n" in sides.ours else "\n"
    return "".join(f"{line}{end}" for line in lines.values())


def _join_lines(line: str, other: str) -> str:
    """Return two lines of one published key in one."""
    (words, _, comment), (more, _, note) = line.partition("#"), other.partition("#")
    comments = dict.fromkeys(text.strip() for text in (comment, note) if text.strip())
    kept = max(words.strip(), more.strip(), key=len)
    return f"{kept}  # {'; '.join(comments)}" if comments else kept


def published_papers(path: Path, name: str) -> dict[str, tuple[str, ...]]:
    """Return the topics of each paper by citation key from a site's `papers.jsonl`; none without the file.

    Raises:
        DigestError: The file, which messages call by its name, was damaged.
    """
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").split("\n")  # other line ends may stand within a text
    try:
        papers = [json.loads(line) for line in lines if line]
        return {paper["key"]: tuple(paper["topics"]) for paper in papers}
    except (ValueError, KeyError, TypeError):
        advice = "remove the folder build/ and build again"
        place = Location(path=name)
        problem = Problem(location=place, reason="was damaged since it was built", advice=advice)
        raise DigestError(problem) from None
