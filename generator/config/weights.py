"""Weights of phrases for topics: `data/topic-weights.csv`, made by `digest fit`, changed by hand or not."""

import csv
import io
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from generator.base.errors import DigestError, Location, Problem
from generator.base.text_files import read_text

Where = Literal["anywhere", "title", "abstract", "name", "claim", "rules"]
_COLUMNS = "phrase,where,topic,weight"
_NUMBER_OF_COLUMNS = 4


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FittedWeight:
    """One row of `data/topic-weights.csv`.

    Attributes:
        phrase: Words in lower case, singular, one space between; empty for the topic's base rate; the slug
            of a topic where rules count.
        where: anywhere, title, abstract, name (part of a name in the title: "bench" of "MathBench"),
            claim (after "we introduce", "this paper presents") or rules (of the topic named).
        topic: The topic's slug.
        weight: Points for an abstract of usual length; where rules count, what one of their points is worth.
    """

    phrase: str
    where: Where
    topic: str
    weight: float


def read_weights(path: Path, name: str, topics: Collection[str]) -> tuple[FittedWeight, ...]:
    """Return the rows of a table, sorted; a table that is not there has none.

    Args:
        path: The table.
        name: The name of the table in messages.
        topics: Slugs that exist.

    Raises:
        DigestError: One problem for each row that does not fit, or for a file that is no text.
    """
    if not path.is_file():
        return ()
    text = read_text(path, name).removeprefix("\ufeff")
    try:
        table = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    except csv.Error as error:
        raise DigestError(Problem(Location(name), f"is not a table: {error}")) from None
    head = next((place for place, row in enumerate(table) if not "".join(row).startswith("#")), 0)
    header, rows = table[head], table[head + 1 :]
    faults = [(line, _fault(row, topics)) for line, row in enumerate(rows, start=head + 2)]
    if header != _COLUMNS.split(","):
        faults.insert(0, (head + 1, f"the first line is not '{_COLUMNS}'"))
    if problems := [Problem(Location(name, line), fault) for line, fault in faults if fault]:
        raise DigestError(*problems)
    return tuple(
        sorted(
            FittedWeight(phrase=phrase, where=cast("Where", where), topic=topic, weight=float(weight))
            for phrase, where, topic, weight in rows
        )
    )


def format_weights(weights: Iterable[FittedWeight], made_from: Iterable[str] = ()) -> str:
    """Return the table that `read_weights` reads, sorted, weights to a hundredth of a point.

    Args:
        weights: The rows.
        made_from: Lines for the top of the file, which say what the weights were fitted to.
    """
    lines = (f"{row.phrase},{row.where},{row.topic},{row.weight:.2f}" for row in sorted(weights))
    return "\n".join([*(f"# {line}" for line in made_from), _COLUMNS, *lines]) + "\n"


def _fault(row: list[str], topics: Collection[str]) -> str:
    """Return what is wrong with a row, or nothing."""
    if len(row) != _NUMBER_OF_COLUMNS:
        return f"has {len(row)} columns, not {_NUMBER_OF_COLUMNS}"
    phrase, where, topic, weight = row
    for slug in (topic, phrase) if where == "rules" else (topic,):
        if slug not in topics:
            return f"names no topic: '{slug}'"
    try:
        is_number = math.isfinite(float(weight))
    except ValueError:
        is_number = False
    if not is_number:
        return f"the weight is no number: '{weight}'"
    places = get_args(Where)
    return "" if where in places else f"counts nowhere: '{where}' is none of {', '.join(places)}"
