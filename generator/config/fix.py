"""What a reader asks to be set right: a block of YAML in an issue."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from generator.base.errors import DigestError, Location, Problem
from generator.base.names import split_names
from generator.base.text import collapse_space, visible_text
from generator.config.yaml_source import PlainYaml, StrictModel

_FENCE = re.compile(
    r"^ {0,3}```[ \t]*(?:ya?ml)?[ \t]*\n(?P<yaml>.*?)^ {0,3}```[ \t]*$", re.MULTILINE | re.DOTALL
)


def _one_line(value: object) -> object:
    return collapse_space(visible_text(value)) if isinstance(value, str) else value


def _names(value: object) -> object:
    """Return a list of names; a text is a list as BibTeX writes it, "Doe, Jane and Roe, Richard"."""
    return tuple(split_names(value)) if isinstance(value, str) else value or ()


Line = Annotated[str, BeforeValidator(_one_line)]


class Fix(StrictModel):
    """Facts of one paper as they should be; None leaves a fact as it is, an empty text clears it.

    Attributes:
        authors: Names as in BibTeX: "Van Gool, Luc", "{Team Wan}".
        type: The type of the BibTeX entry.
    """

    key: Line
    title: Line | None = None
    authors: Annotated[tuple[Line, ...], BeforeValidator(_names)] | None = None
    year: Line | None = None
    type: Line | None = None
    venue: Line | None = None
    doi: Line | None = None
    arxiv: Line | None = None
    code: Line | None = None
    url: Line | None = None
    pages: Line | None = None
    volume: Line | None = None
    number: Line | None = None


def read_fix(text: str, name: str) -> tuple[Fix, PlainYaml]:
    """Return what an issue asks for, and where each part of it stands.

    Args:
        text: The text of an issue with one block of YAML, or YAML alone.
        name: The name of the issue in messages.

    Raises:
        DigestError: It holds no fix, or fields that do not fit, each with its line.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n") + "\n"
    blocks = list(_FENCE.finditer(lines))
    if len(blocks) > 1:
        line = lines.count("\n", 0, blocks[1].start()) + 1
        raise DigestError(Problem(Location(name, line), "holds a second block", "leave one"))
    if blocks:
        start = blocks[0].start("yaml")
        lines = "\n" * lines.count("\n", 0, start) + blocks[0]["yaml"]
    source = PlainYaml(lines, name)
    return source.load(Fix), source
