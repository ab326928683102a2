"""Read answers of the Hugging Face `daily_papers` API, one JSON file a day.

Three vintages exist: a list of objects, a list of strings that each hold a Python literal, and
an object that wraps the list. Format: <https://huggingface.co/docs/hub/api>.
"""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

from generator.errors import DigestError, Problem
from generator.models import Facts, Record
from generator.names import parse_name
from generator.read.source import Loaded
from generator.text import collapse_space

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.read.source import Source

_ITEM_START = re.compile(r"[\s,]*")
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
"""Identifiers without version (<https://info.arxiv.org/help/arxiv_identifier.html>)."""


def recognises(text: str) -> bool:
    """Return whether a dump is a JSON list or object that speaks of papers."""
    start = text.lstrip()[:200_000]
    return start.startswith(("[", "{")) and ('"paper"' in start or "'paper'" in start)


def read(source: Source) -> Loaded:
    """Return the papers of one answer, and a problem for each item that is none.

    A file that breaks off gives the papers before the break.

    Raises:
        DigestError: The file holds no list of papers.
    """
    records: list[Record] = []
    rejected: list[Problem] = []
    for line, item in _items(source):
        if isinstance(item, Problem):
            rejected.append(item)
            continue
        try:
            records.append(_record(source, line, _unwrap(item)))
        except (ValueError, SyntaxError, TypeError, KeyError, AttributeError, RecursionError, MemoryError):
            reason = "the item is not a paper with title and summary"
            rejected.append(Problem(location=source.at(line), reason=reason, advice="mend or remove it"))
    return Loaded(records=tuple(records), rejected=tuple(rejected))


def _items(source: Source) -> Iterator[tuple[int, Any]]:
    """Yield the items of the list with the lines they begin at; what is no JSON is a problem, and the end."""
    text = source.text
    start = text.find("[")
    if start < 0:
        raise DigestError(Problem(location=source.at(0), reason="holds no list of papers"))
    decoder, place, line = json.JSONDecoder(), start + 1, text.count("\n", 0, start + 1) + 1
    while (found := _ITEM_START.match(text, place)) and found.end() < len(text) and text[found.end()] != "]":
        line += text.count("\n", place, found.end())
        try:
            item, place = decoder.raw_decode(text, found.end())
        except (ValueError, RecursionError) as error:
            reason = f"is not JSON from here on: {getattr(error, 'msg', 'nested too deeply')}"
            yield line, Problem(location=source.at(line), reason=reason, advice="fetch the dump again")
            return
        yield line, item
        line += text.count("\n", found.end(), place)


def _unwrap(item: Any) -> dict[str, Any]:  # noqa: ANN401  strangers' JSON
    """Return the innermost object that has title and summary."""
    value = ast.literal_eval(item) if isinstance(item, str) else item
    outer = dict(value)
    return {**outer, **outer["paper"]} if isinstance(outer.get("paper"), dict) else outer


def _record(source: Source, line: int, paper: dict[str, Any]) -> Record:
    title, abstract = collapse_space(paper["title"]), collapse_space(paper["summary"])
    if not title or not abstract:
        message = "empty title or summary"
        raise ValueError(message)
    return Record(
        title=title,
        abstract=abstract,
        edition=source.edition,
        location=source.at(line),
        facts=_facts(paper),
    )


def _facts(paper: dict[str, Any]) -> Facts:
    names = (author["name"] for author in paper.get("authors") or () if not author.get("hidden"))
    published = str(paper.get("publishedAt") or "")[:4]
    identifier = str(paper.get("id") or "")
    return Facts(
        authors=tuple(parse_name(name) for name in names if name.strip()),
        year=int(published) if published.isdigit() else None,
        arxiv=identifier if _ARXIV.fullmatch(identifier) else "",
        code=collapse_space(str(paper.get("githubRepo") or "")),
    )
