"""Answers to many titles, made up or given by the providers: no false match, and nearly all right ones."""

import datetime as dt
import itertools
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.base.cache import Cache
from generator.base.models import Facts
from generator.base.names import parse_name
from generator.bibliography import Library, read_library
from generator.config import open_project
from generator.providers import PROVIDERS, Candidate, Client, Question
from generator.workflows.resolve import Resolution, choose, open_task, resolve
from tests.localhost import Localhost, StillClock
from tests.workflows.resolve.answers import served
from tests.workflows.resolve.recorded import Recording, lines, recording_of, replayed
from tests.world import ROOT

TODAY = dt.date(2026, 11, 24)
Resolved = tuple[Recording, Library, Resolution, Localhost]
ARXIV, SEMANTIC_SCHOLAR, OPENALEX, CROSSREF = PROVIDERS
READERS = {
    "api.crossref.org": CROSSREF.read,
    "api.semanticscholar.org": SEMANTIC_SCHOLAR.read,
    "api.openalex.org": OPENALEX.read,
}
SEARCHES = ("/works", "/graph/v1/paper/search/match")


def _bodies(material: Path) -> dict[tuple[str, str], str]:
    recorded = lines(material / "apis" / "recorded.jsonl")
    return {(line["uri"], line["cassette"]): line["body"] for line in recorded}


@pytest.fixture(scope="module")
def resolved(material: Path, tmp_path_factory: pytest.TempPathFactory) -> Resolved:
    """Give what a run made of the titles of a recording, and whom it asked."""
    recording = recording_of(material)
    heat, identifier = recording.on_arxiv
    folder = tmp_path_factory.mktemp("recorded")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    project = open_project(folder)
    text = "".join(f"@misc{{own{n},\n  title = {{{title}}},\n}}\n" for n, title in enumerate(recording.own))
    traps = (*recording.unsure, *recording.unknown)
    text += "".join(f"@misc{{trap{n},\n  title = {{{title}}},\n}}\n" for n, title in enumerate(traps))
    text += f"@misc{{heat,\n  title = {{{heat}}},\n}}\n"
    text += f"@misc{{typo,\n  title = {{A Paper of Mistyped Identifier}},\n  eprint = {{{identifier}}},\n}}\n"
    project.library.parent.mkdir()
    project.library.write_text(text, encoding="utf-8")
    clock = StillClock()
    with (
        Localhost(replayed(material), clock) as server,
        Client(Cache(folder / "cache", TODAY), TODAY, "paper-digest/test", clock) as client,
    ):
        task = open_task(project, ())
        account = resolve(task, served(server), client, dry_run=False, progress=lambda _: None)
    return recording, read_library(project.library, "library.bib"), account, server


def test_a_run_finds_the_right_papers(resolved: Resolved) -> None:
    """Each by its own identifier, with all authors, and with venue and year where they are certain."""
    recording, library, _, _ = resolved
    entries = {entry.title: entry for entry in library.entries}
    for title, own in recording.own.items():
        assert _identifiers(entries[title].facts) & own, title
        assert _identifiers(entries[title].facts) <= own, title
    for title, (identifier, *expected) in recording.facts.items():
        entry = entries[title]
        assert identifier in _identifiers(entry.facts), title
        venue, year, authors = entry.facts.venue, entry.facts.year, entry.facts.authors
        assert [entry.entry_type, venue, year, len(authors)] == expected, title
    assert entries[recording.on_arxiv[0]].facts.primary_class == "math.CO"


def test_a_run_falls_into_no_trap(resolved: Resolved) -> None:
    """Nothing is added to them, nor to a paper whose identifier leads to another one."""
    recording, library, account, _ = resolved

    for entry in library.entries:
        if entry.title in (*recording.unsure, *recording.unknown):
            assert entry.facts == Facts(), entry.title
    assert account.keys("ambiguous") == ("trap0", "trap1", "trap2", "typo")
    assert account.keys("not found") == ("trap3", "trap4", "trap5", "trap6")
    assert account.silent == ()


def test_a_run_is_polite(resolved: Resolved) -> None:
    """Three seconds between questions to arXiv, and never two at once."""
    _, _, _, server = resolved
    times = [request.time for request in server.requests if request.target.startswith("/arxiv/")]

    assert len(times) > 10
    assert all(later - earlier >= 3 for earlier, later in itertools.pairwise(times))
    assert server.most_at_once == 1


def _title(query: dict[str, Any]) -> str:
    return str(query["query"]).removeprefix("title.search:").removesuffix(".")


def _identifiers(facts: Facts) -> set[str]:
    return {facts.arxiv, facts.doi.casefold()} - {""}


def test_no_false_match_and_nearly_all_right_ones(material: Path) -> None:
    """By the title alone, which is the least that can be known."""
    bodies, recording = _bodies(material), recording_of(material)
    right = possible = 0
    for query in lines(material / "apis" / "title_queries.jsonl"):
        read = READERS.get(query["host"])
        if read is None or query["status"] != 200 or query["path"] not in SEARCHES:
            continue
        candidates = read(bodies[query["uri"], query["cassette"]].encode())
        own = recording.own.get(_title(query), set())
        possible += any(_identifiers(candidate.facts) & own for candidate in candidates)
        match = choose(Question(title=_title(query)), candidates).match
        if match:
            assert _identifiers(match.facts) & own, query["query"]
            right += 1

    assert possible == recording.matches
    assert right >= 0.9 * possible


def test_titles_and_identifiers_alone_are_enough(material: Path) -> None:
    """The same with what the file of queries holds of each hit."""
    recording = recording_of(material)
    for query in lines(material / "apis" / "title_queries.jsonl"):
        own = recording.own.get(_title(query), set())
        hits = [
            Candidate(title=title, facts=Facts(doi=(identifier or "").removeprefix("https://doi.org/")))
            for title, identifier, _ in query["hits"]
        ]
        match = choose(Question(title=_title(query)), hits).match

        assert not match or own, query["query"]


def test_an_author_who_wrote_something_else_prevents_a_match(material: Path) -> None:
    """What was asked in the name of somebody else is not his."""
    bodies = _bodies(material)
    for query in lines(material / "apis" / "title_queries.jsonl"):
        if "author_matching" in query["cassette"] or "equations" in query["cassette"]:
            body = bodies[query["uri"], query["cassette"]]
            candidates = READERS[query["host"]](body.encode()) if query["status"] == 200 else ()
            question = Question(title=_title(query), authors=(parse_name("Jack NoScience"),))

            assert choose(question, candidates).match is None


def test_every_recorded_answer_is_read_or_refused(material: Path) -> None:
    """Whatever it is about: no other error than ValueError."""
    read, refused = 0, 0
    for line in lines(material / "apis" / "recorded.jsonl"):
        reader = READERS.get(urlsplit(line["uri"]).netloc)
        if reader:
            try:
                read += len(reader(line["body"].encode()))
            except ValueError:
                refused += 1

    assert read >= recording_of(material).read
    assert refused >= recording_of(material).refused


@pytest.mark.parametrize(
    ("material", "pattern", "count"),
    [
        ("made_up", "q_testing*", 8),
        ("made_up", "id_3105*", 1),
        ("made_up", "id_0000*", 0),
        ("made_up", "id_astro-ph*", 1),
        pytest.param("real_data", "q_testing*", 100, marks=pytest.mark.real),
        pytest.param("real_data", "id_1605*", 1, marks=pytest.mark.real),
        pytest.param("real_data", "id_0000*", 0, marks=pytest.mark.real),
        pytest.param("real_data", "id_astro-ph*", 1, marks=pytest.mark.real),
    ],
    indirect=["material"],
)
def test_arxivs_answers_are_read(material: Path, pattern: str, count: int) -> None:
    """Every paper with identifier, authors, year and class."""
    (path,) = (material / "arxiv_atom").glob(pattern)

    papers = ARXIV.read(path.read_bytes())

    assert len(papers) == count
    for paper in papers:
        assert all((paper.title, paper.abstract, paper.facts.arxiv, paper.facts.primary_class))
        assert paper.facts.authors
        assert paper.facts.year
        assert choose(Question(title=paper.title, authors=paper.facts.authors), papers).match == paper


def test_arxivs_error_is_refused(material: Path) -> None:
    """It comes as an entry of a feed."""
    (path,) = (material / "arxiv_atom").glob("id_abc*")

    with pytest.raises(ValueError, match="incorrect id format for abc"):
        ARXIV.read(path.read_bytes())
