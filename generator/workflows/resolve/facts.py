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
    """A field for an entry.

    Attributes:
        field: The field's name in BibTeX, in lower case.
        value: Plain text.
        source: Who stated it, and when.
    """

    field: str
    value: str
    source: Source


def lacking(fields: Mapping[str, str]) -> frozenset[FactName]:
    """Return the facts that none of an entry's fields holds.

    A field that makes no sense, or is there and empty, is what a person wrote, and nothing is looked for.
    """
    return frozenset(fact for fact in FACTS if fields.keys().isdisjoint(FACT_FIELDS[fact]))


def found_facts(
    wanted: frozenset[FactName], year: int | None, findings: Sequence[Finding]
) -> tuple[Fact, ...]:
    """Return what an entry gets from findings, sorted by field.

    Of each fact the first finding's counts. Venue and year belong together: a venue of another year than
    the entry's is not taken, with a venue comes its year, and an entry that has a venue gets year and DOI
    of a publication of its year alone, for a paper may have been published twice.

    Args:
        wanted: Facts that the entry lacks.
        year: The entry's year; None when it is unknown.
        findings: What providers know, in order of trust.
    """
    plain = wanted if "venue" in wanted else wanted - {"year", "doi"}
    facts = [fact for finding in reversed(findings) for fact in _plain_facts(plain, finding)]
    published = _published(findings)
    if published and year in {None, published.candidate.facts.year}:
        facts += _publication(wanted, published)
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

    What an entry has by now stays. A `@misc` that gets a venue becomes what its venue makes it.

    Args:
        library_text: The library as it is now.
        facts: Facts by the key of their entry; nothing is added when no entry has it.
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


def _published(findings: Sequence[Finding]) -> Finding | None:
    return next((finding for finding in findings if finding.candidate.facts.venue), None)


def _plain_facts(wanted: frozenset[FactName], finding: Finding) -> Iterator[Fact]:
    """Yield all facts of a finding but its venue."""
    facts, source = finding.candidate.facts, finding.source
    for name in wanted - {"venue"}:
        if value := getattr(facts, name):
            text = join_names(value) if name == "authors" else str(value)
            yield Fact(field=FACT_FIELDS[name][0], value=text, source=source)
    if facts.arxiv and "arxiv" in wanted:
        yield Fact(field="archiveprefix", value="arXiv", source=source)
        if facts.primary_class:
            yield Fact(field="primaryclass", value=facts.primary_class, source=source)


def _publication(wanted: frozenset[FactName], finding: Finding) -> Iterator[Fact]:
    """Yield what is wanted of a finding's venue and its year; its DOI where the venue is there already."""
    facts, source = finding.candidate.facts, finding.source
    if "venue" in wanted:
        field = "journal" if finding.candidate.entry_type == "article" else "booktitle"
        yield Fact(field=field, value=facts.venue, source=source)
    elif facts.doi and "doi" in wanted:
        yield Fact(field="doi", value=facts.doi, source=source)
    if "year" in wanted:
        yield Fact(field="year", value=str(facts.year), source=source)
