"""Set fields of entries in a BibTeX file and leave every other byte alone."""

import re
from collections.abc import Iterator, Mapping
from operator import itemgetter

from generator.bibliography.codec.blocks import RawEntry
from generator.bibliography.codec.fields import FIELD_ORDER, decode_field, encode_field
from generator.bibliography.codec.parse import raw_entries
from generator.bibliography.codec.values import decode

_FIELD_NAME = re.compile("[a-z][a-z0-9_-]*")
_WORD = re.compile(r"[^\s,{}]+\Z")
_LINE_HEAD = re.compile(r"\r?\n[ \t]*,?[ \t]*\Z")
_ENTRY_TYPE = re.compile(r"(?<=@)\s*\w+")
_COMMA = re.compile(r"\s*,")

_Edit = tuple[int, int, str]
"""Where the text begins and ends that gives way, and what takes its place."""


def set_fields(library_text: str, changes: Mapping[str, Mapping[str, str]]) -> str:
    """Return a library with fields of some entries set; every other byte stays as it was.

    A field that exists is replaced where it stands; one that means the same already keeps its bytes. New
    fields go to the end of the entry, in the order of FIELD_ORDER and laid out as the last field
    is. A field without a value is written, too: it says that there is none.

    Args:
        library_text: The file's text, with its line ends and byte order mark.
        changes: Fields by the entry's key, which is none of `ids`: plain values by name, which are spelt for
            BibTeX here. `author` is a list such as "Van Gool, Luc and {Team Wan}"; `ids` has commas.

    Raises:
        KeyError: No entry that can be read has the key; of several the first is meant.
        ValueError: What should be a field's name cannot be one.
    """
    spelt = {
        key: {name.lower(): encode_field(name.lower(), plain) for name, plain in fields.items()}
        for key, fields in changes.items()
    }
    if strange := {name for fields in spelt.values() for name in fields if not _FIELD_NAME.fullmatch(name)}:
        message = f"{min(strange)!r} cannot be the name of a field"
        raise ValueError(message)
    return set_spelt_fields(library_text, spelt)


def set_spelt_fields(library_text: str, changes: Mapping[str, Mapping[str, str]]) -> str:
    """Return a library as `set_fields` does, for values that are spelt for BibTeX: what braces would hold.

    Raises:
        KeyError: No entry that can be read has the key; of several the first is meant.
    """
    text = library_text.removeprefix("\ufeff")
    entries = raw_entries(text)
    edits = [edit for key, fields in changes.items() for edit in _edits(text, entries[key], fields)]
    pieces, position = [library_text[: len(library_text) - len(text)]], 0
    for start, end, new in sorted(edits, key=itemgetter(0, 1)):
        pieces += [text[position:start], new]
        position = end
    return "".join((*pieces, text[position:]))


def set_entry_type(library_text: str, key: str, entry_type: str) -> str:
    """Return a library with the type of one entry set; every other byte stays. Raises as `set_fields`."""
    mark = len(library_text) - len(library_text.removeprefix("\ufeff"))
    start = mark + raw_entries(library_text)[key].place[0]
    return library_text[:start] + _ENTRY_TYPE.sub(entry_type, library_text[start:], count=1)


def _edits(text: str, entry: RawEntry, wanted: Mapping[str, str]) -> Iterator[_Edit]:
    """Yield what has to change in an entry so that its fields have these values, spelt for BibTeX."""
    added: list[str] = []
    for name in (*filter(wanted.__contains__, FIELD_ORDER), *sorted(wanted.keys() - {*FIELD_ORDER})):
        value = f"{{{_laid_out(wanted[name], text, entry)}}}"
        if name not in entry.places:
            added.append(f"{name} = {value}")
        elif not _says(name, entry.fields[name], wanted[name]):
            yield (*entry.places[name], value)
    yield _insertion(text, entry, added)


def _says(name: str, written: str, wanted: str) -> bool:
    """Return whether a field has a value already; braces that protect words of a title may stand beside."""
    return wanted == encode_field(name, decode_field(name, written)) or (
        name == "title" and wanted == encode_field(name, decode(written))
    )


def _laid_out(value: str, text: str, entry: RawEntry) -> str:
    """Return a value with the entry's line ends, or on one line where the entry is."""
    around = text[slice(*entry.place)]
    if "\n" not in around:
        return " ".join(value.split())
    return value.replace("\n", "\r\n") if "\r\n" in around else value


def _insertion(text: str, entry: RawEntry, added: list[str]) -> _Edit:
    """Return the edit that adds fields after the last one, laid out as that one is."""
    start = entry.place[0]
    if entry.places:
        value_start, end = max(entry.places.values())
        before_equals = text[start:value_start].rstrip().removesuffix("=").rstrip()
    else:
        before_equals = text[start : text.index(entry.key, start) + len(entry.key)]
        end = start + len(before_equals)
    line_head = _LINE_HEAD.search(_WORD.sub("", before_equals))
    gap = line_head[0] if line_head else " "
    comma = _COMMA.match(text, end)
    if comma:
        gap = gap.replace(",", " ")
        return comma.end(), comma.end(), "".join(f"{gap}{field}," for field in added)
    gap = gap if "," in gap else f",{gap}"
    return end, end, "".join(f"{gap}{field}" for field in added)
