"""No violation of axe-core's rules (<https://github.com/dequelabs/axe-core>), light and dark."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.served import KINDS
from tests.browser.watched import Visitor

pytestmark = [pytest.mark.site, pytest.mark.slow]

SCHEMES: Any = ("light", "dark")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible(visitor: Visitor, kind: str) -> None:
    """All that is on it, in both schemes; colours of links, counts and formulas included."""
    page = visitor.open(visitor.site.page_of(kind))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert _violations(page) == [], scheme


@pytest.mark.parametrize("question", ["?q=model", "?q=model&tag={tag}", "?q=xylophonistically", "?q="])
def test_the_search_dialog_is_accessible(visitor: Visitor, question: str) -> None:
    """With hits, with a filter in use, without a hit, and before anything is asked."""
    page = visitor.open(question.format(tag=_a_tag(visitor)))
    expect(page.locator("dialog.search")).to_be_visible()
    expect(page.locator(".search-found a").first).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert _violations(page, "dialog.search") == [], scheme


def test_open_abstracts_are_accessible(visitor: Visitor) -> None:
    """On a phone, where formulas scroll."""
    page = visitor.open(visitor.site.page_of("extreme"), viewport={"width": 390, "height": 844})
    assert _violations(page) == []
    page.goto(visitor.site.address + visitor.site.page_of("second"))
    for more in page.locator(".more").all()[:5]:
        more.click()
    expect(page.locator(".more[aria-expanded=true]")).to_have_count(5)
    assert _violations(page) == []


def _violations(page: Page, context: str | None = None) -> list[str]:
    """Return rule, help and first place of each violation."""
    found = Axe().run(page, context=context).response["violations"]
    return [f"{each['id']}: {each['help']}, {each['nodes'][0]['html'][:200]}" for each in found]


def _a_tag(visitor: Visitor) -> str:
    digest = visitor.site.prepared.digest
    most = max(digest.by_tag, key=lambda slug: len(digest.by_tag[slug]))
    return digest.taxonomy.tag_titles[most].replace(" ", "+")
