"""Hand messages over to a server (RFC 5321), one recipient at a time."""

import re
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

from generator.base.errors import DigestError, Location, Problem
from generator.workflows.mail.ledger import Ledger
from generator.workflows.mail.message import Letter, compose, parse_address

_SERVER = re.compile(
    r"(?:(?P<scheme>smtps?)://)?(?P<host>[^\s:/@\[\]]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>\d{1,5}))?/?"
)
_REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)
_TIMEOUT = 30.0
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server.

    Attributes:
        host: Name or address.
        port: 25 unless said otherwise, 465 with TLS from the start.
        tls: Whether the connection is encrypted from the start; otherwise as soon as the server offers it.
        user: For a server that asks who is sending.
        password: Of the user.
    """

    host: str
    port: int
    tls: bool = False
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of each recipient.

    Attributes:
        sent: Handed over now.
        before: Had it from an earlier run.
        unknown: An earlier run was interrupted while it was handed over.
        refused: Why the others did not get it.
    """

    sent: tuple[str, ...]
    before: tuple[str, ...]
    unknown: tuple[str, ...]
    refused: tuple[Problem, ...]


def parse_server(text: str, user: str = "", password: str = "") -> Server | None:
    """Return the server that "mail.example.org:587" or "smtps://mail.example.org" names; None for neither."""
    found = _SERVER.fullmatch(text)
    if not found or int(found["port"] or 0) > 65535:  # noqa: PLR2004  the highest port
        return None
    tls = found["scheme"] == "smtps"
    port = int(found["port"] or (465 if tls else 25))
    return Server(host=found["host"].strip("[]"), port=port, tls=tls, user=user, password=password)


def send_letter(letter: Letter, recipients: Iterable[str], server: Server, ledger: Ledger) -> Sent:
    """Send an edition to each recipient who has not got it; one that fails does not stop the rest.

    Args:
        letter: What is sent.
        recipients: Addresses, each once or more often.
        server: Takes the messages.
        ledger: Who has got it.

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
                refused.append(Problem(location=Location(path=address), reason=reason))
            else:
                sent.append(address)
    return Sent(sent=tuple(sent), before=before, unknown=unknown, refused=tuple(refused))


def _send(letter: Letter, address: str, server: Server, ledger: Ledger) -> str:
    """Send one message over a connection of its own; return why it was refused, or nothing."""
    message = compose(letter, address)
    with _connected(server) as connection:
        ledger.note(address, "begun")
        try:
            connection.send_message(message, parse_address(letter.sender), [address])
        except (
            smtplib.SMTPResponseException,
            smtplib.SMTPRecipientsRefused,
            smtplib.SMTPNotSupportedError,
        ) as no:
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
    with ExitStack() as stack:
        try:
            connection = _open(server, stack)
        except (OSError, smtplib.SMTPException) as error:
            place = Location(path=f"{server.host}:{server.port}")
            advice = "who has it already is remembered; run the command again later"
            reason = f"the mail server cannot be used: {_reason(error)}"
            raise DigestError(Problem(location=place, reason=reason, advice=advice)) from None
        yield connection


def _open(server: Server, stack: ExitStack) -> smtplib.SMTP:
    """Return a connection that the stack closes, also when it gets no further than half way."""
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if server.tls:
        connection = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
    stack.callback(_leave, connection)
    connection.ehlo()
    if not server.tls and connection.has_extn("starttls"):
        connection.starttls(context=context)
    if server.user:
        connection.login(server.user, server.password)
    return connection


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
    return " ".join(said.split())[:_LONGEST_REASON] or type(error).__name__
