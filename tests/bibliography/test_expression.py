"""Values joined, looked up, and cut where they end."""

import pytest

from generator.bibliography.codec import MONTHS, Value, evaluate

STRINGS = {"nips": "NeurIPS", **MONTHS}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("{A {B} c}", "A {B} c"),
        ('"A {"} b"', 'A {"} b'),
        ('"say \\"o"', 'say \\"o'),
        ("2024", "2024"),
        ('jan # "~1"', "January~1"),
        ('NIPS # " X" # {, Y}', "NeurIPS X, Y"),
        ("{a} # 1", "a1"),
        ("", ""),
    ],
)
def test_pieces_are_joined(expression: str, text: str) -> None:
    """Braces, quotes, numbers and names make one text."""
    assert evaluate(expression, STRINGS) == Value(text=text)


def test_an_unknown_name_stands_for_itself_and_is_told() -> None:
    """Nothing vanishes because a definition is missing."""
    assert evaluate('icml # " X"', STRINGS) == Value(text="icml X", unknown=("icml",))


@pytest.mark.parametrize(
    ("expression", "text", "rest"),
    [
        ("{A} year = {2020}", "A", "year = {2020}"),
        ('"A" {b}', "A", "{b}"),
        ("{A # b", "", "{A # b"),
        ("{A} # ", "A", ""),
        ("A b", "A", "b"),
    ],
)
def test_what_follows_the_value_is_told(expression: str, text: str, rest: str) -> None:
    """A missing comma shows as a rest."""
    value = evaluate(expression, {"a": "A"})
    assert (value.text, value.rest) == (text, rest)
