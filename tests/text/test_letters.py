"""LaTeX commands for characters."""

from __future__ import annotations

import unicodedata

import pytest

from generator.text import parse_text
from generator.text.letters import latex_letter


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("é", r"{\'e}"),
        ("Ű", r"{\H{U}}"),
        ("ß", r"{\ss}"),
        ("ễ", r"{\~{\^e}}"),
        ("ộ", r"{\d{\^o}}"),
        ("ǖ", r"{\={\"u}}"),
        ("ẻ", "ẻ"),
        ("δ", r"{$\delta$}"),
        ("ℝ", r"{$\mathbb{R}$}"),
        ("₂", r"{$_2$}"),
        ("Ħ", "Ħ"),
        ("Α", "Α"),
        ("Ж", "Ж"),
        ("中", "中"),
        ("a", "a"),
    ],
)
def test_known_letters_have_commands_and_others_stay(letter: str, written: str) -> None:
    """The library's wrong ones (an acute for a double acute, a Latin A for an Alpha) are not used."""
    assert latex_letter(letter) == written


def test_commands_read_back_as_their_letter() -> None:
    """For all of Latin, Greek, Cyrillic and the symbols, up to characters that look the same."""
    wrong = {
        letter
        for letter in map(chr, range(0xA0, 0x2900))
        if unicodedata.normalize("NFKC", parse_text(latex_letter(letter)).as_plain())
        != unicodedata.normalize("NFKC", parse_text(letter).as_plain())
    }
    assert len(wrong) < 20
    assert all(unicodedata.category(letter) in {"Sm", "So"} for letter in wrong)
