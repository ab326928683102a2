"""The history of published keys: it grows at its end and never forgets."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.bibliography import History, extend_history, read_history, read_library
from tests.world import ROOT

NAME = "data/published-keys.txt"

keys = st.lists(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,3})?", fullmatch=True), max_size=6)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a place for a history; it is written anew each time."""
    return tmp_path_factory.mktemp("history") / "published-keys.txt"


def _read(file: Path, text: str) -> History:
    file.write_bytes(text.encode())
    return read_history(file, NAME)


@given(old=keys, new=keys, line_end=st.sampled_from(["\n", "\r\n"]), is_ended=st.booleans())
def test_what_was_published_stays_and_what_is_new_comes_last(
    *, file: Path, old: list[str], new: list[str], line_end: str, is_ended: bool
) -> None:
    """Byte for byte, each key once, in the file's own line ends."""
    text = line_end.join(("# Keys", *old)) + (line_end if is_ended else "")

    extended = extend_history(_read(file, text), new)
    history = _read(file, extended)

    assert extended.startswith(text)
    assert list(history.lines) == list(dict.fromkeys((*old, *new)))
    assert extend_history(history, (*old, *new)) == extended
    assert line_end not in text or extended.count("\n") == extended.count(line_end)


def test_the_first_key_brings_a_word_about_the_file(tmp_path: Path) -> None:
    """A missing file is an empty history, and nothing published makes none."""
    path = tmp_path / "keys.txt"
    history = read_history(path, NAME)

    assert extend_history(history, ()) == ""
    path.write_text(extend_history(history, ("b", "a")))
    assert path.read_text().startswith("# Every citation key")
    assert list(read_history(path, NAME).lines) == ["b", "a"]


def test_a_key_can_be_marked_as_gone(file: Path) -> None:
    """It stays known, so that no other paper gets it."""
    history = _read(file, "\ufeffa gone  # asked by its authors\nb\n")

    assert dict(history.lines) == {"a": 1, "b": 2}
    assert history.gone == {"a"}


def test_lines_that_are_no_key_are_told(tmp_path: Path) -> None:
    """Each with its place."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"a\nA Title\n\nb lost\n!\n")

    with pytest.raises(DigestError) as caught:
        read_history(path, NAME)

    assert [problem.location.line for problem in caught.value.problems] == [2, 4, 5]
    assert "'A Title' is no citation key" in str(caught.value)


def test_the_history_of_this_site_knows_every_key() -> None:
    """Each entry that is committed was published."""
    history = read_history(ROOT / "data" / "published-keys.txt", NAME)
    library = read_library(ROOT / "data" / "library.bib", "data/library.bib")

    assert set(history.lines) >= {entry.key for entry in library.entries}


def test_a_merge_that_is_not_finished_is_told_with_the_way_out(tmp_path: Path) -> None:
    """Its lines are no keys of anybody."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n")

    with pytest.raises(
        DigestError, match=r"^data/published-keys.txt:2: .*HEAD and other - 'digest join'"
    ) as it:
        read_history(path, NAME)

    assert len(it.value.problems) == 1
