"""The golden site: what the made-up world becomes, page by page, to be read and compared.

Run as a program (`make golden`) it writes `tests/golden/` anew. Pages stand there without the
engine's shell, so that a new colour or a new engine changes none of them.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from generator.models import OutputFile
from generator.prepare import prepare_digest
from generator.render import render_digest
from generator.render.templates import Templates
from generator.report import report_as_markdown
from generator.write import sync
from tests.world import ROOT, make_world

GOLDEN = ROOT / "tests" / "golden"


def golden_files(folder: Path) -> list[OutputFile]:
    """Return what the world becomes: pages, files, the bibliography and the report.

    Args:
        folder: Empty; the world is copied there.
    """
    project = make_world(folder)
    prepared = prepare_digest(project)
    rendered = render_digest(prepared.digest, Templates(project.templates))
    pages = [OutputFile(path=f"site/{page.path}index.html", content=page.body) for page in rendered.pages]
    files = [_unpacked(file) for file in rendered.files]
    return [
        *pages,
        *files,
        OutputFile(path="library.bib", content=prepared.library),
        OutputFile(path="report.json", content=f"{prepared.report.as_json()}\n"),
        OutputFile(path="report.md", content=report_as_markdown(prepared.report, prepared.digest)),
    ]


def _unpacked(file: OutputFile) -> OutputFile:
    """Return a file of the site as text that people and git can compare."""
    content = gzip.decompress(file.content).decode() if isinstance(file.content, bytes) else file.content
    return OutputFile(path=f"site/{file.path.removesuffix('.gz')}", content=content)


def main() -> None:
    """Write the golden site and say what changed."""
    with tempfile.TemporaryDirectory() as folder:
        changes = sync(golden_files(Path(folder)), GOLDEN)
    for kind, paths in (("wrote", changes.written), ("removed", changes.removed)):
        for path in paths:
            print(f"{kind} {path}")
    print(f"{changes.unchanged} unchanged")


if __name__ == "__main__":
    main()
