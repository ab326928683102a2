"""Read YAML into checked values; every fault is reported with its file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from generator.base.errors import DigestError, Location, Problem

Step = str | int
Model = TypeVar("Model", bound="StrictModel")


class _Loader(yaml.CSafeLoader):
    """Safe YAML, where tags of other programs (`!ENV`, `!!python/name:`) read as nothing."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


class _PlainLoader(yaml.CBaseLoader):
    """Safe YAML whose every scalar is the text that stands there: 2402.10000 keeps its zeros."""


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


class StrictModel(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class YamlSource:
    """One YAML file, and where each of its values stands.

    Attributes:
        name: How messages call the file.
    """

    def __init__(self, path: Path, name: str) -> None:
        """Read and compose the file.

        Args:
            path: The file to read.
            name: How messages call it.

        Raises:
            DigestError: The file is missing, not UTF-8 or not YAML.
        """
        self.name = name
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise DigestError(Problem(location=Location(path=name), reason="no such file")) from None
        except OSError as error:
            raise DigestError(
                Problem(location=Location(path=name), reason=f"cannot be read: {error.strerror}")
            ) from None
        except UnicodeDecodeError:
            raise DigestError(
                Problem(location=Location(path=name), reason="is not UTF-8", advice="save it as UTF-8")
            ) from None
        self._read(text, _Loader)

    def _read(self, text: str, loader: type[yaml.CSafeLoader | yaml.CBaseLoader]) -> None:
        """Take in a text."""
        name = self.name
        try:
            self._root = yaml.compose(text, Loader=loader)
            twice = tuple(_repeated(self._root, set()))
            self._values = yaml.load(text, Loader=loader)  # noqa: S506  derived from safe ones
        except (yaml.YAMLError, RecursionError, TypeError, ValueError) as error:
            raise DigestError(_syntax_problem(name, error)) from None
        if twice:
            places = ((Location(path=name, line=mark.line + 1), key) for key, mark in twice)
            raise DigestError(*(Problem(location=at, reason=f"'{key}' comes twice") for at, key in places))

    def load(self, model: type[Model]) -> Model:
        """Return the file's content as a checked model; an empty file is an empty mapping.

        Raises:
            DigestError: One problem for each value that does not fit, with its line.
        """
        try:
            return model.model_validate(self._values or {})
        except ValidationError as error:
            raise DigestError(
                *(self.problem(fault["loc"], _describe(fault)) for fault in error.errors())
            ) from None

    def problem(self, steps: tuple[Step, ...], reason: str, advice: str = "") -> Problem:
        """Return a problem located at the value that the steps lead to."""
        return Problem(location=self.locate(steps), reason=reason, advice=advice)

    def locate(self, steps: tuple[Step, ...]) -> Location:
        """Return the place of the value that the steps lead to, or of its nearest parent.

        Args:
            steps: Keys and 0-based positions from the root: ("groups", 0, "title").
        """
        node, line = self._root, self._root.start_mark.line + 1 if self._root else 1
        for step in steps:
            found = _descend(node, step)
            if found is None:
                break
            node, line = found
        return Location(path=self.name, line=line)


class PlainYaml(YamlSource):
    """YAML that did not come from a file of the project; all its values are texts."""

    def __init__(self, text: str, name: str) -> None:
        """Compose a text.

        Args:
            text: YAML; empty lines before it stand for what it was cut from.
            name: How messages call it.

        Raises:
            DigestError: It is not YAML.
        """
        self.name = name
        self._read(text, _PlainLoader)


def _descend(node: yaml.Node | None, step: Step) -> tuple[yaml.Node, int] | None:
    """Return the child that a step leads to and the line that names it."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(step):
                return value, name.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child, child.start_mark.line + 1
    return None


def _describe(fault: ErrorDetails) -> str:
    """Return a message that names the value by its path."""
    path = ".".join(str(step) for step in fault["loc"])
    known = _REASONS.get(fault["type"])
    reason = known.format_map(fault.get("ctx", {})) if known else fault["msg"].removeprefix("Value error, ")
    return f"{path}: {reason}" if path else f"the file {reason}"


def _repeated(node: yaml.Node | None, visited: set[int]) -> Iterator[tuple[str, yaml.Mark]]:
    """Yield keys that a mapping has already had; YAML forbids them, the parser lets them pass."""
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
                yield name, key.start_mark
            seen.add(name)
            yield from _repeated(child, visited)


def _syntax_problem(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or _in_a_line(error)
    return Problem(
        location=Location(path=name, line=mark.line + 1 if mark else 0), reason=f"not YAML: {reason}"
    )


def _in_a_line(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else " ".join(str(error).split())
