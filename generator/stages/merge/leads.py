"""Whether two names may be one person's: initials, other scripts and another order allowed for."""

import re
from functools import lru_cache

from anyascii import anyascii

from generator.base.names import Name

_WORD = re.compile("[a-z0-9]+")
_UMLAUT = re.compile("(?<=[aou])e")
_INITIALS = re.compile("[A-Z]{2,3}")


def leads_agree(first: Name, second: Name) -> bool:
    """Return whether two names of first authors may be the same person's.

    "G. Pöppel", "Poeppel, Günter" and "Gunter Poppel" agree, also "Zhang Wei" and "Wei Zhang"; "Hans
    Pöppel" is somebody else. It is meant for papers of one title: people of one name are many.

    Args:
        first: As written on one paper.
        second: As written on the other.
    """
    words, others = sorted((lead_words(first), lead_words(second)), key=len)
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
def lead_words(name: Name) -> tuple[str, ...]:
    """Return the words of a name in plain letters, the family name last; initials are single letters.

    Args:
        name: As written.
    """
    given = " ".join(name.given) if _INITIALS.fullmatch(name.given) else name.given
    words = _WORD.findall(anyascii(f"{given} {name.family}").lower().replace("'", ""))
    return tuple(_UMLAUT.sub("", word) if len(word) > 2 else word for word in words)  # noqa: PLR2004  "Oe"


def _may_be(word: str, other: str) -> bool:
    """Return whether two words are the same, or one is the initial of the other."""
    return word == other or (min(len(word), len(other)) == 1 and word[0] == other[0])
