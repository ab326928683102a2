"""The value of a BibTeX field: pieces in braces, quotes or bare, joined by `#`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MONTHS: Mapping[str, str] = MappingProxyType(
    {
        name[:3].lower(): name
        for name in (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        )
    }
)
"""The names that every BibTeX style defines."""

_MARK = re.compile(r'(?<!\\)[{}"]')
_BARE = re.compile(r'[^\s{}",#=]+')
_JOIN = re.compile(r"\s*#\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What an expression stands for.

    Attributes:
        text: Its pieces joined.
        unknown: Names in it that no `@string` defines; they stand for themselves.
        rest: What follows the expression and is no part of it; empty in a sound file.
    """

    text: str
    unknown: tuple[str, ...] = ()
    rest: str = ""


def evaluate(expression: str, strings: Mapping[str, str]) -> Value:
    """Return the value of an expression such as `{A} # nips # " 2024"`.

    Args:
        expression: What stands between `=` and the comma.
        strings: Values by name in lower case.
    """
    text = expression.strip()
    pieces: list[str] = []
    unknown: list[str] = []
    position = 0
    while (end := _piece_end(text, position)) is not None:
        piece = text[position:end]
        if piece[0] in '{"':
            pieces.append(piece[1:-1])
        else:
            pieces.append(strings.get(piece.lower(), piece))
            if piece.lower() not in strings and not piece.isdecimal():
                unknown.append(piece)
        join = _JOIN.match(text, end)
        position = join.end() if join else end
        if not join:
            break
    return Value(text="".join(pieces), unknown=tuple(unknown), rest=text[position:].strip())


def _piece_end(text: str, start: int) -> int | None:
    """Return where the piece that begins here ends; None where none begins or it has no end."""
    opening = text[start : start + 1]
    if opening not in ("{", '"'):
        bare = _BARE.match(text, start)
        return bare.end() if bare else None
    depth = 0
    for mark in _MARK.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        is_end = mark[0] == ("}" if opening == "{" else '"') and not depth and mark.start() > start
        if is_end:
            return mark.end()
    return None
