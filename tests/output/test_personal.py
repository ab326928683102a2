"""What pages say for the browser to keep: what each edition brought, and the facts of the papers shown."""

import datetime as dt

from tests.samples import DAY, digest, paper
from tests.tree import pages_of


def test_an_edition_counts_the_papers_that_no_older_dump_had() -> None:
    """So the numbers of any editions add up to different papers."""
    earlier = DAY - dt.timedelta(days=1)
    papers = (
        paper("both", edition=DAY, editions=(earlier, DAY)),
        paper("late", edition=DAY, editions=(DAY,)),
        paper("early", edition=earlier, editions=(earlier,)),
    )
    made = digest(papers=papers)

    assert made.brought == {DAY: 1, earlier: 2}
    assert list(made.brought) == [DAY, earlier]
    assert pages_of(made)["editions/"].meta["recent"] == [f"{DAY} 1", f"{earlier} 2"]


def test_the_front_page_knows_a_hundred_editions() -> None:
    """And whether there are more, so that nobody is told a number that is too small."""
    days = [DAY - dt.timedelta(days=number) for number in range(101)]
    papers = tuple(paper(f"key{n}", f"Of {day}", edition=day, editions=(day,)) for n, day in enumerate(days))
    for shown, more in ((papers, True), (papers[:100], False)):
        meta = pages_of(digest(papers=shown))[""].meta
        assert (meta["recent"], meta["has_earlier"]) == ([f"{day} 1" for day in days[:100]], more)


def test_search_engines_leave_out_what_is_not_for_everybody() -> None:
    """The starred papers are the reader's own."""
    pages = pages_of(digest())

    assert {path for path, page in pages.items() if page.meta.get("robots") == "noindex"} == {"starred/"}


def test_a_list_tells_scripts_of_its_papers_in_the_order_they_stand() -> None:
    """They are matched by their place, so none may be left out."""
    papers = tuple(paper(f"key{n}", f"Paper {n}", retracted="gone" if n == 1 else "") for n in range(5))
    pages = pages_of(digest(papers=papers))

    lists = [page for page in pages.values() if page.meta["template"] in {"list.html", "home.html"}]
    assert len(lists) > 3
    for page in lists:
        keys = [known["key"] for known in page.meta.get("papers") or ()]
        places = [page.body.index(f"papers/{key}/)") for key in keys]
        assert places == sorted(places)
        assert page.body.count(".bib)\n") >= len(keys)
