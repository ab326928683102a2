"""Writing files."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.base.files import replace_file, sync
from generator.base.models import OutputFile


def _files(content: dict[str, str]) -> list[OutputFile]:
    return [OutputFile(path=path, content=text) for path, text in content.items()]


def _on_disk(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*") if path.is_file()}


_NAMES = st.sampled_from(["a.md", "b.md", "sub/a.md", "sub/deep/b.md", "other/c.md"])
_CONTENTS = st.dictionaries(_NAMES, st.text("xyz", max_size=3), max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=_CONTENTS, after=_CONTENTS)
def test_a_folder_holds_what_was_last_written_and_no_more(
    tmp_path: Path, before: dict[str, str], after: dict[str, str]
) -> None:
    """Stale files and empty folders go, whatever was there."""
    sync(_files(before), tmp_path)

    sync(_files(after), tmp_path)

    assert _on_disk(tmp_path) == after
    assert all(any(folder.rglob("*.md")) for folder in tmp_path.rglob("*") if folder.is_dir())


def test_a_file_that_did_not_change_is_not_touched(tmp_path: Path) -> None:
    """Writing twice writes nothing the second time."""
    files = _files({"a.md": "one", "b.md": "two"})
    sync(files, tmp_path)
    before = (tmp_path / "a.md").stat().st_mtime_ns

    assert sync(files, tmp_path).changed == ()
    assert (tmp_path / "a.md").stat().st_mtime_ns == before


@pytest.mark.parametrize("path", ["/etc/passwd", "../out.md", "a/../../out.md", "", "a//b", "./a"])
def test_no_path_leaves_the_folder(tmp_path: Path, path: str) -> None:
    """A path from a stranger cannot write elsewhere."""
    with pytest.raises(ValueError, match="not a path of its own"):
        sync([OutputFile(path=path, content="x")], tmp_path / "inside")

    assert not (tmp_path / "out.md").exists()


def test_one_path_cannot_be_written_twice(tmp_path: Path) -> None:
    """Two pages at one address would be a bug that nobody sees."""
    with pytest.raises(ValueError, match="not a path of its own"):
        sync([OutputFile(path="a", content="x"), OutputFile(path="a", content="y")], tmp_path)


def test_replacing_leaves_no_draft_and_keeps_the_mode(tmp_path: Path) -> None:
    """The old file is there until the new one is whole."""
    path = tmp_path / "library.bib"
    path.write_text("old")
    path.chmod(0o640)

    replace_file(path, "new")

    assert _on_disk(tmp_path) == {"library.bib": "new"}
    assert path.stat().st_mode & 0o777 == 0o640
