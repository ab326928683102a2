"""Titles that are the same, and titles that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import normalise_title, title_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PIXART-δ: Fast and Controllable", r"{PIXART}-$\delta$: Fast and Controllable"),
        ("PIXART-δ", "PixArt-delta"),
        ("Multi-Modal  Learning\n  Again", "Multimodal learning again"),
        ("Can't Stop", "Can’t stop"),
        ("T²A", "T$^2$A"),
        ("K^2 and L_2", "$K^2$ and $L_2$"),
        ("Café à la carte", r"Caf\'{e} \`a la carte"),
        ("A “quoted” Title!", "A ``quoted'' title"),
        ("ﬁne-tuning", "Fine–Tuning"),
        (r"\emph{Deep} Nets", "Deep Nets"),
        ("{GPT}-4: {A} Report", "GPT-4: A Report"),
        ("Naïve Café", "Naive Cafe"),
        ("µP", "{\\mu}P"),
    ],
)
def test_the_same_title_agrees(one: str, other: str) -> None:
    """Case, accents, TeX, braces, quotation marks and hyphens make no difference."""
    assert normalise_title(one) == normalise_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("PointNet", "PointNet++"), ("Llama 2", "Llama 3"), ("A B", "AB"), ("中文", "文中"), ("α", "β")],
)
def test_different_titles_differ(one: str, other: str) -> None:
    """What tells two papers apart is kept."""
    assert normalise_title(one) != normalise_title(other)


@given(st.text() | st.text(st.sampled_from("aB-'$\\{}^_ δ+é.")))
def test_normal_form_is_stable(text: str) -> None:
    """A normalised title is words with single spaces and, if it has any, its own normal form."""
    normal = normalise_title(text)
    assert normalise_title(normal) == normal or not any(letter.isalnum() for letter in normal)
    assert " ".join(normal.split()) == normal
    assert " ".join(title_words(text)) == normal
