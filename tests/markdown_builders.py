"""The two builders of pages as tests ask them, and what makes their documents the same."""

import html
import re
from functools import cache

import markdown
from markdown.extensions.toc import slugify

from generator.base.text import escape_markdown_address
from generator.site import render_body

EXTENSIONS = ("fenced_code", "tables", "toc", "digest_math")
OPTIONAL = ("attr_list", "admonition", "def_list", "footnotes", "abbr", "sane_lists", "md_in_html")
"""What a curator may switch on beside them."""

MATH = "generator.base.text.markdown_math:MathExtension"


@cache
def _engine(*more: str) -> markdown.Markdown:
    names = [MATH if name == "digest_math" else name for name in (*EXTENSIONS, *more)]
    return markdown.Markdown(extensions=names)


def by_engine(text: str) -> str:
    """Return what MkDocs makes of Markdown."""
    return str(_engine().reset().convert(text))


def by_engine_with_more(text: str) -> str:
    """Return what MkDocs makes of Markdown where a curator switched on further extensions."""
    return str(_engine(*OPTIONAL).reset().convert(text))


def by_fast_builder(text: str) -> str:
    """Return what the fast builder makes of Markdown."""
    return render_body(text, slugify, "-").html


BUILDERS = (by_engine, by_engine_with_more, by_fast_builder)


def without_links(shown: str) -> str:
    """Return HTML with the labels of links alone."""
    return re.sub(r"</?a\b[^>]*>", "", shown)


def with_plain_links(shown: str) -> str:
    """Return HTML with links as Markdown can say them: without `rel`, the address percent-encoded."""

    def plain(found: re.Match[str]) -> str:
        return f'<a href="{escape_markdown_address(html.unescape(found[1]))}">'

    return re.sub(r'<a href="([^"]*)" rel="noopener">', plain, shown)
