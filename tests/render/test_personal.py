"""What pages say for the browser to keep: stars, and what each edition brought."""

from __future__ import annotations

import datetime as dt
import re

from generator.models import Facts
from generator.names import Name
from generator.render.cards import Cards, star
from generator.render.edition_pages import editions_page
from generator.render.exports import Exports
from generator.render.index_pages import home_page
from generator.render.starred_page import starred_page
from generator.render.templates import Templates
from generator.site.shells import page_values
from tests.samples import DAY, SETTINGS, digest, paper
from tests.world import ROOT

TEMPLATES = Templates(ROOT / "templates")


def test_a_star_is_plain_and_short() -> None:
    """A title without markup, at most six names, and the keys that the paper had before."""
    names = tuple(Name(family=f"Family{number}", given="A.") for number in range(8))
    kept = star(
        paper("new2024key", r"On $x^2$ \& <b>", facts=Facts(authors=names), retired_keys=("old-key",))
    )

    assert kept.title == "On x² & <b>"
    assert kept.authors.startswith("A. Family0, A. Family1")
    assert kept.authors.endswith("A. Family5, and 2 more")
    assert (kept.key, kept.retired) == ("new2024key", ("old-key",))


def test_an_edition_counts_the_papers_that_no_older_dump_had() -> None:
    """So the numbers of any editions add up to different papers."""
    earlier = DAY - dt.timedelta(days=1)
    papers = (
        paper("both", edition=DAY, sightings=(earlier, DAY)),
        paper("late", edition=DAY, sightings=(DAY,)),
        paper("early", edition=earlier, sightings=(earlier,)),
    )
    made = digest(papers=papers)

    assert made.brought == {DAY: 1, earlier: 2}
    assert list(made.brought) == [DAY, earlier]
    body = editions_page(made, TEMPLATES).body
    assert re.findall('data-editions="([^"]*)"( data-more)?', body) == [(f"{DAY} 1,{earlier} 2", "")]


def test_the_front_page_knows_a_hundred_editions() -> None:
    """And whether there are more, so that nobody is told a number that is too small."""
    days = [DAY - dt.timedelta(days=number) for number in range(101)]
    papers = tuple(paper(f"key{n}", f"Of {day}", edition=day, sightings=(day,)) for n, day in enumerate(days))
    for shown, more in ((papers, " data-more"), (papers[:100], "")):
        made = digest(papers=shown)
        body = home_page(made, Exports(made), Cards(made), TEMPLATES).body
        (found,) = re.findall('data-editions="([^"]*)"( data-more)?', body)
        assert found == (",".join(f"{day} 1" for day in days[:100]), more)


def test_search_engines_leave_the_starred_out() -> None:
    """Its own page says so; a page that is for everybody does not."""
    own, common = starred_page(digest(), TEMPLATES), editions_page(digest(), TEMPLATES)

    assert page_values(own, SETTINGS)["head"] == '<meta name="robots" content="noindex">'
    assert "robots" not in page_values(common, SETTINGS)["head"]
