"""OpenAlex: JSON (https://docs.openalex.org/api-entities/works)."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote, urlencode

from pydantic import Field

from generator.base.identifiers import find_arxiv, find_doi
from generator.base.models import EntryType, Facts
from generator.base.names import Name
from generator.providers.candidates import (
    Answer,
    AskedBy,
    Candidate,
    Standing,
    all_names,
    each,
    load_json,
    plain,
    sound_year,
)
from generator.providers.provider import Provider
from generator.providers.web import Manners

_HITS = 5
_LONGEST_LIST = 100
"""Authors that a work has at most in a list of works (https://docs.openalex.org, authors, limitations)."""

_OPERATORS = re.compile(r'[,|!"*?~\\]')
"""Signs that mean something in a filter."""

_STANDINGS: Mapping[str, Standing] = MappingProxyType(
    {
        "": "paper",
        "article": "paper",
        "book-chapter": "chapter",
        "letter": "paper",
        "preprint": "paper",
        "report": "paper",
        "review": "paper",
    }
)
_VENUES: Mapping[str, EntryType] = MappingProxyType({"journal": "article", "conference": "inproceedings"})


class _Person(Answer):
    display_name: str | None = None


class _Authorship(Answer):
    raw_author_name: str | None = None
    author: _Person | None = None


class _Source(Answer):
    display_name: str | None = None
    type: str | None = None


class _Place(Answer):
    landing_page_url: str | None = None
    source: _Source | None = None


class _Work(Answer):
    title: str
    doi: str | None = None
    publication_year: int | None = None
    type: str | None = None
    authorships: list[_Authorship] | None = None
    is_authors_truncated: bool | None = None
    primary_location: _Place | None = None
    locations: list[_Place] | None = None
    positions: dict[str, list[int]] | None = Field(default=None, alias="abstract_inverted_index")


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question."""
    if by == "doi":
        return f"{base}/works/https://doi.org/{quote(value)}"
    title = " ".join(_OPERATORS.sub(" ", value).split())
    return f"{base}/works?{urlencode({'filter': f'title.search:{title}', 'per-page': _HITS})}"


def read(body: bytes) -> tuple[Candidate, ...]:
    """Return the papers of an answer: a list of works, or the one that an identifier has.

    Raises:
        ValueError: It is no such answer.
    """
    answer = load_json(body)
    if isinstance(answer, dict) and isinstance(answer.get("results"), list):
        return tuple(_candidate(work) for work in each(_Work, answer["results"]))
    return (_candidate(_Work.model_validate(answer)),)


def _candidate(work: _Work) -> Candidate:
    source = work.primary_location.source if work.primary_location else None
    entry_type = _VENUES.get(source.type or "", "misc") if source else "misc"
    venue = plain(source.display_name) if source and entry_type != "misc" else ""
    pages = (place.landing_page_url or "" for place in work.locations or ())
    year = sound_year(work.publication_year)
    is_published = bool(venue and year)
    return Candidate(
        title=plain(work.title),
        abstract=_abstract(work.positions or {}),
        entry_type=entry_type if is_published else "misc",
        standing=_STANDINGS.get(work.type or "", "other"),
        facts=Facts(
            authors=_authors(work),
            year=year,
            venue=venue if is_published else "",
            arxiv=next(filter(None, map(find_arxiv, (work.doi or "", *pages))), ""),
            doi=find_doi(work.doi or ""),
        ),
    )


def _authors(work: _Work) -> tuple[Name, ...]:
    """Return all authors as the paper spells them; nothing where the list is cut."""
    people = work.authorships or ()
    if work.is_authors_truncated or len(people) >= _LONGEST_LIST:
        return ()
    return all_names([_spelt(person) for person in people])


def _spelt(person: _Authorship) -> str | None:
    return person.raw_author_name or (person.author.display_name if person.author else None)


def _abstract(positions: Mapping[str, list[int]]) -> str:
    """Return the text of an index from words to their positions."""
    placed = sorted((position, word) for word, places in positions.items() for position in places)
    return plain(" ".join(word for _, word in placed))


OPENALEX = Provider(
    title="OpenAlex",
    base="https://api.openalex.org",
    manners=Manners(provider="openalex", interval=1.0),
    gives=frozenset({"author", "year", "venue", "doi", "eprint"}),
    asked_by=("doi",),
    address=address,
    read=read,
    key_parameter="api_key",
)
