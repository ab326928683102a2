"""The whole line over the made-up world."""

import datetime as dt
import hashlib
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.base.errors import DigestError
from generator.config import Project, load_settings, open_project
from generator.site import searchable_papers
from generator.workflows.build import build_site, check_project
from generator.workflows.prepare import Prepared, prepare_digest
from tests.world import ROOT, make_world

pytestmark = pytest.mark.site
NEW_DUMP = "2031-05-07-daily-papers.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give the world, built once; tests of this module only read it."""
    project = make_world(tmp_path_factory.mktemp("world"))
    _build(project)
    return project


@pytest.fixture
def world(tmp_path: Path) -> Project:
    """Give the world, built, for a test to change."""
    project = make_world(tmp_path)
    _build(project)
    return project


def _build(project: Project, *, locked: bool = False, allow_removals: bool = False) -> Prepared:
    return build_site(project, locked=locked, allow_removals=allow_removals, progress=lambda _: None)


def _state(folder: Path) -> dict[str, str]:
    """Return a hash of each file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _keys(project: Project) -> list[str]:
    lines = (project.site / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["key"] for line in lines]


def test_every_paper_has_its_page_and_its_citation(built: Project) -> None:
    """What papers.jsonl names is there."""
    assert len(_keys(built)) == 6
    for key in _keys(built):
        assert (built.site / "papers" / key / "index.html").is_file()
        assert (built.site / "papers" / f"{key}.bib").read_text(encoding="utf-8").count("\n@") == 1


def test_the_account_of_the_build_adds_up(built: Project) -> None:
    """build/report.json says what became of every record."""
    report = json.loads((built.build / "report.json").read_text(encoding="utf-8"))

    total = report["published"] + report["merged"] + report["hidden"] + len(report["rejected"])
    assert (report["parsed"], total) == (8, 8)
    assert report["rejected"][0]["line"] == 17
    assert report["unsorted"] == ["migration-letters"]
    assert report["without_authors"] == ["aero-vers", "batching-requests", "mark-title", "migration-letters"]
    assert len(report["new_keys"]) == 4


def test_every_page_has_its_markdown_beside_it(built: Project) -> None:
    """And says so in its head; the page for what is missing has no address of its own."""
    pages = list(built.site.rglob("index.html"))

    assert len(pages) > 20
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert '<link rel="alternate" type="text/markdown" href="index.md">' in text, path
        assert "# " in path.with_suffix(".md").read_text(encoding="utf-8"), path
    assert "text/markdown" not in (built.site / "404.html").read_text(encoding="utf-8")


def test_the_sitemap_lists_every_page_for_everybody_once(built: Project) -> None:
    """Under the site's address; not the starred papers, which are each reader's own."""
    root = ET.fromstring((built.site / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314  our own
    listed = [node.text or "" for node in root.iter() if node.tag.endswith("loc")]
    folders = (path.parent.relative_to(built.site).as_posix() for path in built.site.rglob("index.html"))
    url = load_settings(built).url

    assert sorted(listed) == sorted(
        {f"{url}{folder}/".replace("/./", "/") for folder in folders} - {f"{url}starred/"}
    )


def test_what_no_page_uses_is_not_published(built: Project) -> None:
    """The theme's own scripts, styles and fonts stay out, and so does what is not for readers."""
    paths = {path.relative_to(built.site).as_posix() for path in built.site.rglob("*") if path.is_file()}

    assert not [path for path in paths if path.startswith(("assets/javascripts/", "assets/stylesheets/"))]
    assert not [path for path in paths if path.startswith("development/") or path.endswith(".html.j2")]


def test_building_twice_changes_nothing(world: Project) -> None:
    """The same input gives the same bytes, and the bibliography stays as it is."""
    first, library = _state(world.site), world.library.read_bytes()

    again = _build(world)

    assert again.report.new_keys == ()
    assert world.library.read_bytes() == library
    assert _state(world.site) == first


def test_another_copy_gives_the_same_site(built: Project, world: Project) -> None:
    """Neither the folder nor the clock is in the pages."""
    assert _state(built.site) == _state(world.site)


def test_locked_refuses_to_let_the_bibliography_grow(tmp_path: Path) -> None:
    """What is deployed is what was committed."""
    project = make_world(tmp_path)
    before = project.library.read_bytes()

    with pytest.raises(DigestError, match=r"data/library.bib: lacks 4 papers of the dumps: aero-vers"):
        _build(project, locked=True)

    assert project.library.read_bytes() == before
    assert not project.site.exists()
    _build(project)
    _build(project, locked=True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "is empty"), (b"\x00\x01\x02", "binary"), ("Пёппель\n".encode("koi8-r"), "not UTF-8")],
    ids=["empty", "binary", "koi8-r"],
)
def test_a_dump_that_cannot_be_read_leaves_the_site_untouched(
    world: Project, content: bytes, reason: str
) -> None:
    """One clear problem, and readers notice nothing."""
    before = _state(world.build / "site")
    (world.dumps / NEW_DUMP).write_bytes(content)

    with pytest.raises(DigestError, match=reason) as caught:
        _build(world)

    assert len(caught.value.problems) == 1
    assert _state(world.build / "site") == before


def test_a_first_dump_of_which_nothing_can_be_read_says_why(world: Project) -> None:
    """Each record with its line, and not only that there is none."""
    shutil.rmtree(world.dumps)
    world.dumps.mkdir()
    (world.dumps / NEW_DUMP).write_text('[{"title": "", "abstract": "Ink."}]', encoding="utf-8")
    world.curation.unlink()

    for refused in (_build, check_project):
        with pytest.raises(DigestError, match=rf"not one that can be published.*\ndata/dumps/{NEW_DUMP}:1: "):
            refused(world)


def test_a_dump_of_a_day_to_come_stops_the_build(world: Project) -> None:
    """Where the build is told the day."""
    newest = dt.date(2031, 5, 6)

    assert check_project(world, newest).warnings == check_project(world).warnings
    with pytest.raises(
        DigestError, match=r"^data/dumps/2031-05-06-.*: its name says 2031-05-06, which is to come"
    ):
        check_project(world, newest - dt.timedelta(days=2))


def test_a_link_that_leads_nowhere_leaves_the_site_untouched(world: Project) -> None:
    """It is named with its page, and the last good site stays."""
    before = _state(world.site)
    (world.docs / "about.md").write_text("# About\n\n[gone](nowhere.md)\n", encoding="utf-8")

    with pytest.raises(DigestError, match=r"^about/index.html: links to .*nowhere.md, which is not there"):
        _build(world)

    assert _state(world.site) == before


def test_papers_that_vanish_stop_the_build(world: Project) -> None:
    """A dump deleted by mistake is noticed before readers lose pages."""
    before = _state(world.site)
    (world.dumps / "2031-05-06-daily-papers.txt").unlink()

    with pytest.raises(
        DigestError, match="2 published papers would vanish: batching-requests, migration-letters"
    ):
        _build(world)

    with pytest.raises(DigestError, match="would vanish"):
        check_project(world)

    assert _state(world.site) == before
    assert _build(world, allow_removals=True).report.removed == ("batching-requests", "migration-letters")
    assert "batching-requests" not in _keys(world)


def test_papers_of_the_deployed_site_do_not_vanish_unnoticed(world: Project, tmp_path: Path) -> None:
    """Where CI starts from a fresh clone, the deployed site's papers.jsonl stands for the site before."""
    shutil.rmtree(world.build)
    deployed = tmp_path / "published.jsonl"
    deployed.write_text('{"key": "quill2030lantern", "topics": []}\n{"key": "lost2030paper", "topics": []}\n')

    with pytest.raises(DigestError, match="1 published papers would vanish: lost2030paper"):
        build_site(world, locked=False, allow_removals=False, progress=lambda _: None, before=deployed)

    assert not world.site.exists()


def test_a_hidden_paper_is_counted_and_not_missed(world: Project) -> None:
    """Hiding is a decision, not a loss."""
    world.curation.write_text(
        "papers:\n  migration-letters:\n    because: not ours\n    hide: true\n", encoding="utf-8"
    )

    report = _build(world).report

    assert (report.hidden, report.published, report.removed) == (1, 5, ())
    assert not (world.site / "papers" / "migration-letters").exists()


def test_a_retracted_paper_stays_and_says_why(world: Project) -> None:
    """It is published and not missed; its page shows the reason, lists and search mark its title."""
    reason = "its authors withdrew it: the letters <never> moved"
    world.curation.write_text(
        f"papers:\n  migration-letters:\n    because: '{reason}'\n    retract: true\n", encoding="utf-8"
    )

    prepared = _build(world)

    assert (prepared.report.published, prepared.report.hidden, prepared.report.removed) == (6, 0, ())
    page = (world.site / "papers" / "migration-letters" / "index.html").read_text(encoding="utf-8")
    assert "withdrew it: the letters &lt;never&gt; moved" in page
    assert "<title>[RETRACTED] On the Migration of Letters" in page
    assert 'property="og:title" content="[RETRACTED] On the Migration of Letters' in page
    edition = (world.site / "editions" / "2031-05-06" / "index.html").read_text(encoding="utf-8")
    assert edition.count("<s>On the Migration of Letters") == edition.count("<s>") == 1
    found = {
        document.path: document.title
        for document in (each.make() for each in searchable_papers(prepared.digest))
    }
    assert found["papers/migration-letters/"].startswith("[RETRACTED] On the")
    lines = (world.site / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    assert {paper["key"]: paper["retracted"] for paper in map(json.loads, lines) if paper["retracted"]} == {
        "migration-letters": reason
    }


def test_a_curator_decides_over_every_rule(world: Project) -> None:
    """Topics, tags and title; with the reason as evidence."""
    world.curation.write_text(
        "papers:\n"
        "  migration-letters:\n"
        "    because: letters are small\n"
        "    topics: [small-models]\n"
        "    add_tags: [h100]\n"
        "    title: On the Migration of All Letters\n"
        "  batching-requests:\n"
        "    because: it is not about that\n"
        "    remove_tags: [h100]\n",
        encoding="utf-8",
    )

    digest = _build(world).digest

    letters = digest.labels["migration-letters"]
    assert [topic.slug for topic in letters.topics] == ["small-models"]
    assert letters.topics[0].evidence[0].phrase == "letters are small"
    assert [tag.slug for tag in letters.tags] == ["h100"]
    assert digest.by_key["migration-letters"].title.source == "On the Migration of All Letters"
    assert "h100" not in [tag.slug for tag in digest.labels["batching-requests"].tags]


def test_a_decision_about_nothing_stops_the_build(world: Project) -> None:
    """With file and line."""
    world.curation.write_text("papers:\n  nobody:\n    because: x\n    hide: true\n", encoding="utf-8")

    with pytest.raises(DigestError, match=r"^data/curation.yml:2: no paper has the key 'nobody'"):
        _build(world)


BREAKS = {
    "comma": ("@misc{aero-vers,", "@misc{aero-vers"),
    "closing brace": ("énergie pour les îles},", "énergie pour les îles,"),
    "brace too many": ("énergie pour les îles},", "énergie pour les îles}},"),
    "opening brace": ("title = {Ærø-Net:", "title = Ærø-Net:"),
    "brace of the entry": ("@misc{aero-vers,", "@misc aero-vers,"),
    "capital in the key": ("@misc{aero-vers,", "@misc{Aero-vers,"),
    "title": ("  title = {Ærø-Net:", "  note = {Ærø-Net:"),
}


@pytest.mark.parametrize("how", BREAKS)
def test_a_broken_entry_costs_only_itself(world: Project, how: str) -> None:
    """Every paper stays at its address, a new one gets its entry, and the broken text is left as it is."""
    before = set(_keys(world))
    old, new = BREAKS[how]
    text = world.library.read_text(encoding="utf-8")
    assert old in text
    world.library.write_text(text.replace(old, new), encoding="utf-8")
    added = "Tides of Ink\n\nInk dries in tides; we measure how long it takes on paper and on screens.\n"
    (world.dumps / NEW_DUMP).write_text(added, encoding="utf-8")

    prepared = _build(world)

    assert prepared.report.new_keys == ("tides-ink",)
    assert set(_keys(world)) == before | {"tides-ink"}
    assert world.library.read_text(encoding="utf-8").startswith(text.replace(old, new))
    assert any(re.match(r"data/library.bib:\d+: .*", str(problem)) for problem in prepared.broken)
    assert set(prepared.broken) <= set(prepared.warnings)
    with pytest.raises(DigestError, match=r"^data/library.bib:\d+: "):
        check_project(world)


def test_a_damaged_entry_is_told_once(world: Project) -> None:
    """Also where a published key is lost by it."""
    text = world.library.read_text(encoding="utf-8")
    world.library.write_text(text.replace("@misc{aero-vers,", "@misc{"), encoding="utf-8")

    with pytest.raises(DigestError) as caught:
        check_project(world)
    assert len(caught.value.problems) == len(set(caught.value.problems)) > 1


def test_a_merge_that_is_not_finished_stops_the_build(world: Project) -> None:
    """Nobody can say which version is meant."""
    text = world.library.read_text(encoding="utf-8")
    world.library.write_text(f"<<<<<<< HEAD\n{text}=======\n>>>>>>> theirs\n", encoding="utf-8")

    with pytest.raises(DigestError, match=r"^data/library.bib:1: a merge is not finished here"):
        _build(world)


def test_a_key_that_comes_twice_costs_only_the_second_entry(world: Project) -> None:
    """The first one counts, and new papers are taken in."""
    before = set(_keys(world))
    with world.library.open("a", encoding="utf-8") as library:
        library.write("@misc{aero-vers,\n  title = {Twice by Mistake},\n}\n")
    added = "Tides of Ink\n\nInk dries in tides; we measure how long it takes on paper and on screens.\n"
    (world.dumps / NEW_DUMP).write_text(added, encoding="utf-8")

    assert _build(world).report.new_keys == ("tides-ink",)
    assert set(_keys(world)) == before | {"tides-ink"}


def test_an_entry_under_another_title_is_not_given_up(world: Project) -> None:
    """The paper keeps its key; the person is told how to say that both are one."""
    text = world.library.read_text(encoding="utf-8")
    renamed = text.replace(
        "{Gaussian Gardens: Splatting Hedges in Real Time}", "{Splatting Hedges in Real Time}"
    )
    world.library.write_text(renamed, encoding="utf-8")

    with pytest.raises(
        DigestError, match=r"^data/library.bib:\d+: 'oern2031gaussian' has no paper of its title"
    ):
        _build(world)


def test_a_new_dump_adds_papers_and_keeps_every_address(world: Project) -> None:
    """The pages of earlier editions stay where they are."""
    before = set(_keys(world))
    text = (world.dumps / "2031-05-06-daily-papers.txt").read_text(encoding="utf-8")
    added = "Tides of Ink\n\nInk dries in tides; we measure how long it takes on paper and on screens.\n"
    (world.dumps / NEW_DUMP).write_text(added, encoding="utf-8")

    report = _build(world).report

    assert report.new_keys == ("tides-ink",)
    assert set(_keys(world)) == before | {"tides-ink"}
    assert (world.dumps / "2031-05-06-daily-papers.txt").read_text(encoding="utf-8") == text


def test_pictures_of_hand_written_pages_are_published(world: Project) -> None:
    """Only the theme's own folders are left out."""
    picture = world.docs / "images" / "dot.svg"
    picture.parent.mkdir()
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')

    _build(world)

    assert (world.site / "images" / "dot.svg").is_file()
    assert not list((world.site / "assets").glob("javascripts"))


def test_a_dump_of_which_nothing_can_be_published_stops_the_build(tmp_path: Path) -> None:
    """An empty site is never published."""
    project = make_world(tmp_path)
    project.curation.unlink()
    for dump in project.dumps.iterdir():
        dump.write_text("A Title Alone\n", encoding="utf-8")

    with pytest.raises(DigestError, match="not one that can be published"):
        _build(project)

    assert not project.site.exists()


def test_two_builds_at_once_wait_for_each_other(world: Project) -> None:
    """Both end well, and the site is the one that a single build makes."""
    before = _state(world.site)
    with ThreadPoolExecutor(2) as threads:
        reports = [found.result().report for found in [threads.submit(_build, world) for _ in range(2)]]

    assert reports[0] == reports[1]
    assert _state(world.site) == before


def test_a_damaged_site_is_one_clear_problem(world: Project) -> None:
    """It says what to do."""
    (world.site / "papers.jsonl").write_text("{broken", encoding="utf-8")

    with pytest.raises(
        DigestError, match=r"^build/site/papers.jsonl: was damaged .* - remove the folder build/"
    ):
        _build(world)


def test_long_lists_are_paged(world: Project) -> None:
    """Each page holds as many papers as the configuration says, and thrice as many titles; all are linked."""
    config = world.config.read_text(encoding="utf-8")
    world.config.write_text(config.replace("per_page: 75", "per_page: 1"), encoding="utf-8")

    _build(world)

    month = world.site / "editions" / "2031-05"
    assert sorted(path.parent.name for path in month.rglob("index.html")) == ["1", "2031-05"]
    oldest = (month / "1" / "index.html").read_text(encoding="utf-8")
    assert oldest.count('<li><a href="../../../papers/') == 3
    assert '<a href="../">Newest</a>' in oldest
    assert '<a href="./" aria-current="page">1</a>' in oldest


@pytest.mark.usefixtures("first_dump")
def test_the_first_dump_is_read_whole() -> None:
    """92 of 92, under the titles that the bibliography has, and nothing is new."""
    prepared = prepare_digest(open_project(ROOT))

    first = [paper for paper in prepared.digest.papers if paper.edition.isoformat() == "2025-10-02"]
    assert len(first) == 92
    assert prepared.report.rejected == ()
    assert prepared.report.new_keys == ()
    assert prepared.warnings == prepared.report.oddities
    assert all("its TeX seems lost" in oddity.reason for oddity in prepared.report.oddities)
    assert all(len(prepared.digest.relations[paper.key]) == 5 for paper in first)
    assert all(paper.facts.authors and paper.facts.year and paper.facts.arxiv for paper in first)
