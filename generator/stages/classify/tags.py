"""Give a paper its tags, each with the sentences that speak for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.base.models import Assignment, Evidence
from generator.config import Facet, Tag
from generator.stages.classify.availability import published_code
from generator.stages.classify.contrast import is_contrast, is_scene, own_work_begins
from generator.stages.classify.phrases import Match, PhraseMatcher, sentence_starts

_TITLE_WEIGHT = 2.0
_SENTENCE_WEIGHT = 1.0
_SCENE_WEIGHT = 0.5
# An abstract of this many sentences needs one mention, a longer one half a mention more for each as many
# again: it names in passing what a short one would not name at all.
_SHORT = 4


def tag_paper(
    title: str, abstract: str, facts_code: str, vocabulary: tuple[Facet, ...]
) -> tuple[Assignment, ...]:
    """Return the tags of a paper in the order of the vocabulary.

    A sentence counts once for a tag, however often it names it. The title counts twice; a sentence that
    only stands around what the paper does (what leads in to it, the work of others, an outlook) counts
    half. What is named only for contrast ("without quantization", "outperforms LoRA") does not count. A
    short abstract needs fewer mentions than the tag asks for, but one at least.

    Args:
        title: The title as written.
        abstract: The abstract as written.
        facts_code: Address of the published code, empty when none is known.
        vocabulary: Facets with their tags.
    """
    return tuple(_assignments(_compiled(vocabulary), title, abstract, facts_code))


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A vocabulary ready to be matched.

    Attributes:
        tags: In the order of the vocabulary.
        places: Positions of the tags that a spelling may lead to.
        always: Positions of the tags that need no spelling.
        matcher: Finds every phrase of the vocabulary.
    """

    tags: tuple[Tag, ...]
    places: dict[str, tuple[int, ...]]
    always: frozenset[int]
    matcher: PhraseMatcher


@dataclass(frozen=True, slots=True)
class _Found:
    """What the vocabulary finds in one paper.

    Attributes:
        matches: Matches of each phrase that was found.
        begins: Where in the abstract the paper comes to its own work.
        sentences: How many sentences the abstract has.
    """

    matches: dict[str, list[Match]]
    begins: int
    sentences: int


@lru_cache(maxsize=2)
def _compiled(vocabulary: tuple[Facet, ...]) -> _Compiled:
    tags = tuple(tag for facet in vocabulary for tag in facet.tags)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, tag in enumerate(tags):
        for spelling in tag.spellings:
            places[spelling].append(place)
    phrases = {phrase for tag in tags for phrase in (*tag.spellings, *tag.unless, *tag.needs)}
    return _Compiled(
        tags=tags,
        places={spelling: tuple(found) for spelling, found in places.items()},
        always=frozenset(place for place, tag in enumerate(tags) if tag.published_code),
        matcher=PhraseMatcher(phrases),
    )


def _assignments(compiled: _Compiled, title: str, abstract: str, code: str) -> Iterator[Assignment]:
    found = _find(compiled.matcher, title, abstract)
    places = {place for spelling in found.matches for place in compiled.places.get(spelling, ())}
    for tag in (compiled.tags[place] for place in sorted(places | compiled.always)):
        evidence = (*_code_evidence(tag, abstract, code), *_phrase_evidence(tag, found))
        if evidence:
            score = sum(reason.weight for reason in evidence)
            yield Assignment(slug=tag.slug, score=score, evidence=evidence)


def _find(matcher: PhraseMatcher, title: str, abstract: str) -> _Found:
    matches: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matcher.find(title, abstract):
        matches[match.spelling].append(match)
    return _Found(matches, own_work_begins(title, abstract), len(sentence_starts(abstract)))


def _code_evidence(tag: Tag, abstract: str, code: str) -> Iterator[Evidence]:
    """Yield what says that code is published, where the tag asks for it."""
    if not tag.published_code:
        return
    if code:
        yield Evidence(phrase="address of the code", field=None, weight=_SENTENCE_WEIGHT, excerpt=code)
    sentence = published_code(abstract)
    if sentence:
        yield Evidence(
            phrase="code is published", field="abstract", weight=_SENTENCE_WEIGHT, excerpt=sentence
        )


def _phrase_evidence(tag: Tag, found: _Found) -> tuple[Evidence, ...]:
    """Return the sentences that name the tag, strongest first; none when they do not suffice."""
    if tag.needs and all(map(is_contrast, _matches(tag.needs, found))):
        return ()
    masks = _matches(tag.unless, found)
    mentions = _one_a_sentence(match for match in _matches(tag.spellings, found) if not _masked(match, masks))
    evidence = tuple(
        sorted((_evidence(match, found.begins) for match in mentions), key=lambda reason: -reason.weight)
    )
    return evidence if sum(reason.weight for reason in evidence) >= _wanted(tag, found.sentences) else ()


def _wanted(tag: Tag, sentences: int) -> float:
    """Return how many mentions a tag asks for in an abstract of so many sentences."""
    return min(tag.at_least, max(1.0, 0.5 + sentences / (2 * _SHORT)))


def _matches(phrases: Iterable[str], found: _Found) -> list[Match]:
    return [match for phrase in phrases for match in found.matches.get(phrase, ())]


def _one_a_sentence(matches: Iterable[Match]) -> list[Match]:
    """Return for each sentence the first and longest match that is not there for contrast."""
    firsts: dict[tuple[bool, int], Match] = {}
    for match in sorted(matches, key=lambda match: (match.start, -match.end, match.spelling)):
        place = (match.field == "abstract", match.sentence_start)
        if place not in firsts and not is_contrast(match):
            firsts[place] = match
    return [firsts[place] for place in sorted(firsts)]


def _masked(match: Match, masks: Iterable[Match]) -> bool:
    """Return whether a phrase that means something else overlaps the match."""
    return any(
        mask.field == match.field and mask.start < match.end and match.start < mask.end for mask in masks
    )


def _evidence(match: Match, begins: int) -> Evidence:
    weight = _weight(match, begins)
    return Evidence(phrase=match.spelling, field=match.field, weight=weight, excerpt=match.sentence)


def _weight(match: Match, begins: int) -> float:
    """Return what a mention counts in a paper that comes to its own work at an offset of its abstract."""
    if match.field == "title":
        return _TITLE_WEIGHT
    return _SCENE_WEIGHT if is_scene(match, begins) else _SENTENCE_WEIGHT
