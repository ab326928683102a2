"""How alike two titles are."""

import pytest

from generator.base.identity import abstract_likeness, compare_titles, is_telling
from generator.providers import plain

TITLE = "Deep Tides: Scheduling Requests for Language Models"


@pytest.mark.parametrize(
    ("title", "other"),
    [
        (TITLE, "DEEP TIDES: scheduling requests for language models."),
        (TITLE, "Deep Tides - Scheduling Requests for Language\n Models"),
        ("Multi-Modal Tide\u2011Tables", "Multimodal Tide Tables"),
        (r"{PIXART}-$\delta$: Fast {GPU} Tides", "PIXART-δ: fast GPU tides"),
        (plain("Role of <i>KRAS</i> in H<sub>2</sub>O &amp; tides"), "Role of KRAS in H2O & Tides"),
        (
            plain("On <mml:math><mml:mi>k</mml:mi></mml:math>-means &lt;i&gt;so&lt;/i&gt;"),
            "On k-Means so",
        ),
        ("Les marées d'été", "Les marees d'ete"),
    ],
)
def test_the_same_words_are_the_same_title(title: str, other: str) -> None:
    """Case, dashes, accents, TeX, HTML, MathML and the last full stop do not count."""
    assert compare_titles(title, other) == "same"
    assert compare_titles(other, title) == "same"


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Modelling a Tide for Colour Prints on Coasts", "Modeling a tide for color prints on coasts"),
        ("The Schedule of Requests in a Tide of Seas", "Schedule of Requests in Tide of Seas"),
    ],
)
def test_spellings_and_little_words_are_near(title: str, other: str) -> None:
    """A witness decides whether it is the same paper."""
    assert compare_titles(title, other) == "near"
    assert compare_titles(other, title) == "near"


@pytest.mark.parametrize(
    ("title", "other"),
    [
        (TITLE, "Scheduling Requests for Language Models"),
        ("Scheduling Requests on Many Coasts", "Scheduling Requests on Many Coasts: How the Moon Helps"),
        ("Scheduling Requests on Many Coasts. A Study", "Scheduling Requests on Many Coasts: A Lunar Study"),
        ("Scheduling Requests on Many …", "Scheduling Requests on Many Coasts"),
        ("Scheduling Requests on Many...", "Scheduling Requests on Many Coasts"),
    ],
)
def test_a_dropped_subtitle_or_name_or_end_is_a_part(title: str, other: str) -> None:
    """A witness decides whether it is the same paper."""
    assert compare_titles(title, other) == "part"
    assert compare_titles(other, title) == "part"


@pytest.mark.parametrize(
    ("title", "other"),
    [
        (f"{TITLE}, Part I", f"{TITLE}, Part II"),
        (f"{TITLE} v2", f"{TITLE} v3"),
        ("Tide 2.0: Requests for Language Models", "Tide 3.0: Requests for Language Models"),
        (TITLE, f"{TITLE}: A Survey"),
        (TITLE, f"Review of {TITLE}"),
        (TITLE, f"Reply to \u201c{TITLE}\u201d"),
        (TITLE, f"Corrigendum to: {TITLE}"),
        (TITLE, f"Supplementary Material for {TITLE}"),
        (TITLE, f"RETRACTED: {TITLE}"),
        (TITLE, f"{TITLE} (extended abstract)"),
        ("Supervised Learning of Tides and Waves", "Unsupervised Learning of Tides and Waves"),
        ("Symmetric Waves on Many Coasts", "Asymmetric Waves on Many Coasts"),
        ("Waves on Many Coasts", "Many Waves on Many Other Coasts of the North"),
        ("Tides: A Study", "Tides: A Lunar Study"),
        ("mining association rules between", "Mining association rules between sets of items"),
        ("Die Gezeiten der Anfragen", "The Tides of Requests"),
        ("", TITLE),
    ],
)
def test_a_word_that_tells_papers_apart_makes_another_title(title: str, other: str) -> None:
    """Numbers, parts, surveys, replies, corrections; and words that are simply others."""
    assert compare_titles(title, other) == "other"
    assert compare_titles(other, title) == "other"


def test_few_words_do_not_tell_which_paper_it_is() -> None:
    """Many papers are called "Gravity Hill" or "Introduction"."""
    assert is_telling("Attention is All you Need")
    assert not is_telling("Gravity Hill")
    assert not is_telling("On a to of in")
    assert not is_telling("Anti-tide-plasma/immune-globulin")


def test_abstracts_share_words() -> None:
    """From nothing to everything; nothing follows from no words."""
    words = ["a", "tide", "of", "requests"]

    assert abstract_likeness(words, reversed(words)) == 1
    assert abstract_likeness(words, ["a", "tide", "of", "words"]) == 3 / 5
    assert abstract_likeness(words, ["others"]) == 0
    assert abstract_likeness(words, []) is None
