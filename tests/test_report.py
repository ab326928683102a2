"""The account of a build."""

from __future__ import annotations

import json

import pytest

from generator.errors import Location, Problem
from generator.report import Report

REJECTED = Problem(location=Location(path="data/dumps/a.txt", line=7), reason="no abstract", advice="add it")


def test_an_account_that_does_not_add_up_is_refused() -> None:
    """What was parsed = published + merged + hidden + rejected."""
    with pytest.raises(ValueError, match="does not add up"):
        Report(parsed=5, published=3, merged=1, hidden=0)


def test_the_account_as_json_names_every_count_and_place() -> None:
    """A program finds file, line and reason of what was rejected."""
    report = Report(
        parsed=6,
        published=3,
        merged=1,
        hidden=1,
        rejected=(REJECTED,),
        new_keys=("a2024b",),
        unsorted=("c2024d",),
        without_authors=("g-h",),
        removed=("e2024f",),
    )

    assert json.loads(report.as_json()) == {
        "parsed": 6,
        "published": 3,
        "merged": 1,
        "hidden": 1,
        "rejected": [{"file": "data/dumps/a.txt", "line": 7, "reason": "no abstract"}],
        "new_keys": ["a2024b"],
        "unsorted": ["c2024d"],
        "without_authors": ["g-h"],
        "removed": ["e2024f"],
    }


def test_the_account_in_words_shows_the_sum() -> None:
    """A person can check it by eye."""
    text = Report(parsed=6, published=3, merged=1, hidden=1, rejected=(REJECTED,)).as_text()

    assert text.startswith("6 records = 3 published + 1 merged + 1 hidden + 1 rejected;")
