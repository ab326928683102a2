"""The command as a person types it."""

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import __version__
from generator.cli import main
from generator.config import Project
from tests.world import ROOT, make_world

COMMANDS = sorted(main.commands)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give the made-up world, to be read only."""
    return make_world(tmp_path_factory.mktemp("world"))


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def _in(project: Project, command: str, *arguments: str) -> Result:
    return _run(command, "--project", str(project.root), *arguments)


def test_the_version_is_told() -> None:
    """With the name that the command is called by."""
    assert _run("--version").output == f"digest, version {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(command: str) -> None:
    """Help says what it does, and shows how."""
    result = _run(command, "--help")

    assert result.exit_code == 0
    assert f"Example:  digest {command}" in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    """A reader of the README knows what there is."""
    assert f"digest {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments", [("bild",), ("build", "--no-such-option"), ("explain",), ("serve", "--port", "no")]
)
def test_bad_usage_is_exit_status_2(arguments: tuple[str, ...]) -> None:
    """And says what would be right."""
    result = _run(*arguments)

    assert result.exit_code == 2
    assert "Error:" in result.output


@pytest.mark.parametrize(
    "command", [["build"], ["check"], ["explain", "x"], ["evaluate", "x.json"], ["fit", "x"]]
)
def test_a_folder_that_is_no_digest_is_exit_status_1(tmp_path: Path, command: list[str]) -> None:
    """One line says what to do."""
    result = _run(command[0], "--project", str(tmp_path), *command[1:])

    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "holds no mkdocs.yml" in result.output


def test_check_counts_without_building(world: Project) -> None:
    """Everything is read, nothing written."""
    result = _in(world, "check")

    assert result.exit_code == 0
    assert "8 records = 6 published + 1 merged + 0 hidden + 1 rejected" in result.output
    assert "without authors: aero-vers, batching-requests, mark-title, migration-letters\n" in result.output
    assert "warning: data/dumps/2031-05-06-daily-papers.txt:17" in result.output
    assert not world.build.exists()


def test_a_digest_that_rules_alone_sort_says_so(tmp_path: Path) -> None:
    """With weights there is nothing to say."""
    world = make_world(tmp_path)
    told = "topics are given by rules alone"
    assert told not in _in(world, "check").output

    world.topic_weights.unlink()
    assert told in _in(world, "check").output


def test_figures_of_papers_that_weights_were_fitted_to_are_called_so(tmp_path: Path) -> None:
    """By the head of the table, which names their file."""
    world = make_world(tmp_path)
    labels = tmp_path / "mine.json"
    labels.write_text('[{"title": "Batching Requests by the Tide", "primary": "serving"}]')
    told = "The weights were fitted to these labels"
    assert told not in _in(world, "evaluate", str(labels)).output

    text = world.topic_weights.read_text("utf-8")
    world.topic_weights.write_text(f"# mine.json: 1 papers\n{text}", "utf-8")
    assert told in _in(world, "evaluate", str(labels)).output


def test_check_as_json_is_json_alone(world: Project) -> None:
    """Warnings go to standard error, so a program can read the output."""
    assert json.loads(_in(world, "check", "--json").stdout)["published"] == 6


def test_explain_shows_what_decided(world: Project) -> None:
    """Phrase, field and weight; as JSON too."""
    result = _in(world, "explain", "batching-requests")

    assert result.exit_code == 0
    assert "primary topic serving (Serving)" in result.output
    assert re.search(r"\+10\.00  title\s+batching request\n", result.output)
    assert re.search(r"score \d+\.\d\d, \d\d% likely\n", result.output)
    assert (
        json.loads(_in(world, "explain", "batching-requests", "--json").stdout)["key"] == "batching-requests"
    )


def test_explain_of_an_unknown_key_is_exit_status_1(world: Project) -> None:
    """It names keys like it."""
    result = _in(world, "explain", "batching-request")

    assert result.exit_code == 1
    assert "did you mean batching-requests?" in result.output


def test_evaluate_prints_the_figures(world: Project, tmp_path: Path) -> None:
    """Accuracy, confusions and unsorted papers, in words and as JSON."""
    labels = tmp_path / "labels.json"
    wanted = [
        {"title": "Batching Requests by the Tide", "primary": "serving"},
        {
            "title": "Gaussian Gardens: Splatting Hedges in Real Time",
            "primary": "kernels",
            "also": ["rendering"],
        },
        {"title": "On the Migration of Letters", "primary": "small-models"},
        {"title": "Nowhere to Be Found", "primary": "serving"},
    ]
    labels.write_text(json.dumps(wanted))

    text = _in(world, "evaluate", str(labels)).output
    figures = json.loads(_in(world, "evaluate", "--json", str(labels)).stdout)

    assert text.startswith(
        "3 papers: primary 33.3% (+- 27.2), primary or also 66.7% (+- 27.2), unsorted 33.3% (+- 27.2)\n"
    )
    assert "1 small-models taken for unsorted" in text
    assert "not found in the dumps: Nowhere to Be Found" in text
    assert figures["papers"] == 3
    assert figures["missing"] == ["Nowhere to Be Found"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("nonsense", "is not a list of labels"),
        ("{}", "is not a list of labels"),
        ('[{"primary": "serving"}]', "neither id nor title"),
        ('[{"title": "x", "primary": "no-topic"}]', "topics that do not exist: no-topic"),
        ('[{"title": "x", "primary": "serving"}]', "names no paper of the dumps"),
    ],
)
def test_labels_that_do_not_fit_are_exit_status_1(
    world: Project, tmp_path: Path, content: str, reason: str
) -> None:
    """One line names file and fault."""
    labels = tmp_path / "labels.json"
    labels.write_text(content)

    result = _in(world, "evaluate", str(labels))

    assert result.exit_code == 1
    assert reason in result.output
    assert result.output.startswith(f"error: {labels}")


@pytest.mark.site
def test_the_command_builds_the_project_it_stands_in(tmp_path: Path) -> None:
    """`python -m generator build` in the project's folder, as its own process, twice."""
    project = make_world(tmp_path)

    first = _process(project, "build", "--json")
    second = _process(project, "build", "--locked")

    assert first.returncode == second.returncode == 0
    assert json.loads(first.stdout)["new_keys"][0] == "aero-vers"
    assert second.stdout.startswith("8 records = 6 published")
    assert (project.site / "index.html").is_file()


@pytest.mark.site
def test_a_persons_mistake_shows_no_traceback(tmp_path: Path) -> None:
    """Exit status 1 and one line on standard error, whatever was broken."""
    project = make_world(tmp_path)
    for path, text in (
        (project.topics, "groups: [\n"),
        (project.curation, "papers: 3\n"),
        (project.venues, "venues: 3\n"),
        (project.topic_weights, "a,b\n1,2\n"),
        (project.config, "site_name: x\n"),
        (project.dumps / "undated.txt", "Title\n\nAbstract.\n"),
    ):
        before = path.read_bytes() if path.exists() else None
        path.write_text(text)
        result = _process(project, "check")
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)

        assert result.returncode == 1, path
        assert "Traceback" not in result.stderr
        assert path.name in result.stderr
    assert _process(project, "check").returncode == 0


def _process(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)


@pytest.mark.site
def test_a_person_at_a_terminal_sees_how_far_the_build_is(tmp_path: Path) -> None:
    """A bar on standard error, one step after the other; nothing of it where no person watches."""
    project = make_world(tmp_path)
    command = [sys.executable, "-m", "generator", "build"]
    ours, theirs = pty.openpty()
    terminal = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        command, cwd=project.root, stdout=subprocess.PIPE, stderr=theirs, env=terminal
    ) as built:
        os.close(theirs)
        shown = _everything(ours)

    assert built.returncode == 0
    assert "Assembling" in shown
    assert "\x1b[" in shown
    assert "Assembling" not in _process(project, "build").stderr


def _everything(terminal: int) -> str:
    """Return what a program writes to a terminal until it ends."""
    parts: list[bytes] = []
    with contextlib.suppress(OSError):  # how a terminal says that the other end is closed
        while part := os.read(terminal, 4096):
            parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def test_cleaning_says_what_it_removed(tmp_path: Path) -> None:
    """A build after it makes the same site again."""
    project = make_world(tmp_path)
    assert _in(project, "clean").output == "nothing to remove\n"
    assert _in(project, "pages").exit_code == 0
    before = (project.tree / "index.md").read_bytes()

    assert _in(project, "clean").output == "removed build/cache, build/docs\n"
    assert _in(project, "pages").exit_code == 0
    assert (project.tree / "index.md").read_bytes() == before
