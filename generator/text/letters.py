"""LaTeX commands for single characters, as every LaTeX knows them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, reduce

from generator.text.commands import ACCENTS, LETTERS, accented, symbol
from generator.text.formula import read_formula

_ACCENT_OF = {mark: name for name, mark in ACCENTS.items()}
# {\r{A}} is read by more programs than {\AA}.
_COMMAND_OF = {letter: name for name, letter in LETTERS.items() if letter not in "Åå"}

_MOST_ACCENTS = 2
# Combining classes of Unicode: attached below, below.
_BELOW = frozenset({202, 220})

_COMMAND = re.compile(r"\{\\(?:ensuremath\{\\)?([A-Za-z]+)\}?\}")
_SMALL_NUMBER = re.compile(r"\{\\ensuremath\{([_^]\{?[0-9+-]\}?)\}\}")
_DOUBLE_STRUCK = re.compile(r"(?:MATHEMATICAL )?DOUBLE-STRUCK CAPITAL ([A-Z])")


@cache
def latex_letter(letter: str) -> str:
    r"""Return the LaTeX command for a character, its braces balanced, or the character itself.

    Only commands that mean this very character are given: the library's table has others too. A
    sign of formulas is a formula, in braces: programs know dollars that do not know \ensuremath.

    Args:
        letter: One character.
    """
    if letter.isascii():
        return letter
    if letter in _COMMAND_OF:
        return f"{{\\{_COMMAND_OF[letter]}}}"
    if blackboard := _DOUBLE_STRUCK.fullmatch(unicodedata.name(letter, "")):
        return f"{{$\\mathbb{{{blackboard[1]}}}$}}"
    return _with_accent(letter) or _from_library(letter) or letter


def _with_accent(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    # Outermost what LaTeX sets below, since it can set that below anything.
    names = [_ACCENT_OF.get(mark, "") for mark in sorted(marks, key=_is_below)]
    if not base.isascii() or not all(names) or not 1 <= len(names) <= _MOST_ACCENTS:
        return ""
    if reduce(accented, names, base) != letter:
        return ""
    return f"{{{reduce(_accent_on, names, base)}}}"


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
    if number := _SMALL_NUMBER.fullmatch(written):
        return f"{{${number[1]}$}}"
    command = _COMMAND.fullmatch(written)
    if command is None or symbol(command[1]) != letter:
        return ""
    # Letters outside of formulas need fonts that few have; formulas are Greek and signs.
    if "ensuremath" in written:
        return f"{{$\\{command[1]}$}}" if read_formula(f"\\{command[1]}") else ""
    return "" if letter.isalpha() else written
