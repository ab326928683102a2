"""What a build did, for people and programs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The account of one build; every record that was read is in one of four counts.

    Attributes:
        parsed: Records found in the dumps, good and bad.
        published: Papers on the site.
        merged: Records that are a paper already counted.
        hidden: Papers that a curator left out.
        rejected: Records that could not be read.
        new_keys: Citation keys given by this build.
        unsorted: Keys of papers that no topic fits.
        without_authors: Keys of papers whose citations name nobody.
        removed: Keys that the site before had and this one has not.
    """

    parsed: int
    published: int
    merged: int
    hidden: int
    rejected: tuple[Problem, ...] = ()
    new_keys: tuple[str, ...] = ()
    unsorted: tuple[str, ...] = ()
    without_authors: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an account that does not add up; that is a bug, never a person's mistake."""
        if self.parsed != self.published + self.merged + self.hidden + len(self.rejected):
            message = f"the account does not add up: {self}"
            raise ValueError(message)

    def as_json(self) -> str:
        """Return the account as a JSON object."""
        return json.dumps(
            {
                "parsed": self.parsed,
                "published": self.published,
                "merged": self.merged,
                "hidden": self.hidden,
                "rejected": [
                    {"file": problem.location.path, "line": problem.location.line, "reason": problem.reason}
                    for problem in self.rejected
                ],
                "new_keys": list(self.new_keys),
                "unsorted": list(self.unsorted),
                "without_authors": list(self.without_authors),
                "removed": list(self.removed),
            },
            ensure_ascii=False,
            indent=2,
        )

    def as_text(self) -> str:
        """Return the account in one line, the sum first."""
        return (
            f"{self.parsed} records = {self.published} published + {self.merged} merged"
            f" + {self.hidden} hidden + {len(self.rejected)} rejected;"
            f" {len(self.new_keys)} new, {len(self.unsorted)} unsorted,"
            f" {len(self.without_authors)} without authors, {len(self.removed)} removed"
        )
