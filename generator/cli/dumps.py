"""Commands that bring dumps: fetch them from providers, take them in."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.base.errors import DigestError, Location, Problem
from generator.base.project import Project, open_project
from generator.cli.shared import DAY, JSON, PROJECT, say, today, web_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from generator.providers import DumpQuery, Fetched
    from generator.workflows.add import Added

_Command = TypeVar("_Command", bound="Callable[..., Any]")
_WIDE = 200
"""Columns of a table that no person watches; wide enough for its lines to stay whole."""
_TO = click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    show_default="build/fetched",
    metavar="DIR",
    help="Where the dumps go.",
)


def _from(variable: str) -> Callable[[_Command], _Command]:
    """Return the option that names another address of a provider."""
    return click.option(
        "--from",
        "address",
        envvar=variable,
        show_envvar=True,
        metavar="URL",
        help="Another address of the provider.",
    )


@click.command(epilog="Example:  digest add ~/Downloads/papers.txt --date 2026-11-24")
@PROJECT
@JSON
@click.option("--date", "day", type=DAY, metavar="DAY", help="The edition.", show_default="today")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
def add(root: Path, files: tuple[Path, ...], day: dt.datetime | None, *, as_json: bool) -> None:
    """Take dumps into data/dumps/ and add their papers to data/library.bib.

    A file whose name says a day, such as papers-2026-11-24.json or 24.11.2026.txt, keeps it as its edition.
    """
    from generator.workflows.add import add_dumps

    added, problems = add_dumps(open_project(root), files, today(), day.date() if day else None)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in added], ensure_ascii=False, indent=2))
    elif added:
        _show_added(added)
    if problems:
        raise DigestError(*problems)


def _show_added(added: Sequence[Added]) -> None:
    """Print a table, then each thing to look at, then what to do next."""
    from rich.console import Console
    from rich.table import Table

    table = Table("dump", box=None, pad_edge=False)
    for heading in ("new", "seen before", "rejected", "unsorted", "without authors"):
        table.add_column(heading, justify="right")
    for one in added:
        lists = (one.new, one.rejected, one.unsorted, one.without_authors)
        new, rejected, unsorted, without_authors = (str(len(found)) for found in lists)
        mark = " (was there)" if one.is_there else ""
        table.add_row(f"{one.file}{mark}", new, str(one.seen), rejected, unsorted, without_authors)
    Console(width=None if sys.stdout.isatty() else _WIDE, markup=False, highlight=False).print(table)
    for one in added:
        say(one.rejected, "rejected")
        say(one.warnings, "warning")
        for title, keys in (("unsorted", one.unsorted), ("without authors", one.without_authors)):
            if keys:
                click.echo(f"{title}: {', '.join(keys)}")
    click.echo(_next_step(added))


def _next_step(added: Sequence[Added]) -> str:
    if not any(one.new for one in added):
        return "Nothing is new."
    has_gaps = any(one.without_authors for one in added)
    resolve = "'digest resolve' looks for the authors; " if has_gaps else ""
    return f"Next: {resolve}'make site' builds the site; then commit data/ and push."


@click.group(epilog="Example:  digest fetch huggingface --since 2026-11-01")
def fetch() -> None:
    """Fetch dumps from a provider; 'digest add' takes them in."""


@fetch.command(epilog="Example:  digest fetch huggingface --date 2026-11-20")
@PROJECT
@JSON
@_TO
@_from("DIGEST_HUGGINGFACE_URL")
@click.option("--date", "day", type=DAY, metavar="DAY", help="One day, YYYY-MM-DD; it must be over.")
@click.option(
    "--since",
    type=DAY,
    metavar="DAY",
    help="Every day from this one to yesterday.",
    show_default="the day after the newest dump",
)
def huggingface(  # noqa: PLR0913  one argument an option
    root: Path,
    folder: Path | None,
    address: str | None,
    day: dt.datetime | None,
    since: dt.datetime | None,
    *,
    as_json: bool,
) -> None:
    """Fetch the daily papers of Hugging Face, one dump a day."""
    from generator.providers import hugging_face

    project = open_project(root)
    yesterday = today() - dt.timedelta(days=1)
    if day and since:
        message = "give --date or --since, not both"
        raise click.UsageError(message)
    first = (day or since or _after_newest_dump(project)).date()
    last = first if day else yesterday
    if day and last > yesterday:
        message = f"{first} is not over yet, so its list still grows; the last whole day is {yesterday}"
        raise click.UsageError(message)
    queries = [hugging_face.make_query(date, address) for date in hugging_face.days(first, last)]
    if not queries:
        click.echo(f"nothing to fetch: {last} is the last day that is over", err=True)
    _fetch(project, queries, folder, as_json=as_json)


@fetch.command(epilog='Example:  digest fetch arxiv --query "cat:cs.DC AND abs:GPU"')
@PROJECT
@JSON
@_TO
@_from("DIGEST_ARXIV_URL")
@click.option("--query", required=True, help="In arXiv's own language.")
@click.option("--max", "most", default=100, show_default=True, type=click.IntRange(1, 2000), help="Papers.")
def arxiv(  # noqa: PLR0913  one argument an option
    root: Path, folder: Path | None, address: str | None, query: str, most: int, *, as_json: bool
) -> None:
    """Fetch the newest papers that a query finds on arXiv."""
    from generator.providers import arxiv as provider

    dump_query = provider.make_query(query, most, today(), address)
    _fetch(open_project(root), [dump_query], folder, as_json=as_json)


@fetch.command(epilog="Example:  digest fetch labelled data/labels/*.json")
@PROJECT
@JSON
@_from("DIGEST_ARXIV_URL")
@click.argument("labels", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="LABELS...")
def labelled(root: Path, labels: tuple[Path, ...], address: str | None, *, as_json: bool) -> None:
    """Fetch titles and abstracts of labelled papers from arXiv into build/labelled, for 'digest fit'."""
    from generator.config import load_taxonomy
    from generator.providers import arxiv as provider
    from generator.workflows.labels import labelled_identifiers

    project = open_project(root)
    taxonomy = load_taxonomy(project)
    identifiers = [found for path in labels for found in labelled_identifiers(path, taxonomy)]
    queries = provider.make_listing(identifiers, today(), address)
    _fetch(project, queries, project.build / "labelled", as_json=as_json)
    if not as_json:
        click.echo("Next: digest fit data/labels/*.json --dumps build/labelled")


@fetch.command(
    epilog="Example:  digest fetch published && digest build --locked --published build/published.jsonl"
)
@PROJECT
@_from("DIGEST_PUBLISHED_URL")
def published(root: Path, address: str | None) -> None:
    """Fetch what the deployed site holds into build/published.jsonl."""
    from generator.base.cache import Cache
    from generator.base.files import replace_file
    from generator.config import load_settings
    from generator.providers import Unavailable, fetch_published

    project = open_project(root)
    url = address or f"{load_settings(project).url}papers.jsonl"
    # Without a cache: the site changes with each deployment.
    with web_client(project, Cache()) as client:
        try:
            content = fetch_published(client, url)
        except Unavailable as error:
            raise DigestError(_refusal(url, str(error))) from None
    replace_file(project.build / "published.jsonl", content)
    papers = len(content.splitlines())
    click.echo(f"{papers} papers are published" if papers else f"nothing is published at {url} yet")


def _fetch(project: Project, queries: Iterable[DumpQuery], folder: Path | None, *, as_json: bool) -> None:
    """Send the queries in turn and say what came; the first that fails ends it."""
    from generator.base.cache import Cache
    from generator.providers import Unavailable, fetch_dumps

    target = folder or project.build / "fetched"
    with web_client(project, Cache(project.cache / "fetch", today(), kept_days=0)) as client:
        for query in queries:
            try:
                fetched = fetch_dumps(client, query, target, project.dumps)
            except Unavailable as error:
                raise DigestError(_refusal(query.policy.provider, str(error))) from None
            click.echo(json.dumps(asdict(fetched), default=str) if as_json else _as_text(fetched))


def _as_text(fetched: Fetched) -> str:
    if fetched.there:
        return f"{fetched.stem}: already in {fetched.there}"
    files = " ".join(map(str, fetched.files))
    return f"{fetched.stem}: {fetched.papers} papers in {files}" if files else f"{fetched.stem}: no papers"


def _after_newest_dump(project: Project) -> dt.datetime:
    """Return the day after the newest edition.

    Raises:
        UsageError: There is no dump to go on from.
    """
    from generator.stages.read import editions_of

    editions = editions_of(project.dumps)
    if not editions:
        message = "there is no dump yet to go on from; say --date DAY or --since DAY"
        raise click.UsageError(message)
    return dt.datetime.combine(max(editions) + dt.timedelta(days=1), dt.time(), dt.UTC)


def _refusal(provider: str, reason: str) -> Problem:
    advice = "nothing was lost; run the command again later and it goes on where it stopped"
    return Problem(Location(provider), reason, advice)
