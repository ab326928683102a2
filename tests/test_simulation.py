"""Months of daily dumps, one day at a time: what was published stays."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.growing_site import grow_late, grow_site
from tests.samples import record
from tests.simulation import Day, Growth, grow, read_days, with_late_facts
from tests.world import make_world

WHOLE = 50
"""Days after which the library is read whole, as each build does."""


@pytest.fixture(scope="module")
def days(material: Path) -> tuple[Day, ...]:
    """Give the records of each day."""
    found = read_days(material / "hf_daily")
    assert len(found) > WHOLE
    return found


@pytest.fixture
def three_days(tmp_path: Path, material: Path) -> Path:
    """Give a folder with the dumps of the first three days."""
    folder = tmp_path / "days"
    folder.mkdir()
    for path in sorted((material / "hf_daily").glob("*.json"))[:3]:
        shutil.copy(path, folder)
    return folder


def _last(growths: Iterator[Growth], days: int) -> Growth:
    """Go through all days and return the last; `Growth` checks each."""
    number = 0
    for number, growth in enumerate(growths, 1):
        if number % WHOLE == 0 or number == days:
            growth.check_whole()
    assert number == days
    return growth


@pytest.mark.slow
def test_no_key_and_no_entry_changes_while_the_digest_grows(days: tuple[Day, ...]) -> None:
    """Each day's dump is followed by a build."""
    growth = _last(grow(days, {}), len(days))

    assert len(growth.papers) == len(growth.library.entries) == sum(map(len, days))


@pytest.mark.slow
def test_facts_that_arrive_late_change_no_key(days: tuple[Day, ...]) -> None:
    """Half of the papers come as title and abstract; dumps and `digest resolve` bring the rest later."""
    late = with_late_facts(days, every=WHOLE)

    growth = _last(grow(late.days, late.resolved), len(days))

    assert len(growth.papers) == len(growth.library.entries) == sum(map(len, days))
    assert all(paper.facts.arxiv and paper.facts.authors for paper in growth.papers)
    assert len(growth.records) > len(growth.papers)


@pytest.mark.site
def test_no_address_vanishes_while_the_site_grows(tmp_path: Path, three_days: Path) -> None:
    """Each day's dump is followed by a whole build."""
    counts = [len(site.addresses) for site in grow_site(make_world(tmp_path), three_days)]

    assert counts == sorted(set(counts))
    assert len(counts) == 3


@pytest.mark.site
def test_no_address_vanishes_while_facts_arrive_late(tmp_path: Path, three_days: Path) -> None:
    """Half of the papers come as title and abstract; then facts and names are written into entries."""
    first, *_, last = ((site.papers, site.citations) for site in grow_late(make_world(tmp_path), three_days))

    papers = [paper for paper in last[0] if paper.locations[0].path.endswith(".jsonl")]
    assert all(paper.facts.arxiv and paper.facts.authors for paper in papers)
    changed = {key for key, citation in first[1].items() if citation != last[1][key]}
    late = {paper.key for paper in first[0] if paper.key in {p.key for p in papers} and not paper.facts.arxiv}
    assert changed == late


def test_the_simulation_notices_a_key_that_changes() -> None:
    """A law that cannot be broken proves nothing."""
    growth = Growth()
    growth.key_of = {record().location: "another2024key"}

    with pytest.raises(AssertionError):
        growth.add([record()])
