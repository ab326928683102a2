"""What every reader has in common: items become records, or problems with their line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from generator.base.errors import Problem, shorten
from generator.base.models import EntryType, Facts, Record
from generator.base.text import RichText, collapse_space, visible_text
from generator.stages.read.source import Loaded, Source

Item = TypeVar("Item")

LONGEST_TITLE = 1_000
LONGEST_ABSTRACT = 50_000
"""Longer texts, in characters, are whole papers or damaged files."""

_NOTHING = Facts()
_MANY_AUTHORS = 5_000


class NoPaperError(Exception):
    """An item that no record can be made of; its text is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an item says, before it is known where it stands.

    Attributes:
        title: As written.
        abstract: As written.
        facts: Beyond title and abstract.
        entry_type: "misc" where the item does not say where the paper was published.
        votes: Of readers; None where there are none.
        summary: Written by a program of the source, on one line; empty where there is none.
        needs_abstract: Whether every paper of the format has one, so that a lack of it is damage.
        oddities: What is wrong with the item, though the paper can be shown.
    """

    title: str
    abstract: str
    facts: Facts = _NOTHING
    entry_type: EntryType = "misc"
    votes: int | None = None
    summary: str = ""
    needs_abstract: bool = False
    oddities: tuple[str, ...] = ()


def load_items(
    source: Source, items: Iterable[tuple[int, Item | Problem]], describe: Callable[[Item], Description]
) -> Loaded:
    """Return the records of a dump's items; an item that is no paper costs only itself.

    Args:
        source: The dump.
        items: Each with the line it begins at; what could not be read is a problem.
        describe: Says what an item holds, or raises `NoPaperError`.
    """
    records: list[Record] = []
    rejected: list[Problem] = []
    oddities: list[Problem] = []
    for line, item in items:
        if isinstance(item, Problem):
            rejected.append(item)
            continue
        try:
            said = describe(item)
            records.append(_record(said, source, line))
            oddities.extend(Problem(location=source.at(line), reason=reason) for reason in _oddities(said))
        except NoPaperError as error:
            rejected.append(Problem(location=source.at(line), reason=str(error), advice="mend or remove it"))
    return Loaded(records=tuple(records), rejected=tuple(rejected), oddities=tuple(oddities))


def _record(said: Description, source: Source, line: int) -> Record:
    title, abstract = (visible_text(collapse_space(text)) for text in (said.title, said.abstract))
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
        summary=RichText(said.summary),
    )


def _oddities(said: Description) -> Iterable[str]:
    shown = shorten(said.title)
    yield from (f"'{shown}': {oddity}" for oddity in said.oddities)
    if len(said.facts.authors) > _MANY_AUTHORS:
        yield f"'{shown}' names {len(said.facts.authors):,} authors"
