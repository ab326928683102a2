"""Read the answers of providers: JSON, names, years and texts that strangers wrote."""

import html
import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.base.names import Name, read_names
from generator.base.text import collapse_space, visible_text
from generator.providers.provider import Candidate

Model = TypeVar("Model", bound="Answer")

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CUT = re.compile(r"(?:et[. ]*al|and others|others|\.{3}|\N{HORIZONTAL ELLIPSIS})\.?", re.IGNORECASE)
_EARLIEST, _LATEST = 1800, 2100


class Answer(BaseModel):
    """Part of a provider's JSON; what is not named here is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def load_json(body: bytes) -> Any:  # noqa: ANN401  strangers' JSON
    """Return the value of a JSON text, without what is null, which is as good as nothing.

    Raises:
        ValueError: It is none, or nested too deeply.
    """
    try:
        return json.loads(body, object_pairs_hook=_without_null)
    except RecursionError:
        message = "JSON that is nested too deeply"
        raise ValueError(message) from None


def _without_null(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value is not None}


def read_candidates(
    body: bytes, list_path: Sequence[str], model: type[Model], make: Callable[[Model], Candidate]
) -> tuple[Candidate, ...]:
    """Return the papers of an answer: those of the list at a path, or the one that is there without a list.

    An item of the list that is not of the form of a paper, the model, is left out.

    Raises:
        ValueError: It is no such answer.
    """
    answer = load_json(body)
    for name in list_path[:-1]:
        answer = answer.get(name) if isinstance(answer, dict) else None
    items = answer.get(list_path[-1]) if isinstance(answer, dict) else None
    papers = []
    for item in items if isinstance(items, list) else [answer]:
        with suppress(ValidationError):
            papers.append(make(model.model_validate(item)))
    if not papers and not isinstance(items, list):
        message = "no paper in it"
        raise ValueError(message)
    return tuple(papers)


def plain(text: str | None) -> str:
    """Return a provider's text on one line, without tags of HTML, JATS or MathML."""
    unescaped = html.unescape(text or "")
    return collapse_space(visible_text(html.unescape(_TAG.sub("", unescaped))))


def all_names(texts: Sequence[str | None]) -> tuple[Name, ...]:
    """Return the names of a list; none where one is missing or the list says that it is cut."""
    names = [plain(text) for text in texts]
    if not all(names) or any(_CUT.fullmatch(name) for name in names):
        return ()
    return read_names(names).names


def sound_year(year: int | None) -> int | None:
    """Return a year that can be one."""
    return year if year is not None and _EARLIEST <= year <= _LATEST else None
