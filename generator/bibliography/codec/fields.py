"""The fields of an entry: how the value of each is spelt, and what it says about the paper."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from generator.base.identifiers import find_arxiv
from generator.base.models import DETAILS, Details, EntryType, Facts, thesis_type
from generator.base.names import Name, NameList, join_names, read_names, split_names
from generator.base.venues import is_preprint_server
from generator.bibliography.codec.journals import journal_name
from generator.bibliography.codec.values import decode, decode_address, decode_name, decode_title, encode

FIELD_ORDER = tuple(
    """
    title published_title author editor journal booktitle school institution howpublished publisher address
    series volume number pages type book_edition version year month doi isbn issn eprint archiveprefix
    primaryclass url urldate code language keywords note edition ids provenance
    """.split()
)
"""How fields follow each other in a new entry."""

ENTRY_TYPES: Mapping[str, EntryType] = {
    "article": "article",
    "inproceedings": "inproceedings",
    "conference": "inproceedings",
    "incollection": "inproceedings",
    "inbook": "inproceedings",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "phdthesis": "phdthesis",
    "mastersthesis": "mastersthesis",
    "thesis": "phdthesis",
    "techreport": "techreport",
    "report": "techreport",
    "manual": "misc",
    "software": "misc",
    "dataset": "misc",
    "misc": "misc",
    "online": "misc",
    "electronic": "misc",
    "unpublished": "misc",
}
"""The published type of an entry, by its type as written; any other type is read as "misc"."""

VENUE_FIELDS: Mapping[EntryType, str] = {
    "article": "journal",
    "inproceedings": "booktitle",
    "book": "publisher",
    "phdthesis": "school",
    "mastersthesis": "school",
    "techreport": "institution",
    "misc": "howpublished",
}
"""The field that names the venue, by type of entry."""

FACT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "authors": ("author",),
    "has_more_authors": ("author",),
    "year": ("year", "date"),
    "venue": ("journal", "journaltitle", "booktitle", "howpublished", "school", "institution"),
    "arxiv": ("eprint",),
    "primary_class": ("primaryclass", "eprintclass"),
    **{name: (name,) for name in ("series", "volume", "number", "doi", "url", "code", "pages")},
}
"""The fields that may hold a fact, by its name in `models.Facts`."""

_DETAIL_FIELDS: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in DETAILS},
    "publisher": ("publisher", "organization"),
    "address": ("address", "location"),
    "language": ("language", "langid"),
    "keywords": ("keywords", "keyword"),
}
"""The fields that may hold a detail, by its name."""

_OTHER_FIELDS = """
    title subtitle published_title abstract journaltitle issue eid articleno archiveprefix eprinttype
    eprintclass date edition ids provenance crossref
"""
KNOWN_FIELDS = frozenset(
    [*_OTHER_FIELDS.split(), *(field for names in FACT_FIELDS.values() for field in names)]
    + [field for names in _DETAIL_FIELDS.values() for field in names]
)
"""The fields of which something is kept; what stands in any other one has no place on the site."""

_AUTHORS = 1 << 16
"""Authors that are remembered: the record asks for each before the pages do, and many write much."""
_TITLES = frozenset({"title", "published_title"})
_ADDRESSES = frozenset({"doi", "url", "code"})
_DASHES = re.compile("-{2,}|\N{EN DASH}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_OF_DATE = re.compile(r"\d{4}-(\d{2})")
_CLASS = re.compile(r"\s*\[([a-z-]+(?:\.[A-Z]{2})?)\]\s*$")
_ARXIV_NOTE = re.compile(
    r"\s*(?:e-?print\s+)?arXiv:\s*(?P<number>[^\s\[]+?)(?:\s*\[[\w.-]+\])?[.,;]?\s*", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s{}]+")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def encode_authors(names: Iterable[Name], *, goes_on: bool = False) -> str:
    """Return the value of `author` for names in the paper's order; it `goes_on` if there are more."""
    return join_names(names, _encode_name_part, goes_on=goes_on, is_read=_is_read)


def _encode_name_part(part: str) -> str:
    return encode(part, decode_name)


@lru_cache(maxsize=_AUTHORS)
def _is_read(written: str, name: Name) -> bool:
    return read_names([written], decode_name).names == (name,)


def encode_field(name: str, text: str) -> str:
    """Return what stands between the braces of a field.

    Args:
        name: The field's name in lower case.
        text: Plain text that may hold TeX; for `author` a list as BibTeX has it.
    """
    if name == "author":
        authors = decode_authors(text)
        return encode_authors(authors.names, goes_on=authors.goes_on)
    if name == "pages":
        return encode(_DASHES.sub("-", text).replace("-", "--"))
    return encode(text, _decoder(name))


def decode_field(name: str, value: str) -> str:
    """Return the text for which `encode_field` gives a value, or one that means the same."""
    if name == "author":
        return value
    text = _decoder(name)(value)
    return _DASHES.sub("-", text) if name == "pages" else text


def _decoder(name: str) -> Callable[[str], str]:
    if name in _ADDRESSES:
        return decode_address
    return decode_title if name in _TITLES else decode


def interpret(entry_type: str, fields: Mapping[str, str]) -> tuple[EntryType, Facts]:
    """Return the nearest published type of an entry whose type and fields are as written, and its facts."""
    known = defaultdict(str, fields)
    authors = decode_authors(known["author"])
    nearest = _nearest_type(entry_type, known)
    venue = _venue(nearest, known)
    url, doi = decode_address(known["url"]), _DOI_PREFIX.sub("", decode_address(known["doi"]))
    if not url and (page := _ADDRESS.search(decode_address(known["howpublished"]))):
        url = page[0]
    is_preprint = is_preprint_server(venue)
    pages = decode_field("pages", known["pages"] or known["eid"] or known["articleno"])
    facts = Facts(
        authors=authors.names,
        has_more_authors=authors.goes_on,
        year=_year(known),
        venue="" if is_preprint else venue,
        series=decode(known["series"]),
        volume="" if is_preprint else decode(known["volume"]),
        number=_DASHES.sub("\N{EN DASH}", decode(known["number"] or known["issue"])),
        arxiv=_arxiv(known, venue, url, doi),
        primary_class=decode(known["primaryclass"] or known["eprintclass"]) or _class_in(known["eprint"]),
        doi="" if find_arxiv(doi) else doi,
        url="" if find_arxiv(url) or _DOI_PREFIX.match(url) else url,
        code=decode_address(known["code"]),
        pages="" if find_arxiv(pages) else pages,
        published_title=decode_title(known["published_title"]),
        details=_details(nearest, known),
    )
    return "misc" if is_preprint else nearest, facts


def _nearest_type(entry_type: str, known: Mapping[str, str]) -> EntryType:
    if entry_type == "thesis":
        return thesis_type(decode(known["type"]))
    return ENTRY_TYPES.get(entry_type, "misc")


def _venue(nearest: EntryType, known: Mapping[str, str]) -> str:
    """Return the venue: what the field of the type says, or else another field that names one."""
    howpublished = "" if "://" in known["howpublished"] else known["howpublished"]
    own = {
        "book": known["publisher"],
        "techreport": known["institution"],
        "phdthesis": known["school"] or known["institution"],
        "mastersthesis": known["school"] or known["institution"],
    }.get(nearest, "")
    named = own or known["journal"] or known["journaltitle"] or known["booktitle"] or howpublished
    return decode(journal_name(named or known["school"] or known["institution"] or known["eventtitle"]))


def _details(nearest: EntryType, known: Mapping[str, str]) -> Details:
    """Return the details; a publisher that is the venue of a book is none, and an edition may be a date."""
    raw = {
        name: next((known[field] for field in fields if known[field].strip()), "")
        for name, fields in _DETAIL_FIELDS.items()
    }
    if not raw["book_edition"] and not _DATE.fullmatch(known["edition"].strip()):
        raw["book_edition"] = known["edition"]
    if nearest == "book":
        raw["publisher"] = ""
    if _in_note(raw["note"]):
        raw["note"] = ""  # said by the identifier
    if not raw["month"] and (date := _MONTH_OF_DATE.match(known["date"])):
        raw["month"] = date[1]
    values = {name: decode(value) for name, value in raw.items() if name != "editor"}
    return Details.of({**values, "editor": join_names(decode_authors(raw["editor"]).names)})


def _class_in(eprint: str) -> str:
    """Return the primary class that stands behind an identifier: "1905.00001 [hep-ph]"."""
    found = _CLASS.search(eprint)
    return found[1] if found else ""


def decode_authors(value: str) -> NameList:
    """Return the names of an author list."""
    return read_names(split_names(value), decode_name)


def _arxiv(fields: Mapping[str, str], venue: str, url: str, doi: str) -> str:
    """Return the arXiv identifier without version from `eprint`, an arXiv address or an arXiv DOI.

    Google Scholar writes `journal = {arXiv preprint arXiv:1706.03762}`, DBLP `CoRR` and `abs/1706.03762`.
    """
    kind = decode(fields["archiveprefix"] or fields["eprinttype"] or "arxiv").casefold()
    eprint = _CLASS.sub("", decode_address(fields["eprint"]))
    words = [
        eprint if kind == "arxiv" else "",
        url,
        doi,
        fields["eid"],
        fields["pages"],
        _in_note(fields["note"]),
    ]
    if is_preprint_server(venue):
        words += [*venue.split(), fields["volume"].removeprefix("abs/")]
    return next(filter(None, map(find_arxiv, words)), "")


def _in_note(note: str) -> str:
    """Return the arXiv identifier that a note is, "arXiv:1706.03762 [cs.CL]"; empty for none."""
    found = _ARXIV_NOTE.fullmatch(note)
    return find_arxiv(found["number"]) if found else ""


def _year(fields: Mapping[str, str]) -> int | None:
    year = decode(fields["year"] or fields["date"][:4])
    return int(year) if re.fullmatch("[0-9]{4}", year) else None
