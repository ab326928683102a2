"""The bibliography of record: read it, append to it, and set fields in it."""

from generator.bibliography.append import append_entries
from generator.bibliography.codec.edit import set_all_fields, set_entry_type, set_fields
from generator.bibliography.codec.fault import Broken
from generator.bibliography.codec.fields import FACT_FIELDS, VENUE_FIELDS, encode_authors
from generator.bibliography.codec.interpret import decode_authors, interpret
from generator.bibliography.codec.parse import RawEntry, parse_bibtex, raw_entries
from generator.bibliography.codec.values import decode
from generator.bibliography.history import History, extend_history, read_history
from generator.bibliography.read import Library, parse_library, read_library
from generator.bibliography.salvage import Salvaged

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
