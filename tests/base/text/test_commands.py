"""Commands that stand for characters."""

import pytest

from generator.base.text import ACCENTS, accented, symbol


@pytest.mark.parametrize(
    ("letter", "accent", "result"), [("e", "'", "é"), ("ı", '"', "ï"), ("o", "H", "ő"), ("t", "'", "")]
)
def test_accents_make_one_letter_or_none(letter: str, accent: str, result: str) -> None:
    """A letter that Unicode does not know as one is no letter of a name."""
    assert accented(letter, accent) == result


def test_each_accent_makes_some_letter() -> None:
    """No accent of the table is without use."""
    assert all(any(accented(letter, accent) for letter in "aceosu") for accent in ACCENTS)


@pytest.mark.parametrize(
    ("name", "character"),
    [("alpha", "α"), ("deg", "°"), ("S", "§"), ("textregistered", "®"), ("to", "→"), ("textless", "<")],
)
def test_symbols(name: str, character: str) -> None:
    """Names of symbols give their characters."""
    assert symbol(name) == character


@pytest.mark.parametrize(
    "name", ["ours", "cite", "ref", "frac", "sqrt", "includegraphics", "label", "footnote", "item"]
)
def test_commands_that_are_no_characters_are_unknown(name: str) -> None:
    """Commands with arguments are not replaced by what the library puts in their place."""
    assert symbol(name) == ""
