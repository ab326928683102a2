"""What stands between the braces of a field: plain Unicode that may hold TeX.

`decode` and `encode` are inverses: a text that BibTeX can hold is stored as it is; any other text has
its braces, backslashes and dollar signs spelt as commands, which LaTeX prints and `decode` turns back.
"""

import re
from collections.abc import Callable
from itertools import accumulate
from typing import Literal

from pylatexenc.latex2text import LatexNodes2Text

from generator.base.text import is_protecting

_Before = Literal["text", "command", "argument"]
_SPELLINGS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "$": r"\textdollar{}",
}
_SPELT = {spelling: character for character, spelling in _SPELLINGS.items()}
_SPELLING = re.compile("|".join(re.escape(spelling) for spelling in _SPELT))
_TOKEN = re.compile(
    rf"(?P<spelling>{_SPELLING.pattern})"
    r"|(?P<math>\$(?:\\.|[^$\\])*\$)"
    r"|(?P<command>\\(?:[A-Za-z]+\*?|.))"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^{}\\$]+|.)",
    re.DOTALL,
)
_BRACE = re.compile(r"(?<!\\)[{}]")
_ONE = (
    r"(?:\\[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\[ij](?![A-Za-z])|[A-Za-z])"
    r"|\\[uvHtcdbkr](?:\{\\?[A-Za-z]+\}| [A-Za-z](?![A-Za-z]))"
    r"|\\(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j|dh|DH|th|TH|dj|DJ|ng|NG)(?:\{\}|(?![A-Za-z]) ?))"
)
# A letter may have two accents, as Vietnamese ones have: {\~{\^e}}.
_LETTER = rf"(?:\\(?:[\"'`^~=.]|[uvHcdkr](?![A-Za-z]))\{{{_ONE}\}}|{_ONE})"
_ACCENT = re.compile(rf"\{{(?P<braced>{_LETTER})\}}|{_LETTER}")


def decode(value: str) -> str:
    r"""Return the text of a field's value: white space collapsed, protecting braces gone, TeX kept.

    Braces that only protect ("{GPU}") go; those that belong to TeX ("{\ss}", "\textbf{x}", math) stay.
    """
    collapsed = " ".join(value.split())
    if "\\" not in collapsed and "{" not in collapsed and "}" not in collapsed:
        return collapsed
    return _without_protection(collapsed)


def decode_title(value: str) -> str:
    """Return a title: as `decode`, but braces that protect words ("{GPU}") stay, unless around all of it."""
    collapsed = " ".join(value.split())
    if "{" not in collapsed:
        return decode(collapsed)
    return _without_protection(collapsed, protects=is_protecting)


def decode_name(value: str) -> str:
    """Return a name or a part of one as plain Unicode: as `decode`, and accents of TeX become letters."""
    return decode(_ACCENT.sub(_letter, value)) if "\\" in value else decode(value)


def decode_address(value: str) -> str:
    """Return a DOI or an address: as `decode`, and signs that LaTeX wants escaped are bare."""
    return decode(re.sub(r"\\([_%&#~])", r"\1", value))


def encode(text: str, decoder: Callable[[str], str] = decode) -> str:
    """Return the value for which a decoder gives back a text with its white space collapsed."""
    collapsed = " ".join(text.split())
    if is_balanced(collapsed) and decoder(collapsed) == collapsed:
        return collapsed
    return "".join(_SPELLINGS.get(character, character) for character in collapsed)


def is_balanced(text: str) -> bool:
    """Return whether all readers of BibTeX agree that the braces of a value balance.

    Some count an escaped brace and some do not, so both counts have to come out.
    """
    if "{" not in text and "}" not in text:
        return not text.endswith("\\")
    for braces in (re.findall("[{}]", text), _BRACE.findall(text)):
        depths = [0, *accumulate(1 if brace == "{" else -1 for brace in braces)]
        if min(depths) < 0 or depths[-1]:
            return False
    return not text.endswith("\\")


def _letter(match: re.Match[str]) -> str:
    """Return the letter that an accent command stands for, or the command where it is none."""
    command = match["braced"] or match[0]
    letter = str(LatexNodes2Text().latex_to_text(command)).strip()
    return letter if letter and len(letter) <= len(command) else match[0]


def _without_protection(
    text: str, protects: Callable[[str, int, int], bool] = lambda _text, _start, _end: False
) -> str:
    """Return a text without the braces that only group, and with spelt characters as they are.

    Args:
        text: The value of a field.
        protects: Whether braces that only group, at two places of the text, are to stay.
    """
    result: list[str] = []
    kept: list[str] = []  # of each open pair of braces, why it stays: "TeX", "words", or it does not
    closing = _closing(text)
    before: _Before = "text"
    for token in _TOKEN.finditer(text):
        kind, found = token.lastgroup, token[0]
        keep = "TeX"
        if kind == "brace" and found == "{":
            # Those belong to TeX that hold an argument, stand inside of one, or stand around a command.
            is_tex = before != "text" or "TeX" in kept or text.startswith("\\", token.end())
            end = closing.get(token.start(), 0)
            is_all = not token.start() and end == len(text)
            is_words = end and not is_all and not any(kept) and protects(text, token.start(), end)
            keep = "TeX" if is_tex else "words" if is_words else ""
            kept.append(keep if not _SPELLING.match(text, token.end()) else "")
            keep = kept[-1]
        elif kind == "brace":
            keep = kept.pop() if kept else "TeX"
        result.append(_SPELT.get(found, found) if keep else "")
        before = _kind_of(kind, found, before, keep=keep == "TeX")
    return "".join(result)


def _closing(text: str) -> dict[int, int]:
    """Return for each opening brace the place behind the one that closes it."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            ends[opened.pop()] = brace.end()
    return ends


def _kind_of(kind: str | None, found: str, before: _Before, *, keep: bool) -> _Before:
    """Return what a token is to a brace that follows: a command or argument makes it an argument."""
    if kind == "brace":
        return "argument" if found == "}" and keep else "text"
    if kind == "command" or found.endswith(("^", "_")):
        return "command"
    return "command" if before == "command" and found.isspace() else "text"
