"""Read a formula: TeX in, a tree of MathML out that is safe to show, or nothing.

The library that does the reading passes on what it does not know, and what it is given as text,
without a word. So its tree is rebuilt element by element: only listed elements and attributes
get through, no command may be left over, and no letter may be lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from generator.base.text.alphabets import in_alphabet
from generator.base.text.spaces import visible_text

_MAX_DEPTH = 12  # of braces inside braces

_ELEMENTS = frozenset(
    re.findall(
        r"\S+",
        """
        math mrow mi mn mo mtext mspace msub msup msubsup mfrac msqrt mroot mover munder munderover
        mstyle mtable mtr mtd
        """,
    ),
)
# How many children an element has, where that is fixed.
_ARITY = {"munderover": 3, "msubsup": 3} | dict.fromkeys(
    ("mfrac", "mover", "mroot", "msub", "msup", "munder"), 2
)

_BOOLEAN = re.compile("true|false")
_LENGTH = re.compile(r"-?\d?(\.\d{1,3})?em")
_ATTRIBUTES = {
    "accent": _BOOLEAN,
    "columnalign": re.compile("left|center|right"),
    "displaystyle": _BOOLEAN,
    "fence": _BOOLEAN,
    "form": re.compile("prefix|infix|postfix"),
    "linethickness": re.compile("0"),
    "lspace": _LENGTH,
    "mathvariant": re.compile("normal"),
    "maxsize": _LENGTH,
    "minsize": _LENGTH,
    "movablelimits": _BOOLEAN,
    "rspace": _LENGTH,
    "scriptlevel": re.compile("[012]"),
    "separator": _BOOLEAN,
    "stretchy": _BOOLEAN,
    "width": _LENGTH,
}

_FUNCTIONS = frozenset(
    re.findall(
        r"\S+",
        """
        arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf ker lg
        lim liminf limsup ln log max min sec sin sinh sup tan tanh Pr
        """,
    ),
)
_NAME = re.compile("[A-Za-z]{2,}")
_LONG_ARROW = re.compile("[\u27f5-\u27ff]")
_ORDINARY = frozenset("∞∅⊤⊥")  # noqa: RUF001
_CLOSE = frozenset("/|‖")  # operators that TeX sets without space

_ROWS = frozenset({"mrow", "mstyle", "mtd", "msqrt"})
_SCRIPTED = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})

# Commands that the library reads in a way that must not reach a page, or that hide something.
_REFUSED = re.compile(
    r"\\(?:def|let|(?:re)?newcommand|newenvironment|DeclareMathOperator|verb|rule|tag|unicode"
    r"|h?phantom|vphantom|not)(?![A-Za-z])"
    r"|\\(?:text\w*|[hmf]box|emph)\s*\{[^{}]*\{"
    r"|(?<!\\)[_^]\s*[_^]",  # a script of nothing
)


def _operator(found: re.Match[str]) -> str:
    name = "".join(letter for letter in found[1] if letter.isalpha())
    return f"\\mathrm{{{name}}}"


_REWRITES = tuple(
    (re.compile(pattern), rewritten)
    for pattern, rewritten in (
        (r"(?<!\\)%", r"\\%"),  # would begin a comment
        (r"\\not\s*=", r"\\neq "),
        (r"\\not\s*\\in(?![A-Za-z])", r"\\notin "),
        (r"\\not\s*\\(approx|cong|equiv|ni|sim(?:eq)?|(?:sq)?su[bp]set(?:eq)?)(?![A-Za-z])", r"\\n\1 "),
        (r"\\sqrt\s*\{\s*\}", r"\\surd "),  # the sign alone, as programs know it that do not know \surd
        (r"\\operatorname\*?\s*\{((?:[A-Za-z\s]|\\[,;:! ])+)\}", _operator),
        (r"\\operatorname\*?\s*(?=\{)", r"\\mathrm"),
        (r"\\mathrm\s*\{([A-Za-z])\}", r"{\\rm \1}"),
        (r"\\(?:mathbbm|mathds|Bbb)(?![A-Za-z])", r"\\mathbb"),
        (r"\\(?:textsc|textnormal|textup|textsl)\s*(?=\{)", r"\\text"),
        (r"\\up(mu|pi|alpha|beta|gamma|delta|sigma)(?![A-Za-z])", r"\\\1 "),
        (r"\\(Tilde|Bar|Hat|Vec|Dot)(?![A-Za-z])", lambda found: f"\\{found[1].lower()}"),
        (r"\\(?:xspace|allowbreak|nobreak|limits|nolimits)(?![A-Za-z])", " "),
        (r"\\(?:text)?color\s*\{\w*\}", ""),
    )
)
# Commands that LaTeX has only with packages beside amsmath and amssymb, and what comes nearest without.
_WITHOUT_PACKAGES = tuple(
    (re.compile(pattern), rewritten)
    for pattern, rewritten in (
        (r"\\(?:mathbbm|mathds|Bbb)(?=\s*\{?[A-Z])", r"\\mathbb"),
        (r"\\(?:mathbbm|mathds|Bbb)(?![A-Za-z])", r"\\mathbf"),
        (r"\\bm(?![A-Za-z])", r"\\boldsymbol"),
        (r"\\mathscr(?![A-Za-z])", r"\\mathcal"),
        (r"\\arg(max|min)(?![A-Za-z])", r"\\operatorname*{arg\1}"),
        (r"\\coloneqq(?![A-Za-z])", ":="),
        (r"\\(?:text)?color\s*\{\w*\}", ""),
    )
)
_UNICODE = re.compile(r"\\unicode\s*\{\s*(?:x([0-9A-Fa-f]{1,5})|([0-9]{1,6}))\s*\}")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,5});")
_MARK = re.compile(r"\\([%&_#$ {}])")
_NO_DOLLAR = re.compile(r"(?:\\.|[^\\$])*", re.DOTALL)
_STRAY_TAB = re.compile(r"(?<!\\)&(?!.*\\end)", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)[%#]")
_COMMAND = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of MathML.

    Attributes:
        tag: Its name.
        attributes: Names and values.
        text: Of an element without children.
        children: Its elements, in order.
    """

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple[Piece, ...] = ()

    def all_text(self) -> str:
        """Return the text of this element and all below it."""
        return self.text + "".join(child.all_text() for child in self.children)


class _UnreadableError(Exception):
    """The formula holds something that must not be shown as a formula."""


@lru_cache(maxsize=1024)
def read_formula(tex: str) -> Piece | None:
    """Return the tree of a formula, its root a `mrow`; nothing if it cannot be read whole.

    Args:
        tex: What stands between the delimiters.
    """
    prepared = _UNICODE.sub(lambda found: chr(int(found[1], 16) if found[1] else int(found[2])), tex)
    for pattern, rewritten in _REWRITES:
        prepared = pattern.sub(rewritten, prepared)
    if _REFUSED.search(prepared) or not _has_paired_braces(prepared):
        return None
    try:
        root = _piece(_converted(prepared))
    except _UnreadableError:
        return None
    lost = _letters(_COMMAND.sub(" ", prepared)) - _letters(root.all_text())
    return None if lost or not root.all_text().strip() else root


def as_written(tex: str) -> str:
    """Return a formula's TeX for a LaTeX document with amsmath and amssymb, or nothing if it cannot be read.

    Args:
        tex: What stands between the delimiters.
    """
    is_safe = _NO_DOLLAR.fullmatch(tex) and not _STRAY_TAB.search(tex) and _is_balanced(tex)
    if not is_safe or read_formula(tex) is None:
        return ""
    for pattern, rewritten in _WITHOUT_PACKAGES:
        tex = pattern.sub(rewritten, tex)
    return _COMMENT.sub(r"\\\g<0>", tex)


def _is_balanced(tex: str) -> bool:
    """Return whether braces balance for BibTeX, which does not see the backslash before one."""
    depth = 0
    for sign in tex:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def _has_paired_braces(tex: str) -> bool:
    """Return whether every brace has its partner, and not too many are nested."""
    depth = 0
    for brace in _BRACE.findall(tex):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if not 0 <= depth <= _MAX_DEPTH:
            return False
    return depth == 0


def _converted(tex: str) -> Element:
    # Loaded here because most texts hold no formula.
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415

    try:
        root: Element = convert_to_element(tex)[0]
    except Exception as error:  # the library raises whatever its parsing trips over
        raise _UnreadableError from error
    return root


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _piece(element: Element) -> Piece:
    if element.tag not in _ELEMENTS or len(element) != _ARITY.get(element.tag, len(element)):
        raise _UnreadableError
    children = tuple(_piece(child) for child in element)
    if element.tag == "mrow" and len(children) > 1 and all(_is_upright_letter(child) for child in children):
        return Piece("mi", (), "".join(child.text for child in children))
    if element.tag == "mrow" and len(children) == 1 and not element.attrib:
        return children[0]
    children = tuple(_spaced(children)) if element.tag in _ROWS else children
    text = _shown(element)
    attributes = tuple(
        (name, value)
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
    )
    return _corrected(Piece(element.tag, attributes, text, children))


def _corrected(piece: Piece) -> Piece:
    """Mend what the library takes for a letter, an operator or a relation and is not."""
    if piece.tag == "mi" and piece.text == "~":
        return Piece("mo", (), "\N{TILDE OPERATOR}")
    if piece.tag == "mi" and _LONG_ARROW.fullmatch(piece.text):
        return Piece("mo", piece.attributes, piece.text)
    if piece.tag == "mo" and (piece.text in _ORDINARY or _NAME.fullmatch(piece.text)):
        return Piece("mi", (), piece.text)
    if piece.tag == "mo" and piece.text in _CLOSE:
        return Piece("mo", (*piece.attributes, ("lspace", "0em"), ("rspace", "0em")), piece.text)
    return piece


def _shown(element: Element) -> str:
    text = element.text or ""
    if element.tag == "mtext":
        text = _MARK.sub(r"\1", text)
    if "\\" in text:
        raise _UnreadableError
    text = visible_text(_REFERENCE.sub(lambda found: chr(int(found[1], 16)), text))
    variant = element.attrib.get("mathvariant", "")
    return in_alphabet(text, variant) if element.tag in {"mi", "mn", "mtext"} else text


def _is_upright_letter(piece: Piece) -> bool:
    return piece.tag == "mi" and piece.attributes == (("mathvariant", "normal"),) and piece.text.isalpha()


def _spaced(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Set the names of functions apart from their neighbours: n log n."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None and _needs_space(before, piece):
            yield Piece("mspace", (("width", "0.167em"),))
        yield piece
        before = piece


def _needs_space(before: Piece, after: Piece) -> bool:
    if _is_function(before):
        return _base(after).tag != "mo" and after.tag != "mspace"
    return _is_function(after) and (_base(before).tag in {"mi", "mn", "mfrac"} or before.text == ")")


def _is_function(piece: Piece) -> bool:
    return _base(piece).text in _FUNCTIONS


def _base(piece: Piece) -> Piece:
    """Return what subscripts and superscripts hang on."""
    while piece.tag in _SCRIPTED and piece.children:
        piece = piece.children[0]
    return piece
