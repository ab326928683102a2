"""One run: which entries lack facts, what the providers know of them, and into the library with it."""

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import lock_folder, replace_file
from generator.base.models import Entry, Paper
from generator.base.text import RichText
from generator.bibliography import Library, read_library
from generator.bibliography.codec import raw_entries
from generator.config.project import Project
from generator.providers.candidates import Question
from generator.providers.provider import Provider, Wanted
from generator.providers.web import Client
from generator.stages.enrich import enrich_drafts
from generator.stages.merge import merge_records
from generator.stages.read import read_dumps
from generator.workflows.resolve.facts import Fact, found_facts, lacking, to_ask, unfit_venue
from generator.workflows.resolve.look_up import LookUp, Providers
from generator.workflows.resolve.outcome import Outcome, Resolution, State
from generator.workflows.resolve.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """An entry that lacks facts.

    Attributes:
        key: Of the entry.
        question: What is known of its paper.
        wanted: What it lacks.
        year: That stands in it.
    """

    key: str
    question: Question
    wanted: frozenset[Wanted]
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What there is to do.

    Attributes:
        project: Holds the library.
        lacks: Entries that lack facts, in the order of the library.
        complete: How many lack none.
        broken: What in the library cannot be read; it is left alone.
    """

    project: Project
    lacks: tuple[Lack, ...]
    complete: int
    broken: tuple[Problem, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the entries that lack facts."""
        return tuple(lack.key for lack in self.lacks)


def open_task(project: Project, keys: Sequence[str]) -> Task:
    """Return what there is to do; nobody is asked yet.

    Args:
        project: Holds the library, and dumps with the abstracts of its papers.
        keys: Of the entries that are meant, current or retired; all when there are none.

    Raises:
        DigestError: A key that no entry has; settings, library or a dump that cannot be read.
    """
    name = project.name(project.library)
    library = read_library(project.library, name)
    meant = set(_meant(library, keys, name)) if keys else {entry.key for entry in library.entries}
    papers = {paper.key: paper for paper in _papers(project, library)}
    raw = raw_entries(library.text)
    lacks = [
        _lack(entry, papers.get(entry.key), wanted)
        for entry in library.entries
        if entry.key in meant and (wanted := lacking(raw[entry.key].fields))
    ]
    return Task(
        project=project,
        lacks=tuple(lacks),
        complete=len(meant) - len(lacks),
        broken=library.rejected,
    )


def resolve(
    task: Task,
    providers: Sequence[Provider],
    client: Client,
    *,
    dry_run: bool,
    progress: Callable[[str], None],
) -> Resolution:
    """Look for facts, entry by entry; each entry is written as soon as its facts are there.

    An interruption loses nothing that was found: what is written stays, and answers are remembered.

    Args:
        task: What there is to do.
        providers: In order of trust.
        client: Asks them.
        dry_run: Leave the library as it is.
        progress: Told each key before its paper is looked for.
    """
    path = task.project.library
    before = path.read_bytes().decode() if path.exists() else ""
    shelf, outcomes = Shelf(before), []
    asked = Providers(client, providers)
    for lack in task.lacks:
        progress(lack.key)
        result = asked.look_up(lack.question, to_ask(lack.wanted))
        facts = found_facts(lack.wanted, lack.year, result.findings)
        added = shelf.add(lack.key, facts) if dry_run else _write(task.project, shelf, lack.key, facts)
        outcomes.append(_outcome(lack, result, added))
    return Resolution(
        outcomes=tuple(outcomes),
        complete=task.complete,
        silent=tuple(_silent(asked)),
        diff=_diff(before, shelf.text, task.project.name(path)),
    )


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


def _lack(entry: Entry, paper: Paper | None, wanted: frozenset[Wanted]) -> Lack:
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


def _write(project: Project, shelf: Shelf, key: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Add facts to the library as it is by now: a person or a build may have changed it meanwhile."""
    if not facts:
        return ()
    with lock_folder(project.build):
        shelf.renew(project.library.read_bytes().decode())
        added = shelf.add(key, facts)
        if added:
            replace_file(project.library, shelf.text)
    return added


def _outcome(lack: Lack, result: LookUp, added: tuple[Fact, ...]) -> Outcome:
    state: State = "not found" if result.is_answered else "unanswered"
    if added:
        state = "found"
    elif result.findings:
        state = "nothing new"
    elif result.is_unsure:
        state = "ambiguous"
    venue = unfit_venue(lack.wanted, lack.year, result.findings)
    return Outcome(key=lack.key, state=state, facts=added, unfit_venue=venue)


def _silent(providers: Providers) -> Iterator[Problem]:
    """Yield one problem for each provider that left questions unanswered."""
    for title, count in sorted(providers.failures.items()):
        questions = f"{count} question{'s' * (count > 1)} unanswered: {providers.reasons[title]}"
        is_out = providers.are_left_out(title)
        advice = "it was left out for the rest of the run; run the command again later"
        yield Problem(location=Location(path=title), reason=questions, advice=advice if is_out else "")


def _diff(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
