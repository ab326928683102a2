"""Which facts an entry lacks, and which it gets: pure, and never over what is there."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.base.models import EntryType
from generator.base.names import join_names
from generator.bibliography import Source, add_provenance
from generator.bibliography.codec import (
    FACT_FIELDS,
    RawEntry,
    decode,
    raw_entries,
    set_entry_type,
    set_fields,
)
from generator.providers.candidates import Candidate
from generator.providers.provider import Wanted

_FIELDS: Mapping[Wanted, tuple[str, ...]] = {
    "author": FACT_FIELDS["authors"],
    "year": FACT_FIELDS["year"],
    "venue": FACT_FIELDS["venue"],
    "doi": FACT_FIELDS["doi"],
    "eprint": FACT_FIELDS["arxiv"],
    "code": FACT_FIELDS["code"],
}
"""Fields of BibTeX that hold a fact; one of them is enough."""

_NO_SOURCE = frozenset({"archiveprefix"})
"""Fields that follow from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The paper in question, as one provider knows it.

    Attributes:
        provider: Short name.
        day: When it said so.
        candidate: What it said.
    """

    provider: str
    day: dt.date
    candidate: Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field for an entry.

    Attributes:
        field: Of BibTeX, in lower case.
        value: Plain text.
        provider: Short name of who said so.
        day: When.
    """

    field: str
    value: str
    provider: str
    day: dt.date


def lacking(fields: Mapping[str, str]) -> frozenset[Wanted]:
    """Return the facts that an entry lacks.

    A field that makes no sense, or is there and empty, is what a person wrote, and nothing is looked for.

    Args:
        fields: Of the entry, as written.
    """
    return frozenset(fact for fact, names in _FIELDS.items() if not any(name in fields for name in names))


def found_facts(wanted: frozenset[Wanted], year: int | None, findings: Sequence[Finding]) -> tuple[Fact, ...]:
    """Return what an entry gets from findings, sorted by field.

    Of each fact the first finding's counts. Venue and year belong together: a venue of another year than
    the entry's is not taken, with a venue comes its year, and an entry that has a venue gets year and DOI
    of a publication of its year alone, for a paper may have been published twice.

    Args:
        wanted: Facts that the entry lacks.
        year: Of the entry; None when it is unknown.
        findings: In order of trust.
    """
    plain = wanted if "venue" in wanted else wanted - {"year", "doi"}
    facts = [fact for finding in reversed(findings) for fact in _plain_facts(plain, finding)]
    published = _published(findings)
    if published and year in {None, published.candidate.facts.year}:
        facts += _publication(wanted, published)
    by_field = {fact.field: fact for fact in facts}
    return tuple(by_field[field] for field in sorted(by_field))


def unfit_venue(wanted: frozenset[Wanted], year: int | None, findings: Sequence[Finding]) -> str:
    """Return a venue that was found and left alone since the entry has another year; mostly empty.

    Args:
        wanted: As for `found_facts`.
        year: Likewise.
        findings: Likewise.
    """
    published = _published(findings)
    if not published or "venue" not in wanted or year in {None, published.candidate.facts.year}:
        return ""
    return f"{published.candidate.facts.venue}, {published.candidate.facts.year}"


def to_ask(wanted: frozenset[Wanted]) -> frozenset[Wanted]:
    """Return the facts to ask for, so that those which are wanted can be believed: with a DOI its venue."""
    return wanted | {"venue"} if "doi" in wanted else wanted


def found_type(facts: Sequence[Fact]) -> EntryType | None:
    """Return the type of an entry that gets these facts; None where they do not decide it."""
    names = {fact.field for fact in facts}
    return "article" if "journal" in names else "inproceedings" if "booktitle" in names else None


def add_facts(library_text: str, key: str, facts: Sequence[Fact]) -> tuple[str, tuple[Fact, ...]]:
    """Return a library with facts added to one entry and their sources noted, and which facts were added.

    What the entry has by now stays. A `@misc` that gets a venue becomes what its venue makes it.

    Args:
        library_text: As it is now.
        key: Of the entry; nothing is added when no entry has it.
        facts: Of the entry.
    """
    entry = raw_entries(library_text).get(key)
    free = lacking(entry.fields) if entry else frozenset[Wanted]()
    added = tuple(fact for fact in facts if entry and _is_free(fact.field, free, entry))
    if not entry or not added:
        return library_text, ()
    sources = {
        fact.field: Source(provider=fact.provider, day=fact.day)
        for fact in added
        if fact.field not in _NO_SOURCE
    }
    fields = {fact.field: fact.value for fact in added} | {
        "provenance": add_provenance(decode(entry.fields.get("provenance", "")), sources)
    }
    text = set_fields(library_text, {key: fields})
    entry_type = found_type(added)
    if entry_type and entry.entry_type == "misc":
        text = set_entry_type(text, key, entry_type)
    return text, added


def _is_free(field: str, free: frozenset[Wanted], entry: RawEntry) -> bool:
    """Return whether nothing stands where a field would tell something."""
    fact = next((fact for fact, names in _FIELDS.items() if field in names), None)
    return fact in free if fact else field not in entry.fields


def _published(findings: Sequence[Finding]) -> Finding | None:
    return next((finding for finding in findings if finding.candidate.facts.venue), None)


def _plain_facts(wanted: frozenset[Wanted], finding: Finding) -> Iterator[Fact]:
    """Yield all facts of a finding but its venue."""
    facts = finding.candidate.facts
    values: dict[Wanted, str] = {
        "author": join_names(facts.authors),
        "year": str(facts.year or ""),
        "doi": facts.doi,
        "eprint": facts.arxiv,
        "code": facts.code,
    }
    for name, value in values.items():
        if value and name in wanted:
            yield _fact(name, value, finding)
    if facts.arxiv and "eprint" in wanted:
        yield _fact("archiveprefix", "arXiv", finding)
        if facts.primary_class:
            yield _fact("primaryclass", facts.primary_class, finding)


def _publication(wanted: frozenset[Wanted], finding: Finding) -> Iterator[Fact]:
    """Yield what is wanted of a finding's venue and its year; its DOI where the venue is there already."""
    facts = finding.candidate.facts
    if "venue" in wanted:
        field = "journal" if finding.candidate.entry_type == "article" else "booktitle"
        yield _fact(field, facts.venue, finding)
    elif facts.doi and "doi" in wanted:
        yield _fact("doi", facts.doi, finding)
    if "year" in wanted:
        yield _fact("year", str(facts.year), finding)


def _fact(field: str, value: str, finding: Finding) -> Fact:
    return Fact(field=field, value=value, provider=finding.provider, day=finding.day)
