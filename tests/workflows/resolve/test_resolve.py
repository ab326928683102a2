"""A whole run against a server on this machine: what it finds, what it asks, what faults cost."""

import datetime as dt
import itertools
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.base.cache import Cache
from generator.base.errors import DigestError
from generator.config import Project, open_project
from generator.providers import Client, Provider
from generator.workflows.resolve import Resolution, open_task, resolve
from tests.localhost import Localhost, Reply, StillClock
from tests.workflows.resolve.answers import FOLDER, TITLE, replay, served
from tests.world import ROOT, WORLD

TODAY = dt.date(2031, 5, 6)
TIDE = f"@misc{{tide,\n  title = {{{TITLE}}},\n  edition = {{2031-05-06}},\n}}\n"
FULL = """@misc{full,
  title = {A Paper That Lacks Nothing},
  author = {Tern, Finn},
  journal = {Sea Letters},
  year = {2031},
  doi = {10.99999/full},
  pages = {1},
  eprint = {3101.00099},
  code = {https://example.org/full},
}
"""
FOUND = """@inproceedings{tide,
  title = {Batching Requests by the Tide},
  edition = {2031-05-06},
  author = {Quill, Ada and Van den Berg, Jo and {Lantern Team}},
  booktitle = {International Lantern Systems Conference},
  year = {2031},
  doi = {10.99999/ilsc.31},
  eprint = {3102.00007},
  archiveprefix = {arXiv},
  primaryclass = {cs.DC},
  code = {https://github.com/example/tide},
  provenance = {arxiv 2031-05-06: author, code, doi, eprint, primaryclass; \
semanticscholar 2031-05-06: booktitle, year},
}
"""
HTML = Reply(body=b"<!doctype html><title>Maintenance</title>")


def _project(folder: Path, library: str = TIDE) -> Project:
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "data").mkdir()
    project = open_project(folder)
    project.library.write_text(library, encoding="utf-8")
    return project


def _run(
    project: Project,
    server: Localhost,
    *keys: str,
    clock: StillClock | None = None,
    dry_run: bool = False,
    providers: tuple[Provider, ...] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Resolution:
    cache = Cache(project.build / "cache", TODAY)
    with Client(cache, TODAY, "paper-digest/test", clock or StillClock()) as client:
        return resolve(
            open_task(project, keys),
            providers or served(server),
            client,
            dry_run=dry_run,
            progress=progress,
        )


def _many(count: int) -> str:
    """Return a library of papers that no provider knows."""
    return "\n".join(
        f"@misc{{k{n},\n  title = {{The Unknown Paper of Number {n}}},\n}}" for n in range(count)
    )


def test_facts_are_found_and_told(tmp_path: Path) -> None:
    """Each provider is asked with what those before it found, and not when it can give nothing more."""
    project = _project(tmp_path, FULL + TIDE)
    with Localhost(replay()) as server:
        account = _run(project, server)

    assert project.library.read_text(encoding="utf-8") == FULL + FOUND
    assert [request.target.partition("?")[0] for request in server.requests] == [
        "/arxiv/api/query",
        "/semanticscholar/graph/v1/paper/ARXIV:3102.00007",
    ]
    assert account.as_text() == (
        "looked for facts of 1 of 2 papers: "
        "1 found, 0 nothing new, 0 not found, 0 ambiguous, 0 unanswered\n"
        "facts: 6 from arxiv, 2 from semanticscholar"
    )


def test_a_dry_run_shows_what_would_change(tmp_path: Path) -> None:
    """The library stays; the diff is what a run would do."""
    project = _project(tmp_path)
    with Localhost(replay()) as server:
        account = _run(project, server, dry_run=True)
        assert project.library.read_text(encoding="utf-8") == TIDE
        real = _run(project, server)

    assert account.diff == real.diff
    assert account.diff.startswith(
        "--- a/data/library.bib\n+++ b/data/library.bib\n@@ -1,4 +1,13 @@\n-@misc{tide,\n"
    )
    assert "+  eprint = {3102.00007},\n" in account.diff
    assert len(server.requests) == 2, "the second run remembers what the first was told"


def test_an_entry_that_lacks_nothing_is_not_asked_about(tmp_path: Path) -> None:
    """Nor is one that was not meant."""
    project = _project(tmp_path, FULL + TIDE)
    with Localhost(replay()) as server:
        account = _run(project, server, "full")

    assert server.requests == []
    assert (account.outcomes, account.complete) == ((), 1)


@pytest.mark.parametrize(
    ("lacking", "asked"),
    [
        ("code", ["arxiv"]),
        ("pages", ["crossref"]),
        ("journal", ["semanticscholar", "openalex", "crossref"]),
        ("eprint", ["arxiv"]),
    ],
)
def test_who_can_give_nothing_is_not_asked(tmp_path: Path, lacking: str, asked: list[str]) -> None:
    """Only arXiv speaks of code, and Crossref of pages; Crossref knows no preprints of arXiv."""
    lines = FULL.splitlines(keepends=True)
    library = "".join(line for line in lines if not line.startswith(f"  {lacking} ="))
    feed = (FOLDER / "arxiv.xml").read_bytes()
    found = feed.replace(b"Batching Requests by the Moon", b"A Paper That Lacks Nothing")
    nothing = {name: lambda: Reply(status=404) for name in ("semanticscholar", "openalex", "crossref")}
    with Localhost(replay({**nothing, "arxiv": lambda: Reply(body=found)})) as server:
        _run(_project(tmp_path, library), server)

    assert [request.target.split("/")[1] for request in server.requests] == asked


def test_the_abstract_of_the_dump_is_a_witness(tmp_path: Path) -> None:
    """Candidates of the same title with another abstract are other papers."""
    project = _project(tmp_path, TIDE.replace("Batching Requests by the Tide", "On the Migration of Letters"))
    shutil.copytree(WORLD / "data" / "dumps", project.dumps)
    abstract = b" ".join(b"other%d" % number for number in range(60))
    feed = (
        (FOLDER / "arxiv.xml")
        .read_bytes()
        .replace(b"Batching Requests by the Moon", b"On the Migration of Letters")
    )
    other = feed.replace(b"The moon moves the sea, and the sea moves requests.", abstract)
    nothing = {name: lambda: Reply(status=404) for name in ("semanticscholar", "openalex", "crossref")}

    (lack,) = open_task(project, ()).lacks
    assert lack.question.abstract.startswith("Letters migrate between alphabets.")
    with Localhost(replay({**nothing, "arxiv": lambda: Reply(body=feed)})) as server:
        assert _run(project, server, dry_run=True).keys("found") == ("tide",)
    longer = (project.dumps / "2031-05-06-daily-papers.txt").read_text(encoding="utf-8")
    longer = longer.replace("what was lost.", f"what was lost. {' '.join(f'word{n}' for n in range(30))}.")
    (project.dumps / "2031-05-06-daily-papers.txt").write_text(longer, encoding="utf-8")
    shutil.rmtree(project.build)
    with Localhost(replay({**nothing, "arxiv": lambda: Reply(body=other)})) as server:
        assert _run(project, server, dry_run=True).keys("not found") == ("tide",)


def test_questions_to_arxiv_are_three_seconds_apart_and_never_two_at_once(tmp_path: Path) -> None:
    """By the clock of the run; the others get a second."""
    clock = StillClock()
    with Localhost(replay(), clock) as server:
        _run(_project(tmp_path, _many(5)), server, clock=clock)

    for name, interval in (("arxiv", 3), ("semanticscholar", 1), ("openalex", 1), ("crossref", 1)):
        times = [request.time for request in server.requests if request.target.startswith(f"/{name}/")]
        assert len(times) == 5
        assert all(later - earlier >= interval for earlier, later in itertools.pairwise(times))
    assert server.most_at_once == 1


def test_what_is_not_found_and_what_is_ambiguous_is_told(tmp_path: Path) -> None:
    """With the keys, for a person to look; as JSON too."""
    library = _many(1) + "\n" + TIDE.replace("by the Tide", "by the Tide: How the Moon Helps")
    with Localhost(replay()) as server:
        account = _run(_project(tmp_path, library), server)

    assert account.as_text().endswith("not found: k0\nambiguous: tide")
    known = json.loads(account.as_json())
    assert (known["looked_for"], known["not_found"], known["ambiguous"]) == (2, ["k0"], ["tide"])
    assert (known["found"], known["facts"], known["by_provider"], known["silent"]) == ([], [], {}, {})


def test_a_venue_that_does_not_fit_the_year_is_told(tmp_path: Path) -> None:
    """A person may want to set the year right."""
    project = _project(tmp_path, TIDE.replace("  edition", "  year = {2030},\n  edition"))
    with Localhost(replay()) as server:
        account = _run(project, server)

    line = "venue of another year than the entry's, left alone: "
    assert account.as_text().endswith(f"{line}tide (International Lantern Systems Conference, 2031)")
    assert "  year = {2030},\n" in project.library.read_text(encoding="utf-8")
    assert "booktitle" not in project.library.read_text(encoding="utf-8")


def test_a_second_run_finds_nothing_new(tmp_path: Path) -> None:
    """A paper that was found stays as it is."""
    bare = (FOLDER / "arxiv.xml").read_bytes().replace(b"Code is available at", b"See")
    project = _project(tmp_path)
    with Localhost(replay({"arxiv": lambda: Reply(body=bare)})) as server:
        _run(project, server)
        before = project.library.read_bytes()
        account = _run(project, server)

    assert account.keys("nothing new") == ("tide",)
    assert project.library.read_bytes() == before


FAULTS: dict[str, Callable[[], Reply]] = {
    "429": lambda: Reply(status=429, headers={"Retry-After": "7"}),
    "503": lambda: Reply(status=503),
    "stalled": lambda: Reply(fault="stall"),
    "truncated": lambda: Reply(body=b'{"data": [{"title": "Batch'),
    "cut": lambda: Reply(body=b"{", fault="cut"),
    "error entry": lambda: Reply(body=(FOLDER / "arxiv_error.xml").read_bytes()),
    "empty": Reply,
    "html": lambda: HTML,
    "elsewhere": lambda: Reply(status=302, headers={"Location": "https://example.org/"}),
    "huge": lambda: Reply(body=bytes(1_000_000), times=100),
    "reset": lambda: Reply(fault="reset"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_provider_that_fails_costs_only_its_facts(tmp_path: Path, fault: Callable[[], Reply]) -> None:
    """The others are heard, one line says what was wrong, and the fault is not remembered."""
    project = _project(tmp_path)
    with Localhost(replay({"arxiv": fault})) as server:
        providers = tuple(_hasty(provider) for provider in served(server))
        account = _run(project, server, providers=providers)

    (silent,) = account.silent
    assert silent.location.path == "arXiv"
    assert silent.reason.startswith("1 question unanswered: ")
    assert account.by_provider() == {"semanticscholar": 6}
    with Localhost(replay()) as server:
        assert _run(project, server).by_provider() == {"arxiv": 1}, "the code, which arXiv alone knows"


def _hasty(provider: Provider) -> Provider:
    return replace(provider, policy=replace(provider.policy, timeout=0.2, attempts=2, largest=3_000_000))


def test_a_provider_that_is_down_is_left_out_after_three_failures(tmp_path: Path) -> None:
    """The run ends soon, says so once, and what could not be asked is not called unknown."""
    down = dict.fromkeys(("arxiv", "semanticscholar", "openalex", "crossref"), FAULTS["503"])
    with Localhost(replay(down)) as server:
        account = _run(_project(tmp_path, _many(20)), server)

    # Four attempts at first, then two each, of four providers.
    assert len(server.requests) == 4 * (4 + 2 + 2)
    assert len(account.keys("unanswered")) == 20
    assert [problem.location.path for problem in account.silent] == [
        *("Crossref", "OpenAlex", "Semantic Scholar", "arXiv")
    ]
    assert account.silent[0].reason == "3 questions unanswered: answered 503 Service Unavailable"
    assert account.silent[0].advice.startswith("it was left out for the rest of the run")


def test_a_provider_that_wants_an_hour_is_left_out_at_once(tmp_path: Path) -> None:
    """It asked to be left alone."""
    tired = Reply(status=429, headers={"Retry-After": "3600"})
    with Localhost(replay({"arxiv": lambda: tired})) as server:
        account = _run(_project(tmp_path, _many(5)), server)

    assert sum(request.target.startswith("/arxiv/") for request in server.requests) == 1
    assert account.silent[0].reason == "1 question unanswered: answered 429 Too Many Requests"
    assert account.silent[0].advice


def test_a_provider_that_comes_back_is_not_left_out(tmp_path: Path) -> None:
    """Only failures in a row count."""
    replies = itertools.cycle((HTML, HTML, Reply(status=404)))
    with Localhost(replay({"arxiv": lambda: next(replies)})) as server:
        account = _run(_project(tmp_path, _many(6)), server)

    assert account.silent[0].reason.startswith("4 questions unanswered")
    assert account.silent[0].advice == ""
    assert account.keys("not found") == tuple(f"k{number}" for number in range(6))


def test_an_identifier_that_leads_to_another_paper_is_not_believed(tmp_path: Path) -> None:
    """Crossref's own record of a DOI that arXiv told has another title: the DOI is not taken."""
    moon = {"message": {"DOI": "10.99999/ilsc.31", "title": ["Batching Requests by the Moon"]}}
    changes: Mapping[str, Callable[[], Reply]] = {
        "semanticscholar": lambda: Reply(status=404),
        "openalex": lambda: Reply(status=404),
        "crossref": lambda: Reply(body=json.dumps(moon).encode()),
    }
    project = _project(tmp_path)
    with Localhost(replay(changes)) as server:
        _run(project, server)

    assert server.requests[-1].target == "/crossref/works/10.99999%2Filsc.31"
    text = project.library.read_text(encoding="utf-8")
    assert "doi =" not in text
    assert "eprint = {3102.00007}" in text


def test_an_interruption_loses_nothing_that_was_found(tmp_path: Path) -> None:
    """What was found is in the file, the file is whole, and the next run asks only what is left."""
    project = _project(tmp_path, TIDE + _many(3))

    def interrupt(key: str) -> None:
        if key == "k1":
            raise KeyboardInterrupt

    with Localhost(replay()) as server:
        with pytest.raises(KeyboardInterrupt):
            _run(project, server, progress=interrupt)
        assert project.library.read_text(encoding="utf-8") == FOUND + _many(3)
        asked = len(server.requests)
        _run(project, server)

    targets = [request.target for request in server.requests]
    assert len(set(targets)) == len(targets), "nothing is asked twice"
    assert len(targets) > asked


def test_a_long_run_is_written_part_by_part(tmp_path: Path) -> None:
    """What stops it without a word, as a closed terminal does, costs twenty entries at most."""
    project = _project(tmp_path, TIDE + _many(20))
    texts: dict[str, str] = {}

    def look(key: str) -> None:
        texts[key] = project.library.read_text(encoding="utf-8")

    with Localhost(replay()) as server:
        _run(project, server, progress=look)

    assert texts["k18"] == TIDE + _many(20)
    assert texts["k19"] == FOUND + _many(20)


def test_what_a_person_changes_meanwhile_stays(tmp_path: Path) -> None:
    """The library is read again before each write."""
    project = _project(tmp_path)

    def edit(_: str) -> None:
        project.library.write_text(TIDE.replace("  edition", "  year = {2029},\n  edition"), encoding="utf-8")

    with Localhost(replay()) as server:
        _run(project, server, progress=edit)

    text = project.library.read_text(encoding="utf-8")
    assert "  year = {2029},\n" in text
    assert "eprint = {3102.00007}" in text


def test_a_retired_key_is_as_good_and_an_unknown_one_is_an_error(tmp_path: Path) -> None:
    """Keys like it are named."""
    project = _project(tmp_path, TIDE.replace("  edition", "  ids = {flood},\n  edition"))

    assert open_task(project, ("flood",)).keys == ("tide",)
    with pytest.raises(DigestError, match="no entry has the key 'tida' - did you mean tide"):
        open_task(project, ("tida",))
    with pytest.raises(DigestError, match="the keys are those of its entries"):
        open_task(project, ("quite-another",))


def test_a_broken_entry_is_told_and_left_alone(tmp_path: Path) -> None:
    """The others get their facts."""
    broken = "@misc{Bad Key!,\n  title = {Broken},\n}\n"
    project = _project(tmp_path, broken + TIDE)
    with Localhost(replay()) as server:
        _run(project, server)

    assert [problem.location.line for problem in open_task(project, ()).broken] == [1]
    assert project.library.read_text(encoding="utf-8") == broken + FOUND


def test_a_broken_entry_that_is_asked_for_is_told_with_its_line(tmp_path: Path) -> None:
    """It is there, so no other key is proposed."""
    project = _project(tmp_path, "@misc{torn,\n  title = {Torn,\n}\n" + TIDE)

    with pytest.raises(DigestError, match=r"^data/library.bib:1: this block cannot be read"):
        open_task(project, ("torn",))


def test_an_empty_library_has_nothing_to_do(tmp_path: Path) -> None:
    """Nor has one that is not there."""
    project = _project(tmp_path)
    project.library.unlink()
    with Localhost(replay()) as server:
        account = _run(project, server)

    assert (account.outcomes, account.complete, account.diff) == ((), 0, "")
