"""What rules and weights see of a paper."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.stages.classify.features import (
    LONGEST_PHRASE,
    excerpt,
    normal_phrase,
    phrases_of,
    presence,
    read_features,
    words_of,
)

SENTENCES = ("We use a KV cache. ", "See Fig. 2 of Smith et al. for it! ", "It  works.\n", "(Does it?) ")
texts = st.text(alphabet="aAsS1 -.*é", max_size=30)


def _words(text: str) -> list[str]:
    return [word.text for word in words_of(text)]


@given(texts)
def test_words_are_the_runs_of_letters_and_digits_in_order(text: str) -> None:
    """Each stands where it says, as written but for a plural `s`."""
    words = words_of(text)
    runs = list(re.finditer("[A-Za-zé0-9]+", text))

    assert [word.start for word in words] == [run.start() for run in runs]
    assert all(
        run.group() in {word.written, f"{word.written}s"} for word, run in zip(words, runs, strict=True)
    )
    assert all(word.text == word.written.lower() for word in words)


@pytest.mark.parametrize(
    ("word", "singular"),
    [
        ("caches", "cache"),
        ("GPUs", "gpu"),
        ("LoRAs", "lora"),
        ("loss", "loss"),
        ("corpus", "corpus"),
        ("analysis", "analysis"),
        ("this", "this"),
        ("gas", "gas"),
        ("AWS", "aws"),
        ("s", "s"),
    ],
)
def test_only_a_plural_s_is_cut_off(word: str, singular: str) -> None:
    """Short words, capitals and the endings -ss, -us and -is are no plurals."""
    assert _words(word) == [singular]


def test_everything_but_letters_and_digits_parts_words() -> None:
    """Hyphens, dots and signs alike; letters are those of any script."""
    found = _words("key-value,GPT-4.1/x_y café Käfer 深度学习")

    assert found == ["key", "value", "gpt", "4", "1", "x", "y", "café", "käfer", "深度学习"]


@given(st.text(alphabet="abs1 -+", max_size=20))
def test_a_normal_phrase_stays_as_it_is(text: str) -> None:
    """Looking a phrase up twice finds the same."""
    normal = normal_phrase(text)

    assert normal_phrase("KV-Caches of  GPUs") == "kv cache of gpu"
    assert normal_phrase(normal) == normal == " ".join(_words(text))


@given(st.lists(st.sampled_from(["model", "graph", "LoRA", "a"]), max_size=8), st.integers(1, 6))
def test_phrases_are_all_runs_of_words(texts: list[str], longest: int) -> None:
    """Of every length up to the longest, each as often as it comes."""
    low = [text.lower() for text in texts]
    spans = [(a, b) for a in range(len(low)) for b in range(a + 1, len(low) + 1) if b - a <= longest]
    found = phrases_of(words_of(" ".join(texts)), longest)

    assert sorted(found) == sorted(" ".join(low[a:b]) for a, b in spans)


def test_phrases_are_counted_in_title_and_abstract_apart() -> None:
    """A count over anywhere is the sum of both."""
    features = read_features("KV caches", "A KV cache beats a kv-cache. Caches cost.")

    assert features.count("kv cache", "title") == 1
    assert features.count("kv cache", "abstract") == 2
    assert features.count("kv cache", "anywhere") == 3
    assert features.count("model", "anywhere") == 0


def test_a_phrase_has_five_words_at_most() -> None:
    """Longer ones would be counted and never asked for."""
    features = read_features("", "one two three four five six")

    assert max(len(phrase.split()) for phrase in features.abstract) == LONGEST_PHRASE == 5


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("MathBench: Sums", {"math", "bench"}),
        ("VideoLLaMA2", {"video"}),
        ("GPT4o", {"gpt"}),
        ("HTTPServers", {"http", "server"}),
        ("A Plain title of BENCH and Math-Bench", set()),
        ("LoRA for GANs", set()),
    ],
)
def test_parts_of_a_composed_name_are_known(title: str, parts: set[str]) -> None:
    """Of three letters or more; a word of one part is no composed name."""
    assert read_features(title, "").names == parts


def test_names_are_looked_for_in_the_title_only() -> None:
    """An abstract names the works of others too."""
    assert read_features("", "MathBench is older.").names == frozenset()


def test_a_claim_is_what_follows_our_verb_in_its_sentence() -> None:
    """The verb's stem, and phrases of one or two words; not what others did, nor the next sentence."""
    claims = read_features(
        "", "They present graphs. In this work we introduce MathBench sum tasks. Sums win."
    ).claims

    assert claims == {"introduc", "mathbench", "sum", "task", "mathbench sum", "sum task"}


def test_a_claim_ends_after_twelve_words() -> None:
    """What comes later is detail."""
    claims = read_features("", f"We propose {' '.join(f'x{number}' for number in range(20))}.").claims

    assert "x11" in claims
    assert "x12" not in claims


def test_strength_follows_the_place_that_is_asked_for() -> None:
    """Names and claims are there or not; elsewhere repetition counts."""
    features = read_features("MathBench cache", "We present a cache. Cache!")

    assert features.strength("bench", "name") == 1
    assert features.strength("bench", "anywhere") == 0
    assert features.strength("cache", "claim") == 1
    assert features.strength("cache", "title") == presence(1)
    assert features.strength("cache", "abstract") == presence(2)
    assert features.strength("cache", "anywhere") == presence(3)
    assert features.strength("mathbench", "claim") == 0


@given(st.integers(1, 1000))
def test_repetition_is_worth_a_little_more_each_time(count: int) -> None:
    """Nothing for nothing, 1 for once, then more, but less than one each."""
    assert presence(0) == 0
    assert presence(1) == 1
    assert 0 < presence(count + 1) - presence(count) < 1


@pytest.mark.parametrize(
    ("words", "length"), [(180, 1), (720, 2), (45, 0.5), (40, math.sqrt(2 / 9)), (3, math.sqrt(2 / 9))]
)
def test_length_is_one_for_usual_papers_and_grows_with_the_root(words: int, length: float) -> None:
    """Title and abstract count together; very short ones are all alike."""
    assert math.isclose(read_features("x", "x " * (words - 1)).length, length)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1), st.data())
def test_an_excerpt_is_the_sentence_as_written(sentences: list[str], data: st.DataObject) -> None:
    """From its first sign to its last, with white space and punctuation untouched."""
    text = "".join(sentences)
    position = data.draw(st.integers(0, len(sentences) - 1))
    start = len("".join(sentences[:position]))
    offset = data.draw(st.integers(0, len(sentences[position].rstrip()) - 1))

    assert excerpt(text, start + offset) == sentences[position].rstrip()


def test_there_is_no_excerpt_beyond_the_text() -> None:
    """An empty text has none either."""
    assert excerpt("One. Two.", 99) == excerpt("", 0) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++ and C#", ["c++", "and", "c#"]),
        ("F#, .NET and ASP.NET", ["f#", ".net", "and", "asp", "net"]),
        ("2:4 sparsity, k-NN in 3D", ["2:4", "sparsity", "k", "nn", "in", "3d"]),
        ("at 1:2:4, LLM++", ["at", "1", "2", "4", "llm"]),
        ("a C*-algebra, C<n/2 and C-to-Rust", ["a", "c", "algebra", "c", "n", "2", "and", "c", "to", "rust"]),
        ("OpenStory++ #1", ["openstory", "1"]),
    ],
)
def test_names_of_languages_are_words(text: str, words: list[str]) -> None:
    """A bare capital C is no C++."""
    assert [word.text for word in words_of(text)] == words
