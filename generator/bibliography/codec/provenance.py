"""Where facts of an entry came from: the field `provenance` of library.bib.

Written `arxiv 2026-11-24: author, eprint; crossref 2026-11-24: doi`. The field is for people who review
`library.bib`; it is no fact about the paper, so `models.Entry` does not carry it and no export shows it.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

_PART = re.compile(r"(?P<provider>[a-z][a-z0-9-]*) (?P<day>\d{4}-\d\d-\d\d): ?(?P<fields>[a-z0-9_, -]+)")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """Who said something, and when.

    Attributes:
        provider: Short name in lower case: "arxiv", "crossref", "issue".
        day: Date of the answer.
    """

    provider: str
    day: dt.date


def parse_provenance(text: str) -> dict[str, Source]:
    """Return the source of each field that has one.

    Args:
        text: Of the field `provenance`; a part that is not of its form is left out.
    """
    return {name: source for part in text.split(";") for name, source in _sources(part)}


def unreadable_provenance(text: str) -> tuple[str, ...]:
    """Return the parts of the field that `parse_provenance` leaves out.

    Args:
        text: Of the field `provenance`.
    """
    return tuple(part.strip() for part in text.split(";") if part.strip() and not _sources(part))


def format_provenance(sources: Mapping[str, Source]) -> str:
    """Return the text of the field `provenance`, sorted by provider, date and field.

    Args:
        sources: By field.
    """
    by_source = sorted((source, name) for name, source in sources.items())
    return "; ".join(
        f"{source.provider} {source.day.isoformat()}: {', '.join(name for _, name in group)}"
        for source, group in groupby(by_source, key=lambda pair: pair[0])
    )


def add_provenance(text: str, sources: Mapping[str, Source]) -> str:
    """Return the text of the field `provenance` with sources added; what a person noted there stays.

    Args:
        text: Of the field until now.
        sources: By field; they replace those that the fields had.
    """
    known = format_provenance({**parse_provenance(text), **sources})
    return "; ".join(part for part in (known, *unreadable_provenance(text)) if part)


def _sources(part: str) -> list[tuple[str, Source]]:
    """Return fields and their source; nothing where a part has not the form."""
    match = _PART.fullmatch(" ".join(part.split()))
    if not match:
        return []
    try:
        source = Source(provider=match["provider"], day=dt.date.fromisoformat(match["day"]))
    except ValueError:
        return []
    return [(name, source) for field in match["fields"].split(",") if (name := field.strip())]
