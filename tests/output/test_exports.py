"""Files of citations: each holds what it says."""

import datetime as dt
import gzip
import json
import re

import pytest
import rispy

from generator.base.models import Assignment, Facts, File, Label
from generator.bibliography import parse_library
from generator.output.citations import Exports
from generator.output.lists import paper_lists
from generator.stages.digest import Digest
from tests.samples import DAY, digest, name, paper

LATER = DAY + dt.timedelta(days=1)
WITHDRAWN = paper("a2024x", "Withdrawn", retracted="made up")
PAPERS = (
    paper("c2024newest", "Newest", edition=LATER, editions=(LATER,), facts=Facts(year=2024)),
    paper("b2024first", "First", abstract="A café."),
    WITHDRAWN,
)


def _label(key: str) -> Label:
    topic, tag = (Assignment(slug=slug, score=1) for slug in ("kernels", "cuda"))
    return Label(key=key, topics=(topic,), tags=(tag,))


@pytest.fixture
def three() -> Digest:
    """Give two papers and a retracted one, of two editions, all of one topic and tag."""
    return digest(papers=PAPERS, labels=tuple(_label(paper.key) for paper in PAPERS))


def _text(file: File) -> str:
    return gzip.decompress(file.content).decode() if isinstance(file.content, bytes) else file.content


def _keys(file: File) -> list[str]:
    """Return the keys that a reader of the format finds in a file."""
    path, text = file.path.removesuffix(".gz"), _text(file)
    if path.endswith(".bib"):
        library = parse_library(text, path)
        assert library.problems == ()
        return [entry.key for entry in library.entries]
    if path.endswith(".ris"):
        return [record["id"] for record in rispy.loads(text)]
    return [item["id"] for item in json.loads(text)]


def test_everything_is_offered_in_each_format_without_what_is_retracted(three: Digest) -> None:
    """Sorted by key; the file with abstracts is packed."""
    downloads = Exports(three).of_everything

    assert [(download.name, download.file.path) for download in downloads] == [
        ("BibTeX", "papers.bib"),
        ("RIS", "papers.ris"),
        ("CSL-JSON", "papers.json"),
        ("BibTeX with abstracts", "papers-with-abstracts.bib.gz"),
    ]
    assert all(_keys(download.file) == ["b2024first", "c2024newest"] for download in downloads)
    assert "  abstract = {A caf{\\'e}.},\n" in _text(downloads[-1].file)


def test_a_packed_file_tells_neither_time_nor_name(three: Digest) -> None:
    """RFC 1952: flags and time in the head are zero, so the same papers give the same bytes."""
    packed = Exports(three).of_everything[-1].file.content

    assert isinstance(packed, bytes)
    assert packed[:8] == b"\x1f\x8b\x08\0\0\0\0\0"


def test_lists_leave_out_what_is_retracted_and_papers_keep_their_files(three: Digest) -> None:
    """Who cites a retracted paper still compiles, and reads what it is."""
    exports = Exports(three)
    lists = {file.path: _keys(file) for listed in paper_lists(three) for file in exports.of_list(listed)}

    both = ["b2024first", "c2024newest"]
    expected = {
        "topics/kernels": both,
        "tags/cuda": both,
        f"editions/{DAY}": ["b2024first"],
        f"editions/{LATER}": ["c2024newest"],
        "editions/2025-10": both,
    }
    with_ris = {"topics/kernels", f"editions/{DAY}", f"editions/{LATER}"}
    assert lists == {f"{path}.bib": keys for path, keys in expected.items()} | {
        f"{path}.ris": expected[path] for path in with_ris
    }
    own = list(exports.of_paper(WITHDRAWN, WITHDRAWN.key))
    assert [file.path for file in own] == [f"papers/a2024x.{suffix}" for suffix in ("bib", "ris")]
    assert all(_keys(file) == ["a2024x"] and "[RETRACTED]" in _text(file) for file in own)


def test_a_list_of_retracted_papers_alone_has_no_file() -> None:
    """Nothing in it can be cited."""
    gone = digest(papers=(WITHDRAWN,), labels=(_label(WITHDRAWN.key),))

    assert [file for listed in paper_lists(gone) for file in Exports(gone).of_list(listed)] == []


def test_a_file_opens_with_source_edition_and_count(three: Digest) -> None:
    """The edition is the list's own, or the newest of its papers; JSON has no comments."""
    exports = Exports(three)
    lists = [file for listed in paper_lists(three) for file in exports.of_list(listed)]
    heads = {file.path: _text(file).replace("\r", "").split("\n")[:3] for file in lists}

    assert heads["topics/kernels.bib"] == [
        "% Sample: Kernels, https://example.org/sample/topics/kernels/",
        f"% edition {LATER}, 2 papers",
        "",
    ]
    assert heads[f"editions/{DAY}.ris"][1] == f"% edition {DAY}, 1 paper"
    everything = [_text(download.file).splitlines()[0] for download in exports.of_everything]
    assert everything == [
        "% Sample, https://example.org/sample/papers.bib",
        "% Sample, https://example.org/sample/papers.ris",
        "[",
        "% Sample, with abstracts, https://example.org/sample/papers-with-abstracts.bib.gz",
    ]


def test_the_record_of_a_single_paper_holds_abstract_and_tags(three: Digest) -> None:
    """Also under a retired key, which names the paper's address."""
    _, record = Exports(three).of_paper(PAPERS[1], "old")

    assert record.path == "papers/old.ris"
    assert "https://example.org/sample/papers/b2024first/" in _text(record)
    (read,) = rispy.loads(_text(record))
    assert (read["abstract"], read["keywords"]) == ("A café.", ["CUDA"])


def _many(count: int) -> Digest:
    """Return a digest of papers of one day each, newest first, whose keys run against time."""
    return digest(
        papers=tuple(
            paper(
                f"k{count - age:03}",
                "T" * (1 + age % 7),
                edition=DAY + dt.timedelta(days=age),
                editions=(DAY + dt.timedelta(days=age),),
                facts=Facts(authors=(name(),) * (age % 5)),
            )
            for age in reversed(range(count))
        )
    )


@pytest.mark.parametrize("largest", [1_500, 2_000, 5_000])
def test_no_file_of_everything_passes_the_limit(largest: int) -> None:
    """Parts hold every paper once, count what they hold, and are called by number."""
    downloads = Exports(_many(60), largest=largest).of_everything

    for suffix in ("bib", "ris", "json"):
        parts = [download.file for download in downloads if download.file.path.endswith(f".{suffix}")]
        assert len(parts) > 1
        paths = [f"papers.{suffix}", *(f"papers-{number}.{suffix}" for number in range(2, len(parts) + 1))]
        assert [part.path for part in parts] == paths
        assert sorted(key for part in parts for key in _keys(part)) == [f"k{n:03}" for n in range(1, 61)]
        for part in parts:
            assert len(_text(part).encode()) <= largest
            assert _keys(part) == sorted(_keys(part))
            counted = re.search(r", (\d+) papers?\r?\n", _text(part))
            assert suffix == "json" or (counted and int(counted[1]) == len(_keys(part)))


def test_a_new_edition_changes_the_last_part_alone() -> None:
    """The oldest papers stay in the first part, as they were, but for the number of parts."""
    before, after = (
        [
            re.sub(r"part (\d+) of \d+", r"part \1", _text(download.file))
            for download in Exports(_shifted(count), largest=2_000).of_everything
            if download.file.path.endswith(".bib")
        ]
        for count in (40, 41)
    )

    assert len(before) > 2
    assert after[: len(before) - 1] == before[:-1]
    assert after != before


def _shifted(count: int) -> Digest:
    """Return the oldest of sixty papers."""
    papers = _many(60).papers
    return digest(papers=papers[len(papers) - count :])


def test_a_paper_larger_than_the_limit_has_a_part_of_its_own() -> None:
    """It is not lost, and neither are its neighbours."""
    downloads = Exports(_many(3), largest=10).of_everything

    records = [_keys(download.file) for download in downloads if download.file.path.endswith(".ris")]
    assert records == [["k003"], ["k002"], ["k001"]]


def test_a_digest_without_papers_has_empty_files() -> None:
    """They are there, so that links lead somewhere, and hold nothing."""
    gone = digest(papers=(WITHDRAWN,))

    assert [_keys(download.file) for download in Exports(gone).of_everything] == [[], [], [], []]
    assert "% edition none, 0 papers" in _text(Exports(gone).of_everything[0].file)
