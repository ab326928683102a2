"""The bibliography of record: read it, append to it, and set fields in it."""

from __future__ import annotations

from generator.library.append import append_entries
from generator.library.edit import set_all_fields, set_entry_type, set_fields
from generator.library.fault import Broken
from generator.library.fields import FACT_FIELDS, VENUE_FIELDS, encode_authors
from generator.library.history import History, extend_history, read_history
from generator.library.interpret import decode_authors, interpret
from generator.library.parse import RawEntry, parse_bibtex, raw_entries
from generator.library.read import Library, parse_library, read_library
from generator.library.salvage import Salvaged
from generator.library.values import decode

__all__ = [
    "FACT_FIELDS",
    "VENUE_FIELDS",
    "Broken",
    "History",
    "Library",
    "RawEntry",
    "Salvaged",
    "append_entries",
    "decode",
    "decode_authors",
    "encode_authors",
    "extend_history",
    "interpret",
    "parse_bibtex",
    "parse_library",
    "raw_entries",
    "read_history",
    "read_library",
    "set_all_fields",
    "set_entry_type",
    "set_fields",
]
