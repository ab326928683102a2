"""Items of a dump become records, or problems with their line, whatever the format."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from generator.base.errors import Problem, shorten
from generator.base.models import EntryType, Facts, Record
from generator.base.text import RichText, collapse_space, text_of_html, visible_text
from generator.stages.read.source import Loaded, Source

Item = TypeVar("Item")

LONGEST_TITLE = 1_000
LONGEST_ABSTRACT = 50_000
"""Longer texts, in characters, are whole papers or damaged files."""

_PAPER = r"(?:paper|submission|article|manuscript|work|version|preprint)"
_WITHDRAWN = re.compile(
    rf"[^.]*\b(?:this|the) (?:\w+ )?{_PAPER}"
    r" (?:has been|is|was|had to be)(?: \w+)? withdrawn\b[^.]*\.?"
    r"|[^.]*\bwithdrawn by (?:the |its |arXiv |all )*(?:authors?|admin\w*)\b(?! of\b)[^.]*\.?"
    rf"|[^.]*\bauthors? (?:(?:have|has) withdrawn|withdrew) (?:this|the) {_PAPER}\b[^.]*\.?",
    re.IGNORECASE,
)
_WITHDRAWAL = re.compile("withdr[ae]w", re.IGNORECASE)
_WITHDRAWN_TITLE = re.compile(
    r"\W*(?:withdrawn|retracted)(?: article| paper)?\W*(?:[:\])-]|$)|.*[(\[](?:withdrawn|retracted)[)\]]\W*$",
    re.IGNORECASE,
)
_WITHDRAWN_COMMENT = re.compile(r"\W*(?:paper |article )?withdrawn\b", re.IGNORECASE)
_SHORTEST_ABSTRACT = 100
"""What is shorter may be a note in its place."""
_NOTHING = Facts()
_MANY_AUTHORS = 5_000


class NoPaperError(Exception):
    """An item that no record can be made of; its text is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an item says, before it is known where it stands.

    Attributes:
        title: The title as written.
        abstract: The abstract as written.
        facts: Facts beyond title and abstract.
        entry_type: "misc" where the item does not say where the paper was published.
        votes: Votes of readers; None where there are none.
        summary: A summary written by a program of the source, on one line.
        comment: What authors say about the paper, such as "12 pages" or "withdrawn".
        needs_abstract: Whether every paper of the format has an abstract, so that a lack of it is damage.
        warnings: Faults of the item, whose paper can be shown all the same.
        unused: Names of its fields that have a value and no place on the site.
    """

    title: str
    abstract: str
    facts: Facts = _NOTHING
    entry_type: EntryType = "misc"
    votes: int | None = None
    summary: str = ""
    comment: str = ""
    needs_abstract: bool = False
    warnings: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


def load_items(
    source: Source, items: Iterable[tuple[int, Item | Problem]], describe: Callable[[Item], Description]
) -> Loaded:
    """Return the records of a dump's items; an item that is no paper costs only itself.

    Args:
        source: The dump.
        items: Each item with the line it begins at; a problem stands for one that could not be read.
        describe: Says what an item holds, or raises `NoPaperError`.
    """
    records: list[Record] = []
    rejected: list[Problem] = []
    warnings: list[Problem] = []
    unused: Counter[str] = Counter()
    for line, item in items:
        if isinstance(item, Problem):
            rejected.append(item)
            continue
        try:
            said = describe(item)
            records.append(_record(said, source, line))
            unused.update(said.unused)
            warnings.extend(Problem(location=source.at(line), reason=reason) for reason in _warnings(said))
        except NoPaperError as error:
            rejected.append(Problem(location=source.at(line), reason=str(error), advice="mend or remove it"))
    return Loaded(
        records=tuple(records), rejected=tuple(rejected), warnings=tuple(warnings), unused=dict(unused)
    )


def _record(said: Description, source: Source, line: int) -> Record:
    title, abstract = (_cleaned(text) for text in (said.title, said.abstract))
    if not title:
        message = "the item has no title"
        raise NoPaperError(message)
    if said.needs_abstract and not abstract:
        message = f"'{shorten(title)}' has no abstract"
        raise NoPaperError(message)
    for kind, text, longest in (("title", title, LONGEST_TITLE), ("abstract", abstract, LONGEST_ABSTRACT)):
        if len(text) > longest:
            message = f"the {kind} of '{shorten(title)}' has {len(text):,} characters, more than {longest:,}"
            raise NoPaperError(message)
    return Record(
        title=RichText(title),
        abstract=RichText(abstract),
        edition=source.edition,
        location=source.at(line),
        facts=said.facts,
        entry_type=said.entry_type,
        votes=said.votes,
        summary=RichText(_cleaned(said.summary)),
        withdrawn=_withdrawal(
            title, abstract, collapse_space(said.comment or said.facts.details.get("note"))
        ),
    )


def _withdrawal(title: str, abstract: str, comment: str) -> str:
    """Return the words that say that a paper was withdrawn, as arXiv keeps it then; empty for none."""
    for text in (abstract, comment):
        if _WITHDRAWAL.search(text) and (
            found := _WITHDRAWN.search(text)
        ):  # the second reads each sentence twice
            return found[0].strip()
    if _WITHDRAWN_TITLE.match(title):
        return title
    notes = (comment, abstract if len(abstract) < _SHORTEST_ABSTRACT else "")
    return next(filter(_WITHDRAWN_COMMENT.match, notes), "")


def _cleaned(text: str) -> str:
    """Return text on one line, its entities and tags read; what is too long is told, and not read."""
    short = len(text) <= LONGEST_ABSTRACT
    return visible_text(collapse_space(text_of_html(text) if short else text))


def _warnings(said: Description) -> Iterable[str]:
    shown = shorten(said.title)
    yield from (f"'{shown}': {warning}" for warning in said.warnings)
    if len(said.facts.authors) > _MANY_AUTHORS:
        yield f"'{shown}' names {len(said.facts.authors):,} authors"
