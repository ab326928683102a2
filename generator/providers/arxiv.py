"""arXiv's API: Atom feeds of facts and of new papers (https://info.arxiv.org/help/api/user-manual.html)."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from generator.base.identifiers import find_arxiv, find_doi, slugify
from generator.base.models import Facts
from generator.providers.answers import all_names, plain, sound_year
from generator.providers.client import RequestPolicy
from generator.providers.dumps import DumpQuery
from generator.providers.provider import AskedBy, Candidate, Provider
from generator.stages.classify.availability import published_code

_BASE = "https://export.arxiv.org"
_INTERVAL = 3.0
_HITS = 5
_PAGE_SIZE = 100
_LONGEST_NAME = 40
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_DUMPS = RequestPolicy(provider="arXiv", interval=_INTERVAL, timeout=60.0)
_WORD = re.compile(r"[^\W_]+")
_REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)/[\w.-]+/[\w.-]*\w")


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question: a title is searched as a phrase."""
    if by == "arxiv":
        return _address(base, id_list=value, max_results=1)
    phrase = " ".join(_WORD.findall(value))
    return _address(base, search_query=f'ti:"{phrase}"', max_results=_HITS)


def read(body: bytes) -> tuple[Candidate, ...]:
    """Return the papers of a feed; ValueError where it is none or tells of an error."""
    return tuple(_candidate(entry) for entry in _read_entries(body) if _text(entry, f"{_ATOM}title"))


def make_query(search: str, most: int, day: dt.date, base: str | None = None) -> DumpQuery:
    """Return the query for the newest papers that a search finds, which come in the edition of a day.

    Args:
        search: What to search, in arXiv's own language: "cat:cs.DC AND abs:GPU".
        most: The most papers that are wanted.
        day: The edition.
        base: Another address than arXiv's.
    """
    size = min(_PAGE_SIZE, most)

    def page(number: int) -> str:
        start = size * (number - 1)
        return _address(
            (base or _BASE).rstrip("/"),
            search_query=search,
            sortBy="submittedDate",
            sortOrder="descending",
            start=start,
            max_results=min(size, most - start),
        )

    name = slugify(search)[:_LONGEST_NAME].strip("-")
    return DumpQuery(
        address=page,
        count=lambda body: len(_read_entries(body)),
        size=size,
        most=most,
        stem=f"{day.isoformat()}-arxiv{'-' if name else ''}{name}",
        suffix=".xml",
        policy=_DUMPS,
    )


def make_listing(identifiers: Iterable[str], day: dt.date, base: str | None = None) -> Iterator[DumpQuery]:
    """Yield the queries for papers by their identifiers, a hundred at a time.

    Args:
        identifiers: Of papers on arXiv, without versions.
        day: The edition.
        base: Another address than arXiv's.
    """
    ordered = sorted({*identifiers})
    for start in range(0, len(ordered), _PAGE_SIZE):
        yield _listing(ordered[start : start + _PAGE_SIZE], day, (base or _BASE).rstrip("/"))


def _listing(identifiers: Sequence[str], day: dt.date, base: str) -> DumpQuery:
    url = _address(base, id_list=",".join(identifiers), max_results=len(identifiers))
    return DumpQuery(
        address=lambda _: url,
        count=lambda body: len(_read_entries(body)),
        size=len(identifiers),
        most=len(identifiers),
        stem=f"{day.isoformat()}-arxiv-{slugify(identifiers[0])}-to-{slugify(identifiers[-1])}",
        suffix=".xml",
        policy=_DUMPS,
    )


def _address(base: str, **parameters: str | int) -> str:
    return f"{base}/api/query?{urlencode(parameters)}"


def _read_entries(body: bytes) -> list[Element]:
    """Return the entries of a feed.

    Raises:
        ValueError: It is no feed, or tells of an error, which comes as an entry.
    """
    try:
        feed: Element | None = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException):
        feed = None
    if feed is None or feed.tag != f"{_ATOM}feed":
        message = "not an Atom feed"
        raise ValueError(message)
    entries = feed.findall(f"{_ATOM}entry")
    for entry in entries:
        if "/api/errors" in _text(entry, f"{_ATOM}id"):
            raise ValueError(_text(entry, f"{_ATOM}summary") or "an error")
    return entries


def _candidate(entry: Element) -> Candidate:
    primary = entry.find(f"{_ARXIV}primary_category")
    published = _text(entry, f"{_ATOM}published")[:4]
    abstract = _text(entry, f"{_ATOM}summary")
    return Candidate(
        title=_text(entry, f"{_ATOM}title"),
        abstract=abstract,
        facts=Facts(
            authors=all_names([name.text for name in entry.findall(f"{_ATOM}author/{_ATOM}name")]),
            year=sound_year(int(published)) if published.isdecimal() else None,
            arxiv=find_arxiv(_text(entry, f"{_ATOM}id")),
            primary_class=primary.get("term", "") if primary is not None else "",
            doi=find_doi(_text(entry, f"{_ARXIV}doi")),
            code=_code(_text(entry, f"{_ARXIV}comment"), abstract),
        ),
    )


def _code(*texts: str) -> str:
    """Return the one repository that a text names which says that the paper's code is there."""
    for text in texts:
        found: set[str] = set(_REPOSITORY.findall(published_code(text)))
        if len(found) == 1:
            return found.pop().removesuffix(".git")
    return ""


def _text(entry: Element, path: str) -> str:
    return plain(entry.findtext(path))


ARXIV = Provider(
    title="arXiv",
    base=_BASE,
    policy=RequestPolicy(provider="arxiv", interval=_INTERVAL),
    gives=frozenset({"authors", "year", "doi", "arxiv", "code"}),
    asked_by=("arxiv",),
    address=address,
    read=read,
)
