"""Publishing a finished folder."""

import threading
from pathlib import Path

import pytest

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
