"""BibTeX text to values with their places, and back; it knows nothing of the record of this site's papers."""

from generator.bibliography.codec.blocks import Fault, RawEntry, Unread
from generator.bibliography.codec.damage import sound_fields, unread_entries
from generator.bibliography.codec.edit import set_entry_type, set_fields, set_spelt_fields
from generator.bibliography.codec.expression import MONTHS, Value, evaluate
from generator.bibliography.codec.fields import (
    ENTRY_TYPES,
    FACT_FIELDS,
    FIELD_ORDER,
    KNOWN_FIELDS,
    VENUE_FIELDS,
    decode_authors,
    decode_field,
    encode_authors,
    encode_field,
    interpret,
)
from generator.bibliography.codec.parse import parse_bibtex, raw_entries
from generator.bibliography.codec.values import (
    decode,
    decode_address,
    decode_name,
    decode_title,
    encode,
    is_balanced,
)

__all__ = [
    "ENTRY_TYPES",
    "FACT_FIELDS",
    "FIELD_ORDER",
    "KNOWN_FIELDS",
    "MONTHS",
    "VENUE_FIELDS",
    "Fault",
    "RawEntry",
    "Unread",
    "Value",
    "decode",
    "decode_address",
    "decode_authors",
    "decode_field",
    "decode_name",
    "decode_title",
    "encode",
    "encode_authors",
    "encode_field",
    "evaluate",
    "interpret",
    "is_balanced",
    "parse_bibtex",
    "raw_entries",
    "set_entry_type",
    "set_fields",
    "set_spelt_fields",
    "sound_fields",
    "unread_entries",
]
