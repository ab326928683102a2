"""What the fitted weights look at: words and phrases of a paper, and its tags."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.config.taxonomy import FeatureKind
    from generator.models import Assignment

_WORD = re.compile(r"[A-Za-z0-9]+")
_NAME_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_LONGEST_PHRASE = 3
_SHORTEST_NAME_PART = 3
_TITLE_VALUE = 2.0
_REPETITION = 0.7
_STRONGEST_TAG = 3.0
_STOP_WORDS = frozenset(
    """
    a all also an and are as at based be been between by can demonstrate each experiments extensive
    for from has have however in into is it its more most new not novel of on or our over paper
    present propose proposed results show such than that the their these they this through to under
    using via we which while with work
    """.split()  # noqa: SIM905  a list of so many literals would hide the words
)

Feature = tuple["FeatureKind", str]


def features_of(title: str, abstract: str, tags: Iterable[Assignment]) -> dict[Feature, float]:
    """Return the features of a paper with their values, all positive.

    A phrase of one to three words counts 1 and grows with the logarithm of its mentions; in the
    title it is a feature of its own and counts double, as do the parts of coined names there
    ("MathVerse": math, verse). A tag counts as its score, up to a limit.

    Args:
        title: As written.
        abstract: As written.
        tags: Given by the rules.
    """
    in_title, in_abstract = Counter(_phrases(title)), Counter(_phrases(abstract))
    found: dict[Feature, float] = {}
    for phrase in in_title:
        found["title", phrase] = _TITLE_VALUE
        found["text", phrase] = 1.0
    for phrase, count in in_abstract.items():
        found["text", phrase] = 1 + _REPETITION * math.log(count)
    for part in _name_parts(title):
        found["name", part] = _TITLE_VALUE
    for tag in tags:
        found["tag", tag.slug] = min(tag.score, _STRONGEST_TAG)
    return found


def length_of(known: int) -> float:
    """Return what a paper's sum of weights is divided by, so that long texts do not score higher.

    Args:
        known: How many of its features have a weight.
    """
    return math.sqrt(max(known, 1))


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, plain plurals without their s."""
    return [_singular(word.lower()) for word in _WORD.findall(text)]


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))  # noqa: PLR2004
    return word[:-1] if is_plural else word


def _phrases(text: str) -> Iterator[str]:
    """Yield the phrases of a text that neither begin nor end with a stop word."""
    words = words_of(text)
    for size in range(1, _LONGEST_PHRASE + 1):
        for start in range(len(words) - size + 1):
            if words[start] not in _STOP_WORDS and words[start + size - 1] not in _STOP_WORDS:
                yield " ".join(words[start : start + size])


def _name_parts(title: str) -> Iterator[str]:
    for word in _WORD.findall(title):
        parts = _NAME_PART.findall(word)
        if len(parts) > 1:
            yield from (_singular(part.lower()) for part in parts if len(part) >= _SHORTEST_NAME_PART)
