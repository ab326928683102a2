r"""Formulas in Markdown: `$…$` and `$$…$$` on a page are what they are in a text from strangers.

Both builders of the site and the writer of pages ask this module, so they agree. A dollar behind a
backslash is a dollar, and so is one that `generator.base.text.dollars` takes for no delimiter.
"""

import re
from collections.abc import Iterator

import markupsafe

from generator.base.text.dollars import formula_at
from generator.base.text.formula import math_element
from generator.base.text.nodes import Math

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
        start: Where the opener stands.
        opener: "$" or "$$".
        end: Where to stop looking; the end of the text if not given.
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
