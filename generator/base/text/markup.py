"""A text that may hold TeX, and its renderings: HTML, Markdown, LaTeX and plain text."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import markupsafe

from generator.base.text.escape import collapse_space, escape_html, visible_text
from generator.base.text.formula import as_written
from generator.base.text.html import text_of_html
from generator.base.text.inline_math import formula_html, source_html
from generator.base.text.latex import escape_latex, latex_formula
from generator.base.text.markdown import Markdown, markdown_of
from generator.base.text.nodes import Link, Math, Node, Protected, Style, Styled, Text
from generator.base.text.parse import parse
from generator.base.text.spelled import lowered, raised, spelled

# What a text must hold for TeX or an address to be in it; most texts hold none.
_SIGNS = ("\\", "$", "~", "``", "--", "{", "http")

_TEX_SIGNS = ("\\", "$", "{")
# These join what they stand between: Multi-Modal, Can't, L_2, K^2.
_JOINING = re.compile(r"(?<=\S)[-‐‑–'’^_{}](?=\S)|[{}]")  # noqa: RUF001
_NOT_WORD = re.compile(r"(?:[^\w+]|_)+")
_GREEK = {
    ord(letter): unicodedata.name(letter).rpartition(" ")[2].casefold()
    for letter in "αβγδεζηθικλμνξοπρστυφχψω"
} | {ord("ϕ"): "phi", ord("ϵ"): "epsilon"}

_LATEX_COMMANDS: dict[Style, str] = {
    "em": "emph",
    "strong": "textbf",
    "code": "texttt",
    "sup": "textsuperscript",
    "sub": "textsubscript",
}


@dataclass(frozen=True)
class RichText:
    """A title, abstract or other text that may hold TeX; it is read once, whatever is made of it.

    What is not TeX beyond doubt stays as written. Characters that do not show become U+FFFD.

    Attributes:
        source: The text as written.
    """

    source: str

    def __str__(self) -> str:
        """Return the text as written."""
        return self.source

    def __html__(self) -> markupsafe.Markup:
        """Return HTML, where a template of HTML shows the text itself."""
        return self.as_html

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.source)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The emphasis, protected words, addresses, formulas and plain characters that it is made of."""
        text = visible_text(self.source)
        if not any(sign in text for sign in _SIGNS):
            return (Text(text),) if text else ()
        return parse(text)

    @cached_property
    def as_plain(self) -> str:
        """Unicode text for search, metadata, feeds and JSON; formulas are spelled out."""
        return _all_plain(self.nodes).replace("\N{NO-BREAK SPACE}", " ")

    @cached_property
    def as_line(self) -> str:
        """Plain text on one line."""
        return collapse_space(self.as_plain)

    @cached_property
    def as_html(self) -> markupsafe.Markup:
        """HTML for the inside of a paragraph or heading.

        Elements are `em`, `strong`, `code`, `sup`, `sub`, `a` and MathML. A formula that cannot
        be read is its source in `<code class="math">`.
        """
        return _all_html(self.nodes, mathml=True)

    @cached_property
    def as_simple_html(self) -> markupsafe.Markup:
        """HTML for programs that show little of it: feed readers and mail.

        As `as_html`, but formulas are spelled out as in `as_plain`: such programs drop the elements
        of MathML and run together what stood in them.
        """
        return _all_html(self.nodes, mathml=False)

    @cached_property
    def as_latex(self) -> str:
        """LaTeX for the braces of a BibTeX field; its braces are balanced.

        A formula is kept as it was written if it can be read; its source is text if not.
        """
        return _all_latex(self.nodes)

    @cached_property
    def as_markdown(self) -> Markdown:
        r"""One line of Markdown that the builders of the site read as what `as_html` gives.

        It may stand at the start of a block. Emphasis is in marks where every dialect reads them, else in
        tags; a formula is TeX between dollars. Links lack `rel="noopener"`, which Markdown cannot say.
        """
        return Markdown(markdown_of(self.nodes, links=True))

    @cached_property
    def as_label(self) -> Markdown:
        """Markdown for the inside of a link: as `as_markdown`, but links in it are their labels alone."""
        return Markdown(markdown_of(self.nodes, links=False))

    @cached_property
    def normalised(self) -> str:
        """The form in which the same title always looks the same, see `normalise_title`."""
        has_tex = any(sign in self.source for sign in _TEX_SIGNS)
        return _normalised(self.as_plain if has_tex else self.source)


NO_TEXT = RichText("")


def normalise_title(text: str) -> str:
    r"""Return a title in the form in which the same title always looks the same.

    Lower case, no accents, no TeX, no punctuation but "+"; hyphenated words are one word; Greek
    letters are their names. Titles that are the same paper's agree, for instance
    "PIXART-δ: Fast" and "{PIXART}-$\delta$: Fast". A title of signs alone stays as it is.
    """
    return RichText(text_of_html(text)).normalised


def title_words(text: str) -> tuple[str, ...]:
    """Return the words of a normalised title."""
    return tuple(normalise_title(text).split())


def _all_plain(nodes: Iterable[Node]) -> str:
    return "".join(_plain(node) for node in nodes)


def _plain(node: Node) -> str:
    match node:
        case Text(text):
            return text
        case Styled(style, children):
            text = _all_plain(children)
            return raised(text) if style == "sup" else lowered(text) if style == "sub" else text
        case Protected(children):
            return _all_plain(children)
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
        case Protected(children):
            return _all_html(children, mathml=mathml)
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
        case Protected(children):
            return f"{{{_all_latex(children)}}}"
        case Link(address, children):
            label, target = _all_latex(children), escape_latex(address)
            return label if label == target else f"{label} ({target})"
        case Math(tex, source):
            kept = latex_formula(as_written(tex))
            return f"${kept}$" if kept else escape_latex(source)


def _normalised(text: str) -> str:
    """Return the normal form of a title that holds no TeX, see `normalise_title`."""
    text = _JOINING.sub("", text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).translate(_GREEK)
    return _NOT_WORD.sub(" ", text).strip() or collapse_space(text)
