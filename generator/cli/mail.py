"""The command that sends an edition by e-mail."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from generator.base.errors import DigestError, Location, Problem
from generator.base.project import open_project
from generator.cli.shared import DAY, JSON, PROJECT, say

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

_INTERRUPTED = "an earlier run was interrupted while it was sent here, so it is not sent again"


@click.command(
    epilog="Example:  digest mail --to readers.txt --from me@example.org --smtp mail.example.org:587"
)
@PROJECT
@JSON
@click.option(
    "--to",
    "recipients",
    multiple=True,
    required=True,
    metavar="ADDRESS|FILE",
    help="An address, or a file with one a line; may be given more than once.",
)
@click.option("--from", "sender", required=True, metavar="ADDRESS", help="Who it is from.")
@click.option("--smtp", "server", required=True, metavar="HOST[:PORT]", help="Or smtps://HOST.")
@click.option("--user", default="", envvar="DIGEST_SMTP_USER", show_envvar=True, help="For the server.")
@click.option("--password", default="", envvar="DIGEST_SMTP_PASSWORD", show_envvar=True, hidden=True)
@click.option("--edition", type=DAY, metavar="DAY", help="Which edition.", show_default="the newest one")
def mail(  # noqa: PLR0913  one argument an option
    root: Path,
    *,
    recipients: tuple[str, ...],
    sender: str,
    server: str,
    user: str,
    password: str,
    edition: dt.datetime | None,
    as_json: bool,
) -> None:
    """Send an edition of the built site by e-mail; who has got it already does not get it again."""
    from generator.workflows.mail import (
        Ledger,
        parse_address,
        parse_server,
        read_letter,
        read_recipients,
        send_letter,
    )

    project = open_project(root)
    target = parse_server(server, user, password)
    if target is None or not parse_address(sender):
        wrong, right = (sender, "address") if target else (server, "server such as mail.example.org:587")
        message = f"'{wrong}' is no {right}"
        raise click.UsageError(message)
    letter = read_letter(project, edition.date() if edition else None, sender)
    addresses, faults = read_recipients(recipients)
    sent = send_letter(letter, addresses, target, Ledger(project.build / "mail" / f"{letter.day}.txt"))
    say((Problem(Location(address), _INTERRUPTED) for address in sent.unknown), "warning")
    if as_json:
        click.echo(json.dumps(asdict(sent), ensure_ascii=False, indent=2))
    else:
        click.echo(f"{len(sent.sent)} sent, {len(sent.before)} had it before, {len(sent.refused)} refused")
    if problems := (*faults, *sent.refused):
        raise DigestError(*problems)
