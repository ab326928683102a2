"""Papers that people labelled, with their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from generator.base.errors import DigestError, Location, Problem
from generator.base.identifiers import is_arxiv
from generator.base.identity import identifiers
from generator.base.models import Record
from generator.base.text import normalise_title
from generator.base.text_files import read_text
from generator.config import UNSORTED, Project, StrictModel, Taxonomy
from generator.stages.read import read_dumps

CURATORS_FILE = "curator.json"
"""In which `digest label` keeps what a curator of this digest said."""


class _LabelledPaper(StrictModel, extra="ignore"):
    id: str = ""
    title: str = ""
    primary: Annotated[str, Field(min_length=1)]
    also: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_named(self) -> _LabelledPaper:
        if not self.id and not self.title:
            message = "has neither id nor title"
            raise ValueError(message)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A paper with the topics that a reader gave it.

    Attributes:
        name: arXiv identifier or title, as the labels have it.
        title: The paper's title.
        abstract: The paper's abstract.
        primary: Slug of the topic it belongs to.
        also: Slugs that a careful curator would accept too.
    """

    name: str
    title: str
    abstract: str
    primary: str
    also: tuple[str, ...] = ()


def read_known_records(project: Project, dumps: Path | None = None) -> tuple[Record, ...]:
    """Return the records that labels may name: those of a folder of dumps, then the project's own.

    Raises:
        DigestError: A dump cannot be read.
    """
    records = read_dumps(dumps, str(dumps)).records if dumps else ()
    own = read_dumps(project.dumps, project.name(project.dumps)).records if project.dumps.is_dir() else ()
    return (*records, *own)


def load_examples(
    labels: Path, records: Iterable[Record], taxonomy: Taxonomy
) -> tuple[tuple[Example, ...], tuple[str, ...]]:
    """Return labelled papers with their texts, and the names of those that no record is of.

    Args:
        labels: JSON list of objects with `id` (arXiv) or `title`, `primary` and `also`.
        records: Records with titles and abstracts.
        taxonomy: The topics that may be named.

    Raises:
        DigestError: The file is not such a list, names an unknown topic or fits no record at all.
    """
    labelled = _read_labels(labels, taxonomy)
    by_name: dict[str, Record] = {}
    for record in records:
        for name in (*identifiers(record.facts), record.title.normalised):
            by_name.setdefault(name, record)
    examples: list[Example] = []
    missing: list[str] = []
    for label in labelled:
        found = by_name.get(f"arxiv:{label.id}" if label.id else normalise_title(label.title))
        if found is None:
            missing.append(label.id or label.title)
        else:
            examples.append(_example(label, found))
    if not examples:
        raise DigestError(_fault(labels, "names no paper of the dumps", "give their folder with --dumps"))
    return tuple(examples), tuple(missing)


def one_label_a_paper(by_file: Mapping[str, Sequence[Example]]) -> dict[str, tuple[Example, ...]]:
    """Return the examples of each file without those that a later file, or a later line, decides otherwise.

    What a curator said here, in `curator.json`, is the last word.
    """
    last: dict[tuple[str, str], tuple[str, Example]] = {}
    for name in sorted(by_file, key=lambda name: Path(name).name == CURATORS_FILE):
        for example in by_file[name]:
            last[example.title, example.abstract] = (name, example)
    return {name: tuple(example for file, example in last.values() if file == name) for name in by_file}


def labelled_identifiers(labels: Path, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the arXiv identifiers in a file of labels.

    Raises:
        DigestError: The file is no list of labels or names an unknown topic.
    """
    return tuple(label.id for label in _read_labels(labels, taxonomy) if is_arxiv(label.id))


def _example(label: _LabelledPaper, record: Record) -> Example:
    return Example(
        name=label.id or label.title,
        title=record.title.source,
        abstract=record.abstract.source,
        primary=label.primary,
        also=label.also,
    )


def _read_labels(path: Path, taxonomy: Taxonomy) -> Sequence[_LabelledPaper]:
    try:
        labelled = TypeAdapter(tuple[_LabelledPaper, ...]).validate_json(
            read_text(path, str(path)).removeprefix("\ufeff")
        )
    except OSError as error:
        raise DigestError(_fault(path, f"cannot be read: {error.strerror}")) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        fault = f"{place} {first['msg']}".strip()
        raise DigestError(_fault(path, f"is not a list of labels: {fault}")) from None
    known = taxonomy.topic_titles
    named = {slug for label in labelled for slug in (label.primary, *label.also)}
    strange = sorted(named - known.keys() - {UNSORTED})
    if strange:
        raise DigestError(_fault(path, f"names topics that do not exist: {', '.join(strange)}"))
    return labelled


def _fault(path: Path, reason: str, advice: str = "") -> Problem:
    return Problem(location=Location(path=str(path)), reason=reason, advice=advice)
