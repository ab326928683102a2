"""What is read as TeX, and what is left as it is written."""

import pytest

from generator.base.text import Link, Math, RichText, Styled, Text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            r"M\"uller, Djokovi\'{c}, Erd\H{o}s, Fran\c{c}ois, \v{S}koda, \'{\i}, \^\i le",
            "Müller, Djoković, Erdős, François, Škoda, í, île",
        ),
        (r"Gr\"{o}bner {\'E}tale \o re Stra\ss{}e \L\'od\'z", "Gröbner Étale øre Straße Łódź"),
        (r"5\% of R\&D, a\_b, \#1, \$3, \{x\}", "5% of R&D, a_b, #1, $3, {x}"),
        ("``next'' and ``last.\" words", "“next” and “last.” words"),
        ("a--b, x -- y, z---w, GPU--a", "a–b, x – y, z—w, GPU–a"),
        ("Figure~1, is~a, at~https://a.b", "Figure 1, is a, at https://a.b"),
        (r"{\em and} {\bf or} {\cal K} 360{\deg} {\Delta}G", "and or K 360° ΔG"),
        (r"\alpha, \pm 2, \ldots, \textregistered, \eg this", "α, ± 2, …, ®, e.g. this"),
        (r"a\footnote{b} \textcolor{red}{c} \underline{d}", "a (b) c d"),
        (r"line\\ next, soft\-hyphen, thin\,space", "line  next, softhyphen, thin\N{THIN SPACE}space"),
        (r"don\'t, model\'s, we\'re", "don't, model's, we're"),
        (r"$\textbf{R}e\textbf{I}nforce$ $\mathbf{Mavors}$ $\textit{e.g.}$", "ReInforce Mavors e.g."),
        ("https://a.b/c{https://a.b/c/}.", "https://a.b/c."),
        (r"see https://a.b/x\_y, (https://a.b/z).", "see https://a.b/x_y, (https://a.b/z)."),
        (r"\ensuremath{\delta}", "δ"),
        (r"\'{\o}re, {\'\ae}, \={\ae}r, \'\AA, na\"{\i}ve, \'{o}, \'o", "ǿre, ǽ, ǣr, Ǻ, naïve, ó, ó"),
        (r"Nguy{\~{\^e}}n, T\d{\^{a}}m, {\'\^E}, \^{\d a}", "Nguyễn, Tậm, Ế, ậ"),
        (r"PIXART-{$\delta$} in {$x$ or y}", "PIXART-δ in {x or y}"),
    ],
)
def test_certain_tex_is_read(text: str, plain: str) -> None:
    """Accents, marks, quotation marks, dashes, styles, symbols and addresses are what they mean."""
    assert RichText(text).as_plain == plain


@pytest.mark.parametrize(
    "text",
    [
        r"\ours is \omniedit{} \model{x}",
        r"\cite{hajac}",
        r"\begin{itemize} \item x \end{itemize}",
        "{o_0, a_0, dots}",
        "L_2 and 256^3",
        "teal{Tool-use}",
        "{unbalanced",
        "}} {",
        "\\",
        "~3x faster, 75%~89%, (~10)",
        "run --flag or -x",
        "f'' and ''",
        "```code```",
        "``open",
        r"\r{ho} \b lack",
        r"\emph",
        r"\emph{a",
        r"\'",
        r"\'5",
        r"\href{x}{y}",
        r"\href{javascript:x}{y}",
        r"C:\\dir",
        "$5 and not $10",
        "costs $20, or 30$",
        "US$ 5",
        "https://... and http://",
        "a $ b $ c",
        "$P(final output is incorrect) le 2$",
        "$",
        "$$",
        "$$$$",
    ],
)
def test_what_is_not_certain_stays_as_written(text: str) -> None:
    """Unknown commands, loose braces, half-lost TeX, money and options of programs are text."""
    assert RichText(text).as_plain == text
    assert "<" not in RichText(text).as_html


def test_nodes_nest() -> None:
    """Styles hold styles, links hold styled labels but no links, formulas stand among them."""
    text = r"\emph{a \textbf{b}} \href{https://a.b}{\texttt{c} https://d.e} $x$"
    assert RichText(text).nodes == (
        Styled("em", (Text("a "), Styled("strong", (Text("b"),)))),
        Text(" "),
        Link("https://a.b", (Styled("code", (Text("c"),)), Text(" https://d.e"))),
        Text(" "),
        Math("x", "$x$"),
    )


def test_deep_braces_and_long_texts_are_read_in_time() -> None:
    """Ten thousand of anything that opens does no harm."""
    assert RichText("\\emph{" * 3000 + "x" + "}" * 3000).as_plain.endswith("x" + "}" * 2960)
    for scrap in ("{", "{\\em ", "\\emph{", "$", "\\(", "``", "https://", "\\href{", "{\\'"):
        text = scrap * 10_000
        assert len(RichText(text).as_plain) >= 10_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"Kelp\textsuperscript{\tiny\textregistered} \textit{alg}", "Kelp® alg"),
        (r"{\small Ropes} and \Large Quays", "Ropes and Quays"),
        (r"x\^{}2 and \~{}user", "x^2 and ~user"),
    ],
)
def test_sizes_are_not_shown_and_signs_stand_high_by_themselves(text: str, shown: str) -> None:
    """What no page shows goes, and a sign that stands high anyway needs no mark for it."""
    assert RichText(text).as_plain == shown
