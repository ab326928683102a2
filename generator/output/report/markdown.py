"""The report as Markdown, for a pull request or the summary of a run."""

from collections.abc import Iterable, Iterator
from itertools import islice

from generator.base.errors import Problem
from generator.base.text import escape_markdown
from generator.config import UNSORTED
from generator.output.report.account import Report
from generator.stages.digest import Digest

_MOST_LINES = 100
"""Lines of one list; GitHub cuts a summary at a megabyte, and nobody reads that far."""


def report_as_markdown(report: Report, digest: Digest) -> str:
    """Return the report; titles and file names in it come from strangers and are escaped.

    Args:
        report: The report of a build or a check.
        digest: The papers that it speaks of.
    """
    lines = [f"**{report.as_text()}**", ""]
    for title, items in _sections(report, digest):
        lines.extend(_section(title, tuple(items)))
    return "\n".join(lines)


def _sections(report: Report, digest: Digest) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield each list with its heading, weightiest first."""
    yield "Removed papers", (f"`{key}`" for key in report.removed)
    yield "Rejected records", map(_problem, report.rejected)
    yield from _new_by_topic(report, digest)
    yield "Unsorted papers", (_paper(key, digest) for key in report.unsorted)
    yield "Topics that rest on little", _doubts(report, digest)
    yield "Papers without authors", (_paper(key, digest) for key in report.without_authors)
    yield "Papers with more authors than are known", (_paper(key, digest) for key in report.more_authors)
    yield "Papers that their authors withdrew", (_paper(key, digest) for key in report.withdrawn)
    yield (
        "Merged records",
        (f"{escape_markdown(str(merge.location))} is {_paper(merge.key, digest)}" for merge in report.merges),
    )
    yield (
        "Topics that changed by over 20 %",
        (
            f"{_topic(change.topic, digest)}: {change.before} before, {change.now} now"
            for change in report.topic_changes
        ),
    )
    yield "Oddities in dumps", map(_problem, report.oddities)
    yield "Keys added", (f"`{key}`" for key in report.new_keys)
    yield (
        "Fields that have no place on the site",
        (f"{escape_markdown(name)}: {count}" for name, count in report.unused_fields.items()),
    )
    yield "Tags that match nothing", (f"`{slug}`" for slug in report.unused_tags)


def _new_by_topic(report: Report, digest: Digest) -> Iterator[tuple[str, Iterable[str]]]:
    new = frozenset(report.new)
    for slug in (*digest.taxonomy.topic_titles, UNSORTED):
        papers = digest.by_topic.get(slug, ())
        chosen = [paper.key for paper in papers if paper.key in new and digest.primary_topic(paper) == slug]
        yield f"New in {_topic(slug, digest)}", (_paper(key, digest) for key in chosen)


def _doubts(report: Report, digest: Digest) -> Iterator[str]:
    for doubt in report.doubtful:
        reasons = ", ".join(f"{escape_markdown(item.phrase)} {item.weight:+.0f}" for item in doubt.evidence)
        topic = f"{_topic(doubt.topic, digest)}, {doubt.likelihood:.0%} likely"
        yield f"{_paper(doubt.key, digest)}: {topic} ({reasons})"


def _section(title: str, items: tuple[str, ...]) -> Iterator[str]:
    """Yield a list folded under its heading; nothing when it is empty."""
    if not items:
        return
    yield f"<details><summary>{title}: {len(items)}</summary>"
    yield ""
    yield from (f"- {item}" for item in islice(items, _MOST_LINES))
    if len(items) > _MOST_LINES:
        yield f"- and {len(items) - _MOST_LINES} more, all in `report.json`"
    yield ""
    yield "</details>"
    yield ""


def _problem(problem: Problem) -> str:
    return f"{escape_markdown(str(problem.location))}: {escape_markdown(problem.reason)}"


def _paper(key: str, digest: Digest) -> str:
    return f"{escape_markdown(digest.by_key[key].title.as_plain)} (`{key}`)"


def _topic(slug: str, digest: Digest) -> str:
    return escape_markdown(digest.taxonomy.topic_titles.get(slug, slug.title()))
