"""What readers follow: editions by day, week and month, what is new, what is voted for, and feeds."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.outline import by_class, cards_of, first_of, hrefs, parse_page, text_of
from tests.browser.served import Site
from tests.browser.watched import Visitor

pytestmark = pytest.mark.site

BY_VOTES = ["A Harbour for Tokens", "Lighthouse Retrieval", "Tides of Attention"]
AS_DUMPED = ["Tides of Attention", "A Harbour for Tokens", "Lighthouse Retrieval"]
VOTED = "editions/2025-10-01/"


def test_a_week_shows_its_papers_by_day(built_site: Site) -> None:
    """Newest day first, each under a heading that leads to the edition; so does a month."""
    for path in ("editions/2025-W40/", "editions/2025-10/"):
        parts = [path, *(page for page in built_site.pages if re.fullmatch(rf"{path}\d+/", page))]
        headings = [heading for part in parts for heading in _day_headings(built_site, part)]
        assert list(dict.fromkeys(headings)) == [
            ("2 October 2025", "editions/2025-10-02/"),
            ("1 October 2025", VOTED),
        ]
        assert len(parts) == 1


def _day_headings(site: Site, path: str) -> list[tuple[str, str]]:
    """Return the headings of days on a page, each with where it leads."""
    (papers,) = by_class(parse_page(site.read(path)), "papers")
    return [(text_of(heading), urljoin(path, hrefs(heading)[0])) for heading in papers.findall("h2")]


def test_weeks_and_months_lead_on(built_site: Site) -> None:
    """To the ones before and after that have editions, over years without any."""
    for path, before in (("editions/2025-W40/", "Week 5 of 2001"), ("editions/2025-10/", "February 2001")):
        links = first_of(parse_page(built_site.read(path)), "neighbours")
        assert text_of(links) == f"Earlier {before}"
        (back,) = hrefs(links)
        there = first_of(parse_page(built_site.read(urljoin(path, back))), "neighbours")
        assert urljoin(urljoin(path, back), hrefs(there)[0]) == path


def test_an_edition_leads_to_its_week_and_month(built_site: Site) -> None:
    """Also where it is their only one, and the index need not say so."""
    (papers,) = by_class(parse_page(built_site.read("editions/2001-02-03/")), "papers")
    last = [line for line in papers.findall("p") if text_of(line).startswith("All of ")]
    assert [[link.split("/")[-2] for link in hrefs(line)] for line in last] == [["2001-W05", "2001-02"]]
    index = hrefs(parse_page(built_site.read("editions/")))
    assert any(link.endswith("editions/2025-10/") for link in index)
    assert not any(link.endswith(("editions/2001-02/", "editions/2001-W05/")) for link in index)


def test_new_papers_are_marked_among_older_ones(built_site: Site) -> None:
    """In topics, tags and weeks; not where all papers are of the newest edition."""
    newest = {paper["key"] for paper in built_site.papers if paper["edition"] == "2025-10-02"}
    assert newest
    for path in built_site.pages:
        cards = cards_of(parse_page(built_site.read(path)))
        marked = {card.key for card in cards if "New" in card.marks}
        alone = not path or path.startswith("editions/2025-10-02/")
        assert marked == (set() if alone else {card.key for card in cards} & newest), path


def test_votes_are_shown_and_papers_without_have_none(built_site: Site) -> None:
    """In lists and on the page of the paper."""
    cards = cards_of(parse_page(built_site.read(VOTED)))
    assert [fact for card in cards for fact in card.facts if "vote" in fact] == [
        "7 votes",
        "31 votes",
        "12 votes",
    ]
    paper = parse_page(built_site.read(f"papers/{_key(built_site, BY_VOTES[0])}/"))
    assert any(re.fullmatch(r"Votes:? 31", text_of(item)) for item in paper.iter("li"))
    other = cards_of(parse_page(built_site.read("editions/2025-10-02/")))
    assert not [fact for card in other for fact in card.facts if "vote" in fact]


def _key(site: Site, title: str) -> str:
    return next(str(paper["key"]) for paper in site.papers if paper["title"] == title)


def test_what_trends_has_a_page_and_a_place_at_the_front(built_site: Site) -> None:
    """Most votes first; nobody voted in the other editions."""
    assert [card.title for card in cards_of(parse_page(built_site.read("trending/")))] == BY_VOTES
    (rail,) = by_class(parse_page(built_site.read("")), "rail")
    heading = next(place for place, part in enumerate(rail) if part.get("id") == "trending")
    assert hrefs(rail[heading]) == ["trending/"]
    assert [text_of(item) for item in rail[heading + 1]] == [
        "A Harbour for Tokens 31",
        "Lighthouse Retrieval 12",
        "Tides of Attention 7",
    ]


def test_a_list_is_put_in_order_of_votes_and_back(visitor: Visitor) -> None:
    """By a switch; what belongs to a paper goes with it, and what follows the list stays."""
    page = visitor.open(VOTED)
    switch = page.get_by_role("button", name="Most votes first")
    before = _blocks(page)
    assert list(before)[1:] == AS_DUMPED
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    after = _blocks(page)
    assert list(after)[1:] == BY_VOTES
    rest = before[AS_DUMPED[-1]][before[AS_DUMPED[-1]].index(_ALL_OF) :]
    assert len(rest) > 1
    assert after[BY_VOTES[-1]][-len(rest) :] == rest
    for title in BY_VOTES[:-1]:
        assert after[title] == [line for line in before[title] if line not in rest]
    switch.click()
    assert _blocks(page) == before


_ALL_OF = "All of Week 40 of 2025 · October 2025"


def _blocks(page: Page) -> dict[str, list[str]]:
    """Return what stands below each heading of a list, as text."""
    blocks: dict[str, list[str]] = {"": []}
    shown = "all => all.map(e => [e.localName, e.textContent.trim().replace(/\\s+/g, ' ')])"
    for tag, text in page.locator(".papers > *").evaluate_all(shown):
        if tag == "h2":
            blocks[text] = []
        else:
            blocks[list(blocks)[-1]].append(text)
    return blocks


def test_every_feed_is_one_click_from_subscribe(visitor: Visitor) -> None:
    """And that page is one click from every page."""
    page = visitor.open("")
    page.locator("header.masthead").get_by_role("link", name="Subscribe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Subscribe")
    links = page.locator("#content a").evaluate_all("links => links.map(link => link.href)")
    named = {link.removeprefix(visitor.site.address) for link in links if "/feed." in link}
    feeds = {path.relative_to(visitor.site.root).as_posix() for path in visitor.site.root.rglob("feed.*")}
    assert named == feeds
    assert page.locator("a[href^='mailto:']").count() == 0
