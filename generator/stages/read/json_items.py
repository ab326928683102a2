"""The items of a JSON file with their lines: of a list, of a list in a wrapper, or one after another.

The file is taken item by item, so that a fault costs one item and not the file.
"""

import json
import re
from collections.abc import Iterator

from generator.base.errors import DigestError, Problem
from generator.stages.read.source import Source

_HEAD = 200_000
_KEY = re.compile(r"""(?<!\\)"([^"\\\s]{1,40})"\s*:|'([^'\\\s"]{1,40})':""")
_BETWEEN = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")
_LINE_OF_OBJECT = re.compile(r"^\{", re.MULTILINE)
_OBJECT = re.compile(r'[\s,]*"')
_NEXT_LIST = re.compile(r"\]\s*\[")
_EMPTY_LIST = re.compile(r"\[\s*\]")
_LIST_OF_ITEMS = re.compile(r'\[\s*(?:\{|"\{)')
_KEYS_OF_ITEMS = frozenset({"title", "paper"})
_LONGEST_OPENING = 100
_DEEPEST_WRAPPER = 3


def json_keys(text: str) -> frozenset[str]:
    """Return the keys that the beginning of a text names, at any depth; none where it is not JSON.

    Args:
        text: Content of a file; strings that hold Python objects are looked into.
    """
    head = text[:_HEAD].lstrip()
    found = _KEY.findall(head) if head.startswith(("[", "{")) else ()
    return frozenset(double or single for double, single in found)


def json_items(source: Source) -> Iterator[tuple[int, object | Problem]]:
    """Yield the items of a file with the lines they begin at; what cannot be read is a problem.

    Raises:
        DigestError: The file holds no list and no object of a paper.
    """
    text = source.text
    start = len(text) - len(text.lstrip())
    if text.startswith("[", start):
        return _Items(source, is_list=True).read(start + 1)
    keys = {key for key, _ in _outer_values(text, start)}
    if len(_LINE_OF_OBJECT.findall(text)) > 1 or not keys.isdisjoint(_KEYS_OF_ITEMS):
        return _Items(source, is_list=False).read(start)
    place = _wrapped_list(text, start)
    if place is None:
        raise DigestError(Problem(location=source.at(0), reason="holds no list of papers"))
    return _Items(source, is_list=True).read(place)


class _Items:
    """The way through the items of one file."""

    def __init__(self, source: Source, *, is_list: bool) -> None:
        self._source = source
        self._is_list = is_list
        self._opening = ""

    def read(self, place: int) -> Iterator[tuple[int, object | Problem]]:
        """Yield the items from a place on, each with its line."""
        text, decoder = self._source.text, json.JSONDecoder()
        line, counted, is_broken = text.count("\n", 0, place) + 1, place, False
        while (place := self._skip(place)) < len(text) and text[place] != "]":
            line, counted = line + text.count("\n", counted, place), place
            if text[place] in '{"':
                self._opening = self._opening or _opening(text, place)
            try:
                item, place = decoder.raw_decode(text, place)
                is_broken = False
                yield line, item
            except (ValueError, RecursionError) as error:
                is_broken = True
                deep = "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"
                yield line, self._problem(line, f"is not JSON: {getattr(error, 'msg', deep)}")
                place = self._next_item(place, getattr(error, "pos", place))
        if self._is_list and place >= len(text) and not is_broken:
            yield line, self._problem(line, "the list breaks off after this item")

    def _skip(self, place: int) -> int:
        """Return where the next item begins, or the list ends; another list may follow."""
        text = self._source.text
        place = _end(_BETWEEN, text, place)
        following = _NEXT_LIST.match(text, place)
        return self._skip(following.end()) if following and self._is_list else place

    def _next_item(self, start: int, fault: int) -> int:
        """Return where the next item begins after a fault: with the words that the first one began with."""
        text = self._source.text
        if self._is_list:
            found = text.find(self._opening, start + 1)
        else:
            line = _LINE_OF_OBJECT.search(text, max(start + 1, text.find("\n", fault)))
            found = line.start() if line else -1
        return len(text) if found < 0 else found

    def _problem(self, line: int, reason: str) -> Problem:
        return Problem(location=self._source.at(line), reason=reason, advice="fetch the dump again")


def _opening(text: str, place: int) -> str:
    """Return what an item begins with, as far as its first colon."""
    return text[place : place + _LONGEST_OPENING].partition(":")[0]


def _outer_values(text: str, place: int) -> Iterator[tuple[str, int]]:
    """Yield the keys of the object at a place and where their values begin."""
    decoder = json.JSONDecoder()
    place += 1
    try:
        while _OBJECT.match(text, place):
            key, place = decoder.raw_decode(text, _end(_BETWEEN, text, place))
            place = _end(_SPACE, text, _end(_SPACE, text, place) + 1)
            yield key, place
            _, place = decoder.raw_decode(text, place)
    except (ValueError, RecursionError):
        return


def _wrapped_list(text: str, start: int, depth: int = 1) -> int | None:
    """Return where the items begin of the list that an object holds; None where there is no such list."""
    empty = None
    for _, place in _outer_values(text, start):
        if _LIST_OF_ITEMS.match(text, place):
            return place + 1
        if _EMPTY_LIST.match(text, place):
            empty = place + 1
        elif text.startswith("{", place) and depth < _DEEPEST_WRAPPER:
            inner = _wrapped_list(text, place, depth + 1)
            if inner is not None:
                return inner
    return empty


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Return where a pattern that may be empty ends."""
    found = pattern.match(text, place)
    return found.end() if found else place
