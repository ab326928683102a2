"""The tag vocabulary as it is written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.config import Facet, Project, load_taxonomy, spelling_problem

HEAD = "facets:\n- slug: method\n  title: Method\n  about: Techniques.\n  tags:\n"
GROUPS = "groups: [{title: A, topics: [{slug: a, title: A, about: All.}]}]\n"
LORA = "  - {slug: lora, title: LoRA, spellings: [LoRA]}\n"


def _facets(tmp_path: Path, text: str) -> tuple[Facet, ...]:
    project = Project(tmp_path)
    project.topics.parent.mkdir(exist_ok=True)
    project.topics.write_text(text + GROUPS, encoding="utf-8")
    return load_taxonomy(project).facets


def _problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(DigestError) as error:
        _facets(tmp_path, text)
    return [str(problem) for problem in error.value.problems]


def test_a_tag_needs_slug_title_and_spellings_only(tmp_path: Path) -> None:
    """All else has a default: one mention, no conditions."""
    (facet,) = _facets(tmp_path, HEAD + LORA)
    (tag,) = facet.tags

    assert (tag.slug, tag.title, tag.spellings) == ("lora", "LoRA", ("LoRA",))
    assert (tag.unless, tag.needs, tag.at_least, tag.published_code) == ((), (), 1, False)


def test_equal_facets_have_equal_hashes(tmp_path: Path) -> None:
    """A vocabulary loaded twice is one key."""
    first, second = _facets(tmp_path, HEAD + LORA), _facets(tmp_path, HEAD + LORA)

    assert first == second
    assert hash(first) == hash(second)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("  - {slug: Lo_RA, title: LoRA, spellings: [LoRA]}\n", "has not the form"),
        ("  - {slug: lora-, title: LoRA, spellings: [LoRA]}\n", "has not the form"),
        ("  - {slug: lora, title: '', spellings: [LoRA]}\n", "is empty"),
        ("  - {slug: lora, title: LoRA}\n", "can never be given"),
        ("  - {slug: lora, title: LoRA, spellings: ['a  b']}\n", "white space at an end or doubled"),
        ("  - {slug: lora, title: LoRA, spellings: ['+']}\n", "no letter or digit"),
        ("  - {slug: lora, title: LoRA, spellings: [a], unless: ['']}\n", "is empty"),
        ("  - {slug: lora, title: LoRA, spellings: [a], at_least: 0}\n", "greater than or equal to 1"),
        ("  - {slug: lora, title: LoRA, spelling: [a]}\n", "no such field is known"),
    ],
)
def test_a_tag_that_does_not_fit_is_an_error_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    """Line 6 is the tag."""
    problems = _problems(tmp_path, HEAD + line)

    assert any(problem.startswith("data/topics.yml:6: ") and reason in problem for problem in problems)


def test_slugs_are_unique_over_all_facets(tmp_path: Path) -> None:
    """A tag's slug is its address; a facet's slug is unique among facets."""
    second = HEAD.removeprefix("facets:\n")
    text = HEAD + LORA + second + "  - {slug: lora, title: Other, spellings: [DoRA]}\n"

    assert _problems(tmp_path, text) == [
        "data/topics.yml:7: two facets have the slug 'method'",
        "data/topics.yml:11: two tags have the slug 'lora'",
    ]


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        ("LoRA", "LoRA"),
        ("LoRA", "lora"),
        ("GPU", "GPUs"),
        ("super resolution", "super-resolution"),
        ("KV cache", "KV Caches"),
    ],
)
def test_a_spelling_belongs_to_one_tag(tmp_path: Path, mine: str, other: str) -> None:
    """Two tags may not claim what finds the same text; the later line is named."""
    text = (
        HEAD
        + f"  - {{slug: mine, title: Mine, spellings: [{mine}]}}\n"
        + f"  - slug: other\n    title: Other\n    spellings:\n    - unrelated\n    - {other}\n"
    )

    (problem,) = _problems(tmp_path, text)
    assert problem.startswith(
        f"data/topics.yml:11: the tags 'mine' and 'other' both claim the spelling '{other}'"
    )


@pytest.mark.parametrize(
    ("mine", "other"), [("LoRA", "LORA"), ("Triton", "Triton server"), ("gas", "GAs phase"), ("3D", "2D")]
)
def test_spellings_that_cannot_meet_may_differ_by_case_or_length(
    tmp_path: Path, mine: str, other: str
) -> None:
    """Both fix their case, or one is longer."""
    text = (
        HEAD
        + f"  - {{slug: mine, title: Mine, spellings: [{mine}]}}\n"
        + f"  - {{slug: other, title: Other, spellings: [{other}]}}\n"
    )

    assert len(_facets(tmp_path, text)[0].tags) == 2


def test_one_tag_may_say_a_thing_twice(tmp_path: Path) -> None:
    """A spelling that another of the same tag covers does no harm."""
    assert _facets(tmp_path, HEAD + "  - {slug: lora, title: LoRA, spellings: [LoRA, lora]}\n")


@given(st.text(alphabet="aA1é +-.\t", max_size=8))
def test_a_spelling_has_single_spaces_and_begins_with_a_word(text: str) -> None:
    """Exactly these texts are accepted."""
    words = text.split(" ")
    fits = all(words) and "\t" not in text and any(char.isalnum() for char in words[0])

    assert (spelling_problem(text) == "") is fits
