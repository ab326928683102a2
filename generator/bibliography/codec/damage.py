"""Text that gave no entry and yet looks like one: its keys, its sound fields, and what is said of it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from generator.base.errors import shorten
from generator.bibliography.codec.blocks import Fault, Unread
from generator.bibliography.codec.expression import evaluate

_STRAY_FIELD = re.compile(r"^[ \t,}]*(?P<name>[A-Za-z]+)[ \t]*=[ \t]*[{\"]", re.MULTILINE)
_STRAY_ENTRY = re.compile(
    r"^[ \t]*(?P<start>(?P<at>@)\s*\w*\s*[{(]|\w+\s*\{|@\w+[ \t]+)\s*(?P<key>[^\s,{}()=]+)(?(at)|\s*,)",
    re.MULTILINE,
)
_KEY = re.compile(r"\A@\w*\s*[{(]\s*(?P<key>[^\s,{}()=]+)")
_TYPE = re.compile(r"@?\s*(?P<type>\w+)")
_FIELD = re.compile(
    r"(?:^|[,\"}])\s*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?P<value>\{|\"|\w+(?=\s*(?:[,}]|$)))", re.MULTILINE
)


def next_start(text: str, position: int) -> int:
    """Return where the next line begins with an `@`, from some position on, or the end of the text."""
    found = text.find("\n@", position)
    return found + 1 if found >= 0 else len(text)


def stray_field(name: str, line: int, unread: tuple[Unread, ...] | None = None) -> Fault:
    """Return the fault of a field that no entry holds, perhaps because one could not be read."""
    reason = f"field '{name}' stands outside of any entry"
    advice = "look above it for a brace too many, or too few"
    return Fault(line=line, reason=reason, advice=advice, unread=unread)


def find_strays(comment: str, line: int, *, is_reported: bool) -> Iterator[Fault]:
    """Yield what looks like an entry between entries, or else a field, if its entry is not reported yet."""
    lines = comment.split("\n")
    entries = [*_STRAY_ENTRY.finditer(comment)]
    for entry in entries:
        before = comment.count("\n", 0, entry.start("start"))
        yield Fault(
            line=line + before,
            reason=f"this looks like an entry and is none: {shorten(lines[before])}",
            advice="begin it on one line, with @misc{ say",
            unread=unread_entries(comment[entry.start() :])[:1],
        )
    field = None if entries or is_reported else _STRAY_FIELD.search(comment)
    if field:
        yield stray_field(field["name"], line + comment.count("\n", 0, field.start("name")))


def unread_entries(text: str) -> tuple[Unread, ...]:
    """Return the entries that a text seems to hold that could not be read as a whole, each key once."""
    starts = {match["key"]: match.start() for match in reversed([*_STRAY_ENTRY.finditer(text)])}
    if first := _KEY.match(text):
        starts[first["key"]] = 0
    ordered = sorted(starts.items(), key=itemgetter(1))
    bounds = pairwise([*(start for _, start in ordered), len(text)])
    return tuple(
        Unread(key=key, text=text[slice(*bound)]) for (key, _), bound in zip(ordered, bounds, strict=True)
    )


def sound_fields(text: str) -> tuple[str, dict[str, str]]:
    """Return the type of an entry that cannot be read as a whole, and its fields that are whole.

    These are the fields whose values end, their braces or quotes closed, before the next field begins.
    """
    kind = _TYPE.match(text)
    begins = [*_FIELD.finditer(text)]
    ends = [*(field.start() for field in begins), len(text)][1:]
    fields: dict[str, str] = {}
    for field, end in zip(begins, ends, strict=True):
        written = text[field.start("value") : end].strip()
        value = evaluate(written, {})
        is_cut = field["value"] == '"' and '"' in value.rest
        is_joined = field["value"] in '{"' and value.unknown
        if value.rest != written and not is_cut and not is_joined:
            fields.setdefault(field["name"].lower(), value.text)
    return kind["type"].lower() if kind else "misc", fields
