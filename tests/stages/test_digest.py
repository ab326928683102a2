"""The lists of a digest that depend on time and votes."""

import datetime as dt

from tests.samples import DAY, digest, paper

LATER = DAY + dt.timedelta(days=29)


def test_what_trends_has_most_votes_of_the_last_thirty_days() -> None:
    """Counted back from the newest edition, not from today; ties stay in reading order."""
    day_30, last = DAY + dt.timedelta(days=1), LATER + dt.timedelta(days=1)
    papers = (
        paper("newest", "newest", edition=last, editions=(last,)),
        paper("few", "few", votes=2, edition=last, editions=(last,)),
        paper("nought", "nought", votes=0, edition=last, editions=(last,)),
        paper("tie-one", "one", votes=7, edition=LATER, editions=(LATER,)),
        paper("tie-two", "two", votes=7, edition=LATER, editions=(LATER,)),
        paper("day-30", "day-30", votes=9, edition=day_30, editions=(day_30,)),
        paper("day-31", "day-31", votes=99, edition=DAY, editions=(DAY, last)),
        paper("backfilled", "backfilled", votes=99, edition=last, editions=(DAY, last)),
    )

    trending = digest(papers=papers).trending

    assert [found.key for found in trending] == ["day-30", "tie-one", "tie-two", "few"]


def test_nothing_trends_where_nobody_votes() -> None:
    """Neither among papers without a count, nor where there are no papers."""
    assert digest().trending == ()
    assert digest(papers=(paper(votes=0),)).trending == ()


def test_at_most_fifty_papers_trend() -> None:
    """Those with most votes."""
    papers = tuple(paper(f"key{number:02}", f"Title {number}", votes=number + 1) for number in range(60))

    assert [found.votes for found in digest(papers=papers).trending] == list(range(60, 10, -1))


def test_only_what_the_newest_of_several_editions_brought_first_is_new() -> None:
    """A paper that comes again is not new; a digest of one edition has nothing to tell apart."""
    papers = (
        paper("new", "new", edition=LATER, editions=(LATER,)),
        paper("backfilled", "backfilled", edition=LATER, editions=(DAY, LATER)),
        paper("again", "again", editions=(DAY, LATER)),
        paper("old", "old"),
    )

    shown = digest(papers=papers)

    assert [found.key for found in shown.papers if shown.is_new(found)] == ["new"]
    assert not digest().is_new(paper())
