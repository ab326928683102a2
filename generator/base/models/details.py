"""What is known of a publication beside what every paper has: publisher, editors, ISBN, notes."""

import re
from collections.abc import Iterator, Mapping

from generator.base.names import Name, read_names, split_names

DETAILS: Mapping[str, str] = {
    "editor": "Editors",
    "publisher": "Publisher",
    "address": "Place",
    "type": "Kind",
    "book_edition": "Book edition",
    "version": "Version",
    "isbn": "ISBN",
    "issn": "ISSN",
    "month": "",
    "language": "Language",
    "keywords": "Keywords",
    "note": "Note",
    "urldate": "Visited",
}
"""The names of details, in the order of exports, each with its label on the paper's page (none: not shown).

`editor` is a list of names as BibTeX has it, but without TeX, `month` a number, `urldate` the day on which
the address was visited; `type` is the kind of a thesis or report; the rest is text that may hold TeX.
"""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:[/T].*)?")
_KINDS: Mapping[str, str] = {
    "phdthesis": "PhD thesis",
    "phd": "PhD thesis",
    "doctoral": "Doctoral thesis",
    "mathesis": "Master's thesis",
    "mastersthesis": "Master's thesis",
    "master": "Master's thesis",
    "masters": "Master's thesis",
    "master's": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
"""What the keys of biblatex mean, and what is too short to say what something is."""


class Details(tuple[tuple[str, str], ...]):
    """Details by name, in the order of `DETAILS`; frozen, so that papers can be compared and kept."""

    __slots__ = ()

    @classmethod
    def of(cls, known: Mapping[str, str]) -> "Details":
        """Return the details among some values, in one spelling; what is empty is not known."""
        read = {name: _SPELLINGS.get(name, str)(known[name]) for name in DETAILS if known.get(name)}
        return cls((name, value) for name, value in read.items() if value)

    def get(self, name: str) -> str:
        """Return a detail; empty when it is not known."""
        return next((value for known, value in self if known == name), "")

    @property
    def editors(self) -> tuple[Name, ...]:
        """The editors in their order."""
        return read_names(split_names(self.get("editor"))).names

    def filled_from(self, others: "Details") -> "Details":
        """Return these details, with what is unknown taken from others."""
        return Details.of({**dict(others), **dict(self)}) if others else self

    def with_month(self, month: str) -> "Details":
        """Return these details with another month, which belongs to its year; empty for none."""
        return Details.of({**dict(self), "month": month})

    def shown(self) -> Iterator[tuple[str, str]]:
        """Yield the label and the text of those that a page shows."""
        return ((DETAILS[name], value) for name, value in self if DETAILS[name])


def _month(written: str) -> str:
    """Return the number of a month, "5", from number, name or date; empty where there is none."""
    date = _DATE.fullmatch(written)
    number = date[2] if date else written
    if number.isdecimal():
        return str(int(number)) if 1 <= int(number) <= len(_MONTHS) else ""
    start = written[:3].casefold()
    return str(_MONTHS.index(start) + 1) if start in _MONTHS else written


def _day(written: str) -> str:
    """Return a date as ISO 8601 has it, from that of RIS, "2021/01/02/"; anything else as written."""
    found = _DATE.fullmatch(written.strip())
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else written


def _kind(written: str) -> str:
    return _KINDS.get(written.casefold().replace(".", "").strip(), written)


_SPELLINGS = {"month": _month, "urldate": _day, "type": _kind}
