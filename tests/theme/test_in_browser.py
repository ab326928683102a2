"""What readers see of Material's options in a browser: palettes, languages, buttons."""

import functools
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.config import Project

Open = Callable[..., Page]

PRIMARIES = (
    *("red", "pink", "purple", "deep-purple", "indigo", "blue", "light-blue", "cyan", "teal", "green"),
    *("light-green", "lime", "yellow", "amber", "orange", "deep-orange", "brown", "grey", "blue-grey"),
    *("black", "white"),
)
READABLE = 4.5
"""The contrast that text needs (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""

ON_TOP = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2) === element;
}"""
"""Nothing lies over an element or cuts it off."""

CONTRAST = """
([scheme, primary]) => {
  Object.assign(document.body.dataset, { mdColorScheme: scheme, mdColorPrimary: primary });
  const draw = document.createElement("canvas").getContext("2d");
  const light = (colour) => {
    draw.fillStyle = colour;
    draw.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...draw.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const kind = document.querySelector(".rail h3");
  const text = light(getComputedStyle(kind).color);
  const paper = light(getComputedStyle(document.documentElement).backgroundColor);
  return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
}
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  as the base class has it
        """Say nothing."""


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Give a function that opens a page of a site; errors of its scripts fail the test."""
    servers, contexts, errors = [], [], []

    def open_page(project: Project, path: str = "", **options: Any) -> Page:  # noqa: ANN401  of Playwright
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(project.site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
        contexts.append(context)
        address = f"http://127.0.0.1:{server.server_port}/"
        context.route(lambda url: not url.startswith(address), lambda route: route.abort())
        context.on("weberror", lambda error: errors.append(str(error.error)))
        page = context.new_page()
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    for server in servers:
        server.shutdown()
        server.server_close()
    assert errors == []


def test_a_palette_follows_the_system_until_a_reader_chooses_and_then_stays(
    open_page: Open, german: Project
) -> None:
    """As with Material, whose own script is not here."""
    page = open_page(german, color_scheme="dark")
    assert _palette(page) == ("slate", "indigo", "dark")
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
    assert _palette(page) == ("default", "teal", "light")
    assert page.locator("label.md-header__button:visible").count() == 1
    page.get_by_title("Immer hell").click()
    page.get_by_title("Dunkel").click()
    assert _palette(page) == ("slate", "indigo", "dark")
    page.goto(page.url + "topics/")
    assert _palette(page) == ("slate", "indigo", "dark")
    page.get_by_title("Wie das System").click()
    assert _palette(page) == ("default", "teal", "light")


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_every_primary_colour_can_be_read_in_both_schemes(
    scheme: str, open_page: Open, german: Project
) -> None:
    """Whatever the curator chooses; yellow on white is made darker, indigo on black lighter."""
    page = open_page(german)
    contrast = {name: page.evaluate(CONTRAST, [scheme, name]) for name in PRIMARIES}
    assert {name: found for name, found in contrast.items() if found < READABLE} == {}
    assert (
        len({round(found, 2) for found in contrast.values()}) > len(PRIMARIES) / 2
    )  # they are not all one colour


def test_scripts_speak_the_language_of_the_site(open_page: Open, german: Project, chinese: Project) -> None:
    """Search and stars, by the table of the language."""
    for site, star, starred, placeholder, said in (
        (german, "Merken", "Gemerkt", "Titel, Autor, Wörter einer Zusammenfassung", "1 Arbeit"),
        (chinese, "收藏", "已收藏", "标题、作者、摘要中的词", "1 篇论文"),
    ):
        page = open_page(site, "papers/aero-vers/?q=islands")
        page.locator(".search-found h2").first.wait_for()
        assert page.get_by_role("searchbox").get_attribute("placeholder") == placeholder
        assert page.locator(".search-bar [role=status]").inner_text() == said
        page.keyboard.press("Escape")
        button = page.locator(".star")
        assert button.inner_text().startswith(star)
        button.evaluate("(button) => button.click()")
        assert button.inner_text().startswith(starred)


def test_votes_are_told_in_every_language(open_page: Open, german: Project) -> None:
    """Numbers are grouped as the language has it."""
    page = open_page(german)
    page.evaluate("document.documentElement.words['# votes'] = '# Stimmen'")
    assert page.evaluate("document.documentElement.count(1234, 'vote')") == "1.234 Stimmen"
    assert page.evaluate("document.documentElement.count(1, 'vote')") == "1 Stimme"


def test_a_result_leads_to_its_words_marked(open_page: Open, german: Project) -> None:
    """Only where mkdocs.yml asks for it."""
    page = open_page(german, "?q=islands")
    page.locator(".search-found h2 a").first.click()
    marks = page.locator("mark[data-md-highlight]")
    marks.first.wait_for()
    assert {text.lower() for text in marks.all_inner_texts()} <= {"islands", "island"}


def test_the_address_of_a_search_is_shared_by_a_button_where_it_is_wanted(
    open_page: Open, german: Project, plain: Project
) -> None:
    """The address holds words and filters."""
    page = open_page(german, "?q=islands")
    page.get_by_role("button", name="Teilen").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert not open_page(plain, "?q=islands").get_by_role("button", name="Share").is_visible()


def test_the_way_back_to_the_top_shows_when_one_goes_up(open_page: Open, german: Project) -> None:
    """It does not cover what is read on the way down."""
    page = open_page(german, "cite/", viewport={"width": 800, "height": 500})
    button = page.get_by_role("button", name="Zurück zum Seitenanfang")
    page.mouse.wheel(0, 1500)
    page.wait_for_function("scrollY > 1000")
    expect(button).to_be_hidden()  # the scroll event comes a frame later
    page.mouse.wheel(0, -200)
    button.click()
    page.wait_for_function("scrollY === 0")
    expect(button).to_be_hidden()


def test_an_announcement_that_was_closed_stays_closed(open_page: Open, german: Project) -> None:
    """On every page, until there is another one."""
    page = open_page(german)
    told = page.get_by_text("Heute neu")
    assert told.is_visible()
    page.locator(".md-banner__button").click()
    assert not told.is_visible()
    page.goto(page.url + "topics/")
    assert not told.is_visible()


def test_menus_open_by_mouse_and_keyboard(open_page: Open, german: Project) -> None:
    """Both of the header: of pages and of languages."""
    page = open_page(german)
    page.get_by_text("Mehr", exact=True).click()
    assert page.get_by_role("link", name="Anderswo").is_visible()
    assert page.get_by_role("link", name="Anderswo").evaluate(ON_TOP)
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Anderswo").is_visible()
    page.get_by_role("button", name="Sprache wechseln").focus()
    assert page.get_by_role("link", name="English").is_visible()


def test_another_host_is_asked_to_count_only_after_consent(open_page: Open, chinese: Project) -> None:
    """Where the curator sets `extra.consent`."""
    page = open_page(chinese)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.get_by_text("Cookies?").wait_for()
    assert not any("googletagmanager" in url for url in asked)
    page.locator(".md-consent .md-button--primary").click()
    page.wait_for_load_state("load")
    page.wait_for_function("document.querySelector('script[src*=googletagmanager]')")
    assert not page.get_by_text("Cookies?").is_visible()


def test_a_curators_font_is_taken_for_text_and_code(open_page: Open, chinese: Project) -> None:
    """Before the fonts of the site's own."""
    page = open_page(chinese, "papers/aero-vers/")
    font = "(selector) => getComputedStyle(document.querySelector(selector)).fontFamily"
    assert page.evaluate(font, "h1").startswith('"Noto Serif SC"')
    assert page.evaluate(font, ".ways-in").startswith('"Noto Serif SC"')
    assert page.evaluate(font, "pre code").startswith('"Noto Sans Mono"')


def _palette(page: Page) -> tuple[str, str, str]:
    """Return scheme and primary colour, and whether the page is light or dark."""
    scheme, primary, background = page.evaluate(
        "() => [document.body.dataset.mdColorScheme, document.body.dataset.mdColorPrimary,"
        " getComputedStyle(document.documentElement).backgroundColor]"
    )
    return scheme, primary, "light" if "252" in background else "dark"
