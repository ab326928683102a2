r"""TeX commands that stand for characters: accents, letters, symbols."""

import unicodedata
from functools import cache

from generator.base.text.nodes import Style

# Command of an accent -> combining mark. Not `b`, the bar below: where it is found in abstracts
# it is the rest of a broken command.
ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
}

# Control symbols: a backslash and one mark.
MARKS = {mark: mark for mark in "%&_#${}"} | {
    " ": " ",
    "\n": " ",
    ",": "\N{THIN SPACE}",
    ";": " ",
    ":": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
}

# Commands that are letters of a word: white space after them belongs to the command.
LETTERS = {
    "aa": "å",
    "AA": "Å",
    "ae": "æ",
    "AE": "Æ",
    "dh": "ð",
    "DH": "Ð",
    "i": "ı",  # noqa: RUF001
    "j": "ȷ",
    "l": "ł",
    "L": "Ł",
    "o": "ø",
    "O": "Ø",
    "oe": "œ",
    "OE": "Œ",
    "ss": "ß",
    "th": "þ",
    "TH": "Þ",
}

# Commands with one argument that set it in a style; None for one that pages do not show.
STYLES: dict[str, Style | None] = {
    "em": "em",
    "emph": "em",
    "mathbf": "strong",
    "mathit": "em",
    "mathrm": None,
    "mathsf": None,
    "mathtt": "code",
    "mbox": None,
    "text": None,
    "textbf": "strong",
    "textit": "em",
    "textmd": None,
    "textnormal": None,
    "textrm": None,
    "textsc": None,
    "textsf": None,
    "textsl": "em",
    "textsubscript": "sub",
    "textsuperscript": "sup",
    "texttt": "code",
    "textup": None,
    "uline": None,
    "underline": None,
}

# Commands that set the rest of a group in a style: `{\em …}`.
SWITCHES: dict[str, Style | None] = {
    "bf": "strong",
    "bfseries": "strong",
    "cal": None,
    "em": "em",
    "it": "em",
    "itshape": "em",
    "rm": None,
    "sc": None,
    "scshape": None,
    "sf": None,
    "sffamily": None,
    "sl": "em",
    "tt": "code",
    "ttfamily": "code",
}

# What the library lacks or gives a number or a name for, and the abbreviations of conference templates.
_OWN = {
    "S": "§",
    "P": "¶",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "deg": "°",  # in text this is the degree sign that arXiv writes for U+00B0
    "eg": "e.g.",
    "ie": "i.e.",
    "etc": "etc.",
    "etal": "et al.",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textbackslash": "\\",
    "textperiodcentered": "·",
    "textasciigrave": "`",
    "textquotesingle": "'",
    "space": " ",
    "newline": " ",
    "par": " ",
}


def accented(letter: str, accent: str) -> str:
    """Return a letter with an accent, or nothing where no such letter exists in Unicode.

    Args:
        letter: One letter; the dotless ones count as "i" and "j".
        accent: Command of the accent, a key of `ACCENTS`.
    """
    base = {"ı": "i", "ȷ": "j"}.get(letter, letter)  # noqa: RUF001
    composed = unicodedata.normalize("NFC", base + ACCENTS[accent])
    return composed if len(composed) == 1 else ""


@cache
def symbol(name: str) -> str:
    r"""Return the character of a command such as `alpha`; nothing where it is not known."""
    if name in _OWN:
        return _OWN[name]
    # Loaded here because most texts hold no command.
    from pylatexenc.latex2text import get_default_latex_context_db  # noqa: PLC0415

    found = getattr(get_default_latex_context_db().get_macro_spec(name), "simplify_repl", "")
    # Other commands of the library take arguments: patterns ("%s"), and stand-ins ("<ref>").
    is_character = isinstance(found, str) and "%" not in found and not found.startswith("<")
    return found if is_character else ""
