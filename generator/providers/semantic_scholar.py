"""Semantic Scholar's Academic Graph API: JSON (https://api.semanticscholar.org/api-docs/graph)."""

import re
from urllib.parse import quote, urlencode

from pydantic import AliasPath, Field

from generator.base.identifiers import find_arxiv, find_doi
from generator.base.models import EntryType, Facts
from generator.providers.answers import Answer, all_names, plain, read_candidates, sound_year
from generator.providers.client import RequestPolicy
from generator.providers.provider import AskedBy, Candidate, Provider

_FIELDS = "title,abstract,authors,year,venue,journal,externalIds"
_DBLP = re.compile(r"(?P<kind>conf|journals)/(?!corr/)[^/]+/.*?(?P<year>\d\d)[a-z]?")
_CENTURY_TURNS = 50


class _Author(Answer):
    name: str = ""


class _Paper(Answer):
    title: str
    abstract: str = ""
    authors: tuple[_Author, ...] = ()
    year: int | None = None
    venue: str = ""
    journal: str = Field(default="", validation_alias=AliasPath("journal", "name"))
    identifiers: dict[str, str | int] = Field(default_factory=dict, validation_alias="externalIds")


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question; a title is matched with the one paper whose title is closest."""
    if by == "title":
        query = urlencode({"query": value, "fields": _FIELDS})
        return f"{base}/graph/v1/paper/search/match?{query}"
    kind = "ARXIV" if by == "arxiv" else "DOI"
    return f"{base}/graph/v1/paper/{kind}:{quote(value)}?{urlencode({'fields': _FIELDS})}"


def _candidate(paper: _Paper) -> Candidate:
    known = {name: str(value) for name, value in paper.identifiers.items()}
    entry_type, venue, year = _publication(paper, known.get("DBLP", ""))
    return Candidate(
        title=plain(paper.title),
        abstract=plain(paper.abstract),
        entry_type=entry_type,
        facts=Facts(
            authors=all_names([author.name for author in paper.authors]),
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
    journal = plain(paper.journal) if found and found["kind"] == "journals" else ""
    venue = journal or plain(paper.venue)
    if not found or not venue:
        return "misc", "", sound_year(paper.year)
    short = int(found["year"])
    year = short + (1900 if short > _CENTURY_TURNS else 2000)
    return ("inproceedings" if found["kind"] == "conf" else "article"), venue, year


SEMANTIC_SCHOLAR = Provider(
    title="Semantic Scholar",
    base="https://api.semanticscholar.org",
    policy=RequestPolicy(provider="semanticscholar"),
    gives=frozenset({"authors", "year", "venue", "doi", "arxiv"}),
    asked_by=("arxiv", "doi"),
    address=address,
    read=lambda body: read_candidates(body, ("data",), _Paper, _candidate),
    key_header="x-api-key",
)
