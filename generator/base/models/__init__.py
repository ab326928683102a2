"""Frozen values that move down the line of stages: records, drafts, entries, papers, labels, relations."""

from dataclasses import dataclass
from typing import Literal

from generator.base.models.container import NO_CONTAINER, Container
from generator.base.models.details import DETAILS, Details
from generator.base.models.facts import (
    ET_AL,
    MORE_AUTHORS,
    STANDALONE,
    THESES,
    EntryType,
    Facts,
    thesis_type,
    web_address,
)
from generator.base.models.output import File, LazyFile, OutputFile
from generator.base.models.paper import Draft, Entry, Join, Paper, Record

__all__ = [
    "DETAILS",
    "ET_AL",
    "MORE_AUTHORS",
    "NO_CONTAINER",
    "STANDALONE",
    "THESES",
    "Assignment",
    "Container",
    "Details",
    "Draft",
    "Entry",
    "EntryType",
    "Evidence",
    "Facts",
    "Field",
    "File",
    "Join",
    "Label",
    "LazyFile",
    "OutputFile",
    "Paper",
    "Record",
    "Relation",
    "thesis_type",
    "web_address",
]

Field = Literal["title", "abstract"]
"""The part of a paper in which evidence was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a topic or tag was given.

    Attributes:
        phrase: The phrase of the rule, or the curator's reason.
        field: The part of the paper it was found in; None when a curator decided.
        weight: Its part of the score; negative for an argument against.
        excerpt: The sentence it was found in, as written.
    """

    phrase: str
    field: Field | None
    weight: float
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A topic or a tag given to a paper.

    Attributes:
        slug: The topic's or tag's slug.
        score: Sum of the weights; only comparable within one kind.
        likelihood: How likely it is that a curator would give this topic first, 0 to 1; of tags 1.
        evidence: Strongest first.
    """

    slug: str
    score: float
    likelihood: float = 1.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Topics and tags of one paper.

    Attributes:
        key: The paper's key.
        topics: Topics, the primary one first; empty when unsorted.
        tags: Tags in the order of the vocabulary.
    """

    key: str
    topics: tuple[Assignment, ...] = ()
    tags: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One paper related to another.

    Attributes:
        key: The related paper's key.
        score: Cosine similarity, 0 to 1.
        terms: Shared terms that weigh most, strongest first.
    """

    key: str
    score: float
    terms: tuple[str, ...]
