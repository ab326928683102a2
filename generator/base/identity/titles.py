"""How alike two titles are."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from generator.base.text import title_words

Likeness = Literal["same", "near", "part", "other"]
"""Same words; the same but for spelling; one is a part of the other; neither."""

_CLOSEST_FIRST: tuple[Likeness, ...] = ("same", "near", "part", "other")

# A title with one of these is another paper's, about the one without it, or another part of it.
_TELLING = frozenset(
    """
    abstract addendum annotated appendix author authors benchmark challenge chapter comment commentary
    comments companion correction corrections corrigendum demo discussion edition editorial errata erratum
    extended foreword i ii iii iv ix introduction invited lecture overview part poster preface proceedings
    rebuttal rejoinder remarks replication reply reproducibility response retracted retraction review
    revisited sequel slides supplement supplementary supporting survey talk thesis translation tutorial v vi
    vii viii vol volume withdrawal withdrawn workshop x
    """.split()
)
_SMALL = frozenset("a an and at by for from in of on the to via with".split())
_PIECE_ENDS = re.compile(r"\s*[:?!]\s+|\s+[-\u2013\u2014]+\s+|\s*\u2014\s*|\.\s+")
_TRUNCATED = re.compile(r"(?:\.{3}|\u2026)\s*$")
_FEWEST_WORDS_OF_A_PART = 4
_SPELT_ALIKE = 88
_SHORTEST_SPELLING = 4
_MOST_CHANGED = 0.25


def closest_title(titles: Iterable[str], other: str) -> Likeness:
    """Return how alike a title is to the closest of some titles, see `compare_titles`."""
    return min((compare_titles(title, other) for title in titles if title), key=_CLOSEST_FIRST.index)


def compare_titles(title: str, other: str) -> Likeness:
    """Return how alike two titles are.

    Numbers and words such as "part", "survey" or "reply" tell papers apart whatever else agrees.

    Args:
        title: A title, which may hold TeX.
        other: Another one.
    """
    words, others = title_words(title), title_words(other)
    if "".join(words) == "".join(others):
        return "same"
    if _tells_apart(words, others):
        return "other"
    if _is_spelling(words, others):
        return "near"
    return "part" if _is_part(title, other) else "other"


def is_telling(title: str) -> bool:
    """Return whether hardly two papers have a title: it has four words and more than a few letters."""
    words = title_words(title)
    return len(words) >= 4 and len("".join(words)) >= 20  # noqa: PLR2004  "Attention is All you Need"


def share_most_words(title: str, other: str, fewest: int = 3, part: float = 0.7) -> bool:
    """Return whether most words of the shorter title stand in the other one.

    Args:
        title: A title.
        other: Another title.
        fewest: Words that both must have.
        part: Share of the shorter title's words that the other must have.
    """
    words, others = set(title_words(title)), set(title_words(other))
    shared, shorter = len(words & others), min(len(words), len(others))
    return shared >= fewest and shared >= part * shorter


def spelt_alike(word: str, other: str) -> bool:
    """Return whether two words are spellings or forms of one: "modelling", "modeling", "models"."""
    return (
        word[:1] == other[:1]
        and min(len(word), len(other)) >= _SHORTEST_SPELLING
        and fuzz.ratio(word, other) >= _SPELT_ALIKE
    )


def _tells_apart(words: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether the words that only one has make it another paper's."""
    mine, theirs = Counter(words), Counter(others)
    only_one = (mine - theirs) + (theirs - mine)
    return any(word in _TELLING or any(map(str.isdigit, word)) for word in only_one)


def _is_spelling(words: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether some words are spelt otherwise or little words are missing, and no more."""
    changed = 0
    for change in Levenshtein.opcodes(words, others):
        mine = words[change.src_start : change.src_end]
        theirs = others[change.dest_start : change.dest_end]
        if change.tag == "equal":
            continue
        changed += max(len(mine), len(theirs))
        if change.tag == "replace":
            if not all(spelt_alike(word, other) for word, other in zip(mine, theirs, strict=True)):
                return False
        elif not _SMALL.issuperset((*mine, *theirs)):
            return False
    return changed <= _MOST_CHANGED * max(len(words), len(others))


def _is_part(title: str, other: str) -> bool:
    """Return whether one title is the other without subtitle, without its leading name, or broken off."""
    shorter, longer = sorted((title, other), key=lambda text: len(title_words(text)))
    if len(title_words(shorter)) < _FEWEST_WORDS_OF_A_PART:
        return False
    if _TRUNCATED.search(shorter):
        words = title_words(shorter)
        return title_words(longer)[: len(words)] == words
    pieces, longer_pieces = _pieces(shorter), _pieces(longer)
    count = len(pieces)
    if pieces in (longer_pieces[:count], longer_pieces[-count:]):
        return True
    head, rest = pieces[0], sum(pieces[1:], ())
    longer_rest = sum(longer_pieces[1:], ())
    return len(head) >= _FEWEST_WORDS_OF_A_PART and head == longer_pieces[0] and set(rest) <= set(longer_rest)


def _pieces(title: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of main title and subtitles."""
    pieces = (title_words(piece) for piece in _PIECE_ENDS.split(title))
    return tuple(piece for piece in pieces if piece)
