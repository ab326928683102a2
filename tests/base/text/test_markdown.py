"""Laws of text in Markdown: whatever stands in a text, every builder of the site shows that text."""

import html
from collections.abc import Sequence
from string import printable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from generator.base.text import (
    RichText,
    collapse_space,
    escape_markdown,
    escape_markdown_address,
    visible_text,
)
from generator.site import document_of as document
from tests.markdown_builders import BUILDERS, with_plain_links, without_links
from tests.nasty_markdown import NASTY, SCRAPS

TEXTS = st.text(st.characters(codec=None)) | st.lists(st.sampled_from(SCRAPS), max_size=6).map("".join)

AT_START = (
    ("{}", "<p>{}</p>"),
    ("before\n\n{}\n\nafter", "<p>before</p><p>{}</p><p>after</p>"),
    ("a | b\n{}\nc", "<p>a | b {} c</p>"),
    ("> {}", "<blockquote><p>{}</p></blockquote>"),
    ("- {}\n- z", "<ul><li>{}</li><li>z</li></ul>"),
    ("- a\n    - b\n    - {}", "<ul><li>a<ul><li>b</li><li>{}</li></ul></li></ul>"),
)
"""Places where a text begins a block, and what comes of it."""

WITHIN = (
    ("a · {}", "<p>a · {}</p>"),
    ("a {} <sup>b</sup> *c*; `d` {}; e", "<p>a {} <sup>b</sup> <em>c</em>; <code>d</code> {}; e</p>"),
    ("**New** ({}).", "<p><strong>New</strong> ({}).</p>"),
    ("- a, {} b", "<ul><li>a, {} b</li></ul>"),
)
LABELS = (
    ("[{}](https://a.b/c)", '<p><a href="https://a.b/c">{}</a></p>'),
    ("- [{}](../d/)", '<ul><li><a href="../d/">{}</a></li></ul>'),
    ("see [{}](https://a.b/c) there", '<p>see <a href="https://a.b/c">{}</a> there</p>'),
    ("- [{}](../d/): e", '<ul><li><a href="../d/">{}</a>: e</li></ul>'),
)

SOME = 5
"""One of so many real texts is tried, since the engine takes milliseconds for each."""

Place = tuple[str, str]


def check(written: str, shown: str, place: Place) -> None:
    """Check that every builder makes of Markdown in a place what the HTML in that place is."""
    markdown, wanted = place[0].replace("{}", written), document(place[1].replace("{}", shown))
    for build in BUILDERS:
        assert document(build(markdown)) == wanted, (build.__name__, markdown)


def check_escaped(text: str) -> None:
    """Check that a text is shown as it is, in every place, and is no markup."""
    seen = collapse_space(visible_text(text))
    if not seen:
        assert escape_markdown(text) == ""
        return
    for place in (*AT_START, *LABELS, *WITHIN):
        check(escape_markdown(text), html.escape(seen), place)
    for place in (*LABELS, *WITHIN):
        check(escape_markdown(text, at_start=False), html.escape(seen), place)


def check_rich(text: str, places: Sequence[Place] = (*AT_START, *WITHIN)) -> None:
    """Check that emphasis, links and formulas of a text come through Markdown as they are in HTML."""
    rich = RichText(text)
    shown = with_plain_links(rich.as_html.strip())
    assert len(rich.as_markdown.splitlines()) <= 1
    if not shown:
        return
    for place in places:
        check(rich.as_markdown, shown, place)
    for place in LABELS[: len(places)]:
        check(rich.as_label, without_links(shown), place)


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_only_a_text(text: str) -> None:
    """What some dialect takes for markup is shown as it was written."""
    check_escaped(text)


@given(TEXTS)
@example("a&lt")
@example("# #")
def test_any_text_is_only_a_text(text: str) -> None:
    """No text is markup, wherever templates write it."""
    check_escaped(text)


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_read_alike_with_its_tex(text: str) -> None:
    """What some dialect takes for markup is, where it is no TeX, shown as it was written."""
    check_rich(text)


@pytest.mark.parametrize(
    "text", [r"$a]:b`a`$a]:b$", "&copy ", "$a &#12 b$", r"\href{https://a.b}{$x$}5", r"\(x]:\)"]
)
def test_what_was_misread_once_is_not(text: str) -> None:
    """Texts that a builder took for something else."""
    check_rich(text)


@given(data=st.data())
def test_markdown_says_what_html_says(data: DataObject, tex_like: SearchStrategy[str]) -> None:
    """Whatever of a text is emphasis, link or formula is that in every builder, and nothing else is."""
    check_rich(data.draw(tex_like | TEXTS | st.lists(tex_like | st.sampled_from(SCRAPS)).map("".join)))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A title: 50% of C (and R&D) – “why?”", "A title: 50% of C (and R&D) – “why?”"),
        ("snake_case, x < y, [1], {2} and $5", r"snake\_case, x &lt; y, \[1\], \{2\} and \$5"),
        ("1. a", r"1\. a"),
        ("2024) a", r"2024\) a"),
        ("2.5 and 3.", "2.5 and 3."),
        ("-5 and - 5", "-5 and - 5"),
        ("- a", r"\- a"),
        ("C#", r"C\#"),
        ("&lt; &c", "&amp;lt; &amp;c"),
        ("~5 ~~a~~", "~5 &#126;&#126;a&#126;&#126;"),
    ],
)
def test_what_is_written_can_be_read(text: str, written: str) -> None:
    """Only what would be markup is escaped, with a backslash where every builder knows it."""
    assert escape_markdown(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"A \emph{new} way, \textbf{fast}.", "A *new* way, **fast**."),
        (r"un\emph{believ}able", "un<em>believ</em>able"),
        (r"\emph{a}b \emph{“a”} a\emph{b}", "<em>a</em>b <em>“a”</em> a<em>b</em>"),
        (r"\emph{a $x$}", "<em>a $x$</em>"),
        (r"\texttt{a_b} and \texttt{a<b}", "`a_b` and <code>a&lt;b</code>"),
        (r"x\textsuperscript{2}", "x<sup>2</sup>"),
        (r"if $a<b$ then $$\sum_i x_i$$", r"if $a\lt b$ then $$\sum_i x_i$$"),
        (r"\(x\)5 or \(5 mm\)", r"$\nobreak x$5 or $\nobreak 5 mm$"),
        (r"\ensuremath{the cat} \(x\\\)", r"$thecat$ $\nobreak x\\ \nobreak $"),
        (r"$\foo{x}$", r'<code class="math">\$\\foo\{x\}\$</code>'),
        ("see https://a.b/c_d.", r"see [https://a.b/c\_d](https://a.b/c_d)."),
        (r"Wow!\href{https://a.b}{c}", r"Wow\![c](https://a.b)"),
    ],
)
def test_what_is_written_of_tex_can_be_read(text: str, written: str) -> None:
    """Emphasis has marks where they cannot be misread, tags elsewhere; formulas are TeX."""
    assert RichText(text).as_markdown == written


@given(st.text(printable + "éß中\u00a0\u2028") | st.sampled_from(NASTY))
def test_an_address_is_the_same_to_every_builder(tail: str) -> None:
    """A link leads where its address leads, and the text around it stays."""
    address = f"https://a.b/{visible_text(tail)}"
    written = escape_markdown_address(address)
    check(
        f"c [d]({written}) e",
        f'c <a href="{html.unescape(written)}">d</a> e'.replace("&", "&amp;"),
        AT_START[0],
    )


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://doi.org/10.1/a_b(c)", "https://doi.org/10.1/a_b%28c%29"),
        ("../a/?b=c&d=%20#e", "../a/?b=c&amp;d=%20#e"),
        ("https://a.b/100%", "https://a.b/100%25"),
        ("https://a.b/é", "https://a.b/%C3%A9"),
    ],
)
def test_an_address_leads_to_the_same_place(address: str, written: str) -> None:
    """What has a meaning in an address stays; the rest is percent-encoded, once."""
    assert escape_markdown_address(address) == written


def test_real_texts_are_the_same_in_both_builders(abstracts: tuple[str, ...]) -> None:
    """Titles and abstracts say in Markdown what they say in HTML."""
    for text in abstracts[::SOME]:
        check_rich(text, places=AT_START[:1])


def test_hostile_texts_are_only_texts(hostile: tuple[str, ...]) -> None:
    """Strings that are meant to do harm do none."""
    for text in hostile[::SOME]:
        if seen := collapse_space(visible_text(text)):
            check(escape_markdown(text), html.escape(seen), AT_START[0])
        check_rich(text, places=AT_START[:1])
