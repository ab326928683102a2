r"""TeX commands that stand for characters: accents, letters, symbols."""

import unicodedata
from functools import cache

from generator.base.text.nodes import Style

# Command of an accent -> combining mark. Not `b`, the bar below: where it is found in abstracts
# it is the rest of a broken command.
_COMBINING = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328"
ACCENTS = dict(zip("`'^~=u.\"rHvdck", _COMBINING, strict=True))

# Control symbols: a backslash and one mark.
MARKS = {
    **{mark: mark for mark in "%&_#${}"},
    **dict.fromkeys(" \n;:", " "),
    **dict.fromkeys("!-/@", ""),
    ",": "\N{THIN SPACE}",
}

# Commands that are letters of a word: white space after them belongs to the command.
LETTERS = dict(
    pair.split("=")
    for pair in "aa=å AA=Å ae=æ AE=Æ dh=ð DH=Ð i=ı j=ȷ l=ł L=Ł o=ø O=Ø oe=œ OE=Œ ss=ß th=þ TH=Þ".split()  # noqa: RUF001
)

# Commands with one argument that set it in a style; None for one that pages do not show.
STYLES: dict[str, Style | None] = {
    **dict.fromkeys("em emph mathit textit textsl".split(), "em"),
    **dict.fromkeys("mathbf textbf".split(), "strong"),
    **dict.fromkeys("mathtt texttt".split(), "code"),
    **dict.fromkeys("mathrm mathsf mbox text textmd textnormal textrm textsc textsf textup".split()),
    "textsubscript": "sub",
    "textsuperscript": "sup",
    "uline": None,
    "underline": None,
}

# Commands that set the rest of a group in a style: `{\em …}`.
SWITCHES: dict[str, Style | None] = {
    **dict.fromkeys("em it itshape sl".split(), "em"),
    **dict.fromkeys("bf bfseries".split(), "strong"),
    **dict.fromkeys("tt ttfamily".split(), "code"),
    **dict.fromkeys("cal rm sc scshape sf sffamily".split()),
}

# Commands that change what no page shows.
SIZES = frozenset(
    "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge protect noindent".split()
)

# What the library lacks or gives a number or a name for, and the abbreviations of conference templates.
_OWN = {
    "deg": "°",  # in text this is the degree sign that arXiv writes for U+00B0
    "etal": "et al.",
    **dict.fromkeys(("space", "newline", "par"), " "),
    **dict(
        pair.split("=")
        for pair in r"""
        S=§ P=¶ LaTeX=LaTeX TeX=TeX eg=e.g. ie=i.e. etc=etc. textless=< textgreater=> textbar=|
        textbraceleft={ textbraceright=} textasciicircum=^ textasciitilde=~ textbackslash=\
        copyright=© pounds=£ textperiodcentered=· textasciigrave=` textquotesingle='
        """.split()
    ),
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
