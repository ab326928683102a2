"""The tree that the site is built from: hand-written pages and generated files in one folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import Changes, sync
from generator.base.models import OutputFile
from generator.config.front_matter import check_front_matter
from generator.config.project import Project
from generator.output.addresses import CARD

MAY_BE_OWN = frozenset({CARD})
"""Files that a curator may bring instead of the generated ones."""


def write_tree(project: Project, generated: Iterable[OutputFile]) -> Changes:
    """Write `build/docs`, a whole docs folder of MkDocs, and return what changed.

    Args:
        project: Names the folders; its `docs/` is copied as it is.
        generated: Pages in Markdown, citations and feeds.

    Raises:
        DigestError: A hand-written file lies where another one or a generated one belongs, or its front
            matter cannot be read.
    """
    own = _own_files(project)
    files = []
    for file in generated:
        found = own.get(_place(file.path))
        if found and found.path in MAY_BE_OWN:
            continue
        if found:
            raise DigestError(_twice(f"{project.name(project.docs)}/{found.path}"))
        files.append(file)
    return sync([*own.values(), *files], project.tree)


def hand_written_pages(project: Project) -> frozenset[str]:
    """Return the paths of the pages that people wrote, relative to the tree."""
    return frozenset(path.relative_to(project.docs).as_posix() for path in project.docs.rglob("*.md"))


def built_page(source: Path, tree: Path, site: Path) -> Path:
    """Return where a page of the tree is built: `topics/serving.md` as `topics/serving/index.html`."""
    place = source.relative_to(tree).with_suffix("")
    return site / (place.parent if place.name == "index" else place) / "index.html"


def _own_files(project: Project) -> dict[str, OutputFile]:
    """Return what people wrote, by where it is published."""
    docs = project.name(project.docs)
    own: dict[str, OutputFile] = {}
    for file in _hand_written(project.docs):
        name, place = f"{docs}/{file.path}", _place(file.path)
        if place in own:
            raise DigestError(_same_address(name, f"{docs}/{own[place].path}"))
        if name.endswith(".md") and isinstance(file.content, bytes):
            check_front_matter(_text(file.content, name), name)
        own[place] = file
    return own


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(
            location=Location(path=name, line=line), reason="is not UTF-8", advice="save it as UTF-8"
        )
        raise DigestError(problem) from None


def _hand_written(docs: Path) -> Iterator[OutputFile]:
    for path in sorted(docs.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield OutputFile(path=path.relative_to(docs).as_posix(), content=path.read_bytes())


def _place(path: str) -> str:
    """Return where MkDocs publishes a page: one of the name "index" or "README" at its folder."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    if not path.endswith(".md"):
        return path
    return f"{folder if name in {'index', 'README'} else f'{folder}/{name}'}/".lstrip("/")


def _twice(name: str) -> Problem:
    return Problem(
        location=Location(path=name),
        reason="lies where a page or file of the digest is generated",
        advice="give it another name, or change the template of that page in templates/pages",
    )


def _same_address(name: str, other: str) -> Problem:
    return Problem(
        location=Location(path=name),
        reason=f"has the address of {other}",
        advice="give one of them another name",
    )
