"""The list of pages for search engines (<https://www.sitemaps.org/protocol.html>)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.text import escape_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def render_sitemap(url: str, paths: Iterable[str]) -> str:
    """Return the sitemap of a site.

    Args:
        url: Of the site, ending in a slash.
        paths: Of its pages, relative to the root.
    """
    lines = (f"  <url><loc>{escape_xml(url + path)}</loc></url>\n" for path in sorted(paths))
    return f"{_HEAD}{''.join(lines)}</urlset>\n"
