"""Answers kept on disk, so that a question is not asked twice."""

import datetime as dt
import hashlib
import json
from pathlib import Path

from generator.base.files import replace_file

KEPT_DAYS = 30
"""A paper without a venue may have one next month, so an answer does not hold for ever."""


class Cache:
    """A folder with one file for each address: a line that says what and when, then the answer."""

    def __init__(self, folder: Path, today: dt.date, kept_days: int = KEPT_DAYS) -> None:
        """Keep answers in a folder, made when the first one comes.

        Args:
            folder: May be deleted at any time.
            today: Answers of this day are stored.
            kept_days: Answers that are older are forgotten.
        """
        self._folder = folder
        self._today = today
        self._kept_days = kept_days

    def get(self, address: str) -> tuple[bytes, dt.date] | None:
        """Return the answer of an address and its date; None when there is none that still holds."""
        try:
            head, _, body = self._path(address).read_bytes().partition(b"\n")
            known = json.loads(head)
            date = dt.date.fromisoformat(known["date"])
            whole = known["address"] == address and known["bytes"] == len(body)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return (body, date) if whole and abs((self._today - date).days) <= self._kept_days else None

    def put(self, address: str, body: bytes) -> None:
        """Store what an address answered today; the file is whole or not there."""
        known = {"address": address, "date": self._today.isoformat(), "bytes": len(body)}
        replace_file(self._path(address), json.dumps(known).encode() + b"\n" + body)

    def _path(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode()).hexdigest()
