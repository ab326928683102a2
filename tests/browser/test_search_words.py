"""What readers type, in a browser: signs, phrases, words left out, other scripts, titles, names, numbers."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from generator.site import SearchDocument, search
from tests.browser.searched import published

TITLE = "\u201cSlow\u201d tides \u2013 a \u03b2-filter for O(n\u00b2) sand & low-cost gauges: part I"


def _document(number: int, title: str, abstract: str = "Of boats.", **changes: Any) -> SearchDocument:  # noqa: ANN401
    values: dict[str, Any] = {
        "path": f"papers/key{number}/",
        "title": title,
        "authors": ("Ada Moreau",),
        "published": "",
        "identifiers": (f"key{number}",),
        "abstract": abstract,
        "topics": ("Kernels",),
        "tags": (),
        "year": "2025",
        "code": False,
        "editions": (dt.date(2025, 9, 29),),
    }
    return SearchDocument(**(values | changes))


DOCUMENTS = [
    _document(0, "Cranes in C", "Plain C for cranes, and 25 D of rope."),
    _document(1, "Cranes in C++ and J#", "We write C++20 on .NET, with RRT* and SGD+."),
    _document(2, "Maps in 4.5D", "A 3:7 pattern of Tern-2.5-7B-Chat, with max_pool2d."),
    _document(
        3, "Maps in 45D", "A 37 pattern in Gull7 and Sea.Net. Nets of Terns, and art of artificial sand."
    ),
    _document(4, TITLE),
    _document(5, "Slow tides", "Sand and low-cost gauges: part I of a filter for slow tides."),
    _document(
        6,
        "\u6e2f\u53e3\u8239\u8236\u7684\u4f4e\u901f\u822a\u884c",
        "\u8239\u957f\u7684\u65b9\u6cd5\u3002",
        authors=("\u674e \u6d77\u6d0b",),
    ),
    _document(7, "\u8236\u8239\u3068\u6e2f\u306e3D\u56f3", "\u30ac\u30b9\u3002"),
    _document(8, "\ud56d\uad6c\uc120\ubc15\uc758 \uc9c0\ub3c4"),
    _document(9, "Nets of rope", authors=("Lin Reed", "\u0141ucja R\u00f6d\u00f8", "Bo van der Meer")),
    _document(10, "Reed in harbours", "Lin of reed and reeds.", authors=("Lou Reed-Marsh",)),
    _document(
        11, "Lin and others", "Reed, Lin.", authors=(*(f"Lin{n} Os" for n in range(9)), "Shan Wu", "Reed Lin")
    ),
    _document(12, "Numbers", identifiers=("k12", "2301.04567", "10.5555/ab-c.D_12(34)5")),
    _document(13, "Old numbers", "After 2301.04567.", identifiers=("k13", "hep-th/9901001")),
    _document(14, "Slow tides, and boats on slow tides", "The Slow tides. Slow tides!"),
    _document(15, "Weirs of weirs", "Weirs, weirs, weirs."),
    _document(16, "Weirs in W"),
    _document(17, "Gulls \u2013 how they rest", "A Skua8 and a Petrel 8 do. Gulls rest."),
    _document(18, "How gulls \u2013 how they rest", "How they rest, how they rest. How they rest!"),
    _document(19, "How they rest"),
]


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give a page of the site."""
    with (
        published(tmp_path_factory.mktemp("words"), DOCUMENTS, shelf=8) as address,
        browser.new_context() as context,
    ):
        page = context.new_page()
        page.goto(address)
        page.keyboard.press("/")
        yield page


def _ask(page: Page, words: str) -> list[str]:
    """Return the titles that a search finds."""
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")  # at once
    expect(page.get_by_role("region", name="Results")).to_have_attribute("aria-busy", "false")
    return page.locator(".search ol h2").all_inner_texts()


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("C++", 1),
        ('"C++"', 1),
        ("c++ cranes", 1),
        ('"cranes in C++"', 1),
        ("C++20", 1),
        ("\uff23\uff0b\uff0b", 1),
        ("J#", 1),
        (".NET c++", 1),
        (".net rrt*", 1),
        ("SGD+", 1),
        ("4.5D", 2),
        ("45D", 3),
        ("3:7", 2),
        ("37", 3),
        ("7B", 2),
        ("tern 2.5 7b chat", 2),
        ("Tern-2.5-7B", 2),
        ("gull 7", 3),
        ("Gull-7", 3),
        ("petrel8", 17),
        ("Petrel-8", 17),
        ("skua 8", 17),
        ("maps .net", 3),
        ("max_pool2d", 2),
        ("beta-filter", 4),
        ("\u03b2-filter", 4),
        (r"$\beta$-filter", 4),
        ("O(n^2)", 4),
        ("O(n\u00b2)", 4),
    ],
)
def test_a_word_with_signs_finds_its_paper_alone(page: Page, words: str, number: int) -> None:
    """And not the one that differs in a sign."""
    assert _ask(page, words) == [DOCUMENTS[number].title]


def test_the_word_without_the_sign_comes_first_for_itself(page: Page) -> None:
    """What only begins with it follows."""
    assert _ask(page, "C")[:2] == ["Cranes in C", "Cranes in C++ and J#"]


def test_signs_are_shown_and_marked_as_they_were_written(page: Page) -> None:
    """The whole word with its signs."""
    assert _ask(page, "C++ RRT*") == ["Cranes in C++ and J#"]
    expect(page.locator(".search ol h2 mark")).to_have_text("C++")
    expect(page.locator(".search-context")).to_have_text("We write C++20 on .NET, with RRT* and SGD+.")
    expect(page.locator(".search-context mark")).to_have_text(["C++20", "RRT*"])


@pytest.mark.parametrize("language", ["zh", "de", "ja"])
def test_words_are_read_alike_in_pages_of_any_language(page: Page, language: str) -> None:
    """The index has one language, and so has what is asked of it."""
    with page.context.browser.new_page() as other:  # type: ignore[union-attr]
        other.route("**/digest/", lambda route: _in_language(route, language))
        other.goto(page.url.partition("?")[0])
        other.keyboard.press("/")
        asked = {
            "c++": 1,
            "sgd+ rrt*": 1,
            "4.5d": 2,
            "\u8239\u8236": 6,
            "10.5555/ab-c.d_12(34)5": 12,
            "l. rodo": 9,
            TITLE: 4,
        }
        assert [_ask(other, words)[:1] for words in asked] == [
            [DOCUMENTS[number].title] for number in asked.values()
        ]


def _in_language(route: Route, language: str) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('lang="en"', f'lang="{language}"'))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("\u8239\u8236", {6}),
        ("\u8236\u8239", {7}),
        ("\u822a", {6}),
        ("\u6e2f", {6, 7}),
        ("\u8239\u957f", {6}),
        ("3D", {7}),
        ("3D\u56f3", {7}),
        ("3D \u56f3", {7}),
        ("\u6e2f rope3D", set()),
        ("\u6e2f\uff0c\u8239\u8236", {6}),
        ('"\u6e2f\u306e3D\u56f3"', {7}),
        ("boats\u8239\u8236", set()),
        ("\uc9c0\ub3c4boats", {8}),
        ("\u30ac\u30b9", {7}),
        ("\uff76\uff9e\uff7d", {7}),
        ("\uc120\ubc15", {8}),
        ("\ud56d\uad6c \uc9c0\ub3c4", {8}),
        ("\u674e\u6d77\u6d0b", {6}),
        ("\u674e \u6d77\u6d0b", {6}),
        ("\u6e2f -\u56f3", {6}),
        ("\u822a\u8239", set()),
    ],
)
def test_a_word_is_found_inside_a_run_of_characters(page: Page, words: str, numbers: set[int]) -> None:
    """In Chinese, Japanese and Korean; its characters stand side by side and in order."""
    assert set(_ask(page, words)) == {DOCUMENTS[number].title for number in numbers}


def test_a_run_of_characters_is_marked_where_it_stands(page: Page) -> None:
    """And nothing around it; what is beside it without a space is a word of its own."""
    _ask(page, "\u8239\u8236")
    expect(page.locator(".search ol h2 mark")).to_have_text("\u8239\u8236")
    _ask(page, "\u6e2f3D")
    expect(page.locator(".search ol h2 mark")).to_have_text(["\u6e2f", "3D"])


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("cranes -C++", {0}),
        ("cranes -.net", {0}),
        ("maps -art", {2}),
        ("maps -arti", {2, 3}),
        ("maps -zyzzyva", {2, 3}),
        ("slow -boats", {5}),
        ('tides -"low-cost gauges"', {14}),
        ("tides -low-cost", {14}),
        ("tides -boats -filter", set()),
        ('"slow tides" sand', {4, 5}),
        ('"tides slow" sand', set()),
        ("-cranes", {0, 1}),
        ("low-cost", {4, 5}),
        ("sand - gauges", {4, 5}),
    ],
)
def test_a_hyphen_before_a_word_leaves_out_what_has_it(page: Page, words: str, numbers: set[int]) -> None:
    """The whole word or phrase, not its beginning; alone it leaves out nothing."""
    assert set(_ask(page, words)) == {DOCUMENTS[number].title for number in numbers}


def test_a_number_beside_a_value_is_that_of_the_papers_found(page: Page) -> None:
    """Papers that are left out are not counted."""
    _ask(page, "cranes -C++")
    expect(page.locator(".search-count").first).to_have_text("1")
    _ask(page, "cranes")
    expect(page.locator(".search-count").first).to_have_text("2")


@pytest.mark.parametrize(
    "pasted",
    [
        TITLE,
        TITLE.lower(),
        f'"{TITLE}"',
        "Slow tides: a beta-filter for O(n^2) sand & low-cost gauges: part I",
        r"``Slow'' tides -- a $\beta$-filter for $\mathcal{O}(n^2)$ sand \& low-cost gauges: part I",
        TITLE.replace("sand &", "sand\n&"),
        TITLE.replace(" ", "\u00a0"),
        TITLE.replace("-", "\u2010"),
        f"  {TITLE}.",
    ],
)
def test_a_title_is_found_first_however_it_is_pasted(page: Page, pasted: str) -> None:
    """With other quotes, dashes, spaces, mathematics or a line break."""
    assert _ask(page, pasted)[0] == TITLE


def test_the_paper_of_a_title_precedes_those_that_hold_it(page: Page) -> None:
    """However often they do."""
    assert _ask(page, "how they rest")[0] == DOCUMENTS[19].title
    assert _ask(page, "slow tides, and boats on slow tides")[0] == DOCUMENTS[14].title


def test_a_title_in_quotes_is_found_where_a_dash_parts_the_phrase(page: Page) -> None:
    """A dash is no word; who has the phrase within the title follows."""
    numbers = (17, 18)
    assert _ask(page, '"Gulls \u2013 how they rest"') == [DOCUMENTS[number].title for number in numbers]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ('"of boats"', {number for number in range(20) if DOCUMENTS[number].abstract == "Of boats."}),
        ('"art of artificial sand"', {3}),
        ('"artificial art"', set()),
        ('"sand and low-cost gauges"', {5}),
        ('"part of rope"', set()),
    ],
)
def test_a_phrase_of_an_abstract_is_found_by_its_places(page: Page, words: str, numbers: set[int]) -> None:
    """Small words in it count as they stand between others."""
    assert set(_ask(page, words)) == {DOCUMENTS[number].title for number in numbers}


def test_a_word_that_is_a_name_too_finds_titles_then_families_then_the_rest(page: Page) -> None:
    """Given names, and the beginning of a word, are no family name."""
    assert _ask(page, "reed")[:2] == ["Reed in harbours", "Nets of rope"]
    assert _ask(page, "wei") == ["Weirs of weirs", "Weirs in W"]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Lin Reed", 9),
        ("Reed, Lin", 9),
        ("L. Reed", 9),
        ("Reed, L.", 9),
        ("Reed L", 9),
        ("R\u00f6d\u00f8", 9),
        ("Rodo", 9),
        ("\u0141ucja R\u00f6d\u00f8", 9),
        ("Rodo, Lucja", 9),
        ("\u0141. R\u00f6d\u00f8", 9),
        ("l. rodo", 9),
        ("van der Meer, B.", 9),
        ("B. van der Meer", 9),
        ("Meer", 9),
        ("Wu", 11),
        ("Os", 11),
        ("S. Wu", 11),
    ],
)
def test_a_name_finds_its_papers_first(page: Page, name: str, number: int) -> None:
    """In any order, with accents or without, with initials, the family name alone."""
    assert _ask(page, name)[0] == DOCUMENTS[number].title


@pytest.mark.parametrize(
    ("pasted", "number"),
    [
        ("2301.04567", 12),
        ("arXiv:2301.04567v3 [cs.CL]", 12),
        ("https://arxiv.org/abs/2301.04567", 12),
        ("arxiv.org/pdf/2301.04567v2.pdf", 12),
        ("https://arxiv.org/html/2301.04567v1#S2", 12),
        ("10.48550/arXiv.2301.04567", 12),
        ("https://doi.org/10.48550/ARXIV.2301.04567", 12),
        ("10.5555/ab-c.D_12(34)5", 12),
        ("DOI: 10.5555/AB-C.d_12(34)5.", 12),
        ("https://doi.org/10.5555/ab-c.D_12%2834%295", 12),
        ("https://dl.example.org/doi/pdf/10.5555/ab-c.D_12(34)5?download=true", 12),
        ("hep-th/9901001v2", 13),
        ("arXiv:hep-th/9901001", 13),
        ("https://arxiv.org/abs/hep-th/9901001", 13),
        ("key4", 4),
    ],
)
def test_an_identifier_finds_its_paper_first(page: Page, pasted: str, number: int) -> None:
    """In any form; before papers that only name it."""
    assert _ask(page, pasted)[0] == DOCUMENTS[number].title


TEXTS = [
    *dict.fromkeys(text for document in DOCUMENTS for text in (document.title, document.abstract)),
    "\u03a3\u03c3\u03c2 \u0390 \u1e9e \u0130x \ufb03 \u00bd x\u2082 \u2167 \u4e00\uff0b\uff11 \U0001d6fd",
    "\u0939\u093f\u0928\u094d\u0926\u0940 \u05e2\u05d1\u05e8\u05d9\u05ea",
    "e\u0301 \u304b\u3099 \u1112\u1161\u11ab",
    "a.b .c d. 1.2.3 1:2:3 x++ ++x x+++y C#d #e F## G*H I** J*, [K].L (.M) 5+ 6+7 n^2 don't a_b-c/d ASP.NET",
]
READ = """async ([rule, texts]) => {
  const { reader } = await import(new URL("assets/search-words.js", document.baseURI));
  const { tokensOf, titleOf } = reader(rule);
  return texts.map((text) => [tokensOf(text), titleOf(text)]);
}"""
SIGNS = (
    " .:+#*-_/^'\u2019\u2010\u2013()[]$\\,0123456789aZbY"
    "\u00e9\u0301\u03b2\u03a3\u03c2\u0130\ufb01\u00b2\u6e2f\u30ac\uc9c0"
)
"""What the rule is about, so that chance meets it often."""
ANY = st.text(
    st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs", "Cn", "Co"])), max_size=30
)


def _read_alike(page: Page, texts: list[str]) -> None:
    read = page.evaluate(READ, [search.RULE, texts])
    for text, (tokens, title) in zip(texts, read, strict=True):
        assert [tuple(token) for token in tokens] == list(zip(*search.read_words(text), strict=True)), text
        assert title == search.read_title(text), text


def test_the_browser_reads_words_as_the_index_is_made(page: Page) -> None:
    """One rule, two languages: signs, compounds, titles and characters come out alike."""
    _read_alike(page, TEXTS)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY, min_size=50, max_size=50))
def test_any_text_is_read_alike(page: Page, texts: list[str]) -> None:
    """Also what nobody thought of."""
    _read_alike(page, texts)
