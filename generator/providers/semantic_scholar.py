"""Semantic Scholar's Academic Graph API: JSON (https://api.semanticscholar.org/api-docs/graph)."""

import re
from urllib.parse import quote, urlencode

from pydantic import Field

from generator.base.identifiers import find_arxiv, find_doi
from generator.base.models import EntryType, Facts
from generator.providers.candidates import (
    Answer,
    AskedBy,
    Candidate,
    all_names,
    each,
    load_json,
    plain,
    sound_year,
)
from generator.providers.provider import Provider
from generator.providers.web import Manners

_FIELDS = "title,abstract,authors,year,venue,journal,externalIds"
_DBLP = re.compile(r"(?P<kind>conf|journals)/(?!corr/)[^/]+/.*?(?P<year>\d\d)[a-z]?")
_CENTURY_TURNS = 50


class _Author(Answer):
    name: str | None = None


class _Journal(Answer):
    name: str | None = None


class _Paper(Answer):
    title: str
    abstract: str | None = None
    authors: list[_Author] | None = None
    year: int | None = None
    venue: str | None = None
    journal: _Journal | None = None
    identifiers: dict[str, str | int] | None = Field(default=None, alias="externalIds")


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question; a title is matched with the one paper whose title is closest."""
    if by == "title":
        query = urlencode({"query": value, "fields": _FIELDS})
        return f"{base}/graph/v1/paper/search/match?{query}"
    kind = "ARXIV" if by == "arxiv" else "DOI"
    return f"{base}/graph/v1/paper/{kind}:{quote(value)}?{urlencode({'fields': _FIELDS})}"


def read(body: bytes) -> tuple[Candidate, ...]:
    """Return the papers of an answer: a list of matches, or the one paper that an identifier has.

    Raises:
        ValueError: It is no such answer.
    """
    answer = load_json(body)
    if isinstance(answer, dict) and isinstance(answer.get("data"), list):
        return tuple(_candidate(paper) for paper in each(_Paper, answer["data"]))
    return (_candidate(_Paper.model_validate(answer)),)


def _candidate(paper: _Paper) -> Candidate:
    known = {name: str(value) for name, value in (paper.identifiers or {}).items()}
    entry_type, venue, year = _publication(paper, known.get("DBLP", ""))
    return Candidate(
        title=plain(paper.title),
        abstract=plain(paper.abstract),
        entry_type=entry_type,
        facts=Facts(
            authors=all_names([author.name for author in paper.authors or ()]),
            year=year,
            venue=venue,
            arxiv=find_arxiv(known.get("ArXiv", "")) or find_arxiv(known.get("DOI", "")),
            doi=find_doi(known.get("DOI", "")),
        ),
    )


def _publication(paper: _Paper, dblp: str) -> tuple[EntryType, str, int | None]:
    """Return type, venue and year.

    `year` is that of the first version, often a preprint, and `venue` may be the preprint server. The key
    of DBLP that comes along says what was published, and in which year: "journals/natmi/BranCSBWS24".
    """
    found = _DBLP.fullmatch(dblp)
    journal = plain(paper.journal.name) if paper.journal else ""
    venue = (journal or plain(paper.venue)) if found and found["kind"] == "journals" else plain(paper.venue)
    if not found or not venue:
        return "misc", "", sound_year(paper.year)
    short = int(found["year"])
    year = short + (1900 if short > _CENTURY_TURNS else 2000)
    return ("inproceedings" if found["kind"] == "conf" else "article"), venue, year


SEMANTIC_SCHOLAR = Provider(
    title="Semantic Scholar",
    base="https://api.semanticscholar.org",
    manners=Manners(provider="semanticscholar", interval=1.0),
    gives=frozenset({"author", "year", "venue", "doi", "eprint"}),
    asked_by=("arxiv", "doi"),
    address=address,
    read=read,
    key_header="x-api-key",
)
