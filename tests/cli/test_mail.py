"""The command that sends an edition."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.workflows.build import build_site
from tests.workflows.mailbox import Mailbox, mailbox, smtp
from tests.world import make_world

__all__ = ["mailbox", "smtp"]
pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the root of the world, built."""
    project = make_world(tmp_path_factory.mktemp("world"))
    build_site(project, locked=False, allow_removals=False, progress=lambda _: None)
    return project.root


def _run(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["mail", "--project", str(root), *arguments])
    return result.exit_code, result.output


def test_the_newest_edition_goes_to_those_in_a_file(
    site: Path, smtp: str, mailbox: Mailbox, tmp_path: Path
) -> None:
    """Comments are passed over; what is no address is named by its line; the rest get theirs."""
    readers = tmp_path / "readers.txt"
    readers.write_text(
        "# all\nAda <ada@example.org>\n\nnobody\nbo@example.org # a friend\n", encoding="utf-8"
    )

    status, output = _run(site, "--to", str(readers), "--from", "me@example.org", "--smtp", smtp)

    assert status == 1
    assert f"{readers}:4: 'nobody' is no address" in output
    assert "2 sent, 0 had it before, 0 refused" in output
    assert [address for address, _ in mailbox.taken] == ["ada@example.org", "bo@example.org"]
    assert mailbox.taken[0][1]["Subject"].endswith("6 May 2031")
    assert _run(site, "--to", "bo@example.org", "--from", "me@example.org", "--smtp", smtp) == (
        0,
        "0 sent, 1 had it before, 0 refused\n",
    )


def test_another_edition_can_be_named(site: Path, smtp: str, mailbox: Mailbox) -> None:
    """Each has a ledger of its own."""
    arguments = ("--to", "bo@example.org", "--from", "me@example.org", "--smtp", smtp, "--json")

    status, output = _run(site, *arguments, "--edition", "2031-05-05")

    assert status == 0
    assert json.loads(output)["sent"] == ["bo@example.org"]
    assert mailbox.taken[0][1]["Subject"].endswith("5 May 2031")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--smtp", "no server", "--from", "me@example.org"), 2, "'no server' is no server"),
        (("--smtp", "127.0.0.1:1", "--from", "me"), 2, "'me' is no address"),
        (
            ("--smtp", "127.0.0.1:1", "--from", "me@example.org", "--edition", "1999-01-01"),
            1,
            "there is no edition of 1999-01-01",
        ),
    ],
)
def test_mistakes_are_said_before_anything_is_sent(
    site: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    """Bad usage is 2, bad input 1."""
    assert _run(site, "--to", "ada@example.org", *arguments)[0] == status
    assert message in _run(site, "--to", "ada@example.org", *arguments)[1]
