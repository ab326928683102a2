"""Commands that change the bibliography of record."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from generator.base.errors import DigestError, Location, Problem
from generator.cli.shared import PROJECT, today
from generator.config import open_project


@click.command("apply-fix", epilog="Example:  digest apply-fix issue.md")
@PROJECT
@click.argument("file", type=click.File("rb"))
def apply_fix(root: Path, file: BinaryIO) -> None:
    """Bring what a reader set right into data/library.bib.

    FILE is the text of an issue that "Fix this entry" opened, or its YAML alone; - reads standard input.
    """
    from generator.workflows.fix import apply_fix as apply

    name = Path(file.name).name if file.name != "<stdin>" else "standard input"
    try:
        text = file.read().decode()
    except UnicodeDecodeError:
        raise DigestError(Problem(location=Location(path=name), reason="is not UTF-8")) from None
    key, changes = apply(open_project(root), text, name, today())
    for change in changes:
        click.echo(f"{key}: {change}")
    if not changes:
        click.echo(f"{key}: nothing to change")
