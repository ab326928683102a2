"""Finish a built site: drop what the theme brings and no page uses, publish the Markdown of each page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from generator.base.text import escape_markdown
from generator.config import Project
from generator.site.tree import built_page, hand_written_pages

_THEME_FOLDERS = ("assets/javascripts", "assets/stylesheets", "assets/images")
_NAME = r"(?:pre|script|style|textarea)"
# Runs without "<" are passed whole: an expression that looks at each character takes twice as long.
_AS_WRITTEN = re.compile(rf"(<{_NAME}\b[^<]*+(?:<(?!/{_NAME}>)[^<]*+)*+</{_NAME}>)")
_KEPT = re.compile(r"\n(?:title|tags):.*(?:\n[ -].*)*")
"""The front matter that a person reads too; the rest is for the theme."""

_TITLE = re.compile(r"^title: *(.*)$", re.MULTILINE)


def drop_unused(project: Project, site: Path) -> None:
    """Remove the theme's files, some 3 MB, from a built site, but those that a page asks for.

    All generated pages have the same head, so the front page speaks for them; hand-written pages are all
    looked at. Files of the project's own stay, whatever folder they lie in.
    """
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs makes it, and crawlers read the plain one
    wanted = "".join(page.read_text(encoding="utf-8") for page in _pages_to_ask(project, site))
    for folder in _THEME_FOLDERS:
        for path in (*sorted((site / folder).rglob("*"), reverse=True), site / folder):
            name = path.relative_to(site).as_posix()
            if path.is_file() and name not in wanted and not (project.tree / name).exists():
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()


def is_of_theme(path: str) -> bool:
    """Return whether a file of the theme is of use only where a page asks for it."""
    return path.startswith(_THEME_FOLDERS)


def without_indents(html: str) -> str:
    """Return a page without the blank lines and indents that templates leave, the same document."""
    parts = _AS_WRITTEN.split(html)
    parts[::2] = map(_without_indents, parts[::2])  # every second is as written
    return "".join(parts).lstrip()


def _without_indents(text: str) -> str:
    """Return a text in which all white space around a line end is that line end."""
    first, *others = text.split("\n")
    if not others:
        return text
    *middle, last = others
    return "\n".join([first.rstrip(), *filter(None, map(str.strip, middle)), last.lstrip()])


def tidy_pages(site: Path) -> None:
    """Take blank lines and indents out of every page of a site."""
    for page in site.rglob("*.html"):
        if page.name == "email.html":
            continue  # it is no page, and as it was written
        page.write_text(without_indents(page.read_text(encoding="utf-8")), encoding="utf-8")


def write_markdown(tree: Path, site: Path) -> None:
    """Write the Markdown of every page that was built of a tree beside it: `topics/serving/index.md`."""
    for source in tree.rglob("*.md"):
        page = built_page(source, tree, site)
        if page.is_file():
            text = as_published(source.read_text(encoding="utf-8"))
            page.with_suffix(".md").write_text(text, encoding="utf-8")


def as_published(markdown: str) -> str:
    """Return a page's Markdown without the front matter that only the theme reads.

    A page whose title stands in the front matter alone gets it as a heading.
    """
    end = markdown.find("\n---\n", 3)
    if end < 0 or not markdown.startswith("---\n"):
        return markdown
    kept, body = "".join(_KEPT.findall(markdown, 3, end)), markdown[end + 5 :].lstrip("\n")
    title = _TITLE.search(kept)
    if title and not body.startswith("# "):
        body = f"# {escape_markdown(_read_title(title[1]))}\n\n{body}"
    return f"---{kept}\n---\n\n{body}" if kept else body


def _pages_to_ask(project: Project, site: Path) -> Iterator[Path]:
    names = sorted(hand_written_pages(project))
    pages = (built_page(project.tree / name, project.tree, site) for name in names)
    return (page for page in (site / "index.html", site / "404.html", *pages) if page.is_file())


def _read_title(scalar: str) -> str:
    """Return what a title says: the generator wrote it as JSON, a person perhaps without quotation marks."""
    try:
        value = json.loads(scalar)
    except ValueError:
        value = None
    return value if isinstance(value, str) else scalar.strip("'\" ")
