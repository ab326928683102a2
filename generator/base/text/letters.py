"""LaTeX commands for single characters, as every LaTeX knows them."""

import re
import unicodedata
from functools import cache, reduce

from generator.base.text.commands import ACCENTS, LETTERS, accented, symbol
from generator.base.text.formula import as_written
from generator.base.text.signs import formula_of

_ACCENT_OF = {mark: name for name, mark in ACCENTS.items()}
# {\r{A}} is read by more programs than {\AA}.
_COMMAND_OF = {letter: name for name, letter in LETTERS.items() if letter not in "Åå"}

_MOST_ACCENTS = 2
# Combining classes of Unicode: attached below, below.
_BELOW = frozenset({202, 220})

_FRACTION = re.compile("([0-9]+)\N{FRACTION SLASH}([0-9]+)")

_COMMAND = re.compile(r"\{\\(?:ensuremath\{\\)?([A-Za-z]+)\}?\}")
# Commands of the library that need packages, or that stand for no character.
_UNKNOWN_TO_LATEX = frozenset({"VDash", "clockoint", "nolinebreak", "quarternote", "rightangle", "sqrint"})


@cache
def latex_letter(letter: str) -> str:
    r"""Return the LaTeX command for a character, its braces balanced, or the character itself.

    Only commands that LaTeX with amsmath and amssymb knows and that mean this character, or one that
    looks the same, are given: the library's table has others too. A sign of formulas is a formula, in
    braces: programs know dollars that do not know \ensuremath.

    Args:
        letter: One character.
    """
    if letter.isascii():
        return letter
    if letter in _COMMAND_OF:
        return f"{{\\{_COMMAND_OF[letter]}}}"
    if formula := formula_of(letter):
        return f"{{${formula}$}}"
    return _with_accent(letter) or _from_library(letter) or _made_of_others(letter) or letter


def _with_accent(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    # Outermost what LaTeX sets below, since it can set that below anything.
    names = [_ACCENT_OF.get(mark, "") for mark in sorted(marks, key=_is_below)]
    written = base if base.isascii() else f"\\{_COMMAND_OF.get(base, '')}"
    if written == "\\" or not all(names) or not 1 <= len(names) <= _MOST_ACCENTS:
        return ""
    if reduce(accented, names, base) != letter:
        return ""
    return f"{{{reduce(_accent_on, names, written)}}}"


def latex_accent(letters: str) -> str:
    r"""Return a letter and a mark that together are no letter of Unicode, with LaTeX's accent: `{\=P}`.

    Args:
        letters: One letter of ASCII and one mark; they stay as they are where LaTeX has no such accent.
    """
    name = _ACCENT_OF.get(letters[1:], "")
    return f"{{{_accent_on(letters[0], name)}}}" if name and letters[0].isascii() else letters


def _is_below(mark: str) -> bool:
    return unicodedata.combining(mark) in _BELOW


def _accent_on(written: str, name: str) -> str:
    return f"\\{name}{written}" if len(written) == 1 and not name.isalpha() else f"\\{name}{{{written}}}"


def _from_library(letter: str) -> str:
    # Loaded here because most abstracts are ASCII.
    from pylatexenc.latexencode import UnicodeToLatexEncoder  # noqa: PLC0415

    encoder = UnicodeToLatexEncoder(
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )
    written = str(encoder.unicode_to_latex(letter))
    command = _COMMAND.fullmatch(written)
    if command is None or symbol(command[1]) != letter or command[1] in _UNKNOWN_TO_LATEX:
        return ""
    # Letters outside of formulas need fonts that few have; formulas are Greek and signs.
    if "ensuremath" in written:
        return f"{{$\\{command[1]}$}}" if as_written(f"\\{command[1]}") else ""
    return "" if letter.isalpha() else written


def _made_of_others(letter: str) -> str:
    """Return the letters of a ligature, a Roman number or a wide letter, or the formula of a fraction."""
    parts = unicodedata.normalize("NFKC", letter)
    if found := _FRACTION.fullmatch(parts):
        return f"{{$\\frac{{{found[1]}}}{{{found[2]}}}$}}"
    kind = unicodedata.decomposition(letter).partition(" ")[0]
    # A Greek letter of a mathematical alphabet: formulas are set in italics as it is.
    if kind == "<font>" and not parts.isascii() and latex_letter(parts) != parts:
        return latex_letter(parts)
    return parts if kind in {"<compat>", "<wide>"} and parts.isascii() and parts.isalnum() else ""
