"""Taking dumps in."""

import datetime as dt
import gzip
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.cli import main
from generator.config import Project
from generator.stages.read import edition_of
from generator.workflows.add import add_dumps, dump_name
from generator.workflows.build import build_site
from generator.workflows.prepare import prepare_digest
from tests.world import make_world

DAY = dt.date(2031, 5, 8)
PAPERS: list[dict[str, object]] = [
    {"paper": {"id": "3105.00001", "title": "Serving Tides from a Cache", "summary": "A cache serves. " * 9}},
    {
        "paper": {
            "id": "3105.00002",
            "title": "Kernels for Small Boats",
            "summary": "Boats have kernels. " * 9,
        }
    },
]


@pytest.fixture
def world(tmp_path: Path) -> Project:
    """Give the world, not built."""
    return make_world(tmp_path / "world")


def _file(folder: Path, name: str = "list.json", papers: list[dict[str, object]] | None = None) -> Path:
    path = folder / name
    path.write_text(json.dumps(PAPERS if papers is None else papers), encoding="utf-8")
    return path


def _state(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in (project.root / "data").rglob("*")
        if path.is_file()
    }


def test_a_dump_is_copied_under_its_editions_name_and_its_papers_get_entries(
    world: Project, tmp_path: Path
) -> None:
    """What a locked build needs is there, and the dump is the file as it came."""
    source = _file(tmp_path)
    before = world.library.read_text(encoding="utf-8")

    (added,), problems = add_dumps(world, [source], DAY)

    assert problems == ()
    assert added.file == "data/dumps/2031-05-08-list.json"
    assert (world.root / added.file).read_bytes() == source.read_bytes()
    assert (added.records, len(added.new), added.seen, added.rejected) == (2, 2, 0, ())
    assert world.library.read_text(encoding="utf-8").startswith(before)
    assert set(added.new) <= set(prepare_digest(world).digest.by_key)
    assert not prepare_digest(world).report.new_keys
    assert build_site(world, locked=True, allow_removals=False, progress=lambda _: None).report.published == 8


def test_the_same_dump_again_changes_nothing(world: Project, tmp_path: Path) -> None:
    """Also under another name and on another day."""
    add_dumps(world, [_file(tmp_path)], DAY)
    before = _state(world)

    (added,), _ = add_dumps(world, [_file(tmp_path, "again.json")], DAY + dt.timedelta(days=3))

    assert _state(world) == before
    assert (added.is_there, added.new, added.seen) == (True, (), 2)


def test_papers_that_were_there_are_seen_and_not_new(world: Project, tmp_path: Path) -> None:
    """New + seen + rejected = records."""
    bad: dict[str, object] = {"paper": {"id": "3105.00003", "title": "", "summary": "No title."}}
    add_dumps(world, [_file(tmp_path, papers=PAPERS[:1])], DAY)

    (added,), _ = add_dumps(world, [_file(tmp_path, "more.json", [*PAPERS, PAPERS[1], bad])], DAY)

    assert (added.records, len(added.new), added.seen, len(added.rejected)) == (4, 1, 2, 1)


def test_a_bad_file_is_named_and_the_others_go_on(world: Project, tmp_path: Path) -> None:
    """Each with its reason; the bad ones leave no trace."""
    page = tmp_path / "page.json"
    page.write_text("<html><title>502</title></html>", encoding="utf-8")
    nothing = _file(tmp_path, "nothing.json", [])
    before = set(_state(world))

    added, problems = add_dumps(world, [page, _file(tmp_path), nothing, tmp_path / "missing.json"], DAY)

    assert [one.file for one in added] == ["data/dumps/2031-05-08-list.json"]
    assert [problem.location.path for problem in problems] == [
        str(page),
        str(nothing),
        str(tmp_path / "missing.json"),
    ]
    assert set(_state(world)) - before == {"data/dumps/2031-05-08-list.json", "data/published-keys.txt"}


def test_a_file_that_is_named_twice_is_taken_in_once(world: Project, tmp_path: Path) -> None:
    """A pattern of the shell and a name may mean the same file."""
    path = _file(tmp_path)
    added, problems = add_dumps(world, [path, path], DAY)

    assert [len(one.new) for one in added] == [2]
    assert problems == ()


def test_a_table_without_the_columns_is_told_what_it_lacks(world: Project, tmp_path: Path) -> None:
    """Read as the text of a page its lines make no sense to who wrote a table."""
    path = tmp_path / "list.csv"
    path.write_text("titre;resume\nTides;They rise.\n", encoding="utf-8")
    added, problems = add_dumps(world, [path], DAY)

    assert added == ()
    assert "a table's first line names title and abstract" in str(problems[0])


def test_a_name_that_another_dump_has_is_refused(world: Project, tmp_path: Path) -> None:
    """Dumps are never changed, and never overwritten by one of the same name."""
    first = _file(tmp_path, "2031-05-08-list.json")
    add_dumps(world, [first], DAY)
    before = _state(world)
    other = _file(tmp_path, "2031-05-08-list.json", PAPERS[:1])

    added, problems = add_dumps(world, [other], DAY)

    assert added == ()
    assert "another dump has the name" in problems[0].reason
    assert _state(world) == before


def test_what_makes_no_digest_leaves_the_project_as_it_was(world: Project, tmp_path: Path) -> None:
    """A mistake elsewhere in data/ is found before anything is kept."""
    world.curation.write_text("papers: {nobody2020: {because: a slip, hide: true}}\n", encoding="utf-8")
    before = _state(world)

    with pytest.raises(DigestError, match="nobody2020"):
        add_dumps(world, [_file(tmp_path)], DAY)

    assert _state(world) == before


@pytest.mark.parametrize("damage", ["", "@misc{,", "@misc{an-other-key,"])
def test_no_paper_gets_a_second_entry(world: Project, tmp_path: Path, damage: str) -> None:
    """Where an entry has lost its key, nothing is added until it is mended; then all is as before."""
    build_site(world, locked=False, allow_removals=False, progress=lambda _: None)
    sound = world.library.read_text(encoding="utf-8")
    world.library.write_text(sound.replace("@misc{aero-vers,", damage), encoding="utf-8")
    before = _state(world)

    with pytest.raises(DigestError, match="'aero-vers' was published"):
        add_dumps(world, [_file(tmp_path)], DAY)

    assert _state(world) == before
    world.library.write_text(sound, encoding="utf-8")
    assert len(add_dumps(world, [_file(tmp_path)], DAY)[0][0].new) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-10-02-daily-papers.txt", "2025-10-02-daily-papers.txt"),
        ("Daily Papers (2).TXT", "2031-05-08-daily-papers-2.txt"),
        ("export.json.gz", "2031-05-08-export.json.gz"),
        ("2025-13-45.json", "2031-05-08-2025-13-45.json"),
        ("papers-2025-10-2.jsonl", "2025-10-02-papers.jsonl"),
        ("30.09.2025.JSON.gz", "2025-09-30-dump.json.gz"),
        ("2510.02345v1.json", "2031-05-08-2510-02345v1.json"),
        ("论文.csv", "2031-05-08-lunwen.csv"),
        ("🦆", "2031-05-08-duck"),
        ("--", "2031-05-08-dump"),
        (".bib", "2031-05-08-bib"),
    ],
)
def test_a_dump_is_named_by_its_edition(name: str, expected: str) -> None:
    """A date at the beginning is kept; any other name becomes words behind its own date, or the day."""
    assert dump_name(name, DAY) == expected


@given(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1))
def test_any_name_becomes_one_that_a_build_understands(name: str) -> None:
    """It has an edition, stays in its folder, and is not hidden."""
    made = dump_name(name, DAY)

    assert edition_of(made)
    assert "/" not in made
    assert not made.startswith(".")
    assert dump_name(made, DAY) == made


def test_the_first_dump_of_a_project_says_why_it_cannot_be_read(world: Project, tmp_path: Path) -> None:
    """And not that there is none; so does one that is not there."""
    shutil.rmtree(world.dumps)
    page = tmp_path / "page.txt"
    page.write_bytes(b"%PDF-1.4\n")

    added, problems = add_dumps(world, [page, tmp_path / "mistyped.bib"], DAY)

    assert added == ()
    assert [problem.location.path for problem in problems] == [str(page), str(tmp_path / "mistyped.bib")]
    assert "is a PDF, not a dump" in problems[0].reason
    assert problems[1].reason == "No such file or directory"
    assert not world.dumps.exists()


def test_a_file_in_latin_1_is_taken_in_with_a_warning(world: Project, tmp_path: Path) -> None:
    """Byte for byte; the warning is the command's to show."""
    source = tmp_path / "list.bib"
    source.write_bytes(
        "@misc{a, title={Tides Measured in Harbours}, author={Müller, Jörg}}\n".encode("latin-1")
    )

    (added,), _ = add_dumps(world, [source], DAY)
    shown = CliRunner().invoke(main, ["add", "--project", str(world.root), str(source)])

    assert (world.root / added.file).read_bytes() == source.read_bytes()
    assert [warning.reason for warning in added.warnings] == [
        "is not UTF-8 (byte 0xfc) and is read as Windows-1252"
    ]
    assert f"warning: {added.file}:1: is not UTF-8" in shown.stderr
    assert "Müller, Jörg" in world.library.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("2031-04-31-x.json", "no date"), ("03-04-2031.json", "two days"), ("2031-05-10.json", "to come")],
)
def test_a_day_that_cannot_be_is_refused(world: Project, tmp_path: Path, name: str, reason: str) -> None:
    """Today is no guess for it."""
    before = _state(world)

    added, problems = add_dumps(world, [_file(tmp_path, name)], DAY)

    assert added == ()
    assert reason in problems[0].reason
    assert re.search(r"rename it to .*(2031|YYYY)-", problems[0].advice)
    assert _state(world) == before


def test_a_day_that_is_given_helps_out_where_the_name_is_not_certain(world: Project, tmp_path: Path) -> None:
    """A person has said it; a day to come is none, and a certain one in the name wins."""
    (added,), _ = add_dumps(world, [_file(tmp_path, "03-04-2031.json")], DAY, dt.date(2031, 4, 3))
    (other,), _ = add_dumps(world, [_file(tmp_path, "28.4.2031.json", PAPERS[:1])], DAY, dt.date(2031, 4, 3))

    assert added.file == "data/dumps/2031-04-03-03-04-2031.json"
    assert other.file == "data/dumps/2031-04-28-dump.json"
    with pytest.raises(DigestError, match=r"^--date: 2031-05-10 is to come"):
        add_dumps(world, [_file(tmp_path)], DAY, dt.date(2031, 5, 10))


def test_what_stops_a_digest_hides_no_fault_of_a_file(world: Project, tmp_path: Path) -> None:
    """Both are told at once."""
    world.curation.write_text("papers: {nobody2020: {because: a slip, hide: true}}\n", encoding="utf-8")

    with pytest.raises(DigestError, match=r"(?s)missing.json: No such file.*nobody2020"):
        add_dumps(world, [tmp_path / "missing.json", _file(tmp_path)], DAY)


def test_the_command_shows_a_table_and_what_to_do_next(world: Project, tmp_path: Path) -> None:
    """One line a dump; a bad file makes the exit status 1."""
    packed = tmp_path / "list.json.gz"
    packed.write_bytes(gzip.compress(json.dumps(PAPERS).encode()))
    missing = str(tmp_path / "missing.txt")

    result = CliRunner().invoke(
        main, ["add", "--project", str(world.root), "--date", "2031-05-08", str(packed), missing]
    )

    assert result.exit_code == 1
    assert "seen before" in result.output
    assert "data/dumps/2031-05-08-list.json.gz" in result.output
    assert "Next: 'digest resolve' looks for the authors" in result.output
    assert f"error: {missing}: No such file or directory" in result.output


def test_the_command_prints_json(world: Project, tmp_path: Path) -> None:
    """For a program."""
    result = CliRunner().invoke(
        main, ["add", "--project", str(world.root), "--date", "2031-05-08", "--json", str(_file(tmp_path))]
    )

    (added,) = json.loads(result.output)
    assert result.exit_code == 0
    assert (added["file"], len(added["new"])) == ("data/dumps/2031-05-08-list.json", 2)
