"""One function per format: text in, text out that the format reads as that very text.

Formats that people look at (HTML, XML, LaTeX, RIS) get `visible_text`; formats for programs (YAML,
JSON) keep every character. Markdown has a module of its own.
"""

import re

import markupsafe

from generator.base.text.letters import latex_accent, latex_letter
from generator.base.text.signs import HATTED, formula_of_hatted
from generator.base.text.spaces import visible_line, visible_text, without_invisible

_YAML_UNSAFE = re.compile(r"[^ !#-\[\]-~\xa0-\u1fff\u3000-\ud7ff]")
_YAML_LONG = 0xFFFF

# Braces are spelled out because BibTeX counts them even behind a backslash. They stand in braces because
# pandoc, which does not know their commands, would take what follows for an argument.
_LATEX_ASCII = {
    "\\": r"\textbackslash{}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{mark: f"\\{mark}" for mark in "&%#_$"},
}
_LATEX_PRINT = {
    "\N{NO-BREAK SPACE}": "~",
    "\N{EN DASH}": "--",
    "\N{EM DASH}": "---",
    "\N{LEFT DOUBLE QUOTATION MARK}": "``",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "''",
    "\N{LEFT SINGLE QUOTATION MARK}": "`",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{HORIZONTAL ELLIPSIS}": r"\ldots{}",
    "\N{MICRO SIGN}": r"{$\mu$}",
    "\N{MULTIPLICATION SIGN}": r"{$\times$}",
}
_LATEX = _LATEX_ASCII | _LATEX_PRINT
_LATEX_UNSAFE = re.compile(rf"""(?P<hatted>{HATTED})|[-–—`‘“'’”?!]{{2,}}|[\\{{}}~^<>|&%#_$]|[^\x00-\x7f]""")  # noqa: RUF001
# Signs that print as another one when they meet: dashes, quotation marks, inverted marks.
_LIGATURE = re.compile("(?<=[-–—])(?=[-–—])|(?<=[`‘“?!])(?=[`‘“])|(?<=['’”])(?=['’”])")  # noqa: RUF001


def escape_html(text: str) -> markupsafe.Markup:
    """Return text for HTML content and for quoted attributes."""
    return markupsafe.escape(visible_text(text))


def escape_yaml(text: str) -> str:
    """Return any string as a double-quoted YAML scalar (https://yaml.org/spec/1.2.2/#double-quoted-style)."""
    return f'"{_YAML_UNSAFE.sub(_yaml_character, text)}"'


def _yaml_character(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in '"\\':
        return f"\\{found[0]}"
    return f"\\U{code:08x}" if code > _YAML_LONG else f"\\u{code:04x}"


def escape_latex(text: str) -> str:
    """Return text for a LaTeX document or the braces of a BibTeX field.

    Braces are balanced. Characters without a command that every LaTeX knows (Chinese, Cyrillic,
    emoji) stay as they are; those that only tune how pages break and order lines are left out.
    """
    return _LATEX_UNSAFE.sub(_latex_signs, without_invisible(visible_text(text)))


def escape_latex_name(text: str) -> str:
    """Return a part of a name for BibTeX, on one line, where a letter with a mark is no formula."""
    return _LATEX_UNSAFE.sub(
        lambda found: latex_accent(found["hatted"]) if found["hatted"] else _latex_signs(found),
        without_invisible(visible_text(text)).replace("\n", " "),
    )


def _latex_signs(found: re.Match[str]) -> str:
    if hatted := found["hatted"]:
        return f"{{${formula_of_hatted(hatted)}$}}"
    apart = _LIGATURE.split(found[0]) if len(found[0]) > 1 else [found[0]]
    return "{}".join("".join(_LATEX.get(sign) or latex_letter(sign) for sign in part) for part in apart)


def escape_ris(text: str) -> str:
    """Return text for the value of a RIS tag: one line."""
    return visible_line(text)
