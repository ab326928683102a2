"""Give a paper its tags, each with the sentences that speak for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.base.models import Assignment, Evidence
from generator.config import Facet, Tag
from generator.stages.classify.availability import published_code
from generator.stages.classify.contrast import is_contrast, is_scene
from generator.stages.classify.phrases import Match, PhraseMatcher

_TITLE_WEIGHT = 2.0
_SENTENCE_WEIGHT = 1.0
_SCENE_WEIGHT = 0.5


def tag_paper(
    title: str, abstract: str, facts_code: str, vocabulary: tuple[Facet, ...]
) -> tuple[Assignment, ...]:
    """Return the tags of a paper in the order of the vocabulary.

    A sentence counts once for a tag, however often it names it. The title counts twice; a sentence that
    only sets the scene (the opening one, or one about the work of others) counts half. What is named
    only for contrast ("without quantization", "outperforms LoRA") does not count.

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
    found: defaultdict[str, list[Match]] = defaultdict(list)
    for match in compiled.matcher.find(title, abstract):
        found[match.spelling].append(match)
    places = {place for spelling in found for place in compiled.places.get(spelling, ())}
    for tag in (compiled.tags[place] for place in sorted(places | compiled.always)):
        evidence = (*_code_evidence(tag, abstract, code), *_phrase_evidence(tag, found))
        if evidence:
            score = sum(reason.weight for reason in evidence)
            yield Assignment(slug=tag.slug, score=score, evidence=evidence)


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


def _phrase_evidence(tag: Tag, found: dict[str, list[Match]]) -> tuple[Evidence, ...]:
    """Return the sentences that name the tag, strongest first; none when they do not suffice."""
    if tag.needs and not any(found.get(phrase) for phrase in tag.needs):
        return ()
    masks = [mask for phrase in tag.unless for mask in found.get(phrase, ())]
    matches = (match for spelling in tag.spellings for match in found.get(spelling, ()))
    mentions = _one_a_sentence(match for match in matches if not _masked(match, masks))
    evidence = tuple(sorted(map(_evidence, mentions), key=lambda reason: -reason.weight))
    return evidence if sum(reason.weight for reason in evidence) >= tag.at_least else ()


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


def _evidence(match: Match) -> Evidence:
    return Evidence(phrase=match.spelling, field=match.field, weight=_weight(match), excerpt=match.sentence)


def _weight(match: Match) -> float:
    """Return what a mention counts."""
    if match.field == "title":
        return _TITLE_WEIGHT
    return _SCENE_WEIGHT if is_scene(match) else _SENTENCE_WEIGHT
