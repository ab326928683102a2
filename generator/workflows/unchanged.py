"""Leave everything as it is where nothing changed since the last build.

A build that brought nothing new leaves a note: hashes of all that it read, of the choices that were made, and
of what it published. While they are the same, the next build could only make the same again.
"""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

from generator.base.cache import Cache, fingerprint_code
from generator.base.errors import Problem
from generator.base.files import hash_folder, scan
from generator.base.project import Project

_NAME = "last build"
# A configuration that rests on more than itself: on other files, the environment, code of plugins.
_RESTS_ON_MORE = re.compile(
    r"^INHERIT:|!ENV|!!python|!relative|^hooks:|^plugins:(?!\s*\[\s*\])", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build or a check tells.

    Attributes:
        warnings: What a person should know.
        lines: The account, for a person.
        report: The account as JSON, for a program.
    """

    warnings: tuple[Problem, ...]
    lines: tuple[str, ...]
    report: str


def hash_inputs(project: Project, choices: object, today: dt.date | None) -> str:
    """Return a hash of all that a build reads.

    Args:
        project: The project.
        choices: What a person chose of the build.
        today: The date in UTC; None where it plays no part.
    """
    state = hashlib.sha256(f"{fingerprint_code()}\0{choices!r}\0{today}".encode())
    state.update(project.config.read_bytes())
    for folder in (project.data, project.docs, project.templates):
        state.update(hash_folder(folder))
    return state.hexdigest()


def last_outcome(project: Project, inputs: str) -> Outcome | None:
    """Return what the last build told if one of these inputs would do nothing else, or None."""
    known = _cache(project).find(_NAME, tuple[str, str, Outcome])
    return known[2] if known and known[:2] == (inputs, _hash_outputs(project)) else None


def keep_outcome(project: Project, inputs: str, outcome: Outcome) -> None:
    """Keep what a build told that began with these inputs."""
    if not _RESTS_ON_MORE.search(project.config.read_text(encoding="utf-8")):
        _cache(project).keep(_NAME, (inputs, _hash_outputs(project), outcome))


def _cache(project: Project) -> Cache:
    return Cache(project.cache / "last")


def _hash_outputs(project: Project) -> str:
    """Return a hash of what the last build left, by size and time."""
    state = hashlib.sha256()
    for folder in (project.tree, project.site):
        for name, found in sorted(scan(folder)):
            state.update(f"\0{name}\0{found.size}\0{found.changed}".encode(errors="surrogatepass"))
    report = project.build / "report.json"
    state.update(f"\0{report.stat().st_mtime_ns if report.exists() else None}".encode())
    return state.hexdigest()
