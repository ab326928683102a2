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
    """Who stated a fact, and when.

    Attributes:
        provider: Short name in lower case: "arxiv", "crossref", "issue".
        day: Date of the answer.
    """

    provider: str
    day: dt.date


def add_provenance(text: str, sources: Mapping[str, Source]) -> str:
    """Return the text of the field `provenance` with sources added; what a person noted there stays.

    Args:
        text: The field's text until now.
        sources: Sources by field; they replace those that the fields had.
    """
    known, unreadable = parse_provenance(text)
    by_source = sorted((source, name) for name, source in {**known, **sources}.items())
    parts = [
        f"{source.provider} {source.day.isoformat()}: {', '.join(name for _, name in group)}"
        for source, group in groupby(by_source, key=lambda pair: pair[0])
    ]
    return "; ".join((*parts, *unreadable))


def parse_provenance(text: str) -> tuple[dict[str, Source], tuple[str, ...]]:
    """Return the source of each field that has one, and the parts of the text that cannot be read."""
    known: dict[str, Source] = {}
    unreadable: list[str] = []
    for part in filter(None, map(str.strip, text.split(";"))):
        sources = _sources(part)
        known |= sources
        unreadable += [] if sources else [part]
    return known, tuple(unreadable)


def _sources(part: str) -> dict[str, Source]:
    """Return fields and their source; nothing where a part cannot be read."""
    match = _PART.fullmatch(" ".join(part.split()))
    if not match:
        return {}
    try:
        source = Source(provider=match["provider"], day=dt.date.fromisoformat(match["day"]))
    except ValueError:
        return {}
    return {name: source for field in match["fields"].split(",") if (name := field.strip())}
