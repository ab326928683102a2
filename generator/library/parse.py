"""Take a BibTeX file apart. The only module that knows bibtexparser.

bibtexparser finds blocks and fields. It leaves some things to its caller, and they are done here: a line
that looks like the start of an entry inside a field, values joined by `#`, names of `@string`, a missing
comma, and telling where each fault is.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from generator.library.expression import MONTHS, evaluate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bibtexparser.model import Block

# bibtexparser logs what it cannot read; here it becomes a problem instead.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)

_MARK = re.compile(r"^[ \t]*@(?P<type>\w*)[ \t]*(?=\{)|(?<!\\)[{}]", re.MULTILINE)
_FIELD = re.compile(r"(?P<name>[^\s=,{}\"#]+)\s*=(?P<value>.*)", re.DOTALL)
_STRAY_FIELD = re.compile(r"^[ \t,}]*(?P<name>[A-Za-z]+)[ \t]*=[ \t]*[{\"]", re.MULTILINE)
_KEY = re.compile(r"@\w*\s*[{(]\s*(?P<key>[^\s,{}()=]+)")
_EXCERPT = 70
_MASKS = tuple(map(chr, range(0xFDD0, 0xFDF0)))
"""What may stand for an @ that starts no entry; Unicode reserves these for such inner use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in the file.

    Attributes:
        line: 1-based.
        reason: One line.
        advice: One line, or empty.
    """

    line: int
    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry, its values evaluated and nothing interpreted.

    Attributes:
        entry_type: In lower case.
        key: As written; empty when there is none.
        fields: Value of each field by its name in lower case; the first counts where one comes twice.
        line: Of the `@`, 1-based.
        faults: In the order found; the entry was read all the same.
    """

    entry_type: str
    key: str
    fields: dict[str, str]
    line: int
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A block that could not be read.

    Attributes:
        fault: Why and where.
        keys: Keys that the block seems to have.
    """

    fault: Fault
    keys: tuple[str, ...] = ()


def parse_bibtex(text: str) -> Iterator[RawEntry | Broken | Fault]:
    """Yield the entries of a file and its faults, in the file's order.

    Comments, preambles and `@string` are read over.

    Args:
        text: Any line ends.
    """
    mask = next((character for character in _MASKS if character not in text), _MASKS[0])
    masked = list(text)
    for position, is_comment in _inner_starts(text):
        masked[position] = mask
        if not is_comment:
            yield _inner_start(text, position)
    readable = "".join(masked)
    reader = _Reader(text.split("\n"), mask)
    for block, line in _with_lines(readable, parse_string(readable, parse_stack=[]).blocks):
        yield from reader.read(block, line)


def _inner_starts(text: str) -> Iterator[tuple[int, bool]]:
    """Yield where an `@` begins a line like an entry but stands inside one whose braces balance.

    Yields:
        Position of the `@`, and whether the block around it is a comment.
    """
    opened: list[int] = []
    closing: dict[int, int] = {}
    starts: list[tuple[int, int, str]] = []
    for mark in _MARK.finditer(text):
        if mark["type"] is not None:
            starts.append((mark.end() - len(mark[0].lstrip()), mark.end(), mark["type"].lower()))
        elif mark[0] == "{":
            opened.append(mark.start())
        elif opened:
            closing[opened.pop()] = mark.start()
    end, is_comment = 0, False
    for position, brace, kind in starts:
        if position < end:
            yield position, is_comment
        elif brace in closing:
            end, is_comment = closing[brace], kind == "comment"


def _inner_start(text: str, position: int) -> Fault:
    line = text.count("\n", 0, position) + 1
    excerpt = _shorten(text[position : position + 200].partition("\n")[0])
    return Fault(
        line=line,
        reason=f"a line inside an entry looks like the start of another: {excerpt}",
        advice="close the entry before it, or join the line to the one above",
    )


def _with_lines(text: str, blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Yield blocks with their 1-based lines; bibtexparser miscounts after a line that ends in a backslash."""
    position, line = 0, 1
    for block in blocks:
        start = text.find(block.raw or "", position)
        if start >= 0:
            line += text.count("\n", position, start)
            position = start
        yield block, line


class _Reader:
    """Reads blocks in the file's order, for an `@string` holds for what follows it."""

    def __init__(self, lines: list[str], mask: str) -> None:
        self.lines = lines
        self.mask = mask
        self.strings: dict[str, str] = dict(MONTHS)

    def read(self, block: Block, line: int) -> Iterator[RawEntry | Broken | Fault]:
        """Yield what a block of bibtexparser comes to."""
        if isinstance(block, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)):
            # Whoever reads the entry says that its key or a field of it comes twice.
            if block.ignore_error_block is not None:
                yield from self.read(block.ignore_error_block, line)
        elif isinstance(block, Entry):
            yield self._entry(block, line)
        elif isinstance(block, String):
            self.strings[block.key.lower()] = evaluate(self._unmask(block.value), self.strings).text
        elif isinstance(block, ParsingFailedBlock):
            yield self._broken(block, line)
        elif isinstance(block, ImplicitComment):
            yield from _stray_fields(block.comment, line)

    def _entry(self, entry: Entry, line: int) -> RawEntry:
        fields: dict[str, str] = {}
        faults = list(self._start_faults(line))
        for field in entry.fields:
            field_line = line + (field.start_line or 0) - (entry.start_line or 0)
            named = self._unmask(field.key), self._unmask(field.value)
            for name, value, fault in self._values(*named, field_line):
                faults.extend(fault)
                if name in fields:
                    faults.append(Fault(line=field_line, reason=f"field '{name}' comes twice"))
                fields.setdefault(name, value)
        return RawEntry(
            entry_type=entry.entry_type.lower(),
            key=self._unmask(entry.key),
            fields=fields,
            line=line,
            faults=tuple(faults),
        )

    def _values(self, name: str, expression: str, line: int) -> Iterator[tuple[str, str, list[Fault]]]:
        """Yield name, value and faults of a field, and of fields after it where a comma is missing."""
        value = evaluate(expression, self.strings)
        faults = [
            Fault(line=line, reason=f"'{unknown}' in field '{name}' is no @string", advice="put it in braces")
            for unknown in value.unknown
        ]
        following = _FIELD.fullmatch(value.rest)
        if following:
            reason = f"a comma is missing between fields '{name}' and '{following['name']}'"
            faults.append(Fault(line=line, reason=reason))
        elif value.rest:
            reason = f"field '{name}' goes on after its end: {_shorten(value.rest)}"
            faults.append(Fault(line=line, reason=reason, advice="put all of it in one pair of braces"))
        yield name.lower(), value.text, faults
        if following:
            yield from self._values(following["name"], following["value"], line)

    def _unmask(self, text: str) -> str:
        return text.replace(self.mask, "@")

    def _start_faults(self, line: int) -> Iterator[Fault]:
        before = self.lines[line - 1].partition("@")[0].strip()
        if before and not before.endswith("}"):
            reason = f"an entry starts within a line: {_shorten(self.lines[line - 1])}"
            yield Fault(line=line, reason=reason, advice="begin it on a line of its own; % hides nothing")

    def _broken(self, block: ParsingFailedBlock, line: int) -> Broken:
        why = str(getattr(block.error, "abort_reason", block.error))
        excerpt = _shorten(self.lines[line - 1])
        reason = f"this block cannot be read: {_shorten(self._unmask(why), 200).rstrip('.')}: {excerpt}"
        key = _KEY.match(self._unmask(block.raw or ""))
        return Broken(
            fault=Fault(line=line, reason=reason, advice="look for a brace, quote or comma that is missing"),
            keys=(key["key"],) if key else (),
        )


def _stray_fields(comment: str, line: int) -> Iterator[Fault]:
    """Yield a fault for text between entries that looks like a field."""
    stray = _STRAY_FIELD.search(comment)
    if stray:
        reason = f"field '{stray['name']}' stands outside of any entry"
        before = comment.count("\n", 0, stray.start("name"))
        yield Fault(line=line + before, reason=reason, advice="look for a brace too many above it")


def _shorten(text: str, length: int = _EXCERPT) -> str:
    """Return a text on one line, cut to a length."""
    collapsed = " ".join(text.split())
    return collapsed if len(collapsed) <= length else f"{collapsed[: length - 1]}…"
