"""Mentions for contrast, and sentences that set the scene."""

import pytest

from generator.stages.classify.contrast import is_contrast, is_scene
from generator.stages.classify.phrases import Match, PhraseMatcher

MATCHER = PhraseMatcher(["LoRA"])


def _match(abstract: str) -> Match:
    (match,) = MATCHER.find("", abstract)
    return match


@pytest.mark.parametrize(
    "sentence",
    [
        "It works without LoRA.",
        "It works without the need for LoRA.",
        "It works without any expensive LoRA training.",
        "Unlike recent approaches by the authors of LoRA, it scales.",
        "We train all weights instead of LoRA.",
        "We propose a LoRA-free method.",
        "This is a non-LoRA method.",
        "It outperforms existing methods such as LoRA and adapters.",
        "Compared to adapters, prompts and full LoRA it is faster: twice.",
        "It is 3x faster than LoRA.",
        "We report a speedup of 2.1x over LoRA.",
        "Inspired by LoRA, we factor the state.",
    ],
)
def test_what_a_paper_avoids_or_beats_is_contrast(sentence: str) -> None:
    """Denials and comparisons reach over a few words."""
    assert is_contrast(_match(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "We use LoRA.",
        "Without full tuning, we use LoRA.",
        "It works without retraining by using LoRA.",
        "It outperforms GPT-4 with LoRA.",
        "Compared to adapters, our LoRA variant is smaller.",
        "LoRA outperforms full tuning.",
        "Results beat the baseline. LoRA helps.",
        "LoRA is freely combined.",
    ],
)
def test_what_a_paper_does_is_no_contrast(sentence: str) -> None:
    """A denial ends at a comma, at a preposition of means and at its sentence."""
    assert not is_contrast(_match(sentence))


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("LoRA is popular. We go on.", True),
        ("We extend LoRA. It works.", False),
        ("It works. LoRA is added.", False),
        ("It works. However, existing methods tune LoRA badly.", True),
        ("It works. Previous work, including our own LoRA, is slow.", False),
        ("It works. The method is the first to merge LoRA in recent years.", False),
    ],
)
def test_a_scene_is_the_opening_or_the_work_of_others(abstract: str, *, expected: bool) -> None:
    """A sentence that says "we" or "this paper" is never a scene."""
    assert is_scene(_match(abstract)) is expected


def test_a_title_is_never_a_scene() -> None:
    """Its first sentence is what the paper is about."""
    (match,) = MATCHER.find("LoRA at scale", "")

    assert not is_scene(match)
