"""Find facts of papers that came without: ask providers, believe what is certain, fill what is empty."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import lock_folder, replace_file
from generator.base.models import Entry, Paper
from generator.base.text import RichText
from generator.bibliography import Library, read_library
from generator.bibliography.codec import raw_entries
from generator.config import Project
from generator.providers import Client, FactName, Provider, Question
from generator.stages.enrich import enrich_drafts
from generator.stages.merge import merge_records
from generator.stages.read import read_dumps
from generator.workflows.resolve.facts import (
    Fact,
    Finding,
    add_facts,
    found_facts,
    lacking,
    to_ask,
    unfit_venue,
)
from generator.workflows.resolve.look_up import LookUp, Providers
from generator.workflows.resolve.match import choose, judge
from generator.workflows.resolve.outcome import Outcome, Resolution

__all__ = [
    "Fact",
    "Finding",
    "Outcome",
    "Resolution",
    "Task",
    "add_facts",
    "choose",
    "found_facts",
    "judge",
    "lacking",
    "open_task",
    "resolve",
    "to_ask",
    "unfit_venue",
]

_ENTRIES_AT_ONCE = 20
"""Entries that are written together: to read a library of thousands takes half a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """An entry that lacks wanted facts, with its year and what is known of its paper."""

    key: str
    question: Question
    wanted: frozenset[FactName]
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What there is to do: entries that lack facts, in the order of the library.

    Attributes:
        complete: How many entries lack none.
        broken: What in the library cannot be read; it is left alone.
    """

    project: Project
    lacks: tuple[Lack, ...]
    complete: int
    broken: tuple[Problem, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the entries that lack facts."""
        return tuple(lack.key for lack in self.lacks)


def open_task(project: Project, keys: Sequence[str]) -> Task:
    """Return what there is to do for the entries of keys, current or retired; for all where there are none.

    The project's dumps give the abstracts of papers.

    Raises:
        DigestError: A key that no entry has; settings, library or a dump that cannot be read.
    """
    name = project.name(project.library)
    library = read_library(project.library, name)
    meant = set(_meant(library, keys, name)) if keys else {entry.key for entry in library.entries}
    papers = {paper.key: paper for paper in _papers(project, library)}
    raw = raw_entries(library.text)
    lacks = tuple(
        _lack(entry, papers.get(entry.key), wanted)
        for entry in library.entries
        if entry.key in meant and (wanted := lacking(raw[entry.key].fields))
    )
    return Task(project=project, lacks=lacks, complete=len(meant) - len(lacks), broken=library.rejected)


def resolve(
    task: Task,
    providers: Sequence[Provider],
    client: Client,
    *,
    dry_run: bool,
    progress: Callable[[str], None],
) -> Resolution:
    """Look for facts of one entry after the other and add them to the library.

    An interruption loses nothing: what was found is written, and answers are cached. `progress` is told each
    key before its paper is looked for.
    """
    path, asked = task.project.library, Providers(client, providers)
    before = text = path.read_bytes().decode() if path.exists() else ""
    results: list[tuple[Lack, LookUp]] = []
    added: dict[str, tuple[Fact, ...]] = {}
    for start in range(0, len(task.lacks), _ENTRIES_AT_ONCE):
        facts: dict[str, tuple[Fact, ...]] = {}
        try:
            for lack in task.lacks[start : start + _ENTRIES_AT_ONCE]:
                progress(lack.key)
                result = asked.look_up(lack.question, to_ask(lack.wanted))
                facts[lack.key] = found_facts(lack.wanted, lack.year, result.findings)
                results.append((lack, result))
        finally:
            text, new = add_facts(text, facts) if dry_run else _write(task.project, text, facts)
            added |= new
    return Resolution(
        outcomes=tuple(_outcome(lack, result, added.get(lack.key, ())) for lack, result in results),
        complete=task.complete,
        silent=tuple(asked.problems()),
        diff=_diff(before, text, task.project.name(path)),
    )


def _write(
    project: Project, text: str, facts: Mapping[str, Sequence[Fact]]
) -> tuple[str, dict[str, tuple[Fact, ...]]]:
    """Add facts to the library as it is by now, not as it was: a person or a build may have changed it.

    Returns:
        The library as it is written, and the facts that entries lacked and got.
    """
    if not any(facts.values()):
        return text, {}
    with lock_folder(project.build):
        found = project.library.read_bytes().decode()
        text, added = add_facts(found, facts)
        if text != found:
            replace_file(project.library, text)
    return text, added


def _meant(library: Library, keys: Sequence[str], name: str) -> Iterator[str]:
    """Yield the current keys of the entries that are meant."""
    current = {old: entry.key for entry in library.entries for old in entry.retired_keys}
    current |= {entry.key: entry.key for entry in library.entries}
    unknown = [key for key in keys if key not in current]
    if {each.entry.key for each in library.salvaged}.intersection(unknown):
        raise DigestError(*library.rejected)
    if unknown:
        raise DigestError(*(_unknown(key, list(current), name) for key in unknown))
    yield from (current[key] for key in keys)


def _unknown(key: str, keys: Sequence[str], name: str) -> Problem:
    close = difflib.get_close_matches(key, keys, n=3)
    advice = f"did you mean {' or '.join(close)}?" if close else "the keys are those of its entries"
    return Problem(location=Location(path=name), reason=f"no entry has the key '{key}'", advice=advice)


def _papers(project: Project, library: Library) -> tuple[Paper, ...]:
    """Return what the dumps know of the papers, their abstracts above all; nothing where there are none."""
    if not project.dumps.is_dir() or not any(project.dumps.iterdir()):
        return ()
    name = project.name(project.dumps)
    records = read_dumps(project.dumps, name).records
    return enrich_drafts(merge_records(records), library, name).papers


def _lack(entry: Entry, paper: Paper | None, wanted: frozenset[FactName]) -> Lack:
    facts = paper.facts if paper else entry.facts
    question = Question(
        title=RichText(entry.title).as_plain,
        published_title=facts.published_title,
        abstract=paper.abstract.source if paper else "",
        authors=facts.authors,
        year=facts.year,
        arxiv=facts.arxiv,
        doi=facts.doi,
    )
    return Lack(key=entry.key, question=question, wanted=wanted, year=entry.facts.year)


def _outcome(lack: Lack, result: LookUp, added: tuple[Fact, ...]) -> Outcome:
    return Outcome(
        key=lack.key,
        state="found" if added else result.state,
        facts=added,
        unfit_venue=unfit_venue(lack.wanted, lack.year, result.findings),
    )


def _diff(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
