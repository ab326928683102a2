"""Text from strangers: read TeX, make it safe to show, escape it once for each format."""

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
from generator.base.text.latex import escape_latex, escape_latex_name
from generator.base.text.markdown import Markdown, escape_markdown, escape_markdown_address, fenced_code
from generator.base.text.markup import NO_TEXT, RichText, normalise_title, title_words

__all__ = [
    "NO_TEXT",
    "REPLACEMENT",
    "Markdown",
    "RichText",
    "collapse_space",
    "escape_html",
    "escape_latex",
    "escape_latex_name",
    "escape_markdown",
    "escape_markdown_address",
    "escape_ris",
    "escape_yaml",
    "fenced_code",
    "normalise_title",
    "title_words",
    "visible_line",
    "visible_text",
    "without_invisible",
]
