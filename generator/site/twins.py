"""Publish the Markdown of each page beside it: `topics/serving/index.md` beside `index.html`."""

import json
import re
from pathlib import Path

from generator.base.text import escape_markdown
from generator.site.tree import built_page

_FRONT = re.compile(r"\A---\n(?P<fields>.*?)^---\n+", re.DOTALL | re.MULTILINE)
_KEPT = re.compile(r"^(?:title|tags):.*\n(?:[ -].*\n)*", re.MULTILINE)
"""The front matter that a person reads too; the rest is for the theme."""

_TITLE = re.compile(r"^title: *(.*)$", re.MULTILINE)
_HEADING = re.compile(r"\A# ")


def write_twins(tree: Path, site: Path) -> None:
    """Write the Markdown of every page that was built.

    Args:
        tree: The docs folder.
        site: What was built of it.
    """
    for source in tree.rglob("*.md"):
        page = built_page(source, tree, site)
        if page.is_file():
            text = as_published(source.read_text(encoding="utf-8"))
            page.with_suffix(".md").write_text(text, encoding="utf-8")


def as_published(markdown: str) -> str:
    """Return a page's Markdown without the front matter that only the theme reads.

    A page whose title stands in the front matter alone gets it as a heading.
    """
    front = _FRONT.match(markdown)
    if front is None:
        return markdown
    kept, body = "".join(_KEPT.findall(front["fields"])), markdown[front.end() :]
    title = _TITLE.search(kept)
    if title and not _HEADING.match(body):
        body = f"# {escape_markdown(_plain(title[1]))}\n\n{body}"
    return f"---\n{kept}---\n\n{body}" if kept else body


def _plain(scalar: str) -> str:
    """Return what a title says: the generator wrote it as JSON, a person perhaps without quotation marks."""
    try:
        value = json.loads(scalar)
    except ValueError:
        value = None
    return value if isinstance(value, str) else scalar.strip("'\" ")
