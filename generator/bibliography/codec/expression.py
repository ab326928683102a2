"""Read fields as they stand in a file: values in braces, in quotes or bare, joined by `#`."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.base.errors import shorten
from generator.bibliography.codec.blocks import Fault

_MONTHS = "January February March April May June July August September October November December"
MONTHS: Mapping[str, str] = {month[:3].lower(): month for month in _MONTHS.split()}
"""The names that every BibTeX style defines."""

_MARK = re.compile(r'(?<!\\)[{}"]')
_BARE = re.compile(r'[^\s{}",#=]+')
_JOIN = re.compile(r"\s*#\s*")
_NAME = re.compile(r"[^\s=,{}()\"#%'\\]+")
_FOLLOWING = re.compile(rf"(?P<name>{_NAME.pattern})\s*=\s*(?P<value>.*)", re.DOTALL)


class Value(NamedTuple):
    """What an expression stands for.

    Attributes:
        text: The text of its pieces, joined.
        unknown: Names in it that no `@string` defines; they stand for themselves.
        rest: What follows the expression and is no part of it; empty in a sound file.
    """

    text: str
    unknown: tuple[str, ...] = ()
    rest: str = ""


class RawField(NamedTuple):
    """One field: its name in lower case, its text, the place of its value, its line and its faults."""

    name: str
    value: str
    place: tuple[int, int]
    line: int
    faults: tuple[Fault, ...]


def evaluate(expression: str, strings: Mapping[str, str]) -> Value:
    """Return the value of an expression such as `{A} # nips # " 2024"`; `strings` has names in lower case."""
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
    return Value("".join(pieces), tuple(unknown), text[position:].strip())


def _piece_end(text: str, start: int) -> int | None:
    """Return where the piece that begins here ends; None where none begins or it has no end."""
    opening = text[start : start + 1]
    if opening not in ("{", '"'):
        bare = _BARE.match(text, start)
        return bare.end() if bare else None
    depth = 0
    for mark in _MARK.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if mark[0] == ("}" if opening == "{" else '"') and not depth and mark.start() > start:
            return mark.end()
    return None


def read_field(
    name: str, expression: str, start: int, line: int, strings: Mapping[str, str]
) -> Iterator[RawField]:
    """Yield a field, and the fields after it that it swallowed because a comma is missing.

    The expression is what stands behind the first `=`, without white space around it; it starts at a place
    in the file. `strings` are the values of `@string` by name in lower case.
    """
    while True:
        value = evaluate(expression, strings)
        following = _FOLLOWING.fullmatch(value.rest)
        own = expression.removesuffix(value.rest).rstrip() if following else expression
        known = name if _NAME.fullmatch(name) else (_NAME.findall(name) or [name])[-1]
        faults = tuple(_faults(name, known, value, following, line))
        place = (start, start + len(own))
        yield RawField(known.lower(), value.text, place, line, faults)
        if not following:
            return
        start += len(expression) - len(following["value"])
        name, expression = following["name"], following["value"]


def _faults(
    written: str, name: str, value: Value, following: re.Match[str] | None, line: int
) -> Iterator[Fault]:
    """Yield what is wrong before, in and after the value of a field whose name is written in some way."""
    if not _NAME.fullmatch(written):
        advice = "remove what stands before the name; % hides nothing inside an entry"
        reason = f"'{shorten(written)}' cannot be the name of a field"
        yield Fault(line=line, reason=reason, advice=advice)
    for unknown in value.unknown:
        reason = f"'{unknown}' in field '{name}' is no @string"
        yield Fault(line=line, reason=reason, advice="put it in braces")
    if following:
        yield Fault(line=line, reason=f"a comma is missing between fields '{name}' and '{following['name']}'")
    elif value.rest:
        reason = f"field '{name}' goes on after its end: {shorten(value.rest)}"
        yield Fault(line=line, reason=reason, advice="put all of it in one pair of braces")
