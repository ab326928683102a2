"""One field of an entry as it stands in the file: its name, its value, its place, and its faults."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.base.errors import shorten
from generator.bibliography.codec.expression import Value, evaluate
from generator.bibliography.codec.fault import Fault

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
    while True:
        value = evaluate(expression, strings)
        following = _FOLLOWING.fullmatch(value.rest)
        own = expression.removesuffix(value.rest).rstrip() if following else expression
        known, faults = _known_name(name, line)
        faults += _value_faults(known, value, following, line)
        place = (start, start + len(own))
        yield RawField(name=known.lower(), value=value.text, place=place, line=line, faults=tuple(faults))
        if not following:
            return
        start += len(expression) - len(following["value"])
        name, expression = following["name"], following["value"]


def _value_faults(name: str, value: Value, following: re.Match[str] | None, line: int) -> Iterator[Fault]:
    """Yield what is wrong with the value of a field, and after it."""
    for unknown in value.unknown:
        reason = f"'{unknown}' in field '{name}' is no @string"
        yield Fault(line=line, reason=reason, advice="put it in braces")
    if following:
        yield Fault(line=line, reason=f"a comma is missing between fields '{name}' and '{following['name']}'")
    elif value.rest:
        reason = f"field '{name}' goes on after its end: {shorten(value.rest)}"
        yield Fault(line=line, reason=reason, advice="put all of it in one pair of braces")


def _known_name(text: str, line: int) -> tuple[str, list[Fault]]:
    """Return the name of a field, and a fault where more stands before the `=` than a name."""
    if _NAME.fullmatch(text):
        return text, []
    reason = f"'{shorten(text)}' cannot be the name of a field"
    advice = "remove what stands before the name; % hides nothing inside an entry"
    return (_NAME.findall(text) or [text])[-1], [Fault(line=line, reason=reason, advice=advice)]
