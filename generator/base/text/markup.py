"""One text, many renderings."""

from collections.abc import Iterable
from dataclasses import dataclass

import markupsafe

from generator.base.text.escape import escape_html, escape_latex
from generator.base.text.formula import as_written
from generator.base.text.inline_math import formula_html, source_html
from generator.base.text.markdown_nodes import markdown_of
from generator.base.text.nodes import Link, Math, Node, Style, Styled, Text
from generator.base.text.parse import parse
from generator.base.text.spaces import collapse_space, visible_text
from generator.base.text.spelled import lowered, raised, spelled

# What a text must hold for TeX or an address to be in it; most texts hold none.
_SIGNS = ("\\", "$", "~", "``", "--", "{", "http")

_LATEX_COMMANDS: dict[Style, str] = {
    "em": "emph",
    "strong": "textbf",
    "code": "texttt",
    "sup": "textsuperscript",
    "sub": "textsubscript",
}


@dataclass(frozen=True, slots=True)
class RichText:
    """A text that may hold emphasis, addresses and formulas.

    Attributes:
        nodes: What it is made of.
    """

    nodes: tuple[Node, ...]

    def as_plain(self) -> str:
        """Return Unicode text for search, metadata, feeds and JSON; formulas are spelled out."""
        return _all_plain(self.nodes).replace("\N{NO-BREAK SPACE}", " ")

    def as_html(self) -> markupsafe.Markup:
        """Return HTML for the inside of a paragraph or heading.

        Elements are `em`, `strong`, `code`, `sup`, `sub`, `a` and MathML. A formula that cannot
        be read is its source in `<code class="math">`.
        """
        return _all_html(self.nodes, mathml=True)

    def as_simple_html(self) -> markupsafe.Markup:
        """Return HTML for programs that show little of it: feed readers and mail.

        As `as_html`, but formulas are spelled out as in `as_plain`: such programs drop the elements
        of MathML and run together what stood in them.
        """
        return _all_html(self.nodes, mathml=False)

    def as_latex(self) -> str:
        """Return LaTeX for the braces of a BibTeX field; its braces are balanced.

        A formula is kept as it was written if it can be read; its source is text if not.
        """
        return _all_latex(self.nodes)

    def as_markdown(self, *, links: bool = True) -> str:
        r"""Return one line of Markdown that the builders of the site read as what `as_html` gives.

        It may stand at the start of a block. Emphasis is in marks where every dialect reads them, else in
        tags; a formula is TeX between dollars. Links lack `rel="noopener"`, which Markdown cannot say.

        Args:
            links: Whether links are links; else their labels alone are written, as for the inside of a link.
        """
        return markdown_of(self.nodes, links=links)


def parse_text(text: str) -> RichText:
    """Read a title, abstract or name that may hold TeX.

    What is not TeX beyond doubt stays as written. Characters that do not show become U+FFFD.
    """
    text = visible_text(text)
    if not any(sign in text for sign in _SIGNS):
        return RichText((Text(text),) if text else ())
    return RichText(parse(text))


def plain_line(text: str) -> str:
    """Return the plain text of what may hold TeX, on one line."""
    return collapse_space(parse_text(text).as_plain())


def _all_plain(nodes: Iterable[Node]) -> str:
    return "".join(_plain(node) for node in nodes)


def _plain(node: Node) -> str:
    match node:
        case Text(text):
            return text
        case Styled(style, children):
            text = _all_plain(children)
            return raised(text) if style == "sup" else lowered(text) if style == "sub" else text
        case Link(address, children):
            label = _all_plain(children)
            return label if label == address else f"{label} ({address})"
        case Math(tex, source):
            return spelled(tex) or source


def _all_html(nodes: Iterable[Node], *, mathml: bool) -> markupsafe.Markup:
    return markupsafe.Markup("").join(_html(node, mathml=mathml) for node in nodes)


def _html(node: Node, *, mathml: bool) -> markupsafe.Markup:
    match node:
        case Text(text):
            return escape_html(text)
        case Styled(style, children):
            inside = _all_html(children, mathml=mathml)
            return markupsafe.Markup(f"<{style}>{{}}</{style}>").format(inside)  # noqa: S704
        case Link(address, children):
            link = markupsafe.Markup('<a href="{}" rel="noopener">{}</a>')
            return link.format(address, _all_html(children, mathml=mathml))
        case Math(tex, source):
            return formula_html(node) if mathml else escape_html(spelled(tex)) or source_html(source)


def _all_latex(nodes: Iterable[Node]) -> str:
    return "".join(_latex(node) for node in nodes)


def _latex(node: Node) -> str:
    match node:
        case Text(text):
            return escape_latex(text)
        case Styled(style, children):
            return f"\\{_LATEX_COMMANDS[style]}{{{_all_latex(children)}}}"
        case Link(address, children):
            label, target = _all_latex(children), escape_latex(address)
            return label if label == target else f"{label} ({target})"
        case Math(tex, source):
            kept = as_written(tex)
            return f"${kept}$" if kept else escape_latex(source)
