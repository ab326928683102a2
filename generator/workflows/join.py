"""Join both sides of the files that programs add to, where git could not: bibliography and published keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.base.conflicts import Sides, split_sides
from generator.base.errors import DigestError, Problem
from generator.base.files import lock_folder, replace_file
from generator.base.text_files import decode_utf8
from generator.bibliography import Joined, Side, join_histories, join_libraries, parse_library, read_history
from generator.config import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedFiles:
    """What became of both files.

    Attributes:
        files: The names of those that were written.
        changes: What was done to this side's version of the bibliography, a line each.
        disputed: What a person has to choose there before a build can be made.
        problems: What else is wrong in the bibliography as it is now.
    """

    files: tuple[str, ...]
    changes: tuple[str, ...]
    disputed: tuple[Problem, ...]
    problems: tuple[Problem, ...]


def join_files(project: Project, take: Side | None = None) -> JoinedFiles:
    """Join both sides of `library.bib` and `published-keys.txt`; each file is written whole or not at all.

    Args:
        project: The project in which git could not finish a merge.
        take: The side whose value stays where both sides give a field of an entry another one; None leaves
            both in the file, for a person to choose.

    Raises:
        DigestError: Lines of git are there that do not fit each other, a file is not UTF-8, or an entry
            would be lost; nothing was written.
    """
    with lock_folder(project.build):
        keys, old_keys = _read(project, project.published_keys)
        sides, old_library = _read(project, project.library)
        history = join_histories(keys)
        name = project.name(project.library)
        joined = Joined(text=old_library)
        if sides.ours != sides.theirs or "<<<<<<<" in old_library:
            joined = join_libraries(sides, name, _words(history), take)
        made = {project.library: joined.text, project.published_keys: history}
        before = {project.library: old_library, project.published_keys: old_keys}
        changed = [path for path in made if made[path] != before[path]]
        for path in changed:
            replace_file(path, made[path])
    read_history(project.published_keys, project.name(project.published_keys))
    return JoinedFiles(
        files=tuple(map(project.name, changed)),
        changes=joined.changes,
        disputed=joined.disputed,
        problems=() if joined.disputed else parse_library(joined.text, name).problems,
    )


def _read(project: Project, path: Path) -> tuple[Sides, str]:
    """Return both sides of a file, and its text; a missing file is empty."""
    name = project.name(path)
    text = decode_utf8(path.read_bytes(), name) if path.exists() else ""
    sides, strays = split_sides(text, name)
    if strays:
        raise DigestError(*strays)
    return sides, text


def _words(history: str) -> Iterable[str]:
    """Yield the keys of a history."""
    lines = (line.partition("#")[0].split() for line in history.split("\n"))
    return (words[0] for words in lines if words)
