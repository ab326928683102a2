r"""Find formulas in text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, and not sums of money."""

import re

from generator.base.text.nodes import Math

MAX_LENGTH = 2000  # characters; what is longer is no formula of an abstract

_CLOSERS = {
    "$": re.compile(r"(?<!\\)\$"),
    "$$": re.compile(r"(?<!\\)\$\$"),
    "\\(": re.compile(r"\\[()]"),
    "\\[": re.compile(r"\\[\[\]]"),
}
_CLOSED_BY = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}

_SURELY_TEX = re.compile(r"\\[A-Za-z]|[\^_]")
_MONEY = re.compile(r"[\d.,]+[kKMB]?\s+[A-Za-z]{2}")
_WORDS = re.compile(r"\\(?:text\w*|emph|mbox|math\w+|operatorname\*?|href)\s*\{[^{}]*\}|\\[A-Za-z]+")
_PROSE = re.compile(r"[A-Za-z]{3}\s+[A-Za-z]{3}")

# Words in a style, and letters between them: `\textbf{R}e\textbf{I}nforcement`.
_TEXT_COMMANDS = re.compile(
    r"""
    \s* \\ (?: text(?:bf|it|tt|sf|sc|rm|sl)? | emph | href | url ) \s* (?: \{ [^{}$]* \} ){1,2}
    (?: \\ (?: text(?:bf|it|tt|sf|sc|rm|sl)? | emph | href | url ) \s* (?: \{ [^{}$]* \} ){1,2}
      | \\[%&\#] | [A-Za-z\s~,.:()-]
    )*
    """,
    re.VERBOSE,
)
# One word in a style of formulas: `\mathbf{Mavors}`.
_MATH_WORD = re.compile(r"\s*\\math(?:bf|it|rm|tt|sf)\s*\{[A-Za-z0-9]+\}\s*")


def formula_at(text: str, start: int, opener: str, end: int) -> Math | None:
    r"""Return the formula that begins at a place.

    A pair of `$` is a formula where no white space stands just inside and no digit follows, or
    where what it holds is TeX beyond doubt; never where it holds a sentence.

    Args:
        text: The whole text.
        start: Where the opening delimiter stands.
        opener: The opening delimiter.
        end: Where to stop looking.
    """
    inside = start + len(opener)
    closer = _CLOSERS[opener].search(text, inside, min(end, inside + MAX_LENGTH))
    if closer is None or closer[0] != _CLOSED_BY[opener]:
        return None
    tex = text[inside : closer.start()]
    if not tex.strip() or "\n\n" in tex or _is_prose(tex):
        return None
    if opener == "$" and not _is_formula(tex, text[closer.end() : closer.end() + 1]):
        return None
    return Math(tex.strip(), text[start : closer.end()], display=opener in {"$$", "\\["})


def is_text_only(tex: str) -> bool:
    r"""Return whether a formula is only words in a style: `\textbf{R}e\textbf{I}nforcement`."""
    return bool(_MATH_WORD.fullmatch(tex) or _TEXT_COMMANDS.fullmatch(tex))


def _is_formula(tex: str, after: str) -> bool:
    if _MONEY.match(tex):
        return False
    is_tight = not tex[0].isspace() and not tex[-1].isspace()
    return bool(_SURELY_TEX.search(tex)) or (is_tight and not after.isdigit())


def _is_prose(tex: str) -> bool:
    return bool(_PROSE.search(_WORDS.sub(" ", tex)))
