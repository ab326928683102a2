"""The bibliography of record: the library's entries, their provenance, and every key that was published."""

from generator.bibliography.entries import Salvaged, append_entries
from generator.bibliography.history import (
    History,
    extend_history,
    join_histories,
    published_papers,
    read_history,
)
from generator.bibliography.join import Joined, Side, join_libraries
from generator.bibliography.library import Library, parse_library, read_library
from generator.bibliography.provenance import Source, add_provenance

__all__ = [
    "History",
    "Joined",
    "Library",
    "Salvaged",
    "Side",
    "Source",
    "add_provenance",
    "append_entries",
    "extend_history",
    "join_histories",
    "join_libraries",
    "parse_library",
    "published_papers",
    "read_history",
    "read_library",
]
