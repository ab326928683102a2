"""Feeds that programs of readers take, and that never show a paper twice."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.models import Assignment, Facts, Label, Paper
from generator.base.names import Name, parse_name
from generator.output.feeds import feed_files
from generator.output.templates import Templates
from generator.stages.digest import Digest
from tests.feeds import check_atom, check_json_feed
from tests.samples import DAY, SETTINGS, digest, paper
from tests.world import ROOT

TEMPLATES = Templates(ROOT / "templates")
LATER = DAY + dt.timedelta(days=6)


def _feeds(shown: Digest) -> dict[str, str]:
    """Return the feeds of a digest by address."""
    return {file.path: str(file.content) for file in feed_files(shown, TEMPLATES)}


def _label(key: str = "moreau2024cache") -> Label:
    return Label(
        key=key,
        topics=(Assignment(slug="serving", score=9), Assignment(slug="kernels", score=5)),
        tags=(Assignment(slug="cuda", score=1),),
    )


def _seen_again() -> Paper:
    facts = Facts(
        authors=(parse_name("Luc Van Gool"), Name(family="\u2028"), parse_name("Team Wan")),
        year=2024,
        venue="ISCA",
        arxiv="2401.00001",
        code="https://example.org/code",
    )
    return paper(
        title="Caches & $O(n^2)$ <b>",
        abstract=r"We \emph{measure} $\Sigma < 5$ & more.",
        facts=facts,
        editions=(DAY, LATER),
    )


def test_an_entry_says_what_is_known() -> None:
    """Authors, abstract, topics, links and dates; formulas are text, the address is absolute."""
    feeds = _feeds(digest(papers=(_seen_again(),), labels=(_label(),)))
    page = f"{SETTINGS.url}papers/moreau2024cache/"
    entry = check_atom(feeds["feed.atom"]).entries[0]
    item = check_json_feed(feeds["feed.json"])["items"][0]
    html = (
        "<p>We <em>measure</em> Σ &lt; 5 &amp; more.</p>\n<p>Luc Van Gool, Team Wan. ISCA 2024</p>\n"
        f'<p><a href="{page}">Page of the paper</a> · <a href="https://arxiv.org/pdf/2401.00001">PDF</a>'
        ' · <a href="https://arxiv.org/abs/2401.00001">arXiv</a>'
        ' · <a href="https://arxiv.org/html/2401.00001">HTML</a> · <a href="https://example.org/code">Code</a>'
        f' · <a href="{SETTINGS.url}papers/moreau2024cache.bib">BibTeX</a></p>'
    )

    assert item == {
        "id": page,
        "url": page,
        "external_url": "https://arxiv.org/abs/2401.00001",
        "title": "Caches & O(n²) <b>",
        "content_html": html,
        "summary": "We measure Σ < 5 & more.",
        "date_published": "2025-10-02T00:00:00Z",
        "date_modified": "2025-10-08T00:00:00Z",
        "authors": [{"name": "Luc Van Gool"}, {"name": "Team Wan"}],
        "tags": ["Serving", "Kernels", "CUDA"],
    }
    assert (entry.id, entry.link) == (page, page)
    assert (entry.title, entry.title_detail.type) == ("Caches & O(n²) <b>", "text/plain")
    assert [author.name for author in entry.authors] == ["Luc Van Gool", "Team Wan"]
    assert [(tag.term, tag.scheme, tag.label) for tag in entry.tags] == [
        ("serving", f"{SETTINGS.url}topics/", "Serving"),
        ("kernels", f"{SETTINGS.url}topics/", "Kernels"),
        ("cuda", f"{SETTINGS.url}tags/", "CUDA"),
    ]
    assert (entry.published, entry.updated) == ("2025-10-02T00:00:00Z", "2025-10-08T00:00:00Z")
    assert entry.summary == "We measure Σ < 5 & more."
    assert (entry.content[0].type, entry.content[0].value) == ("text/html", html)


def test_the_whole_has_a_feed_and_so_has_each_list() -> None:
    """Everything and editions, in both formats, each topic (the empty one too) and each tag in use."""
    feeds = _feeds(digest(labels=(Label(key="moreau2024cache", tags=(Assignment(slug="cuda", score=1),)),)))
    both = ("", "editions/")
    pages = (*both, "topics/serving/", "topics/kernels/", "topics/unsorted/", "tags/cuda/")

    assert feeds.keys() == {f"{page}feed.atom" for page in pages} | {f"{page}feed.json" for page in both}
    for page in pages:
        assert [link.href for link in check_atom(feeds[f"{page}feed.atom"]).feed.links] == [
            f"{SETTINGS.url}{page}feed.atom",
            f"{SETTINGS.url}{page}",
        ]
    for page in both:
        atom, json_feed = check_atom(feeds[f"{page}feed.atom"]), check_json_feed(feeds[f"{page}feed.json"])
        assert json_feed["feed_url"] == f"{SETTINGS.url}{page}feed.json"
        assert json_feed["home_page_url"] == f"{SETTINGS.url}{page}"
        assert [entry.id for entry in atom.entries] == [item["id"] for item in json_feed["items"]]
        assert atom.feed.title == json_feed["title"]
    assert check_atom(feeds["topics/serving/feed.atom"]).entries == []


def test_an_empty_feed_is_as_old_as_the_first_edition() -> None:
    """A date that the data gives and that later editions do not move."""
    papers = (paper("b", "B", edition=LATER, editions=(LATER,)), paper("a", "A"))

    feed = check_atom(_feeds(digest(papers=papers))["topics/serving/feed.atom"])

    assert feed.feed.updated == "2025-10-02T00:00:00Z"


def test_a_paper_without_authors_has_the_author_of_the_feed() -> None:
    """Atom wants an author; nobody is invented for the paper."""
    feeds = _feeds(digest(papers=(paper(facts=Facts()),)))

    assert "authors" not in check_json_feed(feeds["feed.json"])["items"][0]
    assert check_atom(feeds["feed.atom"]).feed.author == "Sample"
    assert feeds["feed.atom"].count("<author>") == 1


def test_a_retracted_paper_says_so() -> None:
    """In its own entry and in that of its edition."""
    feeds = _feeds(digest(papers=(paper(retracted="the authors withdrew it"),)))

    assert check_atom(feeds["feed.atom"]).entries[0].title == "Retracted: A Cache for Kernels"
    assert (
        ">Retracted: A Cache for Kernels<"
        in check_atom(feeds["editions/feed.atom"]).entries[0].content[0].value
    )


def test_a_feed_holds_the_fifty_newest() -> None:
    """Newest edition first, dated by what was seen last."""
    days = [DAY + dt.timedelta(days=number) for number in range(60)]
    papers = [paper(f"key{day}", f"Title {day}", edition=day, editions=(day,)) for day in reversed(days)]
    papers[2] = replace(papers[2], editions=(papers[2].edition, days[-1] + dt.timedelta(days=9)))

    feeds = _feeds(digest(papers=tuple(papers)))

    shown = check_json_feed(feeds["feed.json"])["items"]
    assert [item["title"] for item in shown] == [one.title.source for one in papers[:50]]
    assert check_atom(feeds["feed.atom"]).feed.updated == f"{days[-1] + dt.timedelta(days=9)}T00:00:00Z"
    assert len(check_atom(feeds["topics/unsorted/feed.atom"]).entries) == 50
    assert len(check_json_feed(feeds["editions/feed.json"])["items"]) == 50


def test_an_edition_lists_its_papers() -> None:
    """One entry an edition, newest first, with those that came again."""
    papers = (
        paper("b", "B & C", edition=LATER, editions=(LATER,), facts=Facts()),
        paper("a", "A", editions=(DAY, LATER), facts=Facts(authors=tuple(map(parse_name, "VWXY")))),
    )

    feeds = _feeds(digest(papers=papers))

    first, second = check_json_feed(feeds["editions/feed.json"])["items"]
    assert (first["title"], second["title"]) == ("8 October 2025: 2 papers", "2 October 2025: 1 paper")
    assert (first["id"], first["date_published"]) == (
        f"{SETTINGS.url}editions/2025-10-08/",
        "2025-10-08T00:00:00Z",
    )
    assert first["content_text"] == f"B & C <{SETTINGS.url}papers/b/>\nA <{SETTINGS.url}papers/a/>"
    assert second["content_html"] == (
        f'<ul>\n<li><a href="{SETTINGS.url}papers/a/">A</a><br/>V et al.</li>\n</ul>'
    )
    atom = check_atom(feeds["editions/feed.atom"])
    assert [entry.title for entry in atom.entries] == [first["title"], second["title"]]


def _ids(shown: Digest) -> list[str]:
    feeds = _feeds(shown)
    atom = [entry.id for entry in check_atom(feeds["feed.atom"]).entries]
    assert [item["id"] for item in check_json_feed(feeds["feed.json"])["items"]] == atom
    return atom


def test_what_is_known_by_its_id_stays_known() -> None:
    """Neither another host nor another key makes a paper new; its links follow both."""
    before = digest()
    moved = SETTINGS.model_copy(update={"url": "https://papers.example.com/"})
    after = replace(digest(papers=(paper("new", retired_keys=("moreau2024cache",)),)), settings=moved)

    assert _ids(after) == _ids(before)
    item = check_json_feed(_feeds(after)["feed.json"])["items"][0]
    assert item["url"] == "https://papers.example.com/papers/new/"
    assert check_atom(_feeds(after)["feed.atom"]).feed.id == SETTINGS.url


@pytest.mark.parametrize("wrong", ["\x00", "\x0b", "\x1b", "\ufffe", "\ud800", "\u202e"])
def test_characters_that_xml_forbids_are_kept_out(wrong: str) -> None:
    """They are shown as missing, in every place where a stranger could put them."""
    facts = Facts(authors=(Name(family=f"A{wrong}"),), venue=f"V{wrong}", url=f"https://a/{wrong}")
    shown = digest(papers=(paper(title=f"T{wrong}", abstract=f"B{wrong}", facts=facts),))

    for path, content in _feeds(shown).items():
        assert wrong not in content, path
        (check_atom if path.endswith("atom") else check_json_feed)(content)


strange = st.text(st.characters() | st.sampled_from("<>&\"'\\$~^{}]"), max_size=12)


@given(strange, strange, strange, st.text(st.characters(codec="utf-8"), max_size=9))
@settings(max_examples=40)
def test_no_text_breaks_a_feed(title: str, abstract: str, name: str, address: str) -> None:
    """Whatever strangers write, both formats keep every rule and hold the same texts."""
    facts = Facts(authors=(Name(family=f"X{name}"),), venue=name, url=f"https://a/{address}", doi=address)
    shown = digest(papers=(paper(title=f"T{title}", abstract=abstract, facts=facts),))

    feeds = _feeds(shown)
    for page in ("", "editions/"):
        check_atom(feeds[f"{page}feed.atom"])
        check_json_feed(feeds[f"{page}feed.json"])


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("<id>", "<id>/"),
        ("T00:00:00Z", ""),
        ("<name>Sample</name>", ""),
        ('rel="alternate"', 'rel="self"'),
        ("papers/moreau2024cache/</id>", "</id>"),
        ('href="https:', 'href="'),
        ("&lt;p&gt;", "&lt;hr/&gt;&lt;p&gt;"),
        ("<entry>", "<entry><title>twice</title>"),
        ("<published>", "<content>a</content><published>"),
    ],
)
def test_the_judge_of_atom_sees_faults(good: str, bad: str) -> None:
    """A judge that lets everything pass would prove nothing."""
    feed = _feeds(digest())["feed.atom"]
    assert good in feed

    with pytest.raises(AssertionError):
        check_atom(feed.replace(good, bad))


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"url": "papers/x/"},
        {"content_html": "<math></math>"},
        {"content_html": "", "content_text": ""},
        {"date_published": "2025-10-02"},
        {"authors": [{}]},
        {"tags": [1]},
    ],
)
def test_the_judge_of_json_feeds_sees_faults(change: dict[str, Any]) -> None:
    """One for each rule."""
    feed = check_json_feed(_feeds(digest())["feed.json"])
    feed["items"][0] |= change

    with pytest.raises(AssertionError):
        check_json_feed(json.dumps(feed))
