"""Laws of escaping: each format reads the text back, and nothing but the text."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.text import (
    escape_html,
    escape_latex,
    escape_ris,
    escape_yaml,
    visible_text,
)

ANY = st.text(st.characters(codec=None))
MARKS = st.text(st.sampled_from("<>&\"'`*_[](){}#+-=.!|~^:;$%\\/@ \n\t1a"))
TEXTS = ANY | MARKS


class _Seen(HTMLParser):
    """What a reader of HTML sees, and the elements met on the way."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += [tag, *(f"{name}={value}" for name, value in attrs)]


@given(TEXTS)
def test_html_shows_the_text_and_no_element(text: str) -> None:
    """A parser of HTML finds the visible text and nothing else, also in an attribute."""
    seen = _Seen(f"<p title='{escape_html(text)}'>{escape_html(text)}</p>")
    assert seen.text == visible_text(text)
    assert seen.tags == ["p", f"title={visible_text(text)}"]


@given(TEXTS)
def test_xml_is_well_formed_and_holds_the_text(text: str) -> None:
    """A parser of XML accepts any text and finds it."""
    element = ET.fromstring(f'<a b="{escape_html(text)}">{escape_html(text)}</a>')  # noqa: S314
    assert (element.text or "") == visible_text(text)


@given(TEXTS)
def test_yaml_reads_the_same_string(text: str) -> None:
    """Any string comes back, alone and as the value of a key."""
    assert yaml.safe_load(escape_yaml(text)) == text
    assert yaml.safe_load(f"key: {escape_yaml(text)}\nlast: 1") == {"key": text, "last": 1}


@given(TEXTS)
@example("0^0")
def test_latex_has_balanced_braces_and_no_bare_mark(text: str) -> None:
    """BibTeX counts as many closing as opening braces, and no mark has its TeX meaning."""
    written = escape_latex(text)
    depth = 0
    for sign in written:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)[&%#_$]", re.sub(r"\{\$[^$]*\$\}|\$\^\{\w+\}\$", "", written))


def test_latex_braces_balance_for_every_character() -> None:
    """The library's command for each character is whole."""
    bad = [
        code
        for code in range(0x20, 0x2FFF)
        if (text := escape_latex(chr(code))).count("{") != text.count("}")
    ]
    assert bad == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "R&D 5% #1 a_b $x ~ ^ \\",
            r"R\&D 5\% \#1 a\_b \$x \textasciitilde{} \textasciicircum{} \textbackslash{}",
        ),
        ("{a}", r"{\textbraceleft}a{\textbraceright}"),
        ("é Łódź ß", r"{\'e} {\L}{\'o}d{\'z} {\ss}"),
        ("“a” ‘b’ – — …", r"``a'' `b' -- --- \ldots{}"),
        ("--flag", "-{}-flag"),
        ("中文 😀", "中文 😀"),
        ("x̂ + p̄ in Z̃", r"{$\hat{x}$} + {$\bar{p}$} in {$\tilde{Z}$}"),
        ("f′(x) − 5″", "f{$'$}(x) {$-$} 5{$''$}"),
        ("zero\u200bwidth, so\u00adft, \ufefftop, ™\ufe0f", r"zerowidth, soft, top, ™"),
    ],
)
def test_latex_of_what_titles_hold(text: str, written: str) -> None:
    """Marks, letters, quotation marks and dashes print as they look."""
    assert escape_latex(text) == written


@given(TEXTS)
def test_ris_value_is_one_line(text: str) -> None:
    """No text can begin a tag of its own."""
    assert len(escape_ris(text).splitlines()) <= 1
