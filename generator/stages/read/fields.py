"""The fields of an item, taken by whichever name is there; a value of the wrong kind gives a warning."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.base.identifiers import find_arxiv, find_doi
from generator.base.models import Facts
from generator.base.names import NameList, join_names
from generator.base.text import collapse_space, text_of_html, visible_text
from generator.base.venues import is_preprint_server
from generator.stages.read.authors import parse_authors
from generator.stages.read.records import NoPaperError

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_YEAR_AT_END = re.compile(r"[\s,;:]*\(?\b(?:1[5-9]|20)\d\d\)?[\s.]*$")
_LONGEST_FACT = 2_000
_MOST_VOTES = 10**9
_TEXTS = ("venue", "series", "volume", "number", "primary_class", "code", "pages")


class Fields:
    """One item of a dump.

    Attributes:
        warnings: Faults that were found so far, one line each.
    """

    def __init__(self, values: Mapping[str, object]) -> None:
        """Take the values by their names."""
        self._values = values
        self._asked: set[str] = set()
        self.warnings: list[str] = []

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of the values that nobody has asked for; a leading "_" marks what is the source's own."""
        return tuple(
            name
            for name, value in self._values.items()
            if value and name not in self._asked and not name.startswith("_")
        )

    def pass_over(self, *names: str) -> None:
        """Count values as used that nobody needs, or that are read elsewhere."""
        self._asked.update(names)

    def prose(self, *names: str) -> str:
        """Return a title or abstract under the first name that has one; empty when none has.

        Raises:
            NoPaperError: It is no text.
        """
        self._asked.update(names)
        for name in names:
            value = self._values.get(name)
            if isinstance(value, str):
                if value.strip():
                    return value
            elif value is not None:
                message = f"its '{name}' is no text"
                raise NoPaperError(message)
        return ""

    def text(self, *names: str) -> str:
        """Return a fact on one line under the first name that has one; numbers are written out."""
        self._asked.update(names)
        for name in names:
            value = self._values.get(name)
            if isinstance(value, list) and len(value) == 1:
                (value,) = value
            if _is_number(value) or (isinstance(value, str) and value.strip()):
                return self._fact(name, visible_text(collapse_space(text_of_html(str(value)))))
            if value and not isinstance(value, str):
                self.warnings.append(f"its '{name}' is no text")
        return ""

    def authors(self, *names: str, family_first: bool = False) -> NameList:
        """Return the authors under the first name that has some."""
        self._asked.update(names)
        for name in names:
            try:
                found = parse_authors(self._values.get(name), family_first=family_first)
            except ValueError as error:
                self.warnings.append(f"its '{name}' {error}")
                continue
            self.warnings.extend(found.doubts)
            if found.names:
                return found
        return NameList()

    def year(self, *names: str) -> int | None:
        """Return the first year in the first of some dates that has one."""
        for name in names:
            if date := self.text(name):
                if year := find_year(date):
                    return year
                self.warnings.append(f"its '{name}' holds no year")
        return None

    def votes(self, *names: str) -> int | None:
        """Return a count of votes."""
        count = self.text(*names)
        if count.isdecimal() and len(count) < len(str(_MOST_VOTES)):
            return int(count)
        if count:
            self.warnings.append(f"its '{names[0]}' is no count")
        return None

    def arxiv(self, *names: str) -> str:
        """Return the arXiv identifier under the first name that holds one; another value is another thing."""
        return next(filter(None, (find_arxiv(self.text(name)) for name in names)), "")

    def doi(self, *names: str) -> str:
        """Return the DOI under the first name that holds one."""
        return next(filter(None, (find_doi(self.text(name)) for name in names)), "")

    def url(self, *names: str) -> str:
        """Return the address under the first name that holds one that is neither arXiv's nor a DOI's."""
        addresses = (self.text(name) for name in names)
        return next((text for text in addresses if text and not find_arxiv(text) and not find_doi(text)), "")

    def people(self, *names: str) -> str:
        """Return editors as a list of BibTeX."""
        return join_names(self.authors(*names).names)

    def facts(self, *, family_first: bool = False, **names: Iterable[str]) -> Facts:
        """Return bibliographic facts.

        Args:
            family_first: Whether the source always writes family names first.
            names: For each attribute of `Facts`, the names of the fields to look under, in order.
        """
        known: dict[str, Any] = {fact: self.text(*names[fact]) for fact in _TEXTS if fact in names}
        if is_preprint_server(known.get("venue", "")):
            known["venue"] = ""
        authors = self.authors(*names.get("authors", ()), family_first=family_first)
        known["authors"], known["has_more_authors"] = authors.names, authors.goes_on
        readers = {"year": self.year, "arxiv": self.arxiv, "doi": self.doi, "url": self.url}
        known |= {fact: read(*names[fact]) for fact, read in readers.items() if fact in names}
        return Facts(**known)

    def _fact(self, name: str, text: str) -> str:
        if len(text) <= _LONGEST_FACT:
            return text
        self.warnings.append(f"its '{name}' has {len(text):,} characters")
        return ""


def find_year(text: str) -> int | None:
    """Return the first year from 1500 to 2099 that a text names."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def split_journal_reference(text: str) -> tuple[str, int | None]:
    """Return venue and year of arXiv's journal reference, free text that authors wrote.

    Args:
        text: "Phys.Rev.D76:013009,2007", or empty.

    Returns:
        "Phys.Rev.D76:013009" and 2007; the year stays in the venue where it does not stand at its end.
    """
    years = [find_year(word) for word in re.split(r"[^\d]+", text)]
    named = [year for year in years if year]
    return _YEAR_AT_END.sub("", text), named[-1] if named else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
