"""Send an edition by e-mail. The only package that knows SMTP."""

from generator.workflows.mail.ledger import Ledger
from generator.workflows.mail.message import Edition, Letter, compose, parse_address, read_edition
from generator.workflows.mail.send import Sent, Server, parse_server, send_letter

__all__ = [
    "Edition",
    "Ledger",
    "Letter",
    "Sent",
    "Server",
    "compose",
    "parse_address",
    "parse_server",
    "read_edition",
    "send_letter",
]
