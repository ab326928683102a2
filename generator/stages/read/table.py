"""Read tables: CSV with commas, semicolons or tabs, whose first line names `title` and `abstract`."""

import csv
import sys
from collections.abc import Iterator

from generator.base.errors import Problem
from generator.stages.read.columns import describe_columns, names_papers
from generator.stages.read.records import load_items
from generator.stages.read.source import Loaded, Source

_SEPARATORS = ",;\t"
_LONGEST_HEADER = 2_000
_ADVICE = "look for a quotation mark that is missing, or a separator outside of quotation marks"


def recognises(text: str) -> bool:
    """Return whether the first line of a dump names title and abstract."""
    return names_papers(_header(text)[1])


def read(source: Source) -> Loaded:
    """Return the rows with a title, and a problem for each without."""
    # A longer cell would end its row in the middle; what is too long for an abstract is told later.
    before = csv.field_size_limit(sys.maxsize)
    try:
        return load_items(source, _rows(source), describe_columns)
    finally:
        csv.field_size_limit(before)


def _header(text: str) -> tuple[str, list[str]]:
    """Return the separator and the columns that the first line names; none where it is no table."""
    line = text.lstrip("\n")[:_LONGEST_HEADER].partition("\n")[0]
    separator = max(_SEPARATORS, key=line.count)
    try:
        return separator, next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return separator, []


def _rows(source: Source) -> Iterator[tuple[int, dict[str, object] | Problem]]:
    """Yield the rows by column, with their lines; after a fault reading goes on in the next line."""
    lines = source.text.split("\n")
    separator, columns = _header(source.text)
    start = next((number for number, line in enumerate(lines, start=1) if line.strip()), len(lines))
    while start < len(lines):
        begin = start
        reader = csv.reader(_from(lines, start), delimiter=separator, strict=True)
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield begin + 1, _row(source, begin + 1, columns, row)
                begin = start + reader.line_num
            start = len(lines)
        except csv.Error as error:
            start = begin + 1
            reason = f"the row is no CSV: {error}"
            yield start, Problem(location=source.at(start), reason=reason, advice=_ADVICE)


def _from(lines: list[str], start: int) -> Iterator[str]:
    return (f"{lines[position]}\n" for position in range(start, len(lines)))


def _row(source: Source, line: int, columns: list[str], row: list[str]) -> dict[str, object] | Problem:
    if len(row) != len(columns):
        reason = f"the row has {len(row)} cells, the first line names {len(columns)} columns"
        return Problem(location=source.at(line), reason=reason, advice=_ADVICE)
    return dict(zip(columns, row, strict=True))
