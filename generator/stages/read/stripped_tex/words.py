r"""Put back the marks of TeX that were taken from words: links with a label, styles, colours and accents."""

import re
import unicodedata

# `\href{address}{label}` without its first pair of braces; where both are the same, it is read as it is.
_LINK = re.compile(r"(https?://[^\s{}]{1,500})\{([^{}]{1,200})\}")
# A command inside another keeps its name when both are stripped. Before `}{` the other one was a fraction.
_STYLE = re.compile(r"(?<![\\A-Za-z])(text(?:bf|it|rm|sc|sf|sl|tt)|emph|underline)(?=\{[^{}]*\}(?!\{))")
_COLOURS = "red|blue|green|orange|purple|teal|cyan|magenta|violet|brown|gray|olive"
_COLOUR = re.compile(rf"(?<![\\A-Za-z{{])({_COLOURS})(?=\{{[^{{}}]+\}})")

_SWITCH = re.compile(r"\{(?=(?:rm|bf|tt|sf|cal) \w+\})")
_BRACED_ACCENT = re.compile(r"""(?<=[A-Za-z])\{(['"`^~][A-Za-z])\}|\{(['"`^~][A-Za-z])\}(?=[a-z])""")
_UMLAUT = re.compile(r'(?<=[A-Za-z])"(?=[aouAOU][a-z])')
# No consonant that ends a syllable of Chinese, as in the name Chang'e.
_ACUTE = re.compile(r"\b([A-Z][a-z]*[b-df-hj-mp-qs-tv-xz])'(?=e[a-z]{2})")
# An apostrophe in a word may be one, as in Xi'an and D'Alembert: these are the ones that papers name.
_ACCENTED = """
    André Bézier Carathéodory Cesàro Clément Cramér Fréchet Gâteaux Guérin Hénon Lefèvre Lévy Loève Mézard
    Poincaré Pólya Rényi René Sérsic café cliché naïve naïvely résumé
""".split()
_MARK_OF = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"'}


def _with_marks(word: str, backslash: str) -> str:
    r"""Return a word with each accent as a mark before its letter: `Fr\'echet`."""
    letters = re.sub(r"(.)([\u0300-\u0308])", r"\2\1", unicodedata.normalize("NFD", word))
    return "".join(f"{backslash}{_MARK_OF[letter]}" if letter in _MARK_OF else letter for letter in letters)


_KNOWN = {_with_marks(word, ""): _with_marks(word, "\\") for word in _ACCENTED}
_KNOWN_WORD = re.compile(rf"(?<![\\\w])(?:{'|'.join(map(re.escape, _KNOWN))})(?![A-Za-z])")


def with_marks(text: str) -> str:
    """Return a text with the marks of its words put back, as far as they are beyond doubt."""
    if "{" in text:
        text = _COLOUR.sub(r"\\textcolor{\1}", _STYLE.sub(r"\\\1", _LINK.sub(_labelled, text)))
        text = _SWITCH.sub(r"{\\", text)
        text = _BRACED_ACCENT.sub(lambda found: rf"{{\{found[1] or found[2]}}}", text)
    if '"' in text and len(_UMLAUT.findall(text)) == text.count('"'):
        text = _UMLAUT.sub(r'\\"', text)
    if "'" in text:
        text = _ACUTE.sub(r"\1\'", text)
    if any(mark in text for mark in _MARK_OF.values()):
        text = _KNOWN_WORD.sub(lambda found: _KNOWN[found[0]], text)
    return text


def _labelled(found: re.Match[str]) -> str:
    address, label = found[1], found[2]
    return found[0] if address.rstrip("/") == label.rstrip("/") else rf"\href{{{address}}}{{{label}}}"
