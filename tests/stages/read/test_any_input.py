"""Whatever lies in the folder of dumps: records, located problems, or one error; never a traceback."""

import gzip
import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.stages.read import READERS, Loaded, Reader, read_dump
from tests.stages.read.samples import DAY, source
from tests.stages.read.test_arxiv import BOMB, FEED, LINE
from tests.stages.read.test_bibliographies import BIBTEX, CSL, RIS
from tests.stages.read.test_hugging_face import PAPER
from tests.stages.read.test_labelled_text import TEXT
from tests.stages.read.test_tables import ROWS

PAGE = "Daily Papers\n\nA Cache for Kernels\n\nWe measure and it is fast.\n\nSecond\n\nWe count.\n"
WEB_OF_SCIENCE = "FN x\nVR 1.0\nPT J\nAU Moreau, A\n   Berg, J\nTI A Cache\n   for Kernels\nPY 2024\nER\n\nEF"
TABLE = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS)
SAMPLES = {
    "page": PAGE,
    "objects": json.dumps([{"paper": PAPER}, {"paper": PAPER}], indent=1),
    "literals": json.dumps([repr({"paper": PAPER})] * 2),
    "wrapped": json.dumps({"total": 2, "rows": [{"row": {"paper": PAPER}}] * 2}),
    "labels": TEXT,
    "atom": FEED,
    "bomb": BOMB,
    "snapshot": f"{json.dumps(LINE)}\n{json.dumps(LINE)}\n",
    "bibtex": BIBTEX * 2,
    "ris": RIS * 2,
    "web of science": WEB_OF_SCIENCE,
    "csl": json.dumps([CSL, CSL]),
    "table": TABLE,
    "lines": '{"title": "A", "abstract": "B"}\n{"title": "C", "abstract": "D", "authors": "E F, G H"}\n',
}
SCRAPS = (
    '"', "'", "{", "}", "[", "]", "<", ">", "&", "\\", "\n", "\0", "@", ",", "=", "-", ":", ";", "\t",
    "\u2028", "\ud7ff", "&x;", "]]>", "<!--", "null", "7", "-1", "1e999", "9" * 5_000, "ER  - ", "TY  - ",
    "@misc{", "Title:", '"title":', "---", "\\ud800", "$", "{'paper': ", "(" * 300, "[" * 2_000,
    '{"a":' * 1_200,
)  # fmt: skip
"""What breaks one format or another when it stands in the wrong place."""


def _changed(text: str, seed: int) -> str:
    """Return a text with a few pieces cut out, doubled, moved or replaced."""
    chance = random.Random(seed)  # noqa: S311  no secret
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((0, 1, 5, 60, 100_000)))
        between = chance.choice((chance.choice(SCRAPS), text[start:end] * 2, ""))
        text = text[:start] + between + text[end:]
    return text


def _assert_survives(read: Callable[[], Loaded]) -> None:
    """Check that reading gives records and located problems, or one error."""
    try:
        loaded = read()
    except DigestError as error:
        problems = error.problems
    else:
        problems = loaded.rejected[:1]
        _assert_located(loaded)
    assert len(problems) <= 1


def _assert_located(loaded: Loaded) -> None:
    """Check that every record has a title and every problem a line."""
    for record in loaded.records:
        assert record.title.source.strip() == record.title.source != ""
        assert record.location.line >= 1
        json.dumps([record.title.source, record.abstract.source], ensure_ascii=False).encode()
    for problem in loaded.rejected:
        assert problem.location.line >= 1, problem
        assert "\n" not in str(problem), problem


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_read_by_the_reader_meant_for_it(name: str) -> None:
    """The order of the table of readers decides where two could read it."""
    expected = {
        "page": "Daily Papers page", "objects": "Hugging Face", "literals": "Hugging Face",
        "wrapped": "Hugging Face", "labels": "labelled text", "atom": "arXiv Atom", "bomb": "arXiv Atom",
        "snapshot": "arXiv snapshot", "bibtex": "BibTeX", "ris": "RIS", "web of science": "RIS",
        "csl": "CSL-JSON", "table": "table", "lines": "JSON",
    }  # fmt: skip
    found = next(reader for reader in READERS if READERS[reader].recognises(SAMPLES[name]))

    assert found == expected[name]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"bomb"}))
def test_each_sample_is_read_from_a_file(tmp_path: Path, name: str, packed: bool) -> None:  # noqa: FBT001  parameters
    """Also packed, whatever the file's name says."""
    content = SAMPLES[name].encode()
    path = tmp_path / f"{DAY}-anything"
    path.write_bytes(gzip.compress(content) if packed else content)

    loaded = read_dump(path, path.name)

    assert loaded.records
    assert loaded.rejected == loaded.warnings == ()
    assert {record.edition for record in loaded.records} == {DAY}


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32))
def test_a_damaged_dump_never_ends_the_program(name: str, seed: int) -> None:
    """Every reader that would take it gives records and problems, each with its line."""
    text = _changed(SAMPLES[name], seed)
    dump = source(text.replace("\0", "\ufffd"))
    for reader in READERS.values():
        if reader.recognises(dump.text):
            _assert_survives(partial(reader.read, dump))


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(text=st.text(max_size=300))
def test_any_text_is_survived_by_every_reader(reader: Reader, text: str) -> None:
    """Also by one that would not take it."""
    reader.recognises(text)
    _assert_survives(partial(reader.read, source(text)))


@pytest.mark.parametrize("seed", range(8))
def test_damaged_bytes_are_records_problems_or_one_error(tmp_path: Path, seed: int) -> None:
    """Cut, packed and cut, or in another encoding."""
    chance = random.Random(seed)  # noqa: S311  no secret
    path = tmp_path / f"{DAY}-anything"
    for text in SAMPLES.values():
        content = _changed(text, seed).encode(chance.choice(("utf-8", "utf-16", "utf-8-sig")), "replace")
        content = gzip.compress(content) if seed % 2 else content
        path.write_bytes(content[: chance.randint(1, len(content))])
        _assert_survives(partial(read_dump, path, path.name))


def test_damaged_files_never_end_the_program(material: Path) -> None:
    """Some files of each kind, each damaged in a few ways."""
    folders = ("hf_daily", "hf_text", "arxiv_atom", "arxiv_jsonl", "ris", "bib")
    for folder in folders:
        for path in sorted((material / folder).iterdir())[-9:]:
            text = path.read_text(encoding="utf-8-sig")[:40_000]
            for seed in range(5):
                dump = source(_changed(text, seed).replace("\0", "\ufffd"))
                for reader in READERS.values():
                    if reader.recognises(dump.text):
                        _assert_survives(partial(reader.read, dump))
