"""Take a BibTeX file apart. The only module that knows bibtexparser.

bibtexparser finds blocks and fields. It leaves some things to its caller, and they are done here and in
`expression`: a line that looks like the start of an entry inside a field, values joined by `#`, names of
`@string`, a missing comma, and telling where each field and each fault is.
"""

import logging
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from generator.base.errors import shorten
from generator.bibliography.codec.blocks import Fault, RawEntry, Unread
from generator.bibliography.codec.damage import find_strays, next_start, stray_field, unread_entries
from generator.bibliography.codec.expression import MONTHS, RawField, evaluate, read_field

# bibtexparser logs what it cannot read; here it becomes a fault instead.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)

_MARK = re.compile(r"^[^\S\n]*@(?P<type>\w*)\s*(?=[{(])|(?<!\\)[{}]", re.MULTILINE)
_FIELD_BEHIND = re.compile(r"[\s,}]*(?P<name>[A-Za-z][\w-]*)[ \t]*=[ \t]*[{\"\w]")
_MASKS = tuple(map(chr, range(0xFDD0, 0xFDF0)))
"""What may stand for an @ that starts no entry; Unicode reserves these for such inner use."""
_TWICE = (model.DuplicateBlockKeyBlock, model.DuplicateFieldKeyBlock)
"""Blocks that bibtexparser counts as failed and that are read all the same."""


def raw_entries(text: str) -> dict[str, RawEntry]:
    """Return the entries of a file by key, the first of each; places count from behind a byte order mark."""
    entries: dict[str, RawEntry] = {}
    for item in parse_bibtex(text.removeprefix("\ufeff")):
        if isinstance(item, RawEntry):
            entries.setdefault(item.key, item)
    return entries


def parse_bibtex(text: str) -> Iterator[RawEntry | Fault]:
    """Yield the entries and faults of a file with any line ends; comments and preambles are passed over.

    Faults come in the file's order, and first those of lines inside of entries.
    """
    mask = next((character for character in _MASKS if character not in text), _MASKS[0])
    masked = list(text)
    for position, is_comment in _inner_starts(text):
        masked[position] = mask
        if not is_comment:
            yield _inner_start(text, position)
    reader = _Reader(text, "".join(masked), mask)
    for block, start in _with_places(reader.readable, parse_string(reader.readable, parse_stack=[]).blocks):
        yield from reader.read(block, start)


def _inner_starts(text: str) -> Iterator[tuple[int, bool]]:
    """Yield where an `@` begins a line inside a block whose braces balance and whether that is a comment."""
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
    """Return what a line inside an entry comes to; with a key behind it is most likely an entry swallowed."""
    excerpt = shorten(text[position : position + 200].partition("\n")[0])
    # Another one may stand between the beginning of the entry around it and this line.
    around = text.find("\n", text.rfind("\n@", 0, position) + 1)
    unread = unread_entries(text[min(around, position) : next_start(text, position + 1)])
    return Fault(
        line=text.count("\n", 0, position) + 1,
        reason=f"a line inside an entry looks like the start of another: {excerpt}",
        advice="close the entry before it, or join the line to the one above",
        unread=unread or None,
    )


def _with_places(text: str, blocks: Iterable[model.Block]) -> Iterator[tuple[model.Block, int]]:
    """Yield blocks and where they start; bibtexparser tells lines, and miscounts them after a backslash."""
    position = 0
    for block in blocks:
        raw = block.raw or ""
        start = text.index(raw, position)
        # A block that could not be read may overlap the next one.
        is_failed = isinstance(block, model.ParsingFailedBlock) and not isinstance(block, _TWICE)
        position = start + (1 if is_failed else len(raw))
        yield block, start


class _Reader:
    """Reads blocks in the file's order, for an `@string` holds for what follows it."""

    def __init__(self, text: str, readable: str, mask: str) -> None:
        self.text = text
        self.readable = readable
        self.mask = mask
        self.lines = text.split("\n")
        self.line_starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self.strings = dict(MONTHS)
        self.is_cut = False

    def read(self, block: model.Block, start: int) -> Iterator[RawEntry | Fault]:
        """Yield what a block of bibtexparser comes to."""
        if isinstance(block, _TWICE):
            # Whoever reads the entry says that its key or a field of it comes twice.
            if block.ignore_error_block is not None:
                yield from self.read(block.ignore_error_block, start)
        elif isinstance(block, model.Entry):
            cut = self._cut(block, start)
            self.is_cut = cut is not None
            yield cut or self._entry(block, start)
        elif isinstance(block, model.String):
            self.strings[block.key.lower()] = evaluate(self._unmask(block.value), self.strings).text
        elif isinstance(block, model.ParsingFailedBlock):
            yield self._broken(block, start)
        elif isinstance(block, model.ImplicitComment):
            yield from find_strays(block.comment, self._line(start), is_reported=self.is_cut)

    def _line(self, position: int) -> int:
        return bisect_right(self.line_starts, position)

    def _unmask(self, text: str) -> str:
        return text.replace(self.mask, "@")

    def _cut(self, entry: model.Entry, start: int) -> Fault | None:
        """Return the fault of an entry that ends before its last field; None where it does not."""
        end = start + len(entry.raw or "")
        field = _FIELD_BEHIND.match(self.text, end)
        if not field:
            return None
        unread = Unread(key=self._unmask(entry.key), text=self.text[start : next_start(self.text, end)])
        return stray_field(field["name"], self._line(field.start("name")), (unread,))

    def _entry(self, entry: model.Entry, start: int) -> RawEntry:
        found: dict[str, RawField] = {}
        faults: list[Fault] = []
        line = self._line(start)
        before = self.lines[line - 1].partition("@")[0].strip()
        if before and not before.endswith("}"):
            reason = f"an entry starts within a line: {shorten(self.lines[line - 1])}"
            advice = "begin it on a line of its own; % hides nothing"
            faults.append(Fault(line=line, reason=reason, advice=advice))
        for field in self._fields(entry, start):
            faults += field.faults
            if field.name in found:
                faults.append(Fault(line=field.line, reason=f"field '{field.name}' comes twice"))
            found.setdefault(field.name, field)
        return RawEntry(
            entry_type=entry.entry_type.lower(),
            key=self._unmask(entry.key),
            fields={name: field.value for name, field in found.items()},
            line=line,
            place=(start, start + len(entry.raw or "")),
            places={name: field.place for name, field in found.items()},
            faults=tuple(faults),
        )

    def _fields(self, entry: model.Entry, start: int) -> Iterator[RawField]:
        """Yield the fields of an entry; bibtexparser knows their texts and not their places."""
        position = self.readable.index(entry.key, start) + len(entry.key)
        for field in entry.fields:
            name_start = self.readable.index(field.key, position)
            equals = self.readable.index("=", name_start + len(field.key))
            value_start = self.readable.index(field.value, equals + 1)
            name, value = self._unmask(field.key), self._unmask(field.value)
            yield from read_field(name, value, value_start, self._line(equals), self.strings)
            position = value_start + len(field.value)

    def _broken(self, block: model.ParsingFailedBlock, start: int) -> Fault:
        line = self._line(start)
        why = shorten(self._unmask(str(getattr(block.error, "abort_reason", block.error))), 200).rstrip(".")
        # bibtexparser's block ends where it gave up, and the rest of the entry is a comment to it.
        end = next_start(self.text, start + max(1, len(block.raw or "") - 1))
        return Fault(
            line=line,
            reason=f"this block cannot be read: {why}: {shorten(self.lines[line - 1])}",
            advice="look for a brace, quote or comma that is missing",
            unread=unread_entries(self.text[start:end]),
        )
