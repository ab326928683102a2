"""The date in the name of a dump, in the forms that people write.

An edition is a day. What is no certain day (a week, a month, a day that may be two or that no calendar has)
is a fault that names what it may be; numbers that are no dates (identifiers, versions) are passed over.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from string import ascii_letters

_NAMES_OF_MONTHS = """
    january jan januar jänner janvier enero gennaio
    february feb februar februari février febrero febbraio
    march mar märz maerz mars marzo
    april apr avril abril aprile
    may mai mayo maggio
    june jun juni juin junio giugno
    july jul juli juillet julio luglio
    august aug août agosto
    september sep sept septembre septiembre settembre
    october oct oktober okt octobre octubre ottobre
    november nov novembre noviembre
    december dec dezember dez décembre diciembre dicembre
"""
"""A month a line, in English, German, French, Spanish and Italian."""
_MONTHS = {
    name: number
    for number, names in enumerate(_NAMES_OF_MONTHS.strip().split("\n"), 1)
    for name in names.split()
}
_FREE = r"(?<!\d)(?<!\d[.])(?<!(?<![^\W_])v)"
"""Before a date stands no digit, no "10." and no "v": they begin identifiers and versions."""
_YEAR = r"(?P<year>(?:19[89]|20\d)\d)"
_GAP = r"(?P<gap>[-_. ])"
_SPACE = r"(?:[-_., ]{0,2}(?:(?:of|de)[-_ ])?)"
_MONTH = rf"(?<![^\W\d_])(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
_TIME = r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?"
_TH = r"(?:st|nd|rd|th)?"


_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_FREE}{_YEAR}{_GAP}(?P<month>\d\d?)(?P=gap)(?P<day>\d\d?)(?!\d)",
        rf"{_FREE}{_YEAR}(?P<month>[0-3]\d)(?P<day>[0-3]\d)(?=(?:{_TIME})?(?!\d))",
        rf"{_FREE}{_YEAR}年(?P<month>\d\d?)月(?P<day>\d\d?)日?",
        rf"{_FREE}(?P<day>\d\d?){_GAP}(?P<month>\d\d?)(?P=gap){_YEAR}(?!\d)",
        rf"{_FREE}(?P<day>\d\d?){_TH}{_SPACE}{_MONTH}{_SPACE}{_YEAR}(?!\d)",
        rf"{_MONTH}{_SPACE}(?P<day>\d\d?){_TH}[-_., ]{{1,2}}{_YEAR}(?!\d)",
        rf"{_FREE}{_YEAR}{_SPACE}{_MONTH}{_SPACE}(?P<day>\d\d?)(?!\d)",
        rf"{_FREE}{_YEAR}-?W(?P<week>\d\d)-?(?P<day>[1-7])(?!\d)",
    )
)
"""Days, in the forms that are certain first."""
_LONGER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_FREE}{_YEAR}{_SPACE}(?:W|KW|CW|week){_SPACE}(?P<week>\d\d?)(?!\d)",
        rf"(?<![^\W\d_])(?:W|KW|CW|week){_SPACE}(?P<week>\d\d?)[-_. ]{_YEAR}(?!\d)",
        rf"{_FREE}{_YEAR}[-_. ](?P<month>0[1-9]|1[0-2])(?![-_. ]?\d)",
        rf"(?<!\d)(?<!\d[-_. ])(?P<month>0[1-9]|1[0-2])[-_.]{_YEAR}(?![-_. ]?\d)",
        rf"{_FREE}{_YEAR}{_SPACE}{_MONTH}",
        rf"{_MONTH}{_SPACE}{_YEAR}(?!\d)",
    )
)
"""Weeks and months."""
_SHORT_YEAR = re.compile(r"(?<![^\W_])(?<!\d[-_.])(\d\d)(?P<gap>[-_.])(\d\d)(?P=gap)(\d\d)(?![-_.]?\d)")
_SHORT_YEARS = range(20, 50)
"""Years of two digits that dumps may be of; other numbers of this form are versions."""
_LAST_DAY = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class FileName:
    """What the name of a file says of its day.

    Attributes:
        day: The day; None where it says none, or none that is certain.
        fault: Why it is not certain, to be read behind "its name"; empty where it says none or a certain one.
        days: The days that may be meant where it is not certain.
        rest: The name without the date.
    """

    day: dt.date | None = None
    fault: str = ""
    days: tuple[dt.date, ...] = ()
    rest: str

    def renamed(self, day: object) -> str:
        """Return the name that the file has with another date, or `YYYY-MM-DD`, at its beginning."""
        return f"{day}{self.rest}" if self.rest.startswith(".") else f"{day}-{self.rest}".rstrip("-")


@dataclass(frozen=True, slots=True)
class _Date:
    """A date in a text: where it stands, and the days that it may be."""

    start: int
    end: int
    days: tuple[dt.date, ...]


def read_file_name(name: str) -> FileName:
    """Return what the name of a file says of its day; a day at the beginning counts alone."""
    text = unicodedata.normalize("NFC", name)
    dates = _dates(text)
    first = next((date for date in dates if date.start == 0 and len(date.days) == 1), None)
    if not dates:
        return _longer(text) or FileName(rest=text.lstrip("-_. "))
    said = {day for date in dates for day in date.days}
    date = first or dates[0]
    written, rest = text[date.start : date.end], _without(text, date.start, date.end)
    if first or (len(said) == 1 and all(date.days for date in dates)):
        return FileName(day=date.days[0], rest=rest)
    doubtful = next((date for date in dates if len(date.days) != 1), None)
    if doubtful:
        written, rest = text[doubtful.start : doubtful.end], _without(text, doubtful.start, doubtful.end)
        fault = f"holds {written}, which {'may be two days' if doubtful.days else 'is no date'}"
        return FileName(fault=fault, days=doubtful.days, rest=rest)
    return FileName(fault="holds several dates", days=tuple(sorted(said)), rest=text)


def _dates(text: str) -> list[_Date]:
    """Return the dates in a text by their places; a later form takes nothing from an earlier one."""
    dates = [_Date(0, iso.end(), (day,))] if (iso := _ISO.match(text)) and (day := _iso(iso[0])) else []
    for form in _DAYS:
        for match in form.finditer(text):
            is_new = all(match.end() <= date.start or date.end <= match.start() for date in dates)
            if is_new and not _is_number(match):
                dates.append(_Date(match.start(), match.end(), tuple(sorted(set(_days(match))))))
    return sorted(dates, key=lambda date: date.start)


def _iso(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _is_number(match: re.Match[str]) -> bool:
    """Return whether what has the form of a date is none: 20251299, 2024.1.2.3 or PMC20120515."""
    parts, before, behind = match.groupdict(), match.string[: match.start()], match.string[match.end() :]
    month, day = (parts.get(name) or "1" for name in ("month", "day"))
    is_far_off = not (1 <= int(month) <= _LAST_DAY and 1 <= int(day) <= _LAST_DAY)
    if parts.get("gap") == ".":
        return is_far_off or (len(month + day) < len("0101") and bool(re.match(r"\.\d", behind)))
    glued = before[len(before.rstrip(ascii_letters)) :]
    is_code = glued.isupper() or 0 < len(glued) < len("list")
    return match[0].isdecimal() and (is_far_off or is_code)


def _days(match: re.Match[str]) -> Iterator[dt.date]:
    """Yield the days that a date may be: none where it is impossible, two where day and month may change."""
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    if week := parts.get("week"):
        with suppress(ValueError):
            yield dt.date.fromisocalendar(year, int(week), day)
        return
    month = _MONTHS[parts["name"].casefold()] if parts.get("name") else int(parts["month"])
    with suppress(ValueError):
        yield dt.date(year, month, day)
    if match.start("day") < match.start("year") and not parts.get("name"):
        with suppress(ValueError):
            yield dt.date(year, day, month)


def _longer(text: str) -> FileName | None:
    """Return what is said of a name that holds a week, a month or a day whose year has two digits."""
    for form in _LONGER:
        if match := form.search(text):
            parts = match.groupdict()
            kind = "week" if parts.get("week") else "month"
            fault = f"holds {match[0]}, a {kind}, and an edition is a day"
            rest = _without(text, match.start(), match.end())
            return FileName(fault=fault, days=tuple(_first_days(parts)), rest=rest)
    short = _SHORT_YEAR.search(text)
    if not short:
        return None
    one, two, three = (int(part) for part in (short[1], short[3], short[4]))
    orders = ((one, two, three), (three, two, one), (three, one, two))
    written = (f"20{year}-{month:02}-{day:02}" for year, month, day in orders if year in _SHORT_YEARS)
    days = set(filter(None, map(_iso, written)))
    fault = f"holds {short[0]}, whose year has two digits"
    rest = _without(text, short.start(), short.end())
    return FileName(fault=fault, days=tuple(sorted(days)), rest=rest) if days else None


def _first_days(parts: dict[str, str | None]) -> Iterator[dt.date]:
    """Yield the day on which a week (Monday) or a month begins, if there is such a week."""
    year = int(parts["year"] or 0)
    with suppress(ValueError):
        if week := parts.get("week"):
            yield dt.date.fromisocalendar(year, int(week), 1)
        elif name := parts.get("name"):
            yield dt.date(year, _MONTHS[name.casefold()], 1)
        else:
            yield dt.date(year, int(parts.get("month") or 0), 1)


def _without(text: str, start: int, end: int) -> str:
    """Return a name without a part of it, its own beginning and end joined by a hyphen."""
    before, after = text[:start].strip("-_., "), text[end:].lstrip("-_, ")
    if after.startswith("."):
        return before + after
    return "-".join(filter(None, (before, after)))
