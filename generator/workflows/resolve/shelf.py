"""The library while facts are added to it, entry by entry."""

from collections.abc import Sequence

from generator.bibliography.codec import raw_entries
from generator.workflows.resolve.facts import Fact, add_facts


class Shelf:
    """A library's text, and where each entry stands in it.

    It is taken apart once, and again only when somebody else has changed it: a long run would otherwise
    spend most of its time with reading what it has just written.

    Attributes:
        text: As it is now.
    """

    def __init__(self, text: str) -> None:
        """Take a text apart."""
        self.text = text
        self._places = _places(text)

    def renew(self, text: str) -> None:
        """Go on with a text, which mostly is the one that is here already."""
        if text != self.text:
            self.text, self._places = text, _places(text)

    def add(self, key: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Add facts to an entry and return those that it lacked; none where there is no such entry."""
        if key not in self._places:
            return ()
        start, end = self._places[key]
        entry, added = add_facts(self.text[start:end], key, facts)
        self.text = self.text[:start] + entry + self.text[end:]
        longer = len(entry) - (end - start)
        self._places = {
            other: (begin + longer * (begin > start), stop + longer * (stop >= end))
            for other, (begin, stop) in self._places.items()
        }
        return added


def _places(text: str) -> dict[str, tuple[int, int]]:
    """Return where each entry begins and ends."""
    mark = len(text) - len(text.removeprefix("\ufeff"))
    return {key: (entry.place[0] + mark, entry.place[1] + mark) for key, entry in raw_entries(text).items()}
