"""The bibliography of record: read it, append to it, and set fields in it."""

from __future__ import annotations

from generator.library.append import append_entries
from generator.library.edit import set_all_fields, set_fields
from generator.library.fields import encode_authors
from generator.library.read import Library, parse_library, read_library

__all__ = [
    "Library",
    "append_entries",
    "encode_authors",
    "parse_library",
    "read_library",
    "set_all_fields",
    "set_fields",
]
