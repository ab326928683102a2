"""BibTeX for readers: entries that BibTeX and LaTeX accept as they are.

Letters with accents are LaTeX commands, so that the oldest style and program can read the file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.base.models import THESES, EntryType, Paper
from generator.base.names import Name, join_names
from generator.base.text import (
    RichText,
    collapse_space,
    escape_latex,
    escape_latex_name,
    visible_text,
    without_invisible,
)
from generator.bibliography.codec import MONTHS, VENUE_FIELDS, is_balanced
from generator.output.citations.capitals import names_in, protect_capitals

_SHORT_VENUES: Mapping[EntryType, str] = {"article": "shortjournal", "inproceedings": "eventtitle"}
_KINDS: Mapping[EntryType, str] = {**THESES, "techreport": "Technical report"}
_DETAILS_ELSEWHERE = frozenset(
    {"editor", "publisher", "type", "book_edition", "issn", "month", "urldate", "note"}
)
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
# The encoding of fonts that LaTeX has without a package lacks these letters and accents.
_WANTS_FONTS = re.compile(
    r"\\(?:k|dj|DJ|ng|NG)(?![A-Za-z])|[\u00d0\u00de\u00f0\u00fe\u00ab\u00bb\u2039\u203a\u201a\u201e]"
)
_TWO_ACCENTS = re.compile(r"\{\\[^A-Za-z\s]?[a-z]?\{\\")
_WANTS_SCRIPTS = re.compile("[\u0180-\u02af\u0370-\u1fff\u2e80-\uffff\U00010000-\U0010ffff]")
_MOST_COMMAS = 2  # "family, suffix, given"
_UNSAFE_IN_ADDRESS = re.compile(r"[\s{}\\\"<>^`|]")
_UNSAFE_IN_DOI = re.compile(r"[\s{}\\\"^`|]")


def render_bibtex(entries: Iterable[str], comment: Sequence[str]) -> str:
    """Return a file of entries.

    Args:
        entries: Results of `render_entry`.
        comment: Lines for the top of the file.
    """
    # An @ begins an entry even here: BibTeX knows no comments.
    lines = "".join(f"% {collapse_space(line.replace('@', ' at '))}\n" for line in comment)
    written = tuple(entries)
    return "\n".join((lines + _wants(written), *written))


def _wants(entries: Iterable[str]) -> str:
    """Return comments on what entries want of LaTeX beyond what every document has."""
    text = "".join(entries)
    wants = "% LaTeX: \\usepackage[T1]{fontenc}\n" if _WANTS_FONTS.search(text) else ""
    if _WANTS_SCRIPTS.search(text):
        wants += "% LaTeX: LuaLaTeX or XeLaTeX, and a font with the letters of other scripts in here\n"
    elif _TWO_ACCENTS.search(text):
        wants += "% LaTeX: with biblatex LuaLaTeX or XeLaTeX; biber takes letters with two accents apart\n"
    return wants


def render_entry(paper: Paper) -> str:
    """Return the entry of one paper, ending in a line end; what is unknown is left out."""
    entry_type = _entry_type(paper)
    fields = "".join(
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in _fields(paper, entry_type)
        if value
    )
    return f"@{entry_type}{{{paper.key},\n{fields}}}\n"


def add_abstract(entry: str, paper: Paper) -> str:
    """Return the entry of a paper with its abstract, where it has one, as the last field."""
    if not paper.abstract:
        return entry
    opened, _, _ = entry.rpartition("}")
    return f"{opened}  abstract = {{{_latex(paper.abstract)}}},\n}}\n"


def _entry_type(paper: Paper) -> EntryType:
    """Return the type under which no field is missing: styles want all of these of anything but @misc."""
    facts = paper.facts
    people = (*facts.authors, *(facts.details.editors if paper.entry_type == "book" else ()))
    is_whole = facts.venue and facts.year and any(name.family for name in people)
    return paper.entry_type if is_whole else "misc"


def _fields(paper: Paper, entry_type: EntryType) -> Iterator[tuple[str, str]]:
    facts = paper.facts
    authors = _names(facts.authors, goes_on=facts.has_more_authors)
    mark = f"{{[{paper.mark.upper()}]}} " if paper.mark else ""
    yield "title", mark + protect_capitals(_latex(paper.title), names_in(paper.abstract.as_plain))
    yield "author", authors
    yield "editor", _names(facts.details.editors)
    # Styles sort by this where there is no author.
    yield "key", "" if authors else paper.key
    yield from _venue(paper, entry_type)
    yield "year", str(facts.year or "")
    yield from _details(paper, entry_type)
    yield "doi", _address(paper.doi, _UNSAFE_IN_DOI)
    yield "eprint", _address(facts.arxiv)
    yield "archiveprefix", "arXiv" if facts.arxiv else ""
    yield "primaryclass", _address(facts.primary_class)
    # biblatex would print the number a second time, behind that of `howpublished`.
    yield "options", "eprint=false" if facts.arxiv and entry_type == "misc" else ""
    yield "url", _address(facts.landing_page)
    yield "note", "; ".join(_notes(paper, entry_type))
    # biblatex knows entries by these, too.
    yield "ids", ",".join(paper.retired_keys)


def _names(names: Sequence[Name], *, goes_on: bool = False) -> str:
    readable = (_readable(name) for name in names if name.family)
    return join_names(readable, escape_latex_name, goes_on=goes_on)


def _details(paper: Paper, entry_type: EntryType) -> Iterator[tuple[str, str]]:
    """Yield what is known beside what every entry has, where biblatex's data model has a field for it.

    The name of a month that every style defines stands without braces: a number would be printed as it is.
    """
    details = paper.facts.details
    kind, edition, month, visited = map(details.get, ("type", "book_edition", "month", "urldate"))
    yield from ((name, _text(value)) for name, value in details if name not in _DETAILS_ELSEWHERE)
    # Styles know the kind of what has it, and write "Phd" where an entry repeats it.
    is_said = kind == _KINDS.get(paper.entry_type) or entry_type in {"article", "inproceedings", "book"}
    yield "type", "" if is_said else _text(kind)
    yield "edition", _text(edition) if entry_type == "book" else ""
    yield "month", [*MONTHS][int(month) - 1] if month.isdecimal() else ""
    yield "urldate", visited if _DATE.fullmatch(visited) else ""


def _notes(paper: Paper, entry_type: EntryType) -> Iterator[str]:
    """Yield what a note says; the edition, too, where biblatex and most styles have no other place for it."""
    edition = _text(paper.facts.details.get("book_edition"))
    if edition and entry_type != "book":
        yield f"Edition: {edition}"
    yield from filter(None, (_text(paper.facts.details.get("note")), *map(_latex, paper.notes)))


def _text(value: str) -> str:
    return _latex(RichText(value))


def _readable(name: Name) -> Name:
    """Return a name that programs can take apart; any other is held together, as that of a group.

    BibTeX wants more than hyphens after a comma, biber counts the commas inside braces too, and
    natbib takes a parenthesis in a family name for that of the year.
    """
    has_commas = name.as_bibtex().count(",") > _MOST_COMMAS
    is_odd = has_commas or "(" in name.family or (name.given and not name.given.strip(" -"))
    return Name(family=name.as_text(), is_group=True) if is_odd else name


def _venue(paper: Paper, entry_type: EntryType) -> Iterator[tuple[str, str]]:
    """Yield where it was published: in one field, where the type has no fields for the parts.

    A @misc has none, and names the preprint's number, which most styles print from nowhere else; an
    @inproceedings has a volume or a number, not both. The acronym goes where biblatex looks for it.
    """
    facts = paper.cited_facts
    in_full = _text(facts.venue_in_full)
    pages = escape_latex(collapse_space(facts.pages)).replace("-", "--")
    # Of the venue's own only what biblatex's data model has for the type.
    known = facts.details if entry_type == "inproceedings" else paper.facts.details
    publisher = _text(known.get("publisher"))
    if entry_type == "misc":
        preprint = f"arXiv:{_address(facts.arxiv)}" if facts.arxiv else ""
        parts = [part for part in (in_full, pages, preprint) if part]
        yield "howpublished", ", ".join(parts or [publisher])
        yield "organization", publisher if parts else ""
        return
    if entry_type == "inproceedings" and facts.volume and facts.number:
        yield "booktitle", in_full
    else:
        yield VENUE_FIELDS[entry_type], _text(facts.venue)
        yield "series", _text(facts.series)
        yield "volume", escape_latex(collapse_space(facts.volume))
        yield "number", escape_latex(collapse_space(facts.number))
    yield "pages", pages
    if entry_type != "book":
        yield "publisher", publisher
    if entry_type in _SHORT_VENUES:
        yield _SHORT_VENUES[entry_type], _latex(paper.short_venue)
    yield "issn", _text((paper.facts if entry_type == "inproceedings" else facts).details.get("issn"))


def _latex(text: RichText) -> str:
    """Return LaTeX for text that may hold TeX; TeX with braces that do not balance is shown as written."""
    latex = " ".join(text.as_latex.split())
    return latex if is_balanced(latex) else escape_latex(text.source)


def _address(text: str, unsafe: re.Pattern[str] = _UNSAFE_IN_ADDRESS) -> str:
    """Return an identifier or address as it is, since styles take it verbatim, with braces made harmless."""
    seen = without_invisible(visible_text(text))
    return unsafe.sub(lambda found: f"%{ord(found[0]):02X}", seen)
