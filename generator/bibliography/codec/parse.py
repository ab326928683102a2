"""Take a BibTeX file apart. The only module that knows bibtexparser.

bibtexparser finds blocks and fields. It leaves some things to its caller, and they are done here and in
`raw_field`: a line that looks like the start of an entry inside a field, values joined by `#`, names of
`@string`, a missing comma, and telling where each field and each fault is.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from generator.base.errors import shorten
from generator.bibliography.codec.expression import MONTHS, evaluate
from generator.bibliography.codec.fault import Broken, Fault, Unread
from generator.bibliography.codec.raw_field import RawField, read_field
from generator.bibliography.codec.strays import (
    field_behind,
    find_strays,
    next_start,
    stray_field,
    unread_entries,
)

# bibtexparser logs what it cannot read; here it becomes a problem instead.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)

_MARK = re.compile(r"^[^\S\n]*@(?P<type>\w*)\s*(?=[{(])|(?<!\\)[{}]", re.MULTILINE)
_MASKS = tuple(map(chr, range(0xFDD0, 0xFDF0)))
"""What may stand for an @ that starts no entry; Unicode reserves these for such inner use."""


_TWICE = (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)
"""Blocks that bibtexparser counts as failed and that are read all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry, its values evaluated and nothing interpreted.

    Attributes:
        entry_type: In lower case.
        key: As written; empty when there is none.
        fields: Value of each field by its name in lower case; the first counts where one comes twice.
        line: Of the `@`, 1-based.
        place: Where in the file it begins and ends.
        places: Where the expression of each field begins and ends, in the order of `fields`.
        faults: In the order found; the entry was read all the same.
    """

    entry_type: str
    key: str
    fields: dict[str, str]
    line: int
    place: tuple[int, int]
    places: dict[str, tuple[int, int]]
    faults: tuple[Fault, ...] = ()


def raw_entries(text: str) -> dict[str, RawEntry]:
    """Return the entries of a file by key; the first of a key counts.

    Args:
        text: Any line ends; places count from behind a byte order mark.
    """
    entries: dict[str, RawEntry] = {}
    for item in parse_bibtex(text.removeprefix("\ufeff")):
        if isinstance(item, RawEntry):
            entries.setdefault(item.key, item)
    return entries


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
    reader = _Reader(text, readable, mask)
    for block, start, line in _with_places(readable, parse_string(readable, parse_stack=[]).blocks):
        yield from reader.read(block, start, line)


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


def _inner_start(text: str, position: int) -> Broken | Fault:
    """Return what a line inside an entry comes to; with a key behind it is most likely an entry swallowed."""
    excerpt = shorten(text[position : position + 200].partition("\n")[0])
    fault = Fault(
        line=text.count("\n", 0, position) + 1,
        reason=f"a line inside an entry looks like the start of another: {excerpt}",
        advice="close the entry before it, or join the line to the one above",
    )
    # Another one may stand between the beginning of the entry around it and this line.
    around = text.find("\n", text.rfind("\n@", 0, position) + 1)
    unread = unread_entries(text[min(around, position) : next_start(text, position + 1)])
    return Broken(fault=fault, unread=unread) if unread else fault


def _with_places(text: str, blocks: Iterable[Block]) -> Iterator[tuple[Block, int, int]]:
    """Yield blocks with where they start and their 1-based lines.

    bibtexparser miscounts lines after one that ends in a backslash.
    """
    start, line, position = 0, 1, 0
    for block in blocks:
        raw = block.raw or ""
        found = text.index(raw, position)
        line += text.count("\n", start, found)
        start = found
        # A block that could not be read may overlap the next one.
        position = start + (
            1 if isinstance(block, ParsingFailedBlock) and not isinstance(block, _TWICE) else len(raw)
        )
        yield block, start, line


class _Reader:
    """Reads blocks in the file's order, for an `@string` holds for what follows it."""

    def __init__(self, text: str, readable: str, mask: str) -> None:
        self.text = text
        self.readable = readable
        self.lines = text.split("\n")
        self.mask = mask
        self.strings: dict[str, str] = dict(MONTHS)
        self.cut: Broken | None = None

    def read(self, block: Block, start: int, line: int) -> Iterator[RawEntry | Broken | Fault]:
        """Yield what a block of bibtexparser comes to."""
        if isinstance(block, _TWICE):
            # Whoever reads the entry says that its key or a field of it comes twice.
            if block.ignore_error_block is not None:
                yield from self.read(block.ignore_error_block, start, line)
        elif isinstance(block, Entry):
            self.cut = self._cut(block, start)
            yield self.cut or self._entry(block, start, line)
        elif isinstance(block, String):
            self.strings[block.key.lower()] = evaluate(self._unmask(block.value), self.strings).text
        elif isinstance(block, ParsingFailedBlock):
            yield self._broken(block, start, line)
        elif isinstance(block, ImplicitComment):
            yield from find_strays(block.comment, line, is_told=self.cut is not None)

    def _cut(self, entry: Entry, start: int) -> Broken | None:
        """Return an entry that ends before its last field; None where it does not."""
        end = start + len(entry.raw or "")
        field = field_behind(self.text, end)
        if not field:
            return None
        line = self.text.count("\n", 0, field.start("name")) + 1
        text = self.text[start : next_start(self.text, end)]
        fault = stray_field(field["name"], line)
        return Broken(fault=fault, unread=(Unread(key=self._unmask(entry.key), text=text),))

    def _entry(self, entry: Entry, start: int, line: int) -> RawEntry:
        found: dict[str, RawField] = {}
        end = start + len(entry.raw or "")
        faults = list(self._start_faults(line))
        for field in self._fields(entry, start, line):
            faults.extend(field.faults)
            if field.name in found:
                faults.append(Fault(line=field.line, reason=f"field '{field.name}' comes twice"))
            found.setdefault(field.name, field)
        return RawEntry(
            entry_type=entry.entry_type.lower(),
            key=self._unmask(entry.key),
            fields={name: field.value for name, field in found.items()},
            line=line,
            place=(start, end),
            places={name: field.place for name, field in found.items()},
            faults=tuple(faults),
        )

    def _fields(self, entry: Entry, start: int, line: int) -> Iterator[RawField]:
        """Yield the fields of an entry; bibtexparser knows their texts and not their places."""
        position = self.readable.index(entry.key, start) + len(entry.key)
        for field in entry.fields:
            name_start = self.readable.index(field.key, position)
            equals = self.readable.index("=", name_start + len(field.key))
            value_start = self.readable.index(field.value, equals + 1)
            field_line = line + self.text.count("\n", start, equals)
            name, value = self._unmask(field.key), self._unmask(field.value)
            yield from read_field(name, value, value_start, field_line, self.strings)
            position = value_start + len(field.value)

    def _unmask(self, text: str) -> str:
        return text.replace(self.mask, "@")

    def _start_faults(self, line: int) -> Iterator[Fault]:
        before = self.lines[line - 1].partition("@")[0].strip()
        if before and not before.endswith("}"):
            reason = f"an entry starts within a line: {shorten(self.lines[line - 1])}"
            yield Fault(line=line, reason=reason, advice="begin it on a line of its own; % hides nothing")

    def _broken(self, block: ParsingFailedBlock, start: int, line: int) -> Broken:
        why = str(getattr(block.error, "abort_reason", block.error))
        excerpt = shorten(self.lines[line - 1])
        # bibtexparser's block ends where it gave up, and the rest of the entry is a comment to it.
        end = next_start(self.text, start + max(1, len(block.raw or "") - 1))
        reason = f"this block cannot be read: {shorten(self._unmask(why), 200).rstrip('.')}: {excerpt}"
        return Broken(
            fault=Fault(line=line, reason=reason, advice="look for a brace, quote or comma that is missing"),
            unread=unread_entries(self.text[start:end]),
        )
