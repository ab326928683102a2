"""Read YAML into checked values; every fault is reported with its file and line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from generator.base.errors import DigestError, Location, Problem
from generator.base.text_files import read_text

Steps = tuple[str | int, ...]
"""Keys and 0-based positions that lead from the root to a value: ("groups", 0, "title")."""
Model = TypeVar("Model", bound="StrictModel")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_START = re.compile(r"---[ \t]*\n[\w-]+:")
_FAULTS = (yaml.YAMLError, RecursionError, TypeError, ValueError)
"""What the parser raises for a text that is not YAML."""
_REASONS = {
    "bool_parsing": "is neither true nor false",
    "bool_type": "is neither true nor false",
    "dict_type": "is no mapping, such as 'name: value'",
    "extra_forbidden": "no such field is known here",
    "list_type": "is no list, such as [one, two]",
    "missing": "is missing",
    "model_type": "is no mapping, such as 'name: value'",
    "string_pattern_mismatch": "has not the form that it needs, {pattern}",
    "string_too_short": "is empty",
    "string_type": "is no text; quotation marks make it one",
    "too_short": "has too few items: at least {min_length}",
    "tuple_type": "is no list, such as [one, two]",
}
"""What curators read for the faults they make most, by pydantic's name of the fault."""


class _Loader(yaml.CSafeLoader):
    """Safe YAML, where tags of other programs (`!ENV`, `!!python/name:`) read as nothing."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


class StrictModel(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class YamlSource:
    """A text of YAML, and where each of its values stands."""

    _loader: ClassVar[type[yaml.CSafeLoader | yaml.CBaseLoader]] = _Loader

    def __init__(self, source: Path | str, name: str) -> None:
        """Read and compose a file or a text.

        Args:
            source: The file, or the text itself.
            name: The name of the file in messages.

        Raises:
            DigestError: The file is missing, not UTF-8, not YAML or holds a merge that is not finished.
        """
        self._name = name
        text = _read(source, name) if isinstance(source, Path) else source
        try:
            self._root = yaml.compose(text, Loader=self._loader)
            twice = tuple(_repeated(self._root, set()))
            self._values = yaml.load(text, Loader=self._loader)  # noqa: S506  both loaders are safe ones
        except _FAULTS as error:
            line, reason = _describe_syntax(error)
            raise DigestError(Problem(Location(name, line), f"not YAML: {reason}")) from None
        if twice:
            raise DigestError(*(Problem(Location(name, line), f"'{key}' comes twice") for key, line in twice))

    def load(self, model: type[Model]) -> Model:
        """Return the content as a checked model; an empty text is an empty mapping.

        Raises:
            DigestError: One problem for each value that does not fit, with its line.
        """
        try:
            return model.model_validate(self._values or {})
        except ValidationError as error:
            faults = (self.problem(fault["loc"], _describe_value(fault)) for fault in error.errors())
            raise DigestError(*faults) from None

    def problem(self, steps: Steps, reason: str, advice: str = "") -> Problem:
        """Return a problem located at the value that the steps lead to, or at its nearest parent."""
        node, line = self._root, self._root.start_mark.line + 1 if self._root else 1
        for step in steps:
            found = _descend(node, step)
            if found is None:
                break
            node, line = found
        return Problem(Location(self._name, line), reason, advice)


class PlainYaml(YamlSource):
    """YAML whose every scalar is the text that stands there: 2402.10000 keeps its zeros."""

    _loader = yaml.CBaseLoader


def check_front_matter(page: str, name: str) -> dict[str, object]:
    """Return the fields of a page's front matter, since MkDocs takes for text what it cannot read.

    Args:
        page: Markdown.
        name: The name of the page or its template in messages.

    Raises:
        DigestError: There is a beginning of front matter that is no mapping of YAML, with its line.
    """
    line, fields = 2, None
    found = _FRONT_MATTER.match(page)
    if found:
        try:
            fields = yaml.load(found["fields"], Loader=yaml.CSafeLoader)
            reason = "is no mapping, such as 'title: A page'"
        except _FAULTS as error:
            line, reason = _describe_syntax(error)
            line, reason = line + 1, f"is no YAML: {reason}"
    elif _FRONT_MATTER_START.match(page):
        line, reason = 1, "does not end: a line of its own with ---"
    else:
        return {}
    if isinstance(fields, dict):
        return fields
    advice = "put a text with : or [ or # into quotation marks"
    raise DigestError(Problem(Location(name, line), f"has front matter that {reason}", advice))


def _read(path: Path, name: str) -> str:
    try:
        return read_text(path, name).removeprefix("\ufeff")
    except FileNotFoundError:
        raise DigestError(Problem(Location(name), "no such file")) from None


def _descend(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    """Return the child that a step leads to and the line that names it."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(step):
                return value, name.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child, child.start_mark.line + 1
    return None


def _describe_value(fault: ErrorDetails) -> str:
    """Return a message that names a value that does not fit by its path."""
    path = ".".join(str(step) for step in fault["loc"])
    known = _REASONS.get(fault["type"])
    reason = known.format_map(fault.get("ctx", {})) if known else fault["msg"].removeprefix("Value error, ")
    return f"{path}: {reason}" if path else f"the file {reason}"


def _describe_syntax(error: Exception) -> tuple[int, str]:
    """Return the line at which the parser stopped, 0 if it does not say, and its reason in a line."""
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or " ".join(str(error).split())
    return mark.line + 1 if mark else 0, "nested too deeply" if isinstance(error, RecursionError) else reason


def _repeated(node: yaml.Node | None, visited: set[int]) -> Iterator[tuple[str, int]]:
    """Yield keys that a mapping has already had, with their lines; YAML forbids them, the parser does not."""
    if id(node) in visited:  # an alias may lead here many times, or round in a ring
        return
    visited.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _repeated(child, visited)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            name = str(key.value)
            if name in seen:
                yield name, key.start_mark.line + 1
            seen.add(name)
            yield from _repeated(child, visited)
