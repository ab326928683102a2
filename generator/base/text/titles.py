"""Titles that are the same though written differently, and their words."""

import re
import unicodedata

from generator.base.text.markup import parse_text
from generator.base.text.spaces import collapse_space

_TEX_SIGNS = ("\\", "$", "{")
# These join what they stand between: Multi-Modal, Can't, L_2, K^2.
_JOINING = re.compile(r"(?<=\S)[-‐‑–'’^_{}](?=\S)|[{}]")  # noqa: RUF001
_NOT_WORD = re.compile(r"(?:[^\w+]|_)+")
_GREEK = {
    ord(letter): unicodedata.name(letter).rpartition(" ")[2].casefold()
    for letter in "αβγδεζηθικλμνξοπρστυφχψω"
} | {ord("ϕ"): "phi", ord("ϵ"): "epsilon"}


def normalise_title(text: str) -> str:
    r"""Return a title in the form in which the same title always looks the same.

    Lower case, no accents, no TeX, no punctuation but "+"; hyphenated words are one word; Greek
    letters are their names. Titles that are the same paper's agree, for instance
    "PIXART-δ: Fast" and "{PIXART}-$\delta$: Fast". A title of signs alone stays as it is.
    """
    if any(sign in text for sign in _TEX_SIGNS):
        text = parse_text(text).as_plain()
    text = _JOINING.sub("", text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_GREEK)
    return _NOT_WORD.sub(" ", text).strip() or collapse_space(text)


def title_words(text: str) -> tuple[str, ...]:
    """Return the words of a normalised title."""
    return tuple(normalise_title(text).split())
