"""What programs read of a paper, in the head of its page and on its card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models import Facts
from generator.names import Name, parse_name
from generator.render.metadata import render_coins, render_head
from generator.text import parse_text, visible_text
from tests.browser.outline import parse_page
from tests.browser.zotero import read_head
from tests.samples import ABSTRACT, name, paper

if TYPE_CHECKING:
    from generator.models import Paper

SITE = "https://example.org/sample/"
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


def _tags(paper: Paper) -> list[tuple[str, str]]:
    head = parse_page(f"<head>{render_head(paper, SITE)}</head>")
    return [
        (meta.get("name", "") or meta.get("property", ""), meta.get("content", ""))
        for meta in head.iter("meta")
    ]


def _schema(paper: Paper) -> dict[str, object]:
    script = parse_page(f"<head>{render_head(paper, SITE)}</head>").find("script")
    assert script is not None
    schema: dict[str, object] = json.loads(script.text or "")
    return schema


def test_the_tags_of_a_preprint() -> None:
    """It is called one, since no tag of Highwire's says so; arXiv registers a DOI for it."""
    assert _tags(paper()) == [
        ("citation_title", "A Cache for Kernels"),
        ("citation_author", "Moreau, Ada"),
        ("citation_publication_date", "2024"),
        ("citation_publisher", "arXiv"),
        ("citation_doi", "10.48550/arXiv.2401.00001"),
        ("citation_arxiv_id", "2401.00001"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2401.00001"),
        ("citation_abstract_html_url", "https://arxiv.org/abs/2401.00001"),
        ("citation_abstract", ABSTRACT),
        ("z:itemType", "preprint"),
        ("og:type", "article"),
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
    """A paper of which a title is known has a title; no year is made up."""
    bare = paper(facts=Facts(), abstract="")

    assert _tags(bare) == [
        ("citation_title", "A Cache for Kernels"),
        ("z:itemType", "preprint"),
        ("og:type", "article"),
    ]
    assert list(_schema(bare)) == ["@context", "@type", "@id", "url", "name"]
    assert dict(parse_qsl(render_coins(bare))) == {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc",
        "rft.type": "preprint",
        "rft.title": "A Cache for Kernels",
    }


def test_a_retracted_paper_is_named_so_and_not_offered() -> None:
    """Google Scholar wants the word in the title; a list does not offer the paper to Zotero."""
    retracted = paper(retracted="its data were made up")

    assert dict(_tags(retracted))["citation_title"] == "[RETRACTED] A Cache for Kernels"
    assert _schema(retracted)["name"] == "[RETRACTED] A Cache for Kernels"
    assert render_coins(retracted) == ""


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
        {"@type": "Person", "name": "Ada Moreau", "givenName": "Ada", "familyName": "Moreau"},
        {"@type": "Organization", "name": "Lantern Team"},
    ]
    assert schema["sameAs"] == ["https://arxiv.org/abs/2401.00001", "https://doi.org/10.1234/5(6)%3C7%3E"]
    assert schema["@id"] == f"{SITE}papers/moreau2024cache/"


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
    head = render_head(paper(facts=Facts(authors=(parse_name(written),))), SITE)
    item = read_head(parse_page(f'<html><head><link rel="canonical" href="{SITE}">{head}</head></html>'))

    assert item is not None
    assert item.creators == ((family, given),)


@given(title=st.text(min_size=1), other=st.text(min_size=1))
def test_text_stays_text(title: str, other: str) -> None:
    """Whatever a title, a name or a venue holds, a reader of HTML gets it back and nothing beside it."""
    facts = Facts(authors=(Name(family=other),), venue=other, arxiv=other, doi=other, url=other)
    hostile = paper("moreau2024cache", title, abstract=other, entry_type="article", facts=facts)
    head = parse_page(f"<head>{render_head(hostile, SITE)}</head>")
    tags, schema = dict(_tags(hostile)), _schema(hostile)

    assert {child.tag for child in head} == {"meta", "link", "script"}
    assert tags.get("citation_title", "") == _read(title)
    assert tags.get("citation_arxiv_id", "") == visible_text(other)
    assert schema["name"] == parse_text(title).as_plain()
    assert set(render_coins(hostile)) <= set("%&=+:/(),.-_~") | set(map(chr, range(48, 123)))


@pytest.mark.parametrize("text", ["</script><script>x()", "<!--<script>", '"><img src=x onerror=x()>'])
def test_no_text_leaves_its_place(text: str) -> None:
    """Neither an attribute nor the script element can be closed from inside."""
    hostile = paper("moreau2024cache", text, abstract=text)

    assert "<img" not in render_head(hostile, SITE)
    assert render_head(hostile, SITE).count("<script") == 1
    assert _schema(hostile)["abstract"] == parse_text(text).as_plain()


def _read(text: str) -> str:
    return visible_text(parse_text(text).as_plain())
