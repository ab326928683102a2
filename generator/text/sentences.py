"""Where sentences end, well enough for abstracts in English."""

from __future__ import annotations

import re

# A full stop, what closes with it, white space, and something that can begin a sentence.
_END = re.compile(r"""[.!?…]["'”’)\]}]*(\s+)(?=["'“‘(\[{$\\]*[A-Z0-9À-ÞΑ-Ω\u0400-\u042f])""")  # noqa: RUF001

# Full stops that belong to a word.
_NEVER = frozenset(
    re.findall(
        r"\S+",
        """
        al approx ca cf dr e.g eg eq eqs fig figs i.e ie jr mr mrs ms no nos pp prof ref refs resp sec
        secs sr st tab viz vol vs w.r.t
        """,
    ),
)
# Those that may end a sentence too.
_SOMETIMES = re.compile(r"(?:[a-z]\.)+[a-z]|[A-Z](?:\.-?[A-Z])*|etc|inc|ltd|corp")
_OPENERS = frozenset(
    re.findall(
        r"\S+",
        """
        a all although an as at because besides both by code despite each experiments extensive finally
        first for from further furthermore given here however if in it its moreover most next on our out
        results second several since some such that the their then there therefore these they third this
        those thus to ultimately unlike using we when where while with yet
        """,
    ),
)
_LAST_WORD = re.compile(r"""[^\s("'“‘\[{]*\Z""")  # noqa: RUF001
_FIRST_WORD = re.compile(r"[A-Za-z]+")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, as written, without the white space around them.

    Args:
        text: Any text; English abbreviations ("e.g.", "et al.", "Fig.", "vs."), initials and
            decimal numbers do not end a sentence.
    """
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if _ends_sentence(text[start : end.start()], text[end.end() : end.end() + 20], text[end.start()]):
            found.append(text[start : end.start(1)])
            start = end.end()
    return tuple(
        sentence for sentence in (*(part.strip() for part in found), text[start:].strip()) if sentence
    )


def _ends_sentence(before: str, after: str, mark: str) -> bool:
    if mark != ".":
        return True
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    if word.casefold() in _NEVER:
        return False
    if not _SOMETIMES.fullmatch(word):
        return True
    first = _FIRST_WORD.match(after)
    return first is not None and first[0].casefold() in _OPENERS
