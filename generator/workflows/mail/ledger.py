"""Who has got an edition already: one line an attempt, written before and after it."""

import hashlib
import os
from pathlib import Path
from typing import Literal

State = Literal["", "begun", "sent", "refused"]


class Ledger:
    """A file that remembers attempts; addresses are kept as digests, so that it names nobody.

    A line is written before a message is handed over and another one after. Where the second is
    missing, nobody knows whether the message arrived, and it is not sent again.
    """

    def __init__(self, path: Path) -> None:
        """Open the ledger of one edition; a missing file is an empty one."""
        self._path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        entries = (line.split(" ", 1) for line in lines)
        self._states = {entry[0]: entry[1] for entry in entries if len(entry) == 2}  # noqa: PLR2004  whole lines

    def state(self, address: str) -> str:
        """Return what the last attempt came to; empty when there was none."""
        return self._states.get(_digest(address), "")

    def note(self, address: str, state: State) -> None:
        """Write a line, and be sure that it is on the disk."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{_digest(address)} {state}\n")
            file.flush()
            os.fsync(file.fileno())
        self._states[_digest(address)] = state


def _digest(address: str) -> str:
    return hashlib.sha256(address.casefold().encode()).hexdigest()
