"""Search over the built site: what a reader knows of a paper finds it, on every kind of page."""

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.served import KINDS
from tests.browser.watched import Visitor

pytestmark = pytest.mark.site

FACETS = ("Topic", "Tag", "Year", "Edition", "Code")
COMMON = "model"
_STEM = 6


def test_search_opens_on_every_kind_of_page(visitor: Visitor) -> None:
    """By `/`, by Ctrl-K and from the header; Escape closes it and all is as before."""
    page = visitor.page()
    for kind in KINDS:
        page.goto(visitor.site.address + visitor.site.page_of(kind))
        for key in ("/", "Control+k", ""):
            if key:
                page.keyboard.press(key)
            else:
                page.get_by_role("button", name="Search", exact=True).click()
            expect(page.get_by_role("searchbox"), f"{key} on {kind}").to_be_focused()
            page.keyboard.press("Escape")
            expect(page.locator("dialog.search"), kind).to_be_hidden()


@pytest.mark.parametrize("by", ["title", "author", "word", "key"])
def test_a_paper_is_found_by(visitor: Visitor, by: str) -> None:
    """Its title, one of its authors, a word that only its abstract holds, its key; the hit leads to it."""
    papers = visitor.site.papers
    page = visitor.open(visitor.site.page_of("topic"))
    for part in (1, 2, 3):
        paper, words = _known(papers, by, len(papers) * part // 4)
        place = f"{visitor.site.address}papers/{paper['key']}/"
        _ask(page, words)
        hit = page.locator(f'.search ol a[href="{place}"]')
        expect(hit, words).to_be_visible()
        first = page.locator(".search ol a").first.get_attribute("href")
        assert first == place or by == "author", (words, paper["title"])
        hit.click()
        expect(page).to_have_url(place)
        page.wait_for_load_state()


@pytest.mark.parametrize("facet", FACETS)
def test_each_filter_narrows_to_the_papers_that_have_its_value(visitor: Visitor, facet: str) -> None:
    """The number beside the first value is that of the export, and the dialog shows as many."""
    expected = _counts(visitor)[facet]
    page = visitor.open("")
    _ask(page, "")
    row = page.get_by_role("group", name=facet).locator("li").first
    expect(row).to_be_visible()
    number = int(row.locator(".search-count").inner_text())
    assert number in expected.values()
    assert number < len(visitor.site.papers)
    row.locator("input").check()
    expect(_status(page)).to_have_text(f"{number} paper{'s' * (number > 1)}")
    assert _shown(page) == min(20, number)


def test_filters_narrow_a_search_for_words(visitor: Visitor) -> None:
    """Together they leave fewer than each alone, and taking them off gives all back."""
    page = visitor.open("")
    _ask(page, COMMON)
    everything = _number(page)
    page.get_by_role("group", name="Tag").get_by_role("checkbox").first.check()
    expect(_status(page)).not_to_have_text(f"{everything} papers")
    some = _number(page)
    page.get_by_role("group", name="Year").get_by_role("checkbox").first.check()
    expect(_status(page)).not_to_have_text(f"{some} papers")
    assert 0 < _number(page) < some < everything
    page.get_by_role("button", name="Clear all").click()
    expect(_status(page)).to_have_text(f"{everything} papers")


def test_by_date_the_newest_edition_comes_first(visitor: Visitor) -> None:
    """And within an edition, the order of its page."""
    site = visitor.site
    page = visitor.open("")
    _ask(page, "a")
    page.get_by_label("Sort by").select_option("date")
    expect(page).to_have_url(re.compile("sort=date"))
    expect(page.locator(".search ol a").first).to_have_attribute(
        "href", f"{site.address}{_newest(visitor)[0]}"
    )
    found = page.locator(".search ol a").evaluate_all("links => links.map(link => link.href)")
    order = [f"{site.address}{path}" for path in _newest(visitor)]
    assert [order.index(link) for link in found] == sorted(order.index(link) for link in found)
    assert len(found) == 20


def test_without_a_hit_it_says_what_to_try(visitor: Visitor) -> None:
    """Words that would find something, and the ways without search; they lead to pages of this site."""
    page = visitor.open(visitor.site.page_of("paper"))
    _ask(page, f"{COMMON} xylophonistically")
    expect(_status(page)).to_have_text("No paper found")
    rest = page.locator(".search-rest")
    expect(rest).to_contain_text("spelling")
    rest.get_by_role("link", name="editions").click()
    expect(page).to_have_url(f"{visitor.site.address}editions/")
    page.go_back()
    expect(_status(page)).to_have_text("No paper found")
    rest.get_by_role("button", name=COMMON).click()
    expect(page.locator(".search ol a").first).to_be_visible()


def test_a_hit_shows_title_authors_and_context(visitor: Visitor) -> None:
    """As the export has them; the words that were asked for are marked."""
    papers = visitor.site.papers
    paper, word = _known(papers, "word", len(papers) // 2)
    page = visitor.open("")
    _ask(page, word)
    hit = page.locator(".search ol li").first
    expect(hit.locator("h2")).to_have_text(paper["title"])
    expect(hit.locator(".search-by")).to_contain_text(paper["authors"][0])
    expect(hit.locator(".search-context mark").first).to_have_text(re.compile(word, re.IGNORECASE))


def _ask(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill(words)


def _status(page: Page) -> Locator:
    return page.get_by_role("status")


def _number(page: Page) -> int:
    expect(_status(page)).to_have_text(re.compile(r"^\d+ papers?$"))
    return int(_status(page).inner_text().split()[0])


def _shown(page: Page) -> int:
    return page.locator(".search ol li").count()


def _newest(visitor: Visitor) -> list[str]:
    """Return the addresses of all papers in the order of the site."""
    return [f"papers/{paper.key}/" for paper in visitor.site.prepared.digest.papers]


def _known(papers: list[dict[str, Any]], by: str, place: int) -> tuple[dict[str, Any], str]:
    """Return the first paper from a place on that can be known by something, and what it is known by."""
    stems = Counter(stem for paper in papers for stem in set(_stems(f"{paper['abstract']} {paper['title']}")))
    for paper in papers[place:]:
        alone = [
            word
            for word, stem in zip(_words(paper["abstract"]), _stems(paper["abstract"]), strict=True)
            if stems[stem] == 1 and len(word) > _STEM
        ]
        author = paper["authors"][-1] if paper["authors"] else ""
        word = max(alone, key=len, default="")
        choice = {"title": paper["title"], "author": author, "word": word, "key": paper["key"]}
        if author and choice[by]:
            return paper, choice[by]
    pytest.fail(f"no paper can be known by its {by}")


def _words(text: str) -> list[str]:
    return re.findall(r"\b[a-z]+\b", text)


def _stems(text: str) -> list[str]:
    """Return what the forms of each word have in common; a longer beginning would part some of them."""
    return [word[:_STEM] for word in _words(text)]


def _counts(visitor: Visitor) -> dict[str, Counter[str]]:
    """Return the number of papers of each value, by facet, as the export has it."""
    papers, code_tags = visitor.site.papers, set(visitor.site.prepared.digest.taxonomy.code_tags)
    return {
        "Topic": Counter(slug for paper in papers for slug in paper["topics"]),
        "Tag": Counter(slug for paper in papers for slug in paper["tags"]),
        "Year": Counter(str(paper["year"]) for paper in papers if paper["year"]),
        "Edition": Counter(paper["edition"] for paper in papers),
        "Code": Counter("yes" for paper in papers if paper["code"] or code_tags & set(paper["tags"])),
    }
