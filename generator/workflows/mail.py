"""Send an edition by e-mail: compose it, hand it over to each recipient, and remember who has got it.

Messages are those of RFC 5322 with HTML and plain text (RFC 2046, 5.1.4), and a server gets them by SMTP
(RFC 5321).
"""

import datetime as dt
import hashlib
import os
import re
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from generator.base.errors import DigestError, Location, Problem, shorten
from generator.config import Project, load_settings
from generator.output.addresses import mail_html_path, mail_text_path

_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\]+@[^\s@<>\"(),:;\[\]\\]+")
_SERVER = re.compile(
    r"(?:(?P<scheme>smtps?)://)?(?P<host>[^\s:/@\[\]]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>\d{1,5}))?/?"
)
_REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)
_TIMEOUT = 30.0
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """An edition as it is sent.

    Attributes:
        day: The edition's date.
        text: Plain text, whose first line is the subject.
        html: The same as HTML.
        site: Address of the site; its host gives messages their ids.
        sender: An address, with or without a name.
        date: The time of sending.
    """

    day: dt.date
    text: str = field(repr=False)
    html: str = field(repr=False)
    site: str
    sender: str
    date: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server.

    Attributes:
        host: Name or address.
        port: 25 where none is given, 465 with TLS from the start.
        tls: Whether the connection is encrypted from the start; otherwise as soon as the server offers it.
        user: User name for a server that asks for one.
        password: The user's password.
    """

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The recipients by the result of sending.

    Attributes:
        sent: Recipients who were sent it now.
        before: Recipients who had it from an earlier run.
        unknown: Recipients at whom an earlier run was interrupted.
        refused: Why the others did not get it.
    """

    sent: tuple[str, ...]
    before: tuple[str, ...]
    unknown: tuple[str, ...]
    refused: tuple[Problem, ...]


class Ledger:
    """A file that remembers who has got an edition; addresses are kept as digests, so that it names nobody.

    A line is written before a message is handed over and another one after. Where the second is
    missing, nobody knows whether the message arrived, and it is not sent again.
    """

    def __init__(self, path: Path) -> None:
        """Open the ledger of one edition; a missing file is an empty one."""
        self._path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        entries = (line.split(" ", 1) for line in lines)
        self._states = {entry[0]: entry[1] for entry in entries if len(entry) == 2}  # noqa: PLR2004  whole lines

    def state(self, address: str) -> str:
        """Return what the last attempt came to; empty when there was none."""
        return self._states.get(_digest(address), "")

    def note(self, address: str, state: Literal["begun", "sent", "refused"]) -> None:
        """Write a line, and be sure that it is on the disk."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{_digest(address)} {state}\n")
            file.flush()
            os.fsync(file.fileno())
        self._states[_digest(address)] = state


def parse_address(text: str) -> str:
    """Return the address in "Ada <ada@example.org>" or "ada@example.org"; empty where there is none."""
    found = getaddresses([text])
    is_one = len(found) == 1 and _ADDRESS.fullmatch(found[0][1]) and text.isprintable()
    return found[0][1] if is_one else ""


def parse_server(text: str, user: str = "", password: str = "") -> Server | None:
    """Return the server that "mail.example.org:587" or "smtps://mail.example.org" names; None for neither."""
    found = _SERVER.fullmatch(text)
    if not found or int(found["port"] or 0) > 65535:  # noqa: PLR2004  the highest port
        return None
    tls = found["scheme"] == "smtps"
    port = int(found["port"] or (465 if tls else 25))
    return Server(host=found["host"].strip("[]"), port=port, tls=tls, user=user, password=password)


def read_recipients(given: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Return the addresses that people named, and a problem for each text that is none.

    Args:
        given: Addresses, and names of files with one a line, where empty lines and comments are passed over.
    """
    lines: list[tuple[str, Location]] = []
    for name in given:
        if "@" in name and not Path(name).is_file():
            lines.append((name, Location("--to")))
            continue
        for number, line in enumerate(Path(name).read_text(encoding="utf-8-sig").splitlines(), start=1):
            if text := line.partition("#")[0].strip():
                lines.append((text, Location(name, number)))
    advice = "mend or remove it"
    faults = [Problem(at, f"'{text}' is no address", advice) for text, at in lines if not parse_address(text)]
    return [address for text, _ in lines if (address := parse_address(text))], faults


def read_letter(project: Project, day: dt.date | None, sender: str) -> Letter:
    """Return an edition as it was built, to be sent now.

    Args:
        project: The project, whose site is built.
        day: Date of the edition; None for the newest.
        sender: An address, with or without a name.

    Raises:
        DigestError: The site has no such edition.
    """
    day = day or max(_days(project.site), default=None)
    if day is None:
        place, advice = Location(path=project.name(project.site)), "build the site first: digest build"
        raise DigestError(Problem(location=place, reason="there is no edition to send", advice=advice))
    text, html = (project.site / path for path in (mail_text_path(day), mail_html_path(day)))
    if not (text.is_file() and html.is_file()):
        advice = "build the site first, or name another edition with --edition"
        raise DigestError(Problem(Location(project.name(html)), f"there is no edition of {day}", advice))
    texts = {"text": text.read_text(encoding="utf-8"), "html": html.read_text(encoding="utf-8")}
    return Letter(
        day=day, **texts, site=load_settings(project).url, sender=sender, date=dt.datetime.now(dt.UTC)
    )


def _days(site: Path) -> Iterator[dt.date]:
    """Yield the editions that a built site has e-mails of."""
    for path in site.glob("editions/*/email.html"):
        with suppress(ValueError):
            yield dt.date.fromisoformat(path.parent.name)


def _compose(letter: Letter, recipient: str) -> EmailMessage:
    """Return the message for one recipient, who sees no other's address."""
    message = EmailMessage()
    message["Subject"] = letter.text.split("\n", 1)[0]
    message["From"] = letter.sender
    message["To"] = recipient
    message["Date"] = format_datetime(letter.date)
    # The same for every attempt, so that a mailbox that gets it twice after all can tell.
    message["Message-ID"] = f"<{letter.day.isoformat()}.edition@{urlsplit(letter.site).hostname}>"
    message["List-Unsubscribe"] = f"<mailto:{parse_address(letter.sender)}?subject=unsubscribe>"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def send_letter(letter: Letter, recipients: Iterable[str], server: Server, ledger: Ledger) -> Sent:
    """Send an edition to each recipient who has not got it; one that fails does not stop the rest.

    Raises:
        DigestError: The server cannot be reached, or lets nobody in.
    """
    once = tuple({address.casefold(): address for address in recipients}.values())
    before = tuple(address for address in once if ledger.state(address) == "sent")
    unknown = tuple(address for address in once if ledger.state(address) == "begun")
    sent: list[str] = []
    refused: list[Problem] = []
    for address in once:
        if address not in before and address not in unknown:
            reason = _send(letter, address, server, ledger)
            if reason:
                refused.append(Problem(Location(address), reason))
            else:
                sent.append(address)
    return Sent(sent=tuple(sent), before=before, unknown=unknown, refused=tuple(refused))


def _send(letter: Letter, address: str, server: Server, ledger: Ledger) -> str:
    """Send one message over a connection of its own; return why it was refused, or nothing."""
    message = _compose(letter, address)
    with _connected(server) as connection:
        ledger.note(address, "begun")
        try:
            connection.send_message(message, parse_address(letter.sender), [address])
        except _REFUSALS as no:
            ledger.note(address, "refused")
            return _reason(no)
        except OSError:  # among them that the server broke off
            return "the connection broke off; nobody knows whether it arrived, so it is not sent again"
        ledger.note(address, "sent")
    return ""


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    """Give a connection that is as safe as the server offers.

    Raises:
        DigestError: There is none to be had.
    """
    context = ssl.create_default_context()
    connect = partial(smtplib.SMTP_SSL, context=context) if server.tls else smtplib.SMTP
    with ExitStack() as stack:
        try:
            connection = connect(server.host, server.port, timeout=_TIMEOUT)
            stack.callback(_leave, connection)
            connection.ehlo()
            if not server.tls and connection.has_extn("starttls"):
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password)
        except OSError as error:  # what smtplib raises is one too
            reason = f"the mail server cannot be used: {_reason(error)}"
            advice = "who has it already is remembered; run the command again later"
            raise DigestError(Problem(Location(f"{server.host}:{server.port}"), reason, advice)) from None
        yield connection


def _leave(connection: smtplib.SMTP) -> None:
    """Say goodbye; a server that is gone already does not mind."""
    with suppress(OSError):
        connection.quit()
    connection.close()


def _reason(error: Exception) -> str:
    """Return what a server said, in a line."""
    said = str(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        said = f"{code} {words.decode(errors='replace')}"
    elif isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error
        said = f"{error.smtp_code} {answer if isinstance(answer, str) else answer.decode(errors='replace')}"
    return shorten(said, _LONGEST_REASON) or type(error).__name__


def _digest(address: str) -> str:
    return hashlib.sha256(address.casefold().encode()).hexdigest()
