"""What is asked about a paper, and what a provider may answer."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.base.models import EntryType, Facts
from generator.base.names import Name, parse_name
from generator.base.text import collapse_space, visible_text

Standing = Literal["paper", "chapter", "other"]
"""An article, paper or preprint; part of a book; an erratum, review, data set, volume, thesis or the like."""

AskedBy = Literal["arxiv", "doi", "title"]
"""What leads a provider to a paper."""

Model = TypeVar("Model", bound="Answer")

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CUT = re.compile(r"(?:et[. ]*al|and others|others|\.{3}|\N{HORIZONTAL ELLIPSIS})\.?", re.IGNORECASE)
_EARLIEST, _LATEST = 1800, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is known of a paper whose other facts are looked for.

    Attributes:
        title: Plain text, may hold TeX.
        published_title: Title in the venue, where it is known to be another.
        abstract: Plain text; may be empty.
        authors: Known authors.
        year: Known year.
        arxiv: Known arXiv identifier.
        doi: Known DOI.
    """

    title: str
    published_title: str = ""
    abstract: str = ""
    authors: tuple[Name, ...] = ()
    year: int | None = None
    arxiv: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A paper that a provider knows.

    Attributes:
        title: With its subtitle.
        facts: What is certain; venue and its year come together or not at all.
        abstract: May be empty.
        entry_type: "article" or "inproceedings" where a venue is certain.
        standing: What kind of thing it is.
    """

    title: str
    facts: Facts
    abstract: str = ""
    entry_type: EntryType = "misc"
    standing: Standing = "paper"


class Answer(BaseModel):
    """Part of a provider's JSON; what is not named here is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


def load_json(body: bytes) -> Any:  # noqa: ANN401  strangers' JSON
    """Return the value of a JSON text.

    Raises:
        ValueError: It is none, or nested too deeply.
    """
    try:
        return json.loads(body)
    except RecursionError:
        message = "JSON that is nested too deeply"
        raise ValueError(message) from None


def each(model: type[Model], items: Iterable[Any]) -> Iterator[Model]:
    """Yield the items that are of a model; one that is not costs itself alone."""
    for item in items:
        try:
            yield model.model_validate(item)
        except ValidationError:
            continue


def plain(text: str | None) -> str:
    """Return a provider's text on one line, without tags of HTML, JATS or MathML."""
    unescaped = html.unescape(text or "")
    return collapse_space(visible_text(html.unescape(_TAG.sub("", unescaped))))


def all_names(texts: Sequence[str | None]) -> tuple[Name, ...]:
    """Return a complete author list, or nothing where one is missing or the list says that it is cut.

    Args:
        texts: One name each.
    """
    names = [plain(text) for text in texts]
    if not all(names) or any(_CUT.fullmatch(name) for name in names):
        return ()
    return tuple(parse_name(name) for name in names)


def sound_year(year: int | None) -> int | None:
    """Return a year that can be one."""
    return year if year is not None and _EARLIEST <= year <= _LATEST else None
