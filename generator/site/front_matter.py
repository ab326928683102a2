"""Read the front matter that the generator wrote in a fifth of the time that YAML takes.

Its values are JSON, which is YAML too, or single words. What is anything else is not read here.
"""

import json
import re

_LINE = re.compile(r"(?P<name>[a-z_]+):(?: (?P<value>.+))?")
_WORD = re.compile(r"[a-z]+(?:\.html)?")
_NUMBER = re.compile(r"0|[1-9][0-9]*")
_BOOLEANS = {"true": True, "false": False}
_NO_TEXT = frozenset({*_BOOLEANS, "yes", "no", "on", "off", "null"})
"""Words that YAML takes for something else."""
_UNSAFE = re.compile("[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML takes for the end of a line, or refuses."""
_BEGINNINGS = frozenset('"[{')
_ITEM = "  - "
_HALF_PAIR = "\\ud"
"""Begins what JSON and YAML take for different characters."""


def read_front_matter(page: str) -> tuple[str, dict[str, object]] | None:
    """Return the body of a page and its front matter, as YAML has it; None where that is to be asked."""
    end = page.find("\n---\n", 4)
    if end < 0 or not page.startswith("---\n"):
        return None
    try:
        fields = _read_fields(page[4:end])
    except ValueError:
        return None
    return page[end + 5 :].lstrip("\n"), fields


def _read_fields(front: str) -> dict[str, object]:
    """Return what stands in front matter.

    Raises:
        ValueError: Some of it is to be asked of YAML.
    """
    fields: dict[str, object] = {}
    items: list[object] | None = None
    for line in front.split("\n"):
        if items is not None and line.startswith(_ITEM):
            items.append(_read_json(line[len(_ITEM) :]))
            continue
        name, value = _read_line(line)
        if items == []:  # nothing, to YAML, and no list
            raise ValueError(line)
        items = [] if value is None else None
        fields[name] = items if value is None else value
    if items == []:
        raise ValueError(front)
    return fields


def _read_line(line: str) -> tuple[str, object]:
    """Return the name and the value on a line; None where a list begins.

    Raises:
        ValueError: It is no such line.
    """
    found = _LINE.fullmatch(line)
    if not found or found["name"] in _NO_TEXT:
        raise ValueError(line)
    value = found["value"]
    if value is None or value in _BOOLEANS:
        return found["name"], _BOOLEANS.get(value or "")
    if _NUMBER.fullmatch(value):
        return found["name"], int(value)
    is_word = _WORD.fullmatch(value) and value not in _NO_TEXT
    return found["name"], value if is_word else _read_json(value)


def _read_json(value: str) -> object:
    is_safe = value.isprintable() or not _UNSAFE.search(value)
    if value[:1] not in _BEGINNINGS or not is_safe or _HALF_PAIR in value.lower():
        raise ValueError(value)
    return _DECODER.decode(value)


def _refuse(number: str) -> object:
    """Leave to YAML what it may take for a text: 1e5, NaN."""
    raise ValueError(number)


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
