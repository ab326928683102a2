"""A built site as a host of plain files serves it: below a folder, with its own page for what is missing."""

import datetime as dt
import functools
import http.server
import json
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.config import Project, load_settings, open_project
from generator.workflows.build import build_site
from generator.workflows.prepare import Prepared
from tests.world import ROOT

KINDS = (
    "home",
    "topics",
    "topic",
    "tags",
    "tag",
    "editions",
    "edition",
    "second",
    "week",
    "month",
    "trending",
    "paper",
    "extreme",
    "starred",
    "subscribe",
    "about",
    "cite",
    "missing",
)
"""Kinds of pages: `second` is a further page of a long list, `extreme` a paper that is hard to fit."""

EXTREME_TITLE = "Hyperparameterinitialisationindependent" * 4 + " Estimates of $" + "a_{1}^{2} + " * 30 + "z$"
WIDE_FORMULA = " + ".join(rf"\frac{{\alpha_{{{n}}}}}{{\beta_{{{n}}}}}" for n in range(60))
EARLIER = f"""{EXTREME_TITLE}

{"A sentence that is long enough for a reader to want the rest of it. " * 6}We write
$${WIDE_FORMULA}$$ and keep all of it at
https://example.org/{"a-very-long-folder-name-without-a-space/" * 8} for who wants to look.

On the Migration of Letters

Letters migrate between alphabets. We follow forty of them across a continent, by boat and by press, and
count what was lost.
"""
"""A second dump: one paper that is hard to fit, and one that no topic fits."""

VOTED = json.dumps(
    [
        {"paper": {"id": f"2510.0000{number}", "title": title, "summary": summary, "upvotes": votes}}
        for number, (title, summary, votes) in enumerate(
            [
                ("Tides of Attention", "We train a language model by the sea and count its heads.", 7),
                ("A Harbour for Tokens", "Tokens come and go. We serve them from H100 GPUs, in order.", 31),
                ("Lighthouse Retrieval", "Retrieval finds what a large language model forgot.", 12),
            ],
            start=1,
        )
    ],
    indent=1,
)
"""A third dump, of the day before this repository's own: papers that readers voted for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site on disk and on localhost.

    Attributes:
        project: Where it was built.
        prepared: What the build knew.
        url: Where it would be published, ending in a slash.
        address: Where it is served, ending in a slash.
    """

    project: Project
    prepared: Prepared = field(repr=False)
    url: str
    address: str

    @property
    def root(self) -> Path:
        """Return the folder that is published."""
        return self.project.site

    @property
    def pages(self) -> list[str]:
        """Return the addresses of all pages, relative to the site's root."""
        found = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*.html"))
        # An e-mail is written for mail programs; tests/output/test_mail.py judges it.
        return sorted(path.removesuffix("index.html") for path in found if not path.endswith("/email.html"))

    @property
    def papers(self) -> list[dict[str, Any]]:
        """Return the papers as published in papers.jsonl."""
        lines = (self.root / "papers.jsonl").read_text(encoding="utf-8").split("\n")
        return [json.loads(line) for line in lines if line]

    def read(self, path: str) -> str:
        """Return the text of a page or file."""
        name = f"{path}index.html" if not path or path.endswith("/") else path
        return (self.root / name).read_text(encoding="utf-8")

    def page_of(self, kind: str) -> str:
        """Return the address of a page of a kind (`KINDS`), the one that holds most where there are many."""
        days = sorted({paper["edition"] for paper in self.papers})
        extreme = next((paper["key"] for paper in self.papers if paper["title"].startswith("Hyperparam")), "")
        return {
            "home": "",
            "topics": "topics/",
            "topic": self._fullest("topics"),
            "tags": "tags/",
            "tag": self._fullest("tags"),
            "editions": "editions/",
            "edition": f"editions/{days[-1]}/",
            "second": f"editions/{days[-1]}/2/",
            "week": f"editions/{dt.date.fromisoformat(days[-1]):%G-W%V}/",
            "month": f"editions/{days[-1][:7]}/",
            "trending": "trending/",
            "starred": "starred/",
            "subscribe": "subscribe/",
            "paper": f"papers/{self.papers[len(self.papers) // 2]['key']}/",
            "extreme": f"papers/{extreme}/",
            "about": "about/",
            "cite": "cite/",
            "missing": "404.html",
        }[kind]

    def _fullest(self, section: str) -> str:
        paths = sorted((self.root / section).glob("*/index.html"), key=lambda path: path.stat().st_size)
        return f"{section}/{paths[-1].parent.name}/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, missing: Path, headers: Mapping[str, str], **options: Any) -> None:  # noqa: ANN401
        self._missing, self._extra = missing, headers
        super().__init__(*arguments, **options)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add the headers of this host."""
        for name, value in self._extra.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for what is missing."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        content = self._missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def copy_project(folder: Path, *, data: bool = True) -> Project:
    """Return a copy of this repository's project; its lists are short, so that there are second pages."""
    for name in ("data", "docs", "templates") if data else ("docs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(re.sub(r"per_page: \d+", "per_page: 50", config), encoding="utf-8")
    return open_project(folder)


def build(project: Project) -> Prepared:
    """Build a project's site, whatever was there before."""
    return build_site(project, locked=False, allow_removals=True, progress=lambda _: None)


@contextmanager
def serve(project: Project, prepared: Prepared, headers: Mapping[str, str] | None = None) -> Iterator[Site]:
    """Serve a built site on localhost, at the path that it is made for.

    Args:
        project: Built.
        prepared: What the build gave back.
        headers: To be sent with every answer.
    """
    url = load_settings(project).url
    folder = urlsplit(url).path
    with tempfile.TemporaryDirectory() as root:
        (Path(root) / folder.strip("/")).symlink_to(project.site)
        handler = functools.partial(
            _Handler, directory=root, missing=project.site / "404.html", headers=headers or {}
        )
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            address = f"http://127.0.0.1:{server.server_port}{folder}"
            yield Site(project=project, prepared=prepared, url=url, address=address)
            server.shutdown()
            thread.join()
