"""An edition sent to a server on this machine."""

import datetime as dt
from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.workflows.mail import (
    Ledger,
    Letter,
    Sent,
    Server,
    parse_address,
    parse_server,
    send_letter,
)
from tests.workflows.mailbox import Mailbox, mailbox, smtp

__all__ = ["mailbox", "smtp"]

LETTER = Letter(
    day=dt.date(2031, 5, 6),
    text="Sample, 6 May 2031\n\nÆrø: Vers un modèle\n" + "a long line " * 200 + "\n.\n",
    html='<!doctype html><p><a href="https://example.org/sample/">Ærø</a></p>\n',
    site="https://example.org/sample/",
    sender="The Sample <digest@example.org>",
    date=dt.datetime(2031, 5, 7, tzinfo=dt.UTC),
)


def _send(smtp: str, ledger: Path, *recipients: str) -> Sent:
    server = parse_server(smtp)
    assert server is not None
    return send_letter(LETTER, recipients, server, Ledger(ledger))


def test_each_recipient_gets_a_message_with_both_forms(smtp: str, mailbox: Mailbox, tmp_path: Path) -> None:
    """The texts arrive as they were built, and nobody sees who else gets it."""
    sent = _send(smtp, tmp_path / "ledger", "ada@example.org", "bo@example.org")

    assert sent.sent == ("ada@example.org", "bo@example.org")
    assert [address for address, _ in mailbox.taken] == ["ada@example.org", "bo@example.org"]
    for address, message in mailbox.taken:
        assert message["To"] == address
        assert message["From"] == "The Sample <digest@example.org>"
        assert message["Subject"] == "Sample, 6 May 2031"
        assert message["Date"].datetime == LETTER.date
        assert message["List-Unsubscribe"] == "<mailto:digest@example.org?subject=unsubscribe>"
        plain, html = message.iter_parts()
        assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
        assert plain.get_content().replace("\r\n", "\n") == LETTER.text
        assert html.get_content().replace("\r\n", "\n") == LETTER.html
        assert all(len(line) <= 998 for line in message.as_bytes().splitlines())


def test_one_failed_recipient_does_not_stop_the_rest(smtp: str, mailbox: Mailbox, tmp_path: Path) -> None:
    """It is named with what the server said, and tried again next time."""
    mailbox.refused = {"gone@example.org"}

    sent = _send(smtp, tmp_path / "ledger", "ada@example.org", "gone@example.org", "bo@example.org")

    assert sent.sent == ("ada@example.org", "bo@example.org")
    assert [str(problem) for problem in sent.refused] == [
        "gone@example.org: 550 5.1.1 no such mailbox or person"
    ]
    mailbox.refused = set()
    again = _send(smtp, tmp_path / "ledger", "ada@example.org", "gone@example.org", "bo@example.org")
    assert (again.sent, again.before) == (("gone@example.org",), ("ada@example.org", "bo@example.org"))


def test_none_gets_it_twice(smtp: str, mailbox: Mailbox, tmp_path: Path) -> None:
    """Not when named twice, in other letters, nor in a second run."""
    for _ in range(2):
        _send(smtp, tmp_path / "ledger", "ada@example.org", "Ada@Example.org", "ada@example.org")

    assert len(mailbox.taken) == 1


def test_a_message_whose_fate_is_unknown_is_not_sent_again(
    smtp: str, mailbox: Mailbox, tmp_path: Path
) -> None:
    """The server took it and broke off before it said so; the others still get theirs."""
    mailbox.dies_after = {"ada@example.org"}

    first = _send(smtp, tmp_path / "ledger", "ada@example.org", "bo@example.org")
    second = _send(smtp, tmp_path / "ledger", "ada@example.org", "bo@example.org")

    assert (first.sent, len(first.refused)) == (("bo@example.org",), 1)
    assert "nobody knows" in first.refused[0].reason
    assert (second.sent, second.unknown) == ((), ("ada@example.org",))
    assert len(mailbox.taken) == 2


def test_the_ledger_names_nobody(smtp: str, tmp_path: Path) -> None:
    """Whoever finds the file learns no address."""
    _send(smtp, tmp_path / "ledger", "ada@example.org")

    text = (tmp_path / "ledger").read_text(encoding="utf-8")
    assert text
    assert "ada" not in text
    assert "example" not in text


def test_a_torn_line_of_the_ledger_is_passed_over(tmp_path: Path) -> None:
    """A machine that lost power may leave half a line behind."""
    path = tmp_path / "ledger"
    Ledger(path).note("ada@example.org", "sent")
    with path.open("a", encoding="utf-8") as file:
        file.write("0123abc")

    assert Ledger(path).state("ada@example.org") == "sent"


def test_a_server_that_cannot_be_reached_is_one_clear_problem(tmp_path: Path) -> None:
    """Nobody is marked as having got anything."""
    with pytest.raises(DigestError, match=r"127\.0\.0\.1:1: the mail server cannot be used"):
        _send("127.0.0.1:1", tmp_path / "ledger", "ada@example.org")

    assert not (tmp_path / "ledger").exists()


def test_a_server_that_offers_no_login_is_one_clear_problem(smtp: str, tmp_path: Path) -> None:
    """A password is not sent where nobody asked for it."""
    server = parse_server(smtp, "ada", "secret")
    assert server is not None

    with pytest.raises(DigestError, match="cannot be used"):
        send_letter(LETTER, ["ada@example.org"], server, Ledger(tmp_path / "ledger"))


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("mail.example.org", Server(host="mail.example.org", port=25)),
        ("mail.example.org:587", Server(host="mail.example.org", port=587)),
        ("smtp://mail.example.org:2525", Server(host="mail.example.org", port=2525)),
        ("smtps://mail.example.org", Server(host="mail.example.org", port=465, tls=True)),
        ("[::1]:2525", Server(host="::1", port=2525)),
        ("mail example", None),
        ("mail.example.org:99999", None),
        ("https://mail.example.org", None),
        ("", None),
    ],
)
def test_a_server_is_named_by_host_and_port(text: str, server: Server | None) -> None:
    """With a scheme for encryption from the start."""
    assert parse_server(text) == server


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ada@example.org", "ada@example.org"),
        ("Ada L. <ada@example.org>", "ada@example.org"),
        ("ada", ""),
        ("ada@", ""),
        ("ada@example.org\nBcc: all@example.org", ""),
        ("ada@example.org, bo@example.org", ""),
        ("", ""),
    ],
)
def test_what_is_no_single_address_is_none(text: str, address: str) -> None:
    """Nothing that could become another header or another recipient."""
    assert parse_address(text) == address
