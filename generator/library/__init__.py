"""The bibliography of record: read it, and append to it."""

from __future__ import annotations

from generator.library.append import append_entries
from generator.library.read import Library, parse_library, read_library

__all__ = ["Library", "append_entries", "parse_library", "read_library"]
