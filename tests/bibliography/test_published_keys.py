"""A key that was published leads to its paper for ever, or a person hears of it."""

import shutil
from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.config import Project, load_settings, open_project
from generator.workflows.build import build_site, check_project
from generator.workflows.prepare import Prepared, prepare_digest
from tests.world import make_world

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give the world, built once; tests only copy it."""
    project = make_world(tmp_path_factory.mktemp("world"))
    _build(project)
    return project


@pytest.fixture
def world(built: Project, tmp_path: Path) -> Project:
    """Give the world, built, for a test to change."""
    return open_project(shutil.copytree(built.root, tmp_path / "world"))


def _build(project: Project, *, locked: bool = False) -> Prepared:
    return build_site(project, locked=locked, allow_removals=False, progress=lambda _: None)


def test_a_retired_key_still_leads_to_its_paper(world: Project) -> None:
    """Page and each citation under the old address, without a script; search engines are told the new one."""
    text = world.library.read_text(encoding="utf-8")
    renamed = text.replace("@misc{aero-vers,", "@misc{aero-islands,\n  ids = {aero-vers},")
    world.library.write_text(renamed, encoding="utf-8")

    assert _build(world).report.removed == ()

    papers, url = world.site / "papers", load_settings(world).url
    page = (papers / "aero-vers" / "index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh" content="0; url=../aero-islands/"' in page
    assert f'<link rel="canonical" href="{url}papers/aero-islands/">' in page
    assert page.count('rel="canonical"') == 1
    assert f"{url}papers/aero-islands/</loc>" in (world.site / "sitemap.xml").read_text(encoding="utf-8")
    assert "aero-vers" not in (world.site / "sitemap.xml").read_text(encoding="utf-8")
    assert "@misc{aero-islands," in (papers / "aero-vers.bib").read_text(encoding="utf-8")
    suffixes = {path.suffix for path in papers.glob("aero-islands.*")}
    assert suffixes == {".bib", ".ris"}
    for suffix in suffixes:
        now, old = papers / f"aero-islands{suffix}", papers / f"aero-vers{suffix}"
        assert old.read_bytes() == now.read_bytes()


def _rename(world: Project, ids: str = "") -> None:
    text = world.library.read_text(encoding="utf-8")
    world.library.write_text(text.replace("@misc{aero-vers,", f"@misc{{aero-islands,{ids}"), encoding="utf-8")


def test_a_published_key_that_leads_nowhere_fails_on_a_fresh_clone(world: Project) -> None:
    """Without any site built before: renamed by hand, the key is named with its line and what to do."""
    shutil.rmtree(world.build)
    _rename(world)
    line = world.published_keys.read_text(encoding="utf-8").split("\n").index("aero-vers") + 1

    for fails in (check_project, _build):
        with pytest.raises(DigestError) as caught:
            fails(world)
        place = f"data/published-keys.txt:{line}: 'aero-vers' was published, and no entry"
        assert [str(problem)[: len(place)] for problem in caught.value.problems] == [place]
        assert "ids = {aero-vers}" in caught.value.problems[0].advice
    assert not world.site.exists()


def test_a_lost_bibliography_is_one_fault(world: Project) -> None:
    """Also where somebody starts a digest and leaves the keys of another one there."""
    world.library.unlink()
    world.curation.unlink()

    with pytest.raises(DigestError) as caught:
        check_project(world)
    (problem,) = caught.value.problems
    assert "holds none of the 6 papers that were published" in str(problem)
    assert "for a new digest remove data/published-keys.txt as well" in str(problem)


@pytest.mark.parametrize("remedy", ["ids", "gone"])
def test_a_published_key_may_be_retired_or_withdrawn(world: Project, remedy: str) -> None:
    """In `ids` of the entry that took its place, or by a person's word in the history."""
    _rename(world, "\n  ids = {aero-vers}," if remedy == "ids" else "")
    if remedy == "gone":
        history = world.published_keys.read_text(encoding="utf-8")
        world.published_keys.write_text(history.replace("aero-vers", "aero-vers gone"), encoding="utf-8")

    check_project(world)
    _build(world)

    assert world.published_keys.read_text(encoding="utf-8").endswith("\naero-islands\n")


def test_the_history_grows_by_what_is_published(tmp_path: Path) -> None:
    """A hidden paper is added when it is shown; `--locked` refuses to add; nothing is taken out."""
    project = make_world(tmp_path)
    hide = "papers:\n  migration-letters:\n    because: not yet\n    hide: true\n"
    project.curation.write_text(hide, encoding="utf-8")
    hidden = _build(project)
    first = project.published_keys.read_text(encoding="utf-8")
    project.curation.write_text("papers: {}\n", encoding="utf-8")

    assert "migration-letters" not in first.splitlines()
    assert "migration-letters" not in hidden.digest.by_key
    with pytest.raises(DigestError, match=r"^data/published-keys.txt: lacks keys that are about"):
        _build(project, locked=True)
    _build(project)
    assert project.published_keys.read_text(encoding="utf-8") == f"{first}migration-letters\n"
    project.curation.write_text(hide, encoding="utf-8")
    _build(project, locked=True)
    assert project.published_keys.read_text(encoding="utf-8") == f"{first}migration-letters\n"


def test_a_published_key_is_never_given_to_another_paper(world: Project) -> None:
    """Not even when its entry is gone and the new paper would get just that key."""
    text = world.library.read_text(encoding="utf-8")
    assert "@misc{aero-vers," in text
    world.library.write_text(text.partition("@misc{aero-vers,")[0], encoding="utf-8")
    world.curation.write_text("papers: {}\n", encoding="utf-8")

    prepared = prepare_digest(world)

    assert "aero-vers" not in prepared.report.new_keys
    assert any("'aero-vers' was published" in str(problem) for problem in prepared.lost)
