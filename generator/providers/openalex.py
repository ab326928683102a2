"""OpenAlex: JSON (https://docs.openalex.org/api-entities/works)."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from pydantic import AliasPath, Field

from generator.base.identifiers import find_arxiv, find_doi
from generator.base.models import EntryType, Facts
from generator.base.names import Name
from generator.providers.answers import Answer, all_names, plain, read_candidates, sound_year
from generator.providers.client import RequestPolicy
from generator.providers.provider import AskedBy, Candidate, Provider, Standing

_HITS = 5
_LONGEST_LIST = 100
"""Authors that a work has at most in a list of works (https://docs.openalex.org, authors, limitations)."""

_OPERATORS = re.compile(r'[,|!"*?~\\]')
"""Signs that mean something in a filter."""

_PAPERS = ("", "article", "letter", "preprint", "report", "review")
_STANDINGS: Mapping[str, Standing] = {"book-chapter": "chapter", **dict.fromkeys(_PAPERS, "paper")}
_VENUES: Mapping[str, EntryType] = {"journal": "article", "conference": "inproceedings"}


class _Author(Answer):
    raw_author_name: str = ""
    name: str = Field(default="", validation_alias=AliasPath("author", "display_name"))


class _Location(Answer):
    landing_page_url: str = ""


class _Work(Answer):
    title: str
    doi: str = ""
    publication_year: int | None = None
    type: str = ""
    authorships: tuple[_Author, ...] = ()
    is_authors_truncated: bool = False
    venue: str = Field(default="", validation_alias=AliasPath("primary_location", "source", "display_name"))
    venue_type: str = Field(default="", validation_alias=AliasPath("primary_location", "source", "type"))
    locations: tuple[_Location, ...] = ()
    abstract: dict[str, list[int]] = Field(default_factory=dict, validation_alias="abstract_inverted_index")


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question."""
    if by == "doi":
        return f"{base}/works/https://doi.org/{quote(value)}"
    title = " ".join(_OPERATORS.sub(" ", value).split())
    return f"{base}/works?{urlencode({'filter': f'title.search:{title}', 'per-page': _HITS})}"


def _candidate(work: _Work) -> Candidate:
    year, venue = sound_year(work.publication_year), plain(work.venue)
    is_published = work.venue_type in _VENUES and bool(year and venue)
    pages = (location.landing_page_url for location in work.locations)
    return Candidate(
        title=plain(work.title),
        abstract=_abstract(work.abstract),
        entry_type=_VENUES[work.venue_type] if is_published else "misc",
        standing=_STANDINGS.get(work.type, "other"),
        facts=Facts(
            authors=_authors(work),
            year=year,
            venue=venue if is_published else "",
            arxiv=next(filter(None, map(find_arxiv, (work.doi, *pages))), ""),
            doi=find_doi(work.doi),
        ),
    )


def _authors(work: _Work) -> tuple[Name, ...]:
    """Return all authors as the paper spells them; nothing where the list is cut."""
    people = work.authorships
    if work.is_authors_truncated or len(people) >= _LONGEST_LIST:
        return ()
    return all_names([person.raw_author_name or person.name for person in people])


def _abstract(positions: Mapping[str, list[int]]) -> str:
    """Return the text of an index from words to their positions."""
    placed = sorted((position, word) for word, places in positions.items() for position in places)
    return plain(" ".join(word for _, word in placed))


OPENALEX = Provider(
    title="OpenAlex",
    base="https://api.openalex.org",
    policy=RequestPolicy(provider="openalex"),
    gives=frozenset({"authors", "year", "venue", "doi", "arxiv"}),
    asked_by=("doi",),
    address=address,
    read=lambda body: read_candidates(body, ("results",), _Work, _candidate),
    key_parameter="api_key",
)
