"""What speaks for and against each sentence of an abstract as its gist."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.stages.gist.phrases import (
    AVAILABILITY,
    FOUND,
    HOW,
    MARKS,
    ONE_MORE,
    OURS,
    STUDY_TITLE,
    coined_name,
    kind_of,
)

_MAKES = ("proposes something", "builds something")
_MERE_RESULT = ("begins with an evaluation", "says how much was gained", "beats others")
_NAME_IN_TITLE = re.compile(r"\s*((?:[^\s:]+\s+){0,2}[^\s:]+)\s*:\s")

_SHORT = 10  # words
# Words that the title does not have.
_OWN_WORDS = 6
_MANY_OWN_WORDS = 8
_FEW_OWN_WORDS = 3
_MORE_OWN_WORDS = 3  # than the sentence before
_LATE = 0.6  # of the sentences
_SHORT_ABSTRACT = 4  # sentences; in fewer, first and last say nothing

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "er", "ies", "ed", "es", "s", "e", "y", "ly")
_SHORTEST_STEM = 4

_GRAMMAR = """
    a an the of for in on with to and or by from via using at as is are be we our this that which it its
    their can through into between within towards toward based new novel approach method model models
    framework paper work propose proposed present introduce used use these those not than more over under
    such while both also has have
"""
_PRAISE = """
    efficient effective high quality comprehensive challenging challenge limitation address existing problem
    issue task tasks significant significantly improve improved improving improvement enhance enhancing
    performance robust unified general simple innovative powerful advanced specifically designed design aim
    aims large language capable enable enables enabling achieve achieving novel various diverse different
    complex real world solution technique strategy system algorithm pipeline architecture benchmark dataset
    first study research develop developed overcome tackle gap called named termed dubbed state art accurate
    practical scalable flexible lightweight generation
"""


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


_STOP, _UNTELLING = frozenset(_GRAMMAR.split()), frozenset(map(_stem, _PRAISE.split()))


@dataclass(frozen=True, kw_only=True)
class _Sentence:
    """One sentence by itself.

    Attributes:
        text: The sentence as written.
        lower: The sentence in lower case.
        kind: Its statement about the paper, a name of `KINDS`; empty for none.
        marks: Its other cues, names of `MARKS` among them.
        own: Number of its words that say something the title does not.
        shared: Share of the title's words that it has.
        is_more: Whether it adds to what stands before it.
        is_how: Whether it names the means.
    """

    text: str
    lower: str
    kind: str
    marks: frozenset[str]
    own: int
    shared: float
    is_more: bool
    is_how: bool


def find_cues(title: str, sentences: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the names of the cues of each sentence.

    Args:
        title: The paper's title.
        sentences: The sentences of its abstract, in order.
    """
    abstract = _Abstract(title, sentences)
    return tuple(tuple(abstract.cues(place)) for place in range(len(sentences)))


class _Abstract:
    """All sentences together."""

    def __init__(self, title: str, sentences: Sequence[str]) -> None:
        words = _content_words(title.lower())
        found = _NAME_IN_TITLE.match(title)
        self.title = title
        self.system = found[1] if found else ""  # the name before the colon
        self.parts = [_read(text, words, self.system) for text in sentences]

    @cached_property
    def lead(self) -> int | None:
        """The place of the sentence that first says what was proposed, or else built."""
        for kind in _MAKES:
            for place, part in enumerate(self.parts):
                if part.kind == kind and not part.is_more:
                    return place
        return None

    @cached_property
    def first_act(self) -> int:
        """The place of the first sentence that says what was done or found; past the end if none does."""
        acts = (place for place, part in enumerate(self.parts) if part.kind)
        return next(acts, len(self.parts))

    @cached_property
    def first_found(self) -> int:
        """The place of the first sentence that says what was found; past the end if none does."""
        found = (place for place, part in enumerate(self.parts) if part.kind == FOUND)
        return next(found, len(self.parts))

    @cached_property
    def most_own(self) -> int:
        """How many words beyond the title the sentence has that has most."""
        return max(part.own for part in self.parts)

    @cached_property
    def is_study(self) -> bool:
        """Whether the title asks, or promises a study rather than a thing."""
        return STUDY_TITLE.search(self.title.lower()) is not None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the paper proposes is called so, in lower case."""
        coined = {coined_name(part.text) for part in self.parts if part.kind in _MAKES}
        return tuple(sorted(name.lower() for name in {self.system, *coined} if len(name) > 1))

    def cues(self, place: int) -> Iterator[str]:
        """Yield the cues of the sentence at a place."""
        part = self.parts[place]
        yield from part.marks
        if part.kind:
            yield part.kind
            if part.is_more:
                yield "adds to what was told"
        if self.system and self.system in part.text:
            yield "names the system of the title"
        if part.own == self.most_own:
            yield "says most that the title does not"
        yield from self._of_place(place)
        if part.kind == FOUND and self.is_study:
            yield "finding, asked for by the title"
        if self.lead is None:
            yield from self._in_study(place, part)
        else:
            yield from self._beside_lead(place, part, self.lead)

    def _of_place(self, place: int) -> Iterator[str]:
        is_short = len(self.parts) < _SHORT_ABSTRACT
        if place == 0 and not is_short:
            yield "is the first sentence"
        if place == len(self.parts) - 1 and not is_short:
            yield "is the last sentence"
        if place >= _LATE * len(self.parts):
            yield "stands late"
        if place < self.first_act:
            yield "stands before anything done or found"

    def _in_study(self, place: int, part: _Sentence) -> Iterator[str]:
        """Yield cues in an abstract that proposes nothing."""
        if place == self.first_act:
            yield "first says what was studied"
        if part.kind == FOUND:
            yield "finding of a study"
            if place == self.first_found:
                yield "first finding of a study"

    def _beside_lead(self, place: int, part: _Sentence, lead: int) -> Iterator[str]:
        """Yield cues in an abstract with a sentence that says what is proposed."""
        if place == lead:
            yield from _of_lead(part)
        elif place == lead + 1:
            yield from self._behind_lead(part, self.parts[lead])
        elif place > lead:
            yield "stands well behind the proposal"
        elif part.kind == FOUND:
            yield "finding before a proposal"

    def _behind_lead(self, part: _Sentence, lead: _Sentence) -> Iterator[str]:
        yield "stands right behind the proposal"
        if part.own >= lead.own + _MORE_OWN_WORDS:
            yield "says more than the proposal before it"
        if self._is_ours(part) and not part.marks.intersection(_MERE_RESULT):
            yield "says how the proposed thing works"
            if not lead.is_how:
                yield "says how, which the proposal does not"

    def _is_ours(self, part: _Sentence) -> bool:
        """Return whether what the paper proposes is the subject of a sentence, also behind a clause."""
        clauses = {part.lower, part.lower.partition(", ")[2]}
        return OURS.match(part.lower) is not None or any(
            _begins_with(name, clause) for clause in clauses for name in self.names
        )


def _begins_with(name: str, clause: str) -> bool:
    clause = clause.lstrip('"\u201c$\\{*').removeprefix("our ").removeprefix("the ")
    return clause.startswith(name) and clause[len(name) : len(name) + 1] in {" ", ",", "}"}


def _of_system(system: str, sentence: str) -> str:
    return "tells of the system of the title" if system and _begins_with(system, sentence) else ""


def _of_lead(part: _Sentence) -> Iterator[str]:
    yield "first says what is proposed"
    if part.is_how:
        yield "proposes, and says by what means"
    if part.own <= _FEW_OWN_WORDS:
        yield "proposes, and says little of it"
    if part.own >= _MANY_OWN_WORDS:
        yield "proposes, and says much of it"


def _read(text: str, title_words: frozenset[str], system: str) -> _Sentence:
    lower = text.lower()
    words = _content_words(lower)
    own = len(_telling_words(words - title_words))
    shared = len(words & title_words) / max(1, len(title_words))
    is_how = HOW.search(lower) is not None
    is_available = AVAILABILITY.search(lower) is not None
    seen = {
        "says where code or data are": is_available,
        "says by what means": is_how,
        "has a quarter of the title's words": shared >= 1 / 4,
        "has half of the title's words": shared >= 1 / 2,
        "has six words beyond the title": own >= _OWN_WORDS,
        "is short": lower.count(" ") + 1 < _SHORT,
    }
    marks = (name for name, pattern in MARKS.items() if pattern.search(lower))
    return _Sentence(
        text=text,
        lower=lower,
        kind="" if is_available else kind_of(lower) or _of_system(system.lower(), lower),
        marks=frozenset([*marks, *(name for name, is_seen in seen.items() if is_seen)]),
        own=own,
        shared=shared,
        is_more=ONE_MORE.search(lower) is not None,
        is_how=is_how,
    )


def _content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, in lower case, that are no mere grammar or talk of papers."""
    return frozenset(map(_stem, set(_WORD.findall(text)) - _STOP))


def _telling_words(words: frozenset[str]) -> frozenset[str]:
    """Return the stems that tell papers apart: not those of "efficient", "challenge" or "novel"."""
    return words - _UNTELLING
