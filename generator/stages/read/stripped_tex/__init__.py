r"""Repair what Hugging Face strips from titles and abstracts, where it is certain.

It takes a command from around what has no braces inside, then the dollars of formulas and the backslashes
between them: `$2.25\times$` becomes `2.25times`. What has left a trace that no text has without TeX is put
back. The rest is left as it is and told: a bare `S^2` is what some authors wrote.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.base.errors import shorten
from generator.base.text import Math, RichText, collapse_space
from generator.stages.read.stripped_tex.formulas import Formula, formulas
from generator.stages.read.stripped_tex.titles import best, with_names_of
from generator.stages.read.stripped_tex.words import with_marks

__all__ = ["Repaired", "repaired", "warning"]

# What only a paper with TeX holds: a command, a Greek letter (which arXiv has in formulas alone), the dashes
# and quotation marks of TeX, a link with a label. Who writes these writes formulas with dollars.
_OF_TEX = re.compile(
    r"\\[%&_$#]|\\[A-Za-z]{2}|[A-Za-z]--[A-Za-z]|``\w|https?://[^\s{}]+\{"
    "|[\u0391-\u03a9\u03b1-\u03c9\u03d5\u03f5]"
)
# What can still be seen of a lost command.
_TRACE = re.compile(
    r"(?<![\\A-Za-z])(?:(?:text|math)[a-z]{2}|text|frac|sqrt)\{|https?://[^\s{}]+\{(?!https?:[^{}]*\})"
    r"|(?<![\\A-Za-z])(?:mathcal|mathbb|infty|rightarrow|leq|geq|cdot)(?![A-Za-z])|(?<=\d)times(?![a-z])"
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Repaired:
    """A paper's texts with what was stripped put back.

    Attributes:
        title: The better title, on one line.
        abstract: The abstract, on one line.
        left: Places that look damaged and were not repaired, as they are written.
    """

    title: str
    abstract: str
    left: tuple[str, ...] = ()


def repaired(titles: Sequence[str], abstracts: Sequence[str]) -> Repaired:
    """Return the texts of a paper repaired where it is certain.

    Args:
        titles: The titles that the paper is given, the one to be believed first.
        abstracts: The abstracts that it is given, likewise.
    """
    title, abstract = (best([collapse_space(text) for text in texts]) for texts in (titles, abstracts))
    written = title, abstract
    marked = with_marks(written[0]), with_marks(with_names_of(title, abstract))
    found = tuple(formulas(text) for text in marked)
    is_tex = marked != written or any(_OF_TEX.search(text) for text in written)
    is_tex = is_tex or any(formula.is_sure for some in found for formula in some)
    whole = [_with_formulas(text, some, is_tex=is_tex) for text, some in zip(marked, found, strict=True)]
    left = [place for text in whole for place in _left(text)]
    return Repaired(whole[0], whole[1], tuple(dict.fromkeys(left)))


def warning(left: Sequence[str]) -> tuple[str, ...]:
    """Return what to tell of the places that were left, in one line; nothing where there are none."""
    if not left:
        return ()
    shown = ", ".join(f"'{shorten(place, 30)}'" for place in left[:_MOST_SHOWN])
    more = f" and {len(left) - _MOST_SHOWN} more places" if len(left) > _MOST_SHOWN else ""
    return (f"its TeX seems lost at {shown}{more}",)


def _with_formulas(text: str, found: Sequence[Formula], *, is_tex: bool) -> str:
    """Return a text with dollars around its formulas; the likely ones only where the paper holds TeX.

    Nothing is put back where a dollar that is there would be paired with one that is put.
    """
    put = [formula for formula in found if formula.is_sure or is_tex]
    parts: list[str] = []
    done = 0
    for formula in put:
        parts += [text[done : formula.start], f"${formula.tex}$"]
        done = formula.end
    whole = "".join([*parts, text[done:]])
    is_read_so = "$" not in text or _number_of_formulas(whole) == _number_of_formulas(text) + len(put)
    return whole if is_read_so else text


def _number_of_formulas(text: str) -> int:
    return sum(isinstance(node, Math) for node in RichText(text).nodes)


def _left(text: str) -> list[str]:
    """Return the places of a repaired text that still look damaged."""
    places = [_around(text, formula.start, formula.end) for formula in formulas(text)]
    places += [_around(text, *found.span()) for found in _TRACE.finditer(text)]
    return places + [_around(text, at, at + 1) for at in _lone_braces(text)]


def _around(text: str, start: int, end: int) -> str:
    """Return the words in which a range of a text stands."""
    begin = text.rfind(" ", 0, start) + 1
    stop = text.find(" ", end)
    return text[begin : stop if stop >= 0 else len(text)].rstrip(".,;:")


def _lone_braces(text: str) -> list[int]:
    opened: list[int] = []
    lone: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}":
            opened.pop() if opened else lone.append(brace.start())
    return [*lone, *opened]
