"""Read answers of the Hugging Face `daily_papers` API, one JSON file a day.

Three vintages exist: a list of objects, a list of strings that each hold a Python literal, and
an object that wraps the list. Format: <https://huggingface.co/docs/hub/api>.
"""

import ast
import re
import warnings

from generator.base.models import Facts
from generator.stages.read.fields import Fields
from generator.stages.read.json_items import json_items
from generator.stages.read.records import Description, NoPaperError, load_items
from generator.stages.read.source import Loaded, Source

_HEAD = 200_000
_PAPER = re.compile(r"""(?<!\\)["']paper["']\s*:""")
_LONGEST_LITERAL = 1_000_000


def recognises(text: str) -> bool:
    """Return whether a dump is JSON that speaks of a `paper`."""
    start = text[:_HEAD].lstrip()
    return start.startswith(("[", "{")) and _PAPER.search(start) is not None


def read(source: Source) -> Loaded:
    """Return the papers of one answer, and a problem for each item that is none.

    Raises:
        DigestError: The file holds no list of papers.
    """
    return load_items(source, json_items(source), _describe)


def _describe(item: object) -> Description:
    fields = Fields(_unwrap(item))
    authors, has_more_authors = fields.authors("authors")
    return Description(
        title=fields.prose("title"),
        abstract=fields.prose("summary"),
        facts=Facts(
            authors=authors,
            has_more_authors=has_more_authors,
            year=fields.year("publishedAt"),
            arxiv=fields.arxiv("id"),
            url=fields.url("projectPage"),
            code=fields.text("githubRepo"),
        ),
        votes=fields.votes("upvotes"),
        summary=fields.text("ai_summary"),
        needs_abstract=True,
        oddities=tuple(fields.oddities),
    )


def _unwrap(item: object) -> dict[str, object]:
    """Return the values of an item, those of its `paper` before those around it.

    Raises:
        NoPaperError: The item is no object, nor a string that holds one.
    """
    outer = _parse_literal(item) if isinstance(item, str) else item
    if isinstance(outer, dict) and isinstance(outer.get("row"), dict):
        outer = outer["row"]
    if not isinstance(outer, dict):
        message = "the item is no paper with title and summary"
        raise NoPaperError(message)
    paper = outer.get("paper")
    return {**outer, **paper} if isinstance(paper, dict) else outer


def _parse_literal(text: str) -> object:
    """Return the value of a Python literal; None where it is none."""
    if len(text) > _LONGEST_LITERAL:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in strangers' strings
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
