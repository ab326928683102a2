"""Formulas as a line of Unicode: α², x_i, (a+b)/2, √n."""

import re
import unicodedata
from collections.abc import Callable

from generator.base.text.formula import Piece, read_formula

_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")  # noqa: RUF001
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")  # noqa: RUF001
_NUMBER = re.compile("[0-9+−-]+")  # noqa: RUF001
# Signs that stand high already.
_HIGH = {"∘": "°"} | {prime: prime for prime in "′″‴⁗°"}  # noqa: RUF001

# An accent as MathML has it -> the combining mark.
_ACCENTS = {
    "^": "\u0302",
    "ˆ": "\u0302",  # noqa: RUF001
    "~": "\u0303",
    "˜": "\u0303",  # noqa: RUF001
    "¯": "\u0304",
    "―": "\u0305",
    "˙": "\u0307",
    "¨": "\u0308",
    "´": "\u0301",  # noqa: RUF001
    "`": "\u0300",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "˚": "\u030a",
    "→": "\u20d7",
}
_RELATION = re.compile(
    "[=<>\u2190-\u21ff\u2208-\u220d\u221d\u2223-\u2226\u2236-\u228b\u22a2-\u22b8\u22d6-\u22ff\u27f5-\u27ff]+"
)
_WIDE_SPACE = 0.15  # em; narrower ones only tune the looks
_APPLIED = "\N{FUNCTION APPLICATION}"
# Operators as people write them.
_PLAIN = str.maketrans("∗⋅", "*·", "\u2062\u2063\u2064")  # noqa: RUF001
_BRACES = frozenset("⏞⏟")
_BIG = frozenset("∑∏∐⋃⋂⨁⨂⋁⋀∫")  # noqa: RUF001
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SIMPLE = re.compile(r"[\w.]*[′″\u0300-\u036f]*|\(.*\)")  # noqa: RUF001


def spelled(tex: str) -> str:
    """Return a formula in one line of Unicode, or nothing if it cannot be read.

    Args:
        tex: The formula without its delimiters.
    """
    root = read_formula(tex)
    line = _line(root).replace("...", "…") if root else ""
    return unicodedata.normalize("NFC", line.replace("\N{NO-BREAK SPACE}", " ")).strip()


def raised(text: str) -> str:
    """Return a superscript: `²`, `^n`, `^(n+1)`; the "th" of an ordinal number stays as it is."""
    is_sign = len(text) == 1 and unicodedata.category(text) == "So"  # such as ®, which stands high anyway
    if text in _HIGH or text in _ORDINALS or is_sign:
        return _HIGH.get(text, text)
    return text.translate(_RAISED) if _NUMBER.fullmatch(text) else f"^{_grouped(text)}"


def lowered(text: str) -> str:
    """Return a subscript: `₂`, `_i`, `_(ij)`."""
    return text.translate(_LOWERED) if _NUMBER.fullmatch(text) else f"_{_grouped(text)}"


def _plain(text: str) -> str:
    """Return a text with letters of mathematical alphabets made plain.

    Double-struck letters and the script l of norms are kept.
    """
    if text.isascii():
        return text
    text = text.translate(_PLAIN)
    return "".join(unicodedata.normalize("NFKC", letter) if _is_styled(letter) else letter for letter in text)


def _is_styled(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    if "DOUBLE-STRUCK" in name or letter == "\N{SCRIPT SMALL L}":
        return False
    return name.startswith(("MATHEMATICAL ", "SCRIPT ", "BLACK-LETTER ")) and letter.isalnum()


def _grouped(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) or len(text) == 1 else f"({text})"


def _line(piece: Piece) -> str:
    if not piece.children:
        return _space(piece) if piece.tag == "mspace" or piece.text == _APPLIED else _plain(piece.text)
    parts = [_line(child) for child in piece.children]
    spell = _SPELLINGS.get("choose" if ("linethickness", "0") in piece.attributes else piece.tag)
    return spell(parts) if spell else _row(piece, parts)


def _row(piece: Piece, parts: list[str]) -> str:
    """Set relations apart: `a = b`; a first or last one stays close: `≈50`."""
    last = len(parts) - 1
    spaced = (
        _apart(part, child) if place < last and (place or child.tag != "mo") else part
        for place, (part, child) in enumerate(zip(parts, piece.children, strict=True))
    )
    return re.sub(" +", " ", "".join(spaced))


def _apart(part: str, piece: Piece) -> str:
    if piece.tag == "mo" and _RELATION.fullmatch(part):
        return f" {part} "
    return f"{part} " if part[:1] in _BIG and len(part) > 1 else part


def _space(piece: Piece) -> str:
    known = dict(piece.attributes)
    width = known.get("width", known.get("lspace", "0")).removesuffix("em")
    return " " if float(width or 0) > _WIDE_SPACE else ""


def _accent(base: str, mark: str) -> str:
    return "".join(letter + mark for letter in base)


def _over(base: str, above: str) -> str:
    above = above.strip()
    if above in _BRACES or not above:
        return base
    mark = _ACCENTS.get(above, above if unicodedata.combining(above[0]) else "")
    return _accent(base, mark) if mark else base + raised(above)


def _under(base: str, below: str) -> str:
    if below in _BRACES:
        return base
    return _accent(base, "\u0332") if below == "―" else base + lowered(below)


_SPELLINGS: dict[str, Callable[[list[str]], str]] = {
    "msub": lambda parts: parts[0] + lowered(parts[1]),
    "msup": lambda parts: parts[0] + raised(parts[1]),
    "msubsup": lambda parts: parts[0] + lowered(parts[1]) + raised(parts[2]),
    "mover": lambda parts: _over(parts[0], parts[1]),
    "munder": lambda parts: _under(parts[0], parts[1]),
    "munderover": lambda parts: parts[0] + lowered(parts[1]) + raised(parts[2]),
    "mfrac": lambda parts: f"{_grouped(parts[0])}/{_grouped(parts[1])}",
    "choose": lambda parts: f"{_grouped(parts[0])} choose {_grouped(parts[1])}",
    "msqrt": lambda parts: f"√{_grouped(''.join(parts))}",
    "mroot": lambda parts: f"{raised(parts[1])}√{_grouped(parts[0])}",
    "mtable": lambda parts: "; ".join(filter(None, parts)),
    "mtr": lambda parts: ", ".join(filter(None, parts)),
}
