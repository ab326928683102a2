"""Formulas as MathML, which browsers show without script and without fonts to load."""

from functools import lru_cache

import markupsafe

from generator.base.text.formula import Piece, read_formula


@lru_cache(maxsize=1024)
def math_element(tex: str, *, display: bool = False) -> markupsafe.Markup | None:
    """Return a `math` element, or nothing if the formula cannot be read.

    Args:
        tex: What stands between the delimiters.
        display: Whether it stands on a line of its own.
    """
    root = read_formula(tex)
    if root is None:
        return None
    attribute = ' display="block"' if display else ""
    return markupsafe.Markup(f"<math{attribute}>{_element(root)}</math>")  # noqa: S704  (escaped below)


def _element(piece: Piece) -> str:
    # Names and values come from the lists in formula.py; only the text is a stranger's.
    attributes = "".join(f' {name}="{value}"' for name, value in piece.attributes)
    inside = "".join(_element(child) for child in piece.children) or str(markupsafe.escape(piece.text))
    return f"<{piece.tag}{attributes}>{inside}</{piece.tag}>"
