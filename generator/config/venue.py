"""One venue of `data/venues.yml`: what holds its papers, and what of it is otherwise in some years."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from generator.base.models import Container
from generator.base.text import collapse_space
from generator.config.yaml_source import Steps, StrictModel

Kind = Literal["conference", "journal"]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_KNOWN = frozenset({"year", "ordinal"})
_EARLIEST, _LATEST = 1800, 2999
_CHECK_BASE = 11
_TEENS = range(11, 14)


def _checked_name(name: str) -> str:
    for found in _PLACEHOLDER.findall(name):
        if found not in _KNOWN:
            message = f"'{{{found}}}' stands for nothing: {{year}} and {{ordinal}} are known"
            raise ValueError(message)
    return name


def _checked_issn(issn: str) -> str:
    """Return an ISSN whose last digit fits the others (ISO 3297)."""
    digits = [10 if digit == "X" else int(digit) for digit in issn if digit != "-"]
    if sum(digit * weight for digit, weight in zip(digits, range(8, 0, -1), strict=True)) % _CHECK_BASE:
        message = "is no ISSN: its last digit does not fit the others"
        raise ValueError(message)
    return issn


_Text = Annotated[str, Field(min_length=1)]
_Name = Annotated[str, Field(min_length=1), AfterValidator(_checked_name)]
_Issn = Annotated[str, Field(pattern=r"^\d{4}-\d{3}[\dX]$"), AfterValidator(_checked_issn)]
_Year = Annotated[int, Field(ge=_EARLIEST, le=_LATEST)]


class _Known(StrictModel):
    name: _Name | None = None
    series: str | None = None
    publisher: str | None = None
    issn: _Issn | None = None
    first: _Year | None = None


class Period(_Known):
    """What is otherwise in some years; what it leaves out is as in the other years.

    Attributes:
        since: Its first year.
        until: Its last year.
        only: Single years, where it is no period.
    """

    since: _Year | None = None
    until: _Year | None = None
    only: tuple[_Year, ...] = ()

    @model_validator(mode="after")
    def _names_years(self) -> Self:
        if bool(self.only) == bool(self.since or self.until):
            message = "names no years; give since, until or both, or only"
            raise ValueError(message)
        if self.since and self.until and self.until < self.since:
            message = "ends before it begins"
            raise ValueError(message)
        return self

    def holds(self, year: int) -> bool:
        """Return whether a year is one of them."""
        return year in self.only if self.only else (self.since or 0) <= year <= (self.until or year)


class Venue(_Known):
    """A conference or journal.

    Attributes:
        kind: What holds its papers.
        name: The full name; `{year}` and `{ordinal}` stand for the year, and for "41st".
        series: Series of the proceedings.
        publisher: Who publishes it.
        issn: ISSN of the journal or of the series.
        first: The year from which `{ordinal}` counts, one each year.
        also: Other spellings, for which the name stands in exports.
        years: Years in which something of it is otherwise; the last of those that hold a year wins.
    """

    kind: Kind
    also: tuple[_Text, ...] = ()
    years: tuple[Period, ...] = ()

    @model_validator(mode="after")
    def _has_names(self) -> Self:
        parts: tuple[_Known, ...] = (self, *self.years)
        if not any(part.name for part in parts):
            message = "has no name, neither for all years nor for some"
            raise ValueError(message)
        if any("{ordinal}" in (part.name or "") for part in parts) and not any(part.first for part in parts):
            message = "has an {ordinal}, and no year to count from; give first"
            raise ValueError(message)
        return self

    @property
    def names(self) -> Iterator[tuple[Steps, str]]:
        """The names of all years with their placeholders, and where each stands in the row."""
        if self.name:
            yield ("name",), self.name
        for place, period in enumerate(self.years):
            if period.name:
                yield ("years", place, "name"), period.name

    def first_in(self, year: int | None) -> int | None:
        """Return the year from which ordinals count in a year, where they do."""
        found = self._known("first", year)
        return int(found) if found else None

    def is_numbered(self, number: int, year: int) -> bool:
        """Return whether a number behind the acronym is that of a year: "OSDI 24", "MICRO-54"."""
        first = self.first_in(year)
        return number == year % 100 or (first is not None and number == year - first + 1)

    def container(self, year: int | None) -> Container | None:
        """Return what is known of a year, or of all years; nothing where it had no name in that year."""
        name = self._known("name", year)
        if not name:
            return None
        return Container(
            name=self._filled(name, year),
            series=self._known("series", year),
            publisher=self._known("publisher", year),
            issn=self._known("issn", year),
        )

    def _known(self, field: str, year: int | None) -> str:
        """Return what is known of a year; without a year what holds for all."""
        fitting = [period for period in self.years if year and period.holds(year)]
        values = (getattr(part, field) for part in (*reversed(fitting), self))
        return next((str(value) for value in values if value is not None), "")

    def _filled(self, name: str, year: int | None) -> str:
        """Return a name for a year; what stands for an unknown number falls out."""
        first = self.first_in(year)
        number = year - first + 1 if year and first else 0
        filled = {"year": str(year or ""), "ordinal": ordinal(number) if number > 0 else ""}
        return collapse_space(_PLACEHOLDER.sub(lambda found: filled[found[1]], name)).strip()


def without_placeholders(name: str) -> str:
    """Return a name without what stands for a number."""
    return collapse_space(_PLACEHOLDER.sub(" ", name)).strip()


def ordinal(number: int) -> str:
    """Return a number as "1st", "22nd", "53rd", "11th"."""
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
