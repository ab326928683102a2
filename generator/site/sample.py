"""Hold a fast build to its contract: MkDocs builds some of the pages, and they must be the same documents."""

import hashlib
import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.base.errors import DigestError, Location, Problem
from generator.config.project import Project
from generator.site.document import first_difference
from generator.site.mkdocs_builder import build_sample_with_mkdocs
from generator.site.tree import built_page

_TEMPLATE = re.compile(r"^template: *(\S+)", re.MULTILINE)

_LINK = re.compile(r"\]\(([^)\s#]+\.md)")

SAMPLE = 16
"""Pages that are compared beside one for each template of the theme."""


def check_sample(project: Project, site: Path, hand_written: Collection[str]) -> None:
    """Compare a sample of the pages of a site with what MkDocs makes of them.

    Args:
        project: Its tree is what the site was built of.
        site: What the fast builder made.
        hand_written: Paths of the pages that people wrote; the navigation names them, so they are built too.

    Raises:
        DigestError: A page is another document, with the first difference; or MkDocs refused.
    """
    folder = project.build / "sample"
    shutil.rmtree(folder, ignore_errors=True)
    chosen = choose_sample(project.tree, site)
    for name in {*chosen, *hand_written, *_linked(project.tree, hand_written)}:
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project.tree / name, folder / "docs" / name)
    build_sample_with_mkdocs(project, folder / "docs", folder / "site")
    problems = tuple(_differences(project, site, folder / "site", chosen))
    shutil.rmtree(folder)
    if problems:
        raise DigestError(*problems)


def choose_sample(tree: Path, site: Path) -> list[str]:
    """Return the paths of the pages to compare: one for each template, others by their hash.

    Args:
        tree: The docs folder.
        site: What was built of it; pages that are left out of it are not compared.
    """
    built = [path for path in tree.rglob("*.md") if built_page(path, tree, site).is_file()]
    by_hash = sorted(built, key=lambda path: hashlib.sha256(path.read_bytes()).digest())
    first_of_template = {_template(path): path for path in reversed(by_hash)}
    chosen = {*first_of_template.values(), *by_hash[:SAMPLE]}
    return sorted(path.relative_to(tree).as_posix() for path in chosen)


def _linked(tree: Path, names: Collection[str]) -> Iterator[str]:
    """Yield the pages that some pages link to as files; without them MkDocs leaves the links as they are."""
    for name in names:
        source = tree / name
        for target in _LINK.findall(source.read_text(encoding="utf-8")):
            linked = (source.parent / target).resolve()
            if linked.is_file() and linked.is_relative_to(tree):
                yield linked.relative_to(tree).as_posix()


def _template(path: Path) -> str:
    """Return the theme's template that a page names, or nothing."""
    found = _TEMPLATE.search(path.read_text(encoding="utf-8"))
    return found[1] if found else ""


def _differences(project: Project, site: Path, reference: Path, chosen: Collection[str]) -> Iterator[Problem]:
    for name in chosen:
        source = project.tree / name
        own = built_page(source, project.tree, site).read_text(encoding="utf-8")
        wanted = built_page(source, project.tree, reference).read_text(encoding="utf-8")
        if difference := first_difference(own, wanted):
            yield Problem(
                location=Location(path=f"{project.name(project.tree)}/{name}"),
                reason=f"the fast builder makes another page of it than MkDocs: {difference}",
                advice="build with --builder mkdocs, and report this",
            )
