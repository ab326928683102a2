"""The parts of a text whose TeX has been read: plain characters, formulas, styles and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["em", "strong", "code", "sup", "sub"]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to be shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    r"""A formula.

    Attributes:
        tex: The formula without its delimiters.
        source: The formula as written, with its delimiters.
        display: Whether it stands on a line of its own: `$$…$$` or `\[…\]`.
    """

    tex: str
    source: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Styled:
    r"""Text set in a style: `\emph{…}`."""

    style: Style
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Protected:
    """Text whose capitals a citation style must keep: `{Deep Dyna-Q}`; the braces are not shown."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to an address of the web.

    Attributes:
        address: Begins with "http://" or "https://"; no white space, quotes or brackets.
        children: The address itself, or a label.
    """

    address: str
    children: tuple[Node, ...]


Node = Text | Math | Styled | Protected | Link
