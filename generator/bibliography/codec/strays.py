"""What stands outside of entries and yet looks like one, or like a part of one."""

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from generator.base.errors import shorten
from generator.bibliography.codec.fault import Broken, Fault, Unread

_STRAY_FIELD = re.compile(r"^[ \t,}]*(?P<name>[A-Za-z]+)[ \t]*=[ \t]*[{\"]", re.MULTILINE)
_FIELD_BEHIND = re.compile(r"[\s,}]*(?P<name>[A-Za-z][\w-]*)[ \t]*=[ \t]*[{\"\w]")
_STRAY_ENTRY = re.compile(
    r"^[ \t]*(?P<start>(?P<at>@)\s*\w*\s*[{(]|\w+\s*\{|@\w+[ \t]+)\s*(?P<key>[^\s,{}()=]+)(?(at)|\s*,)",
    re.MULTILINE,
)
_KEY = re.compile(r"\A@\w*\s*[{(]\s*(?P<key>[^\s,{}()=]+)")


def next_start(text: str, position: int) -> int:
    """Return where the next line begins with an `@`, from some position on, or the end of the text."""
    found = text.find("\n@", position)
    return found + 1 if found >= 0 else len(text)


def field_behind(text: str, end: int) -> re.Match[str] | None:
    """Return a field, in the group `name`, that follows the end of an entry as if it belonged to it."""
    return _FIELD_BEHIND.match(text, end)


def unread_entries(text: str) -> tuple[Unread, ...]:
    """Return the entries that a text seems to hold, each key once.

    Args:
        text: That could not be read as a whole.
    """
    starts = {match["key"]: match.start() for match in reversed([*_STRAY_ENTRY.finditer(text)])}
    if first := _KEY.match(text):
        starts = {**starts, first["key"]: 0}
    ordered = sorted(starts.items(), key=itemgetter(1))
    bounds = pairwise([*(start for _, start in ordered), len(text)])
    return tuple(
        Unread(key=key, text=text[slice(*bound)]) for (key, _), bound in zip(ordered, bounds, strict=True)
    )


def find_strays(comment: str, line: int, *, is_told: bool) -> Iterator[Broken | Fault]:
    """Yield what a text between entries holds of an entry or, if it is not told, a field that is not read."""
    lines = comment.split("\n")
    entries = [*_STRAY_ENTRY.finditer(comment)]
    for entry in entries:
        before = comment.count("\n", 0, entry.start("start"))
        reason = f"this looks like an entry and is none: {shorten(lines[before])}"
        fault = Fault(line=line + before, reason=reason, advice="begin it on one line, with @misc{ say")
        yield Broken(fault=fault, unread=unread_entries(comment[entry.start() :])[:1])
    field = None if entries or is_told else _STRAY_FIELD.search(comment)
    if field:
        yield stray_field(field["name"], line + comment.count("\n", 0, field.start("name")))


def stray_field(name: str, line: int) -> Fault:
    """Return the fault of a field that no entry holds."""
    reason = f"field '{name}' stands outside of any entry"
    return Fault(line=line, reason=reason, advice="look above it for a brace too many, or too few")
