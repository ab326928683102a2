"""Biber finds nothing against biblatex's data model in the export."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.judges.exported import Export

pytestmark = pytest.mark.slow

NO_YEAR = "Missing mandatory field - one of 'date, year' must be defined"


def test_biber_has_nothing_to_say(
    exported: Export, require_tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    """Every entry is taken without an error or a warning, but for a year that nobody knows."""
    program = require_tool("biber", "apt-get install biber")
    source, target = exported.folder / "papers.bib", tmp_path / "read.bib"
    options = ["--tool", "--validate-datamodel", "--nolog", f"--output-file={target}"]

    done = subprocess.run(
        [program, *options, str(source)], capture_output=True, encoding="utf-8", check=False
    )

    said = re.findall(r"^(?:WARN|ERROR) - (.*)", done.stdout + done.stderr, re.MULTILINE)
    unknown = {
        f"Datamodel: Entry '{key}' ({source}): {NO_YEAR}"
        for key, paper in exported.papers.items()
        if not paper.year
    }
    assert [line for line in said if line not in unknown] == []
    read = re.findall(r"^@\w+\{([^,]+),", target.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(read) == sorted(exported.papers)
