"""Every kind of page of the built site in a browser: quiet, readable, fitting, with and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.browser.served import KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.watched import Visitor

pytestmark = pytest.mark.site

LISTS = ("home", "topic", "tag", "edition", "second")
STYLES = ("APA", "IEEE", "ACL")
FORMATS = ("BibTeX", "RIS", "CSL-JSON", *STYLES)
PHONE = {"width": 390, "height": 844}
# What sticks out to the right, unless a box around it can be scrolled there; what is clipped to
# a point is for screen readers.
OUTSIDE = """() => [...document.body.querySelectorAll("*")].filter((element) => {
  if (element.closest(".unseen, svg") || !element.checkVisibility({visibilityProperty: true})) return false;
  if (element.getBoundingClientRect().right <= innerWidth + 0.5) return false;
  for (let box = element; box !== document.body; box = box.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(box).overflowX) &&
        box.getBoundingClientRect().right <= innerWidth) return false;
  return true;
}).map((element) => element.outerHTML.slice(0, 100))"""
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
CUT_OFF = """cards => cards.filter(card => {
  const abstract = card.querySelector(".abstract");
  return abstract && (!abstract.offsetHeight || abstract.scrollHeight > abstract.clientHeight + 1);
}).length"""
FOCUS = """() => {
  const {activeElement: element} = document;
  const {left, right, top, bottom, width} = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    name: element.outerHTML.slice(0, 80),
    body: element === document.body,
    shown: width > 0 && right > 0 && left < innerWidth && bottom > 0 && top < innerHeight,
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  };
}"""


def test_every_page_loads_in_peace(visitor: Visitor) -> None:
    """Scripts run, the console stays empty, and nothing is asked of another host."""
    page = visitor.page()
    for kind in KINDS:
        page.goto(visitor.site.address + visitor.site.page_of(kind))
        expect(page.locator("h1"), kind).to_be_visible()
        expect(page.locator("html"), kind).to_have_class("js")


def test_every_page_fits_a_phone(visitor: Visitor) -> None:
    """At 390 px nothing lies beyond the right edge, except inside what can be scrolled."""
    page = visitor.page(viewport=PHONE)
    for kind in KINDS:
        page.goto(visitor.site.address + visitor.site.page_of(kind))
        if kind in LISTS:
            page.get_by_label("Whole abstracts").check()
        assert page.evaluate(SIDEWAYS) == 0, kind
        assert page.evaluate(OUTSIDE) == [], kind


def test_every_page_is_whole_without_scripts(visitor: Visitor) -> None:
    """Its heading, its text and the ways in are there; what would need a script is not shown."""
    page = visitor.page(java_script_enabled=False)
    for kind in KINDS:
        page.goto(visitor.site.address + visitor.site.page_of(kind))
        expect(page.locator("h1"), kind).to_be_visible()
        ways = page.locator("header.masthead nav").get_by_role("link")
        expect(ways, kind).to_have_text(["Topics", "Tags", "Editions", "Subscribe", "Cite", "About"])
        assert all(way.is_visible() for way in ways.all()), kind
        assert page.locator("button:visible").count() == 0, kind
        assert len(page.locator("#content").inner_text()) > 60, kind


def test_a_paper_is_read_without_scripts(visitor: Visitor) -> None:
    """Title, authors, abstract, topics, tags, sources, citation and related papers."""
    paper = _paper(visitor)
    page = visitor.open(f"papers/{paper['key']}/", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text(paper["title"])
    expect(page.locator(".abstract")).to_have_text(paper["abstract"])
    expect(page.locator(".abstract")).to_be_visible()
    expect(page.locator("p.authors")).to_have_text(", ".join(paper["authors"]))
    expect(page.locator("#bibtex")).to_contain_text(f"{{{paper['key']},")
    assert page.locator(".topics a:visible").count() == len(paper["topics"])
    assert page.locator(".tags a:visible").count() == len(paper["tags"])
    assert page.locator(".related a:visible").count() == len(paper["related"]) > 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize("kind", LISTS)
def test_abstracts_in_lists_open_in_place(visitor: Visitor, kind: str, scripts: Any) -> None:  # noqa: ANN401
    """One by its own switch, all by the switch above the list; scripts are not needed for either."""
    page = visitor.open(visitor.site.page_of(kind), java_script_enabled=scripts, viewport=PHONE)
    cards = page.locator(".card")
    first = cards.first.locator(".abstract")
    closed = _height(first)
    assert cards.evaluate_all(CUT_OFF) > 0
    cards.first.locator("summary").click()
    assert _height(first) > 1.5 * closed
    assert first.evaluate("text => text.scrollHeight <= text.clientHeight + 1")
    cards.first.locator("summary").click()
    assert _height(first) == closed
    page.get_by_label("Whole abstracts").check()
    assert cards.evaluate_all(CUT_OFF) == 0


def test_the_choice_of_whole_abstracts_stays(visitor: Visitor) -> None:
    """On the next page and after a reload, until it is taken back."""
    page = visitor.open(visitor.site.page_of("edition"))
    page.get_by_label("Whole abstracts").check()
    page.goto(visitor.site.address + visitor.site.page_of("topic"))
    expect(page.get_by_label("Whole abstracts")).to_be_checked()
    assert page.locator(".card").evaluate_all(CUT_OFF) == 0
    page.get_by_label("Whole abstracts").uncheck()
    page.reload()
    assert page.locator(".card").evaluate_all(CUT_OFF) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "edition", "paper"])
def test_on_paper_abstracts_are_whole(visitor: Visitor, kind: str, scheme: Any) -> None:  # noqa: ANN401
    """Dark on white, without what only a screen can use."""
    page = visitor.open(visitor.site.page_of(kind), color_scheme=scheme)
    page.emulate_media(media="print")
    assert page.locator(".card").evaluate_all(CUT_OFF) == 0
    expect(page.locator(".abstract").first).to_be_visible()
    assert page.locator("button:visible, summary:visible, .ways-in:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 30, 29)"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_that_a_reader_chose_stay(visitor: Visitor, scheme: Any) -> None:  # noqa: ANN401
    """Over a reload and on other pages; a second press gives the system's own back."""
    page = visitor.open("", color_scheme=scheme)
    before = _background(page)
    button = page.get_by_role("button", name="Dark colours")
    button.click()
    chosen = _background(page)
    assert chosen != before
    page.reload()
    assert _background(page) == chosen
    page.goto(visitor.site.address + visitor.site.page_of("paper"))
    assert _background(page) == chosen
    expect(button).to_have_attribute("aria-pressed", "true" if scheme == "light" else "false")
    button.click()
    assert _background(page) == before
    assert page.evaluate("localStorage.getItem('digest.mdColorScheme')") is None


@pytest.mark.parametrize("format_name", FORMATS)
def test_copy_gives_the_citation_that_download_gives(visitor: Visitor, format_name: str) -> None:
    """A file without its comment and RIS without the abstract; of references one below its style's name."""
    page = visitor.open(f"papers/{_paper(visitor)['key']}/")
    if format_name != FORMATS[0]:
        page.locator(".formats summary", has_text=format_name).click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    downloaded = _download(page)
    if format_name in STYLES:
        assert "\n" not in copied
        assert f"{format_name}\n{copied}\n" in downloaded
    elif format_name == "RIS":
        lines = [line for line in downloaded.splitlines() if re.match("[A-Z][A-Z0-9]  - (?!AB)", line)]
        assert [line for line in lines if not line.startswith("AB")] == copied.splitlines()[: len(lines)]
    else:
        comment, _, entry = downloaded.rpartition("\n\n")
        assert entry == copied
        assert all(line.startswith("% ") for line in comment.splitlines())


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_citation_is_taken_without_scripts(visitor: Visitor, format_name: str) -> None:
    """One format is shown at a time, and its file is a link; there is no button that would do nothing."""
    page = visitor.open(f"papers/{_paper(visitor)['key']}/", java_script_enabled=False, viewport=PHONE)
    if format_name != FORMATS[0]:
        page.locator(".formats summary", has_text=format_name).click()
    assert page.locator(".formats").get_by_role("link", name="Download").count() == 1
    assert page.locator(".cite button:visible").count() == 0
    assert page.locator(".formats :is(pre, .reference):visible").count() == 1
    shown = page.locator(".formats :is(code, .reference):visible").inner_text()
    assert set(shown.splitlines()) <= {*_download(page).splitlines(), ""}


@pytest.mark.parametrize("kind", ["home", "edition", "paper", "cite"])
def test_the_keyboard_shows_where_it_is(visitor: Visitor, kind: str) -> None:
    """The first stops of the Tab key are in sight and outlined; the very first skips to the content."""
    page = visitor.open(visitor.site.page_of(kind))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    stops = []
    for _ in range(30):
        stops.append(page.evaluate(FOCUS))
        page.keyboard.press("Tab")
    stops = [stop for stop in stops if not stop["body"]]
    assert len({stop["name"] for stop in stops}) > 12
    assert [stop for stop in stops if not (stop["shown"] and stop["marked"])] == []


def test_what_is_missing_is_explained_wherever_it_was_looked_for(visitor: Visitor) -> None:
    """At any depth the page has its style, its links lead on, and search opens."""
    address = visitor.site.address + "papers/no/such/page/"
    page = visitor.page()
    answer = page.goto(address)
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", name="There is no page here")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).display") == "flex"
    links = page.locator(".ways a").evaluate_all("links => links.map(link => link.href)")
    assert links == [urljoin(visitor.site.address, path) for path in ("topics/", "tags/", "editions/", "")]
    page.get_by_role("button", name="Search titles").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    # Chromium says in the console that the page was missing, which it was meant to be.
    visitor.trouble[:] = [each for each in visitor.trouble if "404" not in each]


def _paper(visitor: Visitor) -> dict[str, Any]:
    """Return the paper of whose page most is to be seen, without formulas."""
    plain = [paper for paper in visitor.site.papers if not set("$\\^{") & set(paper["abstract"])]
    return max(plain, key=lambda paper: (paper["venue"] is not None, len(paper["tags"]), paper["key"]))


def _download(page: Page) -> str:
    """Return the file of the format that is open."""
    with page.expect_download() as download:
        page.locator(".cite").get_by_role("link", name="Download").click()
    return download.value.path().read_text(encoding="utf-8")


def _height(abstract: Any) -> float:  # noqa: ANN401
    return float(abstract.evaluate("text => text.getBoundingClientRect().height"))


def _background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
