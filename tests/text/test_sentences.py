"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import sentences


@pytest.mark.parametrize(
    "text",
    [
        "We use tools, e.g. GPT-4, i.e. models.",
        "This follows Smith et al. (2020) and Lee et al. Results are shown in Fig. 3.",
        "It gains 3.5 points vs. Llama 2 at 0.1 B.",
        "See Sec. 4, Eqs. 2 and Tab. 1, cf. Appendix.",
        "J. K. Rowling met A. Turing.",
        "It is at https://a.b/C.D for all.",
        "It works w.r.t. Accuracy.",
    ],
)
def test_abbreviations_initials_and_decimals_do_not_end_a_sentence(text: str) -> None:
    """A full stop inside a sentence leaves it whole."""
    assert sentences(text) == (text,)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three? Four", ("One.", "Two!", "Three?", "Four")),
        ('He said "yes." Then he left.', ('He said "yes."', "Then he left.")),
        ("It ends (here.) It starts.", ("It ends (here.)", "It starts.")),
        ("We use A, B, etc. The rest follows.", ("We use A, B, etc.", "The rest follows.")),
        ("This is class C. We go on.", ("This is class C.", "We go on.")),
        ("It costs 5%. 3 of 4 agree.", ("It costs 5%.", "3 of 4 agree.")),
        ("It is $O(n)$. $K$ is small.", ("It is $O(n)$.", "$K$ is small.")),
        ("Éa. Één. Über.", ("Éa.", "Één.", "Über.")),
        ("", ()),
        ("  ", ()),
    ],
)
def test_sentences_end_at_full_stops(text: str, parts: tuple[str, ...]) -> None:
    """Marks at the end stay with their sentence."""
    assert sentences(text) == parts


@given(st.text(st.sampled_from("aB. !?)\"'e.g\n3$")))
def test_sentences_lose_nothing(text: str) -> None:
    """Put together, the sentences are the text but for white space; none is empty."""
    parts = sentences(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part and part == part.strip() for part in parts)
