"""Labels that people gave, and the papers they speak of."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.base.errors import DigestError
from generator.workflows.labels import Example, load_examples
from tests.samples import ABSTRACT, TAXONOMY, record

RECORDS = (
    record("A Cache for Kernels", arxiv="2401.00001"),
    record("Serving Many", line=9, abstract="It serves."),
    record("Serving many!", line=20, arxiv="2401.00003"),
)


def _write(folder: Path, labels: object) -> Path:
    path = folder / "labels.json"
    path.write_text(json.dumps(labels), encoding="utf-8")
    return path


def _load(folder: Path, *labels: dict[str, Any]) -> tuple[tuple[Example, ...], tuple[str, ...]]:
    return load_examples(_write(folder, labels), RECORDS, TAXONOMY)


def _fault(folder: Path, labels: object) -> str:
    """Return the only problem, without the name of the file that it begins with."""
    path = _write(folder, labels)
    with pytest.raises(DigestError) as caught:
        load_examples(path, RECORDS, TAXONOMY)
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{path}: ")
    return str(problem).removeprefix(f"{path}: ")


def test_a_label_takes_its_texts_from_the_record_of_its_identifier(tmp_path: Path) -> None:
    """The identifier wins over a title; what else a label says is passed over."""
    label = {
        "id": "2401.00001",
        "title": "Other",
        "primary": "kernels",
        "also": ["serving"],
        "day": "2024-01-01",
    }

    assert _load(tmp_path, label)[0] == (
        Example(
            name="2401.00001",
            title="A Cache for Kernels",
            abstract=ABSTRACT,
            primary="kernels",
            also=("serving",),
        ),
    )


def test_a_label_finds_its_paper_by_title_however_written(tmp_path: Path) -> None:
    """The first record of that title is taken; the example keeps the name of the label."""
    (found,), missing = _load(tmp_path, {"title": "SERVING: many", "primary": "serving"})

    assert (found.name, found.title, found.abstract) == ("SERVING: many", "Serving Many", "It serves.")
    assert missing == ()


def test_examples_keep_the_order_of_the_labels(tmp_path: Path) -> None:
    """So that results can be read beside the file."""
    found, _ = _load(
        tmp_path, {"id": "2401.00003", "primary": "serving"}, {"id": "2401.00001", "primary": "kernels"}
    )

    assert [example.name for example in found] == ["2401.00003", "2401.00001"]


def test_labels_without_a_record_are_named(tmp_path: Path) -> None:
    """By identifier, else by title; the others are still of use."""
    found, missing = _load(
        tmp_path,
        {"id": "2401.00009", "title": "A Cache for Kernels", "primary": "serving"},
        {"id": "2401.00001", "primary": "kernels"},
        {"title": "Nowhere", "primary": "serving"},
    )

    assert [example.name for example in found] == ["2401.00001"]
    assert missing == ("2401.00009", "Nowhere")


@pytest.mark.parametrize("labels", [[], [{"id": "2401.00009", "primary": "serving"}]])
def test_labels_that_fit_no_record_at_all_are_an_error(tmp_path: Path, labels: object) -> None:
    """Most likely their dumps lie elsewhere, so the option is named."""
    fault = _fault(tmp_path, labels)

    assert fault.startswith("names no paper of the dumps")
    assert "--dumps" in fault


def test_topics_that_do_not_exist_are_named_once_and_sorted(tmp_path: Path) -> None:
    """Among the second choices too."""
    labels = [
        {"id": "2401.00001", "primary": "severing", "also": ["serving", "kernel"]},
        {"id": "2401.00003", "primary": "severing"},
    ]

    assert _fault(tmp_path, labels) == "names topics that do not exist: kernel, severing"


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ({}, "Input should be a valid array"),
        ([{"id": "2401.00001", "primary": "serving"}, {"id": "2401.00003"}], "1.primary Field required"),
        ([{"id": "2401.00001", "primary": ""}], "0.primary String should have at least 1 character"),
        ([{"id": "2401.00001", "primary": "serving", "also": "kernels"}], "0.also Input should be"),
        ([{"id": 2401, "primary": "serving"}], "0.id Input should be a valid string"),
        ([{"primary": "serving"}], "0 Value error, has neither id nor title"),
    ],
)
def test_what_is_no_list_of_labels_is_one_problem(tmp_path: Path, labels: object, reason: str) -> None:
    """The first label that does not fit is told by its position."""
    assert _fault(tmp_path, labels).startswith(f"is not a list of labels: {reason}")


@pytest.mark.parametrize("content", [b"", b"[", b'[{"id": "\xe9"}]', b"id,primary\n"])
def test_what_is_not_json_is_one_problem(tmp_path: Path, content: bytes) -> None:
    """No traceback, whatever the file holds."""
    path = tmp_path / "labels.json"
    path.write_bytes(content)

    with pytest.raises(DigestError, match=r"labels\.json(: is not a list of labels: |:1: is not UTF-8)"):
        load_examples(path, RECORDS, TAXONOMY)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """With the reason of the system."""
    with pytest.raises(DigestError, match=r"none\.json: cannot be read: No such file"):
        load_examples(tmp_path / "none.json", RECORDS, TAXONOMY)
