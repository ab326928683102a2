"""What git leaves in a file where two versions of it differ, and the two versions it was made of.

Source: <https://git-scm.com/docs/git-merge#_how_conflicts_are_presented>.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.base.errors import Location, Problem, shorten

_LINES = r"(?:(?!<{7}[ \r\n]).*\n)*?"
_CONFLICT = re.compile(
    r"^<{7}(?P<our_name>(?: .*)?)\r?\n"
    rf"(?P<ours>{_LINES})"
    rf"(?:^\|{{7}}(?: .*)?\r?\n(?P<base>{_LINES}))?"
    r"^={7}\r?\n"
    rf"(?P<theirs>{_LINES})"
    r"^>{7}(?P<their_name>(?: .*)?)(?:\n|\Z)",
    re.MULTILINE,
)
"""A whole conflict; the part between `|||||||` and `=======` is there in git's style `diff3` alone."""
_MARKER = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?= |\r?$).*", re.MULTILINE)
_JOINED = ("library.bib", "published-keys.txt")
_BY_COMMAND = "'digest join' joins both sides, and leaves to you only what they contradict each other in"
_BY_HAND = "keep what is right of both sides and take out the lines of git (<<<<<<<, =======, >>>>>>>)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The versions of a whole file that git could not join.

    Attributes:
        ours: The file on the branch that something is merged into.
        theirs: The file on the other branch.
        base: The file before both, which only the style `diff3` tells; None where it is not known.
    """

    ours: str
    theirs: str
    base: str | None = None


def find_conflicts(text: str, name: str, *, is_foreign: bool = False) -> tuple[Problem, ...]:
    """Return a problem for each merge that is not finished in a file, with its lines and the way out.

    Args:
        text: The text of the file.
        name: Its name in messages.
        is_foreign: Whether others wrote it, who may have had use for a line such as `=======`: then only
            whole conflicts count, and the way out is to keep one side as it is.
    """
    advice = _BY_COMMAND if name.endswith(_JOINED) else _BY_HAND
    if is_foreign:
        advice = f"take the file whole from one side: 'git checkout --theirs -- {name}', or --ours"
    whole = [_describe(found, name, advice) for found in _whole(text)]
    return tuple(whole) if is_foreign else tuple(sorted((*whole, *_strays(text, name))))


def split_sides(text: str, name: str) -> tuple[Sides, tuple[Problem, ...]]:
    """Return the versions of a file, and the lines of git in it that belong to no whole conflict.

    A file without conflicts is the same on both sides.
    """
    is_known = all(found["base"] is not None for found in _whole(text))
    ours, base, theirs = (_CONFLICT.sub(_side(side), text) for side in ("ours", "base", "theirs"))
    sides = Sides(ours=ours, theirs=theirs, base=base if is_known and ours != theirs else None)
    return sides, tuple(_strays(text, name))


def mark_conflict(ours: str, theirs: str) -> str:
    """Return two versions of some lines, each ending in a line feed, as git writes them."""
    end = "\r\n" if "\r\n" in ours else "\n"
    return f"<<<<<<< ours{end}{ours}======={end}{theirs}>>>>>>> theirs{end}"


def _whole(text: str) -> Iterator[re.Match[str]]:
    return _CONFLICT.finditer(text) if "<<<<<<<" in text else iter(())


def _side(side: str) -> Callable[[re.Match[str]], str]:
    return lambda found: found[side] or ""


def _strays(text: str, name: str) -> Iterator[Problem]:
    """Yield the lines that only git writes and that no whole conflict holds: somebody began to mend it."""
    whole = [found.span() for found in _whole(text)]
    for marker in _MARKER.finditer(text):
        if not any(start <= marker.start() < end for start, end in whole):
            reason = f"a merge is not finished here: {shorten(marker[0])}"
            yield Problem(_at(text, marker.start(), name), reason, _BY_HAND)


def _describe(found: re.Match[str], name: str, advice: str) -> Problem:
    labels = [label.strip() for label in (found["our_name"], found["their_name"]) if label.strip()]
    last = _at(found.string, found.end("theirs"), name).line
    versions = " and ".join(labels) or "both sides"
    reason = f"a merge is not finished here: up to line {last} git left {versions}"
    return Problem(_at(found.string, found.start(), name), reason, advice)


def _at(text: str, position: int, name: str) -> Location:
    return Location(name, text.count("\n", 0, position) + 1)
