"""Text of attackers in every place that a text can reach: nothing runs, nothing breaks, all of it is read."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Browser, Page, expect

from generator.base.text import RichText, collapse_space, text_of_html, visible_text
from generator.bibliography import published_papers
from tests.browser.hostile import OWN, shows_as_written, titles_of
from tests.browser.served import Site
from tests.browser.watched import Visitor

pytestmark = [pytest.mark.site, pytest.mark.slow]

KINDS = ("home", "topics", "topic", "tags", "tag", "editions", "edition", "paper", "about", "cite", "missing")
SAMPLE = 25
# Everything that a payload could do, told to the page's own record.
WATCH = """
window.__ran = [];
window.__xss = (what) => window.__ran.push(`__xss(${what})`);
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (what) => void window.__ran.push(`${name}(${what})`);
document.addEventListener("securitypolicyviolation", (event) =>
  window.__ran.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""
# Chromium's own parser, over pages that are not opened: what could ever run is not there.
INSPECT = """async ({paths, elements}) => {
  const inspect = async (path) => {
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    const all = [...page.querySelectorAll("*")];
    const attributes = all.flatMap((element) => [...element.attributes]);
    const isOfTheWeb = (address) => /^https?:/.test(new URL(address, location).href);
    const strange = [
      ...all.map((element) => element.localName).filter((name) => !elements.includes(name)),
      ...attributes.map(({name}) => name).filter((name) => /^(on|style$|srcdoc$|formact|xlink)/.test(name)),
      ...attributes.filter(({name}) => /^(href|src|action|data)$/.test(name)).map(({value}) => value)
        .filter((address) => URL.canParse(address, location) && !isOfTheWeb(address)),
    ];
    const text = (place, inside = page) => inside.querySelector(place)?.textContent;
    const source = (script) => script.getAttribute("src")?.replace(/^.*assets/, "") ?? script.text;
    const count = (place) => page.querySelectorAll(place).length;
    const cards = [...page.querySelectorAll(".papers > :is(h2, h3):has(> a[href*='papers/'])")];
    const link = (card) => card.firstElementChild.getAttribute("href");
    const ofType = (...types) => [...page.scripts].filter(({type}) => types.includes(type));
    return {
      path, strange, heading: text("h1"), title: text("title"), abstract: text("#abstract + p"),
      cards: cards.map((card) => [link(card), card.textContent]),
      scripts: ofType("", "module").map(source).join(),
      schema: ofType("application/ld+json").map(({text}) => text),
      data: ofType("application/json").map(({text}) => text),
      frame: ["html > body > header.masthead", "footer.colophon", "main #content", "h1"].map(count).join(),
    };
  };
  const found = [];
  for (let start = 0; start < paths.length; start += 20)
    found.push(...await Promise.all(paths.slice(start, start + 20).map(inspect)));
  return found;
}"""
ELEMENTS = """
html head meta link title script body input label div a header nav main footer svg path circle span button kbd
h1 h2 h3 p blockquote ul ol li i em strong code sup sub pre section article aside details summary dl dt dd
math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msup msub msubsup munder mover munderover mtable mtr mtd
mstyle mpadded mphantom menclose
""".split()


@pytest.fixture
def guest(browser: Browser, hostile_site: Site) -> Iterator[Visitor]:
    """Give a visitor of the hostile site; trouble in any page that it opens fails the test."""
    visitor = Visitor(browser, hostile_site)
    yield visitor
    visitor.close()
    assert visitor.trouble == []


@pytest.fixture(scope="module")
def inspected(browser: Browser, hostile_site: Site) -> list[dict[str, Any]]:
    """Give what Chromium's parser finds on every page of the hostile site."""
    visitor = Visitor(browser, hostile_site)
    page = visitor.open("about/")
    paths = [hostile_site.address + path for path in hostile_site.pages]
    found = page.evaluate(INSPECT, {"paths": paths, "elements": ELEMENTS})
    visitor.close()
    return [{**each, "path": each["path"].removeprefix(hostile_site.address)} for each in found]


def test_every_payload_is_published(hostile_site: Site) -> None:
    """No record is lost, rejected or taken for another one; the account says so."""
    report, titles = hostile_site.prepared.report, set(_expected_titles(hostile_site).values())
    wanted = {collapse_space(text_of_html(title)) for title in titles_of(OWN)}
    assert report.parsed == report.published == len(hostile_site.papers)
    assert report.rejected == ()
    assert {visible_text(title) for title in wanted if shows_as_written(title)} <= titles
    assert len(hostile_site.papers) >= len(titles) > len(OWN) / 2


def test_no_page_holds_what_could_run(inspected: list[dict[str, Any]]) -> None:
    """Only elements of the templates and of formulas; no handler, no style, no address but of the web."""
    strange = {page["path"]: page["strange"] for page in inspected if page["strange"]}
    scripts = {page["scripts"] for page in inspected}
    assert strange == {}
    assert len(scripts) == 1


def test_what_programs_read_is_the_text(hostile_site: Site, inspected: list[dict[str, Any]]) -> None:
    """The data in the head of a paper's page is JSON to its end, whatever it holds; only papers have any."""
    for page in inspected:
        key = page["path"].removeprefix("papers/").rstrip("/")
        of_paper = page["path"].startswith("papers/")
        names = [json.loads(text)["headline"] for text in page["schema"]]
        title = collapse_space(RichText(_title(hostile_site, key)).as_plain) if of_paper else ""
        assert names == ([title] if of_paper else []), page["path"]
        assert all(json.loads(text) for text in page["data"]), page["path"]


def test_no_text_breaks_the_page(hostile_site: Site, inspected: list[dict[str, Any]]) -> None:
    """One header, one footer, one heading, and each list as many papers as it should have."""
    by_path = {page["path"]: page for page in inspected}
    digest = hostile_site.prepared.digest
    assert {page["path"]: page["frame"] for page in inspected if page["frame"] != "1,1,1,1"} == {}
    lists = {
        **{f"editions/{day}/": papers for day, papers in digest.by_edition.items()},
        **{f"topics/{slug}/": papers for slug, papers in digest.by_topic.items()},
        **{f"tags/{slug}/": papers for slug, papers in digest.by_tag.items()},
    }
    assert len(lists) > 10
    for path, papers in lists.items():
        shown = [card[0].split("/")[-2] for card in by_path[path]["cards"]]
        assert shown == [paper.key for paper in papers], path


def test_all_text_is_read_as_it_was_written(hostile_site: Site, inspected: list[dict[str, Any]]) -> None:
    """Titles in headings, in titles of pages and in lists, and abstracts, character by character."""
    titles = _expected_titles(hostile_site)
    name = hostile_site.prepared.digest.settings.name
    abstracts = {paper.key: paper.abstract.source for paper in hostile_site.prepared.digest.papers}
    compared = 0
    for page in inspected:
        if page["path"].startswith("papers/"):
            key = page["path"].split("/")[1]
            assert _bare(page["title"]) == _bare(f"{RichText(_title(hostile_site, key)).as_plain} - {name}")
            assert key not in titles or _bare(page["heading"]) == _bare(titles[key])
            if shows_as_written(abstracts[key]):
                assert _bare(page["abstract"]) == _bare(visible_text(abstracts[key]))
                compared += 1
        for href, title in page["cards"]:
            key = href.split("/")[-2]
            assert key not in titles or _bare(title) == _bare(titles[key])
    assert compared > len(titles) / 2


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_on_a_page(guest: Visitor, kind: str) -> None:
    """Also when it is looked at, its abstracts are opened and everything is focused that can be."""
    page = guest.open(guest.site.page_of(kind), script=WATCH)
    for more in page.locator(".more").all()[:3]:
        more.click()
        expect(more).to_have_attribute("aria-expanded", "true")
    page.evaluate(
        "document.querySelectorAll('a, button, [tabindex], summary').forEach((each) => each.focus())"
    )
    page.mouse.move(200, 300)
    assert page.evaluate("window.__ran") == []
    assert page.url == guest.site.address + guest.site.page_of(kind)
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


def test_nothing_runs_on_papers(guest: Visitor) -> None:
    """A sample of their pages, this digest's own payloads first; copying gives the entry as it is shown."""
    own = [key for key, title in _expected_titles(guest.site).items() if "__xss" in title]
    keys = [*own, *(paper["key"] for paper in guest.site.papers)]
    page = guest.page(script=WATCH)
    for key in keys[:: max(1, len(keys) // SAMPLE)]:
        page.goto(f"{guest.site.address}papers/{key}/")
        page.locator("pre").get_by_role("button", name="Copy").click()
        expect(page.locator("pre").get_by_role("button", name="Copied")).to_be_visible()
        _, _, entry = guest.site.read(f"papers/{key}.bib").partition("\n\n")
        assert page.evaluate("navigator.clipboard.readText()") == entry
        assert page.evaluate("window.__ran") == []


def test_nothing_runs_in_search(guest: Visitor) -> None:
    """Payloads as words, as titles of hits, as names of filters and in the page's address."""
    page = guest.open("", script=WATCH)
    page.keyboard.press("/")
    for payload in OWN[:20]:
        page.get_by_role("searchbox").fill(payload)
        expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ papers?|No paper found"))
        _inspect_dialog(page)
    page.get_by_role("searchbox").fill("case")
    expect(page.locator(".search ol h2 mark").first).to_have_text("Case")
    total = int(page.get_by_role("status").inner_text().split()[0])
    for count in range(20, min(total, 60), 20):
        expect(page.locator(".search ol li")).to_have_count(count)
        page.get_by_role("button", name="Show ").click()
    expect(page.locator(".search ol li")).to_have_count(min(total, 60))
    _inspect_dialog(page)
    titles = set(page.locator(".search ol h2").evaluate_all("all => all.map(title => title.textContent)"))
    expected = {paper["title"] for paper in guest.site.papers}
    assert {_bare(title) for title in titles} <= {_bare(title) for title in expected}
    page.get_by_label("Find tags").fill(OWN[0])
    choice = page.get_by_role("group", name="Tag").locator("li", has_text=OWN[0])
    number = choice.locator(".search-count").inner_text()
    choice.get_by_role("checkbox").check()
    expect(page.get_by_role("list", name="Filters in use").locator("li")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text(f"{number} papers")
    page.reload()
    expect(page.get_by_role("status")).to_have_text(f"{number} papers")
    _inspect_dialog(page)


def test_nothing_runs_among_starred_papers(guest: Visitor) -> None:
    """What is kept of a paper and shown again is the text that was starred."""
    page = guest.open("editions/2031-01-02/", script=WATCH)
    stars = page.locator(".papers .star")
    most = min(len(OWN), stars.count())
    stars.evaluate_all("(all, most) => all.slice(0, most).forEach((star) => star.click())", most)
    titles = [text.removeprefix("Starred ") for text in stars.all_text_contents()[:most]]
    page.goto(guest.site.address + "starred/")
    expect(page.locator(".card")).to_have_count(most)
    assert page.locator(".card h3 a").evaluate_all("all => all.map((a) => a.textContent)") == titles[::-1]
    assert page.locator(".card h3 a *").count() == 0
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download BibTeX").click()
    library = parse_string(waiting.value.path().read_text(encoding="utf-8"))
    keys = page.locator(".card").evaluate_all("all => all.map((card) => card.dataset.key)")
    assert [entry.key for entry in library.entries] == sorted(keys)
    assert library.failed_blocks == []
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Removed")
    assert page.evaluate("window.__ran") == []


def test_files_stay_files(hostile_site: Site) -> None:
    """BibTeX parses with one entry a key, JSON Lines are one object a line, the sitemap is XML."""
    expected = {paper.key for paper in hostile_site.prepared.digest.papers}
    for file in ("papers.bib", "editions/2031-01-02.bib", "editions/2031-01-04.bib"):
        library = parse_string(hostile_site.read(file))
        keys = [entry.key for entry in library.entries]
        assert library.failed_blocks == [], file
        assert keys == sorted(set(keys)), file
        assert set(keys) <= expected, file
    singly = {
        path.stem: parse_string(path.read_text(encoding="utf-8"))
        for path in (hostile_site.root / "papers").glob("*.bib")
    }
    assert {key: [entry.key for entry in one.entries] for key, one in singly.items()} == {
        k: [k] for k in expected
    }
    assert {paper["key"] for paper in hostile_site.papers} == expected
    assert published_papers(hostile_site.project.site / "papers.jsonl", "papers.jsonl").keys() == expected
    root = ET.fromstring(hostile_site.read("sitemap.xml"))  # noqa: S314  this very build wrote it
    assert len(root) == len(hostile_site.pages) - len(("404.html", "starred/"))


def _inspect_dialog(page: Page) -> None:
    names = page.locator("dialog.search *").evaluate_all(
        "all => [...new Set(all.map(each => each.localName))]"
    )
    known = "div input button kbd span p label select option ul li section ol fieldset legend h2 a mark"
    assert set(names) <= set(known.split())
    assert page.evaluate("window.__ran") == []


def _title(site: Site, key: str) -> str:
    return site.prepared.digest.by_key[key].title.source


def _expected_titles(site: Site) -> dict[str, str]:
    """Return the title that a reader must see, by key, of all papers whose title is plain characters."""
    papers = site.prepared.digest.papers
    return {
        paper.key: visible_text(paper.title.source)
        for paper in papers
        if shows_as_written(paper.title.source)
    }


def _bare(text: str) -> str:
    """Return a text without differences that nobody sees: white space, and the mark of byte order."""
    return " ".join(text.replace("\ufeff", " ").split())
