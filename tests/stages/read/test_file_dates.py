"""The edition's date in the name of a dump: in any usual form, and never by guess."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.stages.read import check_file_name, edition_of, open_source, read_dumps, read_file_name

DAY = dt.date(2031, 5, 28)
PAGE = "First Paper\n\nWe present a method and measure it.\n"
FORMS = (
    "{d:%Y}-{d.month}-{d.day}",
    "{d:%Y_%m_%d}",
    "{d:%Y.%m.%d}",
    "{d:%Y %m %d}",
    "{d:%Y%m%d}",
    "{d:%Y%m%d}T101500Z",
    "{d:%Y%m%d}101500",
    "{d:%Y-%m-%d}T10-15-00",
    "{d:%d.%m.%Y}",
    "{d:%d-%m-%Y}",
    "{d:%m-%d-%Y}",
    "{d.day} May {d:%Y}",
    "{d.day}th of May, {d:%Y}",
    "{d.day}-may-{d:%Y}",
    "{d.day}MAY{d:%Y}",
    "May {d.day}, {d:%Y}",
    "may_{d.day}_{d:%Y}",
    "{d:%Y}-May-{d.day}",
    "{d.day}. Mai {d:%Y}",
    "{d.day} de mayo de {d:%Y}",
    "{d:%Y}年{d.month}月{d.day}日",
    "{d:%G-W%V-%u}",
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["{}-papers.jsonl", "papers-{}.jsonl", "{}.json", "new papers {} (2).txt"])
def test_a_date_is_read_in_any_usual_form(form: str, name: str) -> None:
    """Wherever it stands in the name."""
    assert edition_of(name.format(form.format(d=DAY))) == DAY


@given(st.dates(dt.date(1980, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(FORMS[:8]))
def test_every_day_is_read_where_the_year_comes_first(day: dt.date, form: str) -> None:
    """Month and day cannot be taken for each other."""
    assert edition_of(f"papers-{form.format(d=day)}.json") == day


@pytest.mark.parametrize(
    ("month", "word"), [(3, "März"), (3, "Ma\u0308rz"), (8, "août"), (12, "Dez"), (9, "sept")]
)
def test_months_are_known_by_name(month: int, word: str) -> None:
    """In several languages, also with accents as a Mac writes them in names of files."""
    assert edition_of(f"9. {word} 2031.txt") == dt.date(2031, month, 9)


@pytest.mark.parametrize(
    "name",
    [
        "2506.93585-paper.json",
        "2010.11929v2.json",
        "0309136.bib",
        "10.1016_j.jss.2024.01.015.bib",
        "10.1145-3725843.bib",
        "papers-12345678.csv",
        "papers-20251299.csv",
        "PMC20120515.bib",
        "W20310528.json",
        "v1.2.2031.csv",
        "tool-2031.1.2.3.csv",
        "top-100-of-2031.csv",
        "march-of-progress-2031.csv",
        "decoder-3-2031.csv",
        "978-3-16-148410-0.bib",
        "1234-56-78.json",
        "list 1-2-3.csv",
        "papers-10.12.14.csv",
        "v24.11.26.csv",
        "papers.txt",
        "",
    ],
)
def test_numbers_that_are_no_dates_are_passed_over(name: str) -> None:
    """Identifiers, versions and counts say nothing of a day, and are no fault."""
    assert (read_file_name(name).day, read_file_name(name).fault) == (None, "")


@pytest.mark.parametrize(
    ("name", "reason", "names"),
    [
        ("2031-06-31-x.jsonl", "holds 2031-06-31, which is no date", "YYYY-MM-DD-x.jsonl"),
        ("x-2031-13-01.jsonl", "holds 2031-13-01, which is no date", "YYYY-MM-DD-x.jsonl"),
        ("2031-2-29.json", "holds 2031-2-29, which is no date", "YYYY-MM-DD.json"),
        ("20310631.json", "holds 20310631, which is no date", "YYYY-MM-DD.json"),
        ("31.06.2031.json", "holds 31.06.2031, which is no date", "YYYY-MM-DD.json"),
        ("31 June 2031.json", "holds 31 June 2031, which is no date", "YYYY-MM-DD.json"),
        ("03-04-2031-x.bib", "may be two days", "2031-03-04-x.bib or 2031-04-03-x.bib"),
        ("a 3.4.2031.bib", "may be two days", "2031-03-04-a.bib or 2031-04-03-a.bib"),
        ("28-05-31.csv", "whose year has two digits", "2028-05-31.csv or 2031-05-28.csv"),
        ("28.05.31.csv", "whose year has two digits", "2028-05-31.csv or 2031-05-28.csv"),
        ("papers-2031-W27.json", "2031-W27, a week", "2031-06-30-papers.json"),
        ("KW 27-2031.json", "KW 27-2031, a week", "2031-06-30.json"),
        ("papers_2031-06.json", "2031-06, a month", "2031-06-01-papers.json"),
        ("June 2031.json", "June 2031, a month", "2031-06-01.json"),
        (
            "a-2031-06-29-to-2031-07-05.json",
            "holds several dates",
            "2031-06-29-a-2031-06-29-to-2031-07-05.json or ",
        ),
    ],
)
def test_what_is_no_certain_day_is_refused_with_the_name_to_give(
    tmp_path: Path, name: str, reason: str, names: str
) -> None:
    """One line, and no edition by guess."""
    path = tmp_path / name
    path.write_text(PAGE, encoding="utf-8")

    with pytest.raises(DigestError) as caught:
        open_source(path, f"data/dumps/{name}")

    (problem,) = caught.value.problems
    assert str(problem).startswith(f"data/dumps/{name}: its name ")
    assert reason in problem.reason
    assert problem.advice.startswith(f"rename it to {names}")
    assert edition_of(name) is None


def test_a_date_at_the_beginning_counts_alone() -> None:
    """Others behind it are words."""
    assert edition_of("2031-05-28-arxiv-03-04-2031.json") == DAY
    assert edition_of("2031-05-28-to-2031-06-31.json") == DAY
    assert edition_of("28.05.2031 list of June 2031.json") == DAY


def test_the_same_date_twice_is_one() -> None:
    """As a program and then a person wrote it."""
    assert edition_of("papers-2031-05-28-export-20310528.json") == DAY


def test_a_day_to_come_is_refused(tmp_path: Path) -> None:
    """Beyond the day that has begun somewhere on earth; a day that began only there is told."""
    (tmp_path / "2031-5-28-page.txt").write_text(PAGE, encoding="utf-8")

    assert read_dumps(tmp_path, "dumps", DAY).warnings == ()
    (warning,) = read_dumps(tmp_path, "dumps", DAY - dt.timedelta(days=1)).warnings
    assert "its name says 2031-05-28, which has begun only far in the east" in warning.reason
    with pytest.raises(DigestError, match=r"which is to come - rename it to .* such as 2031-05-26-page.txt$"):
        read_dumps(tmp_path, "dumps", DAY - dt.timedelta(days=2))
    assert read_dumps(tmp_path, "dumps").records[0].edition == DAY
    assert check_file_name("page.txt", "page.txt", DAY) == ()
