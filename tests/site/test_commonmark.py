"""Laws of the fast builder: it makes of each page that the generator writes what the engine makes of it."""

import html
from collections.abc import Callable
from typing import Any

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify, slugify_unicode

from generator.base.text import (
    RichText,
    escape_markdown,
    escape_markdown_address,
    fenced_code,
    visible_text,
)
from generator.site import Heading, render_body
from generator.site import document_of as document
from tests.markdown_builders import EXTENSIONS, MATH, by_engine, by_fast_builder
from tests.nasty_markdown import NASTY, SCRAPS

TEXTS = (
    st.text(st.characters(codec=None))
    | st.sampled_from(NASTY)
    | st.lists(
        st.sampled_from((*SCRAPS, "$x_1$", r"\emph{a}", "https://a.b/c_d(e)", "$$y$$")), max_size=5
    ).map("".join)
)

PAGE = """\
# {rich}

**New** · [{label}]({address}) · {inner}; <s>{inner}</s> H<sub>2</sub>O<sup>{inner}</sup>

## [{label}]({address})

{text}

> {text}

{text}

> **{words}** {inner}

- {text}
- [{label}]({address}): {inner}
    - {rich}
    - [{label}]({address})
- z

## {words} $x^2$ and {inner}

1. {text}
2. z

{rich}

### {words}

{code}

## {words}

| a | b |
| :-: | --- |
| 1 | `2` |

---

<em>{inner}</em> *{words}* `{words}`

- {text}

- z
"""


def _page(text: str, address: str) -> str:
    rich = RichText(text)
    return PAGE.format(
        rich=rich.as_markdown or "x",
        label=rich.as_label,
        address=escape_markdown_address(visible_text(address)),
        text=escape_markdown(text) or "x",
        inner=escape_markdown(text, at_start=False),
        words="some words",
        code=fenced_code(text, "bibtex"),
    )


@given(text=TEXTS, address=TEXTS)
@example(text="# a\n```\n</code>\t<b>\n   \n````", address="a b")
def test_both_builders_make_the_same_document(text: str, address: str) -> None:
    """Whatever text stands in any place of a page, the two documents are equal."""
    page = _page(text, address)
    assert document(by_fast_builder(page)) == document(by_engine(page))


@pytest.mark.parametrize("text", NASTY)
def test_both_builders_make_the_same_document_of_nasty_texts(text: str) -> None:
    """Texts that some dialect takes for markup are the same in both documents."""
    page = _page(text, text)
    assert document(by_fast_builder(page)) == document(by_engine(page))


def _tokens(nested: list[dict[str, Any]]) -> list[Heading]:
    flat: list[Heading] = []
    for token in nested:
        flat.append({"id": token["id"], "level": token["level"], "name": html.unescape(token["name"])})
        flat += _tokens(token["children"])
    return flat


@given(st.lists(st.tuples(st.integers(1, 6), TEXTS), max_size=6), st.sampled_from([slugify, slugify_unicode]))
@example([(1, "a"), (2, "a_1"), (2, "a"), (1, "a"), (1, "a_1")], slugify)
@example([(1, "中"), (2, "?"), (2, '$x < y$ & <b> "q"')], slugify)
def test_headings_are_those_of_the_engine(
    headings: list[tuple[int, str]], slugs: Callable[[str, str], str]
) -> None:
    """Identifiers, levels and names are what the engine's table of contents has."""
    page = "\n\n".join(f"{'#' * level} {RichText(text).as_markdown or 'x'}\n\nz" for level, text in headings)
    engine = markdown.Markdown(
        extensions=[MATH if name == "digest_math" else name for name in EXTENSIONS],
        extension_configs={"toc": {"slugify": slugs, "separator": "_"}},
    )
    shown = engine.convert(page)
    body = render_body(page, slugs, "_")
    assert document(body.html) == document(shown)
    assert body.headings == _tokens(engine.toc_tokens)


@given(TEXTS)
@example("```\n~~~\n````bibtex\n`````")
@example("a\n\n$x$")
@example("\xa0")
def test_code_is_shown_to_the_letter(text: str) -> None:
    """A fence shows a text's lines and never ends before them."""
    code = fenced_code(text, "bibtex")
    expanded = (line.expandtabs(4) for line in visible_text(text).split("\n"))
    lines = [line if line.strip(" ") else "" for line in expanded]
    wanted = html.escape("\n".join(lines).rstrip("\n"))
    for build in (by_engine, by_fast_builder):
        assert document(build(f"a\n\n{code}\n\nb")) == document(
            f'<p>a</p><pre><code class="language-bibtex">{wanted}\n</code></pre><p>b</p>'
        )


def test_words_that_stand_for_formulas_are_no_words_of_the_page() -> None:
    """A page may hold the word that is put in for a formula, also spelled with references."""
    page = "formula0x formulaq0x $x$ &#102;ormula0x &#102;ormulaqq0x"
    assert document(by_fast_builder(page)) == document(by_engine(page))
