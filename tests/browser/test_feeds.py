"""Feeds of the built site: valid, in step with the pages, and found from them."""

import re
from urllib.parse import urljoin

import pytest

from tests.browser.outline import cards_of, parse_page
from tests.browser.served import Site
from tests.feeds import check_atom, check_json_feed

pytestmark = pytest.mark.site

KINDS = {"application/atom+xml": "feed.atom", "application/feed+json": "feed.json"}
IN_BOTH = ("", "editions/")
NEWEST = 50


def _pages_with_feeds(site: Site) -> list[str]:
    """Return the addresses of pages that have a feed beside them."""
    found = (path.relative_to(site.root).as_posix() for path in site.root.rglob("feed.atom"))
    return sorted(path.removesuffix("feed.atom") for path in found)


def test_every_feed_is_valid(built_site: Site) -> None:
    """By the grammar of Atom, by the rules of JSON Feed, and for a program that reads feeds."""
    pages = _pages_with_feeds(built_site)
    assert len(pages) > 50
    for page in pages:
        atom = check_atom(built_site.read(f"{page}feed.atom"))
        assert (built_site.root / f"{page}feed.json").is_file() == (page in IN_BOTH), page
        if page not in IN_BOTH:
            continue
        items = check_json_feed(built_site.read(f"{page}feed.json"))["items"]
        assert [entry.id for entry in atom.entries] == [item["id"] for item in items], page
        assert [entry.title for entry in atom.entries] == [item["title"] for item in items], page


def test_a_feed_holds_the_first_papers_of_its_list(built_site: Site) -> None:
    """In the same order, fifty at most; a topic and a tag without a feed there is not."""
    pages = _pages_with_feeds(built_site)
    lists = {
        path for path in built_site.pages if path.startswith(("topics/", "tags/")) and path.count("/") == 2
    }
    assert set(pages) == {"", "editions/"} | lists
    for page in lists:
        older = [path for path in built_site.pages if re.fullmatch(rf"{re.escape(page)}\d+/", path)]
        parts = [page, *sorted(older, key=lambda path: -int(path.split("/")[-2]))]
        keys = [card.key for part in parts for card in cards_of(parse_page(built_site.read(part)))]
        shown = [f"{built_site.url}papers/{key}/" for key in keys]
        entries = check_atom(built_site.read(f"{page}feed.atom")).entries
        assert [entry.link for entry in entries] == shown[:NEWEST], page


def test_the_feed_of_editions_holds_every_edition(built_site: Site) -> None:
    """This site has few; each names as many papers as its page."""
    items = check_json_feed(built_site.read("editions/feed.json"))["items"]
    days = built_site.prepared.digest.by_edition
    assert [item["date_published"][:10] for item in items] == [day.isoformat() for day in days]
    for item, papers in zip(items, days.values(), strict=True):
        assert item["content_html"].count("<li>") == len(papers)


def test_pages_lead_programs_to_their_feed(built_site: Site) -> None:
    """The front page, topics, tags and editions, on further pages of a list too; each feed is led to."""
    reached = set()
    for path in built_site.pages:
        links = [
            (link.get("type", ""), urljoin(built_site.url + path, link.get("href", "")), link.get("title"))
            for link in parse_page(built_site.read(path)).iter("link")
            if link.get("type") in KINDS
        ]
        if not path or (path.startswith(("editions/", "topics/", "tags/")) and path.count("/") > 1):
            formats = 2 if not path or path.startswith("editions/") else 1
            assert [kind for kind, *_ in links] == list(KINDS)[:formats], path
        for kind, address, title in links:
            assert address.endswith(KINDS[kind]), path
            assert title, path
            reached.add(address.removeprefix(built_site.url))
    feeds = {f"{page}feed.atom" for page in _pages_with_feeds(built_site)}
    assert reached == feeds | {f"{page}feed.json" for page in IN_BOTH}


def test_feeds_of_hostile_papers_are_valid(hostile_site: Site) -> None:
    """Nothing in them is an element that readers did not ask for."""
    pages = _pages_with_feeds(hostile_site)
    assert len(pages) > 10
    for page in pages:
        check_atom(hostile_site.read(f"{page}feed.atom"))
    for page in IN_BOTH:
        check_json_feed(hostile_site.read(f"{page}feed.json"))
