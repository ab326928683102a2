"""Weeks and months of editions."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.output.lists import months, weeks

NEW_YEAR = [dt.date(2025, 12, 28), dt.date(2025, 12, 29), dt.date(2026, 1, 1), dt.date(2026, 1, 5)]


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    """As ISO 8601 has it: the last days of December may be of the first week of the next year."""
    found = [(week.slug, week.title, [day.day for day in week.days]) for week in weeks(NEW_YEAR)]

    assert found == [
        ("2026-W02", "Week 2 of 2026", [5]),
        ("2026-W01", "Week 1 of 2026", [1, 29]),
        ("2025-W52", "Week 52 of 2025", [28]),
    ]


def test_a_month_holds_its_days() -> None:
    """Newest month and newest day first."""
    found = [(month.slug, month.title, [day.day for day in month.days]) for month in months(NEW_YEAR)]

    assert found == [("2026-01", "January 2026", [5, 1]), ("2025-12", "December 2025", [29, 28])]
    assert months(NEW_YEAR)[0].link.url == "editions/2026-01/"


@given(st.sets(st.dates(min_value=dt.date(1000, 1, 1))))
def test_each_day_is_in_one_week_and_one_month(days: set[dt.date]) -> None:
    """No two of them have the same address, and they come newest first, as their days do."""
    for periods in (weeks(days), months(days)):
        assert [day for period in periods for day in period.days] == sorted(days, reverse=True)
        slugs = [period.slug for period in periods]
        assert all(later > earlier for later, earlier in pairwise(slugs))
