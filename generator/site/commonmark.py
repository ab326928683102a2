"""Make HTML of a page's Markdown with a library in Rust, the same document that MkDocs makes of it.

Python-Markdown, which MkDocs uses, takes many times as long. What "same" means, for the pages that the
generator writes, `tests/markdown_builders.py` says. The rules are those of CommonMark
(<https://spec.commonmark.org/0.31.2/>), with tables, formulas, and the identifiers that Python-Markdown's
extension `toc` gives to headings.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypedDict

import comrak
from markdown.extensions.toc import unique

from generator.base.text.inline_math import formula_html, formula_opened
from generator.base.text.nodes import Math

# Where a dollar is only a dollar: in a fence, in a code span, behind a backslash. Else it may open a formula.
# No alternative of a token begins with an assertion: so expressions skip to its first characters.
_FENCE = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_TOKEN = re.compile(
    r"""
    (?P<ticks> `+ ) (?: (?: (?!\n\n). )+? (?<!`)(?P=ticks)(?!`) )?
  | \\.
  | (?P<opener> \$\$? )
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ALIGNED = re.compile(r'(<t[dh]) align="(left|center|right)"')

_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = True
_RENDERING = comrak.RenderOptions()
_RENDERING.unsafe_ = True  # tags stay tags; texts from strangers are escaped when a page is written


class Heading(TypedDict):
    """A heading as the engine's extension for a table of contents takes it."""

    id: str
    level: int
    name: str


class RenderedBody(NamedTuple):
    """What a page holds below its front matter, as HTML, and its headings in order."""

    html: str
    headings: list[Heading]


def render_body(markdown: str, slugify: Callable[[str, str], str], separator: str) -> RenderedBody:
    """Return a body as HTML.

    Args:
        markdown: A page without its front matter.
        slugify: Makes an identifier of a heading's text and the separator, as `toc` asks for it.
        separator: Joins the words of an identifier.
    """
    text, word, formulas = _set_apart(markdown)
    shown = comrak.render_markdown(text, extension_options=_EXTENSIONS, render_options=_RENDERING)
    if formulas:
        shown = re.sub(f"{word}[0-9]+x", lambda found: formulas.get(found[0], found[0]), shown)
    shown = _ALIGNED.sub(r'\1 style="text-align: \2;"', shown)
    headings = list(_headings(shown, slugify, separator))
    named = iter(headings)
    shown = _HEADING.sub(
        lambda found: f'<h{found[1]} id="{next(named)["id"]}">{found[2]}</h{found[1]}>', shown
    )
    return RenderedBody(shown, headings)


def _set_apart(markdown: str) -> tuple[str, str, dict[str, str]]:
    """Return Markdown with `formula0x`, `formula1x` … for its formulas, that word, and the MathML of each."""
    if "$" not in markdown:
        return markdown, "", {}
    word = _unused_word(markdown)
    kept: list[str] = []
    formulas: dict[str, str] = {}
    done = 0
    for start, formula in _formulas(markdown):
        name = f"{word}{len(formulas)}x"
        formulas[name] = formula_html(formula)
        kept += [markdown[done:start], name]
        done = start + len(formula.source)
    return "".join([*kept, markdown[done:]]), word, formulas


def _formulas(markdown: str) -> Iterator[tuple[int, Math]]:
    """Yield each formula and where it stands."""
    for position, end in _outside_fences(markdown):
        while token := _TOKEN.search(markdown, position, end):
            position = token.end()  # noqa: PLW2901  (a formula or a code span is passed whole)
            if not token["opener"]:
                continue
            blank = markdown.find("\n\n", position, end)
            block_end = blank if blank >= 0 else end
            if formula := formula_opened(markdown, token.start(), token["opener"], block_end):
                yield token.start(), formula
                position = token.start() + len(formula.source)  # noqa: PLW2901


def _outside_fences(markdown: str) -> Iterator[tuple[int, int]]:
    start = 0
    if "```" in markdown or "~~~" in markdown:
        for fence in _FENCE.finditer(markdown):
            yield start, fence.start()
            start = fence.end()
    yield start, len(markdown)


def _unused_word(markdown: str) -> str:
    word, seen = "formula", markdown + html.unescape(markdown)
    while word in seen:
        word += "q"
    return word


def _headings(shown: str, slugify: Callable[[str, str], str], separator: str) -> Iterator[Heading]:
    taken: set[str] = set()
    for found in _HEADING.finditer(shown):
        name = html.unescape(" ".join(_TAG.sub("", found[2]).split()))
        yield {"id": unique(slugify(name, separator), taken), "level": int(found[1]), "name": name}
