"""What dumps were saved as: other encodings are read where they can be told, and no binary file is."""

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.stages.read import Source, open_source

NAME = "data/dumps/2031-05-05-page.txt"
TEXT = "Tides\n\nBy Jürgen Pöppel and Ángel Núñez.\nThey say “never” – and cafés cost 3 €.\n"


def _open(folder: Path, content: bytes) -> Source:
    path = folder / "2031-05-05-page.txt"
    path.write_bytes(content)
    return open_source(path, NAME)


def _refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(DigestError) as caught:
        _open(folder, content)
    return str(caught.value)


def _zip(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    """There is nothing to warn of."""
    opened = _open(tmp_path, TEXT.encode(encoding))

    assert (opened.text, opened.warnings) == (TEXT, ())


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\0\0\xfe\xff"], ids=["utf-16-be", "utf-32-be"])
def test_the_other_byte_order_is_read_as_well(tmp_path: Path, mark: bytes) -> None:
    """Big-endian, as some programs write it."""
    encoding = "utf-32-be" if mark.startswith(b"\0") else "utf-16-be"

    assert _open(tmp_path, mark + TEXT.encode(encoding)).text == TEXT


def test_windows_1252_is_read_with_a_warning_at_its_first_byte(tmp_path: Path) -> None:
    """Letters, quotes, dash and euro come out; the curator hears of it and of the remedy."""
    opened = _open(tmp_path, TEXT.replace("\n", "\r\n").encode("cp1252"))

    assert opened.text == TEXT
    assert [str(warning) for warning in opened.warnings] == [
        (
            f"{NAME}:3: is not UTF-8 (byte 0xfc) and is read as Windows-1252"
            " - look at its names, and convert the file to UTF-8"
        )
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.characters(codec="latin-1", categories=["Ll", "Lu"], exclude_characters="µ"),
        min_size=1,
        max_size=3,
    )
)
def test_every_letter_of_latin_1_is_read(tmp_path: Path, letters: str) -> None:
    """Wherever it stands, for Windows-1252 has the same letters."""
    text = f"A title of {letters} 1\n"

    assert _open(tmp_path, text.encode("latin-1")).text == text


def test_bytes_that_windows_1252_lacks_are_those_of_latin_1(tmp_path: Path) -> None:
    """Five are without a character there."""
    assert (
        _open(tmp_path, b"Caf\xe9 \x81 \x8d \x8f \x90 \x9d 1\n").text == "Café \x81 \x8d \x8f \x90 \x9d 1\n"
    )


@pytest.mark.parametrize("tail", ["\xa0", "’", "”", "»"])
def test_a_capital_before_a_closing_sign_is_no_utf_8(tmp_path: Path, tail: str) -> None:
    """Together they look like a sign of phonetics."""
    text = f"LE RÉSUMÉ{tail} DE 3 PAGES\n"

    assert _open(tmp_path, text.encode("cp1252")).text == text


def test_a_damaged_byte_costs_itself_alone(tmp_path: Path) -> None:
    """What is UTF-8 stays so; the lines are named."""
    damaged = TEXT.encode().replace(b"By", b"B\xff").replace("–".encode(), b"\xe2\x80") + b"more \xfe\n"

    opened = _open(tmp_path, damaged)

    assert opened.text == TEXT.replace("By", "B\ufffd").replace("–", "\ufffd") + "more \ufffd\n"
    (warning,) = opened.warnings
    assert str(warning).startswith(f"{NAME}:3: 3 places are not UTF-8, also in lines 4, 5; shown as \ufffd")


def test_a_byte_order_mark_is_believed_before_a_damaged_byte(tmp_path: Path) -> None:
    """Who wrote it wrote UTF-8, though no other letter proves it."""
    opened = _open(tmp_path, b"\xef\xbb\xbfTides \xfc\n")

    assert opened.text == "Tides \ufffd\n"
    assert "one place is not UTF-8; shown" in opened.warnings[0].reason


def test_many_damaged_bytes_are_one_warning(tmp_path: Path) -> None:
    """Which does not grow with them."""
    (warning,) = _open(tmp_path, ("ö" + "é" * 300).encode() + b"\n\xff" * 200).warnings

    assert warning.reason.startswith("200 places are not UTF-8, also in lines 3, 4, 5, 6 and others;")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Приливы и отливы", "koi8-r"), ("潮の満ち引きを測る", "shift-jis"), ("潮汐的测量", "gbk")],
)
def test_other_scripts_are_no_windows_1252(tmp_path: Path, text: str, encoding: str) -> None:
    """Read as such they would be published as nonsense."""
    refusal = _refusal(tmp_path, f"Tides\n\n{text} {text}\n".encode(encoding))

    assert refusal.startswith(f"{NAME}:3: is not UTF-8 (byte 0x")
    assert refusal.endswith("and no Windows-1252 either - convert the file to UTF-8")


def test_utf_16_that_breaks_off_is_read_with_a_warning(tmp_path: Path) -> None:
    """As far as it goes."""
    opened = _open(tmp_path, "Tides\nrise".encode("utf-16")[:-1])

    assert opened.text == "Tides\nris\ufffd"
    assert str(opened.warnings[0]).startswith(f"{NAME}:2: is damaged UTF-16")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF, not a dump"),
        (b"%!PS-Adobe-3.0\n", "is a PostScript document"),
        (rb"{\rtf1\ansi Tides}", "is a document in Rich Text Format"),
        (_zip("a.txt"), "looks like a zip archive"),
        (_zip("[Content_Types].xml", "word/document.xml"), "looks like a Word document"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "looks like an Excel workbook"),
        (gzip.compress(gzip.compress(TEXT.encode())), "looks like a file packed with gzip twice"),
        (bz2.compress(TEXT.encode() * 9), "looks like a file packed with bzip2"),
        (lzma.compress(TEXT.encode() * 9), "looks like a file packed with xz"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", "looks like a picture"),
        (b"PAR1\x15\x04\x15\x10\x15\0\0", "looks like a Parquet file"),
        (b"Tides\0\1\2\3 rise\n", "is a binary file, not a dump"),
        (b"Tides\0 of P\xf6ppel rise and fall in the harbour\n", "is a binary file, not a dump"),
    ],
)
def test_what_is_no_text_is_told_as_what_it_looks_like(tmp_path: Path, content: bytes, kind: str) -> None:
    """A person sees which file was taken for another."""
    assert kind in _refusal(tmp_path, content)


@pytest.mark.parametrize("text", ["PAR1 receptors in tides\n", "GIF89a: a study\n", "MZ and PK\n", "BZh\n"])
def test_a_text_that_begins_as_a_binary_file_does_is_text(tmp_path: Path, text: str) -> None:
    """The rest tells them apart."""
    assert _open(tmp_path, text.encode()).text == text


def test_an_unfinished_merge_in_a_dump_is_told(tmp_path: Path) -> None:
    """A dump is kept as one side has it, for nobody edits dumps."""
    merged = f"<<<<<<< HEAD\n{TEXT}=======\nOther\n>>>>>>> new-dump\n"

    refusal = _refusal(tmp_path, merged.encode())

    assert refusal.startswith(
        f"{NAME}:1: a merge is not finished here: up to line 8 git left HEAD and new-dump"
    )
    assert f"git checkout --theirs -- {NAME}" in refusal
