"""What hand-written rules say of a paper: points for their topics, each mention counted once.

Where phrases of one topic overlap, the longest is the mention ("GPU kernel", and not "kernel" once more); of
equally long ones that with more points.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from generator.base.models import Field
from generator.config import Rule, Topic
from generator.stages.classify.features import Features, Word, normal_phrase, presence, words_of

_FIELDS: tuple[Field, ...] = ("title", "abstract")
_SHORTEST_STEM = 4
_LONGEST_STEM = 40


class Finding(NamedTuple):
    """Points that one phrase in one field adds to a topic; `field` is None for what stands nowhere."""

    topic: str
    phrase: str
    field: Field | None
    points: float


@dataclass(frozen=True, slots=True)
class _Clue:
    """A phrase of a rule, ready to be looked up."""

    phrase: str
    written: tuple[str, ...]
    topic: str
    rule: Rule
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """The phrases of all rules by how they are looked up: whole ones, and the stems of those with a star."""

    clues: Mapping[str, tuple[_Clue, ...]]
    stems: Mapping[str, tuple[_Clue, ...]]

    @property
    def phrases(self) -> frozenset[str]:
        """All whole phrases, also those that silence a rule."""
        every = chain(*self.clues.values(), *self.stems.values())
        return frozenset(self.clues).union(*(clue.unless for clue in every))


def index_rules(topics: Iterable[Topic]) -> RuleIndex:
    """Return the phrases of the rules of topics."""
    clues: defaultdict[str, list[_Clue]] = defaultdict(list)
    stems: defaultdict[str, list[_Clue]] = defaultdict(list)
    for topic in topics:
        for rule in topic.rules:
            unless = tuple(map(normal_phrase, rule.unless))
            for phrase in rule.phrases:
                written = tuple(word.written for word in words_of(phrase))
                found = stems if phrase.endswith("*") else clues
                found[normal_phrase(phrase)].append(_Clue(phrase, written, topic.slug, rule, unless))
    return RuleIndex(
        clues={phrase: tuple(found) for phrase, found in clues.items()},
        stems={stem: tuple(found) for stem, found in stems.items()},
    )


def find_by_rules(features: Features, rules: RuleIndex, title_counts: float) -> Iterator[Finding]:
    """Yield what the rules say of a paper.

    Args:
        features: The phrases of the paper.
        rules: The phrases of the rules.
        title_counts: How many times a phrase counts in the title.
    """
    by_topic: defaultdict[str, list[_Clue]] = defaultdict(list)
    for clue in _not_silenced(features, rules):
        by_topic[clue.topic].append(clue)
    for topic, clues in by_topic.items():
        for field in _FIELDS:
            times = title_counts if field == "title" else 1.0
            for clue, count in _mentions(clues, features, field):
                yield Finding(topic, clue.phrase, field, presence(count) * clue.rule.weight * times)


def _not_silenced(features: Features, rules: RuleIndex) -> list[_Clue]:
    """Return the clues whose phrase comes in the paper, in any case, but not those of silenced rules."""
    return [clue for clue in _clues(features, rules) if not features.holds_any(clue.unless)]


def _clues(features: Features, rules: RuleIndex) -> Iterator[_Clue]:
    for phrase in features.known(rules.clues.keys(), with_claims=False):
        yield from rules.clues[phrase]
    words = "\n".join(("", *features.places["title"], *features.places["abstract"]))
    for stem, clues in rules.stems.items():
        if _SHORTEST_STEM <= len(stem) <= _LONGEST_STEM and f"\n{stem}" in words:
            yield from clues


def _mentions(clues: Sequence[_Clue], features: Features, field: Field) -> list[tuple[_Clue, int]]:
    """Return clues of one topic with the number of their mentions in a field; overlapping ones count once."""
    places: list[tuple[int, int, _Clue]] = []
    named: list[tuple[_Clue, int]] = []
    for clue in clues:
        if clue.rule.where in ("anywhere", field):
            starts = _starts(clue, features, field)
            places += [(start, start + len(clue.written), clue) for start in starts]
            if not starts and field == "title" and " ".join(clue.written) in features.names:
                named.append((clue, 1))
    places.sort(key=lambda at: (at[0] - at[1], -abs(at[2].rule.weight), at[2].phrase, at[0]))
    taken: set[int] = set()
    counts: Counter[int] = Counter()
    for start, end, clue in places:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            counts[id(clue)] += 1
    return [*named, *((clue, counts[id(clue)]) for clue in clues if counts[id(clue)])]


def _starts(clue: _Clue, features: Features, field: Field) -> Sequence[int]:
    """Return where a phrase begins in a field, its capitals regarded."""
    words, first = features.words[field], clue.written[0].lower()
    if clue.phrase.endswith("*"):
        return [start for start, word in enumerate(words) if word.text.startswith(first)]
    starts = features.places[field].get(first, ())
    if clue.written == (first,):  # in small letters it stands there in any case
        return starts
    return [start for start in starts if stands_at(start, clue.written, words)]


def stands_at(start: int, written: Sequence[str], words: Sequence[Word]) -> bool:
    """Return whether a phrase stands at some word; its parts in lower case match any case."""
    at = words[start : start + len(written)]
    return len(at) == len(written) and all(
        part in (word.written, word.text) for part, word in zip(written, at, strict=True)
    )
