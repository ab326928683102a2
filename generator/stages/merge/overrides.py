"""A curator's overrides: which records are one paper and which are not, whatever they look like."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.base.errors import DigestError, Problem
from generator.base.identifiers import find_arxiv, find_doi
from generator.base.identity import identifiers
from generator.base.models import Record
from generator.base.text import normalise_title
from generator.config import Curation, Steps

_PLACE = re.compile(r"(?P<path>.+):(?P<line>\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One decision about records, which it names by their positions.

    Attributes:
        members: Positions of the records behind each name of the decision.
        is_apart: Whether the members are different papers; else they are one.
        because: The curator's reason.
        contradiction: The message for when another decision forbids this one.
    """

    members: tuple[frozenset[int], ...]
    is_apart: bool
    because: str
    contradiction: Problem


def resolve_overrides(curation: Curation | None, records: Sequence[Record]) -> tuple[Override, ...]:
    """Return a curator's decisions about some records, those about different papers first.

    Args:
        curation: All decisions.
        records: Oldest first.

    Raises:
        DigestError: A decision names no record, or one record twice; each fault with its line.
    """
    if curation is None:
        return ()
    overrides: list[Override] = []
    problems: list[Problem] = []
    for kind, decisions in (("apart", curation.apart), ("same", curation.same)):
        for number, decision in enumerate(decisions):
            steps = (kind, number)
            members = tuple(frozenset(_named(name, records)) for name in decision.records)
            problems.extend(_faults(curation, steps, decision.records, members))
            said = "these records are one paper and are told apart as well"
            overrides.append(
                Override(
                    members=members,
                    is_apart=kind == "apart",
                    because=decision.because,
                    contradiction=curation.problem(steps, said),
                )
            )
    if problems:
        raise DigestError(*problems)
    return tuple(overrides)


def without_shared_identifiers(records: Sequence[Record], overrides: Iterable[Override]) -> list[Record]:
    """Return records where of different papers the one that is named first keeps an identifier they share.

    Args:
        records: Oldest first.
        overrides: Decisions about them.
    """
    changed = list(records)
    for override in overrides:
        if not override.is_apart:
            continue
        taken: set[str] = set()
        for member in override.members:
            names = {name for position in member for name in identifiers(changed[position].facts)}
            for position in member:
                changed[position] = _without(changed[position], taken)
            taken |= names
    return changed


def _without(record: Record, taken: set[str]) -> Record:
    """Return a record that does not name the identifiers that are taken."""
    facts = record.facts
    arxiv = "" if f"arxiv:{facts.arxiv}" in taken else facts.arxiv
    doi = "" if f"doi:{facts.doi.casefold()}" in taken else facts.doi
    return replace(record, facts=replace(facts, arxiv=arxiv, doi=doi))


def _faults(
    curation: Curation, steps: Steps, names: Sequence[str], members: Sequence[frozenset[int]]
) -> Iterator[Problem]:
    seen: set[int] = set()
    for number, (name, member) in enumerate(zip(names, members, strict=True)):
        if not member:
            reason = f"no record is '{name}'"
            yield curation.problem((*steps, "records", number), reason)
        elif seen & member:
            reason = f"'{name}' names a record that stands here already"
            yield curation.problem((*steps, "records", number), reason)
        seen |= member


def _named(name: str, records: Sequence[Record]) -> Iterator[int]:
    """Yield the positions of records with an arXiv identifier, a DOI, a place in a dump, or a title."""
    arxiv, doi, place = find_arxiv(name), find_doi(name).casefold(), _PLACE.fullmatch(name)
    title = "" if arxiv or doi else normalise_title(name)
    for position, record in enumerate(records):
        facts, location = record.facts, record.location
        is_there = place is not None and location.line == int(place["line"])
        if (
            (arxiv and facts.arxiv == arxiv)
            or (doi and facts.doi.casefold() == doi)
            or (is_there and place and f"/{location.path}".endswith(f"/{place['path']}"))
            or (title and record.title.normalised == title)
        ):
            yield position
