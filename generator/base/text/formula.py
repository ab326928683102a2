"""Formulas: TeX in, MathML that is safe to show out, or nothing where a formula cannot be read whole.

math-core does the reading (<https://pypi.org/project/math-core/>). What it gives is rebuilt element by
element: only listed elements and attributes get through, and no letter may be lost.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from xml.etree import ElementTree as ET

import markupsafe

from generator.base.text.escape import visible_text

_MAX_DEPTH = 12  # of braces inside braces

# Elements, with the number of their children where that is fixed.
_ELEMENTS: dict[str, int | None] = {
    **dict.fromkeys("mrow mi mn mo mtext mspace msqrt mstyle mtable mtr mtd".split()),
    **dict.fromkeys("mfrac mover mroot msub msup munder".split(), 2),
    "msubsup": 3,
    "munderover": 3,
}
_ROWS = frozenset({"mrow", "mstyle", "mtd", "msqrt"})
_BOOLEAN, _LENGTH = re.compile("true|false"), re.compile(r"-?\d?(?:\.\d{1,8})?(?:em)?")
_ATTRIBUTES = {
    **dict.fromkeys(("accent", "displaystyle", "fence", "movablelimits", "separator", "stretchy"), _BOOLEAN),
    **dict.fromkeys(("lspace", "maxsize", "minsize", "rspace", "width"), _LENGTH),
    "columnalign": re.compile("left|center|right"),
    "form": re.compile("prefix|infix|postfix"),
    "linethickness": re.compile("0"),
    "mathvariant": re.compile("normal"),
    "scriptlevel": re.compile("[012]"),
}

# What the library reads although it must not reach a page, or hides.
_REFUSED = re.compile(
    r"\\(?:def|let|(?:re|provide)?newcommand|newenvironment|DeclareMathOperator|h?phantom|vphantom|[hv]space"
    r"|hskip|kern|x?b?cancel|raise|rule)(?![A-Za-z])"
    r"|\\begin\s*\{(?:multline|alignat|flalign|eqnarray)"  # they make a paragraph of their own
    r"|\\(?:text\w*|[hmf]box|emph)\s*\{[^{}]*\{"
    r"|(?<!\\)[_^]\s*[_^]"  # a script of nothing
)
_MACROS = {
    **dict.fromkeys(("mbox", "hbox", "textsc", "textnormal", "textup", "textsl"), r"\text{#1}"),
    **dict.fromkeys(("mathbbm", "mathds", "Bbb"), r"\mathbb{#1}"),
    "centerdot": r"\cdot",
    **{f"up{name}": f"\\{name}" for name in ("mu", "pi", "alpha", "beta", "gamma", "delta", "sigma")},
    **{name: rf"\{name.lower()}{{#1}}" for name in ("Tilde", "Bar", "Hat", "Vec", "Dot")},
}
# Environments of a paragraph, and what stands for them within a formula.
_ENVIRONMENTS = (
    (re.compile(r"\\(begin|end)\s*\{(align|gather)(?:ed)?\*?\}"), r"\\\1{\2ed}"),
    (re.compile(r"\\(?:begin|end)\s*\{(?:equation|displaymath|math)\*?\}"), ""),
)
_REWRITES = (
    *_ENVIRONMENTS,
    (re.compile(r"(?<!\\)[%#]"), r"\\\g<0>"),  # would begin a comment or name an argument
    (re.compile(r"\\(?:xspace|allowbreak|nobreak)(?![A-Za-z])"), " "),
    (re.compile(r"\\surd(?![A-Za-z])"), r"\\sqrt{}"),
    (re.compile(r"\\less(?![A-Za-z])"), "<"),
    (re.compile(r"\\greater(?![A-Za-z])"), ">"),
    (re.compile(r"\\mathfrak\s*\{I\}"), r"\\Im "),  # of which the library makes an H
    # In text the library wants what TeX wants, and swallows a space after a sign.
    (re.compile(r"(?<=\\text)\s*\{[^{}]*\}"), lambda found: _text(found[0])),
    (re.compile(r"\\(?:text)?color\s*\{\w*\}"), ""),
)
# Commands that LaTeX has only with packages beside amsmath and amssymb, and what comes nearest without.
_WITHOUT_PACKAGES = (
    *_ENVIRONMENTS,
    (re.compile(r"\\(?:mathbbm|mathds|Bbb)(?=\s*\{?[A-Z])"), r"\\mathbb"),
    (re.compile(r"\\(?:mathbbm|mathds|Bbb)(?![A-Za-z])"), r"\\mathbf"),
    (re.compile(r"\\bm(?![A-Za-z])"), r"\\boldsymbol"),
    (re.compile(r"\\mathscr(?![A-Za-z])"), r"\\mathcal"),
    (re.compile(r"\\arg(max|min)(?![A-Za-z])"), r"\\operatorname*{arg\1}"),
    (re.compile(r"\\coloneqq(?![A-Za-z])"), ":="),
    (re.compile(r"\\l(?:t|ess)(?![A-Za-z])"), "<"),
    (re.compile(r"\\g(?:t|reater)(?![A-Za-z])"), ">"),
    (re.compile(r"\\(?:text)?color\s*\{\w*\}"), ""),
)
# Commands that the library knows and LaTeX with amsmath and amssymb does not.
_UNKNOWN_TO_LATEX = re.compile(
    r"\\(?:Alpha|Beta|Bra|Chi|Coloneqq|Complex|Dagger|Epsilon|Eta|Iota|Kappa|Ket|Mu|N|Nu|Omicron|R|Rarr|Reals"
    r"|Rho|Tau|VDash|Z|Zeta|alef|alefsym|bra|braket|bull|clubs|cnums|dblcolon|degree|diamonds|eqqcolon|exist"
    r"|harr|hearts|image|infin|isin|ket|lArr|larr|llbracket|middle|natnums|omicron|plim|plusmn|rarr|real|reals"
    r"|rrbracket|spades|sub|sube|supe|th|thetasym|unicode|vcentcolon|weierp|xspace|up[a-z]+|Tilde|Bar|Hat|Vec"
    r"|Dot)(?![A-Za-z])"
)
_BARE_SIGN, _SIGN_AND_SPACE = re.compile(r"(?<!\\)[_&]"), re.compile(r"(\\[%#&_$])\s")
_UNICODE = re.compile(r"\\unicode\s*\{\s*(?:x([0-9A-Fa-f]{1,5})|([0-9]{1,6}))\s*\}")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_NO_DOLLAR = re.compile(r"(?:\\.|[^\\$])*", re.DOTALL)
_STRAY_TAB = re.compile(r"(?<!\\)&(?!.*\\end)", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)[%#]")
_COMMAND = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+")
_SELECTORS = dict.fromkeys((0xFE00, 0xFE01))
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot);)\w+;")  # &ApplyFunction; is not known to readers of XML


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of MathML; it has a text or children."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    children: tuple[Piece, ...] = ()

    def all_text(self) -> str:
        """Return the text of this element and all below it."""
        return self.text + "".join(child.all_text() for child in self.children)

    def as_html(self) -> str:
        """Return the element; only its text is a stranger's and has to be escaped."""
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes)
        inside = "".join(child.as_html() for child in self.children) or markupsafe.escape(self.text)
        return f"<{self.tag}{attributes}>{inside}</{self.tag}>"


@lru_cache(maxsize=1024)
def read_formula(tex: str) -> Piece | None:
    """Return the tree of a formula, its root a `mrow`; nothing if it cannot be read whole.

    Args:
        tex: The formula without its delimiters.
    """
    prepared = _UNICODE.sub(lambda found: chr(int(found[1], 16) if found[1] else int(found[2])), tex)
    for pattern, rewritten in _REWRITES:
        prepared = pattern.sub(rewritten, prepared)
    if _REFUSED.search(prepared) or not _has_paired_braces(prepared):
        return None
    convert, error = _library()
    try:
        found = convert(visible_text(prepared), displaystyle=False)
        root = _piece(ET.fromstring(_ENTITY.sub(lambda name: html.unescape(name[0]), found)))  # noqa: S314
    except (error, ET.ParseError, ValueError):
        return None
    lost = _letters(_COMMAND.sub(" ", prepared)) - _letters(root.all_text())
    return None if lost or not root.all_text().strip() else root


@lru_cache(maxsize=1024)
def math_element(tex: str, *, display: bool = False) -> markupsafe.Markup | None:
    """Return a `math` element, which browsers show without script, or nothing if the formula cannot be read.

    Args:
        tex: The formula without its delimiters.
        display: Whether it stands on a line of its own.
    """
    root = read_formula(tex)
    if root is None:
        return None
    attribute = ' display="block"' if display else ""
    return markupsafe.Markup(f"<math{attribute}>{root.as_html()}</math>")  # noqa: S704  (it was escaped)


def as_written(tex: str) -> str:
    """Return a formula's TeX for a LaTeX document with amsmath and amssymb, or nothing if it cannot be read.

    Args:
        tex: The formula without its delimiters.
    """
    is_safe = _NO_DOLLAR.fullmatch(tex) and not _STRAY_TAB.search(tex) and _is_balanced(tex)
    if not is_safe or read_formula(tex) is None:
        return ""
    for pattern, rewritten in _WITHOUT_PACKAGES:
        tex = pattern.sub(rewritten, tex)
    return "" if _UNKNOWN_TO_LATEX.search(tex) else _COMMENT.sub(r"\\\g<0>", tex)


def _text(braced: str) -> str:
    return _SIGN_AND_SPACE.sub(r"\1\ ", _BARE_SIGN.sub(r"\\\g<0>", braced))


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


@cache
def _library() -> tuple[Callable[..., str], type[Exception]]:
    """Return what converts a formula and what it raises; loaded here since most texts hold no formula."""
    from math_core import LatexError, LatexToMathML  # noqa: PLC0415

    return LatexToMathML(macros=_MACROS, fancy_error=False).convert_with_local_state, LatexError


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _piece(element: ET.Element) -> Piece:
    """Return an element of the library's as a piece.

    Raises:
        ValueError: It is none that may be shown.
    """
    if element.tag == "mtext":  # styles within text are left out
        return Piece("mtext", (), _shown("".join(element.itertext())))
    tag = "mrow" if element.tag == "math" else element.tag
    children = tuple(_piece(child) for child in element if tag not in _ROWS or not _is_empty(child))
    if _ELEMENTS.get(tag, -1) not in {None, len(children)} or "\\" in (element.text or ""):
        raise ValueError(tag)
    attributes = tuple(
        (name, value)
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value)
    )
    if tag == "mrow" and len(children) == 1 and not attributes:
        return children[0]
    if tag == "msqrt" and not children:
        return Piece("mo", (), "√")
    return Piece(tag, attributes, _shown(element.text or ""), children)


def _shown(text: str) -> str:
    """Return visible text without the selectors of the look of a letter."""
    return visible_text(text).translate(_SELECTORS)


def _is_empty(element: ET.Element) -> bool:
    """Return whether an element is a space of no width, or the inside of a root of nothing."""
    is_space = element.tag == "mspace" and "width" not in element.attrib
    return is_space or (
        element.tag == "mrow" and not element.attrib and not len(element) and not element.text
    )
