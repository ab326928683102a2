"""Read BibTeX files as dumps: each entry with a title is a paper."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.base.errors import Problem
from generator.base.text import text_of_html
from generator.bibliography.codec import (
    KNOWN_FIELDS,
    Fault,
    RawEntry,
    decode,
    decode_authors,
    decode_title,
    interpret,
    parse_bibtex,
)
from generator.stages.read.fields import find_year
from generator.stages.read.records import Description, load_items
from generator.stages.read.source import Loaded, Source

_ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_HEAD = 200_000
_INHERITED = "journal booktitle howpublished series volume number year publisher".split()


def recognises(text: str) -> bool:
    """Return whether a dump has a line that begins an entry, and is neither XML nor JSON."""
    head = text[:_HEAD].lstrip()
    return not head.startswith(("<", "[", "{")) and _ENTRY.search(head) is not None


def read(source: Source) -> Loaded:
    """Return the entries with a title, and a problem for each block that is none."""
    found = tuple(parse_bibtex(source.text))
    entries = [item for item in found if isinstance(item, RawEntry)]
    parents = {raw.key.casefold(): raw for raw in reversed(entries)}
    return load_items(source, _items(source, found), lambda raw: _describe(_with_parent(raw, parents)))


def _items(source: Source, found: tuple[object, ...]) -> Iterator[tuple[int, RawEntry | Problem]]:
    """Yield entries and broken blocks; text between entries is no record."""
    for item in found:
        if isinstance(item, RawEntry):
            yield item.line, item
        elif isinstance(item, Fault) and item.unread is not None:
            yield item.line, item.problem(source.name)


def _with_parent(raw: RawEntry, parents: Mapping[str, RawEntry]) -> RawEntry:
    """Return an entry with the venue of the entry that its `crossref` names."""
    parent = parents.get(raw.fields.get("crossref", "").strip().casefold())
    if parent is None or parent is raw:
        return raw
    known = {name: parent.fields[name] for name in _INHERITED if name in parent.fields}
    venue = {} if "journal" in known else {"booktitle": parent.fields.get("title", "")}
    return replace(raw, fields={**venue, **known, **raw.fields})


def _describe(raw: RawEntry) -> Description:
    fields = {name: text_of_html(value) for name, value in raw.fields.items()}
    entry_type, facts = interpret(raw.entry_type, fields)
    date = fields.get("year") or fields.get("date") or ""
    year = facts.year or find_year(date)
    title, subtitle = decode_title(fields.get("title", "")), decode_title(fields.get("subtitle", ""))
    undated = ("its 'year' holds no year",) if date.strip() and year is None else ()
    return Description(
        title=f"{title}: {subtitle}" if subtitle else title,
        abstract=decode(fields.get("abstract", "")),
        facts=replace(facts, year=year),
        entry_type=entry_type if facts.venue else "misc",
        warnings=(
            *(fault.reason for fault in raw.faults),
            *undated,
            *decode_authors(fields.get("author", "")).doubts,
        ),
        unused=tuple(name for name, value in fields.items() if value.strip() and name not in KNOWN_FIELDS),
    )
