"""What a paper says of itself."""

from typing import Any

import pytest

from generator.base.models import Details, Facts
from tests.samples import paper


@pytest.mark.parametrize(
    ("facts", "short", "full"),
    [
        ({}, "", ""),
        ({"arxiv": "3101.00001", "year": 2031}, "arXiv 2031", "arXiv 2031"),
        ({"venue": "Sea 2031", "year": 2031}, "Sea 2031", "Sea 2031"),
        ({"venue": r"\mbox{G-Animal's} \emph{Journal}"}, "G-Animal's Journal", "G-Animal's Journal"),
        (
            {"venue": r"Signals \& Seas", "volume": "7", "year": 2031},
            "Signals & Seas 2031",
            "Signals & Seas 7, 2031",
        ),
    ],
)
def test_venue_and_year_are_words(facts: dict[str, Any], short: str, full: str) -> None:
    """What is TeX in the bibliography is none on a page; nothing is said twice."""
    shown = paper(facts=Facts(**facts))

    assert (shown.published, shown.published_in_full) == (short, full)


@pytest.mark.parametrize(
    ("name", "written", "kept"),
    [
        ("month", "05", "5"),
        ("month", "September", "9"),
        ("month", "2031-05-04", "5"),
        ("month", "2031/11/04/", "11"),
        ("month", "0", ""),
        ("month", "13", ""),
        ("month", "Spring", "Spring"),
        ("urldate", "2031/01/02/", "2031-01-02"),
        ("urldate", "2031-1-2", "2031-01-02"),
        ("urldate", "in May", "in May"),
        ("type", "phdthesis", "PhD thesis"),
        ("type", "Ph.D.", "PhD thesis"),
        ("type", "techreport", "Technical report"),
        ("type", "Habilitation", "Habilitation"),
    ],
)
def test_details_have_one_spelling(name: str, written: str, kept: str) -> None:
    """Months are numbers, days are ISO's, and keys of biblatex are words, whatever the format."""
    assert Details.of({name: written}).get(name) == kept


def test_a_month_belongs_to_its_year() -> None:
    """That of a preprint is no month of the year in which it was published, nor the other way."""
    preprint = Facts(year=2030, details=Details.of({"month": "5", "note": "Draft"}))
    published = Facts(venue="Sea Letters", year=2031, details=Details.of({"language": "en"}))

    assert dict(published.filled_from(preprint).details) == {"language": "en", "note": "Draft"}
    assert not Facts(year=2031).filled_from(Facts(year=2030, details=Details.of({"month": "5"}))).details
    assert dict(preprint.with_venue_of(published).details) == {"note": "Draft"}
