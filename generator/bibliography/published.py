"""What the site before holds, read from its `papers.jsonl`."""

import json
from pathlib import Path

from generator.base.errors import DigestError, Location, Problem


def published_papers(path: Path, name: str) -> dict[str, tuple[str, ...]]:
    """Return the topics of each paper that a site has, by citation key; nothing when there is no file.

    Args:
        path: A `papers.jsonl`.
        name: How messages call it.

    Raises:
        DigestError: The file was damaged.
    """
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").split("\n")  # other line ends may stand within a text
    try:
        papers = [json.loads(line) for line in lines if line]
        return {paper["key"]: tuple(paper["topics"]) for paper in papers}
    except (ValueError, KeyError, TypeError):
        advice = "remove the folder build/ and build again"
        problem = Problem(
            location=Location(path=name), reason="was damaged since it was built", advice=advice
        )
        raise DigestError(problem) from None
