"""Places, problems and the one error that a person can cause."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where something was said.

    Attributes:
        path: The file, relative to the project where it lies inside it, POSIX style.
        line: 1-based line; 0 when the whole file is meant.
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        """Return `path:line`, or the path alone for a whole file."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a person should know or mend.

    Attributes:
        location: The place of it.
        reason: The fault in one line of plain text.
        advice: A remedy in one line; empty when the reason says it.
    """

    location: Location
    reason: str
    advice: str = ""

    def __str__(self) -> str:
        """Return one line: place, reason, advice."""
        advice = f" - {self.advice}" if self.advice else ""
        return f"{self.location}: {self.reason}{advice}"


class DigestError(Exception):
    """Work that cannot go on because of its input; never a bug of this package.

    Attributes:
        problems: Every problem found, in order; at least one.
    """

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems and show them one per line."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def shorten(text: str, length: int = 70) -> str:
    """Return a text as a message quotes it: on one line, cut to a length in characters."""
    collapsed = " ".join(text.split())
    return collapsed if len(collapsed) <= length else f"{collapsed[: length - 1]}…"
