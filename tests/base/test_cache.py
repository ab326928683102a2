"""Answers that are kept between runs: the same, and nothing is lost when they are not."""

from pathlib import Path

import pytest

from generator.base import cache as module
from generator.base.cache import Kept


def _same(found: object) -> object:
    return found


def _text(found: object) -> str:
    if not isinstance(found, str):
        message = "no text"
        raise TypeError(message)
    return found


def _never() -> str:
    pytest.fail("it was asked again")


def test_an_answer_is_made_once(tmp_path: Path) -> None:
    """In one run and in the next."""
    path = tmp_path / "cache" / "answers.json"
    kept = Kept(path)

    assert kept.answer("a", lambda: ["first", 0.1], _same) == ["first", 0.1]
    assert kept.answer("a", _never, _same) == ["first", 0.1]
    kept.keep()
    assert Kept(path).answer("a", _never, _same) == ["first", 0.1]


def test_what_was_not_asked_for_is_forgotten(tmp_path: Path) -> None:
    """The file holds what the last run used, so it does not grow for ever."""
    path = tmp_path / "answers.json"
    first = Kept(path)
    first.answer("a", lambda: "of a", _same)
    first.answer("b", lambda: "of b", _same)
    first.keep()
    second = Kept(path)
    second.answer("b", _never, _same)
    second.keep()

    assert "of a" not in path.read_text("utf-8")
    assert Kept(path).answer("b", _never, _same) == "of b"


def test_another_generator_makes_its_own_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mended rule shows at once."""
    path = tmp_path / "answers.json"
    kept = Kept(path)
    kept.answer("a", lambda: "old", _same)
    kept.keep()
    monkeypatch.setattr(module, "_generator", lambda: "another")

    assert Kept(path).answer("a", lambda: "new", _same) == "new"


@pytest.mark.parametrize("content", ["", "[1]", "{", '"x"', "null", "\x00", "[" * 100_000])
def test_a_damaged_file_costs_nothing_but_time(tmp_path: Path, content: str) -> None:
    """Answers are made anew, and the file is sound again."""
    path = tmp_path / "answers.json"
    path.write_text(content, "utf-8")
    kept = Kept(path)

    assert kept.answer("a", lambda: "new", _same) == "new"
    kept.keep()
    assert Kept(path).answer("a", _never, _same) == "new"


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    """Reading commands work in a project that is not the user's."""
    (tmp_path / "file").write_text("no folder", "utf-8")
    kept = Kept(tmp_path / "file" / "answers.json")

    assert kept.answer("a", lambda: "new", _same) == "new"
    kept.keep()


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    """A preview that builds again leaves the file alone."""
    path = tmp_path / "answers.json"
    first = Kept(path)
    first.answer("a", lambda: "of a", _same)
    first.keep()
    before = path.stat().st_mtime_ns, path.stat().st_ino
    second = Kept(path)
    second.answer("a", _never, _same)
    second.keep()

    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_half_a_character_can_be_asked_about() -> None:
    """Text that some dump cut in the middle."""
    assert Kept().answer("\ud800", lambda: "answer", _same) == "answer"


@pytest.mark.parametrize("kept", [None, 3, [], {}, ["x"]])
def test_an_answer_of_another_shape_is_made_anew(tmp_path: Path, kept: object) -> None:
    """Whoever wrote it."""
    path = tmp_path / "answers.json"
    first = Kept(path)
    first.answer("a", lambda: kept, _same)
    first.keep()
    second = Kept(path)

    assert second.answer("a", lambda: "new", _text) == "new"
    second.keep()
    assert Kept(path).answer("a", _never, _text) == "new"
