"""What a reader has to load: a first visit, the heaviest page, the first answer of the search."""

import gzip

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.served import Site
from tests.browser.watched import Visitor

FIRST_VISIT = 70_000
"""Bytes as a server sends them, packed, with nothing kept from an earlier visit."""
PAGE = 150_000
"""Bytes of the HTML of a page, as it is."""
FIRST_ANSWER = 250_000
"""Bytes that the search loads until it shows something; its files are packed already."""
PACKED = ("image/png", "application/octet-stream")


def _weigh(page: Page) -> list[int]:
    """Return a list that gets the bytes of each answer that a page loads."""
    loaded: list[int] = []

    def note(response: Response) -> None:
        body = response.body()
        is_packed = response.headers.get("content-type", "").startswith(PACKED)
        loaded.append(len(body) if is_packed else len(gzip.compress(body)))

    page.on("response", note)
    return loaded


@pytest.mark.parametrize("kind", ["home", "topic", "edition", "paper"])
def test_a_first_visit_is_light(visitor: Visitor, kind: str) -> None:
    """The page, its style sheets and its scripts together."""
    page = visitor.page()
    loaded = _weigh(page)
    page.goto(visitor.site.address + visitor.site.page_of(kind), wait_until="networkidle")

    assert 5_000 < sum(loaded) <= FIRST_VISIT


def test_no_page_is_heavy(built_site: Site) -> None:
    """Not the fullest list, nor the longest edition; but one paper has more authors than a page can bear."""
    heavy = {path: size for path in built_site.pages if (size := len(built_site.read(path).encode())) > PAGE}

    assert heavy.keys() <= {built_site.page_of("extreme")}


def test_the_first_answer_of_the_search_is_light(visitor: Visitor) -> None:
    """Program, words and the papers that it shows."""
    page = visitor.open("")
    loaded = _weigh(page)
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("cache")
    expect(page.locator("dialog.search li").first).to_be_visible()

    assert 10_000 < sum(loaded) <= FIRST_ANSWER
