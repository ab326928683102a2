"""What front matter says of papers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Facts
from generator.base.names import Name, parse_name
from generator.output.facts import inverted, listed_facts, paper_facts
from tests.samples import name, paper


def test_what_is_unknown_is_left_out() -> None:
    """A script or template asks whether a fact is there."""
    assert paper_facts(paper(facts=Facts())) == {
        "key": "moreau2024cache",
        "title": "A Cache for Kernels",
        "kind": "preprint",
    }


def test_a_list_has_all_authors_also_those_that_it_does_not_show() -> None:
    """A program that takes a paper from a list takes it whole."""
    authors = tuple(Name(family=f"Family{number}", given="A.") for number in range(30))
    known = listed_facts(paper(facts=Facts(authors=authors, year=2024, venue="Letters", doi="10.1/x")))

    assert known["authors"] == [f"Family{number}, A." for number in range(30)]
    assert (known["year"], known["venue"], known["doi"]) == (2024, "Letters", "10.1/x")


def test_a_list_knows_the_plain_title_and_the_keys_that_a_paper_had() -> None:
    """So that a star outlives a change of the key, and its title has no markup."""
    known = listed_facts(paper("new2024key", r"On $x^2$ \& <b>", retired_keys=("old-key",)))

    assert (known["title"], known["retired"]) == ("On x² & <b>", ["old-key"])


def test_a_title_is_read_once() -> None:
    """What is plain already may look like TeX."""
    assert (
        paper_facts(paper(title=r"From \$5 to \$6 \textbackslash{}alpha"))["title"] == r"From $5 to $6 \alpha"
    )


def test_of_a_retracted_paper_a_list_says_its_keys_alone() -> None:
    """Nobody should take it along; a star on it still finds it."""
    gone = paper("new2024key", retracted="made up", retired_keys=("old-key",))

    assert listed_facts(gone) == {"key": "new2024key", "retired": ["old-key"]}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ada Moreau", "Moreau, Ada"),
        ("King, Jr., Martin Luther", "King Jr., Martin Luther"),
        ("Plato", "Plato"),
        ("{Lantern Team}", "Lantern Team"),
    ],
)
def test_names_are_inverted_for_programs(written: str, expected: str) -> None:
    """The suffix stays with the family name."""
    assert inverted(parse_name(written)) == expected


@given(text=st.text())
def test_facts_are_lines_of_plain_text(text: str) -> None:
    """Whatever a dump holds, no fact holds a line end, a control character or half a character."""
    facts = Facts(
        authors=(Name(family=text, given=text, suffix=text), name()),
        venue=text,
        volume=text,
        number=text,
        pages=text,
        series=text,
        doi=text,
        arxiv=text,
        url=text,
    )
    hostile = paper("moreau2024cache", text, facts=facts, entry_type="article")

    for value in (*_texts(paper_facts(hostile)), *_texts(listed_facts(hostile))):
        assert value == " ".join(value.split())
        assert all(sign.isprintable() or sign in "\u200d\u200c\u00ad" or ord(sign) > 0x7F for sign in value)
        value.encode()


def _texts(value: Any) -> list[str]:  # noqa: ANN401
    """Return all texts in a value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []
