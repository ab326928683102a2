"""The contract of the builders: whichever builds a page, it is the same document."""

import shutil
from pathlib import Path

import pytest

from generator.base.cache import Cache
from generator.base.errors import DigestError
from generator.config import Project
from generator.site import (
    Assembly,
    build_changes_with_mkdocs,
    build_fast,
    build_with_mkdocs,
    check_sample,
    choose_builder,
    choose_sample,
    first_difference,
    hand_written_pages,
    tidy_pages,
)
from generator.workflows.build import write_pages
from tests.samples import SETTINGS
from tests.world import ROOT, make_world

pytestmark = pytest.mark.site

NASTY = """\
Tables | of $a | b$ and *stars* \\_ #1

1. We propose `x` <b>in</b> &amp; [y]: z. - Not a list. {: .c } ~~~ $5 and $6, but $x_1 < \\alpha^{2}$ ---

> A *Title* of \\texttt{code}: it's [not](a) link
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give the made-up world with a further dump of text that Markdown would read, its tree written."""
    project = make_world(tmp_path_factory.mktemp("world"))
    (project.dumps / "2031-05-07-nasty.txt").write_text(NASTY, encoding="utf-8")
    write_pages(project, locked=False, allow_removals=True)
    return project


def _build_fast(project: Project, site: Path) -> None:
    """Build a whole site in a folder, with nothing to take over."""
    assembly = Assembly(site, site.parent / "no-site", Cache())
    build_fast(project, assembly, hand_written_pages(project))
    assembly.finish()


def _differences(project: Project, folder: Path) -> list[str]:
    """Return what differs between the builders' pages, in words."""
    fast, reference = folder / "fast", folder / "mkdocs"
    _build_fast(project, fast)
    build_with_mkdocs(project, reference)
    pages = {path.relative_to(fast) for path in fast.rglob("*.html")}
    assert pages == {path.relative_to(reference) for path in reference.rglob("*.html")}
    assert len(pages) > 20
    told = (
        (path, first_difference((fast / path).read_text(), (reference / path).read_text())) for path in pages
    )
    return [f"{path}: {difference}" for path, difference in sorted(told) if difference]


def test_every_page_of_the_world_is_the_same_document(world: Project, tmp_path: Path) -> None:
    """Every kind of page, and texts that are full of Markdown."""
    assert _differences(world, tmp_path) == []


@pytest.mark.usefixtures("first_dump")
def test_every_page_of_this_digest_is_the_same_document(tmp_path: Path) -> None:
    """The 92 papers that this repository came with."""
    project = make_world(tmp_path / "project")
    shutil.rmtree(project.root / "data")
    shutil.copytree(ROOT / "data", project.root / "data")
    write_pages(project, locked=False, allow_removals=True)
    assert _differences(project, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("material", "every"),
    [("made_up", 6), pytest.param("real_data", 1, marks=pytest.mark.real)],
    indirect=["material"],
)
def test_every_page_of_many_days_is_the_same_document(tmp_path: Path, material: Path, every: int) -> None:
    """Of some made-up days, and of two thousand real papers."""
    project = make_world(tmp_path / "project")
    for path in sorted((material / "hf_daily").glob("*.json"))[::every]:
        shutil.copy(path, project.dumps)
    write_pages(project, locked=False, allow_removals=True)
    assert _differences(project, tmp_path) == []


def _build_changes(project: Project, folder: Path) -> bool:
    """Have MkDocs make what changed since the last call, in a folder; return whether it could."""
    assembly = Assembly(folder / "changes", folder / "published", Cache(folder / "cache"))
    is_built = build_changes_with_mkdocs(
        project, assembly, hand_written_pages(project), Cache(folder / "cache")
    )
    assembly.finish()
    return is_built


def test_mkdocs_makes_the_same_bytes_in_this_process(world: Project, tmp_path: Path) -> None:
    """Of all pages at first, and of one that changed when the others are taken over."""
    assert _build_changes(world, tmp_path)
    build_with_mkdocs(world, tmp_path / "mkdocs")
    tidy_pages(tmp_path / "mkdocs")
    made = {path.relative_to(tmp_path / "changes"): path for path in (tmp_path / "changes").rglob("*.html")}
    wanted = {path.relative_to(tmp_path / "mkdocs"): path for path in (tmp_path / "mkdocs").rglob("*.html")}
    assert made.keys() == wanted.keys()
    assert [str(name) for name in made if made[name].read_bytes() != wanted[name].read_bytes()] == []

    (tmp_path / "changes").rename(tmp_path / "published")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "published").rglob("*.html")}
    assert _build_changes(world, tmp_path)
    again = {path.relative_to(tmp_path / "changes") for path in (tmp_path / "changes").rglob("*.html")}
    assert again == made.keys()
    kept = [
        path
        for path in before
        if (tmp_path / "changes" / path.relative_to(tmp_path / "published")).samefile(path)
    ]
    assert len(kept) > len(before) // 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("plugins: []", "plugins: [search]"),
        ("  - tables\n", "  - tables\n  - pymdownx.snippets\n"),
        ("    anchors: ignore", "    anchors: warn"),
    ],
)
def test_what_may_read_anything_has_the_whole_build(tmp_path: Path, old: str, new: str) -> None:
    """A plugin, an extension that takes in other files, a check of pages that are not at hand."""
    project = make_world(tmp_path / "project")
    config = project.config.read_text(encoding="utf-8")
    assert old in config
    project.config.write_text(config.replace(old, new), encoding="utf-8")
    write_pages(project, locked=False, allow_removals=True)
    assert not _build_changes(project, tmp_path)


def test_a_theme_that_lists_pages_has_the_whole_build(tmp_path: Path) -> None:
    """Each of its pages may change with any other."""
    project = make_world(tmp_path / "project")
    footer = project.templates / "theme" / "partials" / "footer.html"
    footer.write_text(
        footer.read_text(encoding="utf-8") + "{% for file in pages %}{{ file.url }}{% endfor %}", "utf-8"
    )
    write_pages(project, locked=False, allow_removals=True)
    assert not _build_changes(project, tmp_path)


def test_what_mkdocs_warns_of_is_refused(tmp_path: Path) -> None:
    """As `mkdocs build --strict` does, in its words."""
    project = make_world(tmp_path / "project")
    (project.docs / "extra.md").write_text("# Not in the menu\n", encoding="utf-8")
    write_pages(project, locked=False, allow_removals=True)
    with pytest.raises(DigestError, match=r"The following pages exist .* extra\.md Aborted with 1 warnings"):
        _build_changes(project, tmp_path)


def test_a_fast_build_that_differs_is_refused(world: Project, tmp_path: Path) -> None:
    """The sample has a page of each template, and says where it differs."""
    site = tmp_path / "site"
    _build_fast(world, site)
    check_sample(world, site, hand_written_pages(world))
    page = site / "trending" / "index.html" if (site / "trending").exists() else site / "tags" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1", "<h2"), encoding="utf-8")

    with pytest.raises(DigestError, match="the fast builder makes another page of it than MkDocs: <h2"):
        check_sample(world, site, hand_written_pages(world))


def test_a_sample_has_a_page_of_each_template(world: Project, tmp_path: Path) -> None:
    """Whatever the hashes of the pages are."""
    site = tmp_path / "site"
    _build_fast(world, site)
    chosen = " ".join(
        (world.tree / name).read_text(encoding="utf-8") for name in choose_sample(world.tree, site)
    )
    for path in (ROOT / "templates" / "pages").glob("[a-z]*.md.j2"):
        if (line := path.read_text(encoding="utf-8").split("\n")[1]).startswith("template:"):
            assert line in chosen or path.name.startswith("moved")


def test_many_pages_are_built_fast_unless_plugins_are_to_run(world: Project) -> None:
    """MkDocs is the default; above the mark the fast builder is, but it runs no plugins."""
    assert choose_builder(world, SETTINGS) == "mkdocs"
    assert choose_builder(world, SETTINGS.model_copy(update={"fast_above": 5})) == "fast"
    assert (
        choose_builder(world, SETTINGS.model_copy(update={"fast_above": 5, "has_plugins": True})) == "mkdocs"
    )
