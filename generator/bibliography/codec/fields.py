"""The fields of an entry: how the value of each is spelt, and what it says about the paper."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from generator.base.identifiers import find_arxiv
from generator.base.models import EntryType, Facts
from generator.base.names import Name, NameList, join_names, read_names, split_names
from generator.base.venues import is_preprint_server
from generator.bibliography.codec.values import decode, decode_address, decode_name, decode_title, encode

FIELD_ORDER = tuple(
    """
    title published_title author journal booktitle howpublished series volume number pages year doi eprint
    archiveprefix primaryclass url code edition ids provenance
    """.split()
)
"""How fields follow each other in a new entry."""

ENTRY_TYPES: Mapping[str, EntryType] = {
    "article": "article",
    "inproceedings": "inproceedings",
    "conference": "inproceedings",
    "incollection": "inproceedings",
    "misc": "misc",
    "online": "misc",
    "electronic": "misc",
    "unpublished": "misc",
}
"""The published type of an entry, by its type as written; any other type is read as "misc"."""

VENUE_FIELDS: Mapping[EntryType, str] = {
    "article": "journal",
    "inproceedings": "booktitle",
    "misc": "howpublished",
}
"""The field that names the venue, by type of entry."""

FACT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "authors": ("author",),
    "has_more_authors": ("author",),
    "year": ("year", "date"),
    "venue": ("journal", "journaltitle", "booktitle", "howpublished"),
    "arxiv": ("eprint",),
    "primary_class": ("primaryclass", "eprintclass"),
    **{name: (name,) for name in ("series", "volume", "number", "doi", "url", "code", "pages")},
}
"""The fields that may hold a fact, by its name in `models.Facts`."""

_TITLES = frozenset({"title", "published_title"})
_ADDRESSES = frozenset({"doi", "url", "code"})
_DASHES = re.compile("-{2,}|\N{EN DASH}")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


def encode_authors(names: Iterable[Name], *, goes_on: bool = False) -> str:
    """Return the value of `author` for names in the paper's order; it `goes_on` if there are more."""
    return join_names(names, _encode_name_part, goes_on=goes_on, is_read=_is_read)


def _encode_name_part(part: str) -> str:
    return encode(part, decode_name)


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
    elsewhere = "" if "://" in known["howpublished"] else known["howpublished"]
    venue = decode(known["journal"] or known["journaltitle"] or known["booktitle"] or elsewhere)
    url, doi = decode_address(known["url"]), _DOI_PREFIX.sub("", decode_address(known["doi"]))
    is_preprint = is_preprint_server(venue)
    facts = Facts(
        authors=authors.names,
        has_more_authors=authors.goes_on,
        year=_year(known),
        venue="" if is_preprint else venue,
        series=decode(known["series"]),
        volume="" if is_preprint else decode(known["volume"]),
        number=decode(known["number"]),
        arxiv=_arxiv(known, venue, url, doi),
        primary_class=decode(known["primaryclass"] or known["eprintclass"]),
        doi="" if find_arxiv(doi) else doi,
        url="" if find_arxiv(url) or _DOI_PREFIX.match(url) else url,
        code=decode_address(known["code"]),
        pages=decode_field("pages", known["pages"]),
        published_title=decode_title(known["published_title"]),
    )
    return "misc" if is_preprint else ENTRY_TYPES.get(entry_type, "misc"), facts


def decode_authors(value: str) -> NameList:
    """Return the names of an author list."""
    return read_names(split_names(value), decode_name)


def _arxiv(fields: Mapping[str, str], venue: str, url: str, doi: str) -> str:
    """Return the arXiv identifier without version from `eprint`, an arXiv address or an arXiv DOI.

    Google Scholar writes `journal = {arXiv preprint arXiv:1706.03762}`, DBLP `CoRR` and `abs/1706.03762`.
    """
    kind = decode(fields["archiveprefix"] or fields["eprinttype"] or "arxiv").casefold()
    words = [decode_address(fields["eprint"]) if kind == "arxiv" else "", url, doi]
    if is_preprint_server(venue):
        words += [*venue.split(), fields["volume"].removeprefix("abs/")]
    return next(filter(None, map(find_arxiv, words)), "")


def _year(fields: Mapping[str, str]) -> int | None:
    year = decode(fields["year"] or fields["date"][:4])
    return int(year) if re.fullmatch("[0-9]{4}", year) else None
