"""Read lines of the arXiv metadata snapshot, one JSON object a paper.

Format: <https://www.kaggle.com/datasets/Cornell-University/arxiv>.
"""

from generator.base.models import Facts
from generator.bibliography.codec.venues import type_of_venue
from generator.stages.read.arxiv_reference import split_journal_reference
from generator.stages.read.fields import Fields
from generator.stages.read.json_items import json_items, json_keys
from generator.stages.read.records import Description, NoPaperError, load_items
from generator.stages.read.source import Loaded, Source

_MARKS = frozenset({"title", "abstract", "categories"})


def recognises(text: str) -> bool:
    """Return whether a dump is JSON with the fields of the snapshot."""
    keys = json_keys(text)
    return keys >= _MARKS and ("authors_parsed" in keys or "versions" in keys)


def read(source: Source) -> Loaded:
    """Return the papers, and a problem for each line that is none.

    Raises:
        DigestError: The file holds no papers.
    """
    return load_items(source, json_items(source), _describe)


def _describe(item: object) -> Description:
    if not isinstance(item, dict):
        message = "the line is no object"
        raise NoPaperError(message)
    fields = Fields({**item, "created": _first_version(item.get("versions"))})
    venue, year = split_journal_reference(fields.text("journal-ref"))
    authors, has_more_authors = fields.authors("authors_parsed", "authors")
    return Description(
        title=fields.prose("title"),
        abstract=fields.prose("abstract"),
        facts=Facts(
            authors=authors,
            has_more_authors=has_more_authors,
            year=year or fields.year("created", "update_date"),
            venue=venue,
            arxiv=fields.arxiv("id"),
            primary_class=fields.text("categories").partition(" ")[0],
            doi=fields.doi("doi"),
        ),
        entry_type=type_of_venue(venue),
        needs_abstract=True,
        oddities=tuple(fields.oddities),
    )


def _first_version(versions: object) -> object:
    """Return when the first version was submitted: "Mon, 2 Apr 2007 19:18:42 GMT"."""
    first = versions[0] if isinstance(versions, list) and versions else None
    return first.get("created") if isinstance(first, dict) else None
