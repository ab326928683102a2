"""A digest's files on disk, as a reader takes them away, and what papers.jsonl says of each paper."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from generator.output import render_digest
from generator.output.templates import Templates
from generator.stages.digest import Digest
from tests.world import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What papers.jsonl says of one paper: authors in reading order, the year None where it is not known."""

    title: str
    authors: tuple[str, ...]
    year: int | None
    has_more_authors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The files of a digest.

    Attributes:
        folder: Holds them at their addresses.
        papers: By key.
        formulas: Keys of the papers whose title may hold a formula.
    """

    folder: Path
    papers: dict[str, Published] = field(repr=False)
    formulas: frozenset[str] = field(repr=False)

    def files(self, suffix: str) -> tuple[Path, ...]:
        """Return the files whose names end so, sorted."""
        return tuple(sorted(self.folder.rglob(f"*{suffix}")))


def export(digest: Digest, folder: Path) -> Export:
    """Write the files of a digest, not its pages, into a folder and return them."""
    for file in render_digest(digest, Templates(ROOT / "templates")):
        if file.path.endswith(".md"):
            continue
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content if isinstance(file.content, bytes) else file.content.encode())
    lines = (folder / "papers.jsonl").read_text(encoding="utf-8").split("\n")
    papers = {paper["key"]: paper for paper in map(json.loads, filter(None, lines))}
    return Export(
        folder=folder,
        papers={
            key: Published(
                title=paper["title"],
                authors=tuple(paper["authors"]),
                year=paper["year"],
                has_more_authors=paper["more_authors"],
            )
            for key, paper in papers.items()
        },
        formulas=frozenset(
            paper.key
            for paper in digest.papers
            if not paper.title.source.isascii() or "$" in paper.title.source
        ),
    )
