"""Add entries to the end of library.bib and leave the rest of it alone."""

from collections.abc import Iterable, Iterator

from generator.base.models import Entry
from generator.bibliography.codec.fields import FIELD_ORDER, VENUE_FIELDS, encode_authors, encode_field


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
    """Yield names and encoded values in the order of FIELD_ORDER; a value may be empty."""
    facts = entry.facts
    page = f"https://arxiv.org/abs/{facts.arxiv}" if facts.arxiv else ""
    plain = {
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
    for name in FIELD_ORDER:
        if name == "author":
            yield name, encode_authors(facts.authors, goes_on=facts.has_more_authors)
        else:
            yield name, encode_field(name, plain.get(name, ""))
