"""Dumps as files: names, encodings, emptiness."""

import datetime as dt
import gzip
from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.stages.read import open_source, read_dumps, source

PAGE = "First Paper\n\nWe present a method and measure it.\n"


def _write(folder: Path, content: bytes, name: str = "2025-10-02-page.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        PAGE.encode(),
        PAGE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.replace("\n", "\r").encode(),
    ],
    ids=["plain", "CRLF", "BOM", "CR"],
)
def test_line_ends_and_byte_order_mark_change_nothing(tmp_path: Path, content: bytes) -> None:
    """The text of a dump is the same, whichever system it was saved on."""
    opened = open_source(_write(tmp_path, content), "page.txt")

    assert opened.text == PAGE
    assert opened.edition == dt.date(2025, 10, 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n\t", "is empty"),
        (b"\x7fELF\x00\x00\xff\xfe", "binary"),
        (b"PK\x03\x04\x00\x00abc", "binary"),
        ("First Paper".encode("utf-16-be"), "seems to be UTF-16 without its byte order mark"),
        (b"\n<!DOCTYPE html><html><title>502 Bad Gateway</title></html>", "is a web page"),
        (gzip.compress(PAGE.encode())[:-9], "damaged or breaks off"),
        (b"\x1f\x8bnonsense", "damaged or breaks off"),
        (gzip.compress(b" " * 3_000_000), "holds more than 2 MB"),
        (b"x" * 2_000_001, "holds more than 2 MB"),
    ],
    ids=[
        "empty",
        "blank",
        "program",
        "archive",
        "utf-16 without mark",
        "web page",
        "gzip cut",
        "gzip broken",
        "gzip bomb",
        "large",
    ],
)
def test_a_file_that_is_no_dump_is_one_clear_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, reason: str
) -> None:
    """Whatever the file holds, there is one line that names it, and memory is bounded."""
    monkeypatch.setattr(source, "_MOST_BYTES", 2_000_000)
    with pytest.raises(DigestError) as caught:
        open_source(_write(tmp_path, content), "data/dumps/page.txt")

    assert len(caught.value.problems) == 1
    assert reason in str(caught.value)
    assert str(caught.value).startswith("data/dumps/page.txt")
    assert "\n" not in str(caught.value)


def test_a_packed_dump_is_read_like_a_plain_one(tmp_path: Path) -> None:
    """Also one of several parts, as `cat a.gz b.gz` makes them."""
    first, second = PAGE[:9].encode(), PAGE[9:].encode()

    packed = _write(tmp_path, gzip.compress(first) + gzip.compress(second), "2025-10-02-page.txt.gz")

    assert open_source(packed, "page.txt.gz").text == PAGE


def test_a_stray_nul_is_shown_and_told(tmp_path: Path) -> None:
    """The rest of the file is read."""
    _write(tmp_path, PAGE.replace("method", "met\0od").encode())

    loaded = read_dumps(tmp_path, "data/dumps")

    assert loaded.records[0].abstract.source == "We present a met\ufffdod and measure it."
    assert [str(oddity) for oddity in loaded.warnings] == [
        "data/dumps/2025-10-02-page.txt:3: holds NUL bytes, shown as \ufffd"
    ]


@pytest.mark.parametrize("name", ["papers.txt", "2025-13-45-page.txt", "20251301.txt", "2510.02345.txt"])
def test_a_name_without_a_date_says_what_to_rename_it_to(tmp_path: Path, name: str) -> None:
    """The edition's date comes from the name."""
    with pytest.raises(DigestError, match=r"rename it to YYYY-MM-DD"):
        open_source(_write(tmp_path, PAGE.encode(), name), name)


def test_all_broken_dumps_are_reported_at_once(tmp_path: Path) -> None:
    """A person mends everything in one go."""
    _write(tmp_path, b"", "2025-10-01-a.txt")
    _write(tmp_path, b"\0\1", "2025-10-02-b.txt")
    _write(tmp_path, PAGE.encode(), "2025-10-03-c.txt")

    with pytest.raises(DigestError) as caught:
        read_dumps(tmp_path, "data/dumps")

    assert [problem.location.path for problem in caught.value.problems] == [
        "data/dumps/2025-10-01-a.txt",
        "data/dumps/2025-10-02-b.txt",
    ]


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    """What a system leaves in a folder is no dump."""
    _write(tmp_path, b"\0\0", ".DS_Store")
    _write(tmp_path, PAGE.encode())

    assert len(read_dumps(tmp_path, "data/dumps").records) == 1


def test_a_folder_without_dumps_says_what_to_put_there(tmp_path: Path) -> None:
    """A new project is told how to begin."""
    with pytest.raises(DigestError, match=r"data/dumps: holds no dumps - put a dump there"):
        read_dumps(tmp_path, "data/dumps")


def test_a_folder_or_a_dead_link_among_the_dumps_is_told(tmp_path: Path) -> None:
    """Who put it there believes that it is read."""
    _write(tmp_path, PAGE.encode())
    (tmp_path / "2025-10-03-more").mkdir()
    (tmp_path / "2025-10-04-gone.txt").symlink_to(tmp_path / "nowhere")

    loaded = read_dumps(tmp_path, "data/dumps")

    assert len(loaded.records) == 1
    assert [str(warning) for warning in loaded.warnings] == [
        "data/dumps/2025-10-03-more: is a folder, and dumps in folders are not read - move them one up",
        (
            "data/dumps/2025-10-04-gone.txt: is a link that leads nowhere"
            " - put the dump in its place, or remove it"
        ),
    ]


def test_a_folder_with_nothing_but_a_folder_says_so(tmp_path: Path) -> None:
    """Beside that it holds no dumps."""
    (tmp_path / "week").mkdir()

    with pytest.raises(DigestError, match=r"holds no dumps.*\ndata/dumps/week: is a folder"):
        read_dumps(tmp_path, "data/dumps")


def test_a_dump_that_may_not_be_opened_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's reason is given, beside those of other files."""
    _write(tmp_path, PAGE.encode())
    _write(tmp_path, b"", "2025-10-03-empty.txt")

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DigestError, match=r"page.txt: cannot be opened: Permission denied") as caught:
        read_dumps(tmp_path, "data/dumps")
    assert len(caught.value.problems) == 2


def test_dumps_are_read_by_their_editions(tmp_path: Path) -> None:
    """Whatever form their dates have."""
    for name in ("2025-10-03-a.txt", "2025-10-2-b.txt", "30-09-2025.txt", "list-20251001.txt"):
        _write(tmp_path, PAGE.encode(), name)

    editions = [record.edition.isoformat() for record in read_dumps(tmp_path, "data/dumps").records]

    assert editions == ["2025-09-30", "2025-10-01", "2025-10-02", "2025-10-03"]
