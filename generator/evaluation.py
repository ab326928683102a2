"""Measure the topic rules against papers that people labelled."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from generator.classify.tags import tag_paper
from generator.classify.topics import score_topics
from generator.config.yaml_source import StrictModel
from generator.errors import DigestError, Location, Problem
from generator.text import normalise_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.config.taxonomy import Taxonomy
    from generator.models import Record

UNSORTED = "(unsorted)"


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
        title: Of the paper.
        abstract: Of the paper.
        primary: Slug of the topic it belongs to.
        also: Slugs that a careful curator would accept too.
    """

    name: str
    title: str
    abstract: str
    primary: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rules said of one example; `given` is `UNSORTED` when they said nothing."""

    example: Example
    given: str

    @property
    def is_right(self) -> bool:
        """Return whether the reader's first choice was given."""
        return self.given == self.example.primary

    @property
    def is_acceptable(self) -> bool:
        """Return whether a careful curator would accept it."""
        return self.is_right or self.given in self.example.also


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Verdicts on all examples, and the labels whose papers were not found."""

    verdicts: tuple[Verdict, ...]
    missing: tuple[str, ...] = ()

    @property
    def primary(self) -> float:
        """Return the share of examples whose primary topic was given, 0 to 1."""
        return self._share(sum(verdict.is_right for verdict in self.verdicts))

    @property
    def acceptable(self) -> float:
        """Return the share whose given topic is primary or also accepted, 0 to 1."""
        return self._share(sum(verdict.is_acceptable for verdict in self.verdicts))

    @property
    def unsorted(self) -> float:
        """Return the share of examples that no topic fitted, 0 to 1."""
        return self._share(sum(verdict.given == UNSORTED for verdict in self.verdicts))

    @property
    def confusions(self) -> tuple[tuple[str, str, int], ...]:
        """Return wanted and given topic with their number, most frequent first."""
        wrong = ((found.example.primary, found.given) for found in self.verdicts if not found.is_acceptable)
        ordered = sorted(Counter(wrong).items(), key=lambda item: (-item[1], item[0]))
        return tuple((wanted, given, count) for (wanted, given), count in ordered)

    def as_text(self) -> str:
        """Return the figures for a person."""
        lines = [
            f"{len(self.verdicts)} papers: primary {self.primary:.1%}, primary or also {self.acceptable:.1%},"
            f" unsorted {self.unsorted:.1%}"
        ]
        lines += [f"  {count:3} {wanted} taken for {given}" for wanted, given, count in self.confusions]
        named = [verdict.example.name for verdict in self.verdicts if verdict.given == UNSORTED]
        lines += [f"unsorted: {', '.join(named)}"] if named else []
        lines += [f"not found in the dumps: {', '.join(self.missing)}"] if self.missing else []
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the figures for a program."""
        content = {
            "papers": len(self.verdicts),
            "primary": self.primary,
            "primary_or_also": self.acceptable,
            "unsorted": self.unsorted,
            "confusions": [list(confusion) for confusion in self.confusions],
            "wrong": [
                {"name": found.example.name, "wanted": found.example.primary, "given": found.given}
                for found in self.verdicts
                if not found.is_acceptable
            ],
            "missing": list(self.missing),
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def _share(self, count: int) -> float:
        return count / len(self.verdicts) if self.verdicts else 0.0


def evaluate_topics(examples: Iterable[Example], taxonomy: Taxonomy, missing: tuple[str, ...] = ()) -> Evaluation:
    """Return what the rules say of labelled papers."""
    verdicts = tuple(Verdict(example=example, given=_given(example, taxonomy)) for example in examples)
    return Evaluation(verdicts=verdicts, missing=missing)


def _given(example: Example, taxonomy: Taxonomy) -> str:
    tags = tag_paper(example.title, example.abstract, "", taxonomy.facets)
    topics = score_topics(example.title, example.abstract, tags, taxonomy)
    return topics[0].slug if topics else UNSORTED


def load_examples(
    labels: Path, records: Iterable[Record], taxonomy: Taxonomy
) -> tuple[tuple[Example, ...], tuple[str, ...]]:
    """Return labelled papers with their texts, and the names of those that no record is of.

    Args:
        labels: JSON list of objects with `id` (arXiv) or `title`, `primary` and `also`.
        records: To take titles and abstracts from.
        taxonomy: Its topics are the only ones that may be named.

    Raises:
        DigestError: The file is not such a list, names an unknown topic or fits no record at all.
    """
    labelled = _read_labels(labels, taxonomy)
    by_name: dict[str, Record] = {}
    for record in records:
        for name in (record.facts.arxiv, normalise_title(record.title)):
            by_name.setdefault(name, record)
    examples: list[Example] = []
    missing: list[str] = []
    for label in labelled:
        record = by_name.get(label.id or normalise_title(label.title))
        if record:
            examples.append(_example(label, record))
        else:
            missing.append(label.id or label.title)
    if not examples:
        raise DigestError(_fault(labels, "names no paper of the dumps", "give their folder with --dumps"))
    return tuple(examples), tuple(missing)


def _example(label: _LabelledPaper, record: Record) -> Example:
    return Example(
        name=label.id or label.title,
        title=record.title,
        abstract=record.abstract,
        primary=label.primary,
        also=label.also,
    )


def _read_labels(path: Path, taxonomy: Taxonomy) -> Sequence[_LabelledPaper]:
    try:
        labelled = TypeAdapter(tuple[_LabelledPaper, ...]).validate_json(path.read_bytes())
    except OSError as error:
        raise DigestError(_fault(path, f"cannot be read: {error.strerror}")) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise DigestError(_fault(path, f"is not a list of labels: {where} {first['msg']}".strip())) from None
    known = taxonomy.topic_titles
    strange = sorted({slug for label in labelled for slug in (label.primary, *label.also)} - known.keys())
    if strange:
        raise DigestError(_fault(path, f"names topics that do not exist: {', '.join(strange)}"))
    return labelled


def _fault(path: Path, reason: str, advice: str = "") -> Problem:
    return Problem(location=Location(path=str(path)), reason=reason, advice=advice)
