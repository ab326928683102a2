"""What a word is to search: one rule, by which the index is made and by which a question is read.

Pagefind keeps letters and digits alone, and parts words at spaces. So "C++" would be "C", and Chinese one
word a clause. Here signs that belong to a word become letters that stand for them (`with_signs`), and what
else a word may be called by is written beside the text (`other_words`). `RULE` is published with the index,
and `docs/assets/search-words.js` does the same with what a reader types.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from unicodedata import combining, normalize

from anyascii import anyascii

_LETTERS = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
# Letters of other scripts that look like the signs, so that one which is seen by accident does no harm.
_SIGNS = {"+": "\u1429", "#": "\u2d4c", "*": "\u2d63", ".": "\ua4f8", ":": "\ua4fd"}
# C++ and C++20, F# and LoRA+, A* and RRT*, .NET, 2.5D and 2:4; a full stop or a sum is none of these.
_SIGNED = re.compile(
    rf"(?<=[{_LETTERS}])(?:\+\++|[+#](?![{_LETTERS}]))|(?<=[A-Z])\*(?![{_LETTERS}*])"
    rf"|(?<![{_LETTERS}.)\]])\.(?=[A-Za-z])|(?<=[0-9])[.:](?=[0-9])"
)
# Scripts that put no space between words: each character is a word, and a word is a phrase of them.
_UNSPACED = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
_DASH = re.compile("[-_/\u2010-\u2015]")
_NUMBERED = re.compile(r"(?<=[A-Za-z]{2})[0-9]\S*")
_SUFFIX = re.compile(r"(?<=[A-Za-z0-9])\.([A-Za-z]{2,})")
_ALPHA = 0x3B1
_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau"
    " upsilon phi chi psi omega"
)
_GREEK = {chr(_ALPHA + place): name for place, name in enumerate(_NAMES.split())}
_TITLE_LETTERS = 32

RULE: dict[str, Any] = {
    "signs": _SIGNS,
    "signed": _SIGNED.pattern,
    "unspaced": _UNSPACED.pattern,
    "dash": _DASH.pattern,
    "greek": _GREEK,
    "titleLetters": _TITLE_LETTERS,
}
"""The rule as JSON; its patterns are read alike by Python and by JavaScript."""

_STAND_INS = str.maketrans(_SIGNS)
_NAMED = {ord(form): name for small, name in _GREEK.items() for form in (small, small.upper())}


def with_signs(text: str) -> str:
    """Return a text in which signs that belong to a word are letters, so that "C++" is a word of its own."""
    return _SIGNED.sub(lambda found: found[0].translate(_STAND_INS), text)


def other_words(texts: Iterable[str]) -> str:
    """Return what words of some texts are also called, and Pagefind does not find by itself.

    That is: what a keyboard writes for "\u03b2-VAE" and "n\u00b2" ("beta-VAE", "n2"); parts of "GPT-4o" and
    "Llama3.1-8B" that hold a digit; the ".NET" of "ASP.NET"; the characters of Chinese, Japanese and Korean.
    A bar keeps phrases from running on from one of them into the next.
    """
    found = chain.from_iterable(_otherwise(word) for text in texts for word in text.split())
    return " | ".join(dict.fromkeys(found))


def whole_title(title: str) -> str:
    """Return a title as one word, by which it is found however it is pasted; empty where it has no letter.

    Only letters and digits count, and only the first 32 of them. No word that is typed begins like it.
    """
    plain = normalize("NFD", _spelt(title).lower())
    letters = "".join(filter(str.isalnum, plain))[:_TITLE_LETTERS]
    return f"{_SIGNS[':']}{letters}" if letters else ""


def other_names(names: Iterable[str]) -> str:
    """Return what else people are looked for by: their initials, and names as an ASCII keyboard writes them.

    Pagefind ignores accents, which are marks of their own in NFD, but "\u0141" does not decompose.
    """
    found: list[str] = []
    for name in names:
        decomposes = "".join(letter for letter in normalize("NFD", name) if not combining(letter)).isascii()
        spellings = (name,) if decomposes else (name, anyascii(name))
        one_word = name.replace(" ", "") if _UNSPACED.search(name) else name
        found += (*spellings[1:], *map(_initialled, spellings), other_words([one_word]))
    return ", ".join(dict.fromkeys(filter(None, found)))


def _initialled(name: str) -> str:
    """Return a person's last name and first initial as one word, for "Han, S." and "S. Han"; or nothing.

    What begins it, up to the sign, tells a family name from any other word.
    """
    words = name.split()
    return f"{words[-1]}{_SIGNS['.']}{words[0][0]}" if len(words) > 1 else ""


def _otherwise(word: str) -> Iterator[str]:
    spelt = with_signs(_spelt(word))
    spread = " ".join(part for part in _UNSPACED.sub(r" \g<0> ", spelt).split() if _has_letter(part))
    if _UNSPACED.search(spelt):
        yield spread
    elif spelt != with_signs(word):
        yield spelt
    parts = [part for part in _DASH.split(spelt) if _has_letter(part)]
    if len(parts) > 1:
        # Pagefind parts words at ASCII signs, and then at each digit.
        is_ascii = all(dash.isascii() for dash in _DASH.findall(word))
        yield from (part for part in parts if not is_ascii or any(sign.isdigit() for sign in part))
    yield from (found[0] for part in parts for found in _NUMBERED.finditer(part))
    yield from (f"{_SIGNS['.']}{found[1]}" for found in _SUFFIX.finditer(spelt))


def _spelt(text: str) -> str:
    """Return a text in plain letters: no ligatures, no raised digits, Greek letters by name."""
    return normalize("NFKC", text).translate(_NAMED)


def _has_letter(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
