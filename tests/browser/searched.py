"""A site that is only searched: pages of little more than a button, below a folder, and an index."""

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.base.cache import Cache
from generator.site import Assembly, Searchable, SearchDocument, build_search
from tests.world import ROOT

ASSETS = ROOT / "docs" / "assets"
PAGE = """<!doctype html>
<html lang="en" class="js"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}assets/site.css"><link rel="stylesheet" href="{root}assets/search.css">
</head><body><main><h1>A page</h1><button type="button" data-search-open>Search</button>
<label>Other <input id="other"></label><p contenteditable="true" id="editable">Words</p></main>
<script id="__config" type="application/json">{{"features": []}}</script>
<script src="{root}assets/site.js" defer></script>
<script src="{root}assets/search.js" defer></script></body></html>
"""


@contextlib.contextmanager
def published(root: Path, documents: Sequence[SearchDocument], *, shelf: int = 1000) -> Iterator[str]:
    """Serve a site of some documents, whose index has shelves of a number of papers; give its address."""
    _make_site(root / "digest", documents, shelf)
    handler = functools.partial(_Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/digest/"
        server.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def _same(document: SearchDocument) -> SearchDocument:
    return document


def _make_site(site: Path, documents: Sequence[SearchDocument], shelf: int) -> None:
    shutil.copytree(ASSETS, site / "assets")
    papers = [
        Searchable(day=each.editions[0], inputs=repr(each).encode(), make=functools.partial(_same, each))
        for each in documents
    ]
    assembly = Assembly(site, site.parent / "no-site", Cache())
    assembly.take_all()
    build_search(papers, assembly, site.parent / "cache", shelf=shelf)
    (site / "index.html").write_text(PAGE.format(root=""), encoding="utf-8")
    for document in documents:
        (site / document.path).mkdir(parents=True)
        (site / document.path / "index.html").write_text(PAGE.format(root="../../"), encoding="utf-8")
