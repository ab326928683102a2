"""One field of an entry as it stands in the file: its name, its value, its place, and its faults."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.library.expression import evaluate
from generator.library.fault import Fault, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME = re.compile(r"[^\s=,{}()\"#%'\\]+")
_FOLLOWING = re.compile(rf"(?P<name>{_NAME.pattern})\s*=\s*(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """One field, its value evaluated.

    Attributes:
        name: In lower case.
        value: Text of the expression.
        place: Where in the file the expression begins and ends.
        line: Of the field, 1-based.
        faults: What is wrong with it; it was read all the same.
    """

    name: str
    value: str
    place: tuple[int, int]
    line: int
    faults: tuple[Fault, ...] = ()


def read_field(
    name: str, expression: str, start: int, line: int, strings: Mapping[str, str]
) -> Iterator[RawField]:
    """Yield a field, and the fields after it that it swallowed because a comma is missing.

    Args:
        name: What stands before the first `=`.
        expression: What stands between `=` and the comma, without white space around it.
        start: Where the expression begins in the file.
        line: Of the field, 1-based.
        strings: Values by name in lower case.
    """
    value = evaluate(expression, strings)
    known, faults = _known_name(name, line)
    faults += [
        Fault(line=line, reason=f"'{unknown}' in field '{known}' is no @string", advice="put it in braces")
        for unknown in value.unknown
    ]
    following = _FOLLOWING.fullmatch(value.rest)
    own = expression
    if following:
        own = expression.removesuffix(value.rest).rstrip()
        reason = f"a comma is missing between fields '{known}' and '{following['name']}'"
        faults.append(Fault(line=line, reason=reason))
    elif value.rest:
        reason = f"field '{known}' goes on after its end: {shorten(value.rest)}"
        faults.append(Fault(line=line, reason=reason, advice="put all of it in one pair of braces"))
    place = (start, start + len(own))
    yield RawField(name=known.lower(), value=value.text, place=place, line=line, faults=tuple(faults))
    if following:
        after = start + len(expression) - len(following["value"])
        yield from read_field(following["name"], following["value"], after, line, strings)


def _known_name(text: str, line: int) -> tuple[str, list[Fault]]:
    """Return the name of a field, and a fault where more stands before the `=` than a name."""
    if _NAME.fullmatch(text):
        return text, []
    reason = f"'{shorten(text)}' cannot be the name of a field"
    advice = "remove what stands before the name; % hides nothing inside an entry"
    return (_NAME.findall(text) or [text])[-1], [Fault(line=line, reason=reason, advice=advice)]
