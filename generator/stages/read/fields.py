"""The named fields of an item, taken by whichever name is there; a value of the wrong kind is noted."""

import re
from collections.abc import Mapping

from generator.base.identifiers import find_arxiv, find_doi
from generator.base.names import Name
from generator.base.text import collapse_space, visible_text
from generator.stages.read.authors import parse_authors
from generator.stages.read.records import NoPaperError

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LONGEST_FACT = 2_000
_MOST_VOTES = 10**9


class Fields:
    """One item of a dump.

    Attributes:
        oddities: What was found wrong so far, one line each.
    """

    def __init__(self, values: Mapping[str, object]) -> None:
        """Take the values by their names."""
        self._values = values
        self.oddities: list[str] = []

    def prose(self, *names: str) -> str:
        """Return a title or abstract under the first name that has one; empty when none has.

        Raises:
            NoPaperError: It is no text.
        """
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
        for name in names:
            value = self._values.get(name)
            if isinstance(value, list) and len(value) == 1:
                (value,) = value
            if _is_number(value) or (isinstance(value, str) and value.strip()):
                return self._fact(name, visible_text(collapse_space(str(value))))
            if value and not isinstance(value, str):
                self.oddities.append(f"its '{name}' is no text")
        return ""

    def authors(self, *names: str) -> tuple[tuple[Name, ...], bool]:
        """Return the authors under the first name that has some, and whether their list goes on."""
        for name in names:
            try:
                found, goes_on = parse_authors(self._values.get(name))
                if found:
                    return found, goes_on
            except ValueError as error:
                self.oddities.append(f"its '{name}' {error}")
        return (), False

    def year(self, *names: str) -> int | None:
        """Return the first year in the first of some dates that has one."""
        for name in names:
            if date := self.text(name):
                if year := find_year(date):
                    return year
                self.oddities.append(f"its '{name}' holds no year")
        return None

    def votes(self, *names: str) -> int | None:
        """Return a count of votes."""
        count = self.text(*names)
        if count.isdecimal() and len(count) < len(str(_MOST_VOTES)):
            return int(count)
        if count:
            self.oddities.append(f"its '{names[0]}' is no count")
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

    def _fact(self, name: str, text: str) -> str:
        if len(text) <= _LONGEST_FACT:
            return text
        self.oddities.append(f"its '{name}' has {len(text):,} characters")
        return ""


def find_year(text: str) -> int | None:
    """Return the first year from 1500 to 2099 that a text names."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
