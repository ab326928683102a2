"""The golden tree: what the made-up world becomes, page by page, to be read and compared.

Run as a program (`make golden`) it writes `tests/golden/` anew. Pages stand there as Markdown, so that
a new theme or another builder changes none of them.
"""

import gzip
import tempfile
from pathlib import Path

from generator.base.files import sync
from generator.base.models import File, OutputFile
from generator.output import render_digest
from generator.output.report import report_as_markdown
from generator.output.templates import Templates
from generator.workflows.prepare import prepare_digest
from tests.world import ROOT, make_world

GOLDEN = ROOT / "tests" / "golden"


def golden_files(folder: Path) -> list[File]:
    """Return what the world becomes, in texts: the tree of pages and files, the bibliography and the report.

    Args:
        folder: Empty; the world is copied there.
    """
    project = make_world(folder)
    prepared = prepare_digest(project)
    rendered = render_digest(prepared.digest, Templates(project.templates))
    return [
        *(_unpacked(file) for file in rendered if not file.path.endswith(".png")),
        OutputFile(path="library.bib", content=prepared.library),
        OutputFile(path="report.json", content=f"{prepared.report.as_json()}\n"),
        OutputFile(path="report.md", content=report_as_markdown(prepared.report, prepared.digest)),
    ]


def _unpacked(file: File) -> File:
    """Return a file of the tree as text that people and git can compare."""
    content = gzip.decompress(file.content).decode() if isinstance(file.content, bytes) else file.content
    return OutputFile(path=f"docs/{file.path.removesuffix('.gz')}", content=content)


def main() -> None:
    """Write the golden tree and say what changed."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sync(golden_files(Path(folder)), GOLDEN).changed:
            print(f"{'wrote' if (GOLDEN / path).exists() else 'removed'} {path}")


if __name__ == "__main__":
    main()
