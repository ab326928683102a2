"""What the fields of an entry mean."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.base.errors import Location, shorten
from generator.base.identifiers import find_arxiv
from generator.base.models import Entry, EntryType, Facts
from generator.base.names import (
    OTHERS,
    Name,
    enclosed,
    name_in_braces,
    name_of_parts,
    split_names,
    split_outside_braces,
    without_others,
)
from generator.bibliography.codec.fault import Fault
from generator.bibliography.codec.fields import FACT_FIELDS, decode_field
from generator.bibliography.codec.parse import RawEntry
from generator.bibliography.codec.provenance import unreadable_provenance
from generator.bibliography.codec.values import decode, decode_address, decode_name
from generator.bibliography.codec.venues import is_preprint_server

_TYPES: Mapping[str, EntryType] = MappingProxyType(
    {
        "article": "article",
        "inproceedings": "inproceedings",
        "conference": "inproceedings",
        "incollection": "inproceedings",
        "misc": "misc",
        "online": "misc",
        "electronic": "misc",
        "unpublished": "misc",
    }
)
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an entry says.

    Attributes:
        entry_type: Nearest of the types that are published.
        title: May hold TeX.
        facts: What the fields know.
        denied: Names of the facts whose fields are there and empty.
        edition: Date of the edition that brought the paper.
        retired_keys: As written.
        faults: Fields that make no sense.
    """

    entry_type: EntryType
    title: str
    facts: Facts
    denied: frozenset[str]
    edition: dt.date | None
    retired_keys: tuple[str, ...]
    faults: tuple[Fault, ...]

    def entry(self, key: str, location: Location) -> Entry:
        """Return the entry that says it.

        Args:
            key: Citation key.
            location: File and line.
        """
        return Entry(
            key=key,
            entry_type=self.entry_type,
            title=self.title,
            facts=self.facts,
            denied=self.denied,
            edition=self.edition,
            retired_keys=self.retired_keys,
            location=location,
        )


def interpret(raw: RawEntry) -> Meaning:
    """Return what an entry says about its paper; a field that makes no sense is a fault.

    Args:
        raw: As parsed.
    """
    facts = _facts(raw.fields)
    return Meaning(
        entry_type="misc" if _is_preprint(raw.fields) else _TYPES.get(raw.entry_type, "misc"),
        title=decode(raw.fields.get("title", "")),
        facts=facts,
        denied=_denied(raw.fields),
        edition=_edition(raw.fields),
        retired_keys=tuple(key for part in raw.fields.get("ids", "").split(",") if (key := part.strip())),
        faults=tuple(_faults(raw, is_cut=facts.has_more_authors)),
    )


def decode_authors(value: str) -> tuple[Name, ...]:
    """Return the names of an author list, the last one "others" where it goes on.

    Args:
        value: Of the field `author`.
    """
    known, goes_on = _authors(value)
    return (*known, Name(family=OTHERS)) if goes_on else known


def _authors(value: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names of an author list, and whether it goes on."""
    return without_others([_name(name) for name in split_names(value)])


def _faults(raw: RawEntry, *, is_cut: bool) -> Iterator[Fault]:
    fields, entry = raw.fields, f"entry '{raw.key}'"
    if fields.get("year", "").strip() and _year(fields) is None:
        yield Fault(line=raw.line, reason=f"{entry}: year '{decode(fields['year'])}' has not four digits")
    if fields.get("edition", "").strip() and _edition(fields) is None:
        reason = f"{entry}: edition '{decode(fields['edition'])}' is not a date such as 2025-10-02"
        yield Fault(line=raw.line, reason=reason)
    for part in unreadable_provenance(decode(fields.get("provenance", ""))):
        reason = f"{entry}: provenance '{shorten(part)}' is not of the form 'arxiv 2026-11-24: doi, year'"
        yield Fault(line=raw.line, reason=reason)
    if is_cut:
        yield Fault(line=raw.line, reason=f"{entry}: authors end in 'and others'", advice="name them all")
    if raw.entry_type not in _TYPES:
        reason = f"{entry}: type @{raw.entry_type} is read as @misc"
        yield Fault(line=raw.line, reason=reason, advice="use @article, @inproceedings or @misc")


def _facts(fields: Mapping[str, str]) -> Facts:
    authors, has_more_authors = _authors(fields.get("author", ""))
    url = decode_address(fields.get("url", ""))
    doi = _DOI_PREFIX.sub("", decode_address(fields.get("doi", "")))
    return Facts(
        authors=authors,
        has_more_authors=has_more_authors,
        year=_year(fields),
        venue="" if _is_preprint(fields) else _place(fields),
        series=decode(fields.get("series", "")),
        volume="" if _is_preprint(fields) else decode(fields.get("volume", "")),
        number=decode(fields.get("number", "")),
        arxiv=_arxiv(fields, url, doi),
        primary_class=decode(fields.get("primaryclass", "") or fields.get("eprintclass", "")),
        doi="" if find_arxiv(doi) else doi,
        url="" if find_arxiv(url) or _DOI_PREFIX.match(url) else url,
        code=decode_address(fields.get("code", "")),
        pages=decode_field("pages", fields.get("pages", "")),
        published_title=decode(fields.get("published_title", "")),
    )


def _denied(fields: Mapping[str, str]) -> frozenset[str]:
    """Return the names of the facts that a person left empty: one field is there, and none has a value."""
    return frozenset(
        fact
        for fact, names in FACT_FIELDS.items()
        if any(name in fields for name in names) and not any(_says(fields.get(name, "")) for name in names)
    )


def _says(value: str) -> bool:
    """Return whether a value says anything: braces alone do not."""
    return bool(value.strip("{} \t\r\n"))


def _name(text: str) -> Name:
    inner = enclosed(text)
    if inner is not None:
        return name_in_braces(decode_name(inner))
    return name_of_parts([_name_part(part.strip()) for part in split_outside_braces(text, ",")])


def _name_part(text: str) -> str:
    """Return a part of a name; braces around all of it only keep it together."""
    inner = enclosed(text)
    return decode_name(text if inner is None else inner)


def _place(fields: Mapping[str, str]) -> str:
    """Return where it came out; `howpublished` counts unless it holds an address."""
    venue = fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle")
    other = fields.get("howpublished", "")
    return decode(venue or ("" if "://" in other else other))


def _is_preprint(fields: Mapping[str, str]) -> bool:
    return is_preprint_server(_place(fields))


def _arxiv(fields: Mapping[str, str], url: str, doi: str) -> str:
    """Return the arXiv identifier without version from `eprint`, an arXiv address or an arXiv DOI.

    Google Scholar writes `journal = {arXiv preprint arXiv:1706.03762}`, DBLP `CoRR` and `abs/1706.03762`.
    """
    kind = fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv"
    eprint = decode_address(fields.get("eprint", "")) if decode(kind).casefold() == "arxiv" else ""
    words: tuple[str, ...] = (eprint, url, doi)
    if _is_preprint(fields):
        words += (*_place(fields).split(), fields.get("volume", "").removeprefix("abs/"))
    return next(filter(None, map(find_arxiv, words)), "")


def _year(fields: Mapping[str, str]) -> int | None:
    year = decode(fields.get("year", "") or fields.get("date", "")[:4])
    return int(year) if re.fullmatch("[0-9]{4}", year) else None


def _edition(fields: Mapping[str, str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(decode(fields.get("edition", "")))
    except ValueError:
        return None
