"""Commands that build, check and preview the site."""

from __future__ import annotations

import atexit
import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base.errors import DigestError
from generator.base.project import open_project
from generator.cli.shared import JSON, PROJECT, say, show, today, watched

if TYPE_CHECKING:
    from generator.site import Builder

_MANY_VALUES = 1_000_000
_LOCKED = click.option("--locked", is_flag=True, help="Refuse if data/ would have to change (for CI).")
_ALLOW_REMOVALS = click.option(
    "--allow-removals", is_flag=True, help="Go on even if published papers would vanish."
)


@click.command(epilog="Example:  digest build --locked")
@PROJECT
@JSON
@_LOCKED
@_ALLOW_REMOVALS
@click.option(
    "--published",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="papers.jsonl of the site whose papers must not vanish.",
    show_default="that of build/site",
)
@click.option(
    "--builder",
    type=click.Choice(["mkdocs", "fast"]),
    help="What builds the pages; both make the same ones.",
    show_default="fast above extra.digest.fast_above pages",
)
def build(  # noqa: PLR0913  an option each
    root: Path,
    published: Path | None,
    builder: Builder | None,
    *,
    as_json: bool,
    locked: bool,
    allow_removals: bool,
) -> None:
    """Build the site into build/site."""
    from generator.workflows.unchanged import hash_inputs, last_outcome

    project, day = open_project(root), today()
    choices = (locked, allow_removals, published and published.read_bytes(), builder)
    inputs = hash_inputs(project, choices, day)
    if outcome := last_outcome(project, inputs):
        show(outcome, as_json=as_json)
        return

    from generator.workflows.build import BUILD_STEPS, build_site
    from generator.workflows.unchanged import keep_outcome

    gc.set_threshold(_MANY_VALUES)  # they live to the end: looking for garbage takes a fifth of a build
    atexit.register(gc.freeze)  # and a second or two at the end
    with watched(BUILD_STEPS) as progress:
        prepared = build_site(
            project,
            locked=locked,
            allow_removals=allow_removals,
            progress=progress,
            before=published,
            builder=builder,
            today=day,
        )
    if prepared.is_settled:
        keep_outcome(project, inputs, prepared.outcome)
    show(prepared.outcome, as_json=as_json)


@click.command(epilog="Example:  digest pages && mkdocs serve")
@PROJECT
@JSON
@_LOCKED
@_ALLOW_REMOVALS
def pages(root: Path, *, as_json: bool, locked: bool, allow_removals: bool) -> None:
    """Write every page as Markdown into build/docs, for `mkdocs build` or `mkdocs serve`."""
    from generator.workflows.build import write_pages

    prepared = write_pages(open_project(root), locked=locked, allow_removals=allow_removals, today=today())
    show(prepared.outcome, as_json=as_json)


@click.command(epilog="Example:  digest check --json")
@PROJECT
@JSON
def check(root: Path, *, as_json: bool) -> None:
    """Check dumps, bibliography, published keys, topics and decisions without building."""
    from generator.workflows.build import check_project

    show(check_project(open_project(root), today()).outcome, as_json=as_json)


@click.command(epilog="Example:  digest clean && digest build")
@PROJECT
def clean(root: Path) -> None:
    """Remove the cache and what builds work on; data/, the site, its report and fetched dumps stay."""
    from generator.site import clean_build

    removed = clean_build(open_project(root))
    click.echo(f"removed {', '.join(removed)}" if removed else "nothing to remove")


@click.command(epilog="Example:  digest serve --port 8001")
@PROJECT
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
def serve(root: Path, host: str, port: int) -> None:
    """Preview the site; build again when data, templates, docs or topics change."""
    from generator.workflows.build import BUILD_STEPS, build_site
    from generator.workflows.serve import serve_site

    project = open_project(root)

    def rebuild() -> None:
        try:
            with watched(BUILD_STEPS) as progress:
                prepared = build_site(
                    project, locked=False, allow_removals=True, progress=progress, today=today()
                )
            show(prepared.outcome, as_json=False)
        except DigestError as error:
            say(error.problems, "error")
        except OSError as error:
            click.echo(f"error: {error}", err=True)

    rebuild()
    try:
        serve_site(project, (host, port), rebuild, lambda url: click.echo(f"Serving {url} (Ctrl-C stops)"))
    except OSError as error:
        message = f"cannot listen on {host}:{port}: {error.strerror}"
        raise click.UsageError(message) from None
