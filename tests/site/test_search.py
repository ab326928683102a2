"""The search index: its volumes, its cache, and what it knows of each paper."""

import datetime as dt
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.base.cache import Cache
from generator.base.models import Assignment, Facts, Label
from generator.config import SiteSettings, Taxonomy
from generator.site import (
    Assembly,
    Searchable,
    SearchDocument,
    build_search,
    search,
    searchable_papers,
)
from generator.stages.digest import Digest
from tests.samples import name, paper

FIRST = dt.date(2025, 10, 1)
Build = Callable[[Iterable[SearchDocument]], Path]


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
def build(tmp_path: Path) -> Build:
    """Give a function that builds an index with shelves of three papers and returns its folder."""

    def run(documents: Iterable[SearchDocument]) -> Path:
        assembly = Assembly(tmp_path / "site", tmp_path / "no-site", Cache())
        build_search(tuple(map(searchable, documents)), assembly, tmp_path / "cache", shelf=3)
        assembly.finish()
        return tmp_path / "site" / "search"

    return run


def _volumes(index: Path) -> list[dict[str, Any]]:
    return list(json.loads((index / "volumes.json").read_text())["volumes"])


def _paths(index: Path) -> list[str]:
    return [volume["path"] for volume in _volumes(index)]


def _unpack(path: Path, sample: bytes = b"") -> bytes:
    return zlib.decompressobj(-zlib.MAX_WBITS, sample).decompress(path.read_bytes())


def _shown(index: Path) -> list[list[str]]:
    """Return what hits show of each paper, the oldest first."""
    found = []
    for volume in _paths(index):
        sample = _unpack(index / volume / "sample.bin")
        files = sorted((index / volume / "shown").iterdir(), key=lambda path: int(path.stem))
        found += [each for path in files for each in json.loads(_unpack(path, sample))]
    return found


def _filters(index: Path) -> dict[str, dict[str, list[int]]]:
    """Return the steps to the papers of each value, of an index of one volume."""
    (volume,) = _paths(index)
    return cast("dict[str, dict[str, list[int]]]", json.loads(_unpack(index / volume / "filters.bin")))


def _tokens(index: Path) -> list[str]:
    """Return all tokens, in the order of the files."""
    found = []
    for volume in _paths(index):
        files = sorted((index / volume / "tokens").iterdir(), key=lambda path: int(path.stem))
        found += [token for path in files for token in _unpack(path).partition(b"\0")[0].decode().split("\n")]
    return found


def _held(index: Path) -> Mapping[str, bytes]:
    files = (path for path in sorted(index.rglob("*")) if path.is_file())
    return {path.relative_to(index).as_posix(): path.read_bytes() for path in files}


def test_whole_shelves_are_the_old_volume_and_the_rest_the_new_one(build: Build) -> None:
    """Seven papers with shelves of three: six and one; each is there once."""
    index = build(document(number) for number in range(7))
    assert [volume["papers"] for volume in _volumes(index)] == [6, 1]
    assert {each[0] for each in _shown(index)} == {f"papers/key{number}/" for number in range(7)}
    assert len(_shown(index)) == 7
    assert [volume["papers"] for volume in _volumes(build(document(number) for number in range(3)))] == [3]
    assert [volume["papers"] for volume in _volumes(build(document(number) for number in range(2)))] == [2]


def test_papers_are_numbered_from_the_oldest_edition_and_not_by_the_input(build: Build) -> None:
    """The newest number is the paper that readers see first: the first one of the newest edition."""
    documents = [document(number, day=number // 2) for number in range(7)]
    forward = build(documents)
    wanted = [f"papers/key{number}/" for number in (1, 0, 3, 2, 5, 4, 6)]
    assert [each[0] for each in _shown(forward)] == wanted
    of_days = [documents[number] for number in (6, 4, 5, 2, 3, 0, 1)]
    paths = _paths(forward)
    assert _paths(build(of_days)) == paths


def test_a_new_edition_leaves_the_old_volume_as_it_is(build: Build) -> None:
    """Until it fills a shelf, whatever the keys of the new papers are."""
    old = [document(number, day=number) for number in range(10, 14)]
    before = _paths(build(old))
    after = _paths(build([document(0, day=90), *old]))
    assert after[0] == before[0]
    assert after[1] != before[1]
    full = _volumes(build([document(number, day=90) for number in range(2)] + old))
    assert [volume["papers"] for volume in full] == [6]


def test_papers_that_did_not_change_are_not_read_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in a build without a change, nor in one that brings an edition."""
    documents = [document(number) for number in range(4)]
    before = _held(build(documents))
    made: list[str] = []

    def watched(of: SearchDocument) -> Searchable:
        def make() -> SearchDocument:
            made.append(of.path)
            return of

        return Searchable(day=of.editions[0], inputs=repr(of).encode(), make=make)

    monkeypatch.setitem(globals(), "searchable", watched)
    assert _held(build(documents)) == before
    assert made == []
    build([document(9, day=9), *documents])
    assert made == ["papers/key9/"]


def test_the_same_papers_give_the_same_bytes(build: Build, tmp_path: Path) -> None:
    """Whatever a cache holds, and when it is made."""
    documents = [document(number) for number in range(5)]
    before = _held(build(documents))
    build([document(number) for number in range(3)])
    assert _held(build(documents)) == before
    for path in sorted((tmp_path / "cache").rglob("*")):
        if path.is_file():
            path.unlink()
    assert _held(build(documents)) == before


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
        {"venue": "ISCA"},
        {"editions": (FIRST, FIRST + dt.timedelta(days=30))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_is_searched_changes_the_volume(build: Build, change: dict[str, Any]) -> None:
    """No field can be forgotten, and the folder has another name: no browser mixes it with what it kept."""
    before = _paths(build([document(0)]))
    assert _paths(build([document(0, **change)])) != before


def test_the_cache_holds_what_is_used_and_nothing_else(build: Build, tmp_path: Path) -> None:
    """It does not grow with every build."""
    build(document(number) for number in range(7))
    build([document(1)])
    files = [
        path.relative_to(tmp_path / "cache").parts
        for path in (tmp_path / "cache").rglob("*")
        if path.is_file()
    ]
    assert sorted(parts[0] for parts in files) == ["shelf-0.cache", "volumes"]


def test_an_index_has_few_files_and_none_that_a_server_would_take_for_compressed(build: Build) -> None:
    """No file a paper; a browser unpacks them by itself."""
    index = build(document(number) for number in range(60))
    files = [path for path in index.rglob("*") if path.is_file()]
    assert len(files) < 60 * 0.4
    assert {path.suffix for path in files} == {".bin", ".json"}
    assert not [path for path in files if path.read_bytes()[:2] == b"\x1f\x8b"]


def test_text_reaches_the_index_as_it_was(build: Build) -> None:
    """Markup in a title, a name, an abstract or a tag is text."""
    tag = """</p><script>alert(1)</script> "quoted" 'single' <mark>"""
    hostile = f"{tag} &lt;"
    index = build([document(0, title=hostile, authors=(hostile,), abstract=hostile, tags=(tag,))])
    assert _shown(index) == [["papers/key0/", hostile, hostile, "arXiv 2025", hostile]]
    assert tag in _filters(index)["tag"]


def test_half_a_pair_of_surrogates_stops_no_build(build: Build) -> None:
    """A file cannot hold it, so it is a question mark."""
    index = build([document(0, title="a \ud835 b", tags=("\ud835",))])
    assert _shown(index)[0][1] == "a ? b"
    assert _filters(index)["tag"] == {"?": [0]}


def test_the_tokens_of_all_fields_are_in_the_index(build: Build) -> None:
    """Sorted as JavaScript sorts: by halves of characters beyond the first plane."""
    title = "C++ on Tern-7B \U00020000 \uff11"
    index = build([document(0, title=title, abstract="O(n\u00b2).", authors=("\u0141ukasz van Kaiser",))])
    tokens = _tokens(index)
    assert tokens == sorted(tokens, key=lambda token: token.encode("utf-16-be"))
    words = set(search.read_words(title)[0])
    names = {text for word in search.read_name("\u0141ukasz van Kaiser") for text, _ in word}
    assert words | names | {"n2", "kernels", "gpu", "2025", "key0", "2510.00000"} < set(tokens)
    assert search.read_title(title) in tokens


@pytest.mark.parametrize("abstract", ["", "…", "—"])
def test_a_paper_without_an_abstract_is_found_all_the_same(build: Build, abstract: str) -> None:
    """By its key, if by nothing else."""
    index = build([document(0, title="?", abstract=abstract, authors=()), document(1)])
    assert len(_shown(index)) == 2
    assert "key0" in _tokens(index)


def test_filters_hold_what_a_reader_reads(build: Build) -> None:
    """Titles of topics and tags, year, venue, every edition, and whether there is code; papers by steps."""
    days = (FIRST, FIRST + dt.timedelta(days=1))
    documents = [
        document(0, topics=("A & B", "C"), editions=days, code=True),
        document(1, tags=(), year="", venue="ISCA"),
    ]
    assert _filters(build(reversed(documents))) == {
        "topic": {"A & B": [0], "C": [0], "Kernels": [1]},
        "tag": {"GPU": [0]},
        "year": {"2025": [0]},
        "venue": {"ISCA": [1]},
        "edition": {"2025-10-01": [0, 1], "2025-10-02": [0]},
        "code": {"yes": [0]},
    }


def test_no_papers_make_an_empty_index(build: Build) -> None:
    """The dialog asks for the list of volumes and finds it empty, beside the rule to read a question by."""
    manifest = json.loads((build([]) / "volumes.json").read_text())
    assert (manifest["rule"], manifest["volumes"]) == (search.RULE, [])


def test_a_token_that_all_papers_have_stays_whole(build: Build) -> None:
    """Files are cut between tokens; a large one has a file of its own."""
    title = " ".join(["often"] * 60)
    index = build([document(number, title=f"{title} rare{number}") for number in range(600)])
    assert _tokens(index).count("often") == 1
    assert {f"rare{number}" for number in range(600)} < set(_tokens(index))


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
    assert (found.year, found.code, found.published, found.venue) == ("2024", True, "arXiv 2024", "arXiv")
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
