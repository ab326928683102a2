"""The account of a build."""

import json

import pytest

from generator.base.errors import Location, Problem
from generator.base.models import Evidence
from generator.output.report import Doubt, Merge, Report, TopicChange

REJECTED = Problem(location=Location(path="data/dumps/a.txt", line=7), reason="no abstract", advice="add it")
ODDITY = Problem(location=Location(path="data/dumps/a.txt", line=8), reason="no year")
EVIDENCE = Evidence(phrase="cache", field="title", weight=3.0, excerpt="A cache.")


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
        oddities=(ODDITY,),
        new_keys=("a2024b",),
        unsorted=("c2024d",),
        without_authors=("g-h",),
        more_authors=("i-j",),
        removed=("e2024f",),
        new=("g2024h",),
        merges=(Merge(key="g2024h", location=Location(path="data/dumps/b.txt", line=9)),),
        doubtful=(Doubt(key="g2024h", topic="serving", likelihood=0.3, evidence=(EVIDENCE,)),),
        unused_tags=("cuda",),
        topic_changes=(TopicChange(topic="serving", before=4, now=6),),
    )

    assert json.loads(report.as_json()) == {
        "parsed": 6,
        "published": 3,
        "merged": 1,
        "hidden": 1,
        "rejected": [{"file": "data/dumps/a.txt", "line": 7, "reason": "no abstract"}],
        "oddities": [{"file": "data/dumps/a.txt", "line": 8, "reason": "no year"}],
        "new_keys": ["a2024b"],
        "unsorted": ["c2024d"],
        "without_authors": ["g-h"],
        "more_authors": ["i-j"],
        "removed": ["e2024f"],
        "new": ["g2024h"],
        "merges": [{"key": "g2024h", "file": "data/dumps/b.txt", "line": 9}],
        "doubtful": [
            {
                "key": "g2024h",
                "topic": "serving",
                "likelihood": 0.3,
                "evidence": [{"phrase": "cache", "field": "title", "weight": 3.0, "excerpt": "A cache."}],
            }
        ],
        "withdrawn": [],
        "unused_fields": {},
        "unused_tags": ["cuda"],
        "topic_changes": [{"topic": "serving", "before": 4, "now": 6}],
    }


def test_the_account_in_words_shows_the_sum() -> None:
    """A person can check it by eye."""
    text = Report(parsed=6, published=3, merged=1, hidden=1, rejected=(REJECTED,)).as_text()

    assert text.startswith("6 records = 3 published + 1 merged + 1 hidden + 1 rejected;")
