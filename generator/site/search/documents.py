"""What a paper can be found by, as a reader reads it.

The index is made of these and not of finished pages: mathematics would reach the excerpts as fragments of
MathML, and every change of the theme would make every index anew.
"""

import datetime as dt
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from generator.base.cache import fingerprint
from generator.base.models import Paper
from generator.config import UNSORTED
from generator.output.addresses import paper_path
from generator.stages.digest import Digest

_YEAR = re.compile(r"\W*\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """What a paper can be found by; excerpts are cut from the abstract.

    Attributes:
        path: Address of the paper's page, relative to the site's root.
        published: Venue and year.
        venue: Conference or journal without the year, or arXiv; empty when unknown.
        code: Whether the code is published.
        editions: The days that brought it; the first one places it in a volume and in time.
    """

    path: str
    title: str
    authors: tuple[str, ...]
    published: str
    identifiers: tuple[str, ...]
    abstract: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    year: str
    code: bool
    editions: tuple[dt.date, ...]
    venue: str = ""


class Searchable(NamedTuple):
    """A paper that is to be found.

    Attributes:
        day: The edition that brought it first, which places it in a volume and in time.
        inputs: A hash of all that its document depends on.
        make: Makes its document.
    """

    day: dt.date
    inputs: bytes
    make: Callable[[], SearchDocument]


def searchable_papers(digest: Digest) -> tuple[Searchable, ...]:
    """Return the papers of a digest, in reading order."""
    taxonomy = digest.taxonomy
    names = repr((taxonomy.topic_titles, taxonomy.tag_titles, sorted(taxonomy.code_tags)))
    return tuple(
        Searchable(
            day=paper.editions[0],
            inputs=fingerprint(names, paper, digest.labels[paper.key]),
            make=functools.partial(_document, paper, digest),
        )
        for paper in digest.papers
    )


def _document(paper: Paper, digest: Digest) -> SearchDocument:
    label, taxonomy, facts = digest.labels[paper.key], digest.taxonomy, paper.facts
    tags = {tag.slug for tag in label.tags}
    identifiers = (paper.key, *paper.retired_keys, facts.arxiv, facts.doi)
    return SearchDocument(
        path=paper_path(paper.key),
        title=paper.plain_title,
        authors=facts.all_authors,
        published=paper.published,
        identifiers=tuple(identifier for identifier in identifiers if identifier),
        abstract=paper.abstract.as_plain,
        topics=tuple(taxonomy.topic_titles[topic.slug] for topic in label.topics) or (UNSORTED.title(),),
        # That code is published is a filter of its own.
        tags=tuple(taxonomy.tag_titles[tag.slug] for tag in label.tags if tag.slug not in taxonomy.code_tags),
        year=str(facts.year or ""),
        code=bool(facts.code_page) or not tags.isdisjoint(taxonomy.code_tags),
        editions=paper.editions,
        venue=_YEAR.sub("", paper.venue.as_plain).strip() or ("arXiv" if facts.arxiv else ""),
    )
