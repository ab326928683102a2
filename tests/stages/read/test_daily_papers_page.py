"""The text of a Daily Papers page."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.stages.read import READERS, Loaded, Source

daily_papers_page = READERS["Daily Papers page"]

FURNITURE = "new\n\nSubscribe\n\nDaily Papers\n\nbyAK and the research community\n\nOct 2\n\n"
PROSE = "We present a method. " + "It is measured on many machines and compared with others. " * 8


def _read(text: str) -> Loaded:
    source = Source(name="2025-10-02-page.txt", edition=dt.date(2025, 10, 2), text=text)
    return daily_papers_page.read(source)


def _titles(loaded: Loaded) -> list[str]:
    return [record.title.source for record in loaded.records]


def _page(*papers: tuple[str, str]) -> str:
    return FURNITURE + "".join(f"{title}\n\n{abstract}\n\n" for title, abstract in papers)


def test_page_furniture_is_no_paper() -> None:
    """What stands before the first title belongs to the page."""
    loaded = _read(_page(("First Paper", PROSE)))

    assert _titles(loaded) == ["First Paper"]
    assert loaded.rejected == ()


def test_a_record_knows_its_line_and_edition() -> None:
    """A record can be found again in its dump."""
    record = _read(_page(("First Paper", PROSE))).records[0]

    assert str(record.location) == "2025-10-02-page.txt:11"
    assert record.edition == dt.date(2025, 10, 2)


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n\n", "\n   \n", "\n\t\n\n"])
def test_any_run_of_blank_lines_separates(gap: str) -> None:
    """Extra blank lines, and blanks on them, change nothing."""
    loaded = _read(gap.join(["First Paper", PROSE, "Second Paper", PROSE]))

    assert _titles(loaded) == ["First Paper", "Second Paper"]


def test_trailing_spaces_are_no_part_of_a_title() -> None:
    """White space around and inside is collapsed."""
    loaded = _read(f"First  Paper   \n\n{PROSE}   \n")

    assert _titles(loaded) == ["First Paper"]
    assert loaded.records[0].abstract.source == " ".join(PROSE.split())


@pytest.mark.parametrize(
    "parts",
    [
        (PROSE, "Code is available at https://example.org/code."),
        (PROSE, "A short second paragraph follows here.", PROSE),
        (PROSE.strip().rstrip("."), "and the sentence goes on after a break.", "The end is near."),
    ],
)
def test_an_abstract_may_be_split_over_paragraphs(parts: tuple[str, ...]) -> None:
    """Paragraphs that are not titles belong to the abstract before them."""
    loaded = _read(_page(("First Paper", "\n\n".join(parts)), ("Second Paper", PROSE)))

    assert _titles(loaded) == ["First Paper", "Second Paper"]
    assert loaded.records[0].abstract.source == " ".join(" ".join(parts).split())


def test_a_title_without_abstract_at_the_end_is_rejected_with_its_line() -> None:
    """The papers before it are kept."""
    loaded = _read(_page(("First Paper", PROSE)) + "A Title Alone\n")

    assert _titles(loaded) == ["First Paper"]
    assert loaded.rejected[0].location.line == 15
    assert "A Title Alone" in loaded.rejected[0].reason


def test_a_title_without_abstract_in_the_middle_costs_no_other_paper() -> None:
    """The next record is read."""
    loaded = _read(FURNITURE + f"A Title Alone\n\nSecond Paper\n\n{PROSE}\n\nThird Paper\n\n{PROSE}\n")

    assert _titles(loaded) == ["Second Paper", "Third Paper"]
    assert [problem.location.line for problem in loaded.rejected] == [11]


def test_two_pages_in_one_dump_bring_their_papers_alone() -> None:
    """Page furniture in the middle is no paper either."""
    loaded = _read(_page(("First Paper", PROSE)) + _page(("Second Paper", PROSE)))

    assert _titles(loaded) == ["First Paper", "Second Paper"]
    assert loaded.rejected == ()


def test_a_title_run_together_with_its_abstract_is_rejected() -> None:
    """Nothing of that kind becomes a title, and an address, for good."""
    loaded = _read(f"First Paper\n{PROSE * 3}\n\nSecond Paper\n{PROSE * 3}\n\n")

    assert loaded.records == ()
    assert "too long for a title" in loaded.rejected[0].reason


def test_short_abstracts_without_a_full_stop_are_abstracts() -> None:
    """Title and abstract come in turn, also where an abstract looks like a title."""
    loaded = _read(_page(("One", "just a remark"), ("Two", "another remark"), ("Three", "the last one")))

    assert _titles(loaded) == ["One", "Two", "Three"]


@pytest.mark.parametrize(
    "title", ["nnAudio: a toolbox", "What is it good for?", "semi-PD: phases", "70% Size"]
)
def test_unusual_titles_are_titles(title: str) -> None:
    """A lower-case start, a question or a number does not hide a paper."""
    loaded = _read(_page(("First Paper", PROSE), (title, PROSE)))

    assert _titles(loaded) == ["First Paper", title]


_WORDS = st.lists(
    st.sampled_from(["Fast", "Kernel", "Papers", "GPU", "Deep", "Sparse"]), min_size=1, max_size=8
)


@given(st.lists(_WORDS, min_size=1, max_size=6))
def test_what_is_written_as_a_page_is_read_back(titles: list[list[str]]) -> None:
    """Reading is the inverse of writing title and abstract in turn."""
    papers = [(" ".join(words), PROSE) for words in titles]

    loaded = _read(_page(*papers))

    assert _titles(loaded) == [title for title, _ in papers]
    assert loaded.rejected == ()
