r"""Repair what Hugging Face strips from titles and abstracts, where it is certain.

It takes a command from around what has no braces inside, then the dollars of formulas and the backslashes
between them: `$2.25\times$` becomes `2.25times`. What has left a trace that no text has without TeX is put
back. The rest is left as it is and told: a bare `S^2` is what some authors wrote.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.base.errors import shorten
from generator.base.text import collapse_space
from generator.stages.read.records import LONGEST_ABSTRACT
from generator.stages.read.stripped_tex.formulas import formulas
from generator.stages.read.stripped_tex.marks import is_of_tex, is_whole, lost_places, with_formulas
from generator.stages.read.stripped_tex.titles import best, with_names_of
from generator.stages.read.stripped_tex.words import with_marks

__all__ = ["Repaired", "repaired", "warning"]

_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Repaired:
    """A paper's texts with what was stripped put back.

    Attributes:
        title: The better title, on one line.
        abstract: The better abstract, on one line.
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
    if len(abstract) > LONGEST_ABSTRACT:
        return Repaired(title, abstract)  # no paper, and not worth the time
    said = _Text(title, with_marks), _Text(abstract, lambda text: with_marks(with_names_of(title, text)))
    is_tex = any(text.is_of_tex for text in said)
    left = [place for text in said for place in text.left(is_tex=is_tex)]
    put = [text.repaired(is_tex=is_tex) for text in said]
    return Repaired(put[0], put[1], tuple(dict.fromkeys(left)))


class _Text:
    """A text of a paper; one that has its formulas is left alone, since nothing was stripped from it."""

    def __init__(self, written: str, mend: Callable[[str], str]) -> None:
        self._written = written
        self._is_whole = is_whole(written)
        self._mended = written if self._is_whole else mend(written)
        self._formulas = () if self._is_whole else formulas(self._mended)

    @property
    def is_of_tex(self) -> bool:
        """Whether it shows that the paper's author writes TeX."""
        is_damaged = self._mended != self._written or any(formula.is_sure for formula in self._formulas)
        return self._is_whole or is_damaged or is_of_tex(self._written)

    def repaired(self, *, is_tex: bool) -> str:
        """Return the text with its marks; those that are only likely where the author writes TeX."""
        return with_formulas(self._mended, [found for found in self._formulas if is_tex or found.is_sure])

    def left(self, *, is_tex: bool) -> list[str]:
        """Return the places that still look damaged."""
        if self._is_whole:
            return []
        text = self.repaired(is_tex=is_tex)
        return lost_places(text, self._formulas if text == self._mended else formulas(text))


def warning(left: Sequence[str]) -> tuple[str, ...]:
    """Return what to tell of the places that were left, in one line; nothing where there are none."""
    if not left:
        return ()
    shown = ", ".join(f"'{shorten(place, 30)}'" for place in left[:_MOST_SHOWN])
    more = f" and {len(left) - _MOST_SHOWN} more places" if len(left) > _MOST_SHOWN else ""
    return (f"its TeX seems lost at {shown}{more}",)
