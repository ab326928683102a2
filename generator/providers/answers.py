"""Read the answers of providers: JSON, names, years and texts that strangers wrote."""

import html
import json
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from generator.base.names import Name, parse_name
from generator.base.text import collapse_space, visible_text
from generator.providers.provider import Candidate

Model = TypeVar("Model", bound="Answer")

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CUT = re.compile(r"(?:et[. ]*al|and others|others|\.{3}|\N{HORIZONTAL ELLIPSIS})\.?", re.IGNORECASE)
_EARLIEST, _LATEST = 1800, 2100


class Answer(BaseModel):
    """Part of a provider's JSON; what is not named here is ignored, and null is as good as nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, value: Any) -> Any:  # noqa: ANN401  strangers' JSON
        if not isinstance(value, dict):
            return value
        return {name: field for name, field in value.items() if field is not None}


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


def read_candidates(
    answer: Any,  # noqa: ANN401  strangers' JSON
    list_name: str,
    model: type[Model],
    make: Callable[[Model], Candidate],
) -> tuple[Candidate, ...]:
    """Return the papers of an answer: those of a list, or the one that was asked for by an identifier.

    Args:
        answer: The provider's JSON.
        list_name: The name of the list; an item of another form is left out.
        model: The form of a paper.
        make: Makes a candidate of a paper.

    Raises:
        ValueError: It is no such answer.
    """
    items = answer.get(list_name) if isinstance(answer, dict) else None
    if not isinstance(items, list):
        return (make(model.model_validate(answer)),)
    papers = []
    for item in items:
        try:
            papers.append(model.model_validate(item))
        except ValidationError:
            continue
    return tuple(map(make, papers))


def plain(text: str | None) -> str:
    """Return a provider's text on one line, without tags of HTML, JATS or MathML."""
    unescaped = html.unescape(text or "")
    return collapse_space(visible_text(html.unescape(_TAG.sub("", unescaped))))


def all_names(texts: Sequence[str | None]) -> tuple[Name, ...]:
    """Return the names of a list; none where one is missing or the list says that it is cut."""
    names = [plain(text) for text in texts]
    if not all(names) or any(_CUT.fullmatch(name) for name in names):
        return ()
    return tuple(parse_name(name) for name in names)


def sound_year(year: int | None) -> int | None:
    """Return a year that can be one."""
    return year if year is not None and _EARLIEST <= year <= _LATEST else None
