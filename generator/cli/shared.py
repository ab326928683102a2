"""What commands share: options, and how results and problems are shown."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from generator.base.cache import Cache
    from generator.base.errors import Problem
    from generator.config import Project
    from generator.providers import Client
    from generator.workflows.unchanged import Outcome

PROJECT = click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path),
    default=".",
    show_default="the current directory",
    metavar="DIR",
    help="Folder of the digest, the one that holds mkdocs.yml.",
)
DAY = click.DateTime(formats=["%Y-%m-%d"])
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")


def show(outcome: Outcome, *, as_json: bool) -> None:
    """Print what became of every record; warnings go to standard error."""
    say(outcome.warnings, "warning")
    click.echo(outcome.report if as_json else "\n".join(outcome.lines))


def say(problems: Iterable[Problem], kind: str) -> None:
    """Print problems on standard error, one a line."""
    for problem in problems:
        click.echo(f"{kind}: {problem}", err=True)


def today() -> dt.date:
    """Return the date in UTC: that of SOURCE_DATE_EPOCH where it is set (<https://reproducible-builds.org>)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdecimal() else dt.datetime.now(dt.UTC)
    return moment.date()


def web_client(project: Project, cache: Cache) -> Client:
    """Return the client that asks providers in the name of the project's site; it is a context manager."""
    from generator.config import load_settings
    from generator.providers import Client

    agent = f"paper-digest/{__version__} (+{load_settings(project).url})"
    return Client(cache, today(), agent)


@contextmanager
def watched(steps: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """Show what is being done while it takes long; silent where no person watches.

    Args:
        steps: The steps that the function that is given will be told, in this order.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:10}"), BarColumn(), TimeElapsedColumn())
    # A thread that draws would keep the work from being shared out to processes, which are forked.
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("Starting", total=len(steps))
        yield lambda step: bar.update(task, description=step, completed=steps.index(step), refresh=True)
