"""Taking a file apart: whatever it holds, nothing is lost without a word, and nothing fails."""

import time

from hypothesis import given
from hypothesis import strategies as st

from generator.bibliography import parse_library
from generator.bibliography.codec import RawEntry, parse_bibtex

NAME = "data/library.bib"

pieces = st.sampled_from(
    [
        *(
            "@misc{",
            "@misc(",
            "@article{a,",
            "@string{x = ",
            "@comment{",
            "@preamble{",
            "@{",
            "\n@ {",
            "@misc\n{",
        ),
        *(
            "{",
            "}",
            "(",
            ")",
            '"',
            ",",
            "=",
            "#",
            "%",
            "\\",
            "\\}",
            "\n",
            "\r\n",
            " ",
            "\u00a0",
            "\u2028",
            "\ufdd0",
        ),
        *("title", " = ", "{A}", "2020", "x", "é", "\n@misc{b, title = {B}}\n", "\n  @article{z"),
    ]
)
blocks = st.sampled_from(
    [
        "@misc{KEY, title = {A}, year = 2020}",
        '@misc(KEY, title = "A) b", year = {20} # 20)',
        "@misc{KEY, title = {A, year = 2020}",
        "@misc{KEY, title = A}, year = 2020}",
        '@misc{KEY, title = "A, year = 2020}',
        "@misc{KEY title = {A}}",
        "@misc{KEY, title = {A},, year = 2020}",
        "@misc{KEY, title = {A} year = {2020}}",
        "@misc{KEY, title = {A}, title = {B}}",
        "@misc{KEY, title = {A\n@article{in, title = {C}} B}}",
        "@misc{KEY, title = {A},\n% remark\nyear = 2020}",
        "@misc{KEY,}",
        "@misc{KEY}",
        "@misc\n{KEY, title = {A}}",
        "misc{KEY, title = {A}}",
        "@{KEY, title = {A}}",
        "@misc{KEY, title = {A \\",
        "@string{s = {S}}\n\n@misc{KEY, title = s # t}",
    ]
)


@given(st.lists(pieces, max_size=25).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    """And each entry stands where it is said to stand."""
    parse_library(text, NAME)
    for item in parse_bibtex(text):
        if isinstance(item, RawEntry):
            start, end = item.place
            assert text[start] == "@"
            assert item.key in text[start:end]
            assert text.count("\n", 0, start) + 1 == item.line


@given(st.lists(blocks, max_size=6), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_a_key_that_stands_in_the_file_is_never_free(templates: list[str], line_end: str) -> None:
    """However entries are garbled, their keys are known, and where one gave no entry there is a problem."""
    keys = [f"key{number}" for number in range(len(templates))]
    text = "\n".join(block.replace("KEY", key) for key, block in zip(keys, templates, strict=True))
    library = parse_library(text.replace("\n", line_end), NAME)

    assert library.keys.issuperset(keys)
    assert library.rejected or set(keys) == {found.key for found in library.entries}


def test_a_copy_in_a_comment_is_not_the_entry() -> None:
    """Places are those of what is read."""
    entry = "@misc{a, title = {A}}"
    text = f"@comment{{{entry}}}\n{entry}\n"

    found = parse_library(text, NAME).entries

    assert [one.location.line for one in found] == [2]


def test_large_files_are_read_in_proportion() -> None:
    """Thousands of authors, fields, braces, missing commas: no depth or size is too much."""
    authors = " and ".join(f"Moreau{number}, Ada" for number in range(5000))
    fields = " ".join(f"f{number} = {{x}}" for number in range(2000))
    text = (
        f"@misc{{a, title = {{A}}, author = {{{authors}}}}}\n"
        f"@misc{{b, title = {{B}} {fields}}}\n"
        f"@misc{{c, title = {{{'{' * 5000}C{'}' * 5000}}}, note = {{{'x' * 10**6}}}}}\n"
    )
    start = time.process_time()

    first, second, third = parse_library(text, NAME).entries

    assert len(first.facts.authors) == 5000
    assert (second.title, third.title) == ("B", "C")
    assert time.process_time() - start < 10
