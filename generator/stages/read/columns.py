"""Items whose fields are named as people and the exports of databases name columns.

Known are the exports of Scopus, the Web of Science (also its two-letter tags), Zotero, OpenAlex, Semantic
Scholar, Dimensions and IEEE Xplore, beside `title`, `abstract`, `authors` and `year`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.base.identifiers import find_arxiv
from generator.base.models import STANDALONE, Details, EntryType
from generator.base.venues import is_preprint_server, type_of_venue
from generator.stages.read.fields import Fields
from generator.stages.read.records import Description

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "title": "title document_title article_title display_name ti",
        "abstract": "abstract summary abstract_note ab abstract_inverted_index",
        "authors": """author_full_names af authors author au authorships_author_display_name authors_name
            author_s creators""",
        "year": """year publication_year pubyear py date published published_at publication_date
            year_published publicationdate""",
        "arxiv": """arxiv arxiv_id arxivid externalids_arxiv eprint id doi url pdf link pdf_url extra
            archive_location""",
        "doi": "doi di digital_object_identifier externalids_doi ids_doi url link id",
        "url": "url link urls landing_page project_page",
        "code": "code github repository code_url",
        "venue": """venue journal booktitle conference conference_name proceedings_title source_title
            publication_title container_title so journal_name primary_location_source_display_name
            publicationvenue_name journal_book publication""",
        "volume": "volume vl biblio_volume journal_volume",
        "number": "issue is number issue_number biblio_issue",
        "pages": "pages pagination page journal_pages page_range",
        "first_page": "page_start start_page bp first_page biblio_first_page",
        "last_page": "page_end end_page ep last_page biblio_last_page",
        "article": "art_no article_number ar",
        "series": "series se series_title book_series_title",
        "primary_class": "primary_class primary_category",
        "kind": "document_type item_type dt publication_type pt type document_identifier",
        "votes": "votes upvotes",
        "editor": "editors editor be book_editors",
        "publisher": "publisher pu",
        "address": "place publisher_address place_of_publication",
        "book_edition": "edition",
        "isbn": "isbn bn isbns",
        "issn": "issn sn issns",
        "language": "language la language_of_original_document",
        "keywords": "keywords author_keywords de manual_tags",
        "note": "note notes",
        "urldate": "access_date",
    }.items()
}
"""The names of columns by what they hold, the best first."""

_KNOWN = {column for columns in _COLUMNS.values() for column in columns}
_FAMILY_FIRST = frozenset({"au", "af", "author_full_names"})
_FACTS = "authors year arxiv doi url code primary_class volume number series".split()
_DETAILS = ("publisher", "address", "book_edition", "isbn", "issn", "language", "keywords", "note", "urldate")
_NO_WORD = re.compile(r"[^0-9a-z]+")
_KINDS: tuple[tuple[re.Pattern[str], EntryType], ...] = (
    (re.compile("master.*thesis"), "mastersthesis"),
    (re.compile("thesis|dissertation"), "phdthesis"),
    (re.compile("conference|proceedings|chapter|booksection|inproceedings"), "inproceedings"),
    (re.compile("report"), "techreport"),
    (re.compile(r"journal|article|review|letter|editorial|\bj\b|early access"), "article"),
    (re.compile("book"), "book"),
)
# Papers with Code names conferences like this in its addresses.
_SLUG = re.compile(r"[a-z]+(?:-[a-z0-9]+)*-\d{1,4}(?:-\d+)?")


def column_name(text: str) -> str:
    """Return the known name of a column, "arxiv_id" for "arXiv ID"; empty for one that is not known."""
    name = _NO_WORD.sub("_", text.strip().casefold()).strip("_")
    return name if name in _KNOWN else ""


def names_papers(columns: Iterable[str]) -> bool:
    """Return whether some columns hold title and abstract, or title, authors and year."""
    known = {column_name(column) for column in columns}
    has = {name: not known.isdisjoint(_COLUMNS[name]) for name in ("title", "abstract", "authors", "year")}
    return has["title"] and (has["abstract"] or (has["authors"] and has["year"]))


def describe_columns(values: Mapping[str, object]) -> Description:
    """Return what the columns of one paper say.

    Raises:
        NoPaperError: Title or abstract is no text.
    """
    flat = dict(_flat(values))
    known = {name: value for column, value in flat.items() if (name := column_name(column))}
    fields = Fields(known)
    facts = fields.facts(
        **{name: _COLUMNS[name] for name in _FACTS},
        family_first=not _FAMILY_FIRST.isdisjoint(known),
    )
    venue = fields.text(*_COLUMNS["venue"])
    venue = "" if _SLUG.fullmatch(venue) else venue
    entry_type, publisher = _entry_type(fields, venue), fields.text(*_COLUMNS["publisher"])
    if entry_type in STANDALONE and not venue:
        venue = publisher
    details = {name: fields.text(*_COLUMNS[name]) for name in _DETAILS}
    details["publisher"] = "" if venue == publisher else publisher
    return Description(
        title=fields.prose(*_COLUMNS["title"]),
        abstract=fields.prose(*_COLUMNS["abstract"]),
        facts=replace(
            facts,
            venue=venue,
            pages=_pages(fields),
            details=Details.of({**details, "editor": fields.people(*_COLUMNS["editor"])}),
        ),
        entry_type=entry_type,
        votes=fields.votes(*_COLUMNS["votes"]),
        warnings=tuple(dict.fromkeys(fields.warnings)),
        unused=tuple(name for name, value in flat.items() if value and not column_name(name)),
    )


def _flat(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield the values of nested objects by the names of all around them: `journal.name`.

    Of a list of objects each name has the list of their values. OpenAlex gives an abstract as the places
    of its words.
    """
    for name, value in values.items():
        path = f"{prefix}{name}"
        if name == "abstract_inverted_index" and isinstance(value, dict):
            yield "abstract", _abstract_of_places(value)
        elif isinstance(value, dict):
            yield from _flat(value, f"{path}.")
        elif isinstance(value, list) and path == "authorships":
            people = [item.get("author") for item in value if isinstance(item, dict)]
            names = [person.get("display_name") for person in people if isinstance(person, dict)]
            yield f"{path}.author.display_name", [name for name in names if isinstance(name, str)]
        else:
            yield path, value


def _abstract_of_places(index: Mapping[str, object]) -> str:
    """Return the text whose words stand at the places of an inverted index."""
    placed = [
        (place, word)
        for word, places in index.items()
        if isinstance(places, list)
        for place in places
        if isinstance(place, int)
    ]
    return " ".join(word for _, word in sorted(placed))


def _pages(fields: Fields) -> str:
    """Return the range of pages, or the number of the article."""
    first, last = fields.text(*_COLUMNS["first_page"]), fields.text(*_COLUMNS["last_page"])
    whole = fields.text(*_COLUMNS["pages"]).replace("\N{EN DASH}", "-")
    pages = whole or "-".join(dict.fromkeys(filter(None, (first, last))))
    return "" if find_arxiv(pages) else pages or fields.text(*_COLUMNS["article"])


def _entry_type(fields: Fields, venue: str) -> EntryType:
    """Return what a paper is: its kind tells, or the name of the venue's column, or that of the venue."""
    if is_preprint_server(venue):
        return "misc"
    kind = fields.text(*_COLUMNS["kind"]).casefold()
    named = next((entry_type for pattern, entry_type in _KINDS if pattern.search(kind)), None)
    if named and (venue or named not in {"article", "inproceedings"}):
        return named
    if fields.text("venue", "source_title", "publication_title", "container_title", "so"):
        return type_of_venue(venue)
    if fields.text("journal", "journal_book") or (venue and fields.text(*_COLUMNS["number"])):
        return "article"
    return "inproceedings" if venue else "misc"
