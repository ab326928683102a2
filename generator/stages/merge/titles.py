"""Records of the same title that are one paper.

A title is not enough: a short or common one needs the first author or the abstract. A long one is
enough where nothing is known that could speak against it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from generator.base.identity import abstract_likeness, author_words, same_first_author, years_fit
from generator.base.models import Record

SAME_AUTHOR = "same title and first author"
"""The reason that holds only as long as first authors agree."""

_SAME_ABSTRACT = 0.5
_ALIKE_ABSTRACT = 0.25
_VERY_SAME_ABSTRACT = 0.9
_WORDS_OF_LONG_TITLE = 4
_LONG_WORD = 4
_CLOSE_YEARS = 1
_COMPARED_BY_PAIRS = 25
_NEIGHBOURS = 10


def title_joins(records: Sequence[Record]) -> Iterator[tuple[int, int, str]]:
    """Yield pairs of positions that seem to be one paper by their titles, and why; the surest first.

    Args:
        records: Oldest first.
    """
    same: dict[str, list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        same[record.title.normalised].append(position)
    for title, positions in same.items():
        if title and len(positions) > 1:
            yield from _joins_of_title(title, positions, records)


def _joins_of_title(
    title: str, positions: Sequence[int], records: Sequence[Record]
) -> Iterator[tuple[int, int, str]]:
    words = {
        position: frozenset(records[position].abstract.source.casefold().split()) for position in positions
    }
    is_long = sum(len(word) >= _LONG_WORD for word in title.split()) >= _WORDS_OF_LONG_TITLE
    found = []
    for first, second in _pairs(positions, records):
        overlap = abstract_likeness(words[first], words[second])
        reason = _why_one(records[first], records[second], overlap, is_long=is_long)
        if reason:
            found.append((-(overlap or 0.0), first, second, reason))
    for _, first, second, reason in sorted(found):
        yield first, second, reason


def _pairs(positions: Sequence[int], records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Yield pairs to compare: all of them, or of many records those that stand close in some order.

    The second is the sorted neighbourhood method (<https://doi.org/10.1145/568271.223807>): it takes
    time in proportion to the number of records, also where thousands bear one title.
    """
    if len(positions) <= _COMPARED_BY_PAIRS:
        yield from combinations(positions, 2)
        return
    by_author = sorted(positions, key=lambda position: (_author_key(records[position]), position))
    by_abstract = sorted(
        positions, key=lambda position: (records[position].abstract.source.casefold(), position)
    )
    pairs = {
        (min(first, second), max(first, second))
        for order in (by_author, by_abstract)
        for place, first in enumerate(order)
        for second in order[place + 1 : place + 1 + _NEIGHBOURS]
    }
    yield from sorted(pairs)


def _author_key(record: Record) -> tuple[str, ...]:
    """Return the words of the first author's name, the family name first."""
    return tuple(reversed(author_words(record.facts.authors[0]))) if record.facts.authors else ()


def _why_one(first: Record, second: Record, overlap: float | None, *, is_long: bool) -> str:
    """Return why two records of the same title are one paper; empty when nothing says that they are.

    Args:
        first: One of them.
        second: The other.
        overlap: The likeness of their abstracts; None where one has none.
        is_long: Whether the title has enough words to be one paper's alone.
    """
    author = same_first_author(first.facts, second.facts)
    is_close = years_fit(first.facts, second.facts, _CLOSE_YEARS)
    if overlap is not None and overlap >= (_VERY_SAME_ABSTRACT if author is False else _SAME_ABSTRACT):
        return "same title and abstract"
    is_alike = overlap is not None and overlap >= _ALIKE_ABSTRACT
    if author is True and (is_long or is_close or is_alike):
        return SAME_AUTHOR
    if author is None and is_long and is_close and (is_alike or overlap is None):
        return "same long title"
    return ""
