"""Crossref's REST API: JSON (https://api.crossref.org/swagger-ui/index.html)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote, urlencode

from pydantic import Field

from generator.base.identifiers import find_doi
from generator.base.models import EntryType, Facts
from generator.base.names import Name, parse_name
from generator.providers.answers import Answer, all_names, load_json, plain, read_candidates, sound_year
from generator.providers.client import RequestPolicy
from generator.providers.provider import AskedBy, Candidate, Provider, Standing

_HITS = 5
_PAPERS = ("", "journal-article", "posted-content", "proceedings-article", "report")
_STANDINGS: Mapping[str, Standing] = MappingProxyType(
    {"book-chapter": "chapter", **dict.fromkeys(_PAPERS, "paper")}
)
_VENUES: Mapping[str, EntryType] = MappingProxyType(
    {"journal-article": "article", "proceedings-article": "inproceedings"}
)


class _Author(Answer):
    given: str = ""
    family: str = ""
    suffix: str = ""
    name: str = ""


class _Date(Answer):
    parts: tuple[tuple[int | None, ...], ...] = Field(default=(), alias="date-parts")


class _Work(Answer):
    title: tuple[str, ...] = Field(min_length=1)
    subtitle: tuple[str, ...] = ()
    doi: str = Field(default="", alias="DOI")
    type: str = ""
    author: tuple[_Author, ...] = ()
    issued: _Date = _Date()
    container: tuple[str, ...] = Field(default=(), alias="container-title")
    abstract: str = ""


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question."""
    if by == "doi":
        return f"{base}/works/{quote(value, safe='')}"
    return f"{base}/works?{urlencode({'query.title': value, 'rows': _HITS})}"


def read(body: bytes) -> tuple[Candidate, ...]:
    """Return the papers of an answer; ValueError where it is none."""
    answer = load_json(body)
    message = answer.get("message") if isinstance(answer, dict) else None
    return read_candidates(message, "items", _Work, _candidate)


def _candidate(work: _Work) -> Candidate:
    year, venue = _year(work.issued), _first(work.container)
    is_published = work.type in _VENUES and bool(year and venue)
    return Candidate(
        title=_title(work),
        abstract=plain(work.abstract),
        entry_type=_VENUES[work.type] if is_published else "misc",
        standing=_STANDINGS.get(work.type, "other"),
        facts=Facts(
            authors=_authors(work.author),
            year=year,
            venue=venue if is_published else "",
            doi=find_doi(work.doi),
        ),
    )


def _first(texts: Sequence[str]) -> str:
    return plain(texts[0]) if texts else ""


def _title(work: _Work) -> str:
    """Return title and subtitle, which some publishers keep apart."""
    title, subtitle = _first(work.title), _first(work.subtitle)
    return f"{title}: {subtitle}" if subtitle and subtitle not in title else title


def _year(date: _Date) -> int | None:
    return sound_year(date.parts[0][0]) if date.parts and date.parts[0] else None


def _authors(authors: Sequence[_Author]) -> tuple[Name, ...]:
    is_whole = all_names([author.family or author.name for author in authors])
    return tuple(_name(author) for author in authors) if is_whole else ()


def _name(author: _Author) -> Name:
    """Return a name whose parts the publisher has told apart; a group has one part."""
    if not author.family or not author.given:
        return parse_name(plain(author.family or author.name))
    return Name(family=plain(author.family), given=plain(author.given), suffix=plain(author.suffix))


CROSSREF = Provider(
    title="Crossref",
    base="https://api.crossref.org",
    policy=RequestPolicy(provider="crossref"),
    gives=frozenset({"authors", "year", "venue", "doi"}),
    asked_by=("doi",),
    address=address,
    read=read,
)
