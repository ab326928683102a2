"""A digest that grows day by day: no key, address or entry of an earlier day changes or vanishes.

`python -m tests.simulation FOLDER` runs it in full, with whole builds of the site in between, and prints
what it measured; the folder holds one answer of the `daily_papers` API a day. Tests check the same law in
less time.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.enrich import enrich_drafts, renamed_entries
from generator.library import Library, append_entries, encode_authors, parse_library, set_all_fields
from generator.library.provenance import Source, format_provenance
from generator.merge import merge_records
from generator.models import Facts
from generator.pipeline import build_site
from generator.read import read_dump
from tests.world import make_world

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.config.project import Project
    from generator.errors import Location
    from generator.models import Entry, Paper, Record

NAME = "data/library.bib"
STRETCH = 25
"""Days between whole builds of the site."""
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
        assert [_unplaced(entry) for entry in added] == [_unplaced(entry) for entry in enriched.new_entries]
        self._keep(enriched.papers)

    def learn(self, facts: Mapping[str, Facts]) -> None:
        """Write facts into entries as `digest resolve` does; only what they lack changes."""
        before = self.library
        text = set_all_fields(before.text, {key: _fields(found) for key, found in facts.items()})
        self.library = parse_library(text, NAME)
        assert [entry.key for entry in self.library.entries] == [entry.key for entry in before.entries]
        for old, new in zip(before.entries, self.library.entries, strict=True):
            expected = replace(old, facts=facts.get(old.key, old.facts))
            assert _unplaced(new) == _unplaced(expected)

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
            oddities=appended.oddities,
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


def addresses(project: Project) -> set[str]:
    """Return the addresses of a built site's pages and files that readers may link to."""
    files = {path.relative_to(project.site).as_posix() for path in project.site.rglob("*") if path.is_file()}
    return {path for path in files if not path.startswith(("assets/", "search/"))}


def build(project: Project) -> set[str]:
    """Build the site and return its addresses."""
    build_site(project, locked=False, allow_removals=False, progress=lambda _: None)
    return addresses(project)


def _unplaced(entry: Entry) -> Entry:
    return replace(entry, location=replace(entry.location, line=0))


def _seen_again(record: Record, day: dt.date) -> Record:
    """Return the record as another dump of a later day gives it."""
    path = record.location.path.replace(".json", f"-again-on-{day}.json")
    return replace(record, edition=day, location=replace(record.location, path=path))


def _fields(facts: Facts) -> dict[str, str]:
    """Return the fields of the facts that the daily papers know."""
    source = Source(provider="arxiv", day=dt.date(2026, 11, 24))
    found = {
        "author": encode_authors(facts.authors),
        "year": str(facts.year or ""),
        "eprint": facts.arxiv,
        "url": facts.url,
        "code": facts.code,
    }
    known = {name: value for name, value in found.items() if value}
    return {**known, "provenance": format_provenance(dict.fromkeys(known, source))}


def main() -> None:
    """Run both simulations in full, then whole builds, and print what they took."""
    folder = Path(sys.argv[1])
    days = read_days(folder)
    late = with_late_facts(days)
    _measure("facts at once", grow(days, {}))
    _measure("facts late", grow(late.days, late.resolved))
    with tempfile.TemporaryDirectory() as root:
        _build_whole(make_world(Path(root)), sorted(folder.glob("*.json")))


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


def _build_whole(project: Project, paths: Sequence[Path]) -> None:
    """Build the site at the end of each stretch of days; no address vanishes."""
    known: set[str] = set()
    for number, path in enumerate(paths, 1):
        shutil.copy(path, project.dumps)
        if number % STRETCH and number != len(paths):
            continue
        started = time.perf_counter()
        now = build(project)
        seconds = time.perf_counter() - started
        keys = len(parse_library(project.library.read_text(encoding="utf-8"), NAME).entries)
        print(
            f"day {number}: {keys} papers, {len(now):,} addresses, {len(known - now)} lost, {seconds:.1f} s"
        )
        assert known <= now
        known = now


if __name__ == "__main__":
    main()
