"""Which formulas are read, and that nothing unsafe or half-read gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import Piece, as_written, read_formula, spelled

SCRAPS = r"""
\frac \sqrt \left( \right) \left\{ \right. \begin{matrix} \end{matrix} \begin{array}{cc} & \\ ^ _ { } [ ]
\text{ \mathbb{ \mathbf \hat \bar \over \binom \limits \sum \unicode{x0} \color{red} \hspace{1em}
\rule{9em}{9em} \class{x} \style{color:red} \href{javascript:x} \mbox{<b>} \newcommand{\a}{b} \def \verb|x| %
# ' ~ x 2 é &#x3c;
"""


@pytest.mark.parametrize(
    "tex",
    [
        "",
        " ",
        r"\XQM",
        r"a \ours b",
        "{",
        "}{",
        "{" * 13 + "}" * 13,
        r"x^2^3",
        r"\frac{a}",
        r"\left( x",
        r"\href{javascript:alert(1)}{x}",
        r"\href{https://a.b}{x}",
        r"\class{md-overlay}{x}",
        r"\style{position:fixed}{x}",
        r"\rule{99em}{99em}",
        r"\newcommand{\a}{b}\a",
        r"\def\a{b}\a",
        r"\verb|x|",
        r"\phantom{x}",
        r"\cancel{x}",
        r"\text{a {b} c}",
        r"\text{\unknown}",
        r"\hspace{1em}x",
    ],
)
def test_what_cannot_be_shown_whole_and_safely_is_refused(tex: str) -> None:
    """Unknown commands, broken TeX, foreign addresses and styles: the source is shown instead."""
    assert read_formula(tex) is None


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\sim", "∼"),
        (r"\operatorname*{arg\,max}", "arg\u2009max"),
        (r"\mathbb{R}\mathscr{L}\mathfrak{g}\mathbf{x}", "ℝℒ𝔤𝐱"),
        (r"{\bf 12}\mathsf{T}\mathtt{x}\boldsymbol{\theta}", "𝟏𝟐𝖳𝚡𝜽"),
        (r"\mathbbm{1}", "𝟙"),
        ("5%", "5%"),
        (r"\text{50\% of a\_b}", "50%\xa0of\xa0a_b"),
        (r"\text{&#x3c;&lt; in a_b}", "&#x3c;&lt;\xa0in\xa0a_b"),
        (r"\mathfrak{I}", "ℑ"),
        (r"\text{<script>alert(1)</script>}", "<script>alert(1)</script>"),
        (r"\unicode{x2013}\unicode{8212}", "–—"),
        (r"x\not\in Y \not= z", "x∉Y≠z"),
        (r"a\not\approx b\not\subseteq c\not\equiv d", "a≉b⊈c≢d"),
        (r"\sqrt{}5", "√5"),
        (r"\textcolor{red}{x}\color{blue} y", "xy"),
        (r"\Tilde{x}", "x˜"),
        (r"\mathrm{d}x", "dx"),
        (r"\unicode{x0}", "\ufffd"),
    ],
)
def test_what_the_library_gets_wrong_is_right(tex: str, text: str) -> None:
    """Letters of alphabets, relations, per cent and text in formulas come out as they are meant."""
    root = read_formula(tex)
    assert root is not None
    assert root.all_text() == text


def test_names_of_functions_stand_apart() -> None:
    """There is a space between n, log and n; none before a parenthesis."""
    assert spelled(r"n\log n(\max(x))") == "n log n(max(x))"


@pytest.mark.parametrize(
    "tex", [r"\Huge x", r"\color{red} x", r"\raise{1em}{x}", r"\hskip 99em x", r"\kern{9px} x"]
)
def test_looks_that_a_stranger_asks_for_are_dropped(tex: str) -> None:
    """Sizes, colours and shifts do not reach the page; the formula does, or its source."""
    root = read_formula(tex)
    assert root is None or "(('" not in str(root)


def test_letters_in_a_row_are_one_name() -> None:
    """An upright word is one element, so that it can be copied and spoken as a word."""
    assert read_formula(r"\mathrm{ReLU}") == Piece("mi", (), "ReLU")


@given(st.lists(st.sampled_from(SCRAPS.split()), max_size=10).map(" ".join))
def test_no_command_is_left_over(tex: str) -> None:
    """Whatever goes in, no exception comes out and no backslash is shown."""
    root = read_formula(tex)
    assert root is None or "\\" not in root.all_text()


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"\alpha", r"\alpha"),
        ("5% #", r"5\% \#"),
        (r"5\%", r"5\%"),
        ("a & b", ""),
        (r"\\$x", ""),
        (r"\left\{ x \right.", ""),
        (r"\X", ""),
        ("x__y", ""),
        (r"x\_^2", r"x\_^2"),
        (r"\mathbbm{1}_{\mathds{R}} \bm{x}", r"\mathbf{1}_{\mathbb{R}} \boldsymbol{x}"),
        (r"\argmax_x \color{red} x", r"\operatorname*{argmax}_x  x"),
        (r"\begin{align} a &= b \end{align}", r"\begin{aligned} a &= b \end{aligned}"),
        (r"\begin{equation*}x\end{equation*}", "x"),
        (r"\begin{multline} a \end{multline}", ""),
        (r"\ket{x}", ""),
    ],
)
def test_formula_for_latex_is_as_written_or_nothing(tex: str, written: str) -> None:
    """Signs that would break a bibliography are escaped, or the formula is not given."""
    assert as_written(tex) == written
