"""Files that people edit: their encoding, and merges that git left unfinished in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.conflicts import find_conflicts, mark_conflict, split_sides
from generator.base.errors import DigestError
from generator.base.text_files import decode_utf8, read_text

NAME = "data/curation.yml"
PLAIN = "top\n<<<<<<< HEAD\nmine\n=======\nyours\n>>>>>>> branch of 3 June\nend\n"
WITH_BASE = PLAIN.replace("=======", "||||||| 1f2e3d4\nold\n=======")

_lines = st.lists(st.sampled_from(["a", "b = {c},", "", "== 7", "<<<<<< six", "======== eight"]), max_size=5)


def _text(lines: list[str], end: str = "\n") -> str:
    return "".join(f"{line}{end}" for line in lines)


def test_another_encoding_is_told_by_its_first_line(tmp_path: Path) -> None:
    """In the same words whichever file it is."""
    path = tmp_path / "file"
    path.write_bytes(b"good\nP\xf6ppel\nM\xfcller\n")

    with pytest.raises(DigestError, match=r"^file:2: is not UTF-8 \(byte 0xf6\) - save it as UTF-8$"):
        read_text(path, "file")
    with pytest.raises(DigestError, match=r"^other:1: is not UTF-8"):
        decode_utf8(b"\xff", "other")
    with pytest.raises(DigestError, match=r"^folder: cannot be read: "):
        read_text(tmp_path, "folder")


def test_a_sound_file_is_its_text(tmp_path: Path) -> None:
    """Byte for byte, with its line ends."""
    path = tmp_path / "file"
    path.write_bytes("\ufeffPöppel\r\n".encode())

    assert read_text(path, "file") == "\ufeffPöppel\r\n"


@pytest.mark.parametrize("text", [PLAIN, WITH_BASE], ids=["two versions", "with their base"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_an_unfinished_merge_is_one_problem_with_its_lines(tmp_path: Path, text: str, end: str) -> None:
    """It names both versions and the way out."""
    path = tmp_path / "file"
    path.write_bytes(text.replace("\n", end).encode())
    last = text.split("\n").index(">>>>>>> branch of 3 June") + 1

    with pytest.raises(DigestError) as caught:
        read_text(path, NAME)

    (problem,) = caught.value.problems
    assert str(problem.location) == f"{NAME}:2"
    assert f"up to line {last} git left HEAD and branch of 3 June" in problem.reason
    assert "take out the lines" in problem.advice


def test_the_way_out_fits_the_file() -> None:
    """A command joins what can be joined; what others wrote is taken from one side whole."""
    assert "digest join" in find_conflicts(PLAIN, "data/library.bib")[0].advice
    assert "digest join" in find_conflicts(PLAIN, "data/published-keys.txt")[0].advice
    (dump,) = find_conflicts(PLAIN, "data/dumps/2031-05-05-a.json", is_foreign=True)
    assert "git checkout --theirs -- data/dumps/2031-05-05-a.json" in dump.advice


def test_what_is_left_of_a_merge_is_told_line_by_line() -> None:
    """Somebody began to mend it by hand and did not end."""
    text = f"{PLAIN}=======\nrest\n>>>>>>> branch\n"

    assert [problem.location.line for problem in find_conflicts(text, NAME)] == [2, 8, 10]
    assert [problem.location.line for problem in find_conflicts(text, NAME, is_foreign=True)] == [2]
    assert [problem.location.line for problem in split_sides(text, NAME)[1]] == [8, 10]


@pytest.mark.parametrize("text", ["a\n========\nb\n", "<<<<<<<< a\n", "x <<<<<<< HEAD\n", "=======>\n", ""])
def test_lines_that_git_does_not_write_are_no_merge(text: str) -> None:
    """Seven signs at the beginning of a line, and nothing or a space behind them."""
    assert find_conflicts(text, NAME) == ()


def test_a_line_below_a_heading_is_no_merge_in_what_others_wrote() -> None:
    """Plain text underlines headings in this way."""
    assert find_conflicts("Results\n=======\n\nGood.\n", "dump", is_foreign=True) == ()


@given(st.lists(st.tuples(_lines, _lines, _lines, _lines), max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_both_sides_come_back_whole(parts: list[tuple[list[str], ...]], end: str) -> None:
    """Also the version before both, where git tells it."""
    text = ours = base = theirs = ""
    for common, one, old, other in parts:
        shared, mine, before, yours = (_text(lines, end) for lines in (common, one, old, other))
        text += (
            f"{shared}<<<<<<< HEAD{end}{mine}||||||| 1f2e3d4{end}{before}======={end}{yours}>>>>>>> x{end}"
        )
        ours, base, theirs = ours + shared + mine, base + shared + before, theirs + shared + yours

    sides, strays = split_sides(text, NAME)

    assert (sides.ours, sides.theirs, strays) == (ours, theirs, ())
    assert sides.base == (base if ours != theirs else None)


@given(_lines, _lines)
def test_marking_and_splitting_are_inverse(ours: list[str], theirs: list[str]) -> None:
    """What is left to a person is written as git writes it."""
    sides, strays = split_sides(f"top\n{mark_conflict(_text(ours), _text(theirs))}end", NAME)

    assert strays == ()
    assert (sides.ours, sides.theirs) == (f"top\n{_text(ours)}end", f"top\n{_text(theirs)}end")
    assert sides.base is None
