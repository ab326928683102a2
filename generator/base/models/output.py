"""Files that the digest is turned into."""

from collections.abc import Callable
from dataclasses import dataclass, field

Content = str | bytes
"""What a file holds; text is written as UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file to be written.

    Attributes:
        path: POSIX path relative to the folder it is written into.
        content: Text or bytes.
    """

    path: str
    content: Content = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LazyFile:
    """A file that need not be made where what it depends on is as it was.

    Attributes:
        path: POSIX path relative to the folder it is written into.
        inputs: A hash of all that its content depends on.
        make: Makes the content; a pure function.
    """

    path: str
    inputs: bytes
    make: Callable[[], Content] = field(repr=False)

    @property
    def content(self) -> Content:
        """The content, made each time it is asked for."""
        return self.make()


File = OutputFile | LazyFile
