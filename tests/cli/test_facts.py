"""`digest resolve` as a person types it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.providers import PROVIDERS
from tests.localhost import Localhost
from tests.workflows.resolve.answers import FILES, TITLE, replay
from tests.world import ROOT

LIBRARY = f"@misc{{tide,\n  title = {{{TITLE}}},\n}}\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Localhost]:
    """Give a server that stands for all providers; today is a day of 1970."""
    with Localhost(replay()) as localhost:
        for name in FILES:
            monkeypatch.setenv(f"DIGEST_{name.upper()}_URL", f"{localhost.url}/{name}/")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
        yield localhost


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a digest with one paper that lacks everything."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "library.bib").write_text(LIBRARY, encoding="utf-8")
    return tmp_path


def _resolve(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["resolve", "--project", str(project), *arguments])


def test_a_dry_run_prints_the_diff_and_leaves_the_library(server: Localhost, project: Path) -> None:
    """Then the account."""
    result = _resolve(project, "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.startswith("--- a/data/library.bib\n+++ b/data/library.bib\n")
    assert "+  provenance = {arxiv 1970-01-02: author, code, doi, eprint, primaryclass;" in result.stdout
    assert result.stdout.splitlines()[-2].startswith("looked for facts of 1 of 1 papers: 1 found,")
    assert (project / "data" / "library.bib").read_text(encoding="utf-8") == LIBRARY
    assert server.requests[0].headers["user-agent"].startswith("paper-digest/")
    assert "(+https://" in server.requests[0].headers["user-agent"]


def test_a_run_writes_and_prints_the_account(server: Localhost, project: Path) -> None:
    """As JSON alone where a program reads it."""
    result = _resolve(project, "--json", "tide")

    assert result.exit_code == 0
    account = json.loads(result.stdout)
    assert account["found"] == ["tide"]
    fact = {"key": "tide", "field": "year", "value": "2031", "provider": "semanticscholar"}
    assert {**fact, "date": "1970-01-02"} in account["facts"]
    assert "eprint = {3102.00007}" in (project / "data" / "library.bib").read_text(encoding="utf-8")
    assert len(server.requests) == 2


def test_providers_that_are_silent_are_warned_of(
    server: Localhost, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line each on standard error; the work was done, so the exit status is 0."""
    monkeypatch.setenv("DIGEST_ARXIV_URL", "gopher://nowhere")

    result = _resolve(project)

    assert result.exit_code == 0
    reason = "Request URL has an unsupported protocol 'gopher://'."
    assert result.stderr == f"warning: arXiv: 1 question unanswered: {reason}\n"
    assert result.stdout.startswith("looked for facts of 1 of 1 papers: 1 found,")
    assert len(server.requests) == 1


def test_keys_go_to_the_providers_that_know_them(
    server: Localhost, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each to its own, where its documentation says; none is printed."""
    for provider in FILES:
        monkeypatch.setenv(f"DIGEST_{provider.upper()}_KEY", f"key-of-{provider}")

    result = _resolve(project)

    sent = [f"{request.target} {request.headers}" for request in server.requests]
    assert any("'x-api-key': 'key-of-semanticscholar'" in each for each in sent)
    assert all(
        f"key-of-{provider}" not in each or f"/{provider}/" in each for each in sent for provider in FILES
    )
    assert "key-of" not in result.output
    (openalex,) = (provider for provider in PROVIDERS if provider.name == "openalex")
    assert openalex.with_key("k").policy.parameters == {"api_key": "k"}


@pytest.mark.parametrize("key", ["two words", "line\nline", "schlüssel"])
@pytest.mark.usefixtures("server")
def test_what_cannot_be_a_key_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Before anybody is asked, and without printing it."""
    monkeypatch.setenv("DIGEST_OPENALEX_KEY", key)

    result = _resolve(project)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: DIGEST_OPENALEX_KEY: is no key - ")
    assert key not in result.stderr


@pytest.mark.usefixtures("server")
def test_an_unknown_key_is_exit_status_1(project: Path) -> None:
    """One line names keys like it."""
    result = _resolve(project, "tida")

    assert result.exit_code == 1
    assert result.output == "error: data/library.bib: no entry has the key 'tida' - did you mean tide?\n"
