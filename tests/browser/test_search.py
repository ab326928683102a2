"""The search dialog in a browser, over a small fabricated site that lies below a folder."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from generator.site import SearchDocument
from tests.browser.searched import ASSETS, PAGE, published

FIRST = dt.date(2025, 9, 29)
HOSTILE = "<img src=x onerror=alert(1)> and <script>alert(2)</script> in a title"
COMMON = "Each of these papers measures a cache."


def _document(number: int, **changes: Any) -> SearchDocument:  # noqa: ANN401
    values: dict[str, Any] = {
        "path": f"papers/key{number}/",
        "title": f"Paper number {number}",
        "authors": ("Ada Moreau", f"Author{number} Chen"),
        "published": "arXiv 2025",
        "identifiers": (f"key{number}", f"2510.{number:05}"),
        "abstract": COMMON,
        "topics": ("Kernels",) if number % 2 else ("Serving",),
        "tags": (f"Tag {number}", "GPU") if number % 3 else (f"Tag {number}",),
        "year": "2025" if number % 5 else "2024",
        "venue": "arXiv" if number % 7 else "ISCA",
        "code": number % 4 == 0,
        "editions": (FIRST + dt.timedelta(days=number % 3),),
    }
    return SearchDocument(**(values | changes))


def _documents() -> list[SearchDocument]:
    """Return 30 papers, newest edition first."""
    special = [
        _document(
            30,
            title="Quantized Transformers at Scale",
            abstract="A KV-cache holds O(n²) values & <b>more</b>.",
        ),
        _document(
            31,
            title="Unrelated",
            authors=("Ada Moreau", *(f"Hand{n} Wu" for n in range(9)), "et al."),
            abstract="One mention of quantization by GPT-4o.",
        ),
        _document(
            32,
            title=HOSTILE,
            authors=("<b>Eve</b> Löwe",),
            abstract="<mark>Not a mark</mark> <i>but text</i>.",
        ),
        _document(
            33,
            title="Many hands",
            authors=(*(f"Person{n} Li" for n in range(40)), "Str\u00f8m"),
            published="",
        ),
    ]
    documents = [_document(number) for number in range(26)] + special
    return sorted(documents, key=lambda document: document.editions[0], reverse=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the site; its index is in two volumes."""
    with published(tmp_path_factory.mktemp("published"), _documents(), shelf=12) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """Give the site's first page; errors and strange requests in it fail the test."""
    context = browser.new_context(reduced_motion="reduce")
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    opened.on(
        "request", lambda asked: None if asked.url.startswith((site, "data:")) else trouble.append(asked.url)
    )
    opened.goto(site)
    yield opened
    context.close()
    assert not trouble


def _search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill(words)


def _titles(page: Page) -> list[str]:
    return page.locator(".search ol h2").all_inner_texts()


def _found(page: Page, count: int) -> None:
    text = f"{count} paper" + ("" if count == 1 else "s")
    expect(page.get_by_role("status")).to_have_text(text if count else "No paper found")


def _filter(page: Page, label: str) -> None:
    page.locator(".search-filters").get_by_text(label, exact=True).click()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Transformers", "Quantized Transformers at Scale"),
        ("author7", "Paper number 7"),
        ("moreau author7", "Paper number 7"),
        ("Lowe", HOSTILE),
        ("person35", "Many hands"),
        ("strom", "Many hands"),
        ("mention", "Unrelated"),
        ("KV cache values", "Quantized Transformers at Scale"),
        ("kv-cache", "Quantized Transformers at Scale"),
        ('"number 12"', "Paper number 12"),
        ("key17", "Paper number 17"),
        ("https://arxiv.org/abs/2510.00017v2", "Paper number 17"),
        ("arXiv:2510.00017", "Paper number 17"),
    ],
)
def test_a_paper_is_found_by_what_a_reader_knows_of_it(page: Page, words: str, title: str) -> None:
    """A word of the title, the abstract or a name, a phrase, a key, an arXiv number as pasted."""
    _search(page, words)
    _found(page, 1)
    assert _titles(page) == [title]


@pytest.mark.parametrize("words", ["zyzzyva", "author77", "2510.99999", "moreau zyzzyva", "tr4nformer"])
def test_a_word_that_no_paper_has_finds_nothing(page: Page, words: str) -> None:
    """Rather than what begins with its first letters."""
    _search(page, words)
    _found(page, 0)


@pytest.mark.parametrize("words", ["quantizaton", "quantizations", "transformr", "tranformer", "qauntized"])
def test_a_slip_is_forgiven(page: Page, words: str) -> None:
    """In any place of a word, in any form of it."""
    _search(page, words)
    expect(page.locator(".search ol h2", has_text="Quantized Transformers at Scale")).to_be_visible()


def test_what_was_corrected_is_said_and_can_be_taken_back(page: Page) -> None:
    """What was typed stays in the field; a button asks for just that, and its address says so."""
    told = page.locator(".search-told")
    _search(page, "tranformer scale")
    _found(page, 1)
    expect(told).to_contain_text("Showing results for transformers scale.")
    expect(page.get_by_role("searchbox")).to_have_value("tranformer scale")
    told.get_by_role("button", name="Search for “tranformer scale” instead").click()
    _found(page, 0)
    expect(told).to_be_empty()
    expect(page).to_have_url(re.compile("exactly=yes"))
    page.get_by_role("searchbox").fill("transformers scale")
    _found(page, 1)
    expect(told).to_be_empty()


def test_words_that_say_little_are_left_out_where_nothing_has_all(page: Page) -> None:
    """A question in words is answered by the words that matter, and says which it left out."""
    _search(page, "how can I use quantization for a GPT-4o?")
    _found(page, 1)
    expect(page.locator(".search-told")).to_have_text("Left out: how, can, I, use, for, a")


def test_one_word_of_several_is_left_out_where_nothing_has_all(page: Page) -> None:
    """But not one of two: nothing would be left of the question."""
    _search(page, "mention quantization zebra")
    _found(page, 1)
    expect(page.locator(".search-told")).to_have_text("Left out: zebra")
    page.get_by_role("searchbox").fill("quantization zebra")
    _found(page, 0)


def test_an_answer_does_not_depend_on_what_was_asked_before(page: Page) -> None:
    """Nothing but files stays from one search to the next."""
    questions = ("kv-cache", "tranformer", "quantization zebra", "author7", "cach", "zyzzyva")

    def answers() -> list[tuple[str, list[str]]]:
        found = []
        for question in questions:
            page.get_by_role("searchbox").fill(question)
            page.get_by_role("searchbox").press("Enter")
            expect(page.get_by_role("region", name="Results")).to_have_attribute("aria-busy", "false")
            found.append((page.get_by_role("status").inner_text(), _titles(page)))
        return found

    _search(page, "")
    before = answers()
    questions = questions[::-1]
    assert answers() == before[::-1]


def test_it_opens_with_the_newest_papers_and_the_filters(page: Page) -> None:
    """Who has nothing to ask sees what came last."""
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Newest papers")
    assert _titles(page) == [document.title for document in _documents()][:20]
    expect(page.get_by_role("group", name="Venue").get_by_role("checkbox")).to_have_count(2)


def test_a_word_in_the_title_weighs_more_than_in_the_abstract(page: Page) -> None:
    """In whatever form it stands there."""
    _search(page, "quantization")
    _found(page, 2)
    assert _titles(page) == ["Quantized Transformers at Scale", "Unrelated"]


def test_a_hit_shows_title_authors_publication_and_context(page: Page) -> None:
    """What was asked for is marked in each of them."""
    _search(page, "quantization moreau")
    hit = page.locator(".search ol li", has_text="Transformers")
    expect(hit.locator("h2 mark")).to_have_text("Quantized")
    expect(hit.locator(".search-by")).to_have_text("Ada Moreau, Author30 ChenarXiv 2025")
    expect(hit.locator(".search-by mark")).to_have_text("Moreau")
    context = page.locator(".search ol li", has_text="Unrelated").locator(".search-context mark")
    expect(context).to_have_text("quantization")


def test_a_long_list_of_authors_is_cut_but_not_the_one_sought(page: Page) -> None:
    """Who searches for a name sees it."""
    _search(page, "person35")
    _found(page, 1)
    expect(page.locator(".search-by")).to_have_text(
        "Person0 Li, Person1 Li, Person2 Li, Person3 Li, Person4 Li, Person5 Li, Person35 Li and 34 more"
    )


def test_nobody_counts_a_list_of_authors_that_goes_on(page: Page) -> None:
    """However many are known, the end of the list says that there are others."""
    _search(page, "hand8")
    _found(page, 1)
    expect(page.locator(".search-by")).to_have_text(
        "Ada Moreau, Hand0 Wu, Hand1 Wu, Hand2 Wu, Hand3 Wu, Hand4 Wu, Hand8 Wu, et al.arXiv 2025"
    )


def test_text_of_strangers_is_shown_as_text(page: Page) -> None:
    """Titles, names and abstracts make no element, not even the highlight's."""
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    _search(page, "eve")
    _found(page, 1)
    hit = page.locator(".search ol li")
    expect(hit.locator("h2")).to_have_text(HOSTILE)
    expect(hit.locator(".search-by")).to_contain_text("<b>Eve</b> Löwe")
    expect(hit.locator(".search-context")).to_have_text("<mark>Not a mark</mark> <i>but text</i>.")
    assert hit.locator("img, script, b, i, .search-context mark").count() == 0


@pytest.mark.parametrize(
    ("label", "count"),
    [
        ("Kernels", 15),
        ("GPU", 19),
        ("2024", 7),
        ("ISCA", 4),
        ("29 September 2025", 11),
        ("Code available", 8),
    ],
)
def test_each_filter_narrows_to_the_number_it_shows(page: Page, label: str, count: int) -> None:
    """The number beside a value is what choosing it gives."""
    _search(page, "")
    row = page.locator(".search-filters label", has=page.get_by_text(label, exact=True))
    expect(row.locator(".search-count")).to_have_text(str(count))
    row.click()
    _found(page, count)


def test_filters_combine_and_can_be_taken_off(page: Page) -> None:
    """Each is a chip; counts follow; the last one leaves what was there before."""
    _search(page, "cache")
    _found(page, 28)
    _filter(page, "Kernels")
    _found(page, 14)
    _filter(page, "GPU")
    _found(page, 9)
    chips = page.get_by_role("list", name="Filters in use").get_by_role("button")
    expect(chips).to_have_text(["Remove Topic: Kernels×", "Remove Tag: GPU×", "Clear all"])
    chips.first.click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    _filter(page, "GPU")
    _found(page, 28)


def test_of_years_and_editions_any_of_the_chosen_will_do(page: Page) -> None:
    """A paper has one year: two of them cannot narrow each other, and the other keeps its number."""
    _search(page, "cache")
    _filter(page, "2024")
    _found(page, 7)
    _filter(page, "2025")
    _found(page, 28)


def test_values_of_a_long_filter_are_found_by_typing(page: Page) -> None:
    """Eight are shown at first."""
    _search(page, "cache")
    tags = page.get_by_role("group", name="Tag")
    expect(tags.get_by_role("checkbox")).to_have_count(8)
    tags.get_by_role("button", name=re.compile("All")).click()
    assert tags.get_by_role("checkbox").count() > 20
    tags.get_by_role("textbox").fill("tag 17")
    expect(tags.get_by_role("checkbox")).to_have_count(1)
    tags.get_by_role("checkbox").check()
    _found(page, 1)


def test_newest_first_holds_across_volumes(page: Page) -> None:
    """Within an edition the order is the reader's; without words it is always that order."""
    expected = [document.title for document in _documents() if "cache" in document.abstract][:20]
    _search(page, "cache")
    page.get_by_label("Sort by").select_option("date")
    expect(page).to_have_url(re.compile("sort=date"))
    expect(page.locator(".search ol h2").first).to_have_text(expected[0])
    assert _titles(page) == expected


def test_a_filter_alone_lists_its_papers_newest_first(page: Page) -> None:
    """Browsing needs no words."""
    _search(page, "")
    _filter(page, "Kernels")
    _found(page, 15)
    assert _titles(page) == [document.title for document in _documents() if document.topics == ("Kernels",)]
    expect(page.get_by_label("Sort by")).to_be_disabled()


def test_results_come_in_steps(page: Page) -> None:
    """Twenty at first; the button brings the rest and the focus goes to the first new one."""
    _search(page, "cache")
    _found(page, 28)
    assert len(_titles(page)) == 20
    page.get_by_role("button", name="Show 8 more").click()
    expect(page.locator(".search ol h2")).to_have_count(28)
    expect(page.locator(".search ol a").nth(20)).to_be_focused()


def test_the_keyboard_reaches_every_hit(page: Page, site: str) -> None:
    """Down from the words into the hits and up again; typing goes back to the words; Enter opens."""
    _search(page, "moreau")
    _found(page, 28)
    box, hits = page.get_by_role("searchbox"), page.locator(".search ol a")
    page.keyboard.press("ArrowDown")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("x")
    expect(box).to_have_value("moreaux")
    box.fill("moreau")
    _found(page, 28)
    for place in range(22):
        page.keyboard.press("ArrowDown")
        expect(hits.nth(place)).to_be_focused()
    target = hits.nth(21).get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(str(target))
    assert str(target).startswith(f"{site}papers/")


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_and_escape_gives_the_focus_back(page: Page, key: str) -> None:
    """To where the reader was."""
    opener = page.get_by_role("button", name="Search", exact=True)
    opener.focus()
    page.keyboard.press(key)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize("place", ["#other", "#editable"])
def test_a_slash_that_is_typed_stays_a_slash(page: Page, place: str) -> None:
    """In fields of any kind; and held keys make it something else."""
    page.locator(place).focus()
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).to_be_hidden()
    page.locator("h1").click()
    page.keyboard.press("Control+/")
    page.keyboard.press("Alt+/")
    expect(page.locator("dialog.search")).to_be_hidden()


def test_the_first_letters_are_not_lost(page: Page) -> None:
    """The dialog is there with the key press, whether the index is or not."""
    page.keyboard.type("/unrelated")
    _found(page, 1)
    expect(page.get_by_role("searchbox")).to_have_value("unrelated")


def test_an_address_holds_the_whole_question(page: Page, site: str) -> None:
    """It opens on any page, asks the same, and is gone when the dialog is closed."""
    _search(page, "cache")
    _filter(page, "Kernels")
    _filter(page, "2024")
    _found(page, 3)
    asked, titles = page.url, _titles(page)
    page.goto(asked.replace(site, f"{site}papers/key1/"))
    _found(page, 3)
    assert _titles(page) == titles
    expect(page.get_by_role("searchbox")).to_have_value("cache")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site}papers/key1/")


def test_going_back_from_a_paper_returns_to_the_hits(page: Page) -> None:
    """A reader looks at several."""
    _search(page, "unrelated")
    page.get_by_role("link", name="Unrelated").click()
    expect(page).to_have_url(re.compile("key31/$"))
    page.go_back()
    _found(page, 1)
    assert _titles(page) == ["Unrelated"]


def test_back_closes_the_dialog_and_forward_opens_it_again(page: Page, site: str) -> None:
    """Opening it is one step, however many searches follow; closing it by a key leaves none behind."""
    page.goto(f"{site}papers/key1/")
    _search(page, "unrelated")
    _found(page, 1)
    page.get_by_role("searchbox").fill("moreau")
    _found(page, 28)
    page.go_back()
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(page).to_have_url(f"{site}papers/key1/")
    page.go_forward()
    _found(page, 28)
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site}papers/key1/")
    page.go_back()
    expect(page).to_have_url(site)


def test_it_opens_and_closes_as_quickly_as_keys_are_pressed(page: Page, site: str) -> None:
    """However late the browser says that it went back."""
    for _ in range(20):
        for key in ("/", "Control+k"):
            page.keyboard.press(key)
            expect(page.get_by_role("searchbox")).to_be_focused()
            page.keyboard.press("Escape")
            expect(page.locator("dialog.search")).to_be_hidden()
    expect(page).to_have_url(site)


def test_without_a_hit_it_says_what_to_try(page: Page) -> None:
    """Each word by itself, the search without filters, and the ways without search."""
    _search(page, "quantization zebra")
    _found(page, 0)
    page.get_by_role("button", name="quantization").click()
    _found(page, 2)
    page.goto(f"{page.url}&tag=Tag+1")
    _found(page, 0)
    page.get_by_role("button", name="without filters").click()
    _found(page, 2)
    page.get_by_role("searchbox").fill("zebra")
    _found(page, 0)
    help_with = page.locator(".search-rest")
    expect(help_with).to_contain_text("spelling")
    for way in ("topics", "tags", "editions"):
        link = help_with.get_by_role("link", name=way)
        assert str(link.evaluate("link => link.href")).endswith(f"/digest/{way}/")


def test_one_volume_answers_as_several_do(page: Page, browser: Browser, tmp_path: Path) -> None:
    """How the index is cut is nothing that a reader could notice."""
    questions = ("q=quantized", "q=author7&sort=date", "q=cache&tag=GPU&sort=date", "year=2024", "q=zyzzyva")
    with published(tmp_path, _documents(), shelf=1000) as address, browser.new_context() as context:
        other = context.new_page()
        for question in questions:
            page.goto(page.url.partition("?")[0] + "?" + question)
            other.goto(f"{address}?{question}")
            for each in (page, other):
                expect(each.get_by_role("region", name="Results")).to_have_attribute("aria-busy", "false")
            assert page.get_by_role("status").inner_text() == other.get_by_role("status").inner_text()
            assert _titles(page) == _titles(other)
            counts = ".search-filters label"
            assert page.locator(counts).all_inner_texts() == other.locator(counts).all_inner_texts()


@pytest.mark.parametrize("words", ["gpt-4o", "gpt 4o", "GPT4o", "4o"])
def test_a_name_with_a_number_is_found_in_any_spelling(page: Page, words: str) -> None:
    """A hyphen, a space or nothing between its parts, or one of them alone."""
    _search(page, words)
    _found(page, 1)
    assert _titles(page) == ["Unrelated"]


def test_nothing_is_loaded_before_it_is_wanted(browser: Browser, site: str) -> None:
    """Reading a page costs one script and one style sheet of search; a pointer on the button, the index."""
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
        page.goto(site, wait_until="networkidle")
        assert [address for address in asked if "search" in address] == [
            "assets/search.css",
            "assets/search.js",
        ]
        with page.expect_request(re.compile(r"search/\w+/head\.bin")):
            page.get_by_role("button", name="Search", exact=True).hover()


def test_without_an_index_it_says_so_and_tries_again(browser: Browser, site: str) -> None:
    """A lost connection is no dead end."""
    with browser.new_context() as context:
        page = context.new_page()

        def refuse(route: Route) -> None:
            route.abort()

        page.route("**/search/**", refuse)
        page.goto(f"{site}?q=unrelated")
        expect(page.get_by_role("status")).to_have_text("Search could not be loaded")
        assert page.locator(".search-rest").get_by_role("link").count() > 2
        page.unroute("**/search/**")
        page.get_by_role("button", name="Try again").click()
        _found(page, 1)


def test_opened_as_a_file_it_says_what_is_missing(browser: Browser, tmp_path: Path) -> None:
    """Browsers load no index from a disk."""
    shutil.copytree(ASSETS, tmp_path / "assets")
    (tmp_path / "index.html").write_text(PAGE.format(root=""), encoding="utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((tmp_path / "index.html").as_uri())
        _search(page, "cache")
        expect(page.locator(".search-rest")).to_contain_text("web server")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("words", ["cache", "zebra quantization", ""])
def test_it_is_accessible_and_fits(browser: Browser, site: str, scheme: Any, width: int, words: str) -> None:  # noqa: ANN401
    """By axe-core, with filters open, in both schemes; on a phone it fills the screen and no more."""
    with browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{site}?q={words}&topic=Kernels")
        _found(page, {"cache": 14, "": 15}.get(words, 0))
        if width < 800:
            box = page.locator("dialog.search").bounding_box()
            assert box == {"x": 0, "y": 0, "width": width, "height": 844}
            page.get_by_role("button", name="Filters").click()
            expect(page.get_by_role("checkbox", name="Kernels")).to_be_visible()
        overflow = (
            "document.querySelector('dialog').scrollWidth - document.querySelector('dialog').clientWidth"
        )
        assert page.evaluate(overflow) == 0
        assert not Axe().run(page, context="dialog.search").response["violations"]
