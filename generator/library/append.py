"""Add entries to the end of library.bib and leave the rest of it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.library.values import decode_address, decode_name, encode
from generator.names import join_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.models import Entry

_VENUE_FIELDS = {"article": "journal", "inproceedings": "booktitle", "misc": "howpublished"}


def append_entries(library_text: str, entries: Iterable[Entry]) -> str:
    """Return a library with entries added at its end; what was there stays byte for byte.

    Args:
        library_text: Of the file, with its line ends; new lines end as its first one does.
        entries: In the order they are added.
    """
    blocks = [format_entry(entry) for entry in entries]
    if not blocks:
        return library_text
    added = "\n".join(blocks)
    if library_text.strip("\ufeff"):
        added = ("\n" if library_text.endswith("\n") else "\n\n") + added
    first_line, newline, _ = library_text.partition("\n")
    is_crlf = bool(newline) and first_line.endswith("\r")
    return library_text + (added.replace("\n", "\r\n") if is_crlf else added)


def format_entry(entry: Entry) -> str:
    """Return an entry as it stands in the library, ending in a line end."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(entry) if value)
    return f"@{entry.entry_type}{{{entry.key},\n{fields}}}\n"


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    facts = entry.facts
    page = f"https://arxiv.org/abs/{facts.arxiv}" if facts.arxiv else ""
    yield "title", encode(entry.title)
    yield "published_title", encode(facts.published_title)
    yield "author", join_names(facts.authors, lambda part: encode(part, decode_name))
    yield _VENUE_FIELDS[entry.entry_type], encode(facts.venue)
    yield "series", encode(facts.series)
    yield "volume", encode(facts.volume)
    yield "number", encode(facts.number)
    yield "pages", encode(facts.pages.replace("-", "--"))
    yield "year", str(facts.year or "")
    yield "doi", encode(facts.doi, decode_address)
    yield "eprint", facts.arxiv
    yield "archiveprefix", "arXiv" if facts.arxiv else ""
    yield "primaryclass", encode(facts.primary_class)
    yield "url", encode(facts.url, decode_address) or page
    yield "code", encode(facts.code, decode_address)
    yield "edition", entry.edition.isoformat() if entry.edition else ""
    yield "ids", ", ".join(entry.retired_keys)
