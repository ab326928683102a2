"""The tree of Markdown that a digest becomes, as the builders of the site read it."""

from dataclasses import dataclass
from typing import Any

from mkdocs.utils.meta import get_data

from generator.base.models import Paper
from generator.output import render_digest
from generator.output.templates import Templates
from generator.stages.digest import Digest
from tests.world import ROOT

TEMPLATES = Templates(ROOT / "templates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page of the tree.

    Attributes:
        meta: Its front matter, as MkDocs reads it.
        body: Its Markdown.
    """

    meta: dict[str, Any]
    body: str


def read_source(text: str) -> Source:
    """Return a page that was written as Markdown with front matter."""
    assert text.startswith("---\n"), "a page without front matter"
    body, meta = get_data(text)
    assert meta, "front matter that is no YAML"
    return Source(meta=meta, body=body)


def tree_of(digest: Digest) -> dict[str, str | bytes]:
    """Return the files of the tree that a digest becomes, by path."""
    files = list(render_digest(digest, TEMPLATES))
    found = {file.path: file.content for file in files}
    assert len(found) == len(files), "two files of one path"
    return found


def pages_of(digest: Digest) -> dict[str, Source]:
    """Return the pages that a digest becomes, by address: `topics/serving/`, empty for the front page."""
    return {
        address_of(path): read_source(str(content))
        for path, content in tree_of(digest).items()
        if path.endswith(".md")
    }


def page_of(paper: Paper, digest: Digest) -> Source:
    """Return a paper's own page."""
    return pages_of(digest)[f"papers/{paper.key}/"]


def address_of(path: str) -> str:
    """Return where a page of the tree is published."""
    name = path.removesuffix(".md")
    return name.removesuffix("index") if name == "index" or name.endswith("/index") else f"{name}/"
