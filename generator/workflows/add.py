"""Take dumps in: check them, give them their edition's name, and make the bibliography ready for them."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import lock_folder
from generator.base.identifiers import slugify
from generator.config import Project
from generator.stages.read import check_file_name, edition_of, read_dump, read_file_name
from generator.workflows.build import record_keys
from generator.workflows.prepare import Prepared, prepare_digest

_FORMATS = "docs/development/curating.md lists the formats; a table's first line names title and abstract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one dump brought.

    Attributes:
        file: The dump's name in the project.
        is_there: Whether the same file was there already.
        records: Number of records in it, good and bad.
        new: Keys of papers that it brought first; none when it was there already.
        seen: Number of records of papers that were there before, or that it holds twice.
        rejected: Records that could not be read, each with its place.
        warnings: What looks wrong in records that were read, and in the file.
        unsorted: Keys of new papers that no topic fits.
        without_authors: Keys of new papers whose authors are not known.
    """

    file: str
    is_there: bool
    records: int
    new: tuple[str, ...]
    seen: int
    rejected: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    unsorted: tuple[str, ...]
    without_authors: tuple[str, ...]


def add_dumps(
    project: Project, files: Sequence[Path], today: dt.date, day: dt.date | None = None
) -> tuple[tuple[Added, ...], tuple[Problem, ...]]:
    """Copy dumps into the project and add their papers to the bibliography.

    Args:
        project: The project that takes them in.
        files: Files anywhere; one whose name says a day keeps it.
        today: The date in UTC, which is the edition of the other files where no day is given.
        day: The edition of the other files, also of those whose names say no certain day.

    Returns:
        What each dump brought, and why others were not taken in.

    Raises:
        DigestError: No digest can be made, or a paper may get a second entry, or the day is to come; the
            project is as it was.
    """
    if day and day > today + dt.timedelta(days=1):
        raise DigestError(Problem(Location("--date"), f"{day} is to come", "say the day of the edition"))
    with lock_folder(project.build):
        copies, problems = _copies(project, files, today, day)
        if not copies:  # which also a project without any dump may be told
            return (), tuple(problems)
        new = [copy for copy in copies if not copy.target.exists()]
        try:
            project.dumps.mkdir(parents=True, exist_ok=True)
            for copy in new:
                shutil.copyfile(copy.source, copy.target)
            prepared = prepare_digest(project, today=today)
            prepared.refuse_second_entries()
        except BaseException as error:
            # Also on Ctrl-C: a dump without its entries would stop the next locked build.
            for copy in new:
                copy.target.unlink(missing_ok=True)
            if problems and isinstance(error, DigestError):
                raise DigestError(*problems, *error.problems) from None
            raise
        record_keys(project, prepared)
    added = tuple(_added(project, copy, prepared, is_there=copy not in new) for copy in copies)
    return added, tuple(problems)


def dump_name(name: str, day: dt.date) -> str:
    """Return a dump's name in the project: a date, its own or that of the day, then words of [a-z0-9-].

    A name that begins with a date in this form stays as it is.
    """
    said = read_file_name(name)
    if said.day and name.startswith(said.day.isoformat()):
        return name
    rest = said.rest if said.day else name
    packed = ".gz" if rest.endswith(".gz") else ""
    stem = Path(rest.removesuffix(".gz"))
    words, suffix = slugify(stem.stem) or "dump", stem.suffix.lower()
    if said.day and stem.stem.startswith("."):  # nothing but a date and a suffix
        words, suffix = "dump", stem.stem.lower()
    return f"{(said.day or day).isoformat()}-{words}{suffix}{packed}"


@dataclass(frozen=True, slots=True)
class _Copy:
    source: Path
    target: Path
    records: int


def _copies(
    project: Project, files: Sequence[Path], today: dt.date, day: dt.date | None
) -> tuple[list[_Copy], list[Problem]]:
    """Return where each file goes, and why others cannot be taken in."""
    copies: list[_Copy] = []
    problems: list[Problem] = []
    for source in dict.fromkeys(files):
        try:
            source.stat()  # one that is missing is told as such, whatever its name says
            target = _twin(project, source)
            if target is None:
                if not day or edition_of(source.name):
                    check_file_name(source.name, str(source), today)
                target = project.dumps / dump_name(source.name, day or today)
            copy = _Copy(source, target, _count(source, target.name))
            _refuse_clash(copy, copies)
            copies.append(copy)
        except DigestError as error:
            problems.extend(error.problems)
        except OSError as error:
            reason = error.strerror or "cannot be read"
            problems.append(Problem(Location(str(source)), reason, "is the path right?"))
    return copies, problems


def _twin(project: Project, source: Path) -> Path | None:
    """Return the dump that holds the same bytes, under whatever name."""
    dumps = project.dumps.glob("*") if project.dumps.is_dir() else ()
    return next((dump for dump in sorted(dumps) if dump.is_file() and cmp(dump, source, shallow=False)), None)


def _refuse_clash(copy: _Copy, others: Sequence[_Copy]) -> None:
    """Raise DigestError if another dump has the name that a file would get."""
    is_taken = copy.target.exists() and not cmp(copy.target, copy.source, shallow=False)
    if is_taken or any(copy.target == other.target for other in others):
        reason = f"another dump has the name {copy.target.name}"
        advice = "give the file a name of its own; dumps are never changed"
        raise DigestError(Problem(Location(str(copy.source)), reason, advice))


def _count(source: Path, name: str) -> int:
    """Return the records of a file, read under its new name.

    Raises:
        DigestError: Nothing in it can be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        shutil.copyfile(source, path)
        loaded = read_dump(path, str(source))
    if not loaded.records:
        problem = Problem(Location(str(source)), "holds no paper that can be read", _FORMATS)
        raise DigestError(problem, *loaded.rejected)
    return len(loaded.records) + len(loaded.rejected)


def _added(project: Project, copy: _Copy, prepared: Prepared, *, is_there: bool) -> Added:
    name = project.name(copy.target)
    digest, report = prepared.digest, prepared.report
    new = tuple(paper.key for paper in digest.papers if not is_there and paper.locations[0].path == name)
    rejected = tuple(problem for problem in report.rejected if problem.location.path == name)
    told = (problem for problem in prepared.told_of_dumps if problem.location.path == name)
    return Added(
        file=name,
        is_there=is_there,
        records=copy.records,
        new=new,
        seen=copy.records - len(new) - len(rejected),
        rejected=rejected,
        warnings=tuple(problem for problem in told if problem not in rejected),
        unsorted=tuple(key for key in new if not digest.labels[key].topics),
        without_authors=tuple(key for key in new if not digest.by_key[key].facts.authors),
    )
