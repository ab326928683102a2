r"""Text and addresses for Markdown: written so that every builder of the site reads them back.

Two builders read the pages: a library of CommonMark (https://spec.commonmark.org/0.31.2/) and
Python-Markdown, which knows fewer backslash escapes, more entities and other beginnings of blocks.
What is written here means the same to both. A line that begins with a text is at the start of a
block; cells of tables are no place for it.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from generator.base.text.escape import visible_line, visible_text
from generator.base.text.inline_math import written_formula
from generator.base.text.nodes import Link, Math, Node, Protected, Style, Styled, Text
from generator.base.text.parse import joined

# What would be read as markup anywhere. A question mark or a tilde has no backslash escape in
# Python-Markdown, so it becomes a numeric reference.
_MARK = re.compile(
    r"""
    (?P<definition> \]: )  # at the start of a line, where a label may begin: [^a]: b
  | (?P<slashed> [\\`*_{}\[\]$] )
  | (?P<less> < )
  | (?P<amp> & (?= \# | [A-Za-z0-9][-.A-Za-z0-9]* (?: ; | \Z ) ) )  # or at the end: what follows may be ";"
  | (?P<spelled> ~{2,} )
  | (?P<end> \#+\Z | !\Z )  # would close a heading, or make an image of a link that follows
    """,
    re.VERBOSE,
)
_MAY_MARK = re.compile(r"[\\`*_{}\[\]$<&~#!]")
"""What a mark begins with; most texts hold none, and to look for one of these takes a tenth of the time."""
_NAMED = {"less": "&lt;", "amp": "&amp;", "definition": r"\]&#58;"}

# What would begin a block, and the part of it that is to be escaped: with a backslash where both know it.
_BLOCK = re.compile(
    r"""
    (?P<spelled> \?(?=\?\?) | :(?![^\W_]) | =(?==*\Z) | \| | /(?=//) | \ufeff )
  | (?P<number> \d+ ) (?= [.)] (?: \s | \Z ) )
  | (?= [>\#] | [-+](?![^\W_]) | !!! )
    """,
    re.VERBOSE,
)

# Encoded is all that leads to the same place so: parentheses, quotation marks, brackets, and letters
# beyond ASCII, which one builder would encode and another not.
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE_IN_ADDRESS = "%-._~:/?#@!*,;=+&"


class Markdown(str):
    """Text that is Markdown (or YAML, in front matter) already."""

    __slots__ = ()


def escape_markdown(text: str, *, at_start: bool = True) -> str:
    """Return Markdown, on one line, for a text that holds none.

    Args:
        text: Any text; what is shown is its visible text with white space collapsed.
        at_start: Whether it may stand at the start of a block: of a paragraph, item or quotation.
    """
    escaped = escape_marks(visible_line(text))
    return guard_start(escaped) if at_start else escaped


def escape_markdown_address(address: str) -> str:
    """Return the destination of a link, `[label](destination)`, that leads to an address.

    Percent-encoded is what is not plain (https://url.spec.whatwg.org/#percent-encoded-bytes); what is
    percent-encoded already stays.
    """
    encoded = quote(address.strip(), safe=_SAFE_IN_ADDRESS, errors="replace")
    return _BARE_PERCENT.sub("%25", encoded).replace("&", "&amp;")


def escape_marks(text: str) -> str:
    """Return visible text with the marks escaped that mean something within a line.

    Sources: https://spec.commonmark.org/0.31.2/#backslash-escapes and `ESCAPED_CHARS` of Python-Markdown.
    """
    return _MARK.sub(_escaped, text) if _MAY_MARK.search(text) else text


def guard_start(markdown: str) -> str:
    """Return a line of Markdown that begins no list, heading, quotation, fence, table, definition or note."""
    found = _BLOCK.match(markdown)
    if found is None:
        return markdown
    if found.lastgroup == "spelled":
        return _spelled(found[0]) + markdown[found.end() :]
    return f"{found[0]}\\{markdown[found.end() :]}"


def _escaped(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind == "spelled":
        return _spelled(found[0])
    return _NAMED.get(kind) or "".join(f"\\{mark}" for mark in found[0])


def _spelled(marks: str) -> str:
    return "".join(f"&#{ord(mark)};" for mark in marks)


def fenced_code(text: str, language: str) -> str:
    """Return lines that are shown as they are, between fences that no line of them ends.

    White space is what Python-Markdown leaves of it: tabs are spaces, and a line of nothing else is empty.

    Args:
        text: Any text; its visible text is shown.
        language: One word, which becomes the class `language-…`.
    """
    lines = (line.expandtabs(4) for line in visible_text(text).split("\n"))
    shown = "\n".join(line if line.strip(" ") else "" for line in lines).rstrip("\n")
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{shown}\n{fence}"


_SPACE = re.compile(r"[ \t\n]+")  # others are kept: a space that does not break is there for a reason

_MARKS: dict[Style, str] = {"em": "*", "strong": "**", "code": "`"}
# Beside these a mark of emphasis opens and closes in every dialect.
_HARMLESS_BEFORE = frozenset(" \n(")
_HARMLESS_AFTER = frozenset(" \n.,;:)?!")
_NOT_IN_CODE = frozenset("`<&]")


def markdown_of(nodes: Sequence[Node], *, links: bool) -> str:
    """Return a text as one line of Markdown that may stand at the start of a block.

    Args:
        nodes: The parts of the text.
        links: Whether links are links; else their labels alone are written.
    """
    return guard_start(_written(_stripped(joined(_shown(nodes, links=links)))))


def _stripped(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return nodes without white space at the ends, which builders strip differently."""
    stripped = [*nodes]
    if stripped and isinstance(first := stripped[0], Text):
        stripped[0] = Text(first.text.lstrip())
    if stripped and isinstance(last := stripped[-1], Text):
        stripped[-1] = Text(last.text.rstrip())
    return joined(stripped)


def _shown(nodes: Sequence[Node], *, links: bool) -> Iterator[Node]:
    """Yield what is shown of a text: protected words as words, links as their labels where there are none."""
    for node in nodes:
        match node:
            case Protected(children):
                yield from _shown(children, links=links)
            case Link(_, children) if not links:
                yield from _shown(children, links=links)
            case Styled(style, children):
                yield Styled(style, joined(_shown(children, links=links)))
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
        case Protected(children):
            return _written(children, marks=marks)
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
