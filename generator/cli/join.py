"""The command that finishes a merge of data/."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from generator.base.errors import DigestError
from generator.base.project import open_project
from generator.cli.shared import JSON, PROJECT, say

if TYPE_CHECKING:
    from pathlib import Path

    from generator.bibliography import Side


@click.command(epilog="Example:  digest join && git add data && git commit")
@PROJECT
@JSON
@click.option(
    "--take",
    type=click.Choice(["ours", "theirs"]),
    help="The side whose value stays where they contradict each other.",
    show_default="both stay, for you to choose",
)
def join(root: Path, take: Side | None, *, as_json: bool) -> None:
    """Join both sides of data/library.bib and data/published-keys.txt where a merge of git stopped.

    Entries and keys of both branches are kept, each once. Ours is the branch that was merged into.
    """
    from generator.workflows.join import join_files

    joined = join_files(open_project(root), take)
    say(joined.problems, "warning")
    if as_json:
        click.echo(json.dumps(asdict(joined), ensure_ascii=False, indent=2))
    else:
        for change in joined.changes:
            click.echo(change)
        click.echo(f"joined {' and '.join(joined.files)}" if joined.files else "nothing to join")
    if joined.disputed:
        raise DigestError(*joined.disputed)
    if joined.files and not as_json:
        click.echo("Next: 'digest build' makes sure; then 'git add data' and 'git commit' finish the merge.")
