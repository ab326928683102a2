"""What a word is to search: one rule, by which the index is made and by which a question is read.

`RULE` is published with the index, and `docs/assets/search-words.js` reads texts by it as this module does.
So the rule uses nothing that depends on a version of Unicode: letters are what is neither a space nor a sign,
by blocks, and marks are taken off by their blocks.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from anyascii import anyascii

# Scripts that put no space between words: each character is a word, and a word is a phrase of them.
_UNSPACED = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
# Letters and digits: all blocks but those of spaces, signs, symbols, private use, and what is unspaced.
_LETTER = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u2e80-\u2fff\u3100-\u33ff"
    "\u4dc0-\u4dff\ua000-\uabff\ud7b0-\ud7ff\ufb00-\ufe0f\ufe70-\ufefe\U00010000-\U0001cfff"
)
_START = rf"(?:(?<![{_LETTER}.)\]])\.(?=[A-Za-z])|(?<=[A-Za-z0-9])\.(?=[A-Za-z]{{2}}))?"  # .NET, ASP.NET
_CORE = rf"[{_LETTER}]+(?:(?<=[0-9])[.:](?=[0-9])[{_LETTER}]+)*"  # 2.5D, 2:4
_END = rf"(?:\+\++[{_LETTER}]*|[+#](?![{_LETTER}])|(?<=[A-Z])\*(?![{_LETTER}*]))?"  # C++20, LoRA+, F#, RRT*
_ATOM = f"{_START}{_CORE}{_END}"
_DASHES = "-_/\u2010\u2011"
_WORD = f"[{_UNSPACED}]|{_ATOM}(?:[{_DASHES}]{_CORE}{_END})*"
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_SILENT_SIGNS = "'\u2019^"
_SILENT = f"(?<=[A-Za-z0-9])[{_SILENT_SIGNS}](?=[A-Za-z0-9])"  # don't, n^2
_NUMBERED = "(?<=[a-z]{2})(?=[0-9])"  # llama|3.1
_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau"
    " upsilon phi chi psi omega"
)
_ALPHA = 0x3B1
_GREEK = {chr(_ALPHA + place): name for place, name in enumerate(_NAMES.split())}
_TITLE_LETTERS = 32
_LONGEST = 40
_TITLE_SIGN, _INITIAL_SIGN = "=", "."
_FUNCTION_WORDS = (
    "a about all also an and any are as at be been by can could did do does for from had has have how i if in"
    " into is it its may me my no not of on or our should so some such than that the their them then there"
    " these they this those to us use using very via was we were what when where which who why will with"
    " would you your"
)
_GLUE = "a an and are as at be by for from in is of on or our that the this to we with"

RULE: dict[str, Any] = {
    "word": _WORD,
    "unspaced": f"[{_UNSPACED}]",
    "dashes": f"[{_DASHES}]",
    "marks": _MARKS,
    "silent": _SILENT,
    "numbered": _NUMBERED,
    "notLetters": f"[^{_LETTER}{_UNSPACED}+#]",
    "greek": _GREEK,
    "longest": _LONGEST,
    "titleLetters": _TITLE_LETTERS,
    "titleSign": _TITLE_SIGN,
    "initialSign": _INITIAL_SIGN,
    "functionWords": _FUNCTION_WORDS.split(),
    "glue": _GLUE.split(),
}
"""The rule as JSON; its patterns are read alike by Python and by JavaScript."""

GLUE = frozenset(_GLUE.split())
"""The commonest words: where they stand in an abstract is not kept, which saves a third of all places."""

_NAMED = {ord(form): name for small, name in _GREEK.items() for form in (small, small.upper())}
_word, _marks, _silent = re.compile(_WORD), re.compile(_MARKS), re.compile(_SILENT)
_dash, _numbered = re.compile(f"[{_DASHES}]"), re.compile(_NUMBERED)
_unspaced = re.compile(f"[{_UNSPACED}]")
_not_letters = re.compile(RULE["notLetters"])


Tokens = tuple[list[str], list[int]]
"""What the index knows the words of a text by, and the place of each among the words."""


def read_words(text: str) -> Tokens:
    """Return the tokens of a text.

    Parts of a compound ("KV-cache", "Llama3.1-8B") have a place each, and at the first of these stands the
    whole without its hyphens too. ".NET" is also "NET", and of "ASP.NET" a part.
    """
    texts: list[str] = []
    places: list[int] = []
    place = 0
    for word in _word.findall(as_typed(text)):
        tokens, steps, size = _read_word(word)
        if len(tokens) == 1:  # most words
            texts.append(tokens[0])
            places.append(place)
        else:
            texts += tokens
            places += [place + step for step in steps]
        place += size
    return texts, places


@functools.lru_cache(maxsize=1 << 17)
def _read_word(word: str) -> tuple[tuple[str, ...], tuple[int, ...], int]:
    """Return the tokens of a word, the place of each, and how many places there are."""
    pieces = _dash.split(_fold(word))
    parts = [part for piece in pieces for part in _numbered.split(piece) if part]  # none of marks alone
    whole = "".join(parts)
    tokens = [(part, place) for place, part in enumerate(parts)]
    if whole.startswith("."):
        tokens.insert(0, (parts[0][1:], 0))
    if len(parts) > 1 and len(whole) <= _LONGEST:
        tokens.insert(0, (whole, 0))
    return tuple(text for text, _ in tokens), tuple(place for _, place in tokens), len(parts)


def as_typed(text: str) -> str:
    """Return a text as a keyboard writes it: no ligatures, no raised digits, Greek letters by name."""
    if not text.isascii():
        text = normalize("NFKC", text).translate(_NAMED)
    return _silent.sub("", text) if any(sign in text for sign in _SILENT_SIGNS) else text


def read_title(title: str) -> str:
    """Return a title as one token, by which it is found however it is pasted; empty where it has no letter.

    Only letters, digits, "+" and "#" count, and only the first 32 of them. No other token begins like it.
    """
    letters = _not_letters.sub("", _fold(as_typed(title)))[:_TITLE_LETTERS]
    return f"{_TITLE_SIGN}{letters}" if letters else ""


def read_name(name: str) -> list[list[tuple[str, bool]]]:
    """Return the tokens of each word of a person's name, and whether a token is the whole word.

    The first word has its initial too ("s."), for "S. Han". Letters that are no letter with a mark ("\u0141")
    are also spelt as an ASCII keyboard writes them. Characters without spaces are words each.
    """
    read = (list(dict.fromkeys(_spellings(found[0]))) for found in _word.finditer(as_typed(name)))
    words = [spellings for spellings in read if spellings]  # none of marks alone
    if len(words) > 1 and not is_unspaced(words[0][0][0]):
        first = words[0][0][0][0]
        letters = dict.fromkeys((first, anyascii(first)[:1].lower()))
        words[0] += [(f"{letter}{_INITIAL_SIGN}", True) for letter in letters if letter]
    return words


def is_unspaced(word: str) -> bool:
    """Return whether a word is a character of a script that puts no spaces between words."""
    return bool(_unspaced.match(word))


def _spellings(word: str) -> Iterator[tuple[str, bool]]:
    """Yield the ways to write a word of a name, and its parts, each with whether it is the whole."""
    decomposes = _fold(word).isascii() or is_unspaced(word)
    for spelling in (word,) if decomposes else (word, anyascii(word)):
        parts = [part for part in _dash.split(_fold(spelling)) if part]
        if len(parts) > 1:
            yield from ((part, False) for part in parts)
        if parts:
            yield "".join(parts), True


def _fold(word: str) -> str:
    """Return a word in small letters without accents."""
    small = word.lower()
    return small if small.isascii() else normalize("NFC", _marks.sub("", normalize("NFD", small)))
