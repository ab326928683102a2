"""The bibliography of record: read it, append to it, and set fields in it."""

from __future__ import annotations

from generator.library.append import append_entries
from generator.library.edit import set_all_fields, set_fields
from generator.library.fields import encode_authors
from generator.library.interpret import interpret
from generator.library.parse import Broken, RawEntry, parse_bibtex
from generator.library.read import Library, parse_library, read_library
from generator.library.values import decode

__all__ = [
    "Broken",
    "Library",
    "RawEntry",
    "append_entries",
    "decode",
    "encode_authors",
    "interpret",
    "parse_bibtex",
    "parse_library",
    "read_library",
    "set_all_fields",
    "set_fields",
]
