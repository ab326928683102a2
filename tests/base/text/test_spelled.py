"""Formulas as a line of Unicode."""

import pytest

from generator.base.text import spelled


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"\alpha^2", "α²"),
        ("x_i", "x_i"),
        ("x_{ij}^{n+1}", "x_ij^(n+1)"),
        ("x_0^{-1}", "x₀⁻¹"),
        (r"\mathbb{R}^d", "ℝ^d"),
        (r"\mathcal{O}(n\log n)", "O(n log n)"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"\frac12", "1/2"),
        (r"\sqrt{n}", "√n"),
        (r"\sqrt{x+y}", "√(x+y)"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"\binom{n}{k}", "(n choose k)"),
        ("x=3", "x = 3"),
        (r"a\to b", "a → b"),
        (r"\sim 50", "∼50"),
        (r"50\times", "50×"),
        (r"360^\circ", "360°"),
        ("f'(x)", "f′(x)"),
        (r"\hat{x}\bar{y}", "x̂ȳ"),
        (r"\sum_{i=1}^n x_i", "∑_(i = 1)^n x_i"),
        (r"\underbrace{a+b}_{c}", "a+b_c"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a, b; c, d)"),
        (r"^{\text{rd}}", "rd"),
        ("^3P_0", "³P₀"),
        (r"\text{if } x", "if x"),
        (r"\begin{align} a &= b \end{align}", "a, =b"),
        (r"\vec v", "v⃗"),
        (r"\xrightarrow{a}", "→^a"),
        (r"\begin{cases} a & b \end{cases}", "{a, b"),
        (r"a\quad b", "a b"),
        (r"\nope", ""),
    ],
)
def test_formula_in_one_line(tex: str, line: str) -> None:
    """What is raised, lowered, over or under is told apart; nothing is lost."""
    assert spelled(tex) == line
