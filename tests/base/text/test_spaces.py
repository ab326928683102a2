"""Laws of white space and of characters that do not show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import collapse_space, visible_text, without_invisible

ANY = st.text(st.characters(codec=None))


@given(ANY)
def test_collapsed_text_is_one_line_of_words(text: str) -> None:
    """Words and their order stay; between them is one space."""
    assert collapse_space(text).split(" ") == (text.split() or [""])


@given(ANY)
def test_visible_text_is_stable_and_can_be_encoded(text: str) -> None:
    """Made visible twice is made visible once, in normal form C, and UTF-8 can hold it."""
    shown = visible_text(text)
    assert visible_text(shown) == shown
    assert unicodedata.is_normalized("NFC", shown)
    assert shown.encode().decode() == shown


@given(ANY)
def test_visible_text_holds_no_control_but_tab_and_line_feed(text: str) -> None:
    """No control, no half character and no override of direction is left."""
    categories = {letter: unicodedata.category(letter) for letter in visible_text(text)}
    assert {letter for letter, category in categories.items() if category in {"Cc", "Cs"}} <= set("\t\n")
    assert not any(
        unicodedata.bidirectional(letter) in {"RLO", "LRO", "RLI", "LRI", "PDF"} for letter in categories
    )


@pytest.mark.parametrize(
    "text",
    [
        "ASCII, plain.",
        "Ångström, naïve, Đặng, Ő",
        "עברית \u200fוערבית: العربية\u200e",
        "नमस्ते, ไทย, 한국어, 中文",
        "क्\u200dष and می\u200cخواهم",
        "👩\u200d🔬 ❤\ufe0f 🏳\ufe0f\u200d🌈",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "a\u00a0b\tc\nd",
        "x\u0302\u0303",
    ],
)
def test_ordinary_text_of_the_world_stays(text: str) -> None:
    """Languages, joiners, marks and emoji are not touched."""
    assert visible_text(text) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "\0",
        "\x1b",
        "\x7f",
        "\x9b",
        "\u202e",
        "\u2066",
        "\ud800",
        "\ufffe",
        "\U0001ffff",
        "\ufff9",
        "\U000e0041",
    ],
)
def test_hidden_characters_are_seen(hidden: str) -> None:
    """What does not show becomes the replacement character, one for one."""
    assert visible_text(f"a{hidden}b") == "a\ufffdb"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029", "\v", "\f"])
def test_every_line_end_is_a_line_feed(end: str) -> None:
    """Line ends of all systems are one and the same."""
    assert visible_text(f"a{end}b") == "a\nb"


def test_decomposed_letters_are_composed() -> None:
    """A letter and its accent are one character."""
    assert visible_text("e\u0301") == "é"


@pytest.mark.parametrize("tuning", list("\u00ad\u200b\u200e\u200f\u2060\u2063\ufe0f\ufeff"))
def test_what_only_tunes_a_page_can_be_left_out(tuning: str) -> None:
    """Nothing stands in its place, unless it is all that there is."""
    assert without_invisible(f"a{tuning}b") == "ab"
    assert without_invisible(f" {tuning}") == f" {tuning}"


@pytest.mark.parametrize("text", ["plain", "Ångström", "x\u0302\u0303", "क्\u200dष", "می\u200cخواهم"])
def test_what_shapes_letters_is_not_left_out(text: str) -> None:
    """Marks and joiners stay."""
    assert without_invisible(text) == text
