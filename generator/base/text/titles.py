"""The form of a title in which the same title always looks the same."""

import re
import unicodedata

from generator.base.text.spaces import collapse_space

TEX_SIGNS = ("\\", "$", "{")
# These join what they stand between: Multi-Modal, Can't, L_2, K^2.
_JOINING = re.compile(r"(?<=\S)[-‐‑–'’^_{}](?=\S)|[{}]")  # noqa: RUF001
_NOT_WORD = re.compile(r"(?:[^\w+]|_)+")
_GREEK = {
    ord(letter): unicodedata.name(letter).rpartition(" ")[2].casefold()
    for letter in "αβγδεζηθικλμνξοπρστυφχψω"
} | {ord("ϕ"): "phi", ord("ϵ"): "epsilon"}


def normalise_plain(text: str) -> str:
    """Return the normal form of a title that holds no TeX, see `normalise_title`."""
    text = _JOINING.sub("", text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_GREEK)
    return _NOT_WORD.sub(" ", text).strip() or collapse_space(text)
