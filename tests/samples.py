"""Small made-up values for tests: each function returns a valid one, changed as the test needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.errors import Location
from generator.models import Entry, Facts, Paper, Record
from generator.names import Name

DAY = dt.date(2025, 10, 2)
ABSTRACT = "We measure how kernels share a cache and show that fewer conflicts make serving faster."


def name(family: str = "Moreau", given: str = "Ada") -> Name:
    """Return a name."""
    return Name(family=family, given=given)


def record(title: str = "A Cache for Kernels", *, line: int = 1, day: dt.date = DAY, **facts: Any) -> Record:  # noqa: ANN401
    """Return a record; what is not known here is a fact."""
    abstract = facts.pop("abstract", ABSTRACT)
    location = Location(path=f"data/dumps/{day}-page.txt", line=line)
    return Record(title=title, abstract=abstract, edition=day, location=location, facts=Facts(**facts))


def entry(key: str = "moreau2024cache", title: str = "A Cache for Kernels", **changes: Any) -> Entry:  # noqa: ANN401
    """Return an entry of the bibliography."""
    values: dict[str, Any] = {
        "key": key,
        "entry_type": "misc",
        "title": title,
        "facts": Facts(),
        "edition": DAY,
        "location": Location(path="data/library.bib", line=1),
    }
    return Entry(**(values | changes))


def paper(key: str = "moreau2024cache", title: str = "A Cache for Kernels", **changes: Any) -> Paper:  # noqa: ANN401
    """Return a paper."""
    values: dict[str, Any] = {
        "key": key,
        "entry_type": "misc",
        "title": title,
        "abstract": ABSTRACT,
        "facts": Facts(authors=(name(),), year=2024, arxiv="2401.00001"),
        "edition": DAY,
        "sightings": (DAY,),
        "locations": (Location(path=f"data/dumps/{DAY}-page.txt", line=1),),
    }
    return Paper(**(values | changes))
