"""Words that say something, as stems, so that "segmenting" meets "segmentation"."""

import re
from functools import lru_cache

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


_STOP = frozenset(_GRAMMAR.split())
_UNTELLING = frozenset(map(_stem, _PRAISE.split()))


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, in lower case, that are no mere grammar or talk of papers."""
    return frozenset(map(_stem, set(_WORD.findall(text)) - _STOP))


def telling_words(words: frozenset[str]) -> frozenset[str]:
    """Return the stems that tell papers apart: not those of "efficient", "challenge" or "novel"."""
    return words - _UNTELLING
