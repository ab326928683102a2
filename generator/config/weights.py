"""Weights of phrases for topics: `data/topic-weights.csv`, made by `digest fit`, changed by hand or not.

A table with one line a phrase and one column a topic: what the phrase says for it, or against it.
"""

import csv
import io
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from generator.base.errors import DigestError, Location, Problem
from generator.base.text_files import read_text

Where = Literal["anywhere", "title", "abstract", "name", "claim", "rules"]
_FIRST_COLUMNS = ["phrase", "where"]


class FittedWeight(NamedTuple):
    """One number of `data/topic-weights.csv`; there are tens of thousands of them.

    Attributes:
        phrase: Words in lower case, singular, one space between; empty for the topic's base rate; the slug
            of a topic where rules count.
        where: anywhere, title, abstract, name (part of a name in the title: "bench" of "MathBench"),
            claim (after "we introduce", "this paper presents") or rules (of the topic named).
        topic: The topic's slug, or `unsorted` for papers that fit none.
        weight: Points for an abstract of usual length; where rules count, what one of their points is worth.
    """

    phrase: str
    where: Where
    topic: str
    weight: float


def read_weights(path: Path, name: str, topics: Collection[str]) -> tuple[FittedWeight, ...]:
    """Return the numbers of a table, sorted; a table that is not there has none.

    Args:
        path: The table.
        name: The name of the table in messages.
        topics: Slugs that may have a column.

    Raises:
        DigestError: One problem for each line that does not fit, or for a file that is no text.
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
    if fault := _fault_of_header(header, topics):
        advice = "run digest fit, or delete the file: then rules alone sort"
        raise DigestError(Problem(Location(name, head + 1), fault, advice))
    columns = header[len(_FIRST_COLUMNS) :]
    faults = ((line, _fault(row, len(header), topics)) for line, row in enumerate(rows, start=head + 2))
    if problems := [Problem(Location(name, line), fault) for line, fault in faults if fault]:
        raise DigestError(*problems)
    return tuple(sorted(_numbers(rows, columns)))


def _numbers(rows: Iterable[Sequence[str]], columns: Sequence[str]) -> Iterator[FittedWeight]:
    for phrase, where, *cells in rows:
        for topic, cell in zip(columns, cells, strict=True):
            if cell:
                yield FittedWeight(phrase, cast("Where", where), topic, float(cell))


def format_weights(weights: Iterable[FittedWeight], made_from: Iterable[str] = ()) -> str:
    """Return the table that `read_weights` reads, sorted; tenths of points, hundredths where rules count.

    Args:
        weights: The numbers.
        made_from: Lines for the top of the file, which say what the weights were fitted to.
    """
    rows: defaultdict[tuple[str, Where], dict[str, float]] = defaultdict(dict)
    for phrase, where, topic, weight in weights:
        rows[phrase, where][topic] = weight
    columns = sorted({topic for row in rows.values() for topic in row})
    lines = [",".join([*_FIRST_COLUMNS, *columns])]
    for (phrase, where), row in sorted(rows.items()):
        shown = (_written(row[topic], where) if topic in row else "" for topic in columns)
        lines.append(",".join([phrase, where, *shown]))
    return "\n".join([*(f"# {line}" for line in made_from), *lines]) + "\n"


def _written(weight: float, where: Where) -> str:
    return f"{weight:z.{2 if where == 'rules' else 1}f}".removesuffix(".0")


def _fault_of_header(header: list[str], topics: Collection[str]) -> str:
    """Return what is wrong with the names of the columns, or nothing."""
    first, columns = header[: len(_FIRST_COLUMNS)], header[len(_FIRST_COLUMNS) :]
    if first != _FIRST_COLUMNS or not columns:
        return "the first line is not 'phrase,where' and a slug for each topic"
    strange = [slug for slug in columns if slug not in topics]
    if strange:
        return f"names no topic: {', '.join(map(repr, strange))}"
    return "names a topic twice" if len({*columns}) < len(columns) else ""


def _fault(row: list[str], wanted: int, topics: Collection[str]) -> str:
    """Return what is wrong with a line, or nothing."""
    if len(row) != wanted:
        return f"has {len(row)} columns, not {wanted}"
    phrase, where, *cells = row
    if where not in get_args(Where):
        return f"counts nowhere: '{where}' is none of {', '.join(get_args(Where))}"
    if where == "rules" and phrase not in topics:
        return f"names no topic: '{phrase}'"
    odd = next((cell for cell in cells if cell and not _is_number(cell)), "")
    return f"the weight is no number: '{odd}'" if odd else ""


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False
