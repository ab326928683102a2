"""Formulas as MathML, which browsers show without script and without fonts to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markupsafe

from generator.text.formula import read_formula

if TYPE_CHECKING:
    from generator.text.formula import Piece


def math_element(tex: str, *, display: bool = False) -> markupsafe.Markup | None:
    """Return a `math` element, or nothing if the formula cannot be read.

    Args:
        tex: What stands between the delimiters.
        display: Whether it stands on a line of its own.
    """
    root = read_formula(tex)
    if root is None:
        return None
    attribute = markupsafe.Markup(' display="block"') if display else ""
    return markupsafe.Markup("<math{}>{}</math>").format(attribute, _element(root))


def _element(piece: Piece) -> markupsafe.Markup:
    attributes = markupsafe.Markup("").join(
        markupsafe.Markup(' {}="{}"').format(name, value) for name, value in piece.attributes
    )
    inside = markupsafe.Markup("").join(_element(child) for child in piece.children)
    return markupsafe.Markup("<{0}{1}>{2}</{0}>").format(piece.tag, attributes, inside or piece.text)
