"""A build where nothing changed touches nothing; whatever changed is built."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.files import FileState, scan
from generator.cli import main
from generator.config import Project
from tests.world import make_world

pytestmark = pytest.mark.site


@pytest.fixture
def built(tmp_path: Path) -> Project:
    """Give the made-up world, built twice: the first time its bibliography had to grow."""
    project = make_world(tmp_path / "world")
    _build(project)
    _build(project)
    return project


def _build(project: Project, *options: str) -> None:
    assert not main(["build", "--project", str(project.root), *options], standalone_mode=False)


def _add(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")


def _state(project: Project) -> dict[str, FileState]:
    return dict(scan(project.root))


def test_nothing_is_touched_and_the_same_is_told(built: Project, capfd: pytest.CaptureFixture[str]) -> None:
    """Not a file of the project, the cache among them."""
    before = _state(built)
    capfd.readouterr()
    _build(built)
    told = capfd.readouterr()

    assert _state(built) == before
    (built.cache / "last").rename(built.build / "last")
    _build(built)
    assert capfd.readouterr() == told
    assert _state(built) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda project: _add(project.docs / "about.md", "More."),
        lambda project: _add(project.data / "curation.yml", "# More."),
        lambda project: _add(project.templates / "theme" / "main.html", ""),
        lambda project: _add(project.config, "# More."),
        lambda project: (project.site / "index.html").unlink(),
        lambda project: (project.tree / "index.md").write_text("Damaged."),
        lambda project: (project.site / "topics" / "serving.bib").write_text("Damaged."),
    ],
    ids=["page", "decisions", "theme", "settings", "lost page", "damaged tree", "damaged site"],
)
def test_whatever_changed_is_built(built: Project, change: Callable[[Project], object]) -> None:
    """What is read, and what was made."""
    before = _state(built)
    change(built)
    _build(built)

    after = _state(built)
    assert after["build/report.json"] != before["build/report.json"]
    assert (built.site / "index.html").is_file()
    assert "Damaged." not in (built.tree / "index.md").read_text()
    assert "Damaged." not in (built.site / "topics" / "serving.bib").read_text()


def test_a_configuration_that_rests_on_more_is_always_built(built: Project) -> None:
    """What another file or the environment says is not looked at."""
    with built.config.open("a", encoding="utf-8") as config:
        config.write('dev_addr: !ENV [ADDRESS, "127.0.0.1:8000"]\n')
    _build(built)
    before = _state(built)
    _build(built)

    assert _state(built)["build/report.json"] != before["build/report.json"]


def test_it_needs_little_of_the_program(built: Project) -> None:
    """Neither the theme nor what reads and writes papers: so it takes a part of a second."""
    code = (
        "import sys\nfrom generator.cli import main\n"
        "main(['build', '--project', sys.argv[1]], standalone_mode=False)\n"
        "heavy = {'mkdocs', 'scipy', 'jinja2', 'pydantic', 'generator.workflows.build'}\n"
        "print('loaded:', *heavy & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(built.root)]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.endswith("loaded:\n")
