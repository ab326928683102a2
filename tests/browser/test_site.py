"""Every kind of page of the built site in a browser: quiet, readable, fitting, with and without scripts."""

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.outline import parse_page, text_of
from tests.browser.served import KINDS
from tests.browser.watched import Visitor

pytestmark = pytest.mark.site

LISTS = ("home", "topic", "tag", "edition", "second")
WAYS: Any = ["Topics", "Tags", "Editions", "Subscribe", "How to cite", "About", re.compile("GitHub")]
STYLES = ("APA", "IEEE", "ACL")
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
SHOWN = ".papers > .abstract.shown"
LOOK = """p => (({fontFamily, fontSize, color, marginTop, display}) =>
  [fontFamily, fontSize, color, marginTop, display].join())(getComputedStyle(p))"""
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""
STEADY = 0.05
"""Cumulative layout shift, half of what is called good (<https://web.dev/articles/cls>)."""
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
        expect(ways, kind).to_have_text(WAYS)
        assert all(way.is_visible() for way in ways.all()), kind
        assert page.locator("button:visible").count() == 0, kind
        assert len(page.locator("#content").inner_text()) > 60, kind


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_what_scripts_add_moves_nothing(visitor: Visitor, size: Any) -> None:  # noqa: ANN401
    """Stars and buttons come after the page is drawn, and what a reader looks at stays where it is."""
    page = visitor.page(**({"viewport": size} if size else {}))
    for kind in KINDS:
        page.goto(visitor.site.address + visitor.site.page_of(kind))
        assert page.evaluate(SHIFT) < STEADY, kind


def test_a_paper_is_read_without_scripts(visitor: Visitor) -> None:
    """Title, authors, abstract, topics, tags, sources, citation and related papers."""
    paper = _paper(visitor)
    page = visitor.open(f"papers/{paper['key']}/", java_script_enabled=False)
    article = page.locator("article.paper")
    expect(page.get_by_role("heading", level=1)).to_have_text(paper["title"])
    expect(page.locator("#abstract + p")).to_have_text(paper["abstract"])
    expect(page.locator("#abstract + p")).to_be_visible()
    expect(article.locator("h1 + p")).to_have_text(", ".join(paper["authors"]))
    expect(article.locator("pre")).to_contain_text(f"{{{paper['key']},")
    assert article.locator("a[href*='topics/']:visible").count() == len(paper["topics"])
    assert article.locator("a[href*='tags/']:visible").count() == len(paper["tags"])
    related = article.locator("#related-papers + ul a:visible")
    assert related.count() == len(paper["related"]) > 0


def test_an_edition_is_read_without_scripts(visitor: Visitor) -> None:
    """With what each paper says that it does, and a link to the rest."""
    page = visitor.open(visitor.site.page_of("edition"), java_script_enabled=False)
    text = page.locator(".papers").inner_text()
    papers = [paper for paper in visitor.site.papers if paper["title"] in text]
    assert len(papers) > 10
    plain = [paper for paper in papers if paper["gist"] and not set("$\\^{_") & set(paper["gist"])]
    assert [paper["key"] for paper in plain if paper["gist"] not in text] == []


def test_an_abstract_with_a_link_looks_like_any_other(visitor: Visitor) -> None:
    """It is no line of links."""
    page = visitor.open("editions/2001-02-03/")
    page.get_by_label("Whole abstracts").check()
    expect(page.locator(SHOWN)).to_have_count(2)
    linked = page.locator(".papers > p:has(> a[href^='https://example.org/'])")
    plain = page.locator(".papers > p", has_text="Letters migrate between alphabets.")
    assert linked.evaluate(LOOK) == plain.evaluate(LOOK)


@pytest.mark.parametrize("kind", ["topic", "edition", "second"])
def test_an_abstract_opens_in_place(visitor: Visitor, kind: str) -> None:
    """It stands below its paper, whether it was on the page or came from the paper's own."""
    page = visitor.open(visitor.site.page_of(kind), viewport=PHONE)
    button = page.get_by_role("button", name=re.compile("^Abstract of "))
    expect(page.locator(SHOWN)).to_have_count(0)
    for place in (0, 3):
        more = button.nth(place)
        key, title = _asked(more)
        more.click()
        expect(more).to_have_attribute("aria-expanded", "true")
        expect(page.locator(SHOWN)).to_have_count(1)
        expect(page.locator(SHOWN)).to_be_visible()
        assert _same(page.locator(SHOWN), visitor, key), title
        heading = page.locator(SHOWN).locator("xpath=preceding-sibling::*[self::h2 or self::h3][1]")
        expect(heading).to_have_text(title)
        more.click()
        expect(more).to_have_attribute("aria-expanded", "false")
        expect(page.locator(SHOWN)).to_have_count(0)


def _asked(more: Locator) -> tuple[str, str]:
    """Return the key and the title of the paper that a button belongs to."""
    key = more.evaluate(
        "b => b.parentElement.querySelector('a[href$=\".bib\"]').href.match(/([^/]+)\\.bib$/)[1]"
    )
    return str(key), more.locator(".unseen").inner_text().removeprefix("of ").strip()


def _same(shown: Locator, visitor: Visitor, key: str) -> bool:
    """Return whether an abstract is the one of the paper's own page, formulas included."""
    own = re.search(
        r'id="abstract">[^<]*</h2>\s*<p>(.*?)</p>', visitor.site.read(f"papers/{key}/"), re.DOTALL
    )
    assert own
    made = "([p, html]) => { const t = document.createElement('p'); t.innerHTML = html; return t.innerHTML; }"
    return bool(shown.inner_html() == shown.evaluate(f"(p, html) => ({made})([p, html])", own[1]))


def test_formulas_of_a_fetched_abstract_are_formulas(visitor: Visitor) -> None:
    """MathML that a browser draws, as on the paper's own page."""
    key, path = _with_formula(visitor)
    page = visitor.open(path)
    more = page.locator(f"p:has(> a[href$='papers/{key}.bib']) .more")
    more.click()
    formula = page.locator(f"{SHOWN} math").first
    expect(formula).to_be_visible()
    assert formula.evaluate("m => m.namespaceURI") == "http://www.w3.org/1998/Math/MathML"
    assert formula.evaluate("m => m.getBoundingClientRect().width") > 0


def _with_formula(visitor: Visitor) -> tuple[str, str]:
    """Return the key of a paper whose abstract holds a formula, and a list without the abstract."""
    for paper in visitor.site.papers:
        if (
            "<math"
            in visitor.site.read(f"papers/{paper['key']}/").partition('id="abstract"')[2].partition("</p>")[0]
        ):
            for topic in paper["topics"]:
                if f"papers/{paper['key']}.bib" in visitor.site.read(f"topics/{topic}/"):
                    return paper["key"], f"topics/{topic}/"
    pytest.fail("no abstract of a topic holds a formula")


def test_an_abstract_that_cannot_be_fetched_is_one_click_away(visitor: Visitor) -> None:
    """The button leads to the paper's page, which has it."""
    page = visitor.open(visitor.site.page_of("topic"))
    more = page.locator(".more").first
    key, _ = _asked(more)
    page.route(f"**/papers/{key}/", lambda route: route.abort(), times=1)
    more.click()
    page.wait_for_url(f"{visitor.site.address}papers/{key}/")
    visitor.trouble[:] = [each for each in visitor.trouble if "Failed to load resource" not in each]


def test_a_paper_without_abstract_says_so(visitor: Visitor) -> None:
    """Its list cannot know before it is asked for."""
    page = visitor.open(visitor.site.page_of("topic"))
    more = page.locator(".more").first
    key, _ = _asked(more)
    html = visitor.site.read(f"papers/{key}/").replace('id="abstract"', 'id="none"')
    page.route(f"**/papers/{key}/", lambda route: route.fulfill(body=html, content_type="text/html"))
    more.click()
    expect(more).to_contain_text("No abstract")
    expect(more).to_be_disabled()


def test_the_choice_of_whole_abstracts_stays(visitor: Visitor) -> None:
    """All that are reached are open, here, on the next page and after a reload, until it is taken back."""
    page = visitor.open(visitor.site.page_of("edition"))
    page.get_by_label("Whole abstracts").check()
    expect(page.locator(SHOWN).first).to_be_visible()
    page.goto(visitor.site.address + visitor.site.page_of("topic"))
    expect(page.get_by_label("Whole abstracts")).to_be_checked()
    expect(page.locator(SHOWN).first).to_be_visible()
    last = page.locator(".papers > :is(h2, h3)").last
    last.scroll_into_view_if_needed()
    expect(page.locator(".more[aria-expanded=true]").last).to_be_visible()
    page.get_by_label("Whole abstracts").uncheck()
    expect(page.locator(SHOWN)).to_have_count(0)
    page.reload()
    expect(page.locator(".more").first).to_be_visible()
    expect(page.locator(SHOWN)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "edition", "paper"])
def test_on_paper_abstracts_are_whole(visitor: Visitor, kind: str, scheme: Any) -> None:  # noqa: ANN401
    """Dark on white, with every line that is on the page, without what only a screen can use."""
    page = visitor.open(visitor.site.page_of(kind), color_scheme=scheme)
    page.emulate_media(media="print")
    lines = page.locator(".papers > p, .paper > p:not(.fix)")
    assert lines.count() > 1
    assert lines.evaluate_all("all => all.filter(p => !p.offsetHeight && p.innerText.trim()).length") == 0
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


def test_copy_gives_the_entry_that_download_gives(visitor: Visitor) -> None:
    """Exactly the BibTeX of the paper's file, without the comment at its top."""
    paper = _paper(visitor)
    page = visitor.open(f"papers/{paper['key']}/")
    page.locator("pre").get_by_role("button", name="Copy").click()
    expect(page.locator("pre").get_by_role("button", name="Copied")).to_be_visible()
    comment, _, entry = visitor.site.read(f"papers/{paper['key']}.bib").rpartition("\n\n")
    assert page.evaluate("navigator.clipboard.readText()") == entry
    assert all(line.startswith("% ") for line in comment.splitlines())


@pytest.mark.parametrize("style", STYLES)
def test_copy_gives_the_reference_without_its_label(visitor: Visitor, style: str) -> None:
    """The line that stands behind the style's name."""
    paper = _paper(visitor)
    page = visitor.open(f"papers/{paper['key']}/")
    page.get_by_role("button", name=f"Copy {style}").click()
    expect(page.get_by_role("button", name=f"Copied {style}")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\n" not in copied
    assert f"{style} {copied}" in text_of(parse_page(visitor.site.read(f"papers/{paper['key']}/")))


def test_where_copying_is_refused_the_text_is_selected(visitor: Visitor) -> None:
    """So that the reader can copy it by hand."""
    paper = _paper(visitor)
    page = visitor.open(
        f"papers/{paper['key']}/",
        script="navigator.clipboard && (navigator.clipboard.writeText = () => Promise.reject(0))",
    )
    page.locator("pre").get_by_role("button", name="Copy").click()
    expect(page.locator("pre").get_by_role("button", name="Selected")).to_be_visible()
    assert f"{{{paper['key']}," in page.evaluate("getSelection().toString()")


def test_a_citation_is_taken_without_scripts(visitor: Visitor) -> None:
    """Every format is a link to its file; there is no button that would do nothing."""
    key = _paper(visitor)["key"]
    page = visitor.open(f"papers/{key}/", java_script_enabled=False, viewport=PHONE)
    assert page.locator("#content button:visible").count() == 0
    links = page.locator("pre + p a, pre ~ p a").filter(visible=True)
    for name, suffix in (("BibTeX", "bib"), ("RIS", "ris")):
        href = links.get_by_text(name, exact=True).first.evaluate("a => a.href")
        assert href == f"{visitor.site.address}papers/{key}.{suffix}"
    shown = page.locator("pre").inner_text().strip()
    assert shown in visitor.site.read(f"papers/{key}.bib")


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


def _background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
