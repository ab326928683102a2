"""The fast builder of bodies: CommonMark in, the HTML that the engine would make of it out.

The engine reads Markdown in Python, which takes many times as long. For the pages that the
generator writes both give the same document; what "same" is, `tests/markdown_builders.py` says. The
rules are those of https://spec.commonmark.org/0.31.2/, with tables, formulas, and the identifiers of
headings that the engine's extension `toc` gives.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import comrak

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
_NUMBERED = re.compile(r"(.*)_([0-9]+)")


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = True
    return options


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = True  # tags stay tags; texts from strangers are escaped when a page is written
    return options


_EXTENSIONS = _extensions()
_RENDERING = _rendering()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a body, as a table of contents needs it.

    Attributes:
        id: The fragment of its address.
        level: From 1 to 6.
        name: Its text, not escaped.
    """

    id: str
    level: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedBody:
    """What a page holds below its front matter.

    Attributes:
        html: For the inside of an element of the page.
        headings: All, in order.
    """

    html: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class _Apart:
    """Markdown in which words stand for formulas: `formula0x`, `formula1x` and so on."""

    text: str
    word: str
    formulas: tuple[str, ...]

    def put_back(self, shown: str) -> str:
        """Return HTML with the formulas in the places of their words."""
        if not self.formulas:
            return shown
        of_word = {f"{self.word}{index}x": formula for index, formula in enumerate(self.formulas)}
        return re.sub(f"{self.word}[0-9]+x", lambda found: of_word.get(found[0], found[0]), shown)


def render_body(markdown: str, slugify: Callable[[str, str], str], separator: str) -> RenderedBody:
    """Return a body as HTML.

    Args:
        markdown: A page without its front matter.
        slugify: Makes an identifier of a heading's text and the separator, as `toc` asks for it.
        separator: What stands between the words of an identifier.
    """
    apart = _set_apart(markdown)
    shown = comrak.render_markdown(apart.text, extension_options=_EXTENSIONS, render_options=_RENDERING)
    shown = apart.put_back(shown)
    shown = _ALIGNED.sub(r'\1 style="text-align: \2;"', shown)
    headings = tuple(_headings(shown, slugify, separator))
    named = iter(headings)
    return RenderedBody(
        html=_HEADING.sub(
            lambda found: f'<h{found[1]} id="{next(named).id}">{found[2]}</h{found[1]}>', shown
        ),
        headings=headings,
    )


def _set_apart(markdown: str) -> _Apart:
    """Return Markdown with a word in the place of each formula, and the formulas as MathML."""
    if "$" not in markdown:
        return _Apart(markdown, "", ())
    word = _unused_word(markdown)
    kept: list[str] = []
    formulas: list[str] = []
    done = 0
    for start, formula in _formulas(markdown):
        kept += [markdown[done:start], f"{word}{len(formulas)}x"]
        formulas.append(formula_html(formula))
        done = start + len(formula.source)
    return _Apart("".join([*kept, markdown[done:]]), word, tuple(formulas))


def _formulas(markdown: str) -> Iterator[tuple[int, Math]]:
    """Yield each formula and where it stands."""
    for position, end in _outside_fences(markdown):
        while token := _TOKEN.search(markdown, position, end):
            position = token.end()  # noqa: PLW2901  (a formula or a code span is passed whole)
            if not token["opener"]:
                continue
            block_end = min(end, _end_of_block(markdown, position))
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


def _end_of_block(markdown: str, start: int) -> int:
    end = markdown.find("\n\n", start)
    return len(markdown) if end < 0 else end


def _headings(shown: str, slugify: Callable[[str, str], str], separator: str) -> Iterator[Heading]:
    taken: set[str] = set()
    for found in _HEADING.finditer(shown):
        name = html.unescape(" ".join(_TAG.sub("", found[2]).split()))
        identifier = _unique(slugify(name, separator), taken)
        taken.add(identifier)
        yield Heading(id=identifier, level=int(found[1]), name=name)


def _unique(identifier: str, taken: set[str]) -> str:
    """Return an identifier that no heading has yet, numbered as `markdown.extensions.toc.unique` numbers."""
    while identifier in taken or not identifier:
        numbered = _NUMBERED.fullmatch(identifier)
        identifier = f"{numbered[1]}_{int(numbered[2]) + 1}" if numbered else f"{identifier}_1"
    return identifier
