"""Text that may hold emphasis, addresses and formulas, as Markdown."""

import re
from collections.abc import Iterator, Sequence

from generator.base.text.inline_math import written_formula
from generator.base.text.markdown import escape_markdown_address, escape_marks, guard_start
from generator.base.text.nodes import Link, Math, Node, Style, Styled, Text
from generator.base.text.parse import joined

_SPACE = re.compile(r"[ \t\n]+")  # others are kept: a space that does not break is there for a reason

_MARKS: dict[Style, str] = {"em": "*", "strong": "**", "code": "`"}
# Beside these a mark of emphasis opens and closes in every dialect.
_HARMLESS_BEFORE = frozenset(" \n(")
_HARMLESS_AFTER = frozenset(" \n.,;:)?!")
_NOT_IN_CODE = frozenset("`<&]")


def markdown_of(nodes: Sequence[Node], *, links: bool) -> str:
    """Return a text as one line of Markdown that may stand at the start of a block.

    Args:
        nodes: What it is made of.
        links: Whether links are links; else their labels alone are written.
    """
    return guard_start(_written(_stripped(nodes if links else joined(_without_links(nodes)))))


def _stripped(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return nodes without white space at the ends, which builders strip differently."""
    stripped = [*nodes]
    if stripped and isinstance(first := stripped[0], Text):
        stripped[0] = Text(first.text.lstrip())
    if stripped and isinstance(last := stripped[-1], Text):
        stripped[-1] = Text(last.text.rstrip())
    return joined(stripped)


def _without_links(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        match node:
            case Link(_, children):
                yield from children
            case Styled(style, children):
                yield Styled(style, joined(_without_links(children)))
            case _:
                yield node


def _written(nodes: Sequence[Node], *, marks: bool = True) -> str:
    return "".join(_node(node, before, after, marks=marks) for before, node, after in _neighbours(nodes))


def _neighbours(nodes: Sequence[Node]) -> Iterator[tuple[Node | None, Node, Node | None]]:
    return zip((None, *nodes), nodes, (*nodes[1:], None), strict=False)


def _node(node: Node, before: Node | None, after: Node | None, *, marks: bool) -> str:
    match node:
        case Text(text):
            return escape_marks(_SPACE.sub(" ", text))
        case Styled(style, children):
            if marks and (plain := _in_marks(node, before, after)):
                return plain
            return f"<{style}>{_written(children, marks=False)}</{style}>"
        case Link(address, children):
            return f"[{_written(children, marks=marks)}]({escape_markdown_address(address)})"
        case Math(_, source):
            following = after.text[:1] if isinstance(after, Text) else ""
            shown = written_formula(node, following)
            return shown or f'<code class="math">{escape_marks(_SPACE.sub(" ", source))}</code>'


def _in_marks(styled: Styled, before: Node | None, after: Node | None) -> str | None:
    """Return `*text*`, `**text**` or `` `text` ``, or nothing where one dialect may read it otherwise."""
    mark, text = _MARKS.get(styled.style), _only_text(styled)
    if not mark or not text or not (text[0].isalnum() and text[-1].isalnum()):
        return None
    if _edge(before, -1) not in _HARMLESS_BEFORE or _edge(after, 0) not in _HARMLESS_AFTER:
        return None
    text = _SPACE.sub(" ", text)
    if styled.style != "code":
        return f"{mark}{escape_marks(text)}{mark}"
    return None if _NOT_IN_CODE & set(text) else f"{mark}{text}{mark}"


def _only_text(styled: Styled) -> str:
    first = styled.children[0]
    return first.text if isinstance(first, Text) and len(styled.children) == 1 else ""


def _edge(neighbour: Node | None, index: int) -> str:
    """Return the character of a neighbour beside a node: a space at the ends, nothing for what is no text."""
    if neighbour is None:
        return " "
    return neighbour.text[index] if isinstance(neighbour, Text) else ""
