r"""Read text that may hold TeX.

The text is not a TeX document: it is what strangers wrote, and what pages and interfaces left of
it. So only what is certain is read as TeX; everything else is text, as written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.base.text.commands import ACCENTS, LETTERS, MARKS, SIZES, STYLES, SWITCHES, accented, symbol
from generator.base.text.inline_math import formula_at, is_text_only
from generator.base.text.nodes import Link, Math, Node, Protected, Style, Styled, Text

_MAX_DEPTH = 40  # of braces inside braces; deeper ones are text

_TOKEN = re.compile(
    r"""
    (?P<url> https?:// (?: \\[_%\#&~] | [^\s<>{}"'`^|$\\] )+ )
  | (?P<formula> \$\$? | \\\( | \\\[ )
  | (?P<command> \\ (?: [A-Za-z]+\*? | . ) )
  | (?P<brace> \{ )
  | (?P<tie> (?<=[^\W\d_]|[\d).,:\]]) ~ (?=[^\W\d_]|[(\[\\$]) | (?<=[A-Za-z.]) ~ (?=\d) )
  | (?P<quotes> (?<!`) `` (?!`) )
  | (?P<dash> (?<![-\s]) -{2,3} (?!-) | (?<!-) -{2,3} (?![-\w]) )
    """,
    re.VERBOSE | re.DOTALL,
)
_SIGN = re.compile(r"http|\$|\\|\{|~|``|--")
"""How each token begins: most of a text is none, and looking for these is quicker."""
_PRINTED = {"~": "\N{NO-BREAK SPACE}", "--": "\N{EN DASH}", "---": "\N{EM DASH}"}

_PROTECTED = re.compile(r"[^\W_](?:[\w .'’/+&!?-]|\\[&%_#])*", re.DOTALL)  # noqa: RUF001
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_URL = re.compile(r"""https?://[^\s<>"'`{}|^\\]+""")
_URL_TAIL = re.compile(r"[.,;:!?*]+\Z")
_URL_ESCAPE = re.compile(r"\\([_%#&~$])")

_SWITCH = re.compile(rf"\{{\s*\\({'|'.join(SWITCHES)})(?![A-Za-z])\s*")

# The letter below an accent: {x}, {\i}, \i, or x itself.
_SPECIAL = rf"\\(?:{'|'.join(LETTERS)})(?![A-Za-z])"
_BRACED = rf"\s*\{{\s*({_SPECIAL}|[^\W\d_])\s*\}}"
_LETTER = re.compile(rf"{_BRACED}|({_SPECIAL})\s?|([^\W\d_])")
# The same after an accent that is a letter: a bare letter needs a space before it.
_LETTER_APART = re.compile(rf"{_BRACED}|\s*({_SPECIAL})\s?|\s+([^\W\d_])")
# A letter that has an accent already, as Vietnamese ones have: {\~{\^e}}.
_ACCENTED = r"""\\([`'^"~=.]|[cdHkruv](?=[\s{]))\s*(?:\{\s*([^\W\d_])\s*\}|([^\W\d_]))"""
_ACCENTED_LETTER = re.compile(rf"\s*(?:\{{\s*{_ACCENTED}\s*\}}|{_ACCENTED})")
# An apostrophe that some program escaped: don\'t, model\'s.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\\'(?=(?:s|t|d|m|re|ve|ll)\b)")


def parse(text: str) -> tuple[Node, ...]:
    """Return what a text is made of; neighbouring pieces of plain text are one."""
    return _Reader(text).nodes(_Span(0, len(text)))


@dataclass(frozen=True, slots=True)
class _Span:
    """A part of the text, and where in the tree it stands."""

    start: int
    end: int
    depth: int = 0
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read, and where reading goes on."""

    nodes: tuple[Node, ...]
    end: int


def _text(text: str, end: int) -> _Found:
    return _Found((Text(text),), end)


class _Reader:
    """Reads one text from left to right; every method returns nothing for what is not TeX."""

    def __init__(self, text: str) -> None:
        self._text = text

    def nodes(self, span: _Span) -> tuple[Node, ...]:
        """Return what a part of the text is made of."""
        pieces: list[Node] = []
        done = position = span.start
        while sign := _SIGN.search(self._text, position, span.end):
            token = _TOKEN.match(self._text, sign.start(), span.end)
            if token is None:
                position = sign.start() + 1
                continue
            found = self._token(token, span) if span.depth < _MAX_DEPTH else None
            if found is None:
                position = token.start() + 1 if token["brace"] else token.end()
                continue
            pieces += [Text(self._text[done : token.start()]), *found.nodes]
            done = position = found.end
        return joined([*pieces, Text(self._text[done : span.end])])

    @cached_property
    def _closing(self) -> dict[int, int]:
        """Where each opening brace is closed."""
        closing: dict[int, int] = {}
        opened: list[int] = []
        for brace in _BRACE.finditer(self._text):
            if brace[0] == "{":
                opened.append(brace.start())
            elif brace[0] == "}" and opened:
                closing[opened.pop()] = brace.start()
        return closing

    def _token(self, token: re.Match[str], span: _Span) -> _Found | None:
        read = {
            "url": self._url,
            "formula": self._formula,
            "command": self._command,
            "brace": self._group,
            "quotes": self._quotes,
        }.get(token.lastgroup or "")
        return read(token, span) if read else _text(_PRINTED[token[0]], token.end())

    def _argument(self, start: int, span: _Span) -> _Span | None:
        """Return the inside of the braces that begin at a place, white space aside."""
        while start < span.end and self._text[start].isspace():
            start += 1
        end = self._closing.get(start) if self._text.startswith("{", start) else None
        if end is None or end >= span.end:
            return None
        return _Span(start + 1, end, span.depth + 1, span.is_linked)

    def _url(self, token: re.Match[str], span: _Span) -> _Found | None:
        written = _URL_TAIL.sub("", token[0])
        if written.endswith(")") and "(" not in written:
            written = _URL_TAIL.sub("", written.rstrip(")"))
        address = _URL_ESCAPE.sub(r"\1", written)
        if span.is_linked or not _URL.fullmatch(address):
            return None
        end = token.start() + len(written)
        # What dumps leave of \href{address}{address}.
        twin = self._argument(end, span) if self._text.startswith("{", end) else None
        if twin and self._text[twin.start : twin.end].rstrip("/") == written.rstrip("/"):
            end = twin.end + 1
        return _Found((Link(address, (Text(address),)),), end)

    def _formula(self, token: re.Match[str], span: _Span) -> _Found | None:
        formula = formula_at(self._text, token.start(), token[0], span.end)
        if formula is None:
            return None
        end = token.start() + len(formula.source)
        if is_text_only(formula.tex):
            inside = _Span(token.end(), end - len(token[0]), span.depth + 1, span.is_linked)
            return _Found(self.nodes(inside), end)
        return _Found((formula,), end)

    def _group(self, token: re.Match[str], span: _Span) -> _Found | None:
        r"""Read `{\em …}` and `{GPU}`, and drop the braces of `{\'e}`, `{\Delta}` and `{$x$}`.

        Other braces are text.
        """
        inside = self._argument(token.start(), span)
        if inside is None:
            return None
        if switch := _SWITCH.match(self._text, token.start(), inside.end):
            inside = _Span(switch.end(), inside.end, inside.depth, inside.is_linked)
            return _Found(_styled(SWITCHES[switch[1]], self.nodes(inside)), inside.end + 1)
        if is_protecting(self._text, token.start(), inside.end + 1):
            return _Found((Protected(self.nodes(inside)),), inside.end + 1)
        first = _TOKEN.match(self._text, inside.start, inside.end)
        if first and first.lastgroup == "formula":
            found = self._formula(first, inside)
            return _Found(found.nodes, inside.end + 1) if found and found.end == inside.end else None
        if first is None or first.lastgroup != "command" or self._command(first, inside) is None:
            return None
        return _Found(self.nodes(inside), inside.end + 1)

    def _quotes(self, token: re.Match[str], span: _Span) -> _Found | None:
        start = token.end()
        following = self._text.find("``", start, span.end)
        limit = span.end if following < 0 else following
        for mark in ("''", '"'):
            end = self._text.find(mark, start, limit)
            if end >= 0:
                inside = _Span(start, end, span.depth + 1, span.is_linked)
                return _Found((Text("“"), *self.nodes(inside), Text("”")), end + len(mark))
        return None

    def _command(self, token: re.Match[str], span: _Span) -> _Found | None:
        name, end = token[0][1:], token.end()
        if _APOSTROPHE.match(self._text, token.start(), span.end):
            return _text("'", end)
        if name in ACCENTS:
            return self._accent(name, end, span)
        if name == "\\":
            return _text(" ", end) if self._text[end : end + 1].isspace() else None
        if name in SIZES:
            return _text("", self._after_letter(end, span))
        if name in LETTERS:
            return _text(LETTERS[name], self._after_letter(end, span))
        return self._with_arguments(name, end, span) or self._symbol(name, end, span)

    def _accent(self, name: str, start: int, span: _Span) -> _Found | None:
        if name in "^~" and self._text.startswith("{}", start) and start + 2 <= span.end:
            return _text(name, start + 2)
        pattern = _LETTER_APART if name.isalpha() else _LETTER
        found = pattern.match(self._text, start, span.end)
        base = found[1] or found[2] or found[3] if found else ""
        base = LETTERS.get(base.removeprefix("\\"), base) if len(base) > 1 else base
        if not found and (found := _ACCENTED_LETTER.match(self._text, start, span.end)):
            base = accented(found[2] or found[3] or found[5] or found[6], found[1] or found[4])
        letter = accented(base, name) if base else ""
        return _text(letter, found.end()) if found and letter else None

    def _symbol(self, name: str, end: int, span: _Span) -> _Found | None:
        character = MARKS[name] if name in MARKS else symbol(name)
        if not character and name not in MARKS:
            return None
        has_group = self._text.startswith("{}", end) and end + 2 <= span.end
        return _text(character, end + 2 if has_group else end)

    def _after_letter(self, end: int, span: _Span) -> int:
        if self._text.startswith("{}", end) and end + 2 <= span.end:
            return end + 2
        return end + 1 if end < span.end and self._text[end] == " " else end

    def _with_arguments(self, name: str, end: int, span: _Span) -> _Found | None:
        first = self._argument(end, span)
        if first is None:
            return None
        if name in STYLES:
            return _Found(_styled(STYLES[name], self.nodes(first)), first.end + 1)
        if name == "footnote":
            return _Found((Text(" ("), *self.nodes(first), Text(")")), first.end + 1)
        if name == "ensuremath":
            source = self._text[first.start : first.end]
            return _Found((Math(source, f"${source}$"),), first.end + 1)
        return self._with_target(name, first, span)

    def _with_target(self, name: str, first: _Span, span: _Span) -> _Found | None:
        second = self._argument(first.end + 1, span)
        if name in {"url", "nolinkurl"}:
            return self._link(first, None)
        if name == "href":
            return self._link(first, second)
        return _Found(self.nodes(second), second.end + 1) if second and name == "textcolor" else None

    def _link(self, target: _Span, label: _Span | None) -> _Found | None:
        address = _URL_ESCAPE.sub(r"\1", self._text[target.start : target.end].strip())
        if target.is_linked or not _URL.fullmatch(address):
            return None
        if label is None:
            return _Found((Link(address, (Text(address),)),), target.end + 1)
        children = self.nodes(_Span(label.start, label.end, label.depth, is_linked=True))
        return _Found((Link(address, children or (Text(address),)),), label.end + 1)


def is_protecting(text: str, start: int, end: int) -> bool:
    """Return whether braces only protect capitals from citation styles, as in `{GPU}` and `{E}nglish`.

    A set ("{0, 1}", "{A, B}"), a placeholder ("{user}") and what is TeX are no such thing.

    Args:
        text: A text.
        start: Position of the opening brace.
        end: Position behind the closing one.
    """
    inside = text[start + 1 : end - 1]
    if not _PROTECTED.fullmatch(inside) or inside == inside.lower():
        return False
    if text[max(0, start - 1) : start].isalnum():  # what dumps leave of \\texttt{Name}
        return False
    return len(inside) > 1 or text[end : end + 1].isalnum()


def _styled(style: Style | None, children: tuple[Node, ...]) -> tuple[Node, ...]:
    return (Styled(style, children),) if style and children else children


def joined(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return nodes of which no two neighbours are plain text, and none is empty."""
    whole: list[Node] = []
    for node in nodes:
        previous = whole[-1] if whole else None
        if isinstance(node, Text) and isinstance(previous, Text):
            whole[-1] = Text(previous.text + node.text)
        elif not isinstance(node, Text) or node.text:
            whole.append(node)
    return tuple(whole)
