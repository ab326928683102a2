"""Whether two names may be one person's: initials, other scripts and another order allowed for."""

import re
from functools import lru_cache

from anyascii import anyascii

from generator.base.identity.titles import spelt_alike
from generator.base.names import Name

_WORD = re.compile("[a-z0-9]+")
_UMLAUT = re.compile("(?<=[aou])e")
_INITIALS = re.compile("[A-Z]{2,3}")
_SHORTEST_FORM = 4


def same_person(first: Name, second: Name) -> bool:
    """Return whether two names may be the same person's.

    "G. Pöppel", "Poeppel, Günter" and "Gunter Poppel" agree, also "Zhang Wei" and "Wei Zhang"; "Hans
    Pöppel" is somebody else. It is meant for papers of one title: people of one name are many.
    """
    words, others = sorted((author_words(first), author_words(second)), key=len)
    if "".join(words) == "".join(others):
        return True
    left = list(others)
    for word in sorted(words, key=len, reverse=True):
        match = next((other for other in left if _may_be(word, other)), None)
        if match is None:
            return False
        left.remove(match)
    shared = {word for word in words if word in others and len(word) > 1}
    return not shared.isdisjoint((*words[-1:], *others[-1:]))


@lru_cache(maxsize=100_000)
def author_words(name: Name) -> tuple[str, ...]:
    """Return the words of a name in plain letters, the family name last; initials are single letters."""
    given = " ".join(name.given) if _INITIALS.fullmatch(name.given) else name.given
    words = _WORD.findall(anyascii(f"{given} {name.family}").lower().replace("'", ""))
    return tuple(_UMLAUT.sub("", word) if len(word) > 2 else word for word in words)  # noqa: PLR2004  "Oe"


def _may_be(word: str, other: str) -> bool:
    """Return whether two words are one name: the same, an initial, a short form, or another spelling."""
    shorter, longer = sorted((word, other), key=len)
    is_begun = longer.startswith(shorter) and (len(shorter) == 1 or len(shorter) >= _SHORTEST_FORM)
    return word == other or is_begun or spelt_alike(word, other)
