"""The line of stages, from the dumps to the digest; nothing is written but what makes the next run faster."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generator.base.cache import Cache, CacheFile
from generator.base.errors import DigestError, Problem
from generator.base.models import NO_CONTAINER, Paper
from generator.base.text import RichText
from generator.bibliography import (
    Library,
    append_entries,
    extend_history,
    published_papers,
    read_history,
    read_library,
)
from generator.config import (
    Curation,
    Project,
    Taxonomy,
    Venues,
    load_curation,
    load_settings,
    load_taxonomy,
    load_venues,
)
from generator.output.addresses import ALL_JSONL
from generator.output.report import Report, account_for, explain_losses
from generator.stages.classify import ByRules, classify_papers
from generator.stages.digest import Digest, in_reading_order
from generator.stages.enrich import enrich_drafts, renamed_entries
from generator.stages.gist import Gist, gist_papers
from generator.stages.merge import merge_records, shared_dois
from generator.stages.read import read_dumps
from generator.stages.relate import Terms, relate_papers
from generator.workflows.unchanged import Outcome

_MOST_LISTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The digest before anything is written.

    Attributes:
        digest: The papers that are to be published, and all that is known of them.
        report: What became of every record.
        warnings: What a person should know and the build survives.
        told_of_dumps: Those warnings that tell of dumps: records that could not be read, what looks odd.
        broken: Those warnings that tell of an entry of the bibliography that could not be read.
        lost: Why papers that were published are not in the digest.
        library: Text of the bibliography with the new entries; as it was when there are none.
        history: Text of the history of published keys with the new ones; empty when there are none.
    """

    digest: Digest
    report: Report
    warnings: tuple[Problem, ...]
    told_of_dumps: tuple[Problem, ...]
    broken: tuple[Problem, ...]
    lost: tuple[Problem, ...]
    library: str
    history: str

    @property
    def outcome(self) -> Outcome:
        """What a person or a program is told of it."""
        report = self.report
        lists = {
            "new keys": report.new_keys,
            "unsorted": report.unsorted,
            "without authors": report.without_authors,
        }
        hint = "topics are given by rules alone; digest label and digest fit make them better"
        lines = (
            report.as_text(),
            *(() if self.digest.taxonomy.weights else (hint,)),
            *(f"{title}: {_listed(keys)}" for title, keys in lists.items() if keys),
        )
        return Outcome(warnings=self.warnings, lines=lines, report=report.as_json())

    @property
    def is_settled(self) -> bool:
        """Whether the site before held the same papers, so that the next report says the same."""
        report = self.report
        news = (report.new_keys, report.new, report.removed, report.topic_changes, self.history)
        return not any(news)

    def refuse_second_entries(self) -> None:
        """Refuse new entries while papers are lost: one of the new may be a paper whose entry was damaged.

        Raises:
            DigestError: There are both.
        """
        if self.lost and self.report.new_keys:
            raise DigestError(*self.broken, *self.lost)


def _listed(keys: Sequence[str]) -> str:
    more = len(keys) - _MOST_LISTED
    return ", ".join(keys[:_MOST_LISTED]) + (f" and {more} more, all in the report" if more > 0 else "")


def prepare_digest(
    project: Project, before: Path | None = None, library: Library | None = None, today: dt.date | None = None
) -> Prepared:
    """Read, merge, enrich, classify, relate and tell the gist; labels by the rules are kept for the next run.

    Args:
        project: The project to read.
        before: `papers.jsonl` of the site that the report compares with; the default is the published one.
        library: A bibliography in place of the one that the project holds.
        today: The date in UTC, which no edition may be far beyond; None where any may be.

    Raises:
        DigestError: Input that no digest can be made of, each fault with its place.
    """
    taxonomy, curation = load_taxonomy(project), load_curation(project)
    dumps, entries = Cache(_kept(project, "dumps")), Cache(_kept(project, "library"))
    loaded = read_dumps(project.dumps, project.name(project.dumps), today, dumps)
    library = library or read_library(project.library, project.name(project.library), entries)
    history = read_history(project.published_keys, project.name(project.published_keys))
    drafts = merge_records(loaded.records, curation)
    enriched = enrich_drafts(drafts, library, project.name(project.library), history.lines)
    if renamed := tuple(renamed_entries(library.entries, enriched)):
        raise DigestError(*renamed)
    keys = {paper.key for paper in enriched.papers}
    curation.check(keys=keys, topics=taxonomy.topic_titles, tags=taxonomy.tag_titles)
    known = _with_containers(enriched.papers, load_venues(project))
    papers = in_reading_order(_curated(known, curation))
    digest = _digest(project, papers, taxonomy, curation)
    last_site = project.site / ALL_JSONL
    papers_before = published_papers(before or last_site, str(before or project.name(last_site)))
    report = account_for(loaded, enriched, digest, papers_before, history)
    oldest_first = (paper for paper in enriched.papers if paper.key in digest.by_key)
    published = extend_history(
        history, (key for paper in oldest_first for key in (paper.key, *paper.retired_keys))
    )
    return Prepared(
        digest=digest,
        report=report,
        warnings=(*library.problems, *loaded.rejected, *loaded.warnings, *shared_dois(loaded.records)),
        told_of_dumps=(*loaded.rejected, *loaded.warnings),
        broken=library.rejected,
        lost=tuple(explain_losses(project, report.removed, library, history)),
        library=append_entries(library.text, enriched.new_entries),
        history=published if published != history.text else "",
    )


def _digest(project: Project, papers: tuple[Paper, ...], taxonomy: Taxonomy, curation: Curation) -> Digest:
    """Return the digest of papers, in their order: with labels, related papers and gists."""
    settings = load_settings(project)
    labels = classify_papers(papers, taxonomy, curation, CacheFile(ByRules, _kept(project, "labels.cache")))
    terms = CacheFile[Terms](Terms, _kept(project, "terms.cache"))
    kept = Cache(_kept(project, "relations"))
    gists = CacheFile[Gist | None](Gist | None, _kept(project, "gists.cache"))
    return Digest(
        settings=settings,
        taxonomy=taxonomy,
        papers=papers,
        labels=labels,
        relations=relate_papers(papers, labels, taxonomy.tag_titles, terms, kept),
        gists=gist_papers(papers, curation, settings.gist, gists),
    )


def _kept(project: Project, name: str) -> Path | None:
    """Return the place of a part of the cache; None before the first build, since a check makes no folder."""
    return project.cache / name if project.build.is_dir() else None


def _with_containers(papers: Iterable[Paper], venues: Venues) -> Iterator[Paper]:
    """Yield the papers, each with what is known of its venue in full."""
    container_of = cache(venues.container)  # few venues hold most papers
    for paper in papers:
        container = container_of(paper.venue.as_plain, paper.facts.year, paper.entry_type)
        yield paper if container == NO_CONTAINER else replace(paper, container=container)


def _curated(papers: Iterable[Paper], curation: Curation) -> Iterator[Paper]:
    """Yield the papers that are shown, under the titles that a curator gave them and marked if retracted."""
    for paper in papers:
        decision = curation.decision(paper.key)
        if decision is None:
            yield paper
        elif not decision.hide:
            retracted = decision.because if decision.retract else ""
            withdrawn = paper.withdrawn if decision.retract is None else ""
            title = RichText(decision.title) if decision.title else paper.title
            yield replace(paper, title=title, retracted=retracted, withdrawn=withdrawn)
