"""What a word is to search: signs, compounds, names and titles, as the index gets them."""

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.site import search


def _words(text: str) -> list[str]:
    return search.read_words(text)[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("C++", "c++"),
        ("G++20", "g++20"),
        ("(J#)", "j#"),
        ("Q#, too", "q#"),
        ("SGD+.", "sgd+"),
        ("RRT*", "rrt*"),
        (".NET", ".net"),
        ("a .Net app", ".net"),
        ("4.5D", "4.5d"),
        ("3:7 patterns", "3:7"),
        ("v1.2", "v1.2"),
    ],
)
def test_a_sign_that_belongs_to_a_word_stays_in_it(text: str, word: str) -> None:
    """So that "C++" is no "C"."""
    assert word in _words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An end. Another", ["an", "end", "another"]),
        ("a+b", ["a", "b"]),
        ("1 + 1", ["1", "1"]),
        ("#3", ["3"]),
        ("no#3", ["no", "3"]),
        ("it...", ["it"]),
        ("...and", ["and"]),
        ("note*", ["note"]),
        ("**bold**", ["bold"]),
        ("7.", ["7"]),
        ("so: 3", ["so", "3"]),
        ("U.S.", ["u", "s"]),
        ("don't", ["dont"]),
    ],
)
def test_a_sign_of_a_sentence_or_a_sum_is_no_part_of_a_word(text: str, words: list[str]) -> None:
    """A word is the same with a full stop behind it."""
    assert _words(text) == words


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("plain words", [("plain", 0), ("words", 1)]),
        ("KV-cache hit", [("kvcache", 0), ("kv", 0), ("cache", 1), ("hit", 2)]),
        ("Tern-7B-Chat", [("tern7bchat", 0), ("tern", 0), ("7b", 1), ("chat", 2)]),
        ("Tern-2.5", [("tern2.5", 0), ("tern", 0), ("2.5", 1)]),
        ("Tern4x", [("tern4x", 0), ("tern", 0), ("4x", 1)]),
        ("max_pool2d", [("maxpool2d", 0), ("max", 0), ("pool", 1), ("2d", 2)]),
        ("H4 and 4o", [("h4", 0), ("and", 1), ("4o", 2)]),
        ("Sea.NET", [("sea", 0), ("net", 1), (".net", 1)]),
        (".NET", [("net", 0), (".net", 0)]),
        ("i.e. an end.", [("i", 0), ("e", 1), ("an", 2), ("end", 3)]),
        ("tide\u2013table", [("tide", 0), ("table", 1)]),
        ("\u03b3-GAN", [("gammagan", 0), ("gamma", 0), ("gan", 1)]),
        ("\u039b-cold", [("lambdacold", 0), ("lambda", 0), ("cold", 1)]),
        ("O(n\u00b3) n^3", [("o", 0), ("n3", 1), ("n3", 2)]),
        ("\ufb01sh", [("fish", 0)]),
        ("na\u00efve nai\u0308ve", [("naive", 0), ("naive", 1)]),
        ("\u6e2f\u53e3", [("\u6e2f", 0), ("\u53e3", 1)]),
        ("\u6e2f\uff0c\u6d773D", [("\u6e2f", 0), ("\u6d77", 1), ("3d", 2)]),
        ("\ud56d\uad6c \ubc30", [("\ud56d", 0), ("\uad6c", 1), ("\ubc30", 2)]),
        ("?!", []),
    ],
)
def test_a_compound_is_its_parts_and_the_whole(text: str, tokens: list[tuple[str, int]]) -> None:
    """Parts side by side, the whole at the first; Greek by name, raised digits; Chinese by character."""
    assert list(zip(*search.read_words(text), strict=True)) == tokens


def test_a_whole_that_nobody_types_is_left_out() -> None:
    """An address in an abstract is its parts alone."""
    assert max(map(len, _words("https://a.org/" + "/".join(["harbour"] * 9)))) == len("harbour")


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
    assert search.read_title(pasted) == search.RULE["titleSign"] + "tidesslowbetawavesandon2sand"


def test_a_title_differs_by_a_sign_that_is_part_of_a_word() -> None:
    """The sign of "C++" counts here too."""
    assert search.read_title("Cranes in C++") != search.read_title("Cranes in C")


def test_a_long_title_counts_as_far_as_the_rule_says() -> None:
    """The index does not hold it twice."""
    assert len(search.read_title("harbour " * 30)) == 1 + search.RULE["titleLetters"]
    assert search.read_title("?!") == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ada B. Reed", [{"ada", "a."}, {"b"}, {"reed"}]),
        ("Ren\u00e9 Str\u00f8m", [{"rene", "r."}, {"str\u00f8m", "strom"}]),
        ("\u0141ucja Reed-Marsh", [{"\u0142ucja", "lucja", "\u0142.", "l."}, {"reedmarsh"}]),
        ("Consortium", [{"consortium"}]),
        ("\u674e\u96f7", [{"\u674e"}, {"\u96f7"}]),
    ],
)
def test_a_name_has_its_initial_and_an_ascii_spelling(name: str, words: list[set[str]]) -> None:
    """The initial with the first word; of a double name the whole, beside its parts."""
    assert [{text for text, is_whole in word if is_whole} for word in search.read_name(name)] == words


def test_the_parts_of_a_double_name_are_not_the_name() -> None:
    """They are found, and come after who is called just so."""
    (_, family) = search.read_name("Lou Reed-Marsh")
    assert dict(family) == {"reed": False, "marsh": False, "reedmarsh": True}


@example("\u0300 Ada")
@given(
    st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("\u0300\u0640\u20dd. -'\u4e00a1"),
        max_size=12,
    )
)
def test_every_token_has_a_letter(text: str) -> None:
    """Whatever a text or a name holds; a word of marks alone is none."""
    tokens = [*_words(text), *(token for word in search.read_name(text) for token, _ in word)]

    assert all(tokens)


def test_the_rule_is_read_alike_by_python_and_javascript() -> None:
    """It is JSON, and its patterns use nothing that one of them, or a version of Unicode, knows alone."""
    rule = search.RULE
    assert json.loads(json.dumps(rule)) == rule
    patterns = ("word", "unspaced", "dashes", "marks", "silent", "numbered", "notLetters")
    for pattern in patterns:
        assert not re.search(r"\\[wWbBdDsSpP]|\(\?P|\(\?[imsxu]", rule[pattern])
        re.compile(rule[pattern])
