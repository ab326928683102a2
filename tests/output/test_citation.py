"""What programs read of a paper in the head of its page: front matter, made HTML by the theme."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.base.models import Facts, Paper
from generator.base.names import Name, parse_name
from generator.base.text import RichText, collapse_space, visible_text
from generator.output.facts import paper_facts
from tests.browser.outline import parse_page
from tests.browser.zotero import read_head
from tests.samples import ABSTRACT, SETTINGS, digest, name, paper
from tests.themed import render_part
from tests.tree import page_of

ARTICLE = Facts(
    authors=(name(), Name(family="Lantern Team", is_group=True)),
    year=2024,
    venue="Journal of Caches",
    volume="7",
    number="2",
    pages="31-46",
    doi="10.1234/5(6)<7>",
    arxiv="2401.00001",
)


def _head(paper: Paper) -> str:
    source = page_of(paper, digest(papers=(paper,)))
    address = f"papers/{paper.key}/"
    description = f'<meta name="description" content="{source.meta["description"]}">'
    parts = (render_part(f"partials/{part}.html", source, address) for part in ("sharing", "citation"))
    return f'<head><link rel="canonical" href="{SETTINGS.url}{address}">{description}{"".join(parts)}</head>'


def _tags(paper: Paper) -> list[tuple[str, str]]:
    """Return what is said of the paper, by name; what speaks to who shares it has a test of its own."""
    named = [(meta.get("name", ""), meta.get("content", "")) for meta in _metas(paper)]
    return [(name, content) for name, content in named if name and name != "twitter:card"]


def _metas(paper: Paper) -> list[Any]:
    return list(parse_page(_head(paper)).iter("meta"))


def _schema(paper: Paper) -> dict[str, Any]:
    script = parse_page(_head(paper)).find("script")
    assert script is not None
    schema: dict[str, Any] = json.loads(script.text or "")
    return schema


def test_the_tags_of_a_preprint() -> None:
    """It is called one, since no tag of Highwire's says so; arXiv registers a DOI for it."""
    assert _tags(paper()) == [
        ("description", ABSTRACT),
        ("citation_title", "A Cache for Kernels"),
        ("citation_author", "Moreau, Ada"),
        ("citation_publication_date", "2024"),
        ("citation_publisher", "arXiv"),
        ("citation_doi", "10.48550/arXiv.2401.00001"),
        ("citation_arxiv_id", "2401.00001"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2401.00001"),
        ("citation_abstract_html_url", "https://arxiv.org/abs/2401.00001"),
        ("z:itemType", "preprint"),
    ]


def test_the_tags_of_an_article() -> None:
    """Venue, volume, issue and pages; the publisher's DOI and no publisher that is not known."""
    tags = dict(_tags(paper(entry_type="article", facts=ARTICLE)))

    assert tags["citation_journal_title"] == "Journal of Caches"
    assert (tags["citation_volume"], tags["citation_issue"]) == ("7", "2")
    assert (tags["citation_firstpage"], tags["citation_lastpage"]) == ("31", "46")
    assert tags["citation_doi"] == "10.1234/5(6)<7>"
    assert tags["z:itemType"] == "journalArticle"
    assert "citation_publisher" not in tags


def test_only_what_is_known_is_said() -> None:
    """A paper of which a title is known has a title; no year, venue or publisher is made up."""
    bare = paper(facts=Facts(), abstract="")

    assert _tags(bare)[1:] == [("citation_title", "A Cache for Kernels"), ("z:itemType", "preprint")]
    assert list(_schema(bare)) == ["@context", "@type", "@id", "headline"]


def test_the_digest_is_not_the_publisher_of_a_paper() -> None:
    """ArXiv publishes a preprint; who publishes what came out elsewhere is not known."""
    preprint, article = _schema(paper()), _schema(paper(entry_type="article", facts=ARTICLE))

    assert preprint["publisher"] == {"@type": "Organization", "name": "arXiv"}
    assert "publisher" not in article


def test_a_paper_that_is_shared_shows_the_beginning_of_its_abstract() -> None:
    """The head holds the abstract once, as the description: what is shared is a teaser."""
    long = paper(abstract="We measure and measure again. " * 30)
    shared = {meta.get("property"): meta.get("content") for meta in _metas(long) if meta.get("property")}

    assert shared["og:type"] == "article"
    assert shared["og:title"] == "A Cache for Kernels"
    assert shared["og:url"] == f"{SETTINGS.url}papers/moreau2024cache/"
    assert long.abstract.source.startswith(shared["og:description"].removesuffix(" …"))
    assert len(shared["og:description"]) < 210
    assert _head(long).count(collapse_space(long.abstract.source)) == 1


def test_a_retracted_paper_is_named_so() -> None:
    """Google Scholar wants the word in the title."""
    retracted = paper(retracted="its data were made up")

    assert dict(_tags(retracted))["citation_title"] == "[RETRACTED] A Cache for Kernels"
    assert _schema(retracted)["headline"] == "[RETRACTED] A Cache for Kernels"


@pytest.mark.parametrize(
    ("pages", "first", "last"), [("31-46", "31", "46"), ("e7", "e7", ""), ("1-2, 5-6", "1-2, 5-6", "")]
)
def test_pages_are_a_range_or_a_number(pages: str, first: str, last: str) -> None:
    """What is no simple range stays whole."""
    tags = dict(_tags(paper(facts=Facts(pages=pages))))

    assert (tags["citation_firstpage"], tags.get("citation_lastpage", "")) == (first, last)


def test_schema_org_nests_the_venue() -> None:
    """An issue is part of a volume, a volume of a periodical; a group is no person."""
    schema = _schema(paper(entry_type="article", facts=ARTICLE))
    periodical = {"@type": "Periodical", "name": "Journal of Caches"}
    volume = {"@type": "PublicationVolume", "volumeNumber": "7", "isPartOf": periodical}

    assert schema["isPartOf"] == {"@type": "PublicationIssue", "issueNumber": "2", "isPartOf": volume}
    assert schema["author"] == [
        {"@type": "Person", "name": "Ada Moreau"},
        {"@type": "Organization", "name": "Lantern Team"},
    ]
    assert schema["sameAs"] == ["https://arxiv.org/abs/2401.00001", "https://doi.org/10.1234/5(6)%3C7%3E"]
    assert schema["@id"] == f"{SETTINGS.url}papers/moreau2024cache/"


@pytest.mark.parametrize("known", [(), ("volume",), ("number",), ("volume", "number")])
@pytest.mark.parametrize("entry_type", ["article", "inproceedings", "misc"])
def test_schema_org_is_json_whatever_is_known(entry_type: str, known: tuple[str, ...]) -> None:
    """Volume and issue may be known without each other."""
    facts = Facts(
        venue="Letters", volume="7" if "volume" in known else "", number="7" if "number" in known else ""
    )
    part = _schema(paper(entry_type=entry_type, facts=facts))["isPartOf"]

    while "isPartOf" in part:
        part = part["isPartOf"]
    assert part["name"] == "Letters"


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Luc Van Gool", "Van Gool", "Luc"),
        ("Van Gool, Luc Pieter", "Van Gool", "Luc Pieter"),
        ("Smith, Jr., John Quincy", "Smith Jr.", "John Quincy"),
        ("{Lantern Team}", "Team", "Lantern"),  # a group cannot be told in these tags
        ("Plato", "Plato", ""),
    ],
)
def test_zotero_takes_one_author_from_one_tag(written: str, family: str, given: str) -> None:
    """A comma with spaces on both sides would make two authors of one."""
    head = _head(paper(facts=Facts(authors=(parse_name(written),))))
    item = read_head(parse_page(f"<html>{head}</html>"))

    assert item is not None
    assert item.creators == ((family, given),)


@pytest.mark.slow
@given(title=st.text(min_size=1).filter(str.strip), other=st.text(min_size=1))
@settings(max_examples=50)
def test_text_stays_text(title: str, other: str) -> None:
    """Whatever a title, a name or a venue holds, a reader of HTML gets it back and nothing beside it."""
    facts = Facts(authors=(Name(family=other),), venue=other, arxiv=other, doi=other, url=other)
    hostile = paper("moreau2024cache", title, abstract="x", entry_type="article", facts=facts)
    head = parse_page(_head(hostile))
    tags, schema = dict(_tags(hostile)), _schema(hostile)

    assert {child.tag for child in head} == {"meta", "link", "script"}
    assert tags.get("citation_title", "") == schema["headline"] == _read(title)
    assert tags.get("citation_journal_title", "") == _read(other)
    assert tags.get("citation_arxiv_id", "") == collapse_space(visible_text(other))
    assert {known["kind"] for known in (paper_facts(hostile),)} == {"journalArticle"}


@pytest.mark.parametrize("text", ["</script><script>x()", "<!--<script>", '"><img src=x onerror=x()>', "'--"])
def test_no_text_leaves_its_place(text: str) -> None:
    """Neither an attribute nor the script element can be closed from inside."""
    hostile = paper("moreau2024cache", text, abstract="x", facts=Facts(authors=(Name(family=text),)))

    assert "<img" not in _head(hostile)
    assert _head(hostile).count("<script") == 1
    assert _schema(hostile)["author"][0]["name"] == text


def _read(text: str) -> str:
    return collapse_space(visible_text(RichText(text).as_plain))
