"""Join drafts with the bibliography of record, which knows their keys and facts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.base.errors import Location, Problem
from generator.base.identifiers import make_key
from generator.base.identity import contradict, identifiers, share_most_words
from generator.base.models import Draft, Entry, EntryType, Facts, Join, Paper, Record
from generator.base.text import RichText, normalise_title, text_of_html
from generator.bibliography import Library, Salvaged
from generator.stages.merge import join_records

_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Enriched:
    """Papers with their keys.

    Attributes:
        papers: Papers in the order of the drafts.
        new_entries: Entries of papers that the bibliography did not know, in the same order. A paper whose
            entry is there and cannot be read gets none.
    """

    papers: tuple[Paper, ...]
    new_entries: tuple[Entry, ...]


def enrich_drafts(
    drafts: Iterable[Draft], library: Library, name: str, published: Iterable[str] = ()
) -> Enriched:
    """Return the papers behind drafts; drafts that share an identifier with one entry are one.

    Args:
        drafts: Drafts of all dumps, oldest first.
        library: The bibliography of record.
        name: Its name in messages.
        published: Keys that were ever published; no new paper gets one of them.
    """
    drafts = tuple(drafts)
    index = _Index(library.entries, drafts)
    known = [index.find(draft) for draft in drafts]
    broken = _claims(
        library.salvaged, [draft for draft, entry in zip(drafts, known, strict=True) if not entry]
    )
    taken = {*library.keys, *published}
    parts: dict[str, list[Draft]] = defaultdict(list)
    found: dict[str, Entry] = {}
    new: list[Entry] = []
    for draft, readable in zip(drafts, known, strict=True):
        entry = readable or broken.get(draft.records[0].location)
        if entry is None:
            entry = _new_entry(draft, taken, name)
            taken.add(entry.key)
            new.append(entry)
        found[entry.key] = entry
        parts[entry.key].append(draft)
    papers = tuple(_paper(entry, parts[key]) for key, entry in found.items())
    return Enriched(papers=papers, new_entries=tuple(new))


def renamed_entries(entries: Iterable[Entry], enriched: Enriched) -> Iterator[Problem]:
    """Yield a problem for each entry that a person seems to have given another title.

    Such an entry finds its paper no more, and the paper would get a second key and address.

    Args:
        entries: The bibliography of record.
        enriched: The papers that were made with it.
    """
    found = {paper.key for paper in enriched.papers}
    lost = [entry for entry in entries if entry.key not in found]
    for new in enriched.new_entries:
        for entry in lost:
            if entry.edition == new.edition and share_most_words(entry.title, new.title):
                reason = f"'{entry.key}' has no paper of its title, while '{new.title}' has no entry"
                advice = "if they are one, give it that title back; a new title belongs in data/curation.yml"
                yield Problem(location=entry.location, reason=reason, advice=advice)


class _Index:
    """Entries by what a paper can be found by.

    An identifier may lead many drafts to one entry. A title leads one draft alone: merging has
    already joined the drafts whose titles are enough, so the others are different papers.
    """

    def __init__(self, entries: Sequence[Entry], drafts: Sequence[Draft]) -> None:
        self._by_identifier: dict[str, Entry] = {}
        self._by_title: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for identifier in identifiers(entry.facts):
                self._by_identifier.setdefault(identifier, entry)
            for title in _titles(entry):
                self._by_title[title].append(entry)
        self._identified = {entry.key for entry in map(self._by_draft, drafts) if entry}

    def find(self, draft: Draft) -> Entry | None:
        """Return the entry of a draft, by identifier first, then by title, newest first."""
        claims = (self._claim(record, draft) for record in reversed(draft.records))
        return self._by_draft(draft) or next(filter(None, claims), None)

    def _by_draft(self, draft: Draft) -> Entry | None:
        for record in reversed(draft.records):
            for identifier in identifiers(record.facts):
                if identifier in self._by_identifier:
                    return self._by_identifier[identifier]
        return None

    def _claim(self, record: Record, draft: Draft) -> Entry | None:
        """Return an entry of the same title that no other draft has claimed; the likeliest comes first."""
        same = self._by_title.get(record.title.normalised, [])
        rivals = [entry for entry in same if self._may_be(entry, draft)]
        if not rivals:
            return None
        certain = (rival for rival in rivals if not any(self._doubts(rival, draft)))
        entry = next(certain, None) or min(rivals, key=lambda rival: self._doubts(rival, draft))
        for title in _titles(entry):
            self._by_title[title].remove(entry)
        return entry

    def _may_be(self, entry: Entry, draft: Draft) -> bool:
        """Return whether an entry of the same title can be a draft's.

        Another identifier or place in a journal is another paper, unless a person has corrected what the dump
        gave: then no draft has the entry's, and both came with the same edition. A paper that a curator told
        apart gets no entry that another draft finds by its identifier.
        """
        is_identified = entry.key in self._identified
        if draft.is_apart and is_identified:
            return False
        is_free = not is_identified and entry.edition == draft.records[0].edition
        return is_free or not contradict(entry.facts, draft.facts)

    def _doubts(self, entry: Entry, draft: Draft) -> tuple[bool, ...]:
        """Return why an entry of the same title may be another paper's, weightiest first."""
        return (
            contradict(entry.facts, draft.facts),
            entry.edition != draft.records[0].edition,
            entry.key in self._identified,
            bool(entry.facts.arxiv) != bool(draft.facts.arxiv),
        )


def _claims(salvaged: Iterable[Salvaged], drafts: Sequence[Draft]) -> dict[Location, Entry]:
    """Return the entries that cannot be read as a whole, by the first place of the draft that each leads.

    Their papers keep key and address, with what can be told of the entry and what the dumps say.

    Args:
        salvaged: Entries that cannot be read as a whole.
        drafts: Drafts that no other entry leads.
    """
    claims: dict[Location, Entry] = {}
    for each in salvaged:
        words = f" {normalise_title(each.text)} "
        free = [draft for draft in drafts if draft.records[0].location not in claims]
        best = max(free, key=lambda draft: _likeness(each, words, draft), default=None)
        if best and _likeness(each, words, best):
            claims[best.records[0].location] = replace(
                each.entry, title=each.entry.title or best.title.source
            )
    return claims


def _likeness(salvaged: Salvaged, words: str, draft: Draft) -> int:
    """Return how surely a draft is of an entry: by an identifier, its title, its words, or not at all (0)."""
    entry, text = salvaged.entry, salvaged.text
    known = [each.partition(":")[2] for record in draft.records for each in identifiers(record.facts)]
    if any(re.search(rf"(?<![\w.]){re.escape(each)}(?!\w)", text, re.IGNORECASE) for each in known):
        return 3
    titles = {record.title.normalised for record in draft.records}
    if contradict(entry.facts, draft.facts):
        return 0
    if entry.title:
        return 2 if titles & _titles(entry) else 0
    return int(any(f" {title} " in words for title in titles if len(title.split()) >= _FEWEST_WORDS))


def _titles(entry: Entry) -> set[str]:
    """Return the titles that an entry is found by."""
    return {normalise_title(title) for title in (entry.title, entry.facts.published_title) if title}


def _new_entry(draft: Draft, taken: set[str], name: str) -> Entry:
    return Entry(
        key=make_key(draft.facts.authors, draft.facts.year, draft.title.source, taken),
        entry_type=draft.entry_type if draft.facts.venue else "misc",
        title=draft.title.source,
        facts=draft.facts,
        edition=draft.records[0].edition,
        location=Location(path=name),
    )


def _paper(entry: Entry, drafts: Sequence[Draft]) -> Paper:
    """Return the paper of an entry; what a person wrote into the entry wins."""
    joined = drafts[0]
    if len(drafts) > 1:
        joined = join_records([record for draft in drafts for record in draft.records])
    facts = _facts(entry, joined)
    seen = {record.title.source for record in joined.records}
    return Paper(
        key=entry.key,
        entry_type=_entry_type(entry, joined, facts),
        # An entry of an earlier release may hold entities and tags that dumps are read without.
        title=joined.title if text_of_html(entry.title) in seen else RichText(entry.title),
        abstract=joined.abstract,
        facts=facts,
        edition=entry.edition or joined.records[0].edition,
        editions=tuple(sorted({record.edition for record in joined.records})),
        retired_keys=entry.retired_keys,
        records=joined.records,
        joins=tuple(_joins(entry, drafts)),
        votes=joined.votes,
        summary=joined.summary,
        withdrawn=next((record.withdrawn for record in joined.records if record.withdrawn), ""),
    )


def _facts(entry: Entry, joined: Draft) -> Facts:
    """Return what is known: of what the entry does not know the dumps, unless it says that there is none."""
    known = entry.facts
    if joined.facts.venue and not known.venue and known.year in {rec.facts.year for rec in joined.records}:
        known = replace(known, year=None)  # no person's word: a dump gave that of the preprint
    facts = known.filled_from(joined.facts)
    nothing = Facts()
    return replace(facts, **{name: getattr(nothing, name) for name in entry.denied})


def _entry_type(entry: Entry, joined: Draft, facts: Facts) -> EntryType:
    """Return what a paper is: nothing without a venue; what the dumps say, where the venue is theirs."""
    if not facts.venue:
        return "misc"
    is_theirs = entry.entry_type == "misc" and not entry.facts.venue
    return joined.entry_type if is_theirs else entry.entry_type


def _joins(entry: Entry, drafts: Sequence[Draft]) -> Iterator[Join]:
    """Yield why the records of some drafts are one paper."""
    first = drafts[0]
    for draft in drafts:
        yield from draft.joins
        if draft is not first:
            places = (first.records[0].location, draft.records[0].location)
            yield Join(reason=f"both are the entry '{entry.key}' at {entry.location}", places=places)
