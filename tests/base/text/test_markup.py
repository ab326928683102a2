"""One text, many renderings: what each shows, and the laws that hold for any text."""

import html
import re
import unicodedata
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from generator.base.text import RichText, collapse_space, escape_latex, visible_text

ELEMENTS = frozenset(
    [
        "p",
        "a",
        "em",
        "strong",
        "code",
        "sup",
        "sub",
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "msub",
        "msup",
        "msubsup",
        "mfrac",
        "msqrt",
        "mroot",
        "mover",
        "munder",
        "munderover",
        "mstyle",
        "mtable",
        "mtr",
        "mtd",
    ],
)
ATTRIBUTES = frozenset(
    [
        "accent",
        "class",
        "columnalign",
        "display",
        "displaystyle",
        "fence",
        "form",
        "href",
        "linethickness",
        "lspace",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "rel",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "width",
    ],
)
COMMAND = re.compile(
    r"\\(?:begin|end)\s*\{\w*\}|\\(?:text)?color\s*\{\w*\}|\\unicode\s*\{\w*\}|\\[A-Za-z]+\*?"
)
TWIN = re.compile(r"(https?://[^\s{}]+?)/?}?\{\1/?\}")


def letters(text: str) -> Counter[str]:
    """Return how often each letter and digit is in a text, whatever its style."""
    return Counter(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


def check_html(text: str) -> None:
    """Check the HTML of a text, with MathML and without."""
    parsed = RichText(text)
    check_elements(parsed.as_html)
    check_elements(parsed.as_simple_html)
    assert "<m" not in parsed.as_simple_html


def check_elements(shown: str) -> None:
    """Check that HTML is well-formed and holds nothing but what is allowed."""
    root = ET.fromstring(f"<p>{shown}</p>")  # noqa: S314
    for element in root.iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        assert element.get("href", "https://").startswith(("https://", "http://"))
        assert element.get("class", "math") == "math"
    assert not [link for link in root.iter("a") if link.find(".//a") is not None]


def check_nothing_is_lost(text: str) -> None:
    """Check that letters and digits of a text are in its plain text and its HTML, names of commands aside."""
    said = letters(COMMAND.sub(" ", TWIN.sub(r"\1", visible_text(text))))
    parsed = RichText(text)
    assert not said - letters(parsed.as_plain)
    shown = re.sub(r'<a href="([^"]*)"[^>]*>', r" \1 ", parsed.as_html)
    assert not said - letters(html.unescape(re.sub(r"<[^>]*>", "", shown)))


def check_latex(text: str) -> None:
    """Check that BibTeX can read the LaTeX of a text: braces and dollars balance, marks are escaped."""
    written = RichText(text).as_latex
    depth = 0
    for sign in written:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    outside = re.sub(r"(?<!\\)\$(?:\\.|[^$\\])*\$", "", written, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)[$%#&]", outside)
    assert not re.search(r"(?<!\\)[%#]", written)


@given(data=st.data())
def test_html_is_well_formed_and_holds_only_allowed_elements(
    data: DataObject, tex_like: SearchStrategy[str]
) -> None:
    """Whatever a stranger writes, the page gets text, emphasis, links of the web and formulas."""
    check_html(data.draw(tex_like))


@given(data=st.data())
def test_nothing_is_lost(data: DataObject, tex_like: SearchStrategy[str]) -> None:
    """Each letter and digit of the source that is not the name of a command is shown."""
    check_nothing_is_lost(data.draw(tex_like))


@given(data=st.data())
def test_latex_is_fit_for_bibtex(data: DataObject, tex_like: SearchStrategy[str]) -> None:
    """Whatever a stranger writes, a bibliography with it can be read."""
    check_latex(data.draw(tex_like))


@given(st.text(st.characters(exclude_characters="\\$~`-{h")))
def test_text_without_tex_is_shown_as_it_is(text: str) -> None:
    """Plain text is its visible self in every rendering."""
    parsed = RichText(text)
    assert parsed.as_plain == visible_text(text).replace("\xa0", " ")
    assert html.unescape(parsed.as_html) == visible_text(text)


@given(
    st.text(
        st.characters(codec="utf-8", categories=["Lu", "Ll", "Nd"])
        | st.sampled_from(" .,:;()[]{}<>&%#_$^~\\|@/=+*")
    )
)
def test_latex_reads_back_as_the_same_text(text: str) -> None:
    """What is written as LaTeX says what the text said, up to styles of letters and x^2 for x²."""
    plain = collapse_space(text.replace("\N{NO-BREAK SPACE}", " "))
    again = RichText(escape_latex(plain)).as_plain
    read, said = (
        unicodedata.normalize("NFKC", each).replace("^", "") for each in (again, visible_text(plain))
    )
    assert read.replace("\N{MINUS SIGN}", "-") == said


@pytest.mark.parametrize(
    ("text", "plain", "as_html", "latex"),
    [
        ("R&D <b>", "R&D <b>", "R&amp;D &lt;b&gt;", r"R\&D \textless{}b\textgreater{}"),
        (r"\emph{a} \textbf{b}", "a b", "<em>a</em> <strong>b</strong>", r"\emph{a} \textbf{b}"),
        (r"\texttt{x_y}", "x_y", "<code>x_y</code>", r"\texttt{x\_y}"),
        (
            "see https://a.b/c_d.",
            "see https://a.b/c_d.",
            'see <a href="https://a.b/c_d" rel="noopener">https://a.b/c_d</a>.',
            r"see https://a.b/c\_d.",
        ),
        (
            r"\href{https://a.b}{Code}",
            "Code (https://a.b)",
            '<a href="https://a.b" rel="noopener">Code</a>',
            "Code (https://a.b)",
        ),
        (r"4\textsuperscript{th}", "4th", "4<sup>th</sup>", r"4\textsuperscript{th}"),
        (r"10\textsuperscript{-3}", "10⁻³", "10<sup>-3</sup>", r"10\textsuperscript{-3}"),
        (r"H\textsubscript{2}O", "H₂O", "H<sub>2</sub>O", r"H\textsubscript{2}O"),
        ("$x$", "x", "<math><mi>x</mi></math>", "$x$"),
        ("$$x$$", "x", '<math display="block"><mi>x</mi></math>', "$x$"),
        (r"$\XQM$", r"$\XQM$", r'<code class="math">$\XQM$</code>', r"\$\textbackslash{}XQM\$"),
        ("$5%$", "5%", "<math><mrow><mn>5</mn><mi>%</mi></mrow></math>", r"$5\%$"),
        ("", "", "", ""),
    ],
)
def test_renderings(text: str, plain: str, as_html: str, latex: str) -> None:
    """The same value as plain text, as HTML and as LaTeX."""
    parsed = RichText(text)
    assert (parsed.as_plain, parsed.as_html, parsed.as_latex) == (plain, as_html, latex)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\emph{a} & $O(n^2)$", "<em>a</em> &amp; O(n²)"),
        (r"so $$x < y$$ holds", "so x &lt; y holds"),
        (r"$\XQM$", r'<code class="math">$\XQM$</code>'),
    ],
)
def test_simple_html_spells_formulas_out(text: str, shown: str) -> None:
    """All else is as on a page."""
    assert RichText(text).as_simple_html == shown


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//a.b", "https://a b", 'https://a"b']
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    """Any other address is text, as written."""
    text = rf"\href{{{address}}}{{label}} \url{{{address}}}"
    assert "<a " not in re.sub(
        r'<a href="https://a" rel="noopener">https://a</a>', "", RichText(text).as_html
    )
    check_nothing_is_lost(text)


def test_formula_with_a_brace_that_bibtex_would_count_is_text_in_latex() -> None:
    """BibTeX counts a brace behind a backslash, so such a formula cannot be kept."""
    assert RichText(r"$\left\{ x \right.$").as_latex.startswith(r"\$")
    check_latex(r"$\left\{ x \right.$")


def test_abstracts_keep_every_law(abstracts: tuple[str, ...]) -> None:
    """Titles and abstracts are shown whole, safely, and can be cited."""
    for text in abstracts:
        check_html(text)
        check_nothing_is_lost(text)
        check_latex(text)


def test_formulas_of_abstracts_are_read(abstracts: tuple[str, ...]) -> None:
    """Of the formulas in abstracts, no more than one in twenty is shown as its source."""
    pages = [RichText(text).as_html for text in abstracts]
    read = sum(page.count("<math") for page in pages)
    assert read > 150
    assert sum(page.count('<code class="math">') for page in pages) * 20 < read


def test_hostile_strings_stay_text(hostile: tuple[str, ...]) -> None:
    """Strings that are meant to do harm do none, as they are and where TeX is read."""
    for text in hostile:
        check_html(text)
        check_latex(text)
        check_nothing_is_lost(text)


def test_hostile_strings_stay_text_inside_of_commands(hostile: tuple[str, ...]) -> None:
    """One string in four, in every place where TeX takes an argument."""
    for text in hostile[::4]:
        everywhere = rf"\emph{{{text}}} $\text{{{text}}}$ \href{{{text}}}{{x}} \url{{{text}}} ${text}$"
        check_html(everywhere)
        check_latex(everywhere)
