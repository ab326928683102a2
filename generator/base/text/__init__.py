"""Text from strangers: read TeX, make it safe to show, escape it once for each format."""

from generator.base.text.commands import ACCENTS, accented, symbol
from generator.base.text.english import sentences
from generator.base.text.escape import (
    REPLACEMENT,
    collapse_space,
    escape_html,
    escape_ris,
    escape_yaml,
    visible_line,
    visible_text,
    without_invisible,
)
from generator.base.text.formula import Piece, as_written, math_element, read_formula
from generator.base.text.html import text_of_html
from generator.base.text.inline_math import MAX_LENGTH, formula_at, is_text_only
from generator.base.text.latex import escape_latex, escape_latex_name, latex_letter
from generator.base.text.markdown import Markdown, escape_markdown, escape_markdown_address, fenced_code
from generator.base.text.markup import NO_TEXT, RichText, normalise_title, title_words
from generator.base.text.nodes import Link, Math, Styled, Text
from generator.base.text.parse import is_protecting
from generator.base.text.spelled import spelled

__all__ = [
    "ACCENTS",
    "MAX_LENGTH",
    "NO_TEXT",
    "REPLACEMENT",
    "Link",
    "Markdown",
    "Math",
    "Piece",
    "RichText",
    "Styled",
    "Text",
    "accented",
    "as_written",
    "collapse_space",
    "escape_html",
    "escape_latex",
    "escape_latex_name",
    "escape_markdown",
    "escape_markdown_address",
    "escape_ris",
    "escape_yaml",
    "fenced_code",
    "formula_at",
    "is_protecting",
    "is_text_only",
    "latex_letter",
    "math_element",
    "normalise_title",
    "read_formula",
    "sentences",
    "spelled",
    "symbol",
    "text_of_html",
    "title_words",
    "visible_line",
    "visible_text",
    "without_invisible",
]
