"""A mail server on this machine."""

import email
import email.policy
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """What a server took, and how it behaves.

    Attributes:
        taken: Recipient and message, in the order they came.
        refused: Recipients that the server does not know.
        dies_after: Recipients at whose message the server breaks off without a word.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refused: set[str] = set()
        self.dies_after: set[str] = set()

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: ANN401, N802
        """Refuse some recipients."""
        if address in self.refused:
            return "550 5.1.1 no such mailbox\tor person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _: Any, envelope: Any) -> str:  # noqa: ANN401, N802
        """Take a message, or break off."""
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        for address in envelope.rcpt_tos:
            self.taken.append((address, message))
            if address in self.dies_after:
                server.transport.abort()
        return "250 taken"


@pytest.fixture
def mailbox() -> Mailbox:
    """Give what the server took."""
    return Mailbox()


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[str]:
    """Give the address of a running server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"127.0.0.1:{port}"
    controller.stop()
