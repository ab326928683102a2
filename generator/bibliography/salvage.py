"""What can be told of an entry that cannot be read as a whole: the fields that are sound."""

import re
from dataclasses import dataclass

from generator.base.errors import Location
from generator.base.models import Entry
from generator.bibliography.codec.fault import Unread
from generator.bibliography.codec.interpret import interpret
from generator.bibliography.codec.parse import RawEntry
from generator.bibliography.codec.values import is_balanced

_TYPE = re.compile(r"@?\s*(?P<type>\w+)")
_FIELD = re.compile(
    r"(?:^|[,\"}])\s*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?P<value>\{|\"|\w+(?=\s*(?:[,}]|$)))", re.MULTILINE
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """An entry of which only a part can be read.

    Attributes:
        entry: With the fields that are sound; its title is empty where that is not one of them.
        text: As written.
    """

    entry: Entry
    text: str


def salvage(unread: Unread, location: Location) -> Salvaged:
    """Return what can be told of an entry that cannot be read.

    Args:
        unread: As found.
        location: Where the problem is told to be.
    """
    found = _TYPE.match(unread.text)
    raw = RawEntry(
        entry_type=found["type"].lower() if found else "misc",
        key=unread.key,
        fields=_sound_fields(unread.text),
        line=location.line or 1,
        place=(0, len(unread.text)),
        places={},
    )
    return Salvaged(entry=interpret(raw).entry(unread.key, location), text=unread.text)


def _sound_fields(text: str) -> dict[str, str]:
    """Return the values that end before the next field begins, their braces or quotes closed."""
    begins = [*_FIELD.finditer(text)]
    ends = [*(field.start() for field in begins), len(text)][1:]
    fields: dict[str, str] = {}
    for field, end in zip(begins, ends, strict=True):
        value = _closed(field["value"], text[field.end() : end])
        if value is not None:
            fields.setdefault(field["name"].lower(), value)
    return fields


def _closed(opened: str, text: str) -> str | None:
    """Return the value that a brace, a quote or a word opens before a text; None where it is not closed."""
    if opened == "{":
        return _in_braces(text)
    if opened == '"':
        value, quote, _ = text.rpartition('"')
        return value if quote and is_balanced(value) else None
    return opened


def _in_braces(text: str) -> str | None:
    """Return what stands before the brace that closes the one before the text; None where none does."""
    depth = 1
    for brace in _BRACE.finditer(text):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return text[: brace.start()]
    return None
