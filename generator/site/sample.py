"""Hold a fast build to its contract: MkDocs builds some of the pages, and they must be the same documents."""

import hashlib
import re
import shutil
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

from generator.base.errors import DigestError, Location, Problem
from generator.config import Project
from generator.site.mkdocs_builder import build_sample_with_mkdocs
from generator.site.tree import built_page

SAMPLE = 16
"""Pages that are compared beside one for each template of the theme."""

_TEMPLATE = re.compile(r"^template: *(\S+)", re.MULTILINE)
_NAMED = re.compile(r"[\w/.-]+\.md\b")
"""A page that the configuration names, in its navigation."""
_LINK = re.compile(r"\]\(([^)\s#]+\.md)")
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td div article main".split()
)
_VOID = frozenset({"hr", "br", "img", "meta", "link", "input"})

Piece = tuple[str, str, tuple[tuple[str, str | None], ...]]
"""A tag that begins ("<") or ends (">"), with its attributes, or "text"."""


def check_sample(
    project: Project, site: Path, hand_written: Collection[str], built: Collection[str] | None = None
) -> None:
    """Compare a sample of the pages that the fast builder made with what MkDocs makes of them.

    Args:
        project: The project whose tree was built.
        site: Folder of the built site.
        hand_written: Paths of the pages that people wrote; the navigation names them, so they are built too.
        built: Paths of the pages that were made anew; all where nobody says which.

    Raises:
        DigestError: A page is another document, with the first difference; or MkDocs refused.
    """
    folder = project.build / "sample"
    shutil.rmtree(folder, ignore_errors=True)
    chosen = choose_sample(project.tree, site, built)
    named = {
        name for name in _NAMED.findall(project.config.read_text("utf-8")) if (project.tree / name).is_file()
    }
    for name in {*chosen, *named, *hand_written, *_linked(project.tree, hand_written)}:
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project.tree / name, folder / "docs" / name)
    build_sample_with_mkdocs(project, folder / "docs", folder / "site")
    problems = tuple(_differences(project, site, folder / "site", chosen))
    shutil.rmtree(folder)
    if problems:
        raise DigestError(*problems)


def choose_sample(tree: Path, site: Path, built: Collection[str] | None = None) -> list[str]:
    """Return the paths of the pages to compare, if they were built: one a template, others by their hash."""
    paths = tree.rglob("*.md") if built is None else (tree / name for name in built)
    content = {path: path.read_bytes() for path in paths if built_page(path, tree, site).is_file()}
    by_hash = sorted(content, key=lambda path: hashlib.sha256(content[path]).digest())
    first_of_template = {_template(content[path]): path for path in reversed(by_hash)}
    chosen = {*first_of_template.values(), *by_hash[:SAMPLE]}
    return sorted(path.relative_to(tree).as_posix() for path in chosen)


def document_of(html: str) -> list[Piece]:
    """Return what a browser reads: tags with their attributes, and text, in order.

    White space counts as it is seen: one space within a line, none beside a block, all of it in `pre`.
    """
    pieces = _Pieces(html).pieces
    seen: list[Piece] = []
    is_code = False
    for index, (kind, text, attributes) in enumerate(pieces):
        is_code = (is_code or (kind, text) == ("<", "pre")) and (kind, text) != (">", "pre")
        if kind == "text" and not is_code:
            visible = _as_seen(text, pieces[index - 1 : index], pieces[index + 1 : index + 2])
            seen += [(kind, visible, attributes)] if visible else []
        else:
            seen.append((kind, text, attributes))
    return seen


def first_difference(one: str, other: str) -> str:
    """Return where two pages differ as documents, in words; empty where they are the same."""
    pairs = zip_longest(*map(document_of, (one, other))) if one != other else ()
    for mine, theirs in pairs:
        if mine != theirs:
            return f"{_in_words(mine)} instead of {_in_words(theirs)}"
    return ""


class _Pieces(HTMLParser):
    """The tags and texts of a page, as the parser of the standard library finds them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(("<", tag, tuple(sorted(attrs, key=str))))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.pieces.append((">", tag, ()))

    def handle_data(self, data: str) -> None:
        before = self.pieces.pop()[1] if self.pieces and self.pieces[-1][0] == "text" else ""
        self.pieces.append(("text", before + data, ()))


def _linked(tree: Path, names: Collection[str]) -> Iterator[str]:
    """Yield the pages that some pages link to as files; without them MkDocs leaves the links as they are."""
    for name in names:
        source = tree / name
        for target in _LINK.findall(source.read_text(encoding="utf-8")):
            linked = (source.parent / target).resolve()
            if linked.is_file() and linked.is_relative_to(tree):
                yield linked.relative_to(tree).as_posix()


def _template(page: bytes) -> str:
    """Return the theme's template that a page names, or nothing."""
    found = _TEMPLATE.search(page.decode())
    return found[1] if found else ""


def _differences(project: Project, site: Path, reference: Path, chosen: Collection[str]) -> Iterator[Problem]:
    for name in chosen:
        own, wanted = (
            built_page(project.tree / name, project.tree, built).read_text(encoding="utf-8")
            for built in (site, reference)
        )
        if difference := first_difference(own, wanted):
            yield Problem(
                location=Location(path=f"{project.name(project.tree)}/{name}"),
                reason=f"the fast builder makes another page of it than MkDocs: {difference}",
                advice="build with --builder mkdocs, and report this",
            )


def _as_seen(text: str, before: list[Piece], after: list[Piece]) -> str:
    text = re.sub(r"\s+", " ", text)
    text = text.lstrip() if not before or before[0][1] in _BLOCKS else text
    return text.rstrip() if not after or after[0][1] in _BLOCKS else text


def _in_words(piece: Piece | None) -> str:
    if piece is None:
        return "its end"
    kind, text, attributes = piece
    shown = "".join(f' {name}="{value}"' for name, value in attributes)
    return repr(text[:200]) if kind == "text" else f"{'</' if kind == '>' else '<'}{text}{shown}>"
