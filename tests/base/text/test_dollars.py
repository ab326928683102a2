"""Which dollars enclose a formula."""

import pytest

from generator.base.text import MAX_LENGTH, formula_at, is_text_only


@pytest.mark.parametrize(
    ("text", "tex", "display"),
    [
        ("$x$", "x", False),
        ("$x$y", "x", False),
        (r"$\sim$50", r"\sim", False),
        ("$B \\to D $ mesons", "B \\to D", False),
        (r"$ 10^{-3} $", "10^{-3}", False),
        (r"$5\times 10^3$ or", r"5\times 10^3", False),
        (r"$a\$b$", r"a\$b", False),
        ("$20,000$ words", "20,000", False),
        ("$$x$$", "x", True),
        (r"\( a b \)", "a b", False),
        (r"\[ x \]", "x", True),
        ("$x$ and $y$", "x", False),
    ],
)
def test_formulas_are_found(text: str, tex: str, display: bool) -> None:  # noqa: FBT001
    """Between its delimiters stands the formula; white space at its ends does not count."""
    opener = text[:2] if text[:2] in {"$$", r"\(", r"\["} else "$"
    found = formula_at(text, 0, opener, len(text))
    assert found is not None
    assert (found.tex, found.display) == (tex, display)
    assert text.startswith(found.source)


@pytest.mark.parametrize(
    "text",
    [
        "$5 and not $10",
        "$5-$10",
        "$5 million of x_t dollars$",
        "$ x $",
        "$ and $",
        "$x",
        "$$x$",
        "$$",
        r"\(x",
        r"\( a \( b \)",
        "$final output is incorrect$",
        "$a\n\nb$",
        f"${'x' * MAX_LENGTH}$",
    ],
)
def test_money_prose_and_what_is_not_closed_are_no_formulas(text: str) -> None:
    """A pair of dollars alone does not make a formula."""
    opener = text[:2] if text[:2] in {"$$", r"\("} else "$"
    assert formula_at(text, 0, opener, len(text)) is None


def test_a_formula_ends_before_the_end_that_is_given() -> None:
    """A formula does not reach out of the braces in which it begins."""
    assert formula_at("$x$", 0, "$", 2) is None


@pytest.mark.parametrize(
    ("tex", "answer"),
    [
        (r"\textbf{R}e\textbf{I}nforcement", True),
        (r"\mathbf{Mavors}", True),
        (r"\href{https://a.b/c_d}{codes}", True),
        (r"\mathrm{d}x", False),
        (r"\text{Fe}_2", False),
        (r"\textbf{x} + y", False),
        ("abc", False),
    ],
)
def test_words_in_a_style_are_text(tex: str, answer: bool) -> None:  # noqa: FBT001
    """Dollars around styled words are there for the style."""
    assert is_text_only(tex) is answer
