"""Papers as CSL-JSON, which pandoc, Zotero and every CSL processor read.

Specification: <https://docs.citationstyles.org/en/stable/specification.html> (1.0.2) and its
schema `csl-data.json`.
"""

import json
from collections.abc import Iterable, Mapping

from generator.base.models import MORE_AUTHORS, STANDALONE, THESES, EntryType, Facts, Paper, web_address
from generator.base.names import Name
from generator.base.text import RichText, collapse_space, visible_line

_TYPES: Mapping[EntryType, str] = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "book": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    # For works that no journal or other publication holds, such as preprints.
    "misc": "article",
}


def csl_item(paper: Paper) -> dict[str, object]:
    """Return one CSL-JSON item; what is unknown is left out.

    Its strings are plain text on one line: who makes HTML of them escapes it.

    Args:
        paper: A preprint has arXiv as its publisher and the identifier as its number.
    """
    facts = paper.facts
    notes = (_line(facts.details.get("note")), *(note.as_line for note in paper.notes))
    values = {
        "id": paper.key,
        "type": _TYPES[paper.entry_type],
        "title": collapse_space(paper.plain_title),
        "author": [_name(name) for name in facts.authors if name.family],
        "editor": [_name(name) for name in facts.details.editors],
        "issued": {"date-parts": [_date(facts)]} if facts.year else None,
        **_details(paper),
        **_venue(paper),
        **(_preprint(facts) if paper.entry_type == "misc" else {}),
        "DOI": visible_line(paper.doi),
        "URL": visible_line(web_address(facts.landing_page)),
        "note": "; ".join(filter(None, notes)),
    }
    return {name: value for name, value in values.items() if value}


def render_item(paper: Paper) -> str:
    """Return the item of a paper in a file, on one line.

    The key has its name for Zotero as well. CSL has no mark for a list of authors that goes on, and
    what stands for one would be cited as a person's name, so a note says it.
    """
    item = {"citation-key": paper.key, **csl_item(paper)}
    if paper.facts.has_more_authors:
        item["note"] = "; ".join((*filter(None, [str(item.get("note", ""))]), MORE_AUTHORS))
    return json.dumps(item, ensure_ascii=False)


def render_csl(items: Iterable[str]) -> str:
    """Return a file of items, a JSON array with one item on a line.

    It has no comment, since JSON knows none, and an item that is no paper would be cited as one.

    Args:
        items: Results of `render_item`.
    """
    return "[\n" + ",\n".join(items) + "\n]\n"


def _venue(paper: Paper) -> dict[str, str]:
    facts = paper.cited_facts
    is_publisher = paper.entry_type in STANDALONE
    return {
        "container-title": "" if is_publisher else _line(facts.venue),
        "container-title-short": paper.short_venue.as_line,
        "collection-title": _line(facts.series),
        "volume": visible_line(facts.volume),
        ("number" if is_publisher else "issue"): visible_line(facts.number),
        "page": visible_line(facts.pages),
        "publisher": _line(facts.venue if is_publisher else facts.details.get("publisher")),
        "ISSN": _line(facts.details.get("issn")),
    }


def _details(paper: Paper) -> dict[str, object]:
    """Return what is known beside what every item has, by the names of CSL."""
    details = paper.facts.details
    visited = [int(part) for part in details.get("urldate").split("-") if part.isdecimal()]
    return {
        "genre": _line(details.get("type")) or THESES.get(paper.entry_type, ""),
        "publisher-place": _line(details.get("address")),
        "edition": _line(details.get("book_edition")),
        "version": _line(details.get("version")),
        "ISBN": _line(details.get("isbn")),
        "language": _line(details.get("language")),
        "keyword": _line(details.get("keywords")),
        "accessed": {"date-parts": [visited]} if len(visited) == 3 else None,  # noqa: PLR2004  year, month, day
    }


def _date(facts: Facts) -> list[int | None]:
    month = facts.details.get("month")
    return [facts.year, int(month)] if month.isdecimal() else [facts.year]


def _line(text: str) -> str:
    return RichText(text).as_line


def _preprint(facts: Facts) -> dict[str, str]:
    return {"publisher": "arXiv", "number": f"arXiv:{visible_line(facts.arxiv)}"} if facts.arxiv else {}


def _name(name: Name) -> dict[str, str]:
    """Return a name in parts; a group or single name is held together."""
    if name.is_group or not name.given:
        return {"literal": visible_line(name.as_text())}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: visible_line(text) for part, text in parts.items() if text}
