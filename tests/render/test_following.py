"""Pages for who comes back: the index of editions, trending, votes, new papers and subscribing."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.render import render_digest
from generator.render.edition_pages import editions_page
from generator.render.subscribe_page import subscribe_page
from generator.render.templates import Templates
from tests.samples import DAY, digest, paper
from tests.world import ROOT

if TYPE_CHECKING:
    from generator.models import Paper

TEMPLATES = Templates(ROOT / "templates")


def _on(*days: str) -> tuple[Paper, ...]:
    """Return a paper for each day, newest first."""
    dates = sorted(map(dt.date.fromisoformat, days), reverse=True)
    return tuple(paper(f"key{day}", f"Of {day}", edition=day, sightings=(day,)) for day in dates)


def _index(*days: str) -> list[str]:
    """Return the headings and links of the index of editions."""
    body = editions_page(digest(papers=_on(*days)), TEMPLATES).body
    found = re.findall(r"<h[23][^>]*>(?:<a[^>]*>)?([^<]+)|<li><a[^>]*>([^<]+)", body)
    return [heading or link for heading, link in found]


def test_the_index_of_one_edition_is_that_edition() -> None:
    """No month and no week is named that could only lead to the same papers."""
    assert _index("2025-10-02") == ["2025", "2 October"]


def test_the_index_has_months_where_a_year_has_editions() -> None:
    """Weeks only if they say more than the days and the month."""
    assert _index("2025-10-02", "2025-10-01") == ["2025", "October", "2 October", "1 October"]
    assert _index("2025-10-02", "2025-09-02") == ["2025", "October", "2 October", "September", "2 September"]
    assert _index("2025-10-02", "2025-10-01", "2025-09-02") == [
        "2025",
        "By week",
        "Week 40",
        "Week 36",
        "October",
        "2 October",
        "1 October",
        "September",
        "2 September",
    ]


def test_a_week_over_new_year_stands_once_in_the_index() -> None:
    """In the year that it ends in, and counts all its papers."""
    assert _index("2026-01-02", "2026-01-05", "2025-12-29", "2025-12-30") == [
        "2026",
        "By week",
        "Week 2",
        "Week 1",
        "January",
        "5 January",
        "2 January",
        "2025",
        "December",
        "30 December",
        "29 December",
    ]


def _pages(*papers: Paper) -> dict[str, str]:
    return {page.path: page.body for page in render_digest(digest(papers=papers), TEMPLATES).pages}


def test_a_paper_that_comes_again_stands_once_in_its_week() -> None:
    """Under the day that brought it, or the first day of the week where an earlier week did."""
    monday, friday, next_week = dt.date(2025, 9, 29), dt.date(2025, 10, 3), dt.date(2025, 10, 6)
    once = paper("once", "Once", edition=friday, sightings=(friday,))
    again = paper("again", "Again", edition=monday, sightings=(monday, friday, next_week))

    pages = _pages(once, again)

    order = re.findall(r"<h[23][^>]*><a[^>]*>([^<]+)", pages["editions/2025-W40/"])
    assert order == ["3 October 2025", "Once", "29 September 2025", "Again"]
    assert "<span>2 papers</span>" in pages["editions/2025-W40/"]
    assert re.findall(r"<h2[^>]*><a[^>]*>([^<]+)", pages["editions/2025-W41/"]) == ["6 October 2025"]


def test_without_votes_nothing_speaks_of_them() -> None:
    """No count, no order, no page of what trends, and no place for it at the front."""
    pages = _pages(*_on("2025-10-02", "2025-10-01"))

    assert "trending/" not in pages
    assert [
        path for path, body in pages.items() if re.search(r"\bvotes?\b|trending", body, re.IGNORECASE)
    ] == []


def test_an_order_by_votes_needs_different_counts() -> None:
    """Where all papers of a list have as many votes, or one alone has any, there is nothing to sort."""
    first, second = _on("2025-10-02", "2025-10-01")

    def has_order(one: int | None, other: int | None) -> bool:
        return (
            "data-order"
            in _pages(replace(first, votes=one), replace(second, votes=other))["editions/2025-10/"]
        )

    assert has_order(3, 4)
    assert has_order(0, 4)
    assert not has_order(3, 3)
    assert not has_order(None, 4)


def test_one_edition_marks_nothing_as_new() -> None:
    """Nor does a list whose papers are all of the newest edition say it of each."""
    assert all('class="new"' not in body for body in _pages(paper()).values())
    pages = _pages(*_on("2025-10-02", "2025-10-01"))
    assert 'class="new"' not in pages["editions/2025-10-02/"] + pages[""]
    assert pages["topics/unsorted/"].count('class="new"') == 1


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://lists.example.org/x?a=1&b", "https://lists.example.org/x?a=1&amp;b"),
        ("news@example.org", "mailto:news@example.org"),
    ],
)
def test_subscribe_leads_to_the_mailing_list(address: str, href: str) -> None:
    """To its page or its mailbox, where mkdocs.yml names one."""
    shown = digest()
    with_list = replace(shown, settings=replace(shown.settings, mailing_list=address))

    assert f'<a href="{href}" rel="noopener">' in subscribe_page(with_list, TEMPLATES).body
    assert "mail" not in subscribe_page(shown, TEMPLATES).body


def test_every_period_of_an_edition_has_its_page() -> None:
    """Also where a week or month has that edition alone."""
    assert {"editions/2025-W40/", "editions/2025-10/", f"editions/{DAY}/"} <= _pages(paper()).keys()
