"""What a reader keeps in the browser alone: starred papers, and what came since the last visit."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Download, Locator, Page, expect

from tests.browser.served import Site
from tests.browser.watched import Visitor

pytestmark = pytest.mark.site

STARS = "digest.stars:/paper-digest/"
VISIT = "digest.visit:/paper-digest/"
PHONE: Any = {"width": 390, "height": 844}
EDITION = "editions/2025-10-02/"
FINGER = 44
"""CSS pixels of what is touched (<https://www.w3.org/TR/WCAG22/#target-size-enhanced>)."""
MANY = 2000
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); }
});"""
OF_PAPER = "all => all.map(({paper}) => [paper.keys[0], [paper.title, paper.authors]])"
"""What the stars of a page would keep, by key."""
DAMAGED = (
    "{",
    "null",
    "7",
    "[]",
    '{"version": 1}',
    '{"version": "1", "papers": []}',
    '{"version": 1, "papers": {"length": 3}}',
    '{"version": 1, "papers": [null, 3, {"key": "../about"}, {"key": 5, "title": "x"}, {"title": "no key"}]}',
    '{"version": 1, "papers": [{"key": "a", "title": {}, "authors": 3, "starred": "9999-99-99"}]}',
)


def test_a_star_stays_and_is_shown_wherever_the_paper_is(visitor: Visitor) -> None:
    """After a reload, on the paper's page, in its topic, among the starred; taken back it leaves nothing."""
    page = visitor.open(EDITION)
    paper = _papers(visitor.site)[0]
    star = page.get_by_role("button", name=f"Star {paper['title']}")
    star.focus()
    page.keyboard.press("Space")
    expect(_star(page, paper)).to_have_text(f"Starred {paper['title']}")
    page.reload()
    expect(page.locator(".star[aria-pressed=true]")).to_have_count(1)
    for path in (f"papers/{paper['key']}/", f"topics/{paper['topics'][0]}/"):
        page.goto(visitor.site.address + path)
        expect(_star(page, paper)).to_have_attribute("aria-pressed", "true")
    page.locator(".tools").get_by_role("link", name="Starred papers").click()
    expect(page.locator(".card h3")).to_have_text([paper["title"]])
    page.get_by_role("link", name=paper["title"]).click()
    assert page.url == f"{visitor.site.address}papers/{paper['key']}/"
    _star(page, paper).click()
    expect(_star(page, paper)).to_have_attribute("aria-pressed", "false")
    assert _kept(page) is None


def test_the_starred_are_shown_with_what_was_kept_of_them(visitor: Visitor) -> None:
    """Newest star first, title, authors as on a card and the day, without asking for anything else."""
    page = visitor.page()
    page.clock.set_fixed_time(dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC))
    papers = sorted(_papers(visitor.site), key=lambda paper: -len(paper["authors"]))[:3]
    for paper in papers:
        page.goto(f"{visitor.site.address}papers/{paper['key']}/")
        _star(page, paper).click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(visitor.site.address + "starred/")
    expect(page.locator(".card h3")).to_have_text([paper["title"] for paper in reversed(papers)])
    names = papers[0]["authors"]
    assert len(names) > 6
    shown = ", ".join([*names[:6], f"and {len(names) - 6} more"])
    expect(page.locator(".card").last.locator(".authors")).to_have_text(shown)
    expect(page.locator(".card .published").first).to_have_text("Starred 4 March 2026")
    expect(page.locator(".facts")).to_contain_text("3 papers")
    assert [url for url in asked if not re.search(r"/starred/$|/assets/", url)] == []


def test_a_star_is_the_same_from_a_list_and_from_the_papers_page(visitor: Visitor) -> None:
    """The title without markup, as the export has it, and the same names."""
    page = visitor.open("editions/2001-02-03/")
    titles = {paper["key"]: paper["title"] for paper in visitor.site.papers}
    for path in ("editions/2001-02-03/", EDITION):
        page.goto(visitor.site.address + path)
        seen = dict(page.locator(".star").evaluate_all(OF_PAPER)[:12])
        assert {key: title for key, (title, _) in seen.items()} == {key: titles[key] for key in seen}
        for key, star in seen.items():
            page.goto(f"{visitor.site.address}papers/{key}/")
            assert page.locator(".star").evaluate_all(OF_PAPER) == [[key, star]], key


def test_a_removed_star_can_be_put_back(visitor: Visitor) -> None:
    """The keyboard goes on to the next paper, and after the last one to what brings it back."""
    page = visitor.open("starred/", storage_state=_keeping(visitor, "one", "two"))
    page.get_by_role("button", name="Remove Paper two").press("Enter")
    expect(page.get_by_role("button", name="Remove Paper one")).to_be_focused()
    page.get_by_role("button", name="Remove Paper one").press("Enter")
    expect(page.get_by_text("No paper yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Download BibTeX")).to_be_hidden()
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".card h3 a")).to_have_text(["Paper one"])
    expect(page.locator(".card h3 a")).to_be_focused()


def test_tabs_agree(visitor: Visitor) -> None:
    """A star of one tab appears in another, and neither undoes what the other did."""
    first = visitor.open(EDITION)
    second = first.context.new_page()
    second.goto(first.url)
    list_of_both = first.context.new_page()
    list_of_both.goto(visitor.site.address + "starred/")
    first.locator(".star").nth(0).click()
    expect(second.locator(".star").nth(0)).to_have_attribute("aria-pressed", "true")
    second.locator(".star").nth(1).click()
    expect(first.locator(".star[aria-pressed=true]")).to_have_count(2)
    expect(list_of_both.locator(".card")).to_have_count(2)
    list_of_both.get_by_role("button", name="Remove").first.click()
    expect(second.locator(".star[aria-pressed=true]")).to_have_count(1)


def test_a_page_that_is_come_back_to_is_up_to_date(visitor: Visitor) -> None:
    """A browser may show it again as it was left, without loading it; it missed what happened since."""
    page = visitor.open(EDITION)
    page.locator(".star").first.click()
    page.evaluate("localStorage.clear()")
    expect(page.locator(".star").first).to_have_attribute("aria-pressed", "true")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator(".star").first).to_have_attribute("aria-pressed", "false")


def test_without_scripts_the_page_of_the_starred_says_what_it_is(visitor: Visitor) -> None:
    """And nowhere is there a star that would do nothing."""
    page = visitor.open("starred/", java_script_enabled=False)
    expect(page.get_by_text("Kept in this browser alone")).to_be_visible()
    expect(page.get_by_text("Stars need JavaScript, which does not run here.")).to_be_visible()
    assert page.locator("button:visible").count() == 0
    page.goto(visitor.site.address + EDITION)
    assert page.locator(".star:visible").count() == 0


def test_a_paper_that_got_another_key_keeps_its_star(visitor: Visitor) -> None:
    """Its page knows its old keys; taking the star back takes all of them."""
    paper = _papers(visitor.site)[0]
    address = f"{visitor.site.address}papers/{paper['key']}/"
    page = visitor.page(storage_state=_keeping(visitor, "one", "two"))
    html = visitor.site.read(f"papers/{paper['key']}/")
    named = html.replace('"retired": []', '"retired": ["two"]')
    assert named != html
    page.route(address, lambda route: route.fulfill(body=named, content_type="text/html"))
    page.goto(address)
    expect(_star(page, paper)).to_have_attribute("aria-pressed", "true")
    _star(page, paper).click()
    expect(_star(page, paper)).to_have_attribute("aria-pressed", "false")
    kept = _kept(page)
    assert kept
    assert [star["key"] for star in kept["papers"]] == ["one"]


def test_what_is_damaged_is_as_good_as_nothing(visitor: Visitor) -> None:
    """Whatever stands in the storage: pages stay quiet, and what can be starred is kept."""
    page = visitor.open("starred/")
    for stored in DAMAGED:
        page.evaluate(
            "([names, stored]) => names.forEach((name) => localStorage.setItem(name, stored))",
            [[STARS, VISIT], stored],
        )
        page.goto(visitor.site.address + "starred/")
        expect(page.locator(".facts, .none").locator("visible=true"), stored).to_have_count(1)
        expect(page.locator("#content"), stored).not_to_contain_text("Invalid")
        page.goto(visitor.site.address)
        star = page.locator(".papers .star").first
        star.click()
        expect(star, stored).to_have_attribute("aria-pressed", "true")
        assert _kept(page)["papers"][-1]["key"] == _key(star), stored


def test_what_a_later_version_kept_is_left_alone(visitor: Visitor) -> None:
    """An old page in a browser's cache neither reads nor overwrites it, and says so."""
    stored = '{"version": 2, "papers": "in some other way"}'
    page = visitor.open(EDITION, storage_state=_storing(visitor, {STARS: stored, VISIT: stored}))
    page.locator(".star").first.click()
    expect(page.locator(".star").first).to_contain_text("Not kept: a newer version")
    assert page.evaluate("name => localStorage.getItem(name)", STARS) == stored
    page.goto(visitor.site.address)
    assert page.evaluate("name => localStorage.getItem(name)", VISIT) == stored


def test_a_full_storage_is_said_and_loses_nothing(visitor: Visitor) -> None:
    """The star that could not be kept is not shown as kept."""
    page = visitor.open(EDITION)
    page.clock.install()
    page.locator(".star").nth(0).click()
    page.evaluate("""() => {
      for (let size = 2 ** 22; size; size >>= 1)
        try { for (let n = 0; ; n++) localStorage.setItem(`${size}.${n}`, "x".repeat(size)); } catch {}
    }""")
    star = page.locator(".star").nth(1)
    star.click()
    expect(star).to_contain_text("Not kept: this browser’s storage is full or switched off.")
    expect(star).to_have_attribute("aria-pressed", "false")
    expect(star).to_have_attribute("aria-live", "polite")
    page.clock.run_for(6000)
    expect(star).to_have_text(re.compile("^Star "))
    page.reload()
    expect(page.locator(".star[aria-pressed=true]")).to_have_count(1)


def test_without_storage_nothing_breaks(visitor: Visitor) -> None:
    """Where a browser refuses to keep anything, pages are quiet and a star says why it is not kept."""
    page = visitor.page(script=NO_STORAGE)
    for path in ("", "editions/", "starred/", f"papers/{_papers(visitor.site)[0]['key']}/"):
        page.goto(visitor.site.address + path)
        expect(page.locator("h1")).to_be_visible()
    page.locator(".star").click()
    expect(page.locator(".star")).to_contain_text("Not kept")


def test_kept_text_stays_text(visitor: Visitor) -> None:
    """Titles and names from the storage are shown character by character, whoever wrote them there."""
    title = "<img src=x onerror=alert(1)>\"'&amp; $x$"
    star = {"key": "one", "title": title, "authors": title, "starred": title}
    page = visitor.open(
        "starred/", storage_state=_storing(visitor, {STARS: json.dumps({"version": 1, "papers": [star]})})
    )
    expect(page.locator(".card h3 a")).to_have_text(title)
    expect(page.locator(".card .authors")).to_have_text(title)
    page.get_by_role("button", name="Remove").click()
    expect(_status(page)).to_contain_text(title)
    assert page.locator("#content img").count() == 0


def test_thousands_of_stars(visitor: Visitor) -> None:
    """All are listed, and pages with stars still answer."""
    page = visitor.open(
        "starred/", storage_state=_keeping(visitor, *(f"paper-{number}" for number in range(MANY)))
    )
    expect(page.locator(".facts")).to_contain_text("2,000 papers")
    expect(page.locator(".card")).to_have_count(MANY)
    page.goto(visitor.site.address + EDITION)
    page.locator(".star").first.click()
    kept = _kept(page)
    assert kept
    assert len(kept["papers"]) == MANY + 1


def test_the_starred_are_taken_as_bibtex(visitor: Visitor) -> None:
    """One file with exactly the starred, sorted by key, each as in its own file; copying gives the same."""
    page = visitor.open(EDITION)
    for place in (4, 0, 7):
        page.locator(".star").nth(place).click()
    keys = sorted(_key(star) for star in page.locator(".star[aria-pressed=true]").all())
    page.goto(visitor.site.address + "starred/")
    text = _taken(page, "Download BibTeX", "starred.bib")
    expect(_status(page)).to_have_text("Downloaded 3 papers.")
    library = parse_string(text)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == keys
    assert all(visitor.site.read(f"papers/{key}.bib").partition("\n\n")[2] in text for key in keys)
    head, count, empty = text.splitlines()[:3]
    assert head == f"% Offprint: starred papers, {visitor.site.url}starred/"
    assert re.fullmatch(r"% taken \d{4}-\d\d-\d\d, 3 papers", count)
    assert empty == ""
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(_status(page)).to_have_text("Copied 3 papers.")
    assert page.evaluate("navigator.clipboard.readText()").split("\n\n") == text.split("\n\n")


def test_old_keys_collapse_and_what_is_gone_is_said(visitor: Visitor) -> None:
    """The file of a retired key holds the entry of the new one; a page in place of a file is no entry."""
    key = _papers(visitor.site)[0]["key"]
    page = visitor.open(
        "starred/", storage_state=_keeping(visitor, "retired", key, "gone", "page", "offline")
    )
    entry, html = visitor.site.read(f"papers/{key}.bib"), visitor.site.read("")
    page.route("**/papers/retired.bib", lambda route: route.fulfill(body=entry))
    page.route("**/papers/page.bib", lambda route: route.fulfill(body=html))
    page.route("**/papers/offline.bib", lambda route: route.abort())
    library = parse_string(_taken(page, "Download BibTeX", "starred.bib"))
    assert [each.key for each in library.entries] == [key]
    expect(_status(page)).to_have_text(
        "Downloaded 1 paper. 3 papers could not be fetched: gone, offline, page."
    )
    # Chromium says in the console that a file was missing, as it was meant to be.
    visitor.trouble[:] = [each for each in visitor.trouble if "Failed to load resource" not in each]


def test_a_backup_brings_the_stars_to_another_browser(visitor: Visitor) -> None:
    """All of them, in their order; a second time nothing is added, and what is there wins."""
    page = visitor.open("starred/", storage_state=_keeping(visitor, "one", "two", "three"))
    backup = _taken(page, "Save a backup", "starred.json")
    expect(_status(page)).to_have_text("Saved 3 papers.")
    other = visitor.open("starred/")
    expect(other.get_by_role("button", name="Save a backup")).to_be_hidden()
    _restore(other, backup)
    expect(_status(other)).to_have_text("Added 3 papers; 0 papers had a star already.")
    expect(other.locator(".card h3")).to_have_text(["Paper three", "Paper two", "Paper one"])
    assert _kept(other) == _kept(page) == json.loads(backup)
    _restore(other, backup.replace("Paper one", "Another title"))
    expect(_status(other)).to_have_text("Added 0 papers; 3 papers had a star already.")
    assert _kept(other) == json.loads(backup)


def test_a_file_that_is_no_backup_changes_nothing(visitor: Visitor) -> None:
    """And it is said why."""
    page = visitor.open("starred/", storage_state=_keeping(visitor, "one"))
    before = _kept(page)
    newer = "A newer version of this site made this backup. Load the page again."
    for content, answer in (
        ("%PDF-1.7", "There are no stars in this file."),
        ('{"version": 2, "papers": []}', newer),
        ('{"version": 1, "papers": [{"key": "<b>"}]}', "There are no stars in this file."),
    ):
        _restore(page, content)
        expect(_status(page), content).to_have_text(answer)
        assert _kept(page) == before


def test_a_first_visit_is_told_nothing(visitor: Visitor) -> None:
    """Nor is anything kept of who has not seen an edition yet."""
    page = visitor.open(f"papers/{_papers(visitor.site)[0]['key']}/")
    assert _kept(page, VISIT) is None
    for path in ("", "", "editions/"):
        page.goto(visitor.site.address + path)
        expect(page.locator(".since")).to_be_hidden()
        assert page.locator(".fresh").count() == 0
    visit = _kept(page, VISIT)
    assert visit
    assert visit["seen"] == "2025-10-02"


def test_who_comes_back_is_told_what_came_since(visitor: Visitor) -> None:
    """Papers and editions after the newest one seen, until half an hour without a page of this site."""
    page = visitor.page()
    _at(page, "2025-09-30T18:00", visitor.site.address)
    _forget(page, "2001-02-03")
    new = len([paper for paper in visitor.site.papers if paper["edition"] > "2001-02-03"])
    said = f"{new} new papers in 2 editions since your last visit on 30 September 2025"
    for time, path in (
        ("2025-10-03T09:00", ""),
        ("2025-10-03T09:20", ""),
        ("2025-10-03T09:40", f"papers/{_papers(visitor.site)[0]['key']}/"),
        ("2025-10-03T10:00", ""),
    ):
        _at(page, time, visitor.site.address + path)
        expect(page.locator("h1")).to_be_visible()
        assert path or page.locator(".since").inner_text() == said, time
    page.locator(".since").get_by_role("link").click()
    expect(page.locator(".since")).to_have_text(said)
    assert page.url == f"{visitor.site.address}editions/"
    marked = page.locator("li:has(.fresh)")
    assert marked.locator("a").all_text_contents() == ["2 October", "1 October"]
    expect(page.locator(".fresh").first).to_have_text("since your last visit")
    _at(page, "2025-10-03T10:31", visitor.site.address)
    expect(page.locator(".since")).to_be_hidden()


def test_a_single_new_edition_is_one_click_away(visitor: Visitor) -> None:
    """And the clock of a reader may go wrong without harm."""
    page = visitor.page()
    _at(page, "2025-10-01T18:00", visitor.site.address)
    _forget(page, "2025-10-01")
    _at(page, "2025-09-01T09:00", visitor.site.address)
    expect(page.locator(".since")).to_be_hidden()
    _forget(page, "2025-10-01")
    _at(page, "2025-10-03T09:00", visitor.site.address)
    expect(page.locator(".since")).to_have_text(
        re.compile(r"92 new papers in 1 edition since .* 1 September 2025")
    )
    page.locator(".since").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 October 2025")


@pytest.mark.parametrize("path", [EDITION, "papers/{key}/", "starred/"])
def test_stars_are_large_enough_for_a_finger(visitor: Visitor, path: str) -> None:
    """On a phone; what can be pressed beside them as well."""
    key = _papers(visitor.site)[0]["key"]
    page = visitor.open(path.format(key=key), storage_state=_keeping(visitor, key, "two"), viewport=PHONE)
    pressed = page.locator("#content :is(.star, .remove, .facts button:not(.order), .backup button)")
    expect(pressed.first).to_be_visible()
    sizes = [box for box in (each.bounding_box() for each in pressed.all()[:10]) if box]
    assert len(sizes) >= 1
    assert min(min(box["width"], box["height"]) for box in sizes) >= FINGER


def test_what_is_personal_is_accessible(visitor: Visitor) -> None:
    """A star, the starred, and what is said to who comes back, in both schemes."""
    key = _papers(visitor.site)[0]["key"]
    visit = {"version": 1, "opened": 1, "looked": 1, "seen": "2001-02-03", "before": None}
    storage = _keeping(visitor, key, "two")
    storage["origins"][0]["localStorage"].append({"name": VISIT, "value": json.dumps(visit)})
    page = visitor.page(storage_state=storage)
    schemes: Any = ("light", "dark")
    for path, part in (("", ".since"), ("editions/", "#content"), ("starred/", "body"), (EDITION, ".papers")):
        page.goto(visitor.site.address + path)
        expect(page.locator(".since, .card, .star").locator("visible=true").first).to_be_visible()
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            assert Axe().run(page, context=part).response["violations"] == [], (path, scheme)


def _papers(site: Site) -> list[dict[str, Any]]:
    """Return the papers of the newest edition whose title is plain, in the order of its page."""
    published = {paper["key"]: paper for paper in site.papers}
    ordered = (published[paper.key] for paper in site.prepared.digest.papers)
    return [
        paper for paper in ordered if paper["topics"] and re.fullmatch("[A-Za-z0-9 :,-]+", paper["title"])
    ]


def _star(page: Page, paper: dict[str, Any]) -> Locator:
    return page.locator(".star", has=page.locator(".unseen", has_text=paper["title"]))


def _key(star: Locator) -> str:
    """Return the key of the paper beside whose links a star stands."""
    return str(
        star.evaluate("b => b.parentElement.querySelector('a[href$=\".bib\"]').href.match(/([^/]+).bib$/)[1]")
    )


def _status(page: Page) -> Locator:
    return page.locator("#content [role=status]")


def _keeping(visitor: Visitor, *keys: str) -> dict[str, Any]:
    """Return the storage of a browser that keeps stars of these papers, oldest first."""
    stars = [
        {"key": key, "title": f"Paper {key}", "authors": "A. Name", "starred": "2026-01-02"} for key in keys
    ]
    return _storing(visitor, {STARS: json.dumps({"version": 1, "papers": stars})})


def _storing(visitor: Visitor, values: dict[str, str]) -> dict[str, Any]:
    """Return a storage that holds these values, as Playwright takes it."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(visitor.site.address))
    stored = [{"name": name, "value": value} for name, value in values.items()]
    return {"cookies": [], "origins": [{"origin": origin, "localStorage": stored}]}


def _kept(page: Page, name: str = STARS) -> Any:  # noqa: ANN401
    return page.evaluate("name => JSON.parse(localStorage.getItem(name))", name)


def _taken(page: Page, button: str, name: str) -> str:
    """Return the text of the file that a button gives."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    download: Download = waiting.value
    assert download.suggested_filename == name
    return Path(download.path()).read_text(encoding="utf-8")


def _restore(page: Page, content: str) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Restore a backup").click()
    chooser.value.set_files(
        {"name": "starred.json", "mimeType": "application/json", "buffer": content.encode()}
    )


def _at(page: Page, time: str, address: str) -> None:
    """Open a page at a time of UTC."""
    page.clock.set_fixed_time(dt.datetime.fromisoformat(f"{time}+00:00"))
    page.goto(address)


def _forget(page: Page, seen: str) -> None:
    """Make the newest edition that was seen an older one, as if the others came later."""
    page.evaluate(
        """([name, seen]) => {
          const visit = JSON.parse(localStorage.getItem(name));
          localStorage.setItem(name, JSON.stringify({...visit, seen}));
        }""",
        [VISIT, seen],
    )
