"""Venues in full: `data/venues.yml`, from acronym and year to name, series, publisher and ISSN."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.base.errors import DigestError
from generator.base.models import NO_CONTAINER, Container, EntryType
from generator.base.project import Project
from generator.base.text import collapse_space
from generator.base.venue_words import is_abbreviated, read_spelling
from generator.config.venue import Kind, Venue
from generator.config.venue_index import Known, VenueIndex, index_venues
from generator.config.yaml_source import StrictModel, YamlSource

_KINDS: Mapping[EntryType, tuple[Kind, Kind]] = {
    "article": ("journal", "conference"),
    "inproceedings": ("conference", "journal"),
    "misc": ("conference", "journal"),
}
"""Where a name is looked for first: of an article "IEEE MICRO" is the magazine, not the conference.

What holds a book, thesis or report is its publisher, school or institution, which is no venue.
"""
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
# DBLP: "Euro-Par 2023: Parallel Processing - 29th International Conference on Parallel and …, Limassol, …".
_COUNTED = re.compile(r"\s[-\u2013]\s\d+(?:st|nd|rd|th)\s.*")
_OF_ITS_OWN = re.compile(
    r"\b(?:workshops?|companion|adjunct|abstracts|demonstrations?|demos?|tutorials?)\b", re.IGNORECASE
)


class _VenuesFile(StrictModel):
    venues: Annotated[
        dict[Annotated[str, Field(min_length=1)], Venue], BeforeValidator(lambda value: value or {})
    ] = Field(default={})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Venues:
    """The venues that are known in full; compared by identity.

    Attributes:
        by_acronym: Each venue by its acronym, in the order of the file.
        index: Their spellings.
    """

    by_acronym: Mapping[str, Venue] = field(default_factory=dict)
    index: VenueIndex = field(default_factory=VenueIndex)

    def container(self, name: str, year: int | None, entry_type: EntryType) -> Container:
        """Return what is known of a paper's venue beside its name as written; what is not known is empty.

        A workshop, or a name with words that are not the venue's, is none of the venues here.

        Args:
            name: Plain text, "SC '21" or "International Conference on Machine Learning (ICML)".
            year: The paper's; one that the name says goes before it.
            entry_type: Where a name is that of a conference and of a journal, this decides.
        """
        kinds = _KINDS.get(entry_type)
        found = kinds and self._find(collapse_space(name), year, kinds)
        if found is None:
            return NO_CONTAINER
        known, its_year = found
        container = self.by_acronym[known.acronym].container(its_year) or NO_CONTAINER
        return replace(container, name="") if known.is_name and not is_abbreviated(name) else container

    def _find(self, name: str, year: int | None, kinds: tuple[Kind, Kind]) -> tuple[Known, int | None] | None:
        """Return the spelling of the table that a name has, and the year that is meant."""
        if found := self._find_whole(name, year, kinds):
            return found
        shorter = _COUNTED.sub("", name)
        said = read_spelling(shorter)
        for part, rest in _parts(shorter):
            hint = self._find_whole(part, (said and said.year) or year, kinds)
            if hint and self.index.is_of(rest, hint[0].acronym):
                return replace(hint[0], is_name=True), hint[1]
        return self._find_whole(shorter, year, kinds) if shorter != name else None

    def _find_whole(
        self, name: str, year: int | None, kinds: tuple[Kind, Kind]
    ) -> tuple[Known, int | None] | None:
        spelling = read_spelling(name)
        known = self.index.find(spelling.text, kinds) if spelling else None
        if spelling is None or known is None:
            return None
        if spelling.number is None:
            return known, spelling.year or year
        if year and self.by_acronym[known.acronym].is_numbered(spelling.number, year):
            return known, year
        is_year = spelling.year and (spelling.is_year or year is None)
        return (known, spelling.year) if is_year else None


def _parts(name: str) -> Iterator[tuple[str, str]]:
    """Yield what may be an acronym within a name, and the rest of the name without places and dates.

    "X Conference (XC)", "XC '24: X Conference", "X - XC 2024", "X Conference, XC 2024, Vienna, Austria".
    """
    for found in _IN_PARENTHESES.finditer(name):
        yield found[1], name[: found.start()] + name[found.end() :]
    before, _, behind = name.partition(": ")
    yield before, behind
    before, _, behind = name.replace(" \u2013 ", " - ").rpartition(" - ")
    yield behind, before
    pieces = name.split(", ")
    for place, piece in enumerate(pieces[1:], 1):
        if not any(map(_OF_ITS_OWN.search, pieces[place:])):
            yield piece, ", ".join(pieces[:place])


def load_venues(project: Project) -> Venues:
    """Return the venues that a project knows in full; a missing file holds none.

    Raises:
        DigestError: One problem for each value that does not fit, with its line.
    """
    if not project.venues.exists():
        return Venues()
    source = YamlSource(project.venues, project.name(project.venues))
    venues = source.load(_VenuesFile).venues
    index, twice = index_venues(venues)
    if twice:
        reasons = ((known.steps, f"'{known.text}' is a spelling of '{other}' too") for known, other in twice)
        raise DigestError(*(source.problem(steps, reason) for steps, reason in reasons))
    return Venues(by_acronym=venues, index=index)
