"""What programs read from the exports agrees with papers.jsonl on title, authors and year."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rispy

from tests.judges.agreement import disagreements, in_reading_order
from tests.judges.exported import Export, Published
from tests.world import ROOT

pytestmark = pytest.mark.slow

PACKAGES = ROOT / ".cache" / "npm"


@pytest.fixture(scope="module")
def node(require_tool: Callable[[str, str], str], give_up: Callable[[str], None]) -> str:
    """Give Node, with citation-js installed."""
    program = require_tool("node", "apt-get install nodejs npm")
    if not (PACKAGES / "node_modules" / "@citation-js").is_dir():
        give_up("needs citation-js: make test installs it where there is npm (apt-get install npm)")
    return program


@pytest.mark.parametrize("suffix", [".bib", ".json"])
def test_citation_js_reads_what_papers_jsonl_says(suffix: str, exported: Export, node: str) -> None:
    """From every file of BibTeX and of CSL-JSON."""
    files = [path for path in exported.files(suffix) if path.name != "feed.json"]
    script = Path(__file__).with_name("citation.cjs")
    done = subprocess.run(
        [node, str(script), str(PACKAGES)],
        input=json.dumps([str(path) for path in files]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    read = {path: {item["id"]: _of_csl(item) for item in found[str(path)]} for path in files}
    assert len(read) > (len(exported.papers) if suffix == ".bib" else 0)
    assert disagreements(exported, read) == []


def test_rispy_reads_what_papers_jsonl_says(exported: Export) -> None:
    """From every file of RIS."""
    read = {
        path: {record["id"]: _of_ris(record) for record in rispy.loads(path.read_text(encoding="utf-8"))}
        for path in exported.files(".ris")
    }

    assert len(read) > len(exported.papers)
    assert disagreements(exported, read) == []


def _of_csl(item: dict[str, Any]) -> Published:
    given, family = ("given", "dropping-particle"), ("non-dropping-particle", "family")
    dates = item.get("issued", {}).get("date-parts", [[None]])
    return Published(
        title=item["title"],
        authors=tuple(
            in_reading_order(
                " ".join(name[part] for part in given if part in name),
                name.get("literal") or " ".join(name[part] for part in family if part in name),
                name.get("suffix", ""),
            )
            for name in item.get("author", ())
        ),
        year=dates[0][0],
    )


def _of_ris(record: dict[str, Any]) -> Published:
    """Return a record's paper; RIS writes "Family, Given, Suffix"."""
    names = [[part.strip() for part in name.split(",")] for name in record.get("authors", ())]
    return Published(
        title=record["title"],
        authors=tuple(in_reading_order("".join(name[1:2]), name[0], " ".join(name[2:])) for name in names),
        year=int(record["year"]) if "year" in record else None,
    )
