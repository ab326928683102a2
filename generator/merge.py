"""Join records that are one paper.

Two records are one paper when they share an arXiv identifier or a DOI, or when their titles are
the same and either the first author or the abstract agrees. A title alone never joins.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from generator.models import Draft, Facts
from generator.text import normalise_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.models import Record

_SAME_ABSTRACT = 0.5


def merge_records(records: Iterable[Record]) -> tuple[Draft, ...]:
    """Return one draft for each paper, in the order of first appearance.

    The order of the records does not matter: they are sorted by edition and place first.

    Args:
        records: From all dumps.
    """
    ordered = sorted(records, key=_age)
    parents = list(range(len(ordered)))
    for first, second in _joins(ordered):
        _unite(parents, first, second)
    groups: dict[int, list[Record]] = defaultdict(list)
    for position, record in enumerate(ordered):
        groups[_root(parents, position)].append(record)
    return tuple(draft(group) for group in groups.values())


def draft(records: Sequence[Record]) -> Draft:
    """Return the paper behind some records: the newest text wins, facts fill up from older ones.

    Args:
        records: Of one paper, at least one, in any order.
    """
    ordered = sorted(records, key=_age)
    newest = ordered[-1]
    facts = newest.facts
    for record in reversed(ordered):
        facts = fill_facts(facts, record.facts)
    published = (record.entry_type for record in reversed(ordered) if record.entry_type != "misc")
    votes = (record.votes for record in reversed(ordered) if record.votes is not None)
    return Draft(
        title=newest.title,
        abstract=next((record.abstract for record in reversed(ordered) if record.abstract), ""),
        facts=facts,
        records=tuple(ordered),
        entry_type=next(published, "misc"),
        votes=next(votes, None),
    )


def fill_facts(facts: Facts, others: Facts) -> Facts:
    """Return facts where what is unknown comes from others."""
    missing = {
        field.name: getattr(others, field.name) for field in fields(Facts) if not getattr(facts, field.name)
    }
    return replace(facts, **missing)


def _age(record: Record) -> tuple[object, ...]:
    """Return what records are ordered by: edition and place, then all the rest for a total order."""
    return (record.edition, record.location, record.title, record.abstract, repr(record.facts))


def _joins(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions that are one paper."""
    identifiers: dict[tuple[str, str], list[int]] = defaultdict(list)
    titles: dict[str, list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        for kind, value in (("arxiv", record.facts.arxiv), ("doi", record.facts.doi.casefold())):
            if value:
                identifiers[kind, value].append(position)
        titles[normalise_title(record.title)].append(position)
    for same in identifiers.values():
        yield from pairwise(same)
    for title, same in titles.items():
        if title:
            yield from (pair for pair in combinations(same, 2) if _agree(records[pair[0]], records[pair[1]]))


def _agree(first: Record, second: Record) -> bool:
    """Return whether two records of the same title also share first author or abstract."""
    leads = [record.facts.authors[0].family.casefold() for record in (first, second) if record.facts.authors]
    same_lead = len(leads) == 2 and leads[0] == leads[1]  # noqa: PLR2004  both are known
    return same_lead or _overlap(first.abstract, second.abstract) >= _SAME_ABSTRACT


def _overlap(first: str, second: str) -> float:
    """Return the Jaccard similarity of two texts' words, 0 to 1."""
    left, right = set(first.casefold().split()), set(second.casefold().split())
    return len(left & right) / len(left | right) if left | right else 0.0


def _root(parents: list[int], position: int) -> int:
    while parents[position] != position:
        parents[position] = parents[parents[position]]
        position = parents[position]
    return position


def _unite(parents: list[int], first: int, second: int) -> None:
    """Join two groups; the root is the older record, so the result is independent of order."""
    roots = sorted((_root(parents, first), _root(parents, second)))
    parents[roots[1]] = roots[0]
