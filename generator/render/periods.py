"""Weeks and months of editions, by the calendar of ISO 8601."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from generator.render.addresses import period_path
from generator.render.views import Link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A week or month that has editions.

    Attributes:
        kind: "Week" or "Month".
        slug: As ISO 8601 writes it: "2025-W40", "2025-10".
        title: "Week 40 of 2025", "October 2025".
        days: Of its editions, newest first.
    """

    kind: Literal["Week", "Month"]
    slug: str
    title: str
    days: tuple[dt.date, ...]

    @property
    def link(self) -> Link:
        """Return the link to its page."""
        return Link(href=period_path(self.slug), text=self.title)


def weeks(days: Iterable[dt.date]) -> tuple[Period, ...]:
    """Return the weeks, Monday to Sunday, of some days, newest first."""
    grouped = groupby(sorted(days, reverse=True), key=lambda day: day.isocalendar()[:2])
    return tuple(
        Period(kind="Week", slug=f"{year}-W{week:02}", title=f"Week {week} of {year}", days=tuple(own))
        for (year, week), own in grouped
    )


def months(days: Iterable[dt.date]) -> tuple[Period, ...]:
    """Return the months of some days, newest first."""
    grouped = groupby(sorted(days, reverse=True), key=lambda day: day.replace(day=1))
    return tuple(
        Period(kind="Month", slug=f"{first:%Y-%m}", title=f"{first:%B %Y}", days=tuple(own))
        for first, own in grouped
    )
