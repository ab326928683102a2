"""Read text in which each field of a paper has its label: `Title:`, `PDF:`, `Summary:`, then `---`.

A field goes on over the lines that follow it. Papers end at a line of hyphens or at the next title.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.stages.read.columns import column_name, describe_columns
from generator.stages.read.records import Description, NoPaperError, load_items
from generator.stages.read.source import Loaded, Source

_HEAD = 200_000
# Others are words of an abstract: "Note: ..." goes on with it.
_LABELS = frozenset(
    """
    title abstract summary authors author year date published published_at publication_date arxiv arxiv_id
    arxivid eprint id doi url pdf link pdf_url code github venue journal booktitle conference primary_class
    primary_category votes upvotes
    """.split()
)
_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z -]{1,20}):(?:\s+(?P<text>.*))?")
_TITLE = re.compile(r"^Title:[ \t]*\S", re.MULTILINE)
_ABSTRACT = re.compile(r"^(?:Abstract|Summary):", re.MULTILINE)
_END = re.compile(r"-{3,}\s*")


def recognises(text: str) -> bool:
    """Return whether a dump labels titles and abstracts."""
    head = text[:_HEAD]
    return _TITLE.search(head) is not None and _ABSTRACT.search(head) is not None


def read(source: Source) -> Loaded:
    """Return the labelled papers, and a problem for each block without title or abstract."""
    return load_items(source, _papers(source.text), _describe)


def _papers(text: str) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Yield the fields of each paper, line by line, with the line it begins at."""
    fields: dict[str, list[str]] = {}
    begin, current = 1, ""
    for number, line in enumerate(text.split("\n"), start=1):
        name, rest = _label(line)
        is_end = _END.fullmatch(line) is not None
        if fields and (is_end or name == "title"):
            yield begin, fields
            fields, current = {}, ""
        if is_end or not line.strip():
            continue
        begin = begin if fields else number
        if name and name not in fields:
            current, fields[name] = name, [rest]
        else:
            fields.setdefault(current, []).append(line)
    if fields:
        yield begin, fields


def _label(line: str) -> tuple[str, str]:
    """Return the field that a line begins, and what the line says of it; empty when it begins none."""
    found = _LABEL.fullmatch(line)
    name = column_name(found["label"]) if found else ""
    return (name, (found["text"] or "")) if found and name in _LABELS else ("", "")


def _describe(lines: Mapping[str, list[str]]) -> Description:
    if "title" not in lines:
        message = "a block has no 'Title:'"
        raise NoPaperError(message)
    said = describe_columns({name: "\n".join(found) for name, found in lines.items() if name})
    return replace(said, needs_abstract=True)
