"""Formulas for single signs and styled letters, as LaTeX with amsmath and amssymb sets them."""

import re
import unicodedata

# Signs that the library has no command for, or one that LaTeX does not know or that means another sign.
_SIGNS = dict(
    re.findall(
        r"(\S) (\S+)",
        r"""
        − -   ∗ \ast   ⋅ \cdot   ∙ \cdot   √ \sqrt{}   ∕ /   ∣ \mid   ∶ :   ∷ ::   ≔ :=   ≕ =:   ∆ \Delta
        ′ '   ″ ''   ‴ '''   ⁗ ''''   ‵ \backprime   ℉ ^\circ\mathrm{F}
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
    "SCRIPT": r"\mathcal",
    "BOLD SCRIPT": r"\mathcal",
    "BLACK-LETTER": r"\mathfrak",
    "FRAKTUR": r"\mathfrak",
    "BOLD FRAKTUR": r"\mathfrak",
    "DOUBLE-STRUCK": r"\mathbb",
    "SANS-SERIF": r"\mathsf",
    "SANS-SERIF BOLD": r"\mathsf",
    "SANS-SERIF ITALIC": r"\mathsf",
    "SANS-SERIF BOLD ITALIC": r"\mathsf",
    "MONOSPACE": r"\mathtt",
}
# These alphabets of LaTeX have capitals only; its double-struck font has other signs in place of the rest.
_CAPITALS_ONLY = frozenset({r"\mathcal", r"\mathbb"})

# Combining mark -> command. Only marks that no letter of Unicode has taken in are left to be met.
_HATS = {
    "\u0300": "grave",
    "\u0301": "acute",
    "\u0302": "hat",
    "\u0303": "tilde",
    "\u0304": "bar",
    "\u0305": "overline",
    "\u0306": "breve",
    "\u0307": "dot",
    "\u0308": "ddot",
    "\u030a": "mathring",
    "\u030c": "check",
    "\u20d7": "vec",
}
HATTED = f"[A-Za-z][{''.join(_HATS)}](?![\u0300-\u036f\u20d0-\u20f0])"
"""Pattern of a letter and one mark that together are no letter of any language."""


def formula_of_hatted(letters: str) -> str:
    """Return the formula that sets a letter with a mark of formulas, without dollars.

    Args:
        letters: What `HATTED` matches.
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
