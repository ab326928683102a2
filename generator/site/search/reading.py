"""A document as the index takes it: its tokens, each with its place, and what is shown and counted of it.

A paper has one space of places. What is found in it is told by where it stands: words of the title, labels
and venue (one place for all), identifiers (one place), names (eight places for each person), the abstract.
The first places are those that most tokens have, since small numbers take one byte.
"""

import functools
import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from generator.site.search.documents import SearchDocument
from generator.site.search.words import GLUE, Tokens, is_unspaced, read_name, read_title, read_words

TITLE, LABELS, IDENTIFIERS, AUTHORS, ABSTRACT = 0, 62, 63, 64, 1 << 20
"""Where each field begins."""
SLOT = 8
"""Places of a person: given names from the first on, the family name at the last."""

LAYOUT = {
    "labels": LABELS,
    "identifiers": IDENTIFIERS,
    "authors": AUTHORS,
    "abstract": ABSTRACT,
    "slot": SLOT,
}
_OTHERS = "et al."


@dataclass(frozen=True, slots=True)
class Reading:
    """What the index takes of a paper; it is kept from build to build.

    Attributes:
        tokens: The tokens, one a line.
        places: The place of each, as unsigned numbers of four bytes.
        title_words: Number of places in the title.
        authors: Number of people.
        shown: What a hit shows, as JSON: address, title, authors, venue and year, abstract.
        filters: Values by filter.
    """

    tokens: str
    places: bytes
    title_words: int
    authors: int
    shown: str
    filters: dict[str, tuple[str, ...]]


def read_document(document: SearchDocument) -> Reading:
    """Return what the index takes of a document."""
    people = [name for name in document.authors if name != _OTHERS]
    texts, places = _tokens(document, people)
    shown = (
        document.path,
        document.title,
        ", ".join(document.authors),
        document.published,
        document.abstract,
    )
    return Reading(
        tokens="\n".join(texts),
        places=array("I", places).tobytes(),
        title_words=min(LABELS, 1 + max(read_words(document.title)[1], default=-1)),
        authors=len(people),
        shown=_well_formed(json.dumps(shown, ensure_ascii=False, separators=(",", ":"))),
        filters={name: tuple(map(_well_formed, values)) for name, values in _filters(document).items()},
    )


def _tokens(document: SearchDocument, people: Iterable[str]) -> Tokens:
    title, at = read_words(document.title)
    names = [*map(_identifier, document.identifiers), read_title(document.title)]
    labels = read_words(" ".join((document.published, *document.topics, *document.tags)))[0]
    texts = [*title, *labels, *filter(None, names)]
    places = [min(TITLE + place, LABELS - 1) for place in at]
    places += [LABELS] * len(labels) + [IDENTIFIERS] * (len(texts) - len(title) - len(labels))
    for number, person in enumerate(people):
        words, at = _read_person(person)
        texts += words
        places += [AUTHORS + number * SLOT + place for place in at]
    words, at = read_words(document.abstract)
    texts += words
    far = zip(words, at, strict=True)
    places += [ABSTRACT if word in GLUE else ABSTRACT + place for word, place in far]
    return texts, places


@functools.lru_cache(maxsize=1 << 16)
def _read_person(name: str) -> Tokens:
    """Return the tokens of a name, and their places among a person's places."""
    words = read_name(name)
    last = 0 if not words or is_unspaced(words[-1][0][0]) else len(words) - 1
    texts: list[str] = []
    places: list[int] = []
    for place, spellings in enumerate(words):
        given = min(place, SLOT - 2)
        texts += [text for text, _ in spellings]
        places += [SLOT - 1 if whole and last and place == last else given for _, whole in spellings]
    return texts, places


def _identifier(name: str) -> str:
    """Return a key, an arXiv number or a DOI as one token."""
    is_key = name.replace("-", "").isalnum()
    return "".join((name.replace("-", "") if is_key else name).lower().split())


def _filters(document: SearchDocument) -> dict[str, tuple[str, ...]]:
    return {
        "topic": document.topics,
        "tag": document.tags,
        "year": (document.year,) if document.year else (),
        "venue": (document.venue,) if document.venue else (),
        "edition": tuple(day.isoformat() for day in document.editions),
        "code": ("yes",) if document.code else (),
    }


def _well_formed(text: str) -> str:
    """Return a text without halves of pairs of surrogates, which no file can hold."""
    return text.encode(errors="replace").decode()
