"""YAML with places."""

from itertools import pairwise
from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.config import StrictModel, YamlSource


class _Item(StrictModel):
    name: str
    size: int = 1


class _Things(StrictModel):
    things: tuple[_Item, ...] = ()


def _source(tmp_path: Path, text: str) -> YamlSource:
    path = tmp_path / "things.yml"
    path.write_text(text, encoding="utf-8")
    return YamlSource(path, "data/things.yml")


def _faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(DigestError) as caught:
        _source(tmp_path, text).load(_Things)
    return [str(problem) for problem in caught.value.problems]


def test_every_fault_is_reported_with_its_line(tmp_path: Path) -> None:
    """A person sees all faults at once, each where it stands."""
    faults = _faults(
        tmp_path, "things:\n- name: a\n- name: b\n  size: big\n- size: 2\n- name: d\n  colour: red\n"
    )

    assert [fault.split(": ")[0] for fault in faults] == [
        "data/things.yml:4",
        "data/things.yml:5",
        "data/things.yml:7",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("things: [{size: 2}]", "things.0.name: is missing"),
        ("things: [a]", "things.0: is no mapping, such as 'name: value'"),
        ("things: a", "things: is no list, such as [one, two]"),
        ("things: [{name: 3}]", "things.0.name: is no text; quotation marks make it one"),
        ("things: []\ncolour: red", "colour: no such field is known here"),
        ("- a", "the file is no mapping, such as 'name: value'"),
    ],
)
def test_a_fault_is_told_in_words_of_a_curator(tmp_path: Path, text: str, reason: str) -> None:
    """Who edits YAML need not know what programs call its parts."""
    assert reason in _faults(tmp_path, text)[0]


def test_an_unknown_field_is_a_fault(tmp_path: Path) -> None:
    """A misspelt field is not silently ignored."""
    assert "thinks" in _faults(tmp_path, "thinks: []\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "things: [a",
        "a: b: c",
        "\t- x",
        "things: &a *b",
        "%",
        "things: a\0b",
        "[" * 5000,
        "[a]: b",
        "things: 2024-13-45",
    ],
)
def test_what_is_not_yaml_is_one_located_problem(tmp_path: Path, text: str) -> None:
    """A slip of the pen shows no traceback."""
    with pytest.raises(DigestError, match=r"^data/things.yml(:[12])?: not YAML"):
        _source(tmp_path, text)


def test_values_that_contain_themselves_do_not_end_the_program(tmp_path: Path) -> None:
    """Nor do aliases that would unfold without measure."""
    assert _faults(tmp_path, "things: &a {x: *a}\n")[0].startswith("data/things.yml:1: things: ")
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefgh")
    )
    assert _faults(tmp_path, bomb)[0].startswith("data/things.yml:1: ")


def test_a_key_that_comes_twice_is_a_fault(tmp_path: Path) -> None:
    """Otherwise the first of two decisions would be lost without a word."""
    with pytest.raises(DigestError, match=r"^data/things.yml:3: 'name' comes twice$"):
        _source(tmp_path, "things:\n- name: a\n  name: b\n")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "3\n"])
def test_another_shape_than_a_mapping_is_a_fault(tmp_path: Path, text: str) -> None:
    """The whole file is named when nothing in it fits."""
    assert _faults(tmp_path, text)[0].startswith("data/things.yml:1: ")


@pytest.mark.parametrize("text", ["", "# nothing here\n", "\n\n"])
def test_an_empty_file_says_nothing(tmp_path: Path, text: str) -> None:
    """All fields have their defaults."""
    assert _source(tmp_path, text).load(_Things) == _Things()


def test_a_merge_that_is_not_finished_is_told_as_such(tmp_path: Path) -> None:
    """And not as YAML that cannot be read."""
    path = tmp_path / "things.yml"
    path.write_text("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", encoding="utf-8")

    with pytest.raises(DigestError, match=r"^things.yml:2: a merge is not finished here: up to line 6"):
        YamlSource(path, "things.yml")


def test_a_missing_file_and_a_wrong_encoding_are_problems(tmp_path: Path) -> None:
    """Both are named in one line."""
    with pytest.raises(DigestError, match=r"^things.yml: no such file$"):
        YamlSource(tmp_path / "none.yml", "things.yml")
    (tmp_path / "latin.yml").write_bytes(b"name: P\xf6ppel")
    with pytest.raises(DigestError, match=r"is not UTF-8"):
        YamlSource(tmp_path / "latin.yml", "things.yml")


def test_tags_of_other_programs_are_passed_over(tmp_path: Path) -> None:
    """`mkdocs.yml` may use `!ENV` and `!!python/name:`; nothing of it is run."""
    source = _source(tmp_path, "things:\n- {name: a, size: 2}\n")

    assert source.load(_Things).things[0].size == 2
    path = tmp_path / "other.yml"
    path.write_text("emoji: !!python/name:os.system\nurl: !ENV HOME\nthings: []\n")

    class _Loose(StrictModel, extra="ignore"):
        things: tuple[_Item, ...]

    assert YamlSource(path, "other.yml").load(_Loose).things == ()
