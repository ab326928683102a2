"""Commands that complete and correct the facts of papers in data/library.bib."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from generator.base.errors import DigestError, Location, Problem
from generator.base.project import open_project
from generator.base.text_files import decode_utf8
from generator.cli.shared import JSON, PROJECT, say, today, watched, web_client

if TYPE_CHECKING:
    from generator.providers import Provider

_KEY = re.compile("[!-~]*")
_NO_KEY = "a key has no spaces and only letters of ASCII; unset it to ask without one"


@click.command(epilog="Example:  digest resolve --dry-run luo2024benchmarking")
@PROJECT
@JSON
@click.option("--dry-run", is_flag=True, help="Show what would change in data/library.bib, and leave it.")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
def resolve(root: Path, keys: tuple[str, ...], *, as_json: bool, dry_run: bool) -> None:
    """Look for facts that entries of data/library.bib lack: all of them, or those of each KEY.

    arXiv, Semantic Scholar, OpenAlex and Crossref are asked, slowly. What an entry has is left alone.
    """
    from generator.base.cache import Cache
    from generator.providers import PROVIDERS
    from generator.workflows.resolve import open_task
    from generator.workflows.resolve import resolve as resolve_task

    project = open_project(root)
    task = open_task(project, keys)
    say(task.broken, "warning")
    providers = [_as_set_up(provider) for provider in PROVIDERS]
    with (
        web_client(project, Cache(project.cache / "facts", today())) as client,
        watched(task.keys) as progress,
    ):
        resolution = resolve_task(task, providers, client, dry_run=dry_run, progress=progress)
    say(resolution.silent, "warning")
    if dry_run and not as_json:
        click.echo(resolution.diff, nl=False)
    click.echo(resolution.as_json() if as_json else resolution.as_text())


def _as_set_up(provider: Provider) -> Provider:
    """Return a provider, asked at the address and with the key that the environment says.

    The variables are `DIGEST_ARXIV_URL`, `DIGEST_OPENALEX_KEY` and the like.
    """
    prefix = f"DIGEST_{provider.name.upper()}"
    base = os.environ.get(f"{prefix}_URL", provider.base)
    key = os.environ.get(f"{prefix}_KEY", "").strip()
    if not _KEY.fullmatch(key):
        raise DigestError(Problem(Location(f"{prefix}_KEY"), "is no key", _NO_KEY))
    return replace(provider, base=base.rstrip("/")).with_key(key)


@click.command("apply-fix", epilog="Example:  digest apply-fix issue.md")
@PROJECT
@click.argument("file", type=click.File("rb"))
def apply_fix(root: Path, file: BinaryIO) -> None:
    """Bring what a reader set right into data/library.bib.

    FILE is the text of an issue that "Fix this entry" opened, or its YAML alone; - reads standard input.
    """
    from generator.workflows.fix import apply_fix as apply

    name = Path(file.name).name if file.name != "<stdin>" else "standard input"
    key, changes = apply(open_project(root), decode_utf8(file.read(), name), name, today())
    for change in changes:
        click.echo(f"{key}: {change}")
    if not changes:
        click.echo(f"{key}: nothing to change")
