"""Fields of an entry as the library stores them: their order, and how each one's value is spelt."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.base.models import EntryType
from generator.base.names import Name, join_names
from generator.bibliography.codec.values import decode, decode_address, decode_name, encode

FIELD_ORDER = (
    "title",
    "published_title",
    "author",
    "journal",
    "booktitle",
    "howpublished",
    "series",
    "volume",
    "number",
    "pages",
    "year",
    "doi",
    "eprint",
    "archiveprefix",
    "primaryclass",
    "url",
    "code",
    "edition",
    "ids",
    "provenance",
)
"""How fields follow each other in a new entry."""

VENUE_FIELDS: Mapping[EntryType, str] = MappingProxyType(
    {"article": "journal", "inproceedings": "booktitle", "misc": "howpublished"}
)
"""The field that names the venue, by type of entry."""

FACT_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "authors": ("author",),
        "has_more_authors": ("author",),
        "year": ("year", "date"),
        "venue": ("journal", "journaltitle", "booktitle", "howpublished"),
        "series": ("series",),
        "volume": ("volume",),
        "number": ("number",),
        "arxiv": ("eprint",),
        "primary_class": ("primaryclass", "eprintclass"),
        "doi": ("doi",),
        "url": ("url",),
        "code": ("code",),
        "pages": ("pages",),
    }
)
"""The fields that may hold a fact, by its name in `models.Facts`."""

_ADDRESSES = frozenset({"doi", "url", "code"})

_DASHES = re.compile("-{2,}|\N{EN DASH}")


def encode_authors(names: Iterable[Name], *, goes_on: bool = False) -> str:
    """Return the value of `author`.

    Args:
        names: In the paper's order.
        goes_on: Whether there are more than these.
    """
    return join_names(names, lambda part: encode(part, decode_name), goes_on=goes_on)


def encode_field(name: str, text: str) -> str:
    """Return what stands between the braces of a field other than `author`.

    Args:
        name: In lower case.
        text: Plain, may hold TeX.
    """
    if name == "pages":
        return encode(_DASHES.sub("-", text).replace("-", "--"))
    return encode(text, decode_address if name in _ADDRESSES else decode)


def decode_field(name: str, value: str) -> str:
    """Return the plain text of a field other than `author`: the inverse of `encode_field`.

    Args:
        name: In lower case.
        value: What stands between the outermost braces or quotes.
    """
    text = (decode_address if name in _ADDRESSES else decode)(value)
    return _DASHES.sub("-", text) if name == "pages" else text
