"""The door to the CSL processor, which is imported only where a reference has to be made anew."""

import warnings
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from citeproc.string import MixedString, String


class _Formatter:
    """Marks italics by signs and leaves text as it is, since the processor escapes only part of it."""

    preformat = Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

    def __init__(self, italics: tuple[str, str]) -> None:
        self._begin, self._end = italics

    def Italic(self, text: str) -> str:  # noqa: N802  as the processor calls it
        return f"{self._begin}{text}{self._end}"


class _Source(CiteProcJSON):  # type: ignore[misc]
    """CSL-JSON whose strings hold no markup: a title is shown as written."""

    def parse_string(self, string: object) -> object:
        return MixedString([String(str(string))])


def process(style: str, item: Mapping[str, object], italics: tuple[str, str]) -> str:
    """Return the entry of one item in a bibliography.

    Args:
        style: Name of one of the styles at <https://github.com/citation-style-language/styles>.
        item: CSL-JSON; its strings are plain text.
        italics: Marks before and after italics; the item's text should hold neither.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of variables that the processor does not know; no style uses them
        source = _Source([{**item, "id": "paper"}])
        bibliography = CitationStylesBibliography(_open(style), source, _Formatter(italics))
        bibliography.register(Citation([CitationItem("paper")]))
        return "".join(map(str, bibliography.bibliography()))  # none where the item is empty


@lru_cache
def _open(style: str) -> Any:  # noqa: ANN401  as above
    return CitationStylesStyle(style, validate=False, locale="en-US")
