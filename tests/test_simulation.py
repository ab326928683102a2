"""Half a year of daily dumps, one day at a time: what was published stays."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.library import encode_authors, parse_library, set_all_fields
from generator.names import Name
from tests.samples import record
from tests.simulation import NAME, Growth, build, grow, read_days, with_late_facts
from tests.world import make_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

from tests.simulation import Day

DAYS = 149
WHOLE = 50
"""Days after which the library is read whole, as each build does."""


@pytest.fixture(scope="module")
def days(shared_data: Path) -> tuple[Day, ...]:
    """Give the records of each day."""
    found = read_days(shared_data / "hf_daily")
    assert len(found) == DAYS
    return found


def _last(growths: Iterator[Growth]) -> Growth:
    """Go through all days and return the last; `Growth` checks each."""
    number = 0
    for number, growth in enumerate(growths, 1):
        if number % WHOLE == 0 or number == DAYS:
            growth.check_whole()
    assert number == DAYS
    return growth


@pytest.mark.slow
def test_no_key_and_no_entry_changes_while_the_digest_grows(days: tuple[Day, ...]) -> None:
    """Each day's dump is followed by a build."""
    growth = _last(grow(days, {}))

    assert len(growth.papers) == len(growth.library.entries) == sum(map(len, days))


@pytest.mark.slow
def test_facts_that_arrive_late_change_no_key(days: tuple[Day, ...]) -> None:
    """Half of the papers come as title and abstract; dumps and `digest resolve` bring the rest later."""
    late = with_late_facts(days, every=WHOLE)

    growth = _last(grow(late.days, late.resolved))

    assert len(growth.papers) == len(growth.library.entries) == sum(map(len, days))
    assert all(paper.facts.arxiv and paper.facts.authors for paper in growth.papers)
    assert len(growth.records) > len(growth.papers)


@pytest.mark.site
def test_no_address_vanishes_while_the_site_grows(tmp_path: Path, shared_data: Path) -> None:
    """Three days, each followed by a whole build; then facts and names are written into every entry."""
    project = make_world(tmp_path)
    known: set[str] = set()
    for path in sorted((shared_data / "hf_daily").glob("*.json"))[:3]:
        shutil.copy(path, project.dumps)
        now = build(project)
        assert known < now
        known = now

    text = project.library.read_text(encoding="utf-8")
    authors = encode_authors((Name(given="Ada", family="Moreau"),))
    changes = {entry.key: {"author": authors, "year": "1999"} for entry in parse_library(text, NAME).entries}
    project.library.write_text(set_all_fields(text, changes), encoding="utf-8")

    assert build(project) == known
    assert "author = {Moreau, Ada}" in next(iter((project.site / "papers").glob("*2024*.bib"))).read_text()


def test_the_simulation_notices_a_key_that_changes() -> None:
    """A law that cannot be broken proves nothing."""
    growth = Growth()
    growth.key_of = {record().location: "another2024key"}

    with pytest.raises(AssertionError):
        growth.add([record()])
