r"""Cut a text whose TeX was stripped into the pieces that formulas are made of.

A command without its backslash is a word, and may be glued to its neighbours: `8timesRTX` was `8$\times$RTX`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.base.text import formula_at

Kind = Literal[
    "number",
    "letter",
    "symbol",
    "function",
    "binary",
    "relation",
    "script",
    "open",
    "close",
    "sign",
    "comma",
    "space",
    "text",
]

_GREEK = """
alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi psi omega
Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega
""".split()

NO_WORDS = frozenset(
    """
    cdot cdots ldots leq geq neq infty nabla propto simeq otimes oplus odot subseteq supseteq mapsto
    rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow longrightarrow Longrightarrow
    uparrow downarrow varepsilon vartheta varphi forall setminus lfloor rfloor lceil rceil langle rangle
    """.split()
)
"""Commands whose names are no words of any text that is not TeX."""

_KINDS: dict[str, Kind] = {
    **dict.fromkeys("times cdot otimes oplus odot pm setminus".split(), "binary"),
    **dict.fromkeys("sim approx leq geq neq propto simeq subseteq supseteq mapsto".split(), "relation"),
    **dict.fromkeys("rightarrow leftarrow leftrightarrow longrightarrow".split(), "relation"),
    **dict.fromkeys(
        "uparrow downarrow Rightarrow Leftarrow Leftrightarrow Longrightarrow".split(), "relation"
    ),
    **dict.fromkeys("infty nabla ell ldots cdots circ varepsilon vartheta varphi forall".split(), "symbol"),
    **dict.fromkeys("lfloor rfloor lceil rceil langle rangle".split(), "symbol"),
    **dict.fromkeys(_GREEK, "symbol"),
    **dict.fromkeys("log sum".split(), "function"),
}
GREEK = frozenset(_GREEK)
ONLY_RAISED = frozenset("circ star ast prime top dagger perp".split())
"""Commands that are words or names elsewhere, and signs where they are raised: `360^circ`."""

# What stands glued to a letter or to another command; others would be found in words: "odot" in "Godot".
_GLUED = "times|log|sim|approx|cdot|leq|geq|neq|infty|nabla|propto|otimes|oplus|(?:left|long)?rightarrow"
_WORD = re.compile(rf"(?P<letter>[A-Za-z])?(?P<names>(?:{_GLUED})+)(?P<name>[A-Z][A-Za-z]*)?")
_GLUED_NAME = re.compile(_GLUED)
_BETWEEN_DOLLARS = re.compile(r"\$[^\s\d$][^$]*\$")
_GREEK_LETTERS = "\u0391-\u03a9\u03b1-\u03c9\u03d5\u03f5"

_TOKEN = re.compile(
    rf"""
    (?P<text> https?://[^\s{{}}]+ | \\(?:[A-Za-z]+|.) )
  | (?P<symbol> (?<![A-Za-z\\]) math(?:bb|bf|cal|frak|rm|scr|sf) \{{ [A-Za-z] \}} )
  | (?P<relation> (?<=[\w)}}][ ]) in (?=[ ]math(?:bb|cal)\{{)
      | (?<!\w) [gl]e (?=\d\d) | (?<=\W[A-Za-z][ ]) [gn]e (?=[ ]-?\d) )
  | (?P<number> \d+ (?:,\d{{3}}(?!\d))* (?:\.\d+)? )
  | (?P<word> [A-Za-z]+ )
  | (?P<letter> [{_GREEK_LETTERS}] )
  | (?P<script> [\^_] )
  | (?P<open> [(\[{{] ) | (?P<close> [)\]}}] )
  | (?P<sign> [=<>+*/|-] )
  | (?P<comma> , )
  | (?P<space> [ ] )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)

_SURE_SIGNS = ("^", "_", "{", *sorted(NO_WORDS))
_HINTS = {
    "times": re.compile(r"times(?![a-z])"),
    "sim": re.compile(r"\bsim[ \d]|\dsim"),
    "approx": re.compile(r"approx\b"),
    "log": re.compile(r"[A-Za-z]log\b"),
    "pm": re.compile(r"(?<![a-z])pm(?![a-z])"),
    "e": re.compile(r"[gln](?<!\w\w)e[ \d]"),  # a letter is looked for sooner than a boundary
    "": re.compile(rf"\d(?:{'|'.join(_GREEK)})\b"),
    **dict.fromkeys("=<>", re.compile(rf"(?:{'|'.join(_GREEK)})[=<>]")),
}
"""What may be the rest of a formula, by letters that stand in it: these are found sooner."""

_KIND_OF_GROUP: dict[str, Kind] = {
    "number": "number",
    "letter": "letter",
    "script": "script",
    "open": "open",
    "close": "close",
    "sign": "sign",
    "comma": "comma",
    "space": "space",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text.

    Attributes:
        kind: What it can be in a formula; "text" is no part of one.
        start: Where it begins in the text.
        text: As written.
        is_name: Whether it is the name of a command.
    """

    kind: Kind
    start: int
    text: str
    is_name: bool = False

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)


def tokens(text: str) -> tuple[Token, ...]:
    """Return the pieces of a text, which put together are the text; a formula that is there is one piece."""
    return tuple(_tokens(text))


def may_hold_formulas(text: str) -> bool:
    """Return whether it is worth a look; most texts hold nothing of a formula."""
    return any(sign in text for sign in _SURE_SIGNS) or any(
        letters in text and hint.search(text) for letters, hint in _HINTS.items()
    )


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while found := _TOKEN.match(text, position):
        position = found.end()
        kind = found.lastgroup
        if kind == "word":
            yield from _of_word(text, found)
        elif kind in {"symbol", "relation"}:
            yield Token("symbol" if kind == "symbol" else "relation", found.start(), found[0], is_name=True)
        elif formula := _formula(text, found):
            yield Token("text", found.start(), formula)
            position = found.start() + len(formula)
        else:
            yield Token(_KIND_OF_GROUP.get(kind or "", "text"), found.start(), found[0])


def _formula(text: str, found: re.Match[str]) -> str:
    """Return the formula that begins at a place, or what dollars hold that is neither one nor money."""
    if found[0] not in {"$", "\\(", "\\["}:
        return ""
    if formula := formula_at(text, found.start(), found[0], len(text)):
        return formula.source
    between = _BETWEEN_DOLLARS.match(text, found.start())
    return between[0] if between else ""


def _of_word(text: str, found: re.Match[str]) -> Iterator[Token]:
    """Yield a word as a letter, as names of commands with what is glued to them, or as text."""
    word, start = found[0], found.start()
    if word in _KINDS:
        yield Token(_KINDS[word], start, word, is_name=True)
    elif len(word) == 1:
        is_part = text[found.end() : found.end() + 1].isdigit() or text[max(start - 1, 0) : start].isdigit()
        yield Token("text" if is_part else "letter", start, word)
    elif parts := _WORD.fullmatch(word):
        if parts["letter"]:
            yield Token("letter", start, parts["letter"])
        for name in _GLUED_NAME.finditer(parts["names"]):
            yield Token(_KINDS[name[0]], start + parts.start("names") + name.start(), name[0], is_name=True)
        if parts["name"]:
            yield Token("text", start + parts.start("name"), parts["name"])
    else:
        yield Token("text", start, word)
