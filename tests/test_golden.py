"""The made-up world becomes the golden tree."""

import difflib
from pathlib import Path

from tests.golden import GOLDEN, golden_files


def test_the_world_becomes_the_golden_tree(tmp_path: Path) -> None:
    """Same files, same bytes; `make golden` accepts a change, and its diff is what to review."""
    made = {file.path: str(file.content) for file in golden_files(tmp_path)}
    golden = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode()
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }

    assert sorted(made) == sorted(golden)
    for path, content in made.items():
        lines = difflib.unified_diff(
            golden[path].splitlines(), content.splitlines(), "golden", path, lineterm=""
        )
        assert content == golden[path], "\n".join(lines)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two builds of two copies of the world do not differ."""
    first, second = golden_files(tmp_path / "one"), golden_files(tmp_path / "two")

    assert first == second
