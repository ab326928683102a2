"""Join records that are one paper.

Two records are one paper when they share an arXiv identifier or a DOI, or when their titles are
the same and first author or abstract agrees. Records that name different identifiers, or different
issues of one journal, never join by title. A curator's word stands above all of that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import groupby, pairwise

from generator.base.errors import DigestError
from generator.base.models import Draft, Facts, Record
from generator.base.text import NO_TEXT
from generator.config.curation import Curation
from generator.stages.merge.groups import Groups, contradict
from generator.stages.merge.rulings import resolve_rulings, without_shared_identifiers
from generator.stages.merge.titles import title_joins

_AUTHORS = ("authors", "has_more_authors")
_FACTS = tuple(field.name for field in fields(Facts) if field.name not in _AUTHORS)

__all__ = ["contradict", "draft", "fill_facts", "merge_records"]


def merge_records(records: Iterable[Record], curation: Curation | None = None) -> tuple[Draft, ...]:
    """Return one draft for each paper, in the order of first appearance.

    The order of the records does not matter: they are sorted by edition and place first.

    Args:
        records: From all dumps.
        curation: Says which records are one paper and which are not, whatever they look like.

    Raises:
        DigestError: A curator's decision names no record, or contradicts another one.
    """
    ordered = _by_age(records)
    rulings = resolve_rulings(curation, ordered)
    ordered = without_shared_identifiers(ordered, rulings)
    groups = Groups(ordered, rulings)
    for ruling in rulings:
        if not ruling.is_apart:
            positions = sorted(position for members in ruling.members for position in members)
            for first, second in pairwise(positions):
                if not groups.unite(first, second, f"a curator said so: {ruling.because}"):
                    raise DigestError(ruling.contradiction)
    for first, second, reason in _identifier_joins(ordered):
        groups.unite(first, second, reason)
    for first, second, reason in title_joins(ordered):
        groups.unite_by_title(first, second, reason)
    return tuple(
        replace(
            draft([ordered[position] for position in positions]),
            joins=groups.joins(positions),
            is_apart=groups.is_apart(positions),
        )
        for positions in groups.all()
    )


def draft(records: Sequence[Record]) -> Draft:
    """Return the paper behind some records: the newest text wins, facts fill up from older ones.

    Args:
        records: Of one paper, at least one, in any order.
    """
    ordered = _by_age(records)
    newest = ordered[-1]
    facts = newest.facts
    for record in reversed(ordered[:-1]):
        facts = fill_facts(facts, record.facts)
    published = (record.entry_type for record in reversed(ordered) if record.entry_type != "misc")
    votes = (record.votes for record in reversed(ordered) if record.votes is not None)
    return Draft(
        title=newest.title,
        abstract=next((record.abstract for record in reversed(ordered) if record.abstract), NO_TEXT),
        facts=facts,
        records=tuple(ordered),
        entry_type=next(published, "misc"),
        votes=next(votes, None),
        summary=next((record.summary for record in reversed(ordered) if record.summary), NO_TEXT),
    )


def fill_facts(facts: Facts, others: Facts) -> Facts:
    """Return facts where what is unknown comes from others; so does the end of a list of authors."""
    missing = {
        name: known for name in _FACTS if not getattr(facts, name) and (known := getattr(others, name))
    }
    if _goes_on_in(facts, others):
        # Together: what one source knows must not end or open the list of another.
        missing |= {name: getattr(others, name) for name in _AUTHORS}
    return replace(facts, **missing) if missing else facts


def _goes_on_in(facts: Facts, others: Facts) -> bool:
    """Return whether others have the authors of these and more; a list that is whole has no more."""
    known, longer = (
        [name.family.casefold() for name in authors] for authors in (facts.authors, others.authors)
    )
    is_open = facts.has_more_authors or not known
    return is_open and len(longer) > len(known) and longer[: len(known)] == known


def _by_age(records: Iterable[Record]) -> list[Record]:
    """Return records by edition and place; where these are the same, all the rest makes a total order."""
    placed = sorted(records, key=_place)
    same_place = (list(same) for _, same in groupby(placed, key=_place))
    return [record for same in same_place for record in (sorted(same, key=repr) if len(same) > 1 else same)]


def _place(record: Record) -> tuple[object, ...]:
    return (record.edition, record.location.path, record.location.line)


def _identifier_joins(records: Sequence[Record]) -> Iterator[tuple[int, int, str]]:
    """Yield pairs of positions that share an identifier, and which."""
    same: dict[str, list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        if record.facts.arxiv:
            same[f"same arXiv identifier, {record.facts.arxiv}"].append(position)
        if record.facts.doi:
            same[f"same DOI, {record.facts.doi.casefold()}"].append(position)
    for reason, positions in same.items():
        for first, second in pairwise(positions):
            yield first, second, reason
