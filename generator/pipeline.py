"""The whole line: from dumps to the published site."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.classify import classify_papers
from generator.config.curation import load_curation
from generator.config.project import load_settings
from generator.config.taxonomy import load_taxonomy
from generator.digest import Digest, in_reading_order
from generator.enrich import enrich_drafts, renamed_entries
from generator.errors import DigestError, Location, Problem
from generator.library import append_entries, extend_history, read_history, read_library
from generator.merge import merge_records
from generator.read import read_dumps
from generator.relate import relate_papers
from generator.render import render_digest
from generator.render.addresses import ALL_JSONL
from generator.render.references import References
from generator.render.templates import Templates
from generator.report import account_for, report_as_markdown
from generator.site import alone, assemble_site, publish_site, published_papers
from generator.write import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from generator.config.curation import Curation
    from generator.config.project import Project
    from generator.enrich import Enriched
    from generator.library import History, Library
    from generator.models import Paper
    from generator.report import Report

BUILD_STEPS = ("Reading", "Rendering", "Assembling", "Publishing")
"""What `build_site` tells its `progress`, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The digest before anything is written.

    Attributes:
        digest: What is to be published.
        report: What became of every record.
        warnings: What a person should know and the build survives.
        lost: Why papers that were published are not in the digest.
        library: Text of the bibliography with the new entries; as it was when there are none.
        history: Text of the history of published keys with the new ones; likewise.
        new_published: Keys that the history did not know, oldest first.
    """

    digest: Digest
    report: Report
    warnings: tuple[Problem, ...]
    lost: tuple[Problem, ...]
    library: str
    history: str
    new_published: tuple[str, ...]


def prepare_digest(project: Project, before: Path | None = None, library: Library | None = None) -> Prepared:
    """Read, merge, enrich, classify and relate; nothing is written.

    Args:
        project: To be read.
        before: `papers.jsonl` of the site that the report compares with; the default is the published one.
        library: In place of the one that the project holds.

    Raises:
        DigestError: Input that no digest can be made of, each fault with its place.
    """
    settings, taxonomy, curation = load_settings(project), load_taxonomy(project), load_curation(project)
    loaded = read_dumps(project.dumps, project.name(project.dumps))
    library = library or read_library(project.library, project.name(project.library))
    history = read_history(project.published_keys, project.name(project.published_keys))
    drafts = merge_records(loaded.records, curation)
    enriched = enrich_drafts(drafts, library, project.name(project.library), history.lines)
    if library.rejected and enriched.new_entries:
        # A paper whose entry is broken would get a second one, and a second address.
        raise DigestError(*library.rejected)
    if renamed := tuple(renamed_entries(library.entries, enriched)):
        raise DigestError(*renamed)
    curation.check(
        keys={paper.key for paper in enriched.papers}, topics=taxonomy.topic_titles, tags=taxonomy.tag_titles
    )
    papers = in_reading_order(_curated(enriched.papers, curation))
    labels = classify_papers(papers, taxonomy, curation)
    digest = Digest(
        settings=settings,
        taxonomy=taxonomy,
        papers=papers,
        labels=labels,
        relations=relate_papers(papers, labels, taxonomy.tag_titles),
    )
    published = tuple(_keys(enriched, digest))
    last_site = project.site / ALL_JSONL
    papers_before = published_papers(before or last_site, str(before or project.name(last_site)))
    report = account_for(loaded, enriched, digest, papers_before, history)
    return Prepared(
        digest=digest,
        report=report,
        warnings=(*library.problems, *loaded.rejected, *loaded.oddities),
        lost=tuple(_lost(project, report.removed, library, history)),
        library=append_entries(library.text, enriched.new_entries),
        history=extend_history(history, published),
        new_published=tuple(key for key in published if key not in history.lines),
    )


def check_project(project: Project) -> Prepared:
    """Make every check of a build, and build nothing.

    Raises:
        DigestError: What would stop a build, among it a key that was published and leads nowhere.
    """
    prepared = prepare_digest(project)
    if problems := tuple(_refusals(project, prepared, locked=False, allow_removals=False)):
        raise DigestError(*problems)
    return prepared


def build_site(
    project: Project,
    *,
    locked: bool,
    allow_removals: bool,
    progress: Callable[[str], None],
    before: Path | None = None,
) -> Prepared:
    """Build the site whole, or leave the published one as it is.

    Args:
        project: To be built.
        locked: Refuse when the bibliography or the history of published keys would have to grow.
        allow_removals: Publish even when papers that were published would vanish.
        progress: Told which of `BUILD_STEPS` comes next.
        before: `papers.jsonl` of the site that must not lose papers; the default is the published one.

    Raises:
        DigestError: As `prepare_digest`; or the build is refused; or the engine or search refused.
    """
    reading, rendering, assembling, publishing = BUILD_STEPS
    with alone(project):
        progress(reading)
        prepared = prepare_digest(project, before)
        problems = tuple(_refusals(project, prepared, locked=locked, allow_removals=allow_removals))
        if problems:
            raise DigestError(*problems)
        progress(rendering)
        references = References(project.build / "cache" / "references.json")
        rendered = render_digest(prepared.digest, Templates(project.templates), references)
        references.keep()
        progress(assembling)
        finished = assemble_site(project, prepared.digest, rendered)
        progress(publishing)
        record_keys(project, prepared)
        publish_site(project, finished)
        write_report(project, prepared)
    return prepared


def record_keys(project: Project, prepared: Prepared) -> None:
    """Write the entries of new papers, and their keys into the history of what is published."""
    if prepared.report.new_keys:
        replace_file(project.library, prepared.library)
    if prepared.new_published:
        replace_file(project.published_keys, prepared.history)


def write_report(project: Project, prepared: Prepared) -> None:
    """Write the report beside the site, as JSON for programs and as Markdown for people."""
    replace_file(project.build / "report.json", prepared.report.as_json() + "\n")
    markdown = report_as_markdown(prepared.report, prepared.digest)
    replace_file(project.build / "report.md", markdown)


def _keys(enriched: Enriched, digest: Digest) -> Iterator[str]:
    """Yield the keys that have a page, oldest first."""
    for paper in enriched.papers:
        if paper.key in digest.by_key:
            yield from (paper.key, *paper.retired_keys)


def _lost(project: Project, removed: Iterable[str], library: Library, history: History) -> Iterator[Problem]:
    """Yield why keys that were published lead nowhere."""
    missing = [key for key in removed if key in history.lines and key not in library.keys]
    for key in sorted(missing, key=history.lines.__getitem__):
        place = Location(path=project.name(project.published_keys), line=history.lines[key])
        name = project.name(project.library)
        reason = f"'{key}' was published, and no entry of {name} has it any more"
        kept = f"bring its entry back, put 'ids = {{{key}}}' into the entry that took its place"
        advice = f"{kept}, or write 'gone' behind the key here if the paper was withdrawn for good"
        yield Problem(location=place, reason=reason, advice=advice)
    vanished = [key for key in removed if key not in missing]
    if vanished:
        yield Problem(
            location=Location(path=project.name(project.dumps)),
            reason=f"{len(vanished)} published papers would vanish: {', '.join(vanished)}",
            advice="bring their dumps back, hide them in data/curation.yml, or add --allow-removals",
        )


def _curated(papers: Iterable[Paper], curation: Curation) -> Iterator[Paper]:
    """Yield the papers that are shown, under the titles that a curator gave them and marked if retracted."""
    for paper in papers:
        decision = curation.decision(paper.key)
        if decision is None:
            yield paper
        elif not decision.hide:
            retracted = decision.because if decision.retract else ""
            yield replace(paper, title=decision.title or paper.title, retracted=retracted)


def _refusals(
    project: Project, prepared: Prepared, *, locked: bool, allow_removals: bool
) -> Iterator[Problem]:
    """Yield why a build must not go on."""
    report = prepared.report
    if not report.published and not report.hidden:
        yield Problem(
            location=Location(path=project.name(project.dumps)),
            reason=f"holds {report.parsed} records and not one that can be published",
            advice="mend what was rejected: digest check",
        )
    if locked and report.new_keys:
        yield Problem(
            location=Location(path=project.name(project.library)),
            reason=f"lacks {len(report.new_keys)} papers of the dumps: {', '.join(report.new_keys)}",
            advice="run 'digest build' without --locked and commit the file",
        )
    elif locked and prepared.new_published:
        yield Problem(
            location=Location(path=project.name(project.published_keys)),
            reason="lacks keys that are about to be published",
            advice="run 'digest build' without --locked and commit the file",
        )
    if not allow_removals:
        yield from prepared.lost
