"""What a word is to search: signs, other spellings, names and titles, as the index gets them."""

import json
import re

import pytest

from generator.site import search_words


@pytest.mark.parametrize(
    "text",
    [
        "C++",
        "G++20",
        "(J#)",
        "Q#, too",
        "SGD+.",
        "RRT*",
        ".NET",
        "a .Net app",
        "4.5D",
        "3:7 patterns",
        "v1.2",
    ],
)
def test_a_sign_that_belongs_to_a_word_is_a_letter(text: str) -> None:
    """So that Pagefind, which keeps letters and digits alone, keeps it."""
    written = search_words.with_signs(text)

    assert written != text
    assert all(letter.isalnum() for letter in set(written) - set(text))
    assert (
        written.translate({ord(letter): sign for sign, letter in search_words.RULE["signs"].items()}) == text
    )


@pytest.mark.parametrize(
    "text",
    [
        "An end. Another",
        "a+b",
        "1 + 1",
        "#3",
        "no#3",
        "it...",
        "...and",
        "note*",
        "**bold**",
        "7.",
        "so: 3",
        "U.S.",
    ],
)
def test_a_sign_of_a_sentence_or_a_sum_stays_a_sign(text: str) -> None:
    """A word is the same with a full stop behind it."""
    assert search_words.with_signs(text) == text


def test_text_that_has_letters_for_signs_stays_as_it_is() -> None:
    """What was read once may be read again."""
    once = search_words.with_signs("C++ and 2.5D")

    assert search_words.with_signs(once) == once


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain words, well-known ones", ""),
        ("Tern-7B-Chat", "7B"),
        ("Tern-2.5", search_words.with_signs("2.5")),
        ("Tern4x", "4x"),
        ("H4 and node-x", ""),
        ("Sea.NET", search_words.with_signs(".NET")),
        ("i.e. an end.", ""),
        ("tide\u2013table", "tide | table"),
        ("\u03b3-GAN", "gamma-GAN"),
        ("\u039b-cold", "lambda-cold"),
        ("O(n\u00b3)", "O(n3)"),
        ("\ufb01sh", "fish"),
        ("\u6e2f\u53e3", "\u6e2f \u53e3"),
        ("\u6e2f\uff0c\u6d773D", "\u6e2f \u6d77 3D"),
        ("\ud56d\uad6c \ubc30", "\ud56d \uad6c | \ubc30"),
    ],
)
def test_other_words_are_what_pagefind_would_not_find(text: str, words: str) -> None:
    """Parts that hold a digit, Greek by name, raised digits, ligatures; Chinese by the character."""
    assert search_words.other_words([text]) == words


@pytest.mark.parametrize(
    "pasted",
    [
        "Tides: \u201cslow\u201d \u03b2-waves \u2013 and O(n\u00b2) sand",
        'tides "SLOW" \u03b2waves and o(n2) sand',
        "Tides:slow \u0392-waves and O(n\u00b2) sand",
    ],
)
def test_a_title_is_one_word_however_it_is_set(pasted: str) -> None:
    """Of letters and digits alone, and of no case; nothing that is typed begins like it."""
    assert (
        search_words.whole_title(pasted) == search_words.RULE["signs"][":"] + "tidesslowbetawavesandon2sand"
    )


def test_a_long_title_counts_as_far_as_the_rule_says() -> None:
    """The index does not hold it twice."""
    assert len(search_words.whole_title("harbour " * 30)) == 1 + search_words.RULE["titleLetters"]
    assert search_words.whole_title("?!") == ""


def test_names_have_their_initials_and_an_ascii_spelling() -> None:
    """Accents Pagefind ignores by itself; other letters are spelt out; a name of one word has no initials."""
    dot = search_words.RULE["signs"]["."]

    assert search_words.other_names(["Ada B. Reed"]) == f"Reed{dot}A"
    assert search_words.other_names(["Ren\u00e9 Str\u00f8m"]) == f"Rene Strom, Str\u00f8m{dot}R, Strom{dot}R"
    assert search_words.other_names(["Consortium"]) == ""
    assert "\u674e \u96f7" in search_words.other_names(["\u674e\u96f7"])


def test_the_rule_is_read_alike_by_python_and_javascript() -> None:
    """It is JSON, and its patterns use nothing that only one of them knows."""
    rule = search_words.RULE
    assert json.loads(json.dumps(rule)) == rule
    for pattern in (rule["signed"], rule["unspaced"], rule["dash"]):
        assert not re.search(r"\\[wWbBdDsSpP]|\(\?P|\(\?[imsxu]", pattern)
