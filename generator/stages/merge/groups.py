"""Groups of records that are one paper; they grow as one pair after the other is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from generator.base.identity import Place, place_of, same_person
from generator.base.models import Join, Record
from generator.base.names import Name
from generator.stages.merge.overrides import Override


@dataclass(slots=True)
class _Traits:
    """What the records of one group name."""

    arxivs: set[str] = field(default_factory=set)
    dois: set[str] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)
    editions: set[str] = field(default_factory=set)
    isbns: set[str] = field(default_factory=set)
    first_authors: set[Name] = field(default_factory=set)
    marks: dict[int, int] = field(default_factory=dict)

    def is_apart_from(self, other: _Traits) -> bool:
        """Return whether a curator said that these are two papers."""
        return any(other.marks.get(override, member) != member for override, member in self.marks.items())

    def contradicts(self, other: _Traits) -> bool:
        """Return whether these are two papers in spite of their titles."""
        return (
            bool(self.arxivs and other.arxivs and self.arxivs.isdisjoint(other.arxivs))
            or bool(self.dois and other.dois and self.dois.isdisjoint(other.dois))
            or bool(self.editions and other.editions and self.editions.isdisjoint(other.editions))
            or bool(self.isbns and other.isbns and self.isbns.isdisjoint(other.isbns))
            or any(place.contradicts(another) for place in self.places for another in other.places)
        )

    def has_other_first_author(self, other: _Traits) -> bool:
        """Return whether the first authors are different people."""
        return not all(
            same_person(one, another) for one in self.first_authors for another in other.first_authors
        )

    def take_in(self, other: _Traits) -> None:
        """Add what another group names."""
        self.arxivs |= other.arxivs
        self.dois |= other.dois
        self.places |= other.places
        self.editions |= other.editions
        self.isbns |= other.isbns
        self.first_authors |= other.first_authors
        self.marks |= other.marks


class Groups:
    """A partition of records that grows coarser (disjoint sets, <https://doi.org/10.1145/321879.321884>)."""

    def __init__(self, records: Sequence[Record], overrides: Iterable[Override] = ()) -> None:
        """Let every record be a group of its own.

        Args:
            records: Oldest first; they are spoken of by their position.
            overrides: A curator's decisions.
        """
        self._records = records
        self._parents = list(range(len(records)))
        self._traits = [_traits(record) for record in records]
        self._joins: dict[int, list[Join]] = defaultdict(list)
        for number, override in enumerate(overrides):
            for member, positions in enumerate(override.members if override.is_apart else ()):
                for position in positions:
                    self._traits[position].marks[number] = member

    def unite(self, first: int, second: int, reason: str) -> bool:
        """Make one group of two, unless a curator forbids it; return whether they are one now."""
        return self._unite(first, second, reason, lambda one, other: one.is_apart_from(other))

    def unite_by_title(self, first: int, second: int, reason: str, *, by_author: bool) -> bool:
        """Make one group of two, unless something in them contradicts; return whether they are one now.

        Args:
            first: Position of a record.
            second: Position of another one of the same title.
            reason: Why they are one paper, for the report.
            by_author: Whether the reason is the first author, who must then be one in both groups.
        """

        def forbids(one: _Traits, other: _Traits) -> bool:
            clash = one.is_apart_from(other) or one.contradicts(other)
            return clash or (by_author and one.has_other_first_author(other))

        return self._unite(first, second, reason, forbids)

    def all(self) -> list[list[int]]:
        """Return the positions of each group, oldest first, by their oldest record."""
        groups: dict[int, list[int]] = defaultdict(list)
        for position in range(len(self._records)):
            groups[self._root(position)].append(position)
        return list(groups.values())

    def joins(self, positions: Sequence[int]) -> tuple[Join, ...]:
        """Return why the records of one group are one."""
        return tuple(self._joins[self._root(positions[0])])

    def is_apart(self, positions: Sequence[int]) -> bool:
        """Return whether a curator told a group from one that looks like it."""
        return bool(self._traits[self._root(positions[0])].marks)

    def _unite(
        self, first: int, second: int, reason: str, forbids: Callable[[_Traits, _Traits], bool]
    ) -> bool:
        """Join two groups; the root is the older record, so the result is independent of order."""
        root, other = sorted((self._root(first), self._root(second)))
        if root == other:
            return True
        if forbids(self._traits[root], self._traits[other]):
            return False
        self._parents[other] = root
        self._traits[root].take_in(self._traits[other])
        places = (self._records[position].location for position in (first, second))
        self._joins[root] += [*self._joins.pop(other, ()), Join(reason=reason, places=tuple(places))]
        return True

    def _root(self, position: int) -> int:
        parents = self._parents
        while parents[position] != position:
            parents[position] = parents[parents[position]]
            position = parents[position]
        return position


def _traits(record: Record) -> _Traits:
    facts = record.facts
    details, is_book = facts.details, record.entry_type == "book"
    place = place_of(facts)
    return _Traits(
        arxivs={facts.arxiv} - {""},
        dois={facts.doi.casefold()} - {""},
        places={place} if place else set(),
        editions={details.get("book_edition").casefold()} - {""},
        isbns={details.get("isbn").replace("-", "")} - {""} if is_book else set(),
        first_authors=set(facts.authors[:1]),
    )
