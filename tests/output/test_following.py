"""Pages for who comes back: the index of editions, trending, votes, new papers and subscribing."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from generator.base.models import Paper
from tests.samples import DAY, digest, paper
from tests.tree import pages_of


def _on(*days: str) -> tuple[Paper, ...]:
    """Return a paper for each day, newest first."""
    dates = sorted(map(dt.date.fromisoformat, days), reverse=True)
    return tuple(paper(f"key{day}", f"Of {day}", edition=day, editions=(day,)) for day in dates)


def _bodies(*papers: Paper) -> dict[str, str]:
    return {path: page.body for path, page in pages_of(digest(papers=papers)).items()}


def _headings(body: str) -> list[str]:
    """Return the headings below the first, as they are read."""
    return re.findall(r"^##+ \[?([^\]\n]+)", body, re.MULTILINE)


def _index(*days: str) -> list[str]:
    """Return the headings and links of the index of editions."""
    body = _bodies(*_on(*days))["editions/"]
    return re.findall(r"^(?:##+|-) \[?([^\]\n]+)", body, re.MULTILINE)


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


def test_a_paper_that_comes_again_stands_once_in_its_week() -> None:
    """Under the day that brought it, or the first day of the week where an earlier week did."""
    monday, friday, next_week = dt.date(2025, 9, 29), dt.date(2025, 10, 3), dt.date(2025, 10, 6)
    once = paper("once", "Once", edition=friday, editions=(friday,))
    again = paper("again", "Again", edition=monday, editions=(monday, friday, next_week))

    bodies = _bodies(once, again)

    week = bodies["editions/2025-W40/"]
    assert _headings(week) == ["3 October 2025", "29 September 2025"]
    assert re.findall(r"^## |^- \[(\w+)\]", week, re.MULTILINE) == ["", "Once", "", "Again"]
    assert "\n2 papers · " in week
    assert re.findall(r"^- \[(\w+)\]", bodies["editions/2025-W41/"], re.MULTILINE) == ["Again"]


def test_a_week_and_a_month_list_titles() -> None:
    """With who wrote them and where they appeared; all else stands in their editions."""
    (shown,) = _on("2025-10-02")
    bodies = _bodies(shown)

    line = f"- [{shown.title}](../../papers/{shown.key}/) *Moreau, arXiv 2024*\n"
    assert line in bodies["editions/2025-W40/"]
    assert line in bodies["editions/2025-10/"]
    assert ".bib" not in bodies["editions/2025-W40/"]
    assert "2025-10.bib" in bodies["editions/2025-10/"]


def test_an_abstract_stands_on_the_page_of_its_paper_alone() -> None:
    """Lists fetch it from there when it is asked for; they would only be heavier, and change when it does."""
    monday, friday = dt.date(2025, 9, 29), dt.date(2025, 10, 3)
    again = paper("again", "Again", edition=monday, editions=(monday, friday), abstract="A whale sings.")

    found = {path for path, body in _bodies(again).items() if "A whale sings." in body}

    assert found == {"papers/again/"}


def test_without_votes_nothing_speaks_of_them() -> None:
    """No count, no page of what trends, and no place for it at the front."""
    pages = pages_of(digest(papers=_on("2025-10-02", "2025-10-01")))

    assert "trending/" not in pages
    assert not pages[""].meta["trending"]
    assert [path for path, page in pages.items() if re.search(r"\bvotes?\b", page.body, re.IGNORECASE)] == []


def test_votes_are_counted_in_words() -> None:
    """A script reads them off the line for an order of the list; none is less than one."""
    first, second = _on("2025-10-02", "2025-10-01")
    body = _bodies(replace(first, votes=1), replace(second, votes=0))["topics/unsorted/"]

    assert re.findall(r"\*(\d+ votes?)\* · ", body) == ["1 vote", "0 votes"]
    unknown = _bodies(replace(first, votes=1), second)["topics/unsorted/"]
    assert re.findall(r"\*(\d+ votes?)\* · ", unknown) == ["1 vote"]


def test_an_order_by_votes_needs_different_counts() -> None:
    """Where all papers of a list have as many votes, or one alone has any, there is nothing to sort."""
    first, second = _on("2025-10-02", "2025-10-01")

    def has_order(one: int | None, other: int | None) -> bool:
        pages = pages_of(digest(papers=(replace(first, votes=one), replace(second, votes=other))))
        return bool(pages["topics/unsorted/"].meta.get("has_order"))

    assert has_order(3, 4)
    assert has_order(0, 4)
    assert not has_order(3, 3)
    assert not has_order(None, 4)


def test_one_edition_marks_nothing_as_new() -> None:
    """Nor does a list whose papers are all of the newest edition say it of each."""
    assert all("**New**" not in body for body in _bodies(paper()).values())
    bodies = _bodies(*_on("2025-10-02", "2025-10-01"))
    assert "**New**" not in bodies["editions/2025-10-02/"] + bodies[""]
    assert bodies["topics/unsorted/"].count("**New** · ") == 1


@pytest.mark.parametrize(
    ("address", "link"),
    [
        (
            "https://lists.example.org/x?a=1&b",
            "[https://lists.example.org/x?a=1&amp;b](https://lists.example.org/x?a=1&amp;b)",
        ),
        ("news@example.org", "[news@example.org](mailto:news@example.org)"),
    ],
)
def test_subscribe_leads_to_the_mailing_list(address: str, link: str) -> None:
    """To its page or its mailbox, where mkdocs.yml names one."""
    shown = digest()
    with_list = replace(shown, settings=shown.settings.model_copy(update={"mailing_list": address}))

    assert f"New editions come by mail too: {link}." in pages_of(with_list)["subscribe/"].body
    assert "mail" not in pages_of(shown)["subscribe/"].body


def test_every_period_of_an_edition_has_its_page() -> None:
    """Also where a week or month has that edition alone."""
    assert {"editions/2025-W40/", "editions/2025-10/", f"editions/{DAY}/"} <= _bodies(paper()).keys()
