r"""Entities and tags that publishers leave in titles and abstracts, read as what they say.

Emphasis and scripts of HTML and JATS become TeX, which the rest of this project reads, and so do formulas
of MathML. What is no pair of known tags stays as it is: "p < 0.05", "<think>", "a<b". Sources:
<https://html.spec.whatwg.org/>, <https://jats.nlm.nih.gov/publishing/>, <https://www.w3.org/TR/mathml-core/>.
"""

import html
import re
from collections.abc import Callable
from html.entities import html5
from xml.etree import ElementTree as ET

from generator.base.text.escape import collapse_space

# Name of a tag -> TeX command; empty for tags that only mark what stands in them.
_INLINE = {
    **dict.fromkeys("i em italic".split(), "emph"),
    **dict.fromkeys("b strong bold".split(), "textbf"),
    **dict.fromkeys("sup superscript".split(), "textsuperscript"),
    **dict.fromkeys("sub inf subscript".split(), "textsubscript"),
    **dict.fromkeys("sc scp small-caps".split(), "textsc"),
    **dict.fromkeys("tt code monospace kbd".split(), "texttt"),
    **dict.fromkeys("a abbr ext-link font named-content roman small span styled-content".split()),
    **dict.fromkeys("u underline uri xref".split()),
    **dict.fromkeys("inline-formula disp-formula alternatives tex-math".split()),
}
_BLOCKS = frozenset(
    """
    abstract blockquote div h1 h2 h3 h4 h5 h6 label li list list-item ol p para sec section simple-para ul
    """.split()
)
_ATTRIBUTES = r"""(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w./:#-]+))?)*\s*"""
_NAMES = "|".join(sorted((*_INLINE, *_BLOCKS, "title"), key=len, reverse=True))
# The innermost pair of a name: nothing between begins another one of it.
_PAIR = re.compile(
    rf"<(?P<tag>(?:[A-Za-z]+:)?(?P<name>{_NAMES}))(?P<attributes>{_ATTRIBUTES})>"
    r"(?P<inside>(?:(?!<(?P=tag)[\s>]).)*?)</(?P=tag)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_EMPTY = re.compile(
    rf"<(?:[A-Za-z]+:)?(?:br|hr|p){_ATTRIBUTES}/>|<[bh]r{_ATTRIBUTES}>|<!--.*?-->", re.DOTALL | re.IGNORECASE
)
_FORMULA = re.compile(r"<(?P<tag>(?:[A-Za-z]+:)?math)\b[^<>]*>.*?</(?P=tag)\s*>", re.DOTALL)
_ALTERNATIVES = re.compile(
    r"<(?:jats:)?alternatives>.*?<(?P<tag>(?:jats:)?tex-math)[^<>]*>(?P<tex>.*?)</(?P=tag)>"
    r".*?</(?:jats:)?alternatives>",
    re.DOTALL,
)
_DOCUMENT = re.compile(r"\\documentclass.*?\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Crossref writes the brackets of tags so in its BibTeX.
_BRACKETS = ((re.compile(r"\$\\less\$|\{\\less\}"), "<"), (re.compile(r"\$\\greater\$|\{\\greater\}"), ">"))
_MOST_NESTED = 20


def text_of_html(text: str) -> str:
    r"""Return a text with its entities and known tags read once: "10\textsuperscript{-3}", "A & B".

    Args:
        text: Text from a publisher or a page, which may hold TeX beside.
    """
    for pattern, bracket in _BRACKETS:
        text = pattern.sub(bracket, text) if "\\" in text else text
    if "<" in text:
        text = _read_tags(text)
    if "&" not in text:
        return text
    unescaped = _ENTITY.sub(_entity, text)
    # Some publishers write the tags themselves as entities; only pairs count.
    return _read_tags(unescaped) if "&lt;" in text else unescaped


def _read_tags(text: str) -> str:
    text = _ALTERNATIVES.sub(lambda found: _tex_of_document(found["tex"]), text)
    text = _EMPTY.sub(" ", _FORMULA.sub(_read_formula, text))
    for _ in range(_MOST_NESTED):
        text, count = _PAIR.subn(_read_pair, text)
        if not count:
            break
    return text


def _read_pair(found: re.Match[str]) -> str:
    """Return TeX for one pair of tags and what stands between."""
    name, inside = found["name"].casefold(), found["inside"]
    if name in _BLOCKS:
        return f" {inside} "
    if name == "title":
        heading = collapse_space(inside)
        return "" if heading.casefold() in {"abstract", "summary"} else f" {heading.rstrip(':.')}: "
    command = _INLINE[name]
    if name == "span" and "small-caps" in found["attributes"]:
        command = "textsc"
    if name == "span" and "nocase" in found["attributes"]:
        return f"{{{inside}}}" if inside.count("{") == inside.count("}") else inside
    is_sound = inside.strip() and inside.count("{") == inside.count("}") and not inside.endswith("\\")
    return f"\\{command}{{{inside}}}" if command and is_sound else inside


def _tex_of_document(tex: str) -> str:
    found = _DOCUMENT.search(tex)
    return (found[1] if found else tex).strip()


def _read_formula(found: re.Match[str]) -> str:
    """Return the TeX of a formula in MathML, between dollars, or its text where it cannot be read."""
    source = re.sub(r"(</?)[A-Za-z]+:", r"\1", _ENTITY.sub(_character, found[0]))
    source = re.sub(r"\s(?:xmlns|[\w-]+:[\w-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", source)
    try:
        root = ET.fromstring(source)  # noqa: S314  a math element alone: it declares no entities
    except ET.ParseError:
        return collapse_space(re.sub("<[^<>]*>", " ", found[0]))
    for annotation in root.iter("annotation"):
        if "tex" in annotation.get("encoding", "") and annotation.text:
            return f"${annotation.text.strip().strip('$')}$"
    tex = collapse_space(_tex(root))
    return f"${tex}$" if tex else ""


def _entity(entity: re.Match[str]) -> str:
    """Return the character of an entity; "&notion;" is none, though it begins like one that needs no end."""
    is_known = entity[0][1] == "#" or entity[0][1:] in html5
    return html.unescape(entity[0]) if is_known else entity[0]


def _character(entity: re.Match[str]) -> str:
    return entity[0] if entity[0] in {"&lt;", "&gt;", "&amp;", "&quot;"} else _entity(entity)


def _tex(element: ET.Element) -> str:
    """Return the TeX of an element of MathML."""
    tag = element.tag
    if tag in {"annotation", "annotation-xml"}:
        return ""
    parts = [_tex(child) for child in element]
    if tag in _SHAPES and len(parts) == _SHAPES[tag][0]:
        return _SHAPES[tag][1](*parts)
    own = "".join(f"\\{sign}" if sign in "%#&$_{}" else sign for sign in (element.text or "").strip())
    if tag == "mtext" or (tag == "mi" and len(own) > 1):
        return f"\\{'text' if tag == 'mtext' else 'mathrm'}{{{own}}}" if own else ""
    if tag == "mfenced":
        opened, closed = (element.get(name, sign) for name, sign in (("open", "("), ("close", ")")))
        return f"{opened}{','.join(parts)}{closed}"
    if tag == "msqrt":
        return f"\\sqrt{{{''.join(parts)}}}"
    return own + "".join(parts)


_SHAPES: dict[str, tuple[int, Callable[..., str]]] = {
    "msup": (2, lambda base, above: f"{base}^{{{above}}}"),
    "msub": (2, lambda base, below: f"{base}_{{{below}}}"),
    "msubsup": (3, lambda base, below, above: f"{base}_{{{below}}}^{{{above}}}"),
    "munder": (2, lambda base, below: f"{base}_{{{below}}}"),
    "mover": (2, lambda base, above: f"\\overset{{{above}}}{{{base}}}"),
    "munderover": (3, lambda base, below, above: f"{base}_{{{below}}}^{{{above}}}"),
    "mfrac": (2, lambda above, below: f"\\frac{{{above}}}{{{below}}}"),
    "mroot": (2, lambda inside, degree: f"\\sqrt[{degree}]{{{inside}}}"),
}
"""Elements with so many children, and the TeX for them."""
