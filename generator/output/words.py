"""The digest's own words in the language of the site: counts, dates, names of its lists.

A word is looked up by its English, which stands in templates and scripts as it is read. The tables are
`templates/theme/partials/words/LANGUAGE.html`; what a table lacks stays English.
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """What the digest says, in one language.

    Attributes:
        table: Translations by their English; empty for English.
    """

    table: Mapping[str, str] = field(default_factory=dict)

    def say(self, english: str, **values: object) -> str:
        """Return a word or sentence.

        Args:
            english: The English text, with places for values: "All of {name}".
            values: Fill the places; a translation may change their order.
        """
        said = self.table.get(english, english)
        return said.format_map(values) if values else said

    def count(self, number: int, noun: str) -> str:
        """Return a number of things: "1 paper", "92 papers"; tables have "# paper" and "# papers"."""
        return self.say(f"# {noun}" if number == 1 else f"# {noun}s").replace("#", str(number))

    def date(self, day: dt.date) -> str:
        """Return a date as a reader says it: "2 October 2025"."""
        return self.say("{day} {month} {year}", day=day.day, month=self._month(day), year=day.year)

    def day(self, day: dt.date) -> str:
        """Return a date below the heading of its year: "2 October"."""
        return self.say("{day} {month}", day=day.day, month=self._month(day))

    def month(self, day: dt.date, *, with_year: bool = True) -> str:
        """Return the month of a date: "October 2025", or "October" below the heading of its year."""
        month = self._month(day)
        return self.say("{month} {year}", month=month, year=day.year) if with_year else month

    def week(self, day: dt.date, *, with_year: bool = True) -> str:
        """Return the week of a date by ISO 8601: "Week 40 of 2025", or "Week 40" below its year."""
        year, week, _ = day.isocalendar()
        if with_year:
            return self.say("Week {week} of {year}", week=week, year=year)
        return self.say("Week {week}", week=week)

    def _month(self, day: dt.date) -> str:
        return self.say(calendar.month_name[day.month])


ENGLISH = Words()
