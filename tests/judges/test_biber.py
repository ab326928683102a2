"""Biber finds nothing against biblatex's data model in the export."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.judges.exported import Export, Published

pytestmark = pytest.mark.slow

NO_YEAR = "Missing mandatory field - one of 'date, year' must be defined"
PLACEHOLDER = "000-0000000000"
"""What a borrowed bibliography has for the number of a book."""


def test_biber_has_nothing_to_say(
    exported: Export, require_tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    """Every entry is taken without an error or a warning, but for what no source of the paper knows.

    That is a year, the author of a book that only editors signed, and the right number of a book.
    """
    program = require_tool("biber", "apt-get install biber")
    source, target = exported.folder / "papers.bib", tmp_path / "read.bib"
    options = ["--tool", "--validate-datamodel", "--nolog", f"--output-file={target}"]

    done = subprocess.run(
        [program, *options, str(source)], capture_output=True, encoding="utf-8", check=False
    )

    said = re.findall(r"^(?:WARN|ERROR) - (.*)", done.stdout + done.stderr, re.MULTILINE)
    unknown = {line for key, paper in exported.papers.items() for line in _unknown(key, paper, source)}
    assert [line for line in said if line not in unknown] == []
    read = re.findall(r"^@\w+\{([^,]+),", target.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(read) == sorted(exported.papers)


def _unknown(key: str, paper: Published, source: Path) -> Iterator[str]:
    if not paper.year:
        yield f"Datamodel: Entry '{key}' ({source}): {NO_YEAR}"
    if not paper.authors:
        yield f"Datamodel: Entry '{key}' ({source}): Missing mandatory field 'author'"
    advice = "run biber with '--validate_datamodel' for details."
    yield f"ISBN '{PLACEHOLDER}' in entry '{key}' is invalid - {advice}"
