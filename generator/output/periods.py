"""Weeks and months of editions, by the calendar of ISO 8601."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from generator.output.addresses import period_path
from generator.output.links import Link
from generator.output.words import ENGLISH, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A week or month that has editions.

    Attributes:
        kind: "Week" or "Month".
        slug: As ISO 8601 writes it: "2025-W40", "2025-10".
        title: "Week 40 of 2025", "October 2025".
        short_title: The same below the heading of its year: "Week 40", "October".
        days: Of its editions, newest first.
    """

    kind: Literal["Week", "Month"]
    slug: str
    title: str
    short_title: str
    days: tuple[dt.date, ...]

    @property
    def link(self) -> Link:
        """Return the link to its page."""
        return Link(url=period_path(self.slug), title=self.title)


def weeks(days: Iterable[dt.date], words: Words = ENGLISH) -> tuple[Period, ...]:
    """Return the weeks, Monday to Sunday, of some days, newest first, named in a language."""
    grouped = groupby(sorted(days, reverse=True), key=lambda day: day.isocalendar()[:2])
    return tuple(_week(f"{year}-W{week:02}", tuple(own), words) for (year, week), own in grouped)


def months(days: Iterable[dt.date], words: Words = ENGLISH) -> tuple[Period, ...]:
    """Return the months of some days, newest first, named in a language."""
    grouped = groupby(sorted(days, reverse=True), key=lambda day: day.replace(day=1))
    return tuple(_month(f"{first:%Y-%m}", tuple(own), words) for first, own in grouped)


def _week(slug: str, days: tuple[dt.date, ...], words: Words) -> Period:
    title, short = words.week(days[0]), words.week(days[0], with_year=False)
    return Period(kind="Week", slug=slug, title=title, short_title=short, days=days)


def _month(slug: str, days: tuple[dt.date, ...], words: Words) -> Period:
    title, short = words.month(days[0]), words.month(days[0], with_year=False)
    return Period(kind="Month", slug=slug, title=title, short_title=short, days=days)
