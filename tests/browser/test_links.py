"""Links, anchors and what every page must say of itself, over all files of the built site."""

import datetime as dt
import re
from itertools import pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest

from tests.browser.outline import addresses, by_class, hrefs, listed_keys, parse_page, text_of
from tests.browser.served import Site

pytestmark = pytest.mark.site

Pages = dict[str, "Element"]


@pytest.fixture(scope="module")
def pages(built_site: Site) -> Pages:
    """Give all pages by address."""
    return {path: parse_page(built_site.read(path)) for path in built_site.pages}


def _internal(site: Site, page: str, address: str) -> tuple[str, str] | None:
    """Return path and fragment of what an address on a page leads to; None when it leaves the site."""
    target, fragment = urldefrag(urljoin(site.url + page, address))
    if not target.startswith(site.url):
        return None
    return unquote(urlsplit(target.removeprefix(site.url)).path), unquote(fragment)


def _ids(page: Element) -> list[str]:
    return [element.attrib["id"] for element in page.iter() if "id" in element.attrib]


def test_every_link_and_anchor_resolves(built_site: Site, pages: Pages) -> None:
    """Whatever a page of the site names within the site is a file of it, and an anchor is an id there."""
    ids = {path: set(_ids(page)) for path, page in pages.items()}
    broken, checked = [], 0
    for path, page in pages.items():
        for address in addresses(page):
            checked += 1
            internal = _internal(built_site, path, address)
            if internal is None:
                continue
            target, fragment = internal
            is_page = target in pages
            is_file = is_page or (built_site.root / target).is_file()
            if not is_file or (fragment and fragment not in ids.get(target, set())):
                broken.append((path, address))
    assert broken == []
    assert checked > 20 * len(pages)


def test_links_that_leave_the_site_are_of_the_web(built_site: Site, pages: Pages) -> None:
    """Only links in a page's text leave, to https or http; nothing that the browser loads by itself does."""
    for path, page in pages.items():
        leaving = [address for address in addresses(page) if _internal(built_site, path, address) is None]
        links = [link for link in hrefs(page) if _internal(built_site, path, link) is None]
        canonical = [link for link in leaving if link.startswith(built_site.url)]
        assert sorted(leaving) == sorted(links + canonical), path
        assert all(re.match(r"https?://[^/\s]+", link) for link in links), (path, links)


def test_the_page_for_what_is_missing_works_at_any_address(built_site: Site, pages: Pages) -> None:
    """It stands in for pages at any depth, so what it names of the site is absolute, below its path."""
    below = urlsplit(built_site.url).path
    named = list(addresses(pages["404.html"]))
    assert len(named) > 10
    assert [address for address in named if not address.startswith((below, "#", "https://"))] == []


def test_every_page_is_reached_from_the_front_page(built_site: Site, pages: Pages) -> None:
    """By links alone, without search."""
    reached, waiting = {"", "404.html"}, [""]
    while waiting:
        path = waiting.pop()
        found = (_internal(built_site, path, link) for link in hrefs(pages[path]))
        new = {target for target, _ in filter(None, found) if target in pages} - reached
        reached |= new
        waiting += sorted(new)
    assert sorted(pages.keys() - reached) == []


def test_every_page_says_what_it_is(built_site: Site, pages: Pages) -> None:
    """One main heading, a title that begins like it, a description, a language and its own address."""
    for path, page in pages.items():
        headings = [text_of(heading) for heading in page.iter("h1")]
        titles = [text_of(title) for title in page.iter("title")]
        described = [
            meta.get("content", "") for meta in page.iter("meta") if meta.get("name") == "description"
        ]
        canonical = [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"]
        assert (len(headings), len(titles), len(described)) == (1, 1, 1), path
        assert headings[0], path
        assert titles[0], path
        assert described[0].strip(), path
        assert page.get("lang") == "en", path
        assert canonical == ([] if path == "404.html" else [built_site.url + path]), path


def test_titles_tell_pages_apart(built_site: Site, pages: Pages) -> None:
    """No two pages of one section have the same title, and all but the front page name the site."""
    titles = {path: text_of(page.find("head/title")) for path, page in pages.items()}
    name = titles[""]
    assert len({(path.split("/")[0], title) for path, title in titles.items()}) == len(titles)
    assert all(title.endswith(f" - {name}") for path, title in titles.items() if path)
    assert built_site.prepared.digest.settings.name == name


def test_ids_are_unique(pages: Pages) -> None:
    """An anchor leads to one place, and a label belongs to one control."""
    for path, page in pages.items():
        ids = _ids(page)
        assert len(ids) == len(set(ids)), path
        named = {
            name
            for element in page.iter()
            for attribute in ("aria-labelledby", "aria-controls", "aria-describedby", "for")
            for name in element.get(attribute, "").split()
        }
        assert named <= set(ids), path


def test_headings_leave_out_no_level(pages: Pages) -> None:
    """Who goes from heading to heading by ear hears the order of the page."""
    for path, page in pages.items():
        levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", element.tag)]
        assert levels[0] == 1, path
        assert all(level <= before + 1 for before, level in pairwise(levels)), path


def test_the_sitemap_lists_the_published_pages(built_site: Site, pages: Pages) -> None:
    """All of them once; not the page for what is missing, nor what engines are asked to leave out."""
    root = ET.fromstring(built_site.read("sitemap.xml"))  # noqa: S314  this very build wrote it
    listed = [element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    left_out = {path for path, page in pages.items() if _robots(page) == "noindex"}
    assert left_out == {"starred/"}
    published = [built_site.url + path for path in sorted(pages.keys() - left_out - {"404.html"})]
    assert sorted(map(str, listed)) == published


def _robots(page: Element) -> str:
    return next((meta.get("content", "") for meta in page.iter("meta") if meta.get("name") == "robots"), "")


def test_lists_hold_their_papers_once(built_site: Site, pages: Pages) -> None:
    """The parts of a long list hold all its papers, each once, and say how many there are."""
    for section in ("topics", "tags", "editions"):
        for path in (path for path in pages if re.fullmatch(rf"{section}/[^/]+/", path)):
            parts = [path, *(part for part in pages if re.fullmatch(rf"{re.escape(path)}\d+/", part))]
            keys = [key for part in parts for key in listed_keys(pages[part])]
            expected = _listed(built_site, section, path.split("/")[1])
            assert sorted(keys) == sorted(expected), path
            (papers,) = by_class(pages[path], "papers")
            assert any(text_of(line).startswith(f"{len(keys)} paper") for line in papers.iter("p")), path


def _listed(site: Site, section: str, slug: str) -> set[str]:
    """Return the keys of the papers that a list should hold."""
    if section == "editions":
        papers = site.prepared.digest.papers
        return {paper.key for paper in papers if any(_is_of(day, slug) for day in paper.editions)}
    return {paper["key"] for paper in site.papers if slug in (paper[section] or ["unsorted"])}


def _is_of(day: dt.date, slug: str) -> bool:
    """Return whether a day is of an edition, week or month."""
    return slug in {f"{day}", f"{day:%G-W%V}", f"{day:%Y-%m}"}
