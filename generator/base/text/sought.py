"""A pattern that is tried only where it can be found, for looking for letters is far quicker."""

import re


class Sought:
    """A pattern, and letters of which some stand in whatever it matches."""

    def __init__(self, needs: str, pattern: re.Pattern[str]) -> None:
        """Take the letters, apart by spaces, and the pattern; without letters it is always tried."""
        self.pattern = pattern
        self._needs = needs.split() or [""]

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, as a pattern does."""
        for letters in self._needs:
            if letters in text:
                return self.pattern.search(text)
        return None
