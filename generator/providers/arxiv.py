"""arXiv's API: Atom (https://info.arxiv.org/help/api/user-manual.html)."""

import re
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from generator.base.identifiers import find_arxiv, find_doi
from generator.base.models import Facts
from generator.providers.candidates import AskedBy, Candidate, all_names, plain, sound_year
from generator.providers.provider import Provider
from generator.providers.web import Manners
from generator.providers.web.arxiv_feed import ATOM, read_entries
from generator.stages.classify.availability import published_code

_ARXIV = "{http://arxiv.org/schemas/atom}"
_HITS = 5
_WORD = re.compile(r"[^\W_]+")
_REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)/[\w.-]+/[\w.-]*\w")


def address(base: str, by: AskedBy, value: str) -> str:
    """Return the address of a question: a title is searched as a phrase."""
    if by == "arxiv":
        return f"{base}/api/query?{urlencode({'id_list': value, 'max_results': 1})}"
    phrase = " ".join(_WORD.findall(value))
    query = {"search_query": f'ti:"{phrase}"', "max_results": _HITS}
    return f"{base}/api/query?{urlencode(query)}"


def read(body: bytes) -> tuple[Candidate, ...]:
    """Return the papers of a feed.

    Raises:
        ValueError: It is no feed, or the feed tells an error.
    """
    return tuple(_candidate(entry) for entry in read_entries(body) if _text(entry, f"{ATOM}title"))


def _candidate(entry: Element) -> Candidate:
    names = [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")]
    primary = entry.find(f"{_ARXIV}primary_category")
    published = _text(entry, f"{ATOM}published")[:4]
    abstract = _text(entry, f"{ATOM}summary")
    return Candidate(
        title=_text(entry, f"{ATOM}title"),
        abstract=abstract,
        facts=Facts(
            authors=all_names(names),
            year=sound_year(int(published)) if published.isdecimal() else None,
            arxiv=find_arxiv(_text(entry, f"{ATOM}id")),
            primary_class=primary.get("term", "") if primary is not None else "",
            doi=find_doi(_text(entry, f"{_ARXIV}doi")),
            code=_code(_text(entry, f"{_ARXIV}comment"), abstract),
        ),
    )


def _code(*texts: str) -> str:
    """Return the repository that a sentence names which says that the paper's code is there."""
    for text in texts:
        found: set[str] = set(_REPOSITORY.findall(published_code(text)))
        if len(found) == 1:
            return found.pop().removesuffix(".git")
    return ""


def _text(entry: Element, path: str) -> str:
    return plain(entry.findtext(path))


ARXIV = Provider(
    title="arXiv",
    base="https://export.arxiv.org",
    manners=Manners(provider="arxiv", interval=3.0),
    gives=frozenset({"author", "year", "doi", "eprint", "code"}),
    asked_by=("arxiv",),
    address=address,
    read=read,
)
