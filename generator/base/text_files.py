"""Text files that people edit: UTF-8 without exception, and no merge left unfinished in them."""

from pathlib import Path

from generator.base.conflicts import find_conflicts
from generator.base.errors import DigestError, Location, Problem


def read_text(path: Path, name: str) -> str:
    """Return the text of a file that people edit, line ends and byte order mark as they are.

    Args:
        path: The file.
        name: Its name in messages.

    Raises:
        DigestError: It is not UTF-8, holds a merge that is not finished, or cannot be opened.
        FileNotFoundError: It is not there; who calls knows what that means.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise DigestError(Problem(Location(name), f"cannot be read: {error.strerror}")) from None
    text = decode_utf8(content, name)
    if conflicts := find_conflicts(text, name):
        raise DigestError(*conflicts)
    return text


def decode_utf8(content: bytes, name: str) -> str:
    """Return the text that bytes are in UTF-8; a byte order mark stays.

    Raises:
        DigestError: They are in another encoding; the first line that tells is named.
    """
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reason = f"is not UTF-8 (byte 0x{content[error.start]:02x})"
        raise DigestError(Problem(Location(name, line), reason, "save it as UTF-8")) from None
