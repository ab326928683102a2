"""Papers as RIS, which EndNote, Mendeley, Zotero and most other reference managers read.

rispy writes the lines. It leaves to its caller what this module does: no numbers between records,
CR LF at line ends as the format has it, and values that stay on their line. RIS has no type for
preprints; "unpublished work" is what most programs write.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rispy.writer import RisWriter

from generator.base.models import MORE_AUTHORS, STANDALONE, THESES, EntryType, Paper, web_address
from generator.base.names import Name
from generator.base.text import NO_TEXT, RichText, escape_ris

_TYPES: Mapping[EntryType, str] = {
    "article": "JOUR",
    "inproceedings": "CONF",
    "book": "BOOK",
    "phdthesis": "THES",
    "mastersthesis": "THES",
    "techreport": "RPRT",
    "misc": "UNPB",
}
_LINE_END = "\r\n"


class _Writer(RisWriter):  # type: ignore[misc]  # rispy ships no types
    NEWLINE = _LINE_END

    def set_header(self, count: int) -> str:  # noqa: ARG002  rispy would write "1." before a record
        return ""


_WRITER = _Writer()


def render_record(paper: Paper, keywords: Iterable[str] = (), abstract: RichText = NO_TEXT) -> str:
    """Return one record, ending in a line end; what is unknown is left out.

    Args:
        paper: A retracted one says so in title and notes.
        keywords: Plain text.
        abstract: May hold TeX; empty to leave it out.
    """
    details = paper.facts.details
    values = {
        **dict(_fields(paper)),
        "notes": [
            *filter(None, [RichText(details.get("note")).as_plain]),
            *map(str, paper.notes),
            *([MORE_AUTHORS] if paper.facts.has_more_authors else []),
        ],
        "abstract": abstract.as_plain,
        "keywords": [*keywords, *filter(None, [details.get("keywords")])],
    }
    known = {name: _escaped(value) for name, value in values.items() if value}
    return str(_WRITER.formats([{"type_of_reference": _TYPES[paper.entry_type], **known}]))


def render_ris(records: Iterable[str], comment: Sequence[str]) -> str:
    """Return a file of records.

    Args:
        records: Results of `render_record`.
        comment: Lines for the top of the file; programs skip what stands before the first record.
    """
    lines = "".join(f"% {escape_ris(line)}{_LINE_END}" for line in comment)
    return _LINE_END.join((lines, *records))


def _fields(paper: Paper) -> Iterator[tuple[str, str | list[str]]]:
    """Yield the fields by rispy's names, in the order of the file; some are empty."""
    facts = paper.facts
    first, last = facts.page_range
    yield "id", paper.key
    yield "title", paper.plain_title
    yield "authors", [_name(name) for name in facts.authors if name.family]
    yield "secondary_authors", [_name(name) for name in facts.details.editors]
    yield "year", str(facts.year or "")
    # Without a date citation-js takes the year of a conference paper for that of the conference.
    yield "date", f"{facts.year}///" if facts.year and paper.entry_type == "inproceedings" else ""
    yield from _venue(paper)
    yield "volume", facts.volume
    yield "number", facts.number
    yield "start_page", first
    yield "end_page", last
    yield "name_of_database", "arXiv" if facts.arxiv else ""
    yield "accession_number", facts.arxiv
    yield "doi", paper.doi
    yield from _details(paper)
    # A semicolon would begin a second address.
    yield "urls", [address.replace(";", "%3B")] if (address := web_address(facts.landing_page)) else []


def _venue(paper: Paper) -> Iterator[tuple[str, str]]:
    facts = paper.cited_facts
    venue = RichText(facts.venue).as_plain
    is_publisher = paper.entry_type in STANDALONE
    yield "secondary_title", "" if is_publisher else venue
    # Where Zotero and citation-js look for the title of proceedings.
    yield "custom3", venue if paper.entry_type == "inproceedings" else ""
    yield "tertiary_title", RichText(facts.series).as_plain
    yield "alternate_title1", paper.short_venue.as_plain
    yield "publisher", venue if is_publisher else RichText(facts.details.get("publisher")).as_plain


def _details(paper: Paper) -> Iterator[tuple[str, str]]:
    details = paper.cited_facts.details
    kind = "Preprint" if paper.is_preprint and paper.facts.arxiv else THESES.get(paper.entry_type, "")
    yield "type_of_work", RichText(details.get("type")).as_plain or kind
    yield "place_published", RichText(details.get("address")).as_plain
    yield "edition", RichText(details.get("book_edition") or details.get("version")).as_plain
    yield "issn", details.get("isbn") or details.get("issn")
    yield "language", details.get("language")
    yield "access_date", details.get("urldate")


def _name(name: Name) -> str:
    """Return "Family, Given, Suffix"; the name of a group has no comma, or it would be taken apart."""
    parts = (name.as_text(),) if name.is_group or not name.given else (name.family, name.given, name.suffix)
    return ", ".join(escape_ris(part.replace(",", " ")) for part in parts if part)


def _escaped(value: str | list[str]) -> str | list[str]:
    return escape_ris(value) if isinstance(value, str) else [escape_ris(one) for one in value]
