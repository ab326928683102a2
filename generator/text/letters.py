"""LaTeX commands for single characters, as every LaTeX knows them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from generator.text.commands import ACCENTS, LETTERS, accented, symbol
from generator.text.formula import read_formula

_ACCENT_OF = {mark: name for name, mark in ACCENTS.items()}
# {\r{A}} is read by more programs than {\AA}.
_COMMAND_OF = {letter: name for name, letter in LETTERS.items() if letter not in "Åå"}

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
    apart = unicodedata.normalize("NFD", letter)
    base, name = apart[0], _ACCENT_OF.get(apart[1:], "")
    if not name or not base.isascii() or accented(base, name) != letter:
        return ""
    return f"{{\\{name}{{{base}}}}}" if name.isalpha() else f"{{\\{name}{base}}}"


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
