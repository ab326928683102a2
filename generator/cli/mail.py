"""The command that sends an edition by e-mail."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base.errors import DigestError, Location, Problem
from generator.cli.shared import JSON, PROJECT, say
from generator.config import load_settings, open_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.workflows.mail import Sent


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
@click.option(
    "--edition",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DAY",
    help="Which edition.",
    show_default="the newest one",
)
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
    from generator.workflows.mail import Ledger, parse_address, parse_server, read_letter, send_letter

    project = open_project(root)
    target = parse_server(server, user, password)
    if target is None or not parse_address(sender):
        wrong, right = (sender, "address") if target else (server, "server such as mail.example.org:587")
        message = f"'{wrong}' is no {right}"
        raise click.UsageError(message)
    day, now = edition.date() if edition else None, dt.datetime.now(dt.UTC)
    letter = read_letter(project, day, site=load_settings(project).url, sender=sender, date=now)
    addresses, faults = _addresses(recipients)
    ledger = Ledger(project.build / "mail" / f"{letter.day}.txt")
    sent = send_letter(letter, addresses, target, ledger)
    _show(sent, as_json=as_json)
    if problems := (*faults, *sent.refused):
        raise DigestError(*problems)


def _addresses(given: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Return the addresses of options and files, and what is none."""
    from generator.workflows.mail import parse_address

    addresses: list[str] = []
    faults: list[Problem] = []
    for text, place in _lines(given):
        if address := parse_address(text):
            addresses.append(address)
        else:
            faults.append(
                Problem(location=place, reason=f"'{text}' is no address", advice="mend or remove it")
            )
    return addresses, faults


def _lines(given: Iterable[str]) -> Iterator[tuple[str, Location]]:
    """Yield each address as written, with its place; in files empty lines and comments are passed over."""
    for text in given:
        if "@" in text and not Path(text).is_file():
            yield text, Location(path="--to")
            continue
        for number, line in enumerate(Path(text).read_text(encoding="utf-8-sig").splitlines(), start=1):
            if written := line.partition("#")[0].strip():
                yield written, Location(path=text, line=number)


def _show(sent: Sent, *, as_json: bool) -> None:
    say(
        (
            Problem(
                location=Location(path=address),
                reason="an earlier run was interrupted while it was sent here, so it is not sent again",
            )
            for address in sent.unknown
        ),
        "warning",
    )
    if as_json:
        click.echo(json.dumps(asdict(sent), ensure_ascii=False, indent=2))
    else:
        click.echo(f"{len(sent.sent)} sent, {len(sent.before)} had it before, {len(sent.refused)} refused")
