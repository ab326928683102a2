r"""An extension of Python-Markdown that reads formulas, for the pages that MkDocs builds.

`mkdocs.yml` names it by its entry point, `digest_math`. What counts as a formula: `base.text.inline_math`.
"""

import re
from typing import Any
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from generator.base.text.inline_math import formula_html, formula_opened

_OPENER = r"(?<!\\)(?:\\\\)*(\$\$?)"
_AFTER_CODE_BEFORE_ESCAPES = 185  # code spans are read at 190, backslash escapes at 180


class MathExtension(Extension):  # type: ignore[misc]  # the library has no types
    """Makes MathML of `$…$` and `$$…$$`, and of a backslash and a dollar a dollar."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (the library's name)
        """Switch formulas on.

        Args:
            md: The converter of pages.
        """
        # CommonMark takes a formula for no block either, and a line feed after one would be a space.
        md.block_level_elements = [tag for tag in md.block_level_elements if tag != "math"]
        if "$" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("$")
        md.inlinePatterns.register(_Formula(_OPENER, md), "digest_math", _AFTER_CODE_BEFORE_ESCAPES)


class _Formula(InlineProcessor):  # type: ignore[misc]
    def handleMatch(  # noqa: N802  (the library's name)
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int, int]:
        formula = formula_opened(data, m.start(1), m[1])
        if formula is None:
            return None, m.start(), m.end()
        return _element(formula_html(formula)), m.start(1), m.start(1) + len(formula.source)


def _element(html: str) -> ET.Element:
    """Return the tree of a formula, whose texts are not read again."""
    root = ET.fromstring(html)  # noqa: S314  (made by this package)
    for element in root.iter():
        element.text = AtomicString(_entities(element.text or ""))
    return root


def _entities(text: str) -> str:
    """Return text that stays itself: the library's writer leaves alone what looks like an entity."""
    return text.replace("&", "&amp;")


def makeExtension(**options: Any) -> MathExtension:  # noqa: ANN401, N802  (the library's way to make it)
    """Return the extension, as Python-Markdown asks for it by the path of this module."""
    return MathExtension(**options)
