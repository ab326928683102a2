"""Crossref's REST API: JSON (https://api.crossref.org/swagger-ui/index.html)."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote, urlencode

from pydantic import Field

from generator.base.identifiers import find_doi
from generator.base.models import EntryType, Facts
from generator.base.names import Name, parse_name
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
_STANDINGS: Mapping[str, Standing] = MappingProxyType(
    {
        "": "paper",
        "book-chapter": "chapter",
        "journal-article": "paper",
        "posted-content": "paper",
        "proceedings-article": "paper",
        "report": "paper",
    }
)
_VENUES: Mapping[str, EntryType] = MappingProxyType(
    {"journal-article": "article", "proceedings-article": "inproceedings"}
)


class _Author(Answer):
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    name: str | None = None


class _Date(Answer):
    parts: list[list[int | None]] = Field(default_factory=list, alias="date-parts")


class _Work(Answer):
    title: list[str] = Field(min_length=1)
    subtitle: list[str] | None = None
    doi: str = Field(default="", alias="DOI")
    type: str | None = None
    author: list[_Author] | None = None
    issued: _Date | None = None
    container: list[str] | None = Field(default=None, alias="container-title")
    abstract: str | None = None


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question."""
    if by == "doi":
        return f"{base}/works/{quote(value, safe='')}"
    return f"{base}/works?{urlencode({'query.title': value, 'rows': _HITS})}"


def read(body: bytes) -> tuple[Candidate, ...]:
    """Return the papers of an answer: a list of works, or the one that an identifier has.

    Raises:
        ValueError: It is no such answer.
    """
    answer = load_json(body)
    message = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(message, dict):
        reason = "no message in it"
        raise ValueError(reason)  # noqa: TRY004  whatever is wrong with an answer is one error
    if isinstance(message.get("items"), list):
        return tuple(_candidate(work) for work in each(_Work, message["items"]))
    return (_candidate(_Work.model_validate(message)),)


def _candidate(work: _Work) -> Candidate:
    kind = work.type or ""
    year, venue = _year(work.issued), plain(next(iter(work.container or ()), ""))
    is_published = kind in _VENUES and bool(year and venue)
    return Candidate(
        title=_title(work),
        abstract=plain(work.abstract),
        entry_type=_VENUES[kind] if is_published else "misc",
        standing=_STANDINGS.get(kind, "other"),
        facts=Facts(
            authors=_authors(work.author or ()),
            year=year,
            venue=venue if is_published else "",
            doi=find_doi(work.doi),
        ),
    )


def _title(work: _Work) -> str:
    """Return title and subtitle, which some publishers keep apart."""
    title, subtitle = plain(work.title[0]), plain(next(iter(work.subtitle or ()), ""))
    return f"{title}: {subtitle}" if subtitle and subtitle not in title else title


def _year(date: _Date | None) -> int | None:
    parts = date.parts[0] if date and date.parts else []
    return sound_year(parts[0]) if parts else None


def _authors(authors: tuple[_Author, ...] | list[_Author]) -> tuple[Name, ...]:
    texts = [author.family or author.name for author in authors]
    if not all_names(texts):
        return ()
    return tuple(_name(author) for author in authors)


def _name(author: _Author) -> Name:
    """Return a name whose parts the publisher has told apart; a group has one part."""
    if author.family is None or not author.given:
        return parse_name(plain(author.family or author.name))
    return Name(family=plain(author.family), given=plain(author.given), suffix=plain(author.suffix))


CROSSREF = Provider(
    title="Crossref",
    base="https://api.crossref.org",
    manners=Manners(provider="crossref", interval=1.0),
    gives=frozenset({"author", "year", "venue", "doi"}),
    asked_by=("doi",),
    address=address,
    read=read,
)
