"""A digest of dumps of every format: one account, one page a paper, nothing lost."""

import gzip
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from generator.base.models import Paper
from generator.config import Project
from generator.site import searchable_papers
from generator.stages.merge import merge_records
from generator.stages.read import read_dumps
from generator.workflows.prepare import prepare_digest
from tests.stages.read.samples import dated_copies
from tests.stages.read.test_any_input import SAMPLES
from tests.tree import pages_of, tree_of
from tests.world import make_world


@pytest.fixture
def world(tmp_path: Path) -> Project:
    """Give the made-up world without dumps and bibliography."""
    project = make_world(tmp_path)
    shutil.rmtree(project.dumps)
    project.dumps.mkdir()
    for path in (project.library, project.curation, project.published_keys):
        path.unlink(missing_ok=True)
    return project


def test_one_paper_in_every_format_is_one_paper(world: Project) -> None:
    """Eleven formats speak of it: by identifier, DOI, or title and author; the account adds up."""
    for name in sorted(SAMPLES.keys() - {"bomb"}):
        content = SAMPLES[name].encode()
        path = world.dumps / f"2031-05-05-{name.replace(' ', '-')}.gz"
        path.write_bytes(gzip.compress(content))

    prepared = prepare_digest(world)

    report, digest = prepared.report, prepared.digest
    assert report.parsed == report.published + report.merged
    assert report.rejected == ()
    sizes = {paper.title.source: len(paper.records) for paper in digest.papers}
    assert sizes["A Cache for Kernels"] > 4
    assert all(len(paper.joins) == len(paper.records) - 1 for paper in digest.papers)


def test_a_paper_without_abstract_has_everything_but_the_abstract(world: Project) -> None:
    """Page, listings, feeds and downloads say nothing of it instead of something empty."""
    entry = "@article{x, title = {Alone}, author = {Moreau, Ada}, journal = {Letters}, year = 2030}"
    (world.dumps / "2031-05-05.bib").write_text(entry, encoding="utf-8")

    digest = prepare_digest(world).digest

    (paper,) = digest.papers
    assert (paper.key, paper.entry_type, paper.abstract.source) == ("moreau2030alone", "article", "")
    page = pages_of(digest)[f"papers/{paper.key}/"]
    assert page.meta["description"] == "Alone"
    assert "abstract" not in page.body.casefold()
    for path, content in tree_of(digest).items():
        if path.endswith(".png"):
            continue
        text = gzip.decompress(content).decode() if isinstance(content, bytes) else content
        assert "<p></p>" not in text, path
        assert "<summary></summary>" not in text, path
        assert "abstract = {}" not in text, path


CUT = {
    "bib": "@misc{x, title = {Cut}, author = {Lee, Ann and others}}",
    "ris": "TY  - JOUR\nTI  - Cut\nAU  - Lee, Ann\nAU  - et al.\nER  - \n",
    "csv": "title,abstract,authors\nCut,x,Ann Lee et al.\n",
    "json": '[{"title": "Cut", "type": "article", "author": [{"family": "Lee", "given": "Ann"},'
    ' {"literal": "others"}]}]',
}


@pytest.mark.parametrize("kind", CUT)
def test_a_list_of_authors_that_goes_on_is_nowhere_whole(world: Project, kind: str) -> None:
    """From the dump to every page and file, and in the report; nobody else is named."""
    (world.dumps / f"2031-05-05.{kind}").write_text(CUT[kind], encoding="utf-8")

    prepared = prepare_digest(world)

    (paper,) = prepared.digest.papers
    assert prepared.report.more_authors == (paper.key,)
    assert "author = {Lee, Ann and others}" in prepared.library
    files = {path: str(content) for path, content in tree_of(prepared.digest).items()}
    assert "author = {Lee, Ann and others}" in files[f"papers/{paper.key}.bib"]
    assert "AU  - Lee, Ann\r\nN1  - More authors" in files[f"papers/{paper.key}.ris"]
    (item,) = json.loads(files["papers.json"])
    assert (item["author"], item["note"][:12]) == ([{"family": "Lee", "given": "Ann"}], "More authors")
    line = json.loads(files["papers.jsonl"])
    assert (line["authors"], line["more_authors"]) == (["Ann Lee"], True)
    pages = pages_of(prepared.digest)
    assert pages[f"papers/{paper.key}/"].body.partition("Download: ")[2].count("et al.") == 3
    assert "\n\nAnn Lee, et al.\n\n" in pages[f"papers/{paper.key}/"].body
    assert all(
        "Ann Lee, et al." in page.body or "Ann Lee" not in page.body.partition("```")[0]
        for page in pages.values()
    )
    assert "<p>Ann Lee, et al." in json.loads(files["feed.json"])["items"][0]["content_html"]
    assert json.loads(files["feed.json"])["items"][0]["authors"] == [{"name": "Ann Lee"}]
    assert searchable_papers(prepared.digest)[0].make().authors == ("Ann Lee", "et al.")


def test_a_dump_that_knows_all_authors_completes_the_bibliography(world: Project) -> None:
    """The entry keeps its bytes, and nothing is said of more authors any more."""
    entry = "@misc{x, title = {Cut}, doi = {10.1000/cut}, author = {{Team Wan} and others}}"
    world.library.write_text(entry.replace("x,", "wan2030cut,"), encoding="utf-8")
    whole = entry.replace("others", "Lee, Ann and Berg, Jo")
    (world.dumps / "2031-05-05.bib").write_text(whole, encoding="utf-8")

    prepared = prepare_digest(world)

    (paper,) = prepared.digest.papers
    assert (paper.key, len(paper.facts.authors), paper.facts.has_more_authors) == ("wan2030cut", 3, False)
    assert prepared.report.more_authors == ()
    assert prepared.library.startswith(entry.replace("x,", "wan2030cut,"))


@pytest.mark.parametrize(
    ("material", "counts"),
    [
        ("made_up", (1_010, 6, 958, 851)),
        pytest.param("real_data", (5_247, 9, 5_096, 2_343), marks=pytest.mark.real),
    ],
    indirect=["material"],
)
def test_all_dumps_are_accounted_for(
    material: Path, tmp_path: Path, counts: tuple[int, int, int, int]
) -> None:
    """Every record of every file is a paper, merged into one, or rejected with its line and reason.

    Counted are records, rejected ones, papers, and papers that arXiv has. Where a paper's TeX seems lost,
    that is told once; of few papers, something is told of a name.
    """
    records, rejected, papers, identifiers = counts
    for folder in ("hf_text", "arxiv_atom", "arxiv_jsonl", "bib", "ris"):
        dated_copies(material / folder, tmp_path)
    for path in (material / "hf_daily").iterdir():
        shutil.copyfile(path, tmp_path / path.name)

    loaded = read_dumps(tmp_path, "data/dumps")
    merged = merge_records(loaded.records)

    assert (len(loaded.records), len(loaded.rejected)) == (records, rejected)
    assert all(problem.location.line and problem.reason for problem in loaded.rejected)
    told = Counter(_subject(oddity.reason) for oddity in loaded.warnings)
    stripped = [oddity.location for oddity in loaded.warnings if _subject(oddity.reason) == "TeX"]
    assert len(stripped) == len(set(stripped))
    assert told["name"] < len(merged) / 400
    assert told.keys() <= {"TeX", "name", "holds no paper"}
    assert told["holds no paper"] == 1
    assert (len(merged), sum(len(paper.joins) for paper in merged)) == (papers, records - papers)
    assert len({paper.facts.arxiv for paper in merged} - {""}) == identifiers
    for paper in merged:
        assert len({record.facts.arxiv for record in paper.records} - {""}) <= 1


def _subject(reason: str) -> str:
    if "its TeX seems lost at" in reason:
        return "TeX"
    return "name" if re.search("may be one author|is the family name", reason) else reason


def test_a_union_that_a_curator_undid_stays_undone(tmp_path: Path) -> None:
    """The older half keeps key and entry, the younger gets its own; building again changes nothing."""
    world = make_world(tmp_path)
    places = ("2031-05-05-daily-papers.txt:13", "2031-05-06-daily-papers.txt:5")
    before = prepare_digest(world)
    world.library.write_text(before.library, encoding="utf-8")
    assert _places(before.digest.by_key["quill2030lantern"]) == places
    with world.curation.open("a", encoding="utf-8") as file:
        file.write(f"apart:\n  - records: {list(places)}\n    because: one is a talk\n")

    first = prepare_digest(world)
    world.library.write_text(first.library, encoding="utf-8")
    again = prepare_digest(world)

    assert first.report.new_keys == ("lantern-paged",)
    assert again.report.new_keys == ()
    assert _places(again.digest.by_key["quill2030lantern"]) == places[:1]
    assert _places(again.digest.by_key["lantern-paged"]) == places[1:]


def _places(paper: Paper) -> tuple[str, ...]:
    return tuple(str(place).removeprefix("data/dumps/") for place in paper.locations)
