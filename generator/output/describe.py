"""A paper in a few words: where and when it was published, and the links that lead to it."""

import datetime as dt

from generator.base.models import Paper
from generator.output.identifiers import arxiv_html, arxiv_page, arxiv_pdf, doi_page, web_address
from generator.output.links import Link
from generator.output.words import ENGLISH, Words
from generator.stages.gist import Gist

_TEASER_LENGTH = 200


def published(paper: Paper) -> str:
    """Return venue and year in a few words: "IPDPS 2024", "arXiv 2025"; empty when unknown."""
    facts = paper.facts
    year = str(facts.year or "")
    place = paper.venue.as_plain or ("arXiv" if facts.arxiv else "")
    return place if not year or year in place else f"{place} {year}".strip()


def published_in_full(paper: Paper) -> str:
    """Return venue with volume and year: "Scientific Reports 15, 2025", "IPDPS 2024"."""
    if paper.facts.venue_in_full == paper.facts.venue:
        return published(paper)
    full = paper.venue_in_full.as_plain
    year = str(paper.facts.year or "")
    return full if not year or year in full else f"{full}, {year}"


def source_links(paper: Paper, words: Words = ENGLISH) -> tuple[Link, ...]:
    """Return links to where the paper, its text and its code are published; addresses of the web."""
    facts = paper.facts
    found = (
        ("PDF", arxiv_pdf(facts)),
        ("arXiv", arxiv_page(facts)),
        ("HTML", arxiv_html(facts)),
        ("DOI", doi_page(facts)),
        ("Code", web_address(facts.code)),
        ("Website", web_address(facts.url)),
    )
    return tuple(Link(url=url, title=words.say(title)) for title, url in found if url)


def teaser(paper: Paper, gist: Gist | None) -> str:
    """Return what feeds, mail and shared links say of a paper: its gist, or the beginning of its abstract."""
    if gist:
        return gist.text.as_line
    return shorten(paper.abstract.as_line)


def shorten(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    if len(text) <= _TEASER_LENGTH:
        return text
    return f"{text[:_TEASER_LENGTH].rsplit(' ', 1)[0]} …"


def date_in_words(day: dt.date) -> str:
    """Return a date as a reader says it: "2 October 2025"."""
    return ENGLISH.date(day)
