"""The search index: its volumes, its cache, and what it knows of each paper."""

import datetime as dt
import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.base.cache import Cache
from generator.base.errors import DigestError
from generator.base.models import Assignment, Facts, Label
from generator.config import SiteSettings, Taxonomy
from generator.site import (
    Assembly,
    Searchable,
    SearchDocument,
    build_search,
    search,
    search_words,
    searchable_papers,
)
from generator.stages.digest import Digest
from tests.samples import name, paper

FIRST = dt.date(2025, 10, 1)


def document(number: int, *, day: int = 0, **changes: Any) -> SearchDocument:  # noqa: ANN401
    """Return the document of a paper, changed as the test needs."""
    plain = SearchDocument(
        path=f"papers/key{number}/",
        title=f"Title {number}",
        authors=("Ada Moreau", "Lin Chen"),
        published="arXiv 2025",
        identifiers=(f"key{number}", f"2510.{number:05}"),
        abstract=f"We measure kernel {number}.",
        topics=("Kernels",),
        tags=("GPU",),
        year="2025",
        code=False,
        editions=(FIRST + dt.timedelta(days=day),),
    )
    return replace(plain, **changes)


def searchable(of: SearchDocument) -> Searchable:
    """Return a paper that has a document."""
    return Searchable(day=of.editions[0], inputs=repr(of).encode(), make=lambda: of)


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[SearchDocument]], Path]:
    """Give a function that builds an index in volumes of three and returns its folder."""
    monkeypatch.setattr(search, "_VOLUME_SIZES", (3,))

    def run(documents: Iterable[SearchDocument]) -> Path:
        assembly = Assembly(tmp_path / "site", tmp_path / "no-site", Cache())
        build_search(tuple(map(searchable, documents)), assembly, Cache(tmp_path / "cache"))
        assembly.finish()
        return tmp_path / "site" / "search"

    return run


def _tags(index: Path) -> list[str]:
    return [volume["tag"] for volume in json.loads((index / "volumes.json").read_text())["volumes"]]


def _fragments(index: Path) -> dict[str, dict[str, Any]]:
    """Return what an index shows of each page, by address."""
    files = (gzip.decompress(path.read_bytes()) for path in sorted(index.glob("*/fragment/*")))
    shown = [json.loads(content.removeprefix(b"pagefind_dcd")) for content in files]
    assert len({one["url"] for one in shown}) == len(shown)
    return {one["url"]: one for one in shown}


def _refuse_to_run(*_arguments: object, **_options: object) -> None:
    pytest.fail("Pagefind was started")


def test_every_paper_is_in_one_volume_and_volumes_are_bounded(
    build: Callable[[Iterable[SearchDocument]], Path],
) -> None:
    """Seven papers in volumes of three: three, three and one."""
    index = build(document(number) for number in range(7))
    sizes = [len(list((index / str(volume) / "fragment").iterdir())) for volume in (1, 2, 3)]
    assert sizes == [3, 3, 1]
    assert set(_fragments(index)) == {f"/papers/key{number}/" for number in range(7)}


def test_volumes_follow_the_editions_and_not_the_order_of_the_input(
    build: Callable[[Iterable[SearchDocument]], Path],
) -> None:
    """Readers see the newest edition first; the volumes begin with the oldest."""
    documents = [document(number, day=number) for number in range(7)]
    forward = _tags(build(documents))
    assert _tags(build(reversed(documents))) == forward


def test_a_new_edition_leaves_full_volumes_as_they_are(
    build: Callable[[Iterable[SearchDocument]], Path],
) -> None:
    """Only the last volume changes, whatever the keys of the new papers are."""
    old = [document(number, day=number) for number in range(10, 15)]
    before = _tags(build(old))
    after = _tags(build([document(number, day=90) for number in range(3)] + old))
    assert after[0] == before[0]
    assert after[1] != before[1]
    assert len(after) == 3


def test_an_index_of_unchanged_papers_is_not_made_again(
    build: Callable[[Iterable[SearchDocument]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build starts no program and answers from the same bytes."""
    documents = [document(number) for number in range(4)]
    index = build(documents)
    before = {path: path.read_bytes() for path in index.rglob("*") if path.is_file()}
    monkeypatch.setattr(subprocess, "run", _refuse_to_run)
    build(documents)
    assert {path: path.read_bytes() for path in index.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"authors": ("Zoe Reed",)},
        {"published": "ISCA 2025"},
        {"identifiers": ("key0", "retired0")},
        {"abstract": "Other words."},
        {"topics": ("Compilers",)},
        {"tags": ()},
        {"year": "2024"},
        {"code": True},
        {"editions": (FIRST, FIRST + dt.timedelta(days=30))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_is_searched_changes_the_volume(
    build: Callable[[Iterable[SearchDocument]], Path], change: dict[str, Any]
) -> None:
    """No field can be forgotten: a cached index that is out of date would never be noticed."""
    before = _tags(build([document(0)]))
    assert _tags(build([document(0, **change)])) != before


def test_the_cache_holds_what_is_used_and_nothing_else(
    build: Callable[[Iterable[SearchDocument]], Path], tmp_path: Path
) -> None:
    """It does not grow with every build."""
    build([document(0)])
    build([document(1)])
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_the_first_volume_alone_brings_the_engine(
    build: Callable[[Iterable[SearchDocument]], Path],
) -> None:
    """Readers load it once; Pagefind's own interfaces are not published at all."""
    index = build(document(number) for number in range(4))
    engine = {"pagefind.js", "pagefind-worker.js"}
    first, second = ({path.name for path in (index / volume).iterdir()} for volume in ("1", "2"))
    assert engine < first
    assert first - engine == {name for name in first if name in second or name.endswith(".pf_meta")}
    assert not [path for path in index.rglob("*") if "ui" in path.name or path.suffix == ".css"]


def test_text_reaches_the_index_as_it_was(build: Callable[[Iterable[SearchDocument]], Path]) -> None:
    """Markup in a title, a name, an abstract or a tag is text; quotes end no attribute."""
    tag = """</p><script>alert(1)</script> "quoted" 'single' <mark>"""
    hostile = f"{tag} &lt;"
    index = build([document(0, title=hostile, authors=(hostile,), abstract=hostile, tags=(tag,))])
    shown = _fragments(index)["/papers/key0/"]
    assert shown["meta"]["title"] == shown["meta"]["authors"] == hostile
    assert shown["filters"]["tag"] == [tag]
    assert hostile in shown["content"]


def test_a_document_holds_what_its_words_are_also_called(
    build: Callable[[Iterable[SearchDocument]], Path],
) -> None:
    """Other spellings of names, title and abstract are fields of their own; signs are letters."""
    index = build(
        [document(0, title="C++ on Tern-7B", abstract="O(n\u00b2).", authors=("\u0141ukasz Kaiser",))]
    )
    meta = _fragments(index)["/papers/key0/"]["meta"]
    assert meta["title"] == search_words.with_signs("C++ on Tern-7B")
    assert meta["spellings"] == search_words.other_names(["\u0141ukasz Kaiser"])
    assert meta["titlewords"] == f"7B | {search_words.whole_title('C++ on Tern-7B')}"
    assert meta["words"] == "O(n2)."


@pytest.mark.parametrize("abstract", ["", "…", "—"])
def test_a_paper_without_an_abstract_is_found_all_the_same(
    build: Callable[[Iterable[SearchDocument]], Path], abstract: str
) -> None:
    """Pagefind leaves out pages without words, so the title stands in."""
    shown = _fragments(build([document(0, title="?", abstract=abstract), document(1)]))
    assert shown["/papers/key0/"]["content"].startswith("? key0")


def test_filters_hold_what_a_reader_reads(build: Callable[[Iterable[SearchDocument]], Path]) -> None:
    """Titles of topics and tags, the year, every edition and whether there is code."""
    days = (FIRST, FIRST + dt.timedelta(days=1))
    index = build(
        [document(0, topics=("A & B", "C"), editions=days, code=True), document(1, tags=(), year="")]
    )
    shown = _fragments(index)
    assert shown["/papers/key0/"]["filters"] == {
        "topic": ["A & B", "C"],
        "tag": ["GPU"],
        "year": ["2025"],
        "edition": ["2025-10-01", "2025-10-02"],
        "code": ["yes"],
    }
    assert shown["/papers/key1/"]["filters"].keys() == {"topic", "edition"}


def test_no_papers_make_an_empty_index(build: Callable[[Iterable[SearchDocument]], Path]) -> None:
    """The dialog asks for the list of volumes and finds it empty, beside the rule to read a question by."""
    manifest = json.loads((build([]) / "volumes.json").read_text())
    assert manifest == {"rule": search_words.RULE, "volumes": []}


def _instead_of_pagefind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))


def test_a_failure_is_told_in_the_words_of_the_program(
    build: Callable[[Iterable[SearchDocument]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And leaves nothing in the cache that would pass for an index."""
    _instead_of_pagefind(tmp_path, monkeypatch, "sys.exit('no space\\nleft on device')")
    with pytest.raises(DigestError, match="no space left on device") as caught:
        build([document(0)])
    assert str(caught.value).count("\n") == 0
    monkeypatch.undo()
    assert _fragments(build([document(0)]))


def test_a_paper_that_the_index_lacks_is_a_failure(
    build: Callable[[Iterable[SearchDocument]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every paper is accounted for, here too."""
    script = (
        "made = pathlib.Path(sys.argv[-1].partition('=')[2])\nmade.mkdir()\n"
        '(made / \'pagefind-entry.json\').write_text(\'{"languages": {"en": {"page_count": 1}}}\')'
    )
    _instead_of_pagefind(tmp_path, monkeypatch, script)
    with pytest.raises(DigestError, match="1 of 2 papers"):
        build([document(0), document(1)])


def test_the_program_reads_no_settings_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pagefind takes a pagefind.yml from the folder it runs in; paths may be relative."""
    (tmp_path / "pagefind.yml").write_text("exclude_selectors: [p]\n")
    monkeypatch.chdir(tmp_path)
    build_search([searchable(document(0))], Assembly(Path("site"), Path("x"), Cache()), Cache(Path("cache")))
    assert _fragments(tmp_path / "site" / "search")["/papers/key0/"]["content"] == "We measure kernel 0."


def _documents(of: Digest) -> list[SearchDocument]:
    return [each.make() for each in searchable_papers(of)]


def _digest(*labels: Label) -> Digest:
    facts = Facts(
        authors=(name(), name("Chen", "Lin")),
        year=2024,
        arxiv="2401.00001",
        doi="10.1/x",
        code="https://a.org",
    )
    papers = tuple(
        paper(label.key, abstract="An $O(n^2)$ cache.", facts=facts, retired_keys=("old",))
        for label in labels
    )
    taxonomy = SimpleNamespace(
        topic_titles={"kernels": "GPU kernels"},
        tag_titles={"lora": "LoRA", "code": "Code available"},
        code_tags={"code"},
    )
    return Digest(
        settings=cast("SiteSettings", None),
        taxonomy=cast("Taxonomy", taxonomy),
        papers=papers,
        labels={label.key: label for label in labels},
        relations={},
        gists={},
    )


def test_a_document_says_what_the_page_says() -> None:
    """Titles instead of slugs, all names, every key; mathematics as text."""
    label = Label(
        key="new", topics=(Assignment(slug="kernels", score=1),), tags=(Assignment(slug="lora", score=1),)
    )
    (found,) = _documents(_digest(label))
    assert found.path == "papers/new/"
    assert found.authors == ("Ada Moreau", "Lin Chen")
    assert found.identifiers == ("new", "old", "2401.00001", "10.1/x")
    assert (found.topics, found.tags) == (("GPU kernels",), ("LoRA",))
    assert (found.year, found.code, found.published) == ("2024", True, "arXiv 2024")
    assert "n²" in found.abstract.replace(" ", "")
    assert "$" not in found.abstract


def test_papers_without_a_topic_are_found_as_unsorted() -> None:
    """As on the site."""
    (found,) = _documents(_digest(Label(key="new")))
    assert found.topics == ("Unsorted",)


def test_a_tag_that_says_that_code_is_published_is_the_filter_code() -> None:
    """The same thing is not offered twice."""
    found = _documents(_digest(Label(key="new", tags=(Assignment(slug="code", score=1),))))

    assert (found[0].tags, found[0].code) == ((), True)
