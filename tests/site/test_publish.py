"""Publishing a finished folder."""

import threading
from pathlib import Path

import pytest

from generator.config.project import open_project
from generator.site.publish import clean_build, publish_folder, recover_folder


def _folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_finished_folder_takes_the_place_of_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, can_exchange: bool
) -> None:
    """The old one is kept under the other name, for readers still inside, on every system."""
    if not can_exchange:
        monkeypatch.setattr("sys.platform", "other")
    published, finished = _folder(tmp_path / "site", "old"), _folder(tmp_path / "next", "new")

    publish_folder(finished, published)

    assert (published / "index.html").read_text() == "new"
    assert (finished / "index.html").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["next", "site"]


def test_the_first_folder_is_simply_put_there(tmp_path: Path) -> None:
    """Nothing need be published before."""
    publish_folder(_folder(tmp_path / "next", "new"), tmp_path / "site")

    assert (tmp_path / "site" / "index.html").read_text() == "new"


def test_a_stop_between_two_renames_is_mended(tmp_path: Path) -> None:
    """The old site comes back when no new one took its place."""
    _folder(tmp_path / "site.old", "old")

    recover_folder(tmp_path / "site")

    assert (tmp_path / "site" / "index.html").read_text() == "old"
    assert not (tmp_path / "site.old").exists()


def test_a_stop_after_the_renames_leaves_the_new_folder(tmp_path: Path) -> None:
    """What is left of the old site is deleted."""
    _folder(tmp_path / "site.old", "old")
    _folder(tmp_path / "site", "new")

    recover_folder(tmp_path / "site")

    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert not (tmp_path / "site.old").exists()


def test_readers_never_find_the_site_missing(tmp_path: Path) -> None:
    """A reader during many publications always gets the old or the new page."""
    published = _folder(tmp_path / "site", "0")
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
        publish_folder(_folder(tmp_path / f"next-{number}", str(number)), published)
    done.set()
    thread.join()

    assert not missing


def test_what_builds_work_on_is_removed(tmp_path: Path) -> None:
    """Site, report, lists of mail and fetched dumps are what no build could bring back, so they stay."""
    (tmp_path / "mkdocs.yml").touch()
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
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()

    removed = clean_build(open_project(tmp_path))

    assert removed == ("build/cache", "build/docs", "build/next", "build/sample")
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {
        "mkdocs.yml",
        "data/library.bib",
        "build/site/index.html",
        "build/report.md",
        "build/mail/2025-10-02.txt",
        "build/fetched/2025-10-02.json",
        "build/.lock",
    }
    assert clean_build(open_project(tmp_path)) == ()


def test_cleaning_brings_back_a_site_whose_publication_was_stopped(tmp_path: Path) -> None:
    """It is the only one that there is. Where nothing was built, nothing is made."""
    (tmp_path / "mkdocs.yml").touch()
    assert clean_build(open_project(tmp_path)) == ()
    assert not (tmp_path / "build").exists()
    (tmp_path / "build").mkdir()
    _folder(tmp_path / "build" / "site.old", "old")

    clean_build(open_project(tmp_path))

    assert (tmp_path / "build" / "site" / "index.html").read_text() == "old"
