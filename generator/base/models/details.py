"""What is known of a publication beside what every paper has: publisher, editors, ISBN, notes."""

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


class Details(tuple[tuple[str, str], ...]):
    """Details by name, in the order of `DETAILS`; frozen, so that papers can be compared and kept."""

    __slots__ = ()

    @classmethod
    def of(cls, known: Mapping[str, str]) -> "Details":
        """Return the details among some values; what is empty is not known."""
        return cls((name, known[name]) for name in DETAILS if known.get(name))

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

    def shown(self) -> Iterator[tuple[str, str]]:
        """Yield the label and the text of those that a page shows."""
        return ((DETAILS[name], value) for name, value in self if DETAILS[name])
