"""Features of a paper for topic rules and weights: phrases, and where each was found.

A text is cut into words: runs of letters and digits, ratios (2:4), and names such as C++, C# and .NET;
everything else parts them. A plural `s` is cut off. A phrase is one to five words in a row.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.base.models import Field
from generator.base.text.english import WORD, singular
from generator.config import Where
from generator.stages.classify.phrases import sentence_starts

LONGEST_PHRASE = 5
_NAME_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_SHORTEST_NAME_PART = 3
_CLAIM = re.compile(
    r"\b(?:we|paper|work|study|report|article|survey)\b[^.]{0,40}?\b(introduc|present|propos|develop|construct"
    r"|buil|releas|creat|curat|explor|investigat|stud|design|conduct|evaluat|collect|analy)\w*\b(.{0,110})",
    re.IGNORECASE | re.DOTALL,
)
_CLAIM_WORDS = 12
_USUAL_WORDS = 180
_FEWEST_WORDS = 40


class Word(NamedTuple):
    """One word of a text.

    Attributes:
        text: The word in the singular and in lower case.
        written: The word in the singular, as written.
        start: Its offset in the field.
    """

    text: str
    written: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Phrases of one paper.

    Attributes:
        title: Number of times that each phrase stands in the title.
        abstract: Number of times that each phrase stands in the abstract.
        names: Parts of composed names in the title: "Bench" of "MathBench".
        claims: Phrases that follow "we introduce" and the like, and the stems of those verbs.
        words: Words of the title and of the abstract.
        places: For each word, in the singular and in lower case, where it stands among those of a field.
        length: Divisor of fitted weights; 1 for an abstract of usual length.
    """

    title: Mapping[str, int]
    abstract: Mapping[str, int]
    names: frozenset[str]
    claims: frozenset[str]
    words: Mapping[Field, tuple[Word, ...]]
    places: Mapping[Field, Mapping[str, list[int]]]
    length: float

    def strength(self, phrase: str, where: Where) -> float:
        """Return how strongly a phrase is present in some place; 0 when it is not."""
        if where == "name":
            return float(phrase in self.names)
        if where == "claim":
            return float(phrase in self.claims)
        return presence(self.count(phrase, where))

    def known(self, phrases: KeysView[str], *, with_claims: bool) -> set[str]:
        """Return those of some phrases that come in the paper, also as parts of names and in claims."""
        found = {*(phrases & self.title.keys()), *(phrases & self.abstract.keys()), *(phrases & self.names)}
        return {*found, *(phrases & self.claims)} if with_claims else found

    def holds_any(self, phrases: Iterable[str]) -> bool:
        """Return whether title or abstract hold one of some phrases."""
        return any(phrase in self.title or phrase in self.abstract for phrase in phrases)

    def count(self, phrase: str, where: Where) -> int:
        """Return how often a phrase comes in title, abstract or both."""
        in_title = self.title.get(phrase, 0) if where != "abstract" else 0
        return in_title + (self.abstract.get(phrase, 0) if where != "title" else 0)


@cache  # of few counts
def presence(count: int) -> float:
    """Return what repetition is worth: 0, 1, then a little more each time."""
    return 1 + 0.6 * math.log(count) if count else 0.0


def read_features(title: str, abstract: str, wanted: frozenset[str] | None = None) -> Features:
    """Return the phrases of a paper.

    Args:
        title: The title as written.
        abstract: The abstract as written.
        wanted: The phrases that somebody will ask for; None for all.
    """
    is_wanted = wanted.__contains__ if wanted is not None else None
    words: dict[Field, tuple[Word, ...]] = {"title": words_of(title), "abstract": words_of(abstract)}
    usual = max(_FEWEST_WORDS, len(words["title"]) + len(words["abstract"])) / _USUAL_WORDS
    return Features(
        title=Counter(filter(is_wanted, phrases_of(words["title"]))),
        abstract=Counter(filter(is_wanted, phrases_of(words["abstract"]))),
        names=frozenset(_name_parts(title)),
        claims=frozenset(_claims(abstract)),
        words=words,
        places={field: _places(found) for field, found in words.items()},
        length=math.sqrt(usual),
    )


def _places(words: Iterable[Word]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word.text].append(place)
    return dict(places)


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order."""
    return tuple(Word(*_forms(found[0]), found.start()) for found in WORD.finditer(text))


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str]:
    """Return a word in the singular, in lower case and as written."""
    written = singular(word)
    return written.lower(), written


def phrases_of(words: tuple[Word, ...], longest: int = LONGEST_PHRASE) -> Iterator[str]:
    """Yield every phrase of one to some words."""
    texts = [word.text for word in words]
    for size in range(1, longest + 1):
        yield from map(" ".join, zip(*(texts[start:] for start in range(size)), strict=False))


def normal_phrase(phrase: str) -> str:
    """Return a phrase as it is looked up: words in lower case, singular, one space between."""
    return " ".join(word.text for word in words_of(phrase))


def excerpt(text: str, start: int) -> str:
    """Return the sentence of a text that an offset lies in, as written."""
    starts = (*sentence_starts(text), len(text))
    return next((text[a:b].rstrip() for a, b in pairwise(starts) if start < b), "")


def _name_parts(title: str) -> Iterator[str]:
    for found in WORD.finditer(title):
        parts = _NAME_PART.findall(found.group())
        if len(parts) > 1:
            yield from (singular(part).lower() for part in parts if len(part) >= _SHORTEST_NAME_PART)


def _claims(abstract: str) -> Iterator[str]:
    starts = (*sentence_starts(abstract), len(abstract))
    for begin, end in pairwise(starts):
        found = _CLAIM.search(abstract, begin, end)
        if found:
            yield found[1].lower()
            yield from phrases_of(words_of(found[2])[:_CLAIM_WORDS], longest=2)
