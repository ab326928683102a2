"""What readers follow: editions by day, week and month, what is new, what is voted for, and feeds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.browser.outline import by_class, first_of, hrefs, parse_page, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

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
        assert len(parts) == 2


def _day_headings(site: Site, path: str) -> list[tuple[str, str]]:
    """Return the headings of days on a page, each with where it leads."""
    found = [part.find("h2") for part in by_class(parse_page(site.read(path)), "list")]
    return [(text_of(heading), urljoin(path, hrefs(heading)[0])) for heading in found if hrefs(heading)]


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
    page = parse_page(built_site.read("editions/2001-02-03/"))
    assert [link.split("/")[-2] for link in hrefs(first_of(page, "periods"))] == ["2001-W05", "2001-02"]
    index = hrefs(parse_page(built_site.read("editions/")))
    assert any(link.endswith("editions/2025-10/") for link in index)
    assert not any(link.endswith(("editions/2001-02/", "editions/2001-W05/")) for link in index)


def test_new_papers_are_marked_among_older_ones(built_site: Site) -> None:
    """In topics, tags and weeks; not where all papers are of the newest edition."""
    newest = {paper["key"] for paper in built_site.papers if paper["edition"] == "2025-10-02"}
    assert newest
    for path in built_site.pages:
        if not re.match("(?:topics|tags|editions|trending)/", path) and path:
            continue
        cards = list(by_class(parse_page(built_site.read(path)), "card"))
        keys = {_key_of(card) for card in cards}
        marked = {_key_of(card) for card in cards if first_of(card, "new") is not None}
        alone = not path or path.startswith("editions/2025-10-02/")
        assert marked == (set() if alone else keys & newest), path


def _key_of(card: Element) -> str:
    return hrefs(card.find("h3"))[0].split("/")[-2]


def test_votes_are_shown_and_papers_without_have_none(built_site: Site) -> None:
    """On the card and on the page of the paper."""
    cards = list(by_class(parse_page(built_site.read(VOTED)), "card"))
    assert [text_of(first_of(card, "votes")) for card in cards] == ["7 votes", "31 votes", "12 votes"]
    labels = first_of(parse_page(built_site.read(f"papers/{_key(built_site, BY_VOTES[0])}/")), "labels")
    assert "Votes31" in text_of(labels).replace(" ", "")
    other = parse_page(built_site.read("editions/2025-10-02/"))
    assert not list(by_class(other, "votes"))
    assert not list(by_class(other, "order"))


def _key(site: Site, title: str) -> str:
    return next(str(paper["key"]) for paper in site.papers if paper["title"] == title)


def test_what_trends_has_a_page_and_a_place_at_the_front(built_site: Site) -> None:
    """Most votes first; nobody voted in the other editions."""
    cards = by_class(parse_page(built_site.read("trending/")), "card")
    assert [text_of(card.find("h3")) for card in cards] == BY_VOTES
    front = first_of(parse_page(built_site.read("")), "trending")
    assert front is not None
    assert [text_of(item) for item in front.iter("li")] == [
        "A Harbour for Tokens 31",
        "Lighthouse Retrieval 12",
        "Tides of Attention 7",
    ]
    assert hrefs(front)[0] == "trending/"


def test_a_list_is_put_in_order_of_votes_and_back(visitor: Visitor) -> None:
    """By a switch that only a script shows; the reading order follows what is seen."""
    page = visitor.open(VOTED)
    titles, switch = page.locator(".card h3"), page.get_by_role("button", name="Most votes first")
    expect(titles).to_have_text(AS_DUMPED)
    switch.click()
    expect(titles).to_have_text(BY_VOTES)
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(titles).to_have_text(AS_DUMPED)


def test_the_order_by_votes_keeps_papers_under_their_day(visitor: Visitor) -> None:
    """In a week or month; papers without votes keep their places behind those with."""
    page = visitor.open("editions/2025-W40/2/")
    before = page.locator(".list").first.locator("h3").all_text_contents()
    page.get_by_role("button", name="Most votes first, on this page").click()
    expect(page.locator(".list").last.locator("h3")).to_have_text(BY_VOTES)
    assert page.locator(".list").first.locator("h3").all_text_contents() == before


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
