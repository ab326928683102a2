"""Join records that are one paper.

Two records are one paper when they share an arXiv identifier or a DOI, or when their titles are
the same and first author or abstract agrees. Records that name different identifiers, or different
issues of one journal, never join by title. A curator's word stands above all of that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from generator.base.errors import DigestError, Location, Problem, shorten
from generator.base.identity import identifiers, is_another_work
from generator.base.models import Draft, Record
from generator.base.names import Name
from generator.base.text import NO_TEXT
from generator.config import Curation
from generator.stages.merge.groups import Groups
from generator.stages.merge.overrides import resolve_overrides, without_shared_identifiers
from generator.stages.merge.titles import SAME_AUTHOR, title_joins

_MOST_COMPARED = 50
_KINDS = {"arxiv": "arXiv identifier", "doi": "DOI"}


def merge_records(records: Iterable[Record], curation: Curation | None = None) -> tuple[Draft, ...]:
    """Return one draft for each paper, in the order of first appearance.

    The order of the records does not matter: they are sorted by edition and place first.

    Args:
        records: Records of all dumps.
        curation: A curator's decisions, some about records that are one paper or are not.

    Raises:
        DigestError: A curator's decision names no record, or contradicts another one.
    """
    ordered = _by_age(records)
    ordered = [record for record, _ in _without_shared_dois(ordered)]
    overrides = resolve_overrides(curation, ordered)
    ordered = without_shared_identifiers(ordered, overrides)
    groups = Groups(ordered, overrides)
    for override in overrides:
        if not override.is_apart:
            positions = sorted(position for members in override.members for position in members)
            for first, second in pairwise(positions):
                if not groups.unite(first, second, f"a curator said so: {override.because}"):
                    raise DigestError(override.contradiction)
    for first, second, reason in _identifier_joins(ordered):
        groups.unite(first, second, reason)
    for first, second, reason in title_joins(ordered):
        groups.unite_by_title(first, second, reason, by_author=reason == SAME_AUTHOR)
    return tuple(
        replace(
            join_records([ordered[position] for position in positions]),
            joins=groups.joins(positions),
            is_apart=groups.is_apart(positions),
        )
        for positions in groups.all()
    )


def shared_dois(records: Iterable[Record]) -> Iterator[Problem]:
    """Yield a problem for each record whose DOI other papers name as well; no paper gets such a DOI."""
    ordered = _by_age(records)
    for record, (_, others) in zip(ordered, _without_shared_dois(ordered), strict=True):
        if others:
            who = f"the paper at {others[0]}" + (f" and {len(others) - 1} more" if len(others) > 1 else "")
            reason = f"the DOI {record.facts.doi} is also that of {who}, so neither gets it"
            advice = "it may be that of their proceedings; write each paper's own into data/library.bib"
            title = shorten(record.title.source)
            yield Problem(location=record.location, reason=f"'{title}': {reason}", advice=advice)


def _without_shared_dois(records: Sequence[Record]) -> Iterator[tuple[Record, list[Location]]]:
    """Yield each record without a DOI that different papers share, and the places of the others then."""
    by_doi: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.facts.doi:
            by_doi[record.facts.doi.casefold()].append(record)
    for record in records:
        same = by_doi[record.facts.doi.casefold()] if record.facts.doi else []
        others = [other.location for other in same[:_MOST_COMPARED] if _are_different(record, other)]
        yield (replace(record, facts=replace(record.facts, doi="")) if others else record), others


def _are_different(record: Record, other: Record) -> bool:
    if record is other or (record.facts.arxiv and record.facts.arxiv == other.facts.arxiv):
        return False
    return is_another_work(record.facts, record.title.source, other.facts, other.title.source)


def join_records(records: Sequence[Record]) -> Draft:
    """Return the paper behind some records: the newest text wins, facts fill up from older ones.

    Args:
        records: Records of one paper, at least one, in any order.
    """
    ordered = _by_age(records)
    newest = ordered[-1]
    facts = newest.facts
    for record in reversed(ordered[:-1]):
        facts = facts.with_venue_of(record.facts).filled_from(record.facts)
    facts = replace(facts, authors=_fullest(facts.authors, ordered))
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


def _fullest(authors: tuple[Name, ...], records: Iterable[Record]) -> tuple[Name, ...]:
    """Return the authors as the record has them that writes most of their given names: no mere initials."""
    families = [name.family.casefold() for name in authors]
    lists = [
        record.facts.authors
        for record in records
        if [name.family.casefold() for name in record.facts.authors] == families
    ]
    return max((authors, *lists), key=lambda names: sum(len(name.given) for name in names))


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
        for identifier in identifiers(record.facts):
            same[identifier].append(position)
    for identifier, positions in same.items():
        kind, _, value = identifier.partition(":")
        for first, second in pairwise(positions):
            yield first, second, f"same {_KINDS[kind]}, {value}"
