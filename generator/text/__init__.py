"""Text from strangers: read TeX, make it safe to show, escape it once for each format."""

from __future__ import annotations

from generator.text.escape import (
    escape_html,
    escape_json_script,
    escape_latex,
    escape_latex_name,
    escape_markdown,
    escape_ris,
    escape_xml,
    escape_yaml,
)
from generator.text.markup import RichText, parse_text
from generator.text.spaces import REPLACEMENT, collapse_space, visible_text, without_invisible
from generator.text.titles import normalise_title, title_words

__all__ = [
    "REPLACEMENT",
    "RichText",
    "collapse_space",
    "escape_html",
    "escape_json_script",
    "escape_latex",
    "escape_latex_name",
    "escape_markdown",
    "escape_ris",
    "escape_xml",
    "escape_yaml",
    "normalise_title",
    "parse_text",
    "title_words",
    "visible_text",
    "without_invisible",
]
