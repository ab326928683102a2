"""The spellings of venues, found by their words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.base.venue_words import Words, may_be_acronym, words_of
from generator.config.venue import Kind, Venue, without_placeholders
from generator.config.yaml_source import Steps

_FEWEST_WITHOUT_SPONSORS = (2, 3)
"""Words that tell a venue without its sponsors, and without their groups: "Asia" is not "SIGGRAPH Asia"."""
_OF_VOLUMES = frozenset({"vol", "volume"})
_ACRONYM = re.compile(r"[A-Z][^\sa-z]*[A-Z]\S*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A spelling of a venue.

    Attributes:
        acronym: The venue's key in the table.
        text: The spelling as the table has it.
        is_name: Whether it is a full name, which needs no other in an export.
        steps: Where it stands in the table.
    """

    acronym: str
    text: str
    is_name: bool
    steps: Steps = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueIndex:
    """Spellings by kind of venue and words.

    Attributes:
        exact: By all words that count.
        bare: Of conferences, by their words without sponsors; what two venues share is not there.
        words: The words of all spellings of a venue, by its acronym.
    """

    exact: Mapping[tuple[Kind, Words], Known] = field(default_factory=dict)
    bare: Mapping[tuple[Kind, Words], Known] = field(default_factory=dict)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def find(self, text: str, kinds: tuple[Kind, Kind]) -> Known | None:
        """Return the spelling that a text has, of the first kind if there is one.

        Args:
            text: A name without year.
            kinds: In the order in which they are looked through.
        """
        found = (known for kind in kinds for known in self._candidates(text, kind))
        return next(found, None)

    def _candidates(self, text: str, kind: Kind) -> Iterator[Known]:
        for place, words in enumerate(words_of(text)):
            known = self.exact.get((kind, words))
            # A single word of the table and of the text must not both have lost a sponsor: "IEEE ATC".
            if known is None and (place == 0 or len(words) > 1):
                known = self.bare.get((kind, words))
            if known and words and (len(words) > 1 or may_be_acronym(_last(text), _last(known.text))):
                yield known

    def is_of(self, text: str, acronym: str) -> bool:
        """Return whether a text beside an acronym is the venue's name, or has no word that is not in it."""
        *_, words = words_of(text)
        counted = {word for word in words if not word.isdecimal()} - _OF_VOLUMES
        return bool(counted) and counted <= self.words[acronym]


def index_venues(venues: Mapping[str, Venue]) -> tuple[VenueIndex, tuple[tuple[Known, str], ...]]:
    """Return the index of venues by acronym, and each spelling that another venue has, with its acronym."""
    exact: dict[tuple[Kind, Words], Known] = {}
    bare: dict[tuple[Kind, Words], Known | None] = {}
    twice = []
    for kind, known in (*_names(venues), *_other_spellings(venues)):
        words, *barer = words_of(known.text)
        holder = exact.setdefault((kind, words), known)
        if holder.acronym != known.acronym:
            twice.append((known, holder.acronym))
        for key in _bare_keys(kind, known, barer):
            other = bare.setdefault(key, known)
            bare[key] = other if other and other.acronym == known.acronym else None
    index = VenueIndex(
        exact=exact,
        bare={key: known for key, known in bare.items() if known},
        words={acronym: frozenset(_all_words(acronym, venue)) for acronym, venue in venues.items()},
    )
    return index, tuple(twice)


def _bare_keys(kind: Kind, known: Known, barer: list[Words]) -> Iterator[tuple[Kind, Words]]:
    """Yield the words of a conference without sponsors, where they still tell it: "ATC", but not "Security".

    Journals differ in nothing else but their sponsors.
    """
    if kind == "conference":
        is_acronym = len(barer[0]) == 1 and _ACRONYM.search(known.text) is not None
        for words, fewest in zip(barer, _FEWEST_WITHOUT_SPONSORS, strict=True):
            if is_acronym or len(words) >= fewest:
                yield kind, words


def _all_words(acronym: str, venue: Venue) -> Iterator[str]:
    for text in (acronym, *venue.also, *(name for _, name in venue.names)):
        *_, words = words_of(without_placeholders(text))
        yield from words


def _names(venues: Mapping[str, Venue]) -> Iterator[tuple[Kind, Known]]:
    """Yield the full names; one that several venues share is the first one's, or a journal's."""
    taken: set[str] = set()
    for acronym, venue in sorted(venues.items(), key=lambda row: row[1].kind, reverse=True):
        for steps, name in venue.names:
            text, at = without_placeholders(name), ("venues", acronym, *steps)
            if text not in taken:
                yield venue.kind, Known(acronym=acronym, text=text, is_name=True, steps=at)
        taken.update(without_placeholders(name) for _, name in venue.names)


def _other_spellings(venues: Mapping[str, Venue]) -> Iterator[tuple[Kind, Known]]:
    for acronym, venue in venues.items():
        row: Steps = ("venues", acronym)
        yield venue.kind, Known(acronym=acronym, text=acronym, is_name=False, steps=row)
        for place, text in enumerate(venue.also):
            yield venue.kind, Known(acronym=acronym, text=text, is_name=False, steps=(*row, "also", place))


def _last(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1]
