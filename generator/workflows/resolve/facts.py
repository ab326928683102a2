"""Which facts an entry lacks, and which it gets: pure, and never over what is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

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
from generator.providers import Candidate, FactName

FACTS: frozenset[FactName] = frozenset(get_args(FactName))
_WITHOUT_SOURCE = frozenset({"archiveprefix"})
"""Fields that follow from others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The paper in question, as one provider knows it."""

    source: Source
    candidate: Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field of BibTeX for an entry, with its value as plain text, and who stated it when."""

    field: str
    value: str
    source: Source


def lacking(fields: Mapping[str, str]) -> frozenset[FactName]:
    """Return the facts that none of an entry's fields holds.

    A field that makes no sense, or is there and empty, is what a person wrote, and nothing is looked for.
    Pages are wanted of what has a venue and a DOI, by which its publisher's record can be found for certain.
    """
    lacks = frozenset(fact for fact in FACTS if fields.keys().isdisjoint(FACT_FIELDS[fact]))
    has_record = "doi" in fields and not fields.keys().isdisjoint(("journal", "booktitle"))
    return lacks if has_record else lacks - {"pages"}


def found_facts(
    wanted: frozenset[FactName], year: int | None, findings: Sequence[Finding]
) -> tuple[Fact, ...]:
    """Return what an entry that wants facts gets from findings, which are in order of trust; sorted by field.

    Of each fact the first finding's counts. Venue and year belong together: a venue of another year than
    the entry's is not taken, with a venue comes its year, and an entry that has a venue gets year and DOI
    of a publication of its year alone, for a paper may have been published twice.
    """
    certain = (wanted if "venue" in wanted else wanted - {"year", "doi"}) - {"pages"}
    facts = [fact for finding in reversed(findings) for fact in _facts(certain - {"venue"}, finding)]
    published = _published(findings)
    if published and year in {None, published.candidate.facts.year}:
        facts += _facts(wanted & {"year", "venue" if "venue" in wanted else "doi"}, published)
        facts += _volume_facts(published)
    by_field = {fact.field: fact for fact in facts}
    return tuple(by_field[field] for field in sorted(by_field))


def unfit_venue(wanted: frozenset[FactName], year: int | None, findings: Sequence[Finding]) -> str:
    """Return a venue that was left alone since the entry has another year; arguments as for `found_facts`."""
    published = _published(findings)
    if not published or "venue" not in wanted or year in {None, published.candidate.facts.year}:
        return ""
    return f"{published.candidate.facts.venue}, {published.candidate.facts.year}"


def to_ask(wanted: frozenset[FactName]) -> frozenset[FactName]:
    """Return the facts to ask for, so that those which are wanted can be believed: with a DOI its venue."""
    return wanted | {"venue"} if "doi" in wanted else wanted


def add_facts(
    library_text: str, facts: Mapping[str, Sequence[Fact]]
) -> tuple[str, dict[str, tuple[Fact, ...]]]:
    """Return a library with facts added to its entries and their sources noted, and which facts were added.

    What an entry has by now stays, and facts of an entry that is gone are left out. A `@misc` that gets a
    venue becomes what its venue makes it.
    """
    text = library_text.removeprefix("\ufeff")
    mark = library_text[: len(library_text) - len(text)]
    entries = raw_entries(text)
    added = {
        key: tuple(fact for fact in facts[key] if _is_free(fact.field, entries[key]))
        for key in sorted(facts.keys() & entries.keys(), key=lambda key: entries[key].place, reverse=True)
    }
    for key, new in added.items():
        start, end = entries[key].place
        # The last entry first, so that the places of those before it stay; each by itself, which is quick.
        text = text[:start] + _extended(text[start:end], entries[key], new) + text[end:]
    return mark + text, added


def _is_free(field: str, entry: RawEntry) -> bool:
    """Return whether an entry has nothing where a field would tell something."""
    names = next((FACT_FIELDS[fact] for fact in FACTS if field in FACT_FIELDS[fact]), (field,))
    return entry.fields.keys().isdisjoint(names)


def _extended(text: str, entry: RawEntry, facts: Sequence[Fact]) -> str:
    """Return the text of an entry with facts added."""
    if not facts:
        return text
    fields = {fact.field: fact.value for fact in facts}
    sources = {fact.field: fact.source for fact in facts if fact.field not in _WITHOUT_SOURCE}
    provenance = add_provenance(decode(entry.fields.get("provenance", "")), sources)
    text = set_fields(text, {entry.key: fields | {"provenance": provenance}})
    if entry.entry_type == "misc" and ("journal" in fields or "booktitle" in fields):
        text = set_entry_type(text, entry.key, "article" if "journal" in fields else "inproceedings")
    return text


def _volume_facts(finding: Finding) -> Iterator[Fact]:
    """Yield where in its venue a paper stands, and who made the volume; entries take what they lack."""
    facts = finding.candidate.facts
    known = {"pages": facts.pages, "volume": facts.volume, "number": facts.number, **dict(facts.details)}
    for field, value in known.items():
        if value:
            yield Fact(field=field, value=value, source=finding.source)


def _published(findings: Sequence[Finding]) -> Finding | None:
    return next((finding for finding in findings if finding.candidate.facts.venue), None)


def _facts(wanted: frozenset[FactName], finding: Finding) -> Iterator[Fact]:
    """Yield the facts of a finding that are wanted."""
    facts, source = finding.candidate.facts, finding.source
    venue_field = "journal" if finding.candidate.entry_type == "article" else "booktitle"
    for name in wanted:
        if value := getattr(facts, name):
            text = join_names(value) if name == "authors" else str(value)
            field = venue_field if name == "venue" else FACT_FIELDS[name][0]
            yield Fact(field=field, value=text, source=source)
    if facts.arxiv and "arxiv" in wanted:
        yield Fact(field="archiveprefix", value="arXiv", source=source)
        if facts.primary_class:
            yield Fact(field="primaryclass", value=facts.primary_class, source=source)
