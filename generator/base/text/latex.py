r"""Text as LaTeX, in commands that every LaTeX with amsmath and amssymb knows."""

import re
import unicodedata
from functools import cache, reduce

from generator.base.text.commands import ACCENTS, LETTERS, accented, symbol
from generator.base.text.escape import visible_text, without_invisible
from generator.base.text.formula import as_written

# Signs that the library has no command for, or one that LaTeX does not know or that means another sign.
_SIGNS = dict(
    re.findall(
        r"(\S) (\S+)",
        r"""
        − -   ∗ \ast   ⋅ \cdot   ∙ \cdot   √ \sqrt{}   ∕ /   ∣ \mid   ∶ :   ∷ ::   ≔ :=   ≕ =:   ∆ \Delta
        ′ '   ″ ''   ‴ '''   ⁗ ''''   ‵ \backprime
        → \rightarrow   ← \leftarrow   ↑ \uparrow   ↓ \downarrow   ℃ ^\circ\mathrm{C}   ℉ ^\circ\mathrm{F}
        ♭ \flat   ♮ \natural   ♯ \sharp   ♠ \spadesuit   ♡ \heartsuit   ♢ \diamondsuit   ♣ \clubsuit
        ✓ \checkmark   ✠ \maltese   ★ \bigstar   ∎ \blacksquare   ■ \blacksquare   ▪ \centerdot
        □ \square   ◻ \square   ◇ \Diamond   ⋄ \diamond   ○ \bigcirc   ⧵ \setminus
        ▵ \vartriangle   △ \bigtriangleup   ▷ \triangleright   ▶ \blacktriangleright   ◁ \triangleleft
        ◀ \blacktriangleleft
        ▲ \blacktriangle   ▼ \blacktriangledown   ◆ \blacklozenge   ● \bullet   ✔ \checkmark   ⨯ \times
        ⊥ \bot   ⟂ \perp   ⊧ \models   ⊨ \vDash   ⊼ \barwedge   ⌆ \doublebarwedge   ⨝ \Join   ∊ \in   ∍ \ni
        ⨀ \bigodot   ⨁ \bigoplus   ⨂ \bigotimes   ⨄ \biguplus   ⨆ \bigsqcup   ⨌ \iiiint
        ⪯ \preceq   ⪰ \succeq   ≼ \preccurlyeq   ≽ \succcurlyeq   ⋘ \lll   ⋙ \ggg   ≂ \eqsim   ⋨ \precnsim
        ≁ \nsim   ≇ \ncong   ⋠ \npreceq   ⋡ \nsucceq   ≉ \not\approx   ≢ \not\equiv   ≄ \not\simeq
        ⊄ \not\subset   ⊅ \not\supset   ∌ \not\ni   ⋢ \not\sqsubseteq   ⋣ \not\sqsupseteq
        ⇠ \dashleftarrow   ⇢ \dashrightarrow   ↝ \leadsto   ⤳ \leadsto
        ≟ \stackrel{?}{=}   ≝ \stackrel{\mathrm{def}}{=}   ∛ \sqrt[3]{}   ∜ \sqrt[4]{}
        ϝ \digamma   ℏ \hbar   ℜ \Re   ℑ \Im   Ⅎ \Finv   ⅁ \Game   𝕜 \Bbbk   ℎ h
        """,  # noqa: RUF001
    )
)

_STYLED = re.compile(r"(?:MATHEMATICAL )?([A-Z -]+?) (?:CAPITAL|SMALL|DIGIT) \S+")
_STYLES = {
    "BOLD": r"\mathbf",
    "BOLD ITALIC": r"\boldsymbol",
    "ITALIC": "",
    "MONOSPACE": r"\mathtt",
    **dict.fromkeys(("SCRIPT", "BOLD SCRIPT"), r"\mathcal"),
    **dict.fromkeys(("BLACK-LETTER", "FRAKTUR", "BOLD FRAKTUR"), r"\mathfrak"),
    "DOUBLE-STRUCK": r"\mathbb",
    **{f"SANS-SERIF{style}": r"\mathsf" for style in ("", " BOLD", " ITALIC", " BOLD ITALIC")},
}
# These alphabets of LaTeX have capitals only; its double-struck font has other signs in place of the rest.
_CAPITALS_ONLY = frozenset({r"\mathcal", r"\mathbb"})

# Combining mark -> command. Only marks that no letter of Unicode has taken in are left to be met.
_HATS = dict(
    zip(
        "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u030a\u030c\u20d7",
        "grave acute hat tilde bar overline breve dot ddot mathring check vec".split(),
        strict=True,
    )
)
HATTED = f"[A-Za-z][{''.join(_HATS)}](?![\u0300-\u036f\u20d0-\u20f0])"
"""Pattern of a letter and one mark that together are no letter of any language."""


def formula_of_hatted(letters: str) -> str:
    """Return the formula that sets a letter with a mark of formulas, without dollars.

    Args:
        letters: A match of `HATTED`.
    """
    return f"\\{_HATS[letters[1]]}{{{letters[0]}}}"


def formula_of(sign: str) -> str:
    """Return the formula that sets a sign or a styled letter, without dollars, or nothing.

    Args:
        sign: One character.
    """
    return _SIGNS.get(sign) or _styled(sign) or _raised_or_lowered(sign)


def _styled(letter: str) -> str:
    found = _STYLED.fullmatch(unicodedata.name(letter, ""))
    plain = unicodedata.normalize("NFKC", letter)
    if found is None or found[1] not in _STYLES or not plain.isascii() or plain == letter:
        return ""
    command = _STYLES[found[1]]
    if command in _CAPITALS_ONLY and not plain.isupper():
        return ""
    return f"{command}{{{plain}}}" if command else plain


def _raised_or_lowered(sign: str) -> str:
    where, _, code = unicodedata.decomposition(sign).partition(" ")
    # Not the ordinal indicators: they are letters of a word, which LaTeX sets as they are.
    if where not in {"<super>", "<sub>"} or " " in code or unicodedata.category(sign) == "Lo":
        return ""
    base = chr(int(code, 16))
    base = _SIGNS.get(base, base)
    return f"{'^' if where == '<super>' else '_'}{base}" if base.isascii() else ""


_ACCENT_OF = {mark: name for name, mark in ACCENTS.items()}
# {\r{A}} is read by more programs than {\AA}.
_COMMAND_OF = {letter: name for name, letter in LETTERS.items() if letter not in "ÅåÐÞðþ"} | {
    "©": "copyright",
}
# Pandoc drops their commands, citation-js shows those of formulas; LaTeX has read the bare signs since 2020.
_BETTER_BARE = frozenset(
    "•·°÷±×£§¶¬†‡¡¢¤¥¦¨«®¯´»¼½¾¿ÐÞðþ‚„‰‱‹›※‽⁄⁎⁒₡₤₦₩₫€₱№℗℞℠™℧℮◦◯♪"  # noqa: RUF001
)

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
    if letter.isascii() or letter in _BETTER_BARE:
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


# Braces are spelled out because BibTeX counts them even behind a backslash. They stand in braces because
# pandoc, which does not know their commands, would take what follows for an argument.
_LATEX_ASCII = {
    "\\": r"\textbackslash{}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": "{$|$}",
    **{mark: f"\\{mark}" for mark in "&%#_$"},
}
_LATEX_PRINT = {
    "\N{NO-BREAK SPACE}": "~",
    "\N{EN DASH}": "--",
    "\N{EM DASH}": "---",
    "\N{LEFT DOUBLE QUOTATION MARK}": "``",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "''",
    "\N{LEFT SINGLE QUOTATION MARK}": "`",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{HORIZONTAL ELLIPSIS}": r"\ldots{}",
    "\N{MICRO SIGN}": r"{$\mu$}",
    "\N{MULTIPLICATION SIGN}": r"{$\times$}",
}
_LATEX = _LATEX_ASCII | _LATEX_PRINT
# "R^2" and "10^-3" in plain text are scripts.
_SCRIPT = r"(?<=[A-Za-z0-9)])\^(?P<script>[+-]?\d{1,4}|[A-Za-z])(?![A-Za-z0-9^])"
_LATEX_UNSAFE = re.compile(
    rf"(?P<hatted>{HATTED})|{_SCRIPT}|[-\u2013\u2014`\u2018\u201c'\u2019\u201d?!]{{2,}}"
    r"|[\\{}~^<>|&%#_$]|[^\x00-\x7f]"
)
# LaTeX would print two closing marks.
_QUOTED = re.compile(r"(?<![^\s(\[{/\u2014-])\"([^\s\"](?:[^\"]*[^\s\"])?)\"(?!\w)")
# Signs that print as another one when they meet: dashes, quotation marks, inverted marks.
_LIGATURE = re.compile("(?<=[-–—])(?=[-–—])|(?<=[`‘“?!])(?=[`‘“])|(?<=['’”])(?=['’”])")  # noqa: RUF001


def escape_latex(text: str) -> str:
    """Return text for a LaTeX document or the braces of a BibTeX field.

    Braces are balanced. Characters without a command that every LaTeX knows (Chinese, Cyrillic,
    emoji) stay as they are; those that only tune how pages break and order lines are left out.
    """
    shown = _QUOTED.sub("\u201c\\1\u201d", without_invisible(visible_text(text)))
    return _LATEX_UNSAFE.sub(_latex_signs, shown)


def latex_formula(tex: str) -> str:
    """Return TeX of a formula without signs beyond ASCII, which LaTeX does not read in formulas.

    Args:
        tex: The formula without its delimiters.

    Returns:
        Nothing where LaTeX has no command for a sign.
    """
    if tex.isascii():
        return tex
    signs = [sign if sign.isascii() else _in_formula(sign) for sign in unicodedata.normalize("NFC", tex)]
    return "".join(signs) if all(signs) else ""


def _in_formula(sign: str) -> str:
    command = latex_letter(sign)
    if command == sign:
        return ""
    formula = command.removeprefix("{$").removesuffix("$}")
    # A space ends the command where a letter follows.
    return f"{formula} " if formula != command else f"\\text{{{command}}}"


def escape_latex_name(text: str) -> str:
    """Return a part of a name for BibTeX, on one line, where a letter with a mark is no formula."""
    return _LATEX_UNSAFE.sub(
        lambda found: latex_accent(found["hatted"]) if found["hatted"] else _latex_signs(found),
        without_invisible(visible_text(text)).replace("\n", " "),
    )


def _latex_signs(found: re.Match[str]) -> str:
    if hatted := found["hatted"]:
        return f"{{${formula_of_hatted(hatted)}$}}"
    if script := found["script"]:
        return f"$^{{{script}}}$"
    apart = _LIGATURE.split(found[0]) if len(found[0]) > 1 else [found[0]]
    return "{}".join("".join(_LATEX.get(sign) or latex_letter(sign) for sign in part) for part in apart)
