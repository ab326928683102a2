"""Entries of library.bib: what one says, what is wrong in it, and how new ones are added to the file."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.base.errors import Location, shorten
from generator.base.models import Entry
from generator.bibliography.codec import (
    ENTRY_TYPES,
    FACT_FIELDS,
    FIELD_ORDER,
    VENUE_FIELDS,
    Fault,
    RawEntry,
    Unread,
    decode,
    decode_title,
    encode_authors,
    encode_field,
    interpret,
    sound_fields,
)
from generator.bibliography.provenance import parse_provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """An entry of which only a part can be read.

    Attributes:
        entry: The entry with the fields that are sound; without a title where that is not one of them.
        text: The text as written.
    """

    entry: Entry
    text: str


def read_entry(key: str, entry_type: str, fields: Mapping[str, str], location: Location) -> Entry:
    """Return what an entry of the library says; a field that makes no sense says nothing."""
    nearest_type, facts = interpret(entry_type, fields)
    return Entry(
        key=key,
        entry_type=nearest_type,
        title=decode_title(fields.get("title", "")),
        facts=facts,
        denied=_denied(fields),
        edition=_edition(decode(fields.get("edition", ""))),
        retired_keys=tuple(key for part in fields.get("ids", "").split(",") if (key := part.strip())),
        location=location,
    )


def salvage_entry(key: str, unread: Unread, location: Location) -> Salvaged:
    """Return what can be told of an entry that cannot be read as a whole."""
    return Salvaged(entry=read_entry(key, *sound_fields(unread.text), location), text=unread.text)


def find_faults(raw: RawEntry, entry: Entry) -> Iterator[Fault]:
    """Yield what is wrong in an entry as written, and its fields that make no sense."""
    yield from raw.faults
    about = f"entry '{raw.key}'"
    year, edition, provenance = (
        decode(raw.fields.get(name, "")) for name in ("year", "edition", "provenance")
    )
    if year and entry.facts.year is None:
        yield Fault(line=raw.line, reason=f"{about}: year '{year}' has not four digits")
    if edition and entry.edition is None:
        reason = f"{about}: edition '{edition}' is not a date such as 2025-10-02"
        yield Fault(line=raw.line, reason=reason)
    _, unreadable = parse_provenance(provenance)
    for part in unreadable:
        reason = f"{about}: provenance '{shorten(part)}' is not of the form 'arxiv 2026-11-24: doi, year'"
        yield Fault(line=raw.line, reason=reason)
    if entry.facts.has_more_authors:
        yield Fault(line=raw.line, reason=f"{about}: authors end in 'and others'", advice="name them all")
    if raw.entry_type not in ENTRY_TYPES:
        reason = f"{about}: type @{raw.entry_type} is read as @misc"
        yield Fault(line=raw.line, reason=reason, advice="use @article, @inproceedings or @misc")


def append_entries(library_text: str, entries: Iterable[Entry]) -> str:
    """Return a library with entries added at its end, in their order; what was there stays byte for byte.

    New lines end as the library's first one does.
    """
    added = "\n".join(_format_entry(entry) for entry in entries)
    if not added:
        return library_text
    if library_text.strip("\ufeff"):
        added = ("\n" if library_text.endswith("\n") else "\n\n") + added
    first_line, newline, _ = library_text.partition("\n")
    is_crlf = bool(newline) and first_line.endswith("\r")
    return library_text + (added.replace("\n", "\r\n") if is_crlf else added)


def _format_entry(entry: Entry) -> str:
    """Return an entry as it stands in the library: a field a line, nothing that is not known."""
    facts = entry.facts
    page = f"https://arxiv.org/abs/{facts.arxiv}" if facts.arxiv else ""
    details = dict(facts.details)
    details.pop("editor", "")
    plain = {
        **details,
        "title": entry.title,
        "published_title": facts.published_title,
        VENUE_FIELDS[entry.entry_type]: facts.venue,
        "series": facts.series,
        "volume": facts.volume,
        "number": facts.number,
        "pages": facts.pages,
        "year": str(facts.year or ""),
        "doi": facts.doi,
        "eprint": facts.arxiv,
        "archiveprefix": "arXiv" if facts.arxiv else "",
        "primaryclass": facts.primary_class,
        "url": facts.url or page,
        "code": facts.code,
        "edition": entry.edition.isoformat() if entry.edition else "",
        "ids": ", ".join(entry.retired_keys),
    }
    values = {name: encode_field(name, text) for name, text in plain.items() if text}
    values["editor"] = encode_authors(facts.details.editors)
    values["author"] = encode_authors(facts.authors, goes_on=facts.has_more_authors)
    fields = [f"  {name} = {{{values[name]}}},\n" for name in FIELD_ORDER if values.get(name)]
    return f"@{entry.entry_type}{{{entry.key},\n{''.join(fields)}}}\n"


def _denied(fields: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the facts that a person left empty: one field is there, and none has a value."""
    empty = {name for name, value in fields.items() if not value.strip("{} \t\r\n")}
    return frozenset(
        fact for fact, names in FACT_FIELDS.items() if (there := fields.keys() & names) and there <= empty
    )


def _edition(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
