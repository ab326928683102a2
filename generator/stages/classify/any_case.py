"""Patterns for text in any case, which are tried only where they can match."""

import re
from functools import cached_property

from generator.base.text.sought import Sought


class AnyCase:
    """A pattern for text in any case.

    In small letters a pattern is found two to three times as soon as one that ignores case. Beyond ASCII the
    two are not the same: one that ignores case takes the long s for an s.
    """

    def __init__(self, pattern: str, needs: str = "") -> None:
        """Take a pattern whose letters are small, and what it needs, in small letters, as `Sought` does."""
        self.pattern = pattern
        self._of_small = Sought(needs, re.compile(pattern))

    @cached_property
    def _of_any(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        """Return whether some of a text matches."""
        found = self._of_small.search(text.lower()) if text.isascii() else self._of_any.search(text)
        return found is not None
