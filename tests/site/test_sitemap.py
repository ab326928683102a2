"""The list of pages."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from generator.site.sitemap import render_sitemap


def test_every_page_is_listed_once_under_the_sites_address() -> None:
    """The result is XML, whatever an address holds."""
    text = render_sitemap("https://example.org/digest/", ["topics/", "", "papers/a&b/"])

    root = ET.fromstring(text)  # noqa: S314  our own text
    assert [node.text for node in root.iter() if node.tag.endswith("loc")] == [
        "https://example.org/digest/",
        "https://example.org/digest/papers/a&b/",
        "https://example.org/digest/topics/",
    ]
