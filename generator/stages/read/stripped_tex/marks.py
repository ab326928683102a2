"""See whether a text has its marks of TeX, put dollars around formulas, and find what still looks damaged."""

import re
from collections.abc import Iterator, Sequence

from generator.base.text import Math, RichText
from generator.stages.read.stripped_tex.formulas import Formula

# What only a paper with TeX holds: a command, a Greek letter (which arXiv has in formulas alone), the dashes
# and quotation marks of TeX, a link with a label. Who writes these writes formulas with dollars.
_OF_TEX = re.compile(
    r"\\[%&_$#]|\\[A-Za-z]{2}|[A-Za-z]--[A-Za-z]|``\w|https?://[^\s{}]{1,500}\{[^{}\s]"
    "|[\u0391-\u03a9\u03b1-\u03c9\u03d5\u03f5]"
)
# What can still be seen of a lost command.
_TRACE = re.compile(
    r"(?<![\\A-Za-z])(?:(?:text|math)[a-z]{2}|text|frac|sqrt)\{|https?://[^\s{}]{1,500}\{(?!https?:[^{}]*\})"
    r"|(?<![\\A-Za-z])(?:mathcal|mathbb|infty|rightarrow|leq|geq|cdot)(?![A-Za-z])|(?<=\d)times(?![a-z])"
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_SIGNS_OF_TEX = ("\\", "--", "``", "{")
_TRACES = ("{", "mathcal", "mathbb", "infty", "rightarrow", "leq", "geq", "cdot", "times")
"""One of these is in every trace."""


def is_of_tex(text: str) -> bool:
    """Return whether a text without formulas shows that its author writes TeX."""
    may_be = not text.isascii() or any(sign in text for sign in _SIGNS_OF_TEX)
    return may_be and _OF_TEX.search(text) is not None


def is_whole(text: str) -> bool:
    """Return whether a text has its formulas between dollars: nothing was stripped from it."""
    return "$" in text and bool(_formulas_of(text))


def with_formulas(text: str, put: Sequence[Formula]) -> str:
    """Return a text with dollars around formulas.

    It stays as it is where a dollar that is there would be paired with one that is put.
    """
    if not put:
        return text
    parts: list[str] = []
    done = 0
    for formula in put:
        parts += [text[done : formula.start], f"${formula.tex}$"]
        done = formula.end
    whole = "".join([*parts, text[done:]])
    wanted = [*_formulas_of(text), *(f"${formula.tex}$" for formula in put)]
    is_read_so = "$" not in text or sorted(_formulas_of(whole)) == sorted(wanted)
    return whole if is_read_so else text


def lost_places(text: str, left: Sequence[Formula]) -> list[str]:
    """Return the words of a repaired text that still look damaged, each place with the words around it.

    Args:
        text: The repaired text.
        left: The stretches of it that look like formulas without their marks.
    """
    places = [(formula.start, formula.end) for formula in left]
    if any(sign in text for sign in _TRACES):
        places += [found.span() for found in _TRACE.finditer(text)]
    places += [(brace, brace + 1) for brace in _lone_braces(text)]
    return [_around(text, *place) for place in places]


def _formulas_of(text: str) -> list[str]:
    """Return the formulas that a text has between dollars."""
    sources = [node.source for node in RichText(text).nodes if isinstance(node, Math)]
    return [source for source in sources if source.startswith("$")]


def _around(text: str, start: int, end: int) -> str:
    """Return the words in which a place of a text stands."""
    after = text.find(" ", end)
    return text[text.rfind(" ", 0, start) + 1 : after if after >= 0 else len(text)].rstrip(".,;:")


def _lone_braces(text: str) -> Iterator[int]:
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}":
            if not opened:
                yield brace.start()
            else:
                opened.pop()
    yield from opened
