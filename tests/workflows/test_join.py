"""A merge that git could not finish is finished by a command."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.base.errors import DigestError
from generator.cli import main
from generator.config import Project
from generator.workflows.build import build_site
from generator.workflows.join import join_files
from generator.workflows.prepare import prepare_digest
from tests.world import make_world

KEYS = "# Keys\n<<<<<<< HEAD\na\n=======\nb\na gone\n>>>>>>> other\n"
DISPUTED = """\
@misc{a,
  title = {Tides of Ink on Paper},
  author = {Quill, Ada},
<<<<<<< HEAD
  year = {2031},
=======
  year = {2030},
>>>>>>> other
}
"""


def _paper(key: str, title: str, author: str) -> str:
    return f"@article{{{key}, title={{{title}}}, author={{{author}}}, journal={{Ink}}, year=2031}}\n"


TIDES = _paper("one", "Tides that Were Measured on a Branch", "Ebb, Ann")
ROPES = _paper("two", "Ropes that Were Tied on Another", "Knot, Bob")


@pytest.fixture
def repository(tmp_path: Path) -> Project:
    """Give the world, without papers of its own, as a repository of git."""
    if not shutil.which("git"):
        pytest.skip("needs git")
    project = make_world(tmp_path / "world")
    for path in (project.dumps, project.library, project.curation):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (project.root / ".gitignore").write_text("build/\n", encoding="utf-8")
    _git(project, "init", "--quiet", "--initial-branch", "main")
    _commit(project)
    return project


def _git(project: Project, *arguments: str, is_failure: bool = False) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.autocrlf=false")
    command = ["git", *who, *arguments]
    run = subprocess.run(command, cwd=project.root, check=False, capture_output=True)
    assert (run.returncode != 0) == is_failure, run.stdout + run.stderr


def _commit(project: Project) -> None:
    _git(project, "add", "--all")
    _git(project, "commit", "--quiet", "--message", "A change")


def _branch(project: Project, name: str, dump: str) -> None:
    """Make a branch on which a dump is taken in."""
    _git(project, "checkout", "--quiet", "-b", name, "main")
    path = project.root.parent / f"{name}.bib"
    path.write_text(dump, encoding="utf-8")
    assert _run(project, "add", str(path)).exit_code == 0
    _commit(project)


def _run(project: Project, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, [command, "--project", str(project.root), *arguments])


@pytest.mark.parametrize("is_united", [False, True], ids=["conflict in both files", "keys united by git"])
def test_two_branches_that_take_in_dumps_are_joined(repository: Project, *, is_united: bool) -> None:
    """The build tells the conflict and the way out; after it a locked build is green."""
    if is_united:
        attributes = "/data/published-keys.txt merge=union\n"
        (repository.root / ".gitattributes").write_text(attributes, encoding="utf-8")
        _commit(repository)
    _branch(repository, "left", TIDES)
    _branch(repository, "right", ROPES + TIDES)
    _git(repository, "merge", "left", is_failure=True)

    refused = _run(repository, "check")
    joined = _run(repository, "join")
    again = _run(repository, "join")

    assert "error: data/library.bib:1: a merge is not finished here" in refused.stderr
    assert "git left HEAD and left - 'digest join' joins both sides" in refused.stderr
    assert (joined.exit_code, again.exit_code) == (0, 0)
    assert "joined data/library.bib" in joined.stdout
    assert again.stdout == "nothing to join\n"
    prepared = build_site(repository, locked=True, allow_removals=False, progress=lambda _: None)
    assert sorted(prepared.digest.by_key) == ["ebb2031tides", "knot2031ropes"]
    keys = repository.published_keys.read_text(encoding="utf-8").splitlines()
    assert sorted(line for line in keys if not line.startswith("#")) == ["ebb2031tides", "knot2031ropes"]
    assert len(keys) == len(set(keys))
    _commit(repository)


def test_one_key_for_two_papers_becomes_two(repository: Project) -> None:
    """Each branch made the same key of another paper; no paper loses its entry."""
    other = _paper("x", "Tides that Nobody Saw", "Ebb, Ann")
    _branch(repository, "left", TIDES)
    _branch(repository, "right", other)
    _git(repository, "merge", "left", is_failure=True)

    joined = _run(repository, "join")

    assert "was 'ebb2031tides' of theirs" in joined.stdout
    prepared = prepare_digest(repository)
    titles = {key: paper.title.as_plain for key, paper in prepared.digest.by_key.items()}
    assert titles["ebb2031tides"] == "Tides that Nobody Saw"
    assert titles["ebb2031tides-measured"] == "Tides that Were Measured on a Branch"
    assert prepared.report.new_keys == ()


def _world(folder: Path, library: str, keys: str = KEYS) -> Project:
    project = make_world(folder)
    project.library.write_text(library, encoding="utf-8")
    project.published_keys.write_text(keys, encoding="utf-8")
    return project


def test_what_is_contradictory_is_told_and_left(tmp_path: Path) -> None:
    """The exit status says that there is something to choose; everything else is joined."""
    project = _world(tmp_path, DISPUTED)

    joined = _run(project, "join")

    assert joined.exit_code == 1
    assert "error: data/library.bib:1: the sides contradict each other in 'a': year" in joined.stderr
    assert "<<<<<<< ours\n  year = {2031},\n=======\n  year = {2030},\n" in project.library.read_text("utf-8")
    assert project.published_keys.read_text(encoding="utf-8") == "# Keys\na gone\nb\n"


def test_one_side_can_be_taken(tmp_path: Path) -> None:
    """And a program reads what became of the rest."""
    project = _world(tmp_path, DISPUTED)

    joined = _run(project, "join", "--take", "theirs", "--json")

    told = json.loads(joined.stdout)
    assert told["changes"] == ["a: took the value of theirs and not year = 2031"]
    assert told["files"] == ["data/library.bib", "data/published-keys.txt"]
    assert "  year = {2030},\n}" in project.library.read_text(encoding="utf-8")


@pytest.mark.parametrize("library", [f"{DISPUTED}=======\n", "<<<<<<< HEAD\n", ">>>>>>> other\n"])
def test_half_a_conflict_is_left_to_a_person(tmp_path: Path, library: str) -> None:
    """Nothing is written."""
    project = _world(tmp_path, library)

    with pytest.raises(DigestError, match=r"^data/library.bib:\d+: a merge is not finished here"):
        join_files(project)

    assert project.library.read_text(encoding="utf-8") == library
    assert project.published_keys.read_text(encoding="utf-8") == KEYS


def test_a_project_without_conflicts_is_left_alone(tmp_path: Path) -> None:
    """Also one that has no history yet."""
    project = make_world(tmp_path)
    before = project.library.read_bytes()

    assert join_files(project).files == ()
    assert project.library.read_bytes() == before
    assert not project.published_keys.exists()
