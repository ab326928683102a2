"""What a reader asks to be set right in an issue, brought into the bibliography of record."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import lock_folder, replace_file
from generator.base.identifiers import find_arxiv, find_doi
from generator.base.models import EntryType, Paper
from generator.base.names import split_names
from generator.base.text import collapse_space, normalise_title, visible_text
from generator.base.venues import type_of_venue
from generator.bibliography import Source, add_provenance, parse_library
from generator.bibliography.codec import (
    VENUE_FIELDS,
    decode,
    decode_field,
    encode_field,
    raw_entries,
    set_entry_type,
    set_fields,
)
from generator.config import PlainYaml, Project, StrictModel
from generator.output.pages.fix_link import fix_fields
from generator.workflows.prepare import Prepared, prepare_digest

_FENCE = re.compile(
    r"^ {0,3}```[ \t]*(?:ya?ml)?[ \t]*\n(?P<yaml>.*?)^ {0,3}```[ \t]*$", re.MULTILINE | re.DOTALL
)
_PROVIDER = "fix"
# Lines move when fields are added above them.
_LINE = re.compile(r"\bline \d+")
_ADDRESS = re.compile(r"https?://[^\s\"<>{}\\]+")
_AN_ADDRESS = (_ADDRESS.fullmatch, "is no address such as https://example.org/")
_RULES: Mapping[str, tuple[Callable[[str], object], str]] = {
    "year": (re.compile("[0-9]{4}").fullmatch, "has not four digits"),
    "type": (VENUE_FIELDS.__contains__, f"is none of {', '.join(VENUE_FIELDS)}"),
    "doi": (find_doi, "is no DOI such as 10.1145/3725843.3756041 (arXiv's own go into arxiv)"),
    "arxiv": (find_arxiv, "is no arXiv identifier such as 2402.13499"),
    "code": _AN_ADDRESS,
    "url": _AN_ADDRESS,
}
"""What a value has to be, and what is said of one that is not."""
_NORMAL: Mapping[str, Callable[[str], str]] = {
    "arxiv": find_arxiv,
    "doi": find_doi,
    "pages": lambda text: decode_field("pages", text),
}
"""How a value is spelt that may be spelt in several ways."""
_OTHER_WORDS = "has other words; a paper is found by them, so a new title belongs in data/curation.yml"
_FIELDS = {"authors": "author", "arxiv": "eprint"}


def _one_line(value: object) -> object:
    return collapse_space(visible_text(value)) if isinstance(value, str) else value


def _names(value: object) -> object:
    """Return a list of names; a text is a list as BibTeX writes it, "Doe, Jane and Roe, Richard"."""
    return tuple(split_names(value)) if isinstance(value, str) else value or ()


Line = Annotated[str, BeforeValidator(_one_line)]


class Fix(StrictModel):
    """Facts of one paper as they should be; None leaves a fact as it is, an empty text clears it.

    Attributes:
        authors: Names as in BibTeX: "Van Gool, Luc", "{Team Wan}".
        type: The type of the BibTeX entry.
    """

    key: Line
    title: Line | None = None
    authors: Annotated[tuple[Line, ...], BeforeValidator(_names)] | None = None
    year: Line | None = None
    type: Line | None = None
    venue: Line | None = None
    doi: Line | None = None
    arxiv: Line | None = None
    code: Line | None = None
    url: Line | None = None
    pages: Line | None = None
    volume: Line | None = None
    number: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact that is set right.

    Attributes:
        field: The name of the fact in the fix.
        old: The text that the page shows; empty when unknown.
        new: The text that it will show; empty when cleared. Authors are a list as in BibTeX.
    """

    field: str
    old: str
    new: str

    def __str__(self) -> str:
        """Return the change in a line."""
        old, new = (collapse_space(text) or "nothing" for text in (self.old, self.new))
        return f"{self.field}: {old} -> {new}"


def apply_fix(project: Project, text: str, name: str, day: dt.date) -> tuple[str, tuple[Change, ...]]:
    """Set facts of one paper right in the bibliography; whole or not at all.

    Args:
        project: The project that holds the bibliography.
        text: The text of an issue that `Fix this entry` opened.
        name: The name of the issue in messages.
        day: The day that is noted as that of the changes.

    Returns:
        The paper's key, and what was changed.

    Raises:
        DigestError: The issue or the project has faults, the paper's entry cannot be read, or a change
            cannot be made.
    """
    fix, source = read_fix(text, name)
    with lock_folder(project.build):
        before = prepare_digest(project)
        papers = before.digest.papers
        paper = next((paper for paper in papers if fix.key in {paper.key, *paper.retired_keys}), None)
        if paper is None:
            raise DigestError(source.problem(("key",), f"no paper of the site has the key '{fix.key}'"))
        before.refuse_second_entries()
        if paper.key not in raw_entries(before.library):
            raise DigestError(*before.broken)
        fix = _with_type_of_venue(fix, paper)
        changes = changes_of(fix, paper)
        if faults := tuple(_faults(fix, source, paper, changes)):
            raise DigestError(*faults)
        library = _correct_library(before.library, paper, changes, day)
        after = prepare_digest(project, library=parse_library(library, project.name(project.library)))
        if problems := tuple(_not_taken(fix, source, paper.key, (before, after))):
            raise DigestError(*problems)
        if changes:
            replace_file(project.library, library)
    return paper.key, changes


def read_fix(text: str, name: str) -> tuple[Fix, PlainYaml]:
    """Return what an issue asks for, and where each part of it stands.

    Args:
        text: The text of an issue with one block of YAML, or YAML alone.
        name: The name of the issue in messages.

    Raises:
        DigestError: It holds no fix, or fields that do not fit, each with its line.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") + "\n"
    blocks = list(_FENCE.finditer(lines))
    if len(blocks) > 1:
        line = lines.count("\n", 0, blocks[1].start()) + 1
        raise DigestError(Problem(Location(name, line), "holds a second block", "leave one"))
    if blocks:
        start = blocks[0].start("yaml")
        lines = "\n" * lines.count("\n", 0, start) + blocks[0]["yaml"]
    source = PlainYaml(lines, name)
    return source.load(Fix), source


def _with_type_of_venue(fix: Fix, paper: Paper) -> Fix:
    """Return a fix that says what the paper is, where that follows from the venue that it sets or clears.

    The type that is written may be the one that the form showed, so "misc" with a venue says nothing.
    """
    is_silent = fix.type in {None, paper.entry_type}
    if fix.venue is None or (_text("venue", fix.venue) == _text("venue", paper.facts.venue) and is_silent):
        return fix
    if not fix.venue and is_silent:
        return fix.model_copy(update={"type": "misc"})
    is_open = fix.type == "misc" or (fix.type is None and paper.entry_type == "misc")
    return fix.model_copy(update={"type": type_of_venue(fix.venue)}) if fix.venue and is_open else fix


def changes_of(fix: Fix, paper: Paper) -> tuple[Change, ...]:
    """Return where a fix differs from what a paper's page shows, in the order of `fix_fields`."""
    changes = []
    for name, value in fix_fields(paper).items():
        wanted = getattr(fix, name)
        old, new = _text(name, value), _text(name, value if wanted is None else wanted)
        if old != new:
            changes.append(Change(field=name, old=old, new=new))
    return tuple(changes)


def _faults(fix: Fix, source: PlainYaml, paper: Paper, changes: Sequence[Change]) -> Iterator[Problem]:
    for change in changes:
        if fault := _fault(change):
            yield source.problem((change.field,), f"{change.field}: {fault}")
    if fix.authors and not _text("authors", fix.authors):
        yield source.problem(("authors",), "authors: names nobody", "leave it empty if nobody is known")
    venue = paper.facts.venue if fix.venue is None else fix.venue
    if not venue and any(change.field == "type" and change.new != "misc" for change in changes):
        reason = f"type: '{fix.type}' has a venue, and none is known"
        yield source.problem(("type",), reason, "name it in venue")


def _fault(change: Change) -> str:
    """Return why a change cannot be made, or nothing."""
    if change.field == "title":
        same = normalise_title(change.new) == normalise_title(change.old)
        return "" if same else _OTHER_WORDS
    is_sound, fault = _RULES.get(change.field, (str, ""))
    if is_sound(change.new) or (not change.new and change.field != "type"):
        return ""
    return f"'{change.new}' {fault}"


def _correct_library(library: str, paper: Paper, changes: Sequence[Change], day: dt.date) -> str:
    """Return a library with changes made to the entry of a paper, and their source and day noted."""
    if not changes:
        return library
    new = {change.field: change.new for change in changes}
    wanted = new.pop("type", paper.entry_type)
    entry_type = next(known for known in VENUE_FIELDS if known == wanted)
    written = raw_entries(library)[paper.key].fields
    source = Source(provider=_PROVIDER, day=day)
    said = {_name(field, entry_type): source for field in new}
    denied = {*said, "primaryclass"} if paper.facts.primary_class else {*said}
    fields = _library_fields(paper, entry_type, new)
    fields |= {"provenance": add_provenance(decode(written.get("provenance", "")), said)}
    # An empty field says that there is none; where nobody said so, there is no field.
    fields = {name: value for name, value in fields.items() if value or name in written or name in denied}
    text = set_fields(library, {paper.key: fields})
    return text if entry_type == paper.entry_type else set_entry_type(text, paper.key, entry_type)


def _not_taken(fix: Fix, source: PlainYaml, key: str, builds: tuple[Prepared, Prepared]) -> Iterator[Problem]:
    """Yield why a corrected bibliography would not show what it should; `builds` are without and with it."""
    before, after = builds
    known = {_LINE.sub("", problem.reason) for problem in before.warnings}
    for problem in after.warnings:
        if _LINE.sub("", problem.reason) not in known:
            yield source.problem(("key",), f"would be wrong: {problem.reason}", problem.advice)
    paper = after.digest.by_key.get(key)
    if paper is None or after.digest.by_key.keys() != before.digest.by_key.keys():
        yield source.problem(("key",), f"the dumps would not find '{key}' any more")
        return
    for change in changes_of(fix, paper):
        said = f"a dump, data/curation.yml or another field of the entry says '{change.old}'"
        yield source.problem((change.field,), f"{change.field}: {said}", "edit the entry by hand")


def _text(name: str, value: str | tuple[str, ...]) -> str:
    """Return a value so that what means the same is the same text."""
    if isinstance(value, tuple):
        return encode_field("author", visible_text(" and ".join(value)))
    text = collapse_space(visible_text(value))
    return _NORMAL.get(name, str)(text) or text


def _name(field: str, entry_type: EntryType) -> str:
    """Return how an entry of some type calls a field of a fix."""
    return VENUE_FIELDS[entry_type] if field == "venue" else _FIELDS.get(field, field)


def _library_fields(paper: Paper, entry_type: EntryType, new: dict[str, str]) -> dict[str, str]:
    """Return what has to be set in a paper's entry, which will have some type."""
    fields = {_name(field, entry_type): text for field, text in new.items()}
    if entry_type != paper.entry_type:
        venue = new.get("venue", paper.facts.venue)
        fields |= {VENUE_FIELDS[paper.entry_type]: "", VENUE_FIELDS[entry_type]: venue}
    if "arxiv" in new:
        # Address, class and DOI may be those of the old identifier.
        page = f"https://arxiv.org/abs/{new['arxiv']}" if new["arxiv"] else ""
        fields["archiveprefix"] = "arXiv" if new["arxiv"] else ""
        fields["primaryclass"] = ""
        fields["url"] = new.get("url", paper.facts.url) or page
        fields["doi"] = new.get("doi", paper.facts.doi)
    return fields
