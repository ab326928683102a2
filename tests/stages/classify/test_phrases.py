"""The phrase matcher."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.stages.classify.phrases import PhraseMatcher, sentence_starts, sentences

WORD = st.text(alphabet="abcdeABC123", min_size=1, max_size=6)
SPELLING = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
AWKWARD = (
    "C++",
    "3D",
    "H100",
    "RTX 4090",
    "FP8",
    "k-means",
    ".NET",
    "N:M sparsity",
    "llama.cpp",
    "ℓ1",
    "naïve",
)


def found(spelling: str, text: str) -> list[str]:
    """Return what a spelling finds in an abstract."""
    return [match.text for match in PhraseMatcher([spelling]).find("", text)]


@given(SPELLING | st.sampled_from(AWKWARD), st.sampled_from(["", "(", ' "', "— ", "_", "$", "/", "multi-"]))
def test_a_spelling_finds_itself_inside_punctuation(spelling: str, before: str) -> None:
    """Whatever stands beside it, as long as it is neither letter nor digit."""
    for after in ("", ".", ")", ", ", "'s", "_", "/x", "-based"):
        assert spelling in found(spelling, f"{before}{spelling}{after}")


@given(SPELLING, WORD)
@example("H100", "G")
@example("cat", "é")
def test_a_spelling_is_not_found_inside_a_longer_word(spelling: str, more: str) -> None:
    """A letter or digit before it is no match, and none after it but a plural s."""
    matcher = PhraseMatcher([spelling])
    starts = {match.start for match in matcher.find("", f"{more}{spelling}")}

    assert len(more) not in starts
    assert not any(match.start == 0 for match in matcher.find("", f"{spelling}{more}x") if " " not in more)


@given(st.lists(SPELLING, min_size=1, max_size=6), st.lists(WORD, max_size=12).map(" ".join))
@example(["ab", "ab cd", "AB"], "Ab-cd, abs AB")
def test_it_finds_what_one_expression_a_spelling_would_find(spellings: list[str], text: str) -> None:
    """The index over first words loses nothing: trying every spelling everywhere finds the same."""
    plain = {
        (place.start(), spelling)
        for spelling in spellings
        for place in re.finditer(rf"(?<![^\W_])(?={_expression(spelling)}s?(?![^\W_]))", text)
    }

    assert {(match.start, match.spelling) for match in PhraseMatcher(spellings).find("", text)} == plain


def _expression(spelling: str) -> str:
    return r"[\s-]+".join(
        word if any(char.isupper() for char in word) else f"(?i:{word})" for word in spelling.split(" ")
    )


@pytest.mark.parametrize(
    ("spelling", "text", "expected"),
    [
        ("gaussian splatting", "GAUSSIAN Splatting, gaussian-splatting", 2),
        ("gaussian splatting", "Gaussian\n  splatting and gaussian--splatting", 2),
        ("KV cache", "KV Cache, KV-caches, kv cache", 2),
        ("LoRA", "LoRA, LoRAs, S-LoRA, QLoRA, Lora, LORA", 3),
        ("C++", "C++, C++17, C/C++", 2),
        ("3D", "3D, 3D-aware, 3DGS, A3D", 2),
        ("H100", "H100s, GH100, H1000, (H100)", 2),
        ("RTX 4090", "RTX 4090s, RTX-4090, RTX4090, RTX 40900", 2),
        (".NET", ".NET, ASP.NET, (.NET)", 2),
        ("FP8", "FP8/BF16, FP80, fp8", 1),
        ("k-means", "k-means, K–means, k means, kmeans", 2),
        ("GPU", "GPU's GPUs GPUss", 2),
        ("cost", "costs Cost's costly", 2),
    ],
)
def test_what_a_spelling_finds(spelling: str, text: str, expected: int) -> None:
    """The rules at the top of the module, by example."""
    assert len(found(spelling, text)) == expected


def test_an_address_is_no_prose() -> None:
    """Words in a web address do not match, an address does."""
    text = "See https://github.com/x/LoRA-GPU and github.com/y/LoRA. (https://a.org/LoRA) LoRA"

    assert len(found("LoRA", text)) == 1
    assert len(found("github.com", text)) == 2


def test_overlapping_phrases_are_all_found_longest_first() -> None:
    """A phrase inside another counts as well."""
    matches = PhraseMatcher(["diffusion", "diffusion model"]).find("", "A diffusion model.")

    assert [match.spelling for match in matches] == ["diffusion model", "diffusion"]


def test_the_title_comes_before_the_abstract() -> None:
    """Matches come by field and place, whatever the order of the spellings."""
    matches = PhraseMatcher(["b", "a"]).find("b", "a then b")

    assert [(match.field, match.text) for match in matches] == [
        ("title", "b"),
        ("abstract", "a"),
        ("abstract", "b"),
    ]


def test_a_match_knows_its_sentence() -> None:
    """The sentence as written, and what stands before and after the phrase in it."""
    abstract = "First one. We use LoRA, e.g. Rank 8 of A. Author et al. Here. Last."
    (match,) = PhraseMatcher(["LoRA"]).find("", abstract)

    assert match.sentence == "We use LoRA, e.g. Rank 8 of A. Author et al. Here."
    assert (match.before, match.after) == ("We use ", ", e.g. Rank 8 of A. Author et al. Here.")
    assert abstract[match.start : match.end] == "LoRA"


@given(st.text(alphabet="aB .!?\n\"'(e.g)", max_size=60))
def test_sentences_cover_the_text(text: str) -> None:
    """Nothing but white space is lost between sentences, and the first begins the text."""
    starts = sentence_starts(text)

    assert starts[0] == 0
    assert list(starts) == sorted(set(starts))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.lists(WORD, min_size=1, max_size=20).map(" ".join), st.sampled_from(["!", "LoRA? Yes.", " A.  B "]))
def test_a_match_lies_in_the_text_and_in_its_sentence(text: str, more: str) -> None:
    """Offsets and excerpts are those of the text given."""
    abstract = f"{text}. {more} {text}"
    for match in PhraseMatcher([text.split(maxsplit=1)[0], "LoRA"]).find("", abstract):
        assert abstract[match.start : match.end] == match.text
        assert match.before + match.text + match.after == match.sentence
        assert abstract.startswith(match.sentence, match.sentence_start)


@pytest.mark.parametrize("spelling", ["", " a", "a ", "a  b", "+", "- a", "a\tb"])
def test_what_cannot_be_a_spelling_is_a_bug(spelling: str) -> None:
    """The configuration checks spellings, so the matcher does not expect a bad one."""
    with pytest.raises(ValueError, match="the phrase"):
        PhraseMatcher([spelling])


def test_a_long_s_stands_for_an_s_in_any_word() -> None:
    """Case is ignored as patterns do it, wherever in a phrase the word stands."""
    assert found("image search", "An image \u017fearch.") == ["image \u017fearch"]
    assert found("image na\u00efve", "IMAGE NA\u00cfVE") == ["IMAGE NA\u00cfVE"]
