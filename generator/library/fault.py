"""What is wrong in a BibTeX file, and where."""

from __future__ import annotations

from dataclasses import dataclass

_EXCERPT = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in the file.

    Attributes:
        line: 1-based.
        reason: One line.
        advice: One line, or empty.
    """

    line: int
    reason: str
    advice: str = ""


def shorten(text: str, length: int = _EXCERPT) -> str:
    """Return a text on one line, cut to a length."""
    collapsed = " ".join(text.split())
    return collapsed if len(collapsed) <= length else f"{collapsed[: length - 1]}…"
