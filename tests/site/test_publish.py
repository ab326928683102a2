"""Publishing a finished folder."""

import threading
from pathlib import Path

import pytest

from generator.config import Project, open_project
from generator.site import clean_build, publish_site, recover_site


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a project of which nothing was built."""
    (tmp_path / "mkdocs.yml").touch()
    return open_project(tmp_path)


def _folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(text)
    return path


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_finished_folder_takes_the_place_of_the_old_one(
    project: Project, monkeypatch: pytest.MonkeyPatch, *, can_exchange: bool
) -> None:
    """The old one is kept under the other name, for readers still inside, on every system."""
    if not can_exchange:
        monkeypatch.setattr("sys.platform", "other")
    published, finished = _folder(project.site, "old"), _folder(project.build / "next", "new")

    publish_site(project, finished)

    assert (published / "index.html").read_text() == "new"
    assert (finished / "index.html").read_text() == "old"
    assert sorted(path.name for path in project.build.iterdir()) == ["next", "site"]


def test_the_first_folder_is_simply_put_there(project: Project) -> None:
    """Nothing need be published before."""
    publish_site(project, _folder(project.build / "next", "new"))

    assert (project.site / "index.html").read_text() == "new"


def test_a_stop_between_two_renames_is_mended(project: Project) -> None:
    """The old site comes back when no new one took its place."""
    _folder(project.build / "site.old", "old")

    recover_site(project)

    assert (project.site / "index.html").read_text() == "old"
    assert not (project.build / "site.old").exists()


def test_a_stop_after_the_renames_leaves_the_new_folder(project: Project) -> None:
    """What is left of the old site is deleted."""
    _folder(project.build / "site.old", "old")
    _folder(project.site, "new")

    recover_site(project)

    assert (project.site / "index.html").read_text() == "new"
    assert not (project.build / "site.old").exists()


def test_readers_never_find_the_site_missing(project: Project) -> None:
    """A reader during many publications always gets the old or the new page."""
    published = _folder(project.site, "0")
    missing: list[int] = []
    done = threading.Event()

    def reader() -> None:
        while not done.is_set():
            try:
                (published / "index.html").read_text()
            except FileNotFoundError:
                missing.append(1)

    thread = threading.Thread(target=reader)
    thread.start()
    for number in range(50):
        publish_site(project, _folder(project.build / f"next-{number}", str(number)))
    done.set()
    thread.join()

    assert not missing


def test_what_builds_work_on_is_removed(project: Project) -> None:
    """Site, report, lists of mail and fetched dumps are what no build could bring back, so they stay."""
    for path in (
        "data/library.bib",
        "build/cache/labels/a",
        "build/docs/index.md",
        "build/next/index.html",
        "build/sample/docs/index.md",
        "build/site/index.html",
        "build/report.md",
        "build/mail/2025-10-02.txt",
        "build/fetched/2025-10-02.json",
        "build/.lock",
    ):
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).touch()

    removed = clean_build(project)

    assert removed == ("build/cache", "build/docs", "build/next", "build/sample")
    left = {path.relative_to(project.root).as_posix() for path in project.root.rglob("*") if path.is_file()}
    assert left == {
        "mkdocs.yml",
        "data/library.bib",
        "build/site/index.html",
        "build/report.md",
        "build/mail/2025-10-02.txt",
        "build/fetched/2025-10-02.json",
        "build/.lock",
    }
    assert clean_build(project) == ()


def test_cleaning_brings_back_a_site_whose_publication_was_stopped(project: Project) -> None:
    """It is the only one that there is. Where nothing was built, nothing is made."""
    assert clean_build(project) == ()
    assert not project.build.exists()
    _folder(project.build / "site.old", "old")

    clean_build(project)

    assert (project.site / "index.html").read_text() == "old"
