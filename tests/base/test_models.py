"""What a paper says of itself."""

from typing import Any

import pytest

from generator.base.models import Facts
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
