"""Fill a shell with the values of a page: the engine dresses one, the rest are stamped.

Values are put in as they are, once, and never searched again; each is escaped HTML already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(r"@@([A-Z]+)@@")


@dataclass(frozen=True, slots=True)
class Shell:
    """A page of the engine, cut at its placeholders.

    Attributes:
        parts: Literal text and names of placeholders in turn; literal text first and last.
    """

    parts: tuple[str, ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page with these values.

        Args:
            values: HTML by name of placeholder.

        Raises:
            KeyError: A placeholder has no value.
        """
        filled = [part if position % 2 == 0 else values[part] for position, part in enumerate(self.parts)]
        return "".join(filled)


def cut_shell(html: str) -> Shell:
    """Return the shell that a page with placeholders (`@@TITLE@@`) is."""
    return Shell(parts=tuple(_TOKEN.split(html)))
