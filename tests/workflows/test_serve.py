"""The preview."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.config import Project
from tests.world import make_world

pytestmark = pytest.mark.site
PATIENCE_SECONDS = 30


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  our own server
        return str(answer.read().decode())


def _wait_for(address: str, text: str) -> bool:
    """Return whether a page shows a text before patience ends."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if text in _get(address):
            return True
        time.sleep(0.1)
    return False


@contextmanager
def _preview(project: Project) -> Iterator[subprocess.Popen[str]]:
    """Give a running preview, which ends with the test whatever becomes of it."""
    command = [sys.executable, "-u", "-m", "generator", "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as preview:
        try:
            yield preview
        finally:
            preview.kill()  # or the test would wait for ever where the signal is ignored or never sent


def test_a_change_of_data_or_docs_or_templates_or_topics_is_built_and_shown(tmp_path: Path) -> None:
    """The preview follows what a person edits, survives a mistake, and ends with Ctrl-C."""
    project = make_world(tmp_path)
    with _preview(project) as preview:
        assert preview.stdout is not None
        address = next(line.split()[1] for line in preview.stdout if line.startswith("Serving"))
        topic, edition = f"{address}topics/serving/", f"{address}editions/2031-05-06/"
        assert "Models that answer many." in _get(topic)

        for path, old, new, page in (
            (project.topics, "Models that answer many.", "Models that answer all.", topic),
            (project.docs / "about.md", "\n# ", "\nA new beginning\n\n# ", f"{address}about/"),
            (
                project.templates / "pages" / "list.md.j2",
                "{{ listed.about }}",
                "About: {{ listed.about }}",
                topic,
            ),
            (
                project.templates / "theme" / "list.html",
                '<div class="kind">',
                '<div class="kind new">',
                topic,
            ),
            (project.dumps / "2031-05-06-daily-papers.txt", "by half", "by two thirds", edition),
        ):
            text = path.read_text(encoding="utf-8")
            assert old in text, path.name
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
            assert _wait_for(page, new.strip().split("\n")[0].partition("{{")[0]), path.name

        project.topics.write_text("groups: [", encoding="utf-8")
        assert "Models that answer all." in _get(topic)
        preview.send_signal(signal.SIGINT)
        assert preview.wait(timeout=10) == 0


def test_a_taken_port_is_bad_usage(tmp_path: Path) -> None:
    """One line says which address cannot be had."""
    project = make_world(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "generator", "serve", "--port", port]
        result = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)

    assert result.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in result.stderr
