"""Mathematical alphabets."""

import string
import unicodedata

import pytest

from generator.base.text.alphabets import in_alphabet, out_of_alphabets

VARIANTS = ("bold", "italic", "bold-italic", "script", "fraktur", "double-struck", "sans-serif", "monospace")


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_letter_has_its_own_in_every_alphabet(variant: str) -> None:
    """Each letter changes into another one that stands for the same letter."""
    styled = in_alphabet(string.ascii_letters, variant)
    assert len(set(styled) - set(string.ascii_letters)) in {51, 52}  # italic h is elsewhere
    assert unicodedata.normalize("NFKC", styled) == string.ascii_letters


def test_what_an_alphabet_lacks_stays() -> None:
    """Signs, other scripts and unknown variants are not touched."""
    assert in_alphabet("+中 α", "script") == "+中 α"
    assert in_alphabet("abc", "normal") == "abc"


def test_plain_letters_but_double_struck_ones() -> None:
    """Search finds the letters; the letter of the real numbers is kept."""
    assert out_of_alphabets("𝐱ℒ𝔤𝜽ℝ𝟙α²ℓ") == "xLgθℝ𝟙α²ℓ"
