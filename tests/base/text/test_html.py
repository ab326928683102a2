"""What publishers leave of HTML, JATS and MathML in titles and abstracts, read once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import RichText, text_of_html

READ = {
    "Tides &amp; Ropes &ndash; a &quot;quay&quot; of A&amp;B&#8217;s": 'Tides & Ropes – a "quay" of A&B’s',
    "p &lt; 0.01<br/>and <b>bold</b> <a href='https://x.example'>links</a>": "p < 0.01 and bold links",
    "<i>V. fischeri</i> at 10<sup>-6</sup> and CO<sub>2</sub>": "V. fischeri at 10⁻⁶ and CO₂",
    "<jats:p>We see 4 &gt; 2<jats:sup>1</jats:sup>.</jats:p>": "We see 4 > 2¹.",
    "<jats:title>Abstract</jats:title><jats:p>Ropes.</jats:p>": "Ropes.",
    "<jats:sec><jats:title>Aims.</jats:title><jats:p>Ropes.</jats:p></jats:sec>": "Aims: Ropes.",
    '<span style="font-variant: small-caps">Slow</span> <scp>quays</scp>': "Slow quays",
    "&lt;sub&gt;n&lt;/sub&gt; once": "_n once",
    "<math><msup><mi>x</mi><mn>2</mn></msup></math>": "x²",
    '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>α</mml:mi><mml:mo>≤</mml:mo>'
    "<mml:mfrac><mml:mn>1</mml:mn><mml:mi>n</mml:mi></mml:mfrac></mml:math>": "α ≤ 1/n",
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>': "x²",
    "<math><mi>f</mi><mfenced><mi>a</mi><mi>b</mi></mfenced></math>": "f(a,b)",
    "<math><mi>y</mi><annotation encoding='application/x-tex'>y_3</annotation></math>": "y₃",
    "<inline-formula><alternatives><tex-math>$z^4$</tex-math><mml:math><mml:mi>z</mml:mi></mml:math>"
    "</alternatives></inline-formula>": "z⁴",
    r"$\less$i$\greater$Ulva$\less$/i$\greater$ at $\less$3 m": "Ulva at <3 m",
    "<!-- note -->Ropes<hr>Quays": "Ropes Quays",
}
KEPT = (
    "p < 0.05 and q > 0.1",
    "the <think> token",
    "C<n/2 and a<b>c",
    "an unclosed <i>tag",
    "AT&T, R&D; &c",
    "&unknown; entity",
    "ropes?a=1&notion;b",
    "<script>alert(1)</script>",
    "List<b> of <T>",
    "$a<b$ and $c>d$",
)


@pytest.mark.parametrize(("text", "shown"), READ.items())
def test_entities_and_tags_are_read(text: str, shown: str) -> None:
    """Emphasis, scripts, headings and formulas say what they say in plain text, too."""
    assert " ".join(RichText(text_of_html(text)).as_plain.split()) == shown


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_markup_stays(text: str) -> None:
    """Comparisons, placeholders, tags without a pair, and tags that no publisher uses."""
    assert text_of_html(text) == text


@given(st.lists(st.sampled_from(["<i>", "</i>", "<sup>", "</sup>", "a", "{", "}", "&lt;", "<math>", "<br>"])))
def test_no_word_is_lost(pieces: list[str]) -> None:
    """Tags that do not fit, braces and formulas that break off cost nothing that can be read."""
    assert text_of_html(" ".join(pieces)).count("a") >= pieces.count("a")


def test_entities_are_read_once() -> None:
    """Who writes of an entity is understood."""
    assert text_of_html("&amp;lt;") == "&lt;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{LoRA} in {E}nglish by {Deep Dyna-Q}", "LoRA in English by Deep Dyna-Q"),
        ("sets {0, 1} and {A, B} of {user}", "sets {0, 1} and {A, B} of {user}"),
        ("teal{Tool-use} stays", "teal{Tool-use} stays"),
    ],
)
def test_braces_that_protect_words_are_not_shown(text: str, shown: str) -> None:
    """They stay in BibTeX; sets, placeholders and what is left of commands are text."""
    assert RichText(text).as_plain == shown
    assert str(RichText(text).as_html) == shown
    assert shown == text or RichText(text).as_latex == text


def test_signs_of_formulas_become_commands_in_latex() -> None:
    """LaTeX reads no letters beyond ASCII in formulas."""
    assert RichText("$α ≤ β_{1}$").as_latex.isascii()
