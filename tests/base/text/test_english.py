"""The sentences of an abstract."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.text import collapse_space, sentences


@pytest.mark.parametrize(
    "text",
    [
        "We test caches, e.g. Those of Intel.",
        "Many kernels, i.e. LU and QR, are slow.",
        "Moreau et al. Smith show it.",
        "Our method vs. Baselines of Fig. 3 and Eq. (2) wins.",
        "It follows J. R. Moreau and A. Stone of St. Andrews.",
        "It is 2.5x faster at 3.14 W, approx. Half of what v1.2. needs.",
        "Let $f(x) = 1. A$ be given.",
        "We find it (see Sec. 2. There it is shown) in all cases.",
        "It has three parts: (i) a cache; (ii) a queue, and (iii) a clock.",
        "We use Yahoo! answers and ask who? whom? and when.",
        "Models (e.g., GPT-4 etc.) and data are shown w.r.t. Time.",
        "Node.Js and U.S. Census data are used.",
        "Large language models, cf. Table 2, are used.",
    ],
)
def test_what_only_looks_like_an_end_ends_nothing(text: str) -> None:
    """Abbreviations, initials, decimals, formulas, brackets and lists stand within a sentence."""
    assert sentences(text) == (text,)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kernels share a cache.", "We measure it."),
        ("Is it fast?", "It is!"),
        ('He calls it "slow."', "We do not."),
        ("It is 2.5x faster.", "3D scenes are rendered."),
        ("We use caches, queues, etc.", "The code is small."),
        ("It follows Moreau et al.", "We go on."),
        ("We choose vitamin C.", "Our results hold."),
        ("It serves many users.", "vLLM is beaten."),
        ("It holds for $n > 3$.", "$k$ is free."),
        ("It holds for $n > 3.$", "We prove it."),
        (r"\textbf{Caches are slow.}", "We mend them."),
        ("(Caches are slow.)", "We mend them."),
        ("We mend them.", "(The code is open.)"),
        ("Code is here.", "https://example.org/cache"),
        ("It costs \u20ac3\u2026", "We pay."),
    ],
)
def test_a_sentence_ends_where_the_next_begins(first: str, second: str) -> None:
    """Also behind quotation marks and formulas, and before a number or a name with a small first letter."""
    assert sentences(f"{first} {second}") == (first, second)


def test_a_lost_space_is_no_obstacle() -> None:
    """Lines that were joined without one; names and addresses with a full stop are left whole."""
    assert sentences("We mend caches.Our tests hold.") == ("We mend caches.", "Our tests hold.")
    assert sentences("We use Node.Js and torch.Our.") == ("We use Node.Js and torch.Our.",)


def test_nothing_has_no_sentence() -> None:
    """An entry of a bibliography may lack the abstract."""
    assert sentences("") == ()


@given(st.text(alphabet="aA.!?$()\"' 1\u00e9\\", max_size=60).map(collapse_space))
def test_no_character_is_lost_or_added(text: str) -> None:
    """The sentences, joined, are the text, whatever it is; none is empty."""
    found = sentences(text)

    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(part and part in text for part in found)
