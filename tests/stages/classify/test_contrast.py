"""Mentions for contrast, and sentences that set the scene."""

import pytest

from generator.stages.classify.contrast import is_contrast, is_scene, own_work_begins
from generator.stages.classify.phrases import Match, PhraseMatcher

MATCHER = PhraseMatcher(["LoRA"])


def _match(abstract: str) -> Match:
    (match,) = MATCHER.find("", abstract)
    return match


def _is_scene(abstract: str, title: str = "") -> bool:
    return is_scene(_match(abstract), own_work_begins(title, abstract))


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
        "Motivated by the success of factors in LoRA, we factor the state.",
        "It lacks the small weights of LoRA.",
        "It is orthogonal to LoRA.",
        "It works without added weights (e.g., LoRA).",
        "It stands beside a strong LoRA baseline.",
        "It beats baselines such as LoRA.",
        "It is compared with two baselines (LoRA).",
        "It trains 3x over LoRA.",
        "It reaches 1.5x the speed of LoRA.",
        "It is twice as fast, and it accelerates training over adapters/LoRA.",
        "LoRA is not required.",
        "It is twice as fast as LoRA.",
        "It has three times the throughput of LoRA.",
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
        "It trains 3x faster with LoRA.",
        "LoRA is not yet understood, and is studied.",
        "It gives a baseline for LoRA.",
        "We use adapters as well as LoRA.",
        "It is motivated by hardware. It needs LoRA.",
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
        ("LoRA is tuned.", False),
    ],
)
def test_a_scene_is_the_opening_or_the_work_of_others(abstract: str, *, expected: bool) -> None:
    """A sentence that says "we" or "this paper" is never a scene."""
    assert _is_scene(abstract) is expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("Models grow. Many use LoRA. It is slow. We go on.", True),
        ("Models grow. Many use LoRA. A faster way is presented.", True),
        ("Models grow. Many use LoRA. The present study goes on.", True),
        ("Models grow. LoRA is used. It is fast. Our code is available.", False),
        ("Models grow. We go on. LoRA is used.", False),
    ],
)
def test_all_that_leads_in_to_the_own_work_is_a_scene(abstract: str, *, expected: bool) -> None:
    """A sentence about the code alone is not where it begins."""
    assert _is_scene(abstract) is expected


def test_the_name_in_the_title_marks_the_own_work() -> None:
    """What stands before its colon, if it is one word."""
    abstract = "Models grow. Zet tunes them. It uses LoRA. Here we stop."

    assert own_work_begins("", abstract) == abstract.index("Here")
    assert own_work_begins("Zet: tuning", abstract) == abstract.index("Zet")
    assert own_work_begins("Zet tunes: a way", abstract) == abstract.index("Here")
    assert own_work_begins("Zet", "") == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "In future work we may use LoRA.",
        "Support of LoRA is left for later.",
        "This paves the way for LoRA.",
        "Beyond speed, it supports LoRA.",
        "It has the potential for better LoRA.",
        "It is promising for LoRA.",
        "Memory is crucial for LoRA.",
        "It could also support LoRA.",
        "It can easily be extended to LoRA.",
        "It is compatible with many methods, such as LoRA.",
        "It helps in applications such as tuning and LoRA.",
        "It serves many workloads, including tuning, chat and LoRA.",
    ],
)
def test_an_outlook_is_a_scene(sentence: str) -> None:
    """What a work may be good for, and what it leaves for later."""
    assert _is_scene(f"We train a model. {sentence}")


@pytest.mark.parametrize(
    "sentence",
    [
        "It predicts future frames with LoRA.",
        "We use LoRA, which is promising for small models.",
        "It is compatible with LoRA.",
        f"It is promising for small boards{', and so are we' * 8}, with LoRA.",
        "Beyond speed, we study LoRA.",
        "Our results show the potential of LoRA.",
    ],
)
def test_a_result_is_no_outlook(sentence: str) -> None:
    """Words of an outlook that stand behind the phrase, or mean something else."""
    assert not _is_scene(f"We train a model. {sentence}")


def test_a_title_is_never_a_scene() -> None:
    """Its first sentence is what the paper is about."""
    (match,) = MATCHER.find("LoRA at scale", "")

    assert not is_scene(match, begins=0)
