"""A site that grows day by day, built whole after each: what was published stays.

`python -m tests.growing_site FOLDER` adds the days of a folder, one answer of the `daily_papers` API each,
and prints what each build took. With `--late`, half of the papers come as title and abstract; later dumps,
and facts written as `digest resolve` writes them, bring the rest. `--every N` builds on each Nth day and
the last. Tests check the same laws over fewer days.
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.base.errors import Location
from generator.base.models import Facts, Paper, Record
from generator.bibliography import parse_library
from generator.bibliography.codec import set_fields
from generator.config import Project
from generator.stages.read import read_dump
from generator.workflows.build import build_site
from tests.simulation import NAME, Day, learned_fields, read_days, unplaced, with_late_facts
from tests.world import make_world


class GrowingSite:
    """A project whose site is built again and again, and the laws that each build has to keep.

    Attributes:
        project: What is built.
        papers: Of the last build.
        addresses: Of the last build's pages and files that readers may link to.
        citations: Each paper's `.bib` as the last build published it, by key.
    """

    def __init__(self, project: Project) -> None:
        """Begin with a project that was never built."""
        self.project = project
        self.papers: tuple[Paper, ...] = ()
        self.addresses: frozenset[str] = frozenset()
        self.citations: dict[str, str] = {}

    def build(self) -> None:
        """Build; no address, key or entry vanishes, and a citation changes only with its paper's facts."""
        library, history = self._library(), self._history()
        papers, citations = self.papers, self.citations
        prepared = build_site(self.project, locked=False, allow_removals=False, progress=lambda _: None)
        self.papers = prepared.digest.papers
        known, self.addresses = self.addresses, frozenset(_addresses(self.project.site))
        assert known <= self.addresses
        self.citations = {
            path.stem: path.read_text("utf-8") for path in (self.project.site / "papers").glob("*.bib")
        }
        assert self._library().startswith(library)
        assert self._history().startswith(history)
        facts = {paper.key: paper.facts for paper in self.papers}
        assert facts.keys() == {entry.key for entry in parse_library(self._library(), NAME).entries}
        for paper in papers:
            if facts[paper.key] == paper.facts:
                assert self.citations[paper.key] == citations[paper.key]

    def learn(self, facts: Mapping[str, Facts]) -> None:
        """Write facts into entries, by their keys; nothing but what these lack changes."""
        before = parse_library(self._library(), NAME)
        text = set_fields(before.text, {key: learned_fields(known) for key, known in facts.items()})
        after = parse_library(text, NAME)
        expected = [replace(entry, facts=facts.get(entry.key, entry.facts)) for entry in before.entries]
        assert list(map(unplaced, after.entries)) == list(map(unplaced, expected))
        self.project.library.write_text(text, encoding="utf-8")

    def key_at(self) -> dict[Location, str]:
        """Return which paper the last build made of the record at each place."""
        return {location: paper.key for paper in self.papers for location in paper.locations}

    def _library(self) -> str:
        return _text(self.project.library)

    def _history(self) -> str:
        return _text(self.project.published_keys)


def grow_site(project: Project, folder: Path, every: int = 1) -> Iterator[GrowingSite]:
    """Yield the site after each build of a project to which the dumps of a folder come day by day.

    Args:
        project: That was never built.
        folder: Answers of the `daily_papers` API, one a day.
        every: Days between builds; the last day is always built.
    """
    site = GrowingSite(project)
    paths = sorted(folder.glob("*.json"))
    for number, path in enumerate(paths, 1):
        shutil.copy(path, project.dumps)
        if number % every == 0 or number == len(paths):
            site.build()
            yield site


def grow_late(project: Project, folder: Path, every: int = 1) -> Iterator[GrowingSite]:
    """Yield the site as `grow_site` does, where facts of half of the papers arrive late.

    Those that `digest resolve` would find are written after the build of their day, so the next build is
    the first with them; one more follows the last day.
    """
    site = GrowingSite(project)
    late = with_late_facts(read_days(folder), every)
    place: dict[Location, Location] = {}
    for number, day in enumerate(late.days):
        place |= _write_dump(project, day)
        if (number + 1) % every == 0 or number + 1 == len(late.days):
            site.build()
            yield site
        if found := late.resolved.get(number):
            key_at = site.key_at()
            site.learn({key_at[place[record.location]]: record.facts for record in found})
    site.build()
    yield site


def _write_dump(project: Project, day: Day) -> dict[Location, Location]:
    """Write the records of a day as JSON Lines; return where each now stands by where it stood."""
    path = project.dumps / f"{day[0].edition}.jsonl"
    path.write_text("".join(f"{json.dumps(_item(record))}\n" for record in day), encoding="utf-8")
    written = read_dump(path, project.name(path)).records
    assert [_elsewhere(record) for record in written] == [_elsewhere(record) for record in day]
    return {old.location: new.location for old, new in zip(day, written, strict=True)}


def _item(record: Record) -> dict[str, object]:
    facts = record.facts
    authors = [{"family": name.family, "given": name.given, "suffix": name.suffix} for name in facts.authors]
    known = {"authors": authors, "year": facts.year, "arxiv": facts.arxiv, "url": facts.url}
    return {
        "title": record.title.source,
        "abstract": record.abstract.source,
        **{name: value for name, value in known.items() if value},
        **({"code": facts.code} if facts.code else {}),
        **({} if record.votes is None else {"votes": record.votes}),
    }


def _elsewhere(record: Record) -> Record:
    return replace(record, location=Location(path=""))


def _addresses(site: Path) -> Iterator[str]:
    for path in site.rglob("*"):
        address = path.relative_to(site).as_posix()
        if path.is_file() and not address.startswith(("assets/", "search/")):
            yield address


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main() -> None:
    """Grow a site in a temporary folder and print what each build took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--late", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        sites = (grow_late if wanted.late else grow_site)(make_world(Path(root)), wanted.folder, wanted.every)
        started = time.perf_counter()
        for number, site in enumerate(sites, 1):
            seconds = time.perf_counter() - started
            count, addresses = len(site.papers), len(site.addresses)
            print(f"build {number}: {count} papers, {addresses:,} addresses, {seconds:.1f} s", flush=True)
            started = time.perf_counter()


if __name__ == "__main__":
    main()
