"""The tree that the site is built from: hand-written pages and generated files in one folder."""

from collections.abc import Iterable
from pathlib import Path

from generator.base.cache import Cache
from generator.base.errors import DigestError, Location, Problem
from generator.base.files import Written, sync
from generator.base.models import File, OutputFile
from generator.base.text_files import decode_utf8
from generator.config import Project, check_front_matter
from generator.output.addresses import CARD

MAY_BE_OWN = frozenset({CARD})
"""Files that a curator may bring instead of the generated ones."""


def write_tree(project: Project, generated: Iterable[File], cache: Cache | None = None) -> tuple[str, ...]:
    """Write `build/docs`, a whole docs folder of MkDocs, and return the paths that changed.

    Args:
        project: Names the folders; its `docs/` is copied as it is.
        generated: Pages in Markdown, citations and feeds.
        cache: What is known of the files that were written before.

    Raises:
        DigestError: A hand-written file lies where another one or a generated one belongs, or its front
            matter cannot be read.
    """
    own = _own_files(project)
    files: list[File] = []
    for file in generated:
        found = own.get(_place(file.path))
        if found and found.path not in MAY_BE_OWN:
            reason = "lies where a page or file of the digest is generated"
            advice = "give it another name, or change the template of that page in templates/pages"
            raise _refusal(_name(project, found), reason, advice)
        if not found:
            files.append(file)
    cache = cache or Cache()
    synced = sync([*own.values(), *files], project.tree, cache.find("tree", dict[str, Written]))
    cache.keep("tree", synced.written)
    return synced.changed


def hand_written_pages(project: Project) -> frozenset[str]:
    """Return the paths of the pages that people wrote, relative to the tree."""
    return frozenset(path.relative_to(project.docs).as_posix() for path in project.docs.rglob("*.md"))


def built_page(source: Path, tree: Path, site: Path) -> Path:
    """Return where a page of the tree is built: `topics/serving.md` as `topics/serving/index.html`."""
    place = source.relative_to(tree).with_suffix("")
    return site / (place.parent if place.name == "index" else place) / "index.html"


def _own_files(project: Project) -> dict[str, OutputFile]:
    """Return what people wrote, by where it is published."""
    own: dict[str, OutputFile] = {}
    for path in sorted(project.docs.rglob("*")):
        if path.name.startswith(".") or not path.is_file():
            continue
        content = path.read_bytes()
        file = OutputFile(path=path.relative_to(project.docs).as_posix(), content=content)
        name, place = _name(project, file), _place(file.path)
        if other := own.get(place):
            reason = f"has the address of {_name(project, other)}"
            raise _refusal(name, reason, "give one of them another name")
        if name.endswith(".md"):
            check_front_matter(decode_utf8(content, name).removeprefix("\ufeff"), name)
        own[place] = file
    return own


def _place(path: str) -> str:
    """Return where MkDocs publishes a page: one of the name "index" or "README" at its folder."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    if not path.endswith(".md"):
        return path
    return f"{folder if name in {'index', 'README'} else f'{folder}/{name}'}/".lstrip("/")


def _name(project: Project, file: OutputFile) -> str:
    return f"{project.name(project.docs)}/{file.path}"


def _refusal(name: str, reason: str, advice: str) -> DigestError:
    return DigestError(Problem(location=Location(path=name), reason=reason, advice=advice))
