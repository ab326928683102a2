"""Items whose fields are named as people name columns: `title`, `abstract`, `authors`, `year`."""

from collections.abc import Iterable, Mapping

from generator.base.models import EntryType
from generator.base.venues import is_preprint_server, type_of_venue
from generator.stages.read.fields import Fields
from generator.stages.read.records import Description

ABSTRACT = ("abstract", "summary")
_VENUE = ("venue", "journal", "booktitle", "conference")
_ARXIV = ("arxiv", "arxiv_id", "arxivid", "eprint", "id", "doi", "url", "pdf", "link", "pdf_url")
_NAMES = frozenset(
    """
    title abstract summary authors author year date published published_at publication_date arxiv arxiv_id
    arxivid eprint id doi url pdf link pdf_url code github venue journal booktitle conference primary_class
    primary_category votes upvotes
    """.split()
)


def column_name(text: str) -> str:
    """Return the known name of a column, "arxiv_id" for "arXiv ID"; empty for one that is not known."""
    name = "_".join(text.strip().casefold().replace("-", " ").replace("_", " ").split())
    return name if name in _NAMES else ""


def names_papers(columns: Iterable[str]) -> bool:
    """Return whether some columns hold title and abstract."""
    known = {column_name(column) for column in columns}
    return "title" in known and not known.isdisjoint(ABSTRACT)


def describe_columns(values: Mapping[str, object]) -> Description:
    """Return what the columns of one paper say.

    Raises:
        NoPaperError: Title or abstract is no text.
    """
    fields = Fields({column_name(name): value for name, value in values.items()})
    return Description(
        title=fields.prose("title"),
        abstract=fields.prose(*ABSTRACT),
        facts=fields.facts(
            authors=("authors", "author"),
            year=("year", "date", "published", "published_at", "publication_date"),
            venue=_VENUE,
            arxiv=_ARXIV,
            primary_class=("primary_class", "primary_category"),
            doi=("doi", "url", "link", "id"),
            url=("url", "link"),
            code=("code", "github"),
        ),
        entry_type=_entry_type(fields),
        votes=fields.votes("votes", "upvotes"),
        warnings=tuple(dict.fromkeys(fields.warnings)),
    )


def _entry_type(fields: Fields) -> EntryType:
    """Return what a paper is: the name of the column tells, or else that of the venue."""
    venue = fields.text(*_VENUE)
    if fields.text("venue") or is_preprint_server(venue):
        return type_of_venue(venue)
    if fields.text("journal"):
        return "article"
    return "inproceedings" if venue else "misc"
