"""What a provider of facts is, what it is asked about a paper, and what it may answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Self

from generator.base.models import EntryType, Facts
from generator.base.names import Name
from generator.providers.client import RequestPolicy

FactName = Literal["authors", "year", "venue", "doi", "arxiv", "code", "pages"]
"""A fact that providers are asked for, by its name in `models.Facts`."""

AskedBy = Literal["arxiv", "doi", "title"]
"""What leads a provider to a paper."""

Standing = Literal["paper", "chapter", "other"]
"""An article, paper or preprint; part of a book; an erratum, review, data set, volume, thesis or the like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is known of a paper whose other facts are looked for, in plain text; what is not known is empty.

    Attributes:
        title: May hold TeX.
        published_title: Title in the venue, where it is known to be another.
    """

    title: str
    published_title: str = ""
    abstract: str = ""
    authors: tuple[Name, ...] = ()
    year: int | None = None
    arxiv: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A paper that a provider knows; its title has the subtitle.

    Attributes:
        facts: What is certain; venue and its year come together or not at all.
        entry_type: "article" or "inproceedings" where a venue is certain.
        standing: What kind of thing it is.
    """

    title: str
    facts: Facts
    abstract: str = ""
    entry_type: EntryType = "misc"
    standing: Standing = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider of facts, described by two pure functions and how it is asked.

    Attributes:
        base: The start of every address, without a slash at the end.
        policy: How it is asked; holds its short name.
        gives: Facts that it may know; it is not asked when all of them are there.
        asked_by: Identifiers that it can be asked by, the better first; by the title otherwise.
        address: Makes the address of a question: base, what it is asked by, and the value of that.
        read: Makes candidates of an answer's bytes; ValueError where they are no answer.
        key_header: The header that a key goes into; empty where it goes elsewhere, or where there are none.
        key_parameter: The parameter of an address that a key goes into; likewise.
    """

    title: str
    base: str
    policy: RequestPolicy
    gives: frozenset[FactName]
    asked_by: tuple[AskedBy, ...]
    address: Callable[[str, AskedBy, str], str]
    read: Callable[[bytes], tuple[Candidate, ...]]
    key_header: str = ""
    key_parameter: str = ""

    @property
    def name(self) -> str:
        """Return its short name in lower case, as in `provenance`."""
        return self.policy.provider

    def with_key(self, key: str) -> Self:
        """Return the provider, asked with a key; as it is where it knows none, or the key is empty."""
        headers = {self.key_header: key} if key and self.key_header else {}
        parameters = {self.key_parameter: key} if key and self.key_parameter else {}
        return replace(self, policy=replace(self.policy, headers=headers, parameters=parameters))
