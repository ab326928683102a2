r"""Formulas in text: `$…$`, `$$…$$`, `\(…\)` and `\[…\]` are found, and sums of money are not.

A formula on a page is what it is in a text from strangers: both builders of the site and the writer of pages
ask this module, so they agree. A dollar behind a backslash is a dollar.
"""

import re
from collections.abc import Iterator

import markupsafe

from generator.base.text.formula import math_element
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
        start: Position of the opening delimiter.
        opener: The opening delimiter.
        end: Position at which the search ends.
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


# Squeezes nothing into MathML, but tells a formula from a sum of money.
_NOTHING = r"\nobreak "
_SPACED_LETTERS = re.compile(r"(?<=[A-Za-z]{3})\s+(?=[A-Za-z]{3})")
# A backtick, or what Python-Markdown has in the place of a code span when formulas are read.
_CODE = re.compile("[`\x02]")
_SPELLED_OUT = re.compile(r"[`$<&]|\](?=:)")


def formula_html(formula: Math) -> markupsafe.Markup:
    """Return the formula as MathML, or its source in `<code class="math">` if it cannot be read."""
    return math_element(formula.tex, display=formula.display) or source_html(formula.source)


def source_html(source: str) -> markupsafe.Markup:
    """Return a formula that cannot be read, as it was written."""
    return markupsafe.Markup('<code class="math">{}</code>').format(source)


def formula_opened(text: str, start: int, opener: str, end: int | None = None) -> Math | None:
    """Return the formula that a `$` or `$$` opens, or nothing; none holds code.

    Args:
        text: Markdown.
        start: Position of the opener.
        opener: "$" or "$$".
        end: Position at which the search ends; the end of the text if not given.
    """
    formula = formula_at(text, start, opener, len(text) if end is None else end)
    return None if formula is None or _CODE.search(formula.source) else formula


def written_formula(formula: Math, after: str) -> str | None:
    """Return Markdown, on one line, that is read as the same MathML.

    Args:
        formula: The formula; it need not have been written with dollars.
        after: The character that follows it.

    Returns:
        The formula between dollars; nothing if no way to write it is read back.
    """
    wanted = math_element(formula.tex, display=formula.display)
    if wanted is None:
        return None
    mark = "$$" if formula.display else "$"
    for tex in _ways_to_write(" ".join(formula.tex.split())):
        written = f"{mark}{tex}{mark}"
        found = formula_at(f"{written}{after}", 0, mark, len(written))
        if found and found.source == written and formula_html(found).split() == wanted.split():
            return written
    return None


def _ways_to_write(tex: str) -> Iterator[str]:
    """Yield TeX without marks that Markdown reads and that may mean the same; the nicest first."""
    named = tex.replace("<", r"\lt ").replace("&#", "& #").replace("]:", "] :")
    coded = _SPELLED_OUT.sub(lambda found: rf"\unicode{{x{ord(found[0]):x}}}", tex)
    for way in (named, coded):
        if "`" not in way:
            yield way
            yield f"{_NOTHING}{way}"
            yield f"{_NOTHING}{way} {_NOTHING}"
            yield _SPACED_LETTERS.sub("", way)
