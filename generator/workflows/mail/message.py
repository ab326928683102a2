"""An edition as a message (RFC 5322) with HTML and plain text (RFC 2046, 5.1.4)."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses
from pathlib import Path
from urllib.parse import urlsplit

from generator.base.errors import DigestError, Location, Problem
from generator.config.project import Project
from generator.output.addresses import mail_html_path, mail_text_path

_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\]+@[^\s@<>\"(),:;\[\]\\]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is sent.

    Attributes:
        day: Of the edition.
        subject: The first line of the plain text.
        text: Plain text.
        html: The same as HTML.
        site: Address of the site; its host gives messages their ids.
    """

    day: dt.date
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An edition on its way.

    Attributes:
        edition: What is sent.
        sender: An address, with or without a name.
        date: When it is sent.
    """

    edition: Edition
    sender: str
    date: dt.datetime


def parse_address(text: str) -> str:
    """Return the address in "Ada <ada@example.org>" or "ada@example.org"; empty where there is none."""
    found = getaddresses([text])
    is_one = len(found) == 1 and _ADDRESS.fullmatch(found[0][1]) and text.isprintable()
    return found[0][1] if is_one else ""


def read_edition(project: Project, day: dt.date | None, site: str) -> Edition:
    """Return an edition as it was built.

    Args:
        project: Its site is built.
        day: Of the edition; None for the newest.
        site: Address of the site.

    Raises:
        DigestError: The site has no such edition.
    """
    day = day or max(_days(project.site), default=dt.date.min)
    text_file, html_file = (project.site / path for path in (mail_text_path(day), mail_html_path(day)))
    if not (text_file.is_file() and html_file.is_file()):
        place = Location(path=project.name(project.site / mail_html_path(day)))
        advice = "build the site first, or name another edition with --edition"
        raise DigestError(Problem(location=place, reason=f"there is no edition of {day}", advice=advice))
    text = text_file.read_text(encoding="utf-8")
    return Edition(
        day=day,
        subject=text.split("\n", 1)[0],
        text=text,
        html=html_file.read_text(encoding="utf-8"),
        site=site,
    )


def _days(site: Path) -> Iterator[dt.date]:
    """Yield the editions that a built site has e-mails of."""
    for path in site.glob("editions/*/email.html"):
        with suppress(ValueError):
            yield dt.date.fromisoformat(path.parent.name)


def compose(letter: Letter, recipient: str) -> EmailMessage:
    """Return the message for one recipient, who sees no other's address."""
    edition, mailbox = letter.edition, parse_address(letter.sender)
    message = EmailMessage()
    message["Subject"] = edition.subject
    message["From"] = letter.sender
    message["To"] = recipient
    message["Date"] = format_datetime(letter.date)
    # The same for every attempt, so that a mailbox that gets it twice after all can tell.
    message["Message-ID"] = f"<{edition.day.isoformat()}.edition@{urlsplit(edition.site).hostname}>"
    message["List-Unsubscribe"] = f"<mailto:{mailbox}?subject=unsubscribe>"
    message.set_content(edition.text, cte="quoted-printable")
    message.add_alternative(edition.html, subtype="html", cte="quoted-printable")
    return message
