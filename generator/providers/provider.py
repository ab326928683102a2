"""What a provider of facts is, to those who ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from generator.providers.candidates import AskedBy, Candidate
from generator.providers.web import Manners

Wanted = Literal["author", "year", "venue", "doi", "eprint", "code"]
"""A fact that an entry may lack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider, described by two pure functions and its manners.

    Attributes:
        title: How people call it.
        base: Address that its questions begin with, without a slash at the end.
        manners: Also hold its name in `provenance`.
        gives: Facts that it may know; it is not asked when all of them are there.
        asked_by: Identifiers that it can be asked by, the better first; by the title otherwise.
        address: Makes the address of a question: base, what it is asked by, and the value of that.
        read: Makes candidates of an answer's bytes; ValueError where they are no answer.
        key_header: The header that a key goes into; empty where it goes elsewhere, or where there are none.
        key_parameter: The parameter of an address that a key goes into; likewise.
    """

    title: str
    base: str
    manners: Manners
    gives: frozenset[Wanted]
    asked_by: tuple[AskedBy, ...]
    address: Callable[[str, AskedBy, str], str]
    read: Callable[[bytes], tuple[Candidate, ...]]
    key_header: str = ""
    key_parameter: str = ""

    @property
    def name(self) -> str:
        """Return its short name in lower case."""
        return self.manners.provider

    def with_key(self, key: str) -> Provider:
        """Return the provider, asked with a key; as it is where it knows none, or the key is empty."""
        if not key or not (self.key_header or self.key_parameter):
            return self
        headers = {self.key_header: key} if self.key_header else {}
        parameters = {self.key_parameter: key} if self.key_parameter else {}
        return replace(self, manners=replace(self.manners, headers=headers, parameters=parameters))
