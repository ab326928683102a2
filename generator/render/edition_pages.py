"""The index of editions: by year, month and, where that says more, week."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from generator.render.addresses import edition_path
from generator.render.cards import date_in_words
from generator.render.discovery import EDITIONS_PAGE, feed_links
from generator.render.index_views import EditionMonth, EditionsPage, EditionYear
from generator.render.page import Page, root_of
from generator.render.periods import months, weeks
from generator.render.views import BroughtBy, CountedLink

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from generator.digest import Digest
    from generator.render.periods import Period
    from generator.render.templates import Templates

_ABOUT = "What came in, day by day, newest first."


def editions_page(digest: Digest, templates: Templates) -> Page:
    """Return the index of editions."""
    years = groupby(digest.by_edition, key=lambda day: day.year)
    view = EditionsPage(
        title="Editions",
        about=_ABOUT,
        recent=brought_by(digest),
        years=tuple(_year(year, tuple(days), digest) for year, days in years),
    )
    return Page(
        path=EDITIONS_PAGE,
        section="editions",
        title=view.title,
        description=view.about,
        body=templates.render("editions", root=root_of(EDITIONS_PAGE), view=view),
        head=feed_links(EDITIONS_PAGE, EDITIONS_PAGE, f"{digest.settings.name}: editions"),
    )


def brought_by(digest: Digest) -> tuple[BroughtBy, ...]:
    """Return all editions, newest first, with the papers that they brought first."""
    return tuple(BroughtBy(day=day, count=count) for day, count in digest.brought.items())


def edition_count(day: dt.date, digest: Digest) -> CountedLink:
    """Return the link to an edition with its number of papers."""
    return CountedLink(href=edition_path(day), text=date_in_words(day), count=len(digest.by_edition[day]))


def _year(year: int, days: Sequence[dt.date], digest: Digest) -> EditionYear:
    """Return a year; a week stands where it ends, and what could only repeat an edition is left out."""
    own_weeks = [week for week in weeks(digest.by_edition) if week.days[0].year == year]
    by_week = 1 < len(own_weeks) < sum(len(week.days) for week in own_weeks)
    return EditionYear(
        title=str(year),
        weeks=tuple(_count(week, year, digest) for week in own_weeks) if by_week else (),
        months=tuple(
            EditionMonth(
                month=_count(month, year, digest) if len(days) > 1 else None,
                editions=tuple(_without_year(edition_count(day, digest), year) for day in month.days),
            )
            for month in months(days)
        ),
    )


def _count(period: Period, year: int, digest: Digest) -> CountedLink:
    """Return the link to a week or month with its number of papers, each counted once."""
    keys = {paper.key for day in period.days for paper in digest.by_edition[day]}
    return _without_year(CountedLink(href=period.link.href, text=period.title, count=len(keys)), year)


def _without_year(link: CountedLink, year: int) -> CountedLink:
    """Return a link below the heading of its year, which need not be said again."""
    return replace(link, text=link.text.removesuffix(f" {year}").removesuffix(" of"))
