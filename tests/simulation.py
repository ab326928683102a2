"""A digest that grows day by day: no key, address or entry of an earlier day changes or vanishes.

`python -m tests.simulation FOLDER` runs it with the library read whole each day, and prints what it measured;
the folder holds one answer of the `daily_papers` API a day. `tests.growing_site` builds the site as well.
"""

import datetime as dt
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base.errors import Location
from generator.base.models import Entry, Facts, Paper, Record
from generator.bibliography import Library, Source, add_provenance, append_entries, parse_library
from generator.bibliography.codec import encode_authors, set_fields
from generator.stages.enrich import enrich_drafts, renamed_entries
from generator.stages.merge import merge_records
from generator.stages.read import read_dump

NAME = "data/library.bib"
DELAY = 20
"""Days after which facts arrive that were not there on the first."""

Day = tuple["Record", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Days on which half of the papers come without facts, and when these arrive.

    Attributes:
        days: What the dumps bring each day; facts of one paper in four come with a later dump.
        resolved: By day, records whose facts are written into the bibliography; again one in four.
    """

    days: tuple[Day, ...]
    resolved: Mapping[int, tuple[Record, ...]]


class Growth:
    """A bibliography that takes in dump after dump, and the laws it has to keep."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.library = Library()
        self.records: list[Record] = []
        self.papers: tuple[Paper, ...] = ()
        self.key_of: dict[Location, str] = {}

    def add(self, records: Iterable[Record]) -> None:
        """Build with one more dump; what was there stays."""
        before = self.library
        self.records += records
        enriched = enrich_drafts(merge_records(self.records), before, NAME, self.key_of.values())
        assert not tuple(renamed_entries(before.entries, enriched))
        self._read_appended(append_entries(before.text, enriched.new_entries))
        added = self.library.entries[len(before.entries) :]
        assert self.library.entries[: len(before.entries)] == before.entries
        assert [unplaced(entry) for entry in added] == [unplaced(entry) for entry in enriched.new_entries]
        self._keep(enriched.papers)

    def learn(self, facts: Mapping[str, Facts]) -> None:
        """Write facts into entries as `digest resolve` does; only what they lack changes."""
        before = self.library
        text = set_fields(before.text, {key: learned_fields(found) for key, found in facts.items()})
        self.library = parse_library(text, NAME)
        assert [entry.key for entry in self.library.entries] == [entry.key for entry in before.entries]
        for old, new in zip(before.entries, self.library.entries, strict=True):
            expected = replace(old, facts=facts.get(old.key, old.facts))
            assert unplaced(new) == unplaced(expected)

    def check_whole(self) -> None:
        """Read the whole library as a build does: the same entries, and no problem."""
        whole = parse_library(self.library.text, NAME)
        assert whole.problems == ()
        assert whole == self.library

    def _read_appended(self, text: str) -> None:
        """Read what was appended; the rest was read before."""
        before = self.library
        assert text.startswith(before.text)
        appended = parse_library(text[len(before.text) :], NAME)
        above = before.text.count("\n")
        moved = (
            replace(entry, location=replace(entry.location, line=entry.location.line + above))
            for entry in appended.entries
        )
        self.library = Library(
            entries=(*before.entries, *moved),
            rejected=appended.rejected,
            warnings=appended.warnings,
            text=text,
            keys=before.keys | appended.keys,
        )
        assert self.library.problems == ()

    def _keep(self, papers: tuple[Paper, ...]) -> None:
        """Check that each record leads to the key it ever led to, and each key to a paper."""
        self.papers = papers
        for paper in papers:
            for location in paper.locations:
                assert self.key_of.setdefault(location, paper.key) == paper.key
        assert set(self.key_of.values()) == {paper.key for paper in papers}
        assert len(self.key_of) == len(self.records)


def read_days(folder: Path) -> tuple[Day, ...]:
    """Return the records of each day, oldest first."""
    return tuple(read_dump(path, f"data/dumps/{path.name}").records for path in sorted(folder.glob("*.json")))


def with_late_facts(days: Sequence[Day], every: int = 1) -> Late:
    """Return the days where half of the papers first come as title and abstract alone.

    Args:
        days: As they really were.
        every: Facts are written into the bibliography on each day whose number is a multiple of this.
    """
    dumps: dict[int, list[Record]] = defaultdict(list)
    resolved: dict[int, list[Record]] = defaultdict(list)
    for number, day in enumerate(days):
        for position, record in enumerate(day):
            is_late = position % 2 == 0
            dumps[number].append(replace(record, facts=Facts()) if is_late else record)
            later = min(number + DELAY, len(days) - 1)
            if is_late and position % 4:
                resolved[min(later + -later % every, len(days) - 1)].append(record)
            elif is_late:
                dumps[later].append(_seen_again(record, days[later][0].edition))
    return Late(
        days=tuple(tuple(dumps[number]) for number in range(len(days))),
        resolved={number: tuple(records) for number, records in resolved.items()},
    )


def grow(days: Sequence[Day], resolved: Mapping[int, Sequence[Record]]) -> Iterator[Growth]:
    """Yield the bibliography after each day."""
    growth = Growth()
    for number, day in enumerate(days):
        growth.add(day)
        late = {growth.key_of[record.location]: record.facts for record in resolved.get(number, ())}
        if late:
            growth.learn(late)
            growth.add(())
        yield growth


def unplaced(entry: Entry) -> Entry:
    """Return an entry wherever it stands."""
    return replace(entry, location=replace(entry.location, line=0))


def _seen_again(record: Record, day: dt.date) -> Record:
    """Return the record as another dump of a later day gives it."""
    path = record.location.path.replace(".json", f"-again-on-{day}.json")
    return replace(record, edition=day, location=replace(record.location, path=path))


def learned_fields(facts: Facts) -> dict[str, str]:
    """Return the fields that `digest resolve` would write for the facts that the daily papers know."""
    source = Source(provider="arxiv", day=dt.date(2026, 11, 24))
    found = {
        "author": encode_authors(facts.authors),
        "year": str(facts.year or ""),
        "eprint": facts.arxiv,
        "url": facts.url,
        "code": facts.code,
    }
    known = {name: value for name, value in found.items() if value}
    return {**known, "provenance": add_provenance("", dict.fromkeys(known, source))}


def main() -> None:
    """Run both simulations and print what they took."""
    days = read_days(Path(sys.argv[1]))
    late = with_late_facts(days)
    _measure("facts at once", grow(days, {}))
    _measure("facts late", grow(late.days, late.resolved))


def _measure(name: str, growths: Iterator[Growth]) -> None:
    """Go through a simulation, each day with a library read whole, and print its figures."""
    seconds: list[float] = []
    started = time.process_time()
    for growth in growths:
        growth.check_whole()
        seconds.append(time.process_time() - started)
        started = time.process_time()
    keys = len(set(growth.key_of.values()))
    size = len(growth.library.text.encode())
    print(
        f"{name}: {len(seconds)} days, {len(growth.records)} records, {keys} keys, {size:,} bytes;", end=" "
    )
    print(f"{sum(seconds):.1f} s, the longest day {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
