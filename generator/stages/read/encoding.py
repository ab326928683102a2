"""From the bytes of a dump to its text, whatever it was saved as; what is no text is told as what it is.

Who brings a dump cannot always choose how it was saved, so a text in another encoding is read where that can
be told: by its byte order mark, or else as Windows-1252, which has its letters where Latin-1 has them.
Source: <https://encoding.spec.whatwg.org/#windows-1252>.
"""

import codecs
import re

from generator.base.errors import DigestError, Location, Problem
from generator.base.text import REPLACEMENT

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks with their encodings; that of UTF-32 begins as that of UTF-16 does, so it comes first."""
_DOCUMENTS = {
    b"%PDF-": "a PDF",
    b"%!PS": "a PostScript document",
    rb"{\rtf": "a document in Rich Text Format",
}
"""How documents begin that are text of a kind, with what they are."""
_BINARIES = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an Office document of the old kind (.doc, .xls)",
    b"PK": "a zip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\xfd7zXZ": "a file packed with xz",
    b"\x28\xb5\x2f\xfd": "a file packed with zstd",
    b"BZh": "a file packed with bzip2",
    b"\x1f\x8b": "a file packed with gzip twice",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet file",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}
"""How other files begin, if they are binary. Source: <https://www.iana.org/assignments/media-types>."""
_ZIPS = {
    b"word/": "a Word document",
    b"xl/": "an Excel workbook",
    b"application/epub": "an EPUB book",
    b"application/vnd.oasis.opendocument": "an OpenDocument file",
}
"""Names inside of archives that tell what they are."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 8192
_DAMAGED = re.compile("[\udc80-\udcff]+")
"""Bytes that are not UTF-8, as Python decodes them with `surrogateescape`."""
_SOUND = re.compile("[^\x00-\x7f\u0240-\u02ff\udc80-\udcff]")
"""Characters that UTF-8 spells with several bytes. Signs of phonetics do not count: the capital that ends a
French word looks like one, in Windows-1252, if a closing quote or a fixed space follows."""
_HIGH_RUN = re.compile(rb"[\x80-\xff]{4,}")
_MOST_LINES = 5


def decode_dump(content: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a dump with line feeds alone, and warnings where it may not be what was meant.

    Args:
        content: The bytes of the file, unpacked.
        name: Its name in messages.

    Raises:
        DigestError: It is no text, or nobody can tell its encoding.
    """
    if kind := next((kind for sign, kind in _DOCUMENTS.items() if content.startswith(sign)), ""):
        raise DigestError(
            _refusal(name, f"is {kind}, not a dump", "export the list as text from where it is")
        )
    mark, encoding = next((pair for pair in _MARKS if content.startswith(pair[0])), (b"", ""))
    if encoding[:6] in {"utf-16", "utf-32"}:
        text, warnings = _decode_marked(content.removeprefix(mark), encoding, name)
    else:
        text, warnings = _decode_bytes(content.removeprefix(mark), name, is_marked=bool(mark))
    if _is_binary(text):
        raise DigestError(_binary(content, name))
    return text, warnings


def _decode_marked(content: bytes, encoding: str, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text behind a byte order mark, which says how it was saved."""
    text = _with_line_feeds(content.decode(encoding, "replace"))
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        reason = f"is damaged {encoding[:6].upper()}; what cannot be read is shown as {REPLACEMENT}"
        problem = _problem(name, _line(text, text.index(REPLACEMENT)), reason, "save it again, as UTF-8")
        return text, (problem,)
    return text, ()


def _decode_bytes(content: bytes, name: str, *, is_marked: bool) -> tuple[str, tuple[Problem, ...]]:
    """Return a text in UTF-8, if need be without the bytes that are damaged, or else in Windows-1252."""
    head = content[:_HEAD]
    if _is_half(head.count(0), len(head)):
        reason = "seems to be UTF-16 without its byte order mark"
        raise DigestError(_refusal(name, reason, "save it as UTF-8"))
    text = _with_line_feeds(content.decode("utf-8", "surrogateescape"))
    damaged = [*_DAMAGED.finditer(text)]
    if not damaged:
        return text, ()
    if not is_marked and len(damaged) > len(_SOUND.findall(text)):
        return _decode_windows(content, name, _line(text, damaged[0].start()))
    lines = list(dict.fromkeys(_line(text, found.start()) for found in damaged[: 10 * _MOST_LINES]))
    also = f", also in lines {', '.join(map(str, lines[1:_MOST_LINES]))}" if lines[1:] else ""
    more = " and others" if len(lines) > _MOST_LINES or len(damaged) > 10 * _MOST_LINES else ""
    count = f"{len(damaged)} places are" if len(damaged) > 1 else "one place is"
    reason = f"{count} not UTF-8{also}{more}; shown as {REPLACEMENT}"
    problem = _problem(name, lines[0], reason, "set them right at the source and save it as UTF-8")
    return _DAMAGED.sub(REPLACEMENT, text), (problem,)


def _decode_windows(content: bytes, name: str, line: int) -> tuple[str, tuple[Problem, ...]]:
    """Return a text as Windows-1252, and where that has no character, as Latin-1; with a warning.

    Raises:
        DigestError: It is binary, or in an encoding of another script, whose words are bytes over 0x7f alone.
    """
    if b"\0" in content:
        raise DigestError(_binary(content, name))
    high = content.translate(None, bytes(range(0x80)))
    if 2 * sum(map(len, _HIGH_RUN.findall(content))) > len(high):
        reason = f"is not UTF-8 (byte 0x{high[0]:02x}), and no Windows-1252 either"
        raise DigestError(_problem(name, line, reason, "convert the file to UTF-8"))
    text = _DAMAGED.sub(_as_latin, _with_line_feeds(content.decode("cp1252", "surrogateescape")))
    reason = f"is not UTF-8 (byte 0x{high[0]:02x}) and is read as Windows-1252"
    return text, (_problem(name, line, reason, "look at its names, and convert the file to UTF-8"),)


def _as_latin(found: re.Match[str]) -> str:
    return found[0].encode("ascii", "surrogateescape").decode("latin-1")


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_binary(text: str) -> bool:
    return 20 * len(_CONTROL.findall(text, 0, _HEAD)) > len(text[:_HEAD])


def _is_half(part: int, whole: int) -> bool:
    """Return whether a part is about half: Latin letters in UTF-16 are a NUL and a byte each."""
    return part > 0 and 9 * whole <= 20 * part <= 11 * whole


def _binary(content: bytes, name: str) -> Problem:
    """Return why a binary file is no dump: what it looks like."""
    kind = next((kind for sign, kind in _BINARIES.items() if content.startswith(sign)), "")
    if kind == _BINARIES[b"PK"]:
        kind = next((inner for sign, inner in _ZIPS.items() if sign in content), kind)
    looks = f" that looks like {kind}" if kind else ""
    advice = "bring its text, which may be packed with gzip"
    return _refusal(name, f"is a binary file{looks}, not a dump", advice)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _problem(name: str, line: int, reason: str, advice: str) -> Problem:
    return Problem(location=Location(path=name, line=line), reason=reason, advice=advice)


def _refusal(name: str, reason: str, advice: str) -> Problem:
    return _problem(name, 0, reason, advice)
