"""Venues in full: how a row is read, which names lead to it, and what is known of a year."""

from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.base.models import NO_CONTAINER, Container, EntryType
from generator.config import Venues, load_venues, open_project
from tests.world import ROOT

TABLE = """\
venues:
  ISLE:
    kind: conference
    name: Proceedings of the {ordinal} IEEE/ACM International Symposium on Lanterns
    first: 1991
    publisher: IEEE
    also: [LanternSym, Lanterns and Lamps]
    years:
      - { until: 1999, name: Proceedings of the Lantern Symposium }
      - { since: 2020, series: Notes on Lanterns }
      - { only: [2021, 2023], publisher: ACM, issn: 1234-5679 }
  NeuLamp:
    kind: conference
    name: Advances in Lamps {year}
  USENIX Lamp:
    kind: conference
    name: Proceedings of the USENIX Lamp Symposium
  USENIX LMP:
    kind: conference
    name: Proceedings of the USENIX Conference on Lanterns, Moths, and Pots
  Findings of ISLE:
    kind: conference
    years:
      - { since: 2020, name: "Findings of the Lantern Society: ISLE {year}" }
  MOTH:
    kind: conference
    name: "{year} International Symposium on Moths"
  IEEE Moth:
    kind: journal
    name: IEEE Moth
    issn: 0272-1732
  TOL:
    kind: journal
    name: IEEE Transactions on Lanterns
    publisher: IEEE
    also: [IEEE Trans. Lant.]
"""


def _project_with(folder: Path, table: str) -> Venues:
    (folder / "mkdocs.yml").touch()
    (folder / "data").mkdir()
    (folder / "data" / "venues.yml").write_text(table, encoding="utf-8")
    return load_venues(open_project(folder))


@pytest.fixture(scope="module")
def venues(tmp_path_factory: pytest.TempPathFactory) -> Venues:
    """Give the venues of the table above."""
    return _project_with(tmp_path_factory.mktemp("venues"), TABLE)


@pytest.fixture(scope="module")
def own() -> Venues:
    """Give the venues that this repository knows."""
    return load_venues(open_project(ROOT))


def _name(venues: Venues, written: str, year: int | None = 2021) -> str:
    return venues.container(written, year, "inproceedings").name


ISLE_2021 = "Proceedings of the 31st IEEE/ACM International Symposium on Lanterns"


@pytest.mark.parametrize(
    "written",
    [
        *("ISLE", "ISLE 2021", "ISLE'21", "ISLE '21", "ISLE ’21", "ISLE21", "ISLE-31", "ISLE 21", "ISLE2021"),
        *("ISLE, 2021", "ISLE (2021)", "2021 ISLE", "ISLE-2021", "isle 2021", "Proceedings of ISLE 2021"),
        *(
            "In ISLE 2021",
            "Proc. of the ISLE, 2021.",
            "IEEE ISLE 2021",
            "ACM/IEEE ISLE '21",
            "Accepted at ISLE 2021",
        ),
        *(
            "To appear in ISLE 2021",
            "ISLE 2021 Oral",
            "ISLE 2021 (Spotlight)",
            "ISLE 2021 - Best Paper Award",
        ),
        *(
            "ISLE 2021 Conference",
            "ISLE 2021 (Main Conference)",
            "ISLE 2021 notable top 5%",
            "LanternSym 2021",
        ),
        *("ISLE'31", "ISLE (2) 2021", "ISLE 2021 (Round 1)", "ISLE '21 Poster"),
        *("Lanterns and Lamps", "Proc. 31st Int. Symp. on Lanterns"),
    ],
)
def test_a_venue_is_found_however_its_acronym_is_written(venues: Venues, written: str) -> None:
    """Years, sponsors and what is said around a name do not hide it; the full name takes its place."""
    assert _name(venues, written) == ISLE_2021


@pytest.mark.parametrize(
    "written",
    [
        "Proceedings of the Thirty-First IEEE/ACM International Symposium on Lanterns",
        "31st International Symposium on Lanterns",
        "2021 IEEE International Symposium on Lanterns (ISLE)",
        "International Symposium on Lanterns, ISLE 2021, Porto, Portugal, June 3-5, 2021",
        "ISLE '21: Proceedings of the 31st Annual International Symposium on Lanterns",
        "Symposium on Lanterns (ISLE '21)",
        "International Symposium on Lanterns - 31st Symposium, Porto, Portugal",
        "Lanterns – ISLE 2021",
        "ISLE 2021 - 2021 IEEE International Symposium on Lanterns (ISLE)",
        "International Symposium on Lanterns 31 (ISLE 2021)",
        "International Symposium on Lanterns, volume 3, ISLE 2021",
    ],
)
def test_a_full_name_stays_as_it_is_and_brings_the_rest(venues: Venues, written: str) -> None:
    """Who wrote it knows it; series, publisher and ISSN are added."""
    assert venues.container(written, 2021, "inproceedings") == Container(
        series="Notes on Lanterns", publisher="ACM", issn="1234-5679"
    )


@pytest.mark.parametrize(
    "written",
    [
        *(
            "ISLE 2021 Workshop",
            "ISLE 2021 Workshop on Wicks",
            "Workshop on Wicks at ISLE 2021",
            "ISLE Workshops",
        ),
        *(
            "ISLEW 2021",
            "Wicks@ISLE 2021",
            "Wicks (ISLE 2021 Workshop)",
            "Wicks (ISLE 2021)",
            "ISLE 2021: Wicks",
        ),
        *("ISLE 2021 – Workshops", "Lanterns – ISLE 2021 Workshops", "Wicks – ISLE 2021"),
        "International Symposium on Lanterns Workshops (ISLE Workshops)",
        "International Symposium on Lanterns (ISLE) Workshops",
        "International Symposium on Lanterns, ISLE 2021, Workshops, Porto",
        *(
            "ISLE 2021 Companion",
            "ISLE 2021 Tiny Papers",
            "ISLE 2021, Demonstrations",
            "Submitted to ISLE 2021",
        ),
        *(
            "Under review at ISLE",
            "ISLE 2021 Withdrawn Submission",
            "ISLE 2020 and ISLE 2021",
            "Journal of ISLE",
        ),
        *(
            "European Symposium on Lanterns",
            "International Symposium on Lanterns and Wicks",
            "ISLE 22",
            "ISLE-30",
        ),
        *(
            "2020 ISLE 2021",
            "IEEE LMP 2021",
            "Lamp 2021",
            "IEEE Lamp 2021",
            "Moth 2021",
            "",
            "2021",
            "Proceedings of the",
            "IEEE",
            "()",
            ": ,",
        ),
    ],
)
def test_another_name_is_none_of_the_venues(venues: Venues, written: str) -> None:
    """A workshop is never taken for its conference; nor is what has words that are not the venue's."""
    assert venues.container(written, 2021, "inproceedings") == NO_CONTAINER


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Findings of ISLE 2021", "Findings of the Lantern Society: ISLE 2021"),
        ("Findings (ISLE 2021)", "Findings of the Lantern Society: ISLE 2021"),
        ("Findings of ISLE 2019", ""),
        ("USENIX Lamp 2021", "Proceedings of the USENIX Lamp Symposium"),
        ("LMP 2021", "Proceedings of the USENIX Conference on Lanterns, Moths, and Pots"),
        ("Neulamp 2021", "Advances in Lamps 2021"),
        ("NEULAMP", "Advances in Lamps 2021"),
    ],
)
def test_venues_with_like_names_are_told_apart(venues: Venues, written: str, name: str) -> None:
    """Findings are no part of the proceedings, and capitals count only where they make a plain word."""
    assert _name(venues, written) == name


@pytest.mark.parametrize(
    ("written", "year", "expected"),
    [
        ("ISLE 1998", 2021, Container(name="Proceedings of the Lantern Symposium", publisher="IEEE")),
        ("ISLE", 1998, Container(name="Proceedings of the Lantern Symposium", publisher="IEEE")),
        (
            "ISLE",
            2012,
            Container(
                name="Proceedings of the 22nd IEEE/ACM International Symposium on Lanterns", publisher="IEEE"
            ),
        ),
        (
            "ISLE '20",
            2021,
            Container(
                name="Proceedings of the 30th IEEE/ACM International Symposium on Lanterns",
                series="Notes on Lanterns",
                publisher="IEEE",
            ),
        ),
        (
            "ISLE",
            None,
            Container(
                name="Proceedings of the IEEE/ACM International Symposium on Lanterns", publisher="IEEE"
            ),
        ),
        ("NeuLamp", None, Container(name="Advances in Lamps")),
        ("NeuLamp '98", None, Container(name="Advances in Lamps 1998")),
        ("Findings of ISLE", None, NO_CONTAINER),
    ],
)
def test_a_year_has_what_was_known_of_it(
    venues: Venues, written: str, year: int | None, expected: Container
) -> None:
    """The year that a name says goes before the paper's; without a year there is neither year nor ordinal."""
    assert venues.container(written, year, "inproceedings") == expected


@pytest.mark.parametrize(
    ("year", "ordinal"),
    [
        (1991, "1st"),
        (1992, "2nd"),
        (1993, "3rd"),
        (2001, "11th"),
        (2003, "13th"),
        (2012, "22nd"),
        (2101, "111th"),
    ],
)
def test_ordinals_are_english(tmp_path: Path, year: int, ordinal: str) -> None:
    """As they stand on proceedings."""
    table = "venues:\n  LS:\n    kind: conference\n    name: The {ordinal} Lantern Show\n    first: 1991\n"

    assert _name(_project_with(tmp_path, table), "LS", year) == f"The {ordinal} Lantern Show"


def test_the_type_of_an_entry_decides_between_a_conference_and_a_journal(venues: Venues) -> None:
    """One name, and two things that it may mean."""
    assert (
        venues.container("IEEE MOTH", 2021, "inproceedings").name == "2021 International Symposium on Moths"
    )
    assert venues.container("IEEE MOTH", 2021, "article") == Container(issn="0272-1732")
    assert venues.container("IEEE Trans. Lant.", 2021, "article").name == "IEEE Transactions on Lanterns"
    assert (
        venues.container("IEEE Trans. on Lanterns", 2021, "article").name == "IEEE Transactions on Lanterns"
    )
    assert venues.container("Transactions on Lanterns", 2021, "article") == NO_CONTAINER


@pytest.mark.parametrize("entry_type", ["book", "phdthesis", "mastersthesis", "techreport"])
def test_a_publisher_school_or_institution_is_none_of_the_venues(
    venues: Venues, entry_type: EntryType
) -> None:
    """A book of the publisher "ISLE" is none of the proceedings, and ends no build."""
    assert venues.container("ISLE", 2021, entry_type) == NO_CONTAINER


def test_a_row_that_a_curator_adds_is_known_like_the_others(tmp_path: Path) -> None:
    """And a later period wins over what the row says for all years."""
    periods = "[{ since: 2021, name: Wick Days }, { only: [2022], name: Wick Days at Sea }]"
    added = f"  WICK: {{ kind: conference, name: The Wick Days, years: {periods} }}\n"

    found = _project_with(tmp_path, TABLE + added)

    names = [_name(found, f"WICK '{year}") for year in (20, 21, 22, 23)]
    assert names == ["The Wick Days", "Wick Days", "Wick Days at Sea", "Wick Days"]
    assert _name(found, "ISLE") == ISLE_2021


@pytest.mark.parametrize("table", ["", "venues:\n", "venues: {}\n"])
def test_a_table_may_be_empty(tmp_path: Path, table: str) -> None:
    """Nothing is known then, which is no mistake."""
    assert _project_with(tmp_path, table).container("ISLE", 2021, "inproceedings") == NO_CONTAINER


def test_a_project_needs_no_table(tmp_path: Path) -> None:
    """One from before there was any builds as it did."""
    (tmp_path / "mkdocs.yml").touch()

    assert load_venues(open_project(tmp_path)).by_acronym == {}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{ kind: meeting, name: A }", "4: venues.ISLE.kind: "),
        ("{ name: A }", "4: venues.ISLE.kind: is missing"),
        ("{ kind: journal }", "4: venues.ISLE: has no name, neither for all years nor for some"),
        ("{ kind: journal, name: '' }", "4: venues.ISLE.name: is empty"),
        ("{ kind: journal, name: A, volume: 7 }", "4: venues.ISLE.volume: no such field is known here"),
        ("{ kind: journal, name: 'A {day}' }", "4: venues.ISLE.name: '{day}' stands for nothing"),
        (
            "{ kind: journal, name: 'A {ordinal}' }",
            "4: venues.ISLE: has an {ordinal}, and no year to count from",
        ),
        ("{ kind: journal, name: A, issn: 1234-5678 }", "4: venues.ISLE.issn: is no ISSN: its last digit"),
        ("{ kind: journal, name: A, issn: '12345679' }", "4: venues.ISLE.issn: has not the form"),
        ("{ kind: journal, name: A, first: 41 }", "4: venues.ISLE.first: "),
        ("{ kind: journal, name: A, years: [{ name: B }] }", "4: venues.ISLE.years.0: names no years"),
        (
            "{ kind: journal, name: A, years: [{ since: 2021, only: [2020] }] }",
            "4: venues.ISLE.years.0: names no",
        ),
        (
            "{ kind: journal, name: A, years: [{ since: 2021, until: 2020 }] }",
            "4: venues.ISLE.years.0: ends before",
        ),
        ("{ kind: journal, name: A, years: [{ from: 2021 }] }", "4: venues.ISLE.years.0.from: no such field"),
        ("{ kind: journal, name: A, also: [Wick] }", "4: 'Wick' is a spelling of 'WICK' too"),
        ("{ kind: journal, name: A, also: B }", "4: venues.ISLE.also: is no list"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    """A curator reads where it is and what it is."""
    with pytest.raises(DigestError) as caught:
        _project_with(
            tmp_path, f"venues:\n  WICK: {{ kind: journal, name: Wicks }}\n  # the mistake\n  ISLE: {row}\n"
        )

    assert str(caught.value).startswith(f"data/venues.yml:{problem}")


def test_each_venue_of_ours_finds_itself(own: Venues) -> None:
    """By its acronym with and without year, by its other spellings, and by its name; its workshops do not."""
    assert len(own.by_acronym) > 200
    for acronym, venue in own.by_acronym.items():
        kind: EntryType = "article" if venue.kind == "journal" else "inproceedings"
        year = next(year for year in range(2024, 1990, -1) if venue.container(year))
        expected = venue.container(year)
        assert expected is not None
        as_name = Container(series=expected.series, publisher=expected.publisher, issn=expected.issn)
        short = f"{acronym} '{year % 100:02}"
        spellings = (acronym, f"{acronym} {year}", f"Proceedings of {acronym}, {year}", short, *venue.also)
        for written in (*spellings, expected.name):
            assert own.container(written, year, kind) in {expected, as_name}, written
        for written in (
            f"{acronym} {year} Workshop on Sails",
            f"{acronym} Workshop",
            f"Sails at {acronym} {year}",
        ):
            assert own.container(written, year, kind) == NO_CONTAINER, written


def test_an_acronym_of_ours_stands_for_a_longer_name(own: Venues) -> None:
    """Else the table would say nothing, and a name with an acronym alone would be taken for one in full."""
    for acronym, venue in own.by_acronym.items():
        for _, name in venue.names:
            assert acronym in {name, f"The {name}"} or len(name) > len(acronym), acronym
            assert len(name.split()) > 1 or name == acronym, acronym
