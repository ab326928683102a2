"""Crossref's REST API: JSON (https://api.crossref.org/swagger-ui/index.html)."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from pydantic import AliasPath, Field

from generator.base.identifiers import find_doi
from generator.base.models import Details, EntryType, Facts
from generator.base.names import Name, join_names
from generator.providers.answers import Answer, all_names, plain, read_candidates, sound_year
from generator.providers.client import RequestPolicy
from generator.providers.provider import AskedBy, Candidate, Provider, Standing

_HITS = 5
_PAPERS = ("", "journal-article", "posted-content", "proceedings-article", "report")
_STANDINGS: Mapping[str, Standing] = {"book-chapter": "chapter", **dict.fromkeys(_PAPERS, "paper")}
_VENUES: Mapping[str, EntryType] = {"journal-article": "article", "proceedings-article": "inproceedings"}


class _Author(Answer):
    given: str = ""
    family: str = ""
    suffix: str = ""
    name: str = ""


class _Work(Answer):
    title: str = Field(validation_alias=AliasPath("title", 0))
    subtitle: str = Field(default="", validation_alias=AliasPath("subtitle", 0))
    doi: str = Field(default="", validation_alias="DOI")
    type: str = ""
    author: tuple[_Author, ...] = ()
    year: int | None = Field(default=None, validation_alias=AliasPath("issued", "date-parts", 0, 0))
    venue: str = Field(default="", validation_alias=AliasPath("container-title", 0))
    abstract: str = ""
    page: str = ""
    volume: str = ""
    issue: str = ""
    article_number: str = Field(default="", validation_alias="article-number")
    publisher: str = ""
    isbn: str = Field(default="", validation_alias=AliasPath("ISBN", 0))
    issn: str = Field(default="", validation_alias=AliasPath("ISSN", 0))
    editor: tuple[_Author, ...] = ()


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question."""
    if by == "doi":
        return f"{base}/works/{quote(value, safe='')}"
    return f"{base}/works?{urlencode({'query.title': value, 'rows': _HITS})}"


def _candidate(work: _Work) -> Candidate:
    year, venue = sound_year(work.year), plain(work.venue)
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
            **(_place(work) if is_published else {}),
        ),
    )


def _place(work: _Work) -> dict[str, Any]:
    """Return where in the venue a paper stands, and who made the volume."""
    details = {
        "publisher": plain(work.publisher),
        "isbn": plain(work.isbn) if _VENUES[work.type] == "inproceedings" else "",
        "issn": plain(work.issn) if _VENUES[work.type] == "article" else "",
        "editor": join_names(_authors(work.editor)),
    }
    return {
        "pages": plain(work.page) or plain(work.article_number),
        "volume": plain(work.volume),
        "number": plain(work.issue),
        "details": Details.of(details),
    }


def _title(work: _Work) -> str:
    """Return title and subtitle, which some publishers keep apart."""
    title, subtitle = plain(work.title), plain(work.subtitle)
    return f"{title}: {subtitle}" if subtitle and subtitle not in title else title


def _authors(authors: Sequence[_Author]) -> tuple[Name, ...]:
    """Return the names in the parts that the publisher has told apart; a group has one part."""
    names = all_names([author.family or author.name for author in authors])
    return tuple(
        Name(family=plain(author.family), given=plain(author.given), suffix=plain(author.suffix))
        if author.family and author.given
        else name
        for author, name in zip(authors, names, strict=False)  # there are no names where one is missing
    )


CROSSREF = Provider(
    title="Crossref",
    base="https://api.crossref.org",
    policy=RequestPolicy(provider="crossref"),
    gives=frozenset({"authors", "year", "venue", "doi", "pages"}),
    asked_by=("doi",),
    address=address,
    read=lambda body: read_candidates(body, ("message", "items"), _Work, _candidate),
)
