"""From the digest to the published site, whole or not at all."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.base.cache import Cache, CacheFile, remove_unused
from generator.base.errors import DigestError, Location, Problem
from generator.base.files import lock_folder, replace_file
from generator.config import Project
from generator.output import Kept, render_digest
from generator.output.citations import Entries, References
from generator.output.report import report_as_markdown
from generator.output.templates import Templates
from generator.site import Builder, assemble_site, publish_site, write_tree
from generator.workflows.prepare import Prepared, prepare_digest

BUILD_STEPS = ("Reading", "Rendering", "Assembling", "Publishing")
"""What `build_site` tells its `progress`, in this order."""

_MOST_TOLD = 20
"""Problems of dumps that are shown where nothing in them can be published."""


def check_project(project: Project, today: dt.date | None = None) -> Prepared:
    """Make every check of a build, and build nothing; `today` is that of `build_site`.

    Raises:
        DigestError: What would stop a build, among it a key that was published and leads nowhere; and what
            a build survives for a while, an entry of the bibliography that cannot be read.
    """
    prepared = prepare_digest(project, today=today)
    refusals = _refusals(project, prepared, locked=False, allow_removals=False)
    if problems := dict.fromkeys((*prepared.broken, *refusals)):
        raise DigestError(*problems)
    return prepared


def write_pages(
    project: Project, *, locked: bool, allow_removals: bool, today: dt.date | None = None
) -> Prepared:
    """Write the tree that the site is built from, and build nothing: `mkdocs build` can do that.

    The arguments are those of `build_site`.

    Raises:
        DigestError: `prepare_digest` finds a fault, or the build is refused.
    """
    with lock_folder(project.build):
        prepared = _prepare(project, None, today, locked=locked, allow_removals=allow_removals)
        _write_tree(project, prepared)
        record_keys(project, prepared)
        _finish(project, prepared)
    return prepared


def build_site(  # noqa: PLR0913  what a person may choose of a build
    project: Project,
    *,
    locked: bool,
    allow_removals: bool,
    progress: Callable[[str], None],
    before: Path | None = None,
    builder: Builder | None = None,
    today: dt.date | None = None,
) -> Prepared:
    """Build the site whole, or leave the published one as it is.

    Args:
        project: The project to build.
        locked: Refuse when the bibliography or the history of published keys would have to grow.
        allow_removals: Publish even when papers that were published would vanish.
        progress: Told which of `BUILD_STEPS` comes next.
        before: `papers.jsonl` of the site that must not lose papers; the default is the published one.
        builder: The builder of the pages; chosen by their number where nobody asks for one.
        today: The date in UTC, which no edition may be far beyond; None where any may be.

    Raises:
        DigestError: `prepare_digest` finds a fault; or the build, the builder or the search is refused.
    """
    reading, rendering, assembling, publishing = BUILD_STEPS
    with lock_folder(project.build):
        progress(reading)
        prepared = _prepare(project, before, today, locked=locked, allow_removals=allow_removals)
        progress(rendering)
        _write_tree(project, prepared)
        progress(assembling)
        finished = assemble_site(project, prepared.digest, builder)
        progress(publishing)
        record_keys(project, prepared)
        publish_site(project, finished)
        _finish(project, prepared)
    return prepared


def record_keys(project: Project, prepared: Prepared) -> None:
    """Write the entries of new papers, and their keys into the history of what is published."""
    if prepared.report.new_keys:
        replace_file(project.library, prepared.library)
    if prepared.history:
        replace_file(project.published_keys, prepared.history)


def _prepare(
    project: Project, before: Path | None, today: dt.date | None, *, locked: bool, allow_removals: bool
) -> Prepared:
    prepared = prepare_digest(project, before, today=today)
    if problems := tuple(_refusals(project, prepared, locked=locked, allow_removals=allow_removals)):
        raise DigestError(*problems)
    return prepared


def _write_tree(project: Project, prepared: Prepared) -> None:
    kept = Kept(
        references=References(Cache(project.cache / "references")),
        entries=CacheFile(Entries, project.cache / "entries.cache"),
    )
    files = render_digest(prepared.digest, Templates(project.templates), kept)
    write_tree(project, files, Cache(project.cache / "tree"))


def _finish(project: Project, prepared: Prepared) -> None:
    """Write the report, as JSON for programs and as Markdown for people; drop what the cache did not need."""
    replace_file(project.build / "report.json", prepared.report.as_json() + "\n")
    replace_file(project.build / "report.md", report_as_markdown(prepared.report, prepared.digest))
    remove_unused(project.cache)


def _refusals(
    project: Project, prepared: Prepared, *, locked: bool, allow_removals: bool
) -> Iterator[Problem]:
    """Yield why a build must not go on."""
    report = prepared.report
    if not report.published and not report.hidden:
        reason = f"holds {report.parsed} records and not one that can be published"
        place = Location(project.name(project.dumps))
        yield Problem(place, reason, "mend what was rejected")
        yield from prepared.told_of_dumps[:_MOST_TOLD]
    advice = "run 'digest build' without --locked and commit the file"
    if locked and report.new_keys:
        reason = f"lacks {len(report.new_keys)} papers of the dumps: {', '.join(report.new_keys)}"
        yield Problem(Location(project.name(project.library)), reason, advice)
    elif locked and prepared.history:
        place = Location(project.name(project.published_keys))
        yield Problem(place, "lacks keys that are about to be published", advice)
    if not allow_removals and prepared.lost:
        # What damaged an entry is the likeliest reason.
        yield from prepared.broken
        yield from prepared.lost
