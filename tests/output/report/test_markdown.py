"""The report as Markdown."""

import re

import markdown
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import Location, Problem
from generator.base.models import Assignment, Evidence, Label
from generator.output.report import Doubt, Merge, Report, TopicChange, report_as_markdown
from tests import samples


def _report(**lists: object) -> Report:
    rejected = lists.get("rejected", ())
    assert isinstance(rejected, tuple)
    return Report(parsed=1 + len(rejected), published=1, merged=0, hidden=0, **lists)  # type: ignore[arg-type]


def test_every_list_is_there_under_its_heading_with_its_number() -> None:
    """New papers by topic, and what a curator should look at."""
    key = "moreau2024cache"
    label = Label(key=key, topics=(Assignment(slug="serving", score=3.0),))
    evidence = (Evidence(phrase="cache", field="title", weight=3.0),)
    place = Location(path="data/dumps/a.txt", line=7)
    report = _report(
        rejected=(Problem(location=place, reason="no abstract"),),
        oddities=(Problem(location=place, reason="its TeX seems lost at 'S^2'"),),
        new=(key,),
        new_keys=(key,),
        removed=("gone2024",),
        merges=(Merge(key=key, location=place),),
        doubtful=(Doubt(key=key, topic="serving", likelihood=0.3, evidence=evidence),),
        without_authors=(key,),
        more_authors=(key,),
        unused_tags=("cuda",),
        topic_changes=(TopicChange(topic="serving", before=1, now=3),),
    )

    text = report_as_markdown(report, samples.digest(labels=(label,)))

    assert re.findall("<summary>(.+?)</summary>", text) == [
        "Removed papers: 1",
        "Rejected records: 1",
        "New in Serving: 1",
        "Topics that rest on little: 1",
        "Papers without authors: 1",
        "Papers with more authors than are known: 1",
        "Merged records: 1",
        "Topics that changed by over 20 %: 1",
        "Oddities in dumps: 1",
        "Keys added: 1",
        "Tags that match nothing: 1",
    ]
    assert "Serving: 1 before, 3 now" in text
    assert report.as_text() in text


def test_new_papers_that_no_topic_fits_have_a_list_too() -> None:
    """Nothing that is new goes unmentioned."""
    text = report_as_markdown(_report(new=("moreau2024cache",)), samples.digest())

    assert "New in Unsorted: 1" in text


def test_long_lists_end_with_their_number() -> None:
    """A first build of thousands of papers still makes a summary that can be read."""
    text = report_as_markdown(_report(unused_tags=tuple(f"tag-{n}" for n in range(250))), samples.digest())

    assert text.count("\n- ") == 101
    assert "and 150 more" in text


@given(title=st.text(min_size=1), reason=st.text(), path=st.text())
def test_text_of_strangers_stays_text(title: str, reason: str, path: str) -> None:
    """Whatever a title, a reason or a file's name holds, no element and no line comes of it."""
    key = "moreau2024cache"
    digest = samples.digest(papers=(samples.paper(key, title=title),))
    problem = Problem(location=Location(path=path), reason=reason)
    text = report_as_markdown(_report(rejected=(problem,), without_authors=(key,)), digest)

    plain = report_as_markdown(
        _report(rejected=(Problem(location=Location(path="a"), reason="b"),), without_authors=(key,)),
        samples.digest(papers=(samples.paper(key, title="c"),)),
    )

    def tags(source: str) -> list[str]:
        return re.findall(r"<[^>]*>", markdown.markdown(source, extensions=["md_in_html"]))

    assert tags(text) == tags(plain)
    assert len(text.splitlines()) == len(plain.splitlines())
