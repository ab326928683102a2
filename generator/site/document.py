"""What a browser reads of a page, so that two builders' pages can be compared."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td div article main".split()  # noqa: SIM905
)
_VOID = frozenset({"hr", "br", "img", "meta", "link", "input"})

Piece = tuple[str, str, tuple[tuple[str, str | None], ...]]
"""A tag that begins ("<") or ends (">"), with its attributes, or "text"."""


class _Pieces(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(("<", tag, tuple(sorted(attrs, key=str))))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.pieces.append((">", tag, ()))

    def handle_data(self, data: str) -> None:
        before = self.pieces.pop()[1] if self.pieces and self.pieces[-1][0] == "text" else ""
        self.pieces.append(("text", before + data, ()))


def document_of(html: str) -> list[Piece]:
    """Return what a browser reads: tags with their attributes, and text, in order.

    White space counts as it is seen: one space within a line, none beside a block, all of it in `pre`.
    """
    pieces = _Pieces(html).pieces
    seen: list[Piece] = []
    is_code = False
    for index, (kind, text, attributes) in enumerate(pieces):
        is_code = (is_code or (kind, text) == ("<", "pre")) and (kind, text) != (">", "pre")
        if kind == "text" and not is_code:
            visible = _as_seen(text, pieces[index - 1 : index], pieces[index + 1 : index + 2])
            seen += [(kind, visible, attributes)] if visible else []
        else:
            seen.append((kind, text, attributes))
    return seen


def first_difference(one: str, other: str) -> str:
    """Return where two pages differ as documents, in words; empty where they are the same."""
    if one == other:
        return ""
    first, second = document_of(one), document_of(other)
    for mine, theirs in zip(first, second, strict=False):
        if mine != theirs:
            return f"{_in_words(mine)} instead of {_in_words(theirs)}"
    return "" if len(first) == len(second) else "one ends before the other"


def _as_seen(text: str, before: list[Piece], after: list[Piece]) -> str:
    text = re.sub(r"\s+", " ", text)
    text = text.lstrip() if not before or before[0][1] in _BLOCKS else text
    return text.rstrip() if not after or after[0][1] in _BLOCKS else text


def _in_words(piece: Piece) -> str:
    kind, text, attributes = piece
    shown = "".join(f' {name}="{value}"' for name, value in attributes)
    return repr(text[:200]) if kind == "text" else f"{'</' if kind == '>' else '<'}{text}{shown}>"
