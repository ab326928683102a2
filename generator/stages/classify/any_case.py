"""Patterns for text in any case, which are tried only where they can match."""

import re
from functools import cached_property


class AnyCase:
    """A pattern for text in any case.

    In small letters a pattern is found two to three times as soon as one that ignores case. Beyond ASCII the
    two are not the same: one that ignores case takes the long s for an s.
    """

    def __init__(self, pattern: str, needs: tuple[str, ...] = ("",)) -> None:
        """Take a pattern.

        Args:
            pattern: Its letters are small.
            needs: Small letters of which some stand in whatever it matches: one of these.
        """
        self.pattern = pattern
        self._needs = needs
        self._of_small = re.compile(pattern)

    @cached_property
    def _of_any(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        """Return whether some of a text matches."""
        if not text.isascii():
            return self._of_any.search(text) is not None
        small = text.lower()
        return any(letters in small for letters in self._needs) and self._of_small.search(small) is not None
