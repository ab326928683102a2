"""Patterns for text in any case."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from generator.stages.classify import availability, contrast
from generator.stages.classify.any_case import AnyCase

WORDS = """
    The code is available soon at github.com/a, We provide an open-source library RELEASED left for
    future work unlike 2x over than compared to \u017fcripts \u0130mplementat\u0131on \u212aernels will be
    paves the way; 30% reduction no
""".split()
TEXT = st.lists(st.sampled_from(WORDS)).map(" ".join)
PATTERNS = [
    *(pattern for room in (availability, contrast) for pattern in vars(room).values()),
    AnyCase("scripts?|kernels", needs="script kernels"),
]


@given(TEXT)
@example("\u017fcripts")
@example("\u212aERNELS")
def test_a_pattern_is_found_as_one_that_ignores_case(text: str) -> None:
    """Small letters, and what a pattern needs, only make it quicker."""
    for pattern in PATTERNS:
        if isinstance(pattern, AnyCase):
            plain = re.compile(pattern.pattern, re.IGNORECASE)
            assert pattern.is_in(text) is (plain.search(text) is not None)
