"""Reasons for gist, topics and tags."""

import datetime as dt
import json
import re

import pytest

from generator.base.errors import DigestError
from generator.base.models import Assignment, Evidence, Join, Label
from generator.base.text import RichText
from generator.stages.gist import Gist, Reason
from generator.workflows.explain import explain_as_json, explain_as_text, find_paper
from tests.samples import digest, paper, record

WORD = Evidence(
    phrase="kernel", field="abstract", weight=1.5, excerpt="We measure how kernels share a cache."
)
HAND = Evidence(phrase="a curator said so", field=None, weight=0.0)
LABEL = Label(
    key="moreau2024cache",
    topics=(Assignment(slug="serving", score=1.5, evidence=(WORD,)),),
    tags=(Assignment(slug="cuda", score=0.0, evidence=(HAND,)),),
)


def test_every_decision_is_shown_with_phrase_field_and_weight() -> None:
    """A person sees what decided, and in which sentence."""
    text = explain_as_text(digest(labels=(LABEL,)), "moreau2024cache")

    assert "primary topic serving (Serving), score 1.50" in text
    assert "+1.50  abstract  kernel" in text
    assert "We measure how kernels share a cache." in text
    assert "curator   a curator said so" in text
    assert "data/dumps/2025-10-02-page.txt:1" in text


def test_the_records_behind_a_paper_are_shown_and_why_they_are_one() -> None:
    """Place, edition and title as written, so that a curator can tell them apart."""
    first, second = record("Old Name"), record("New Name", day=dt.date(2025, 10, 3), line=7)
    join = Join(reason="same DOI, 10.1/x", places=(first.location, second.location))
    joined = digest(papers=(paper(records=(first, second), joins=(join,)),))

    text = explain_as_text(joined, "moreau2024cache")

    assert "  data/dumps/2025-10-03-page.txt:7  edition 2025-10-03  New Name\n" in text
    assert "2025-10-02-page.txt:1 and data/dumps/2025-10-03-page.txt:7: same DOI, 10.1/x\n" in text
    assert json.loads(explain_as_json(joined, "moreau2024cache"))["joins"] == [
        {"reason": "same DOI, 10.1/x", "places": [str(place) for place in join.places]}
    ]


def test_the_gist_is_shown_with_its_cues() -> None:
    """A person sees which sentence lists quote, and what spoke for and against it."""
    cues = (Reason(cue="stands late", weight=-0.5), Reason(cue="proposes something", weight=0.41))
    quoted = digest(gists={"moreau2024cache": Gist(text=RichText("We mend it."), place=2, reasons=cues)})

    text = explain_as_text(quoted, "moreau2024cache")

    assert "\ngist, sentence 3, score -0.09\n  We mend it.\n" in text
    assert "\n    -0.50  stands late\n    +0.41  proposes something\n" in text
    assert json.loads(explain_as_json(quoted, "moreau2024cache"))["gist"] == {
        "text": "We mend it.",
        "kind": "abstract",
        "place": 2,
        "reasons": [
            {"cue": "stands late", "weight": -0.5},
            {"cue": "proposes something", "weight": 0.41},
        ],
        "score": -0.09,
    }


def test_a_gist_that_is_no_quotation_says_whose_it_is() -> None:
    """With a curator's reason; and that there is none is told as well."""
    words = Gist(text=RichText("It mends."), kind="curator", reasons=(Reason(cue="clearer", weight=0.0),))
    text = explain_as_text(digest(gists={"moreau2024cache": words}), "moreau2024cache")

    assert "\ngist, a curator's words\n  It mends.\n           clearer\n" in text
    assert "\nno gist: " in explain_as_text(digest(), "moreau2024cache")
    assert json.loads(explain_as_json(digest(), "moreau2024cache"))["gist"] is None


def test_an_unsorted_paper_says_why() -> None:
    """What speaks for fitting no topic, how sure that is, and which topics come next."""
    text = explain_as_text(digest(), "moreau2024cache")

    assert re.search(r"\nunsorted, \d+% likely: fitting none has 4\.00 points\n", text)
    assert "+4.00            (what a topic needs beyond that)\n" in text
    assert text.count("\nnext topic ") == 2


def test_a_program_gets_the_same_as_json() -> None:
    """Field, phrase and weight of each piece of evidence."""
    found = json.loads(explain_as_json(digest(labels=(LABEL,)), "moreau2024cache"))

    assert found["topics"][0]["evidence"][0]["phrase"] == "kernel"
    assert found["tags"][0]["evidence"][0]["field"] is None
    assert found["records"] == [
        {"place": "data/dumps/2025-10-02-page.txt:1", "edition": "2025-10-02", "title": "A Cache for Kernels"}
    ]
    assert found["joins"] == []


def test_a_retired_key_finds_its_paper() -> None:
    """Whoever noted an old key is not lost."""
    found = digest(papers=(paper(retired_keys=("moreau2023cache",)),))

    assert find_paper(found, "moreau2023cache").key == "moreau2024cache"


def test_an_unknown_key_names_those_like_it() -> None:
    """A typing error is answered with the right spelling."""
    with pytest.raises(DigestError, match=r"did you mean moreau2024cache\?"):
        find_paper(digest(), "moreau2024cash")
    with pytest.raises(DigestError, match=r"papers.jsonl"):
        find_paper(digest(), "zzz")
