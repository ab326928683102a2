"""What Zotero and search engines take from the built site is what the site shows."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.config.fix import read_fix
from generator.corrections import changes_of
from generator.text import parse_text
from tests.browser.outline import by_class, hrefs, parse_page
from tests.browser.zotero import read_head, read_spans

if TYPE_CHECKING:
    from generator.models import Paper
    from tests.browser.served import Site

pytestmark = pytest.mark.site

KINDS = {"article": "journalArticle", "inproceedings": "conferencePaper"}
MEDIA_TYPES = {
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".json": "application/vnd.citationstyles.csl+json",
}


def test_zotero_saves_a_paper_from_its_page(built_site: Site) -> None:
    """Its type, title, every author, date, venue, DOI, address, abstract and the PDF, and nothing else."""
    for paper in built_site.prepared.digest.papers:
        page = parse_page(built_site.read(f"papers/{paper.key}/"))
        item, facts = read_head(page), paper.facts
        assert item is not None
        assert item.kind == _kind(paper), paper.key
        assert item.title == parse_text(paper.title).as_plain(), paper.key
        # Zotero takes neighbours of the same name for one author.
        assert item.creators == tuple(creator for creator, _ in groupby(_creators(paper))), paper.key
        assert item.date == str(facts.year or ""), paper.key
        assert item.venue == (facts.venue if paper.entry_type != "misc" else ""), paper.key
        assert (item.volume, item.issue, item.pages) == (facts.volume, facts.number, facts.pages), paper.key
        assert item.doi == _doi(paper), paper.key
        assert item.abstract == " ".join(parse_text(paper.abstract).as_plain().split()), paper.key
        assert item.pdf == (f"https://arxiv.org/pdf/{facts.arxiv}" if facts.arxiv else ""), paper.key
        assert item.url.startswith(("https://", "http://")), paper.key
        assert read_spans(page) == [], paper.key


def test_zotero_offers_the_papers_of_a_list(built_site: Site) -> None:
    """Each card is one item that agrees with the paper's page; pages without cards offer none."""
    papers = built_site.prepared.digest.by_key
    offered = 0
    for path in built_site.pages:
        page = parse_page(built_site.read(path))
        if path.startswith("papers/"):
            continue
        keys = [_key(card.find("h3/a").get("href", "")) for card in by_class(page, "card")]  # type: ignore[union-attr]
        items = read_spans(page)
        assert read_head(page) is None, path
        # Zotero reads a plus, however it is written, as a space.
        titles = [parse_text(papers[key].title).as_plain().replace("+", " ") for key in keys]
        assert [item.title for item in items] == titles, path
        for key, item in zip(keys, items, strict=True):
            offered += 1
            paper = papers[key]
            assert (item.kind, item.date) == (_kind(paper), str(paper.facts.year or "")), key
            assert item.creators == _creators(paper), key
            assert item.doi == _doi(paper), key
            assert item.venue == (paper.facts.venue if paper.entry_type != "misc" else ""), key
    assert offered > len(papers)


def test_other_formats_are_named_with_their_types(built_site: Site) -> None:
    """Each link to another format of the paper leads to a file of the site."""
    for paper in built_site.papers:
        page = parse_page(built_site.read(f"papers/{paper['key']}/"))
        links = [link for link in page.iter("link") if link.get("rel") == "alternate"]
        found = {link.get("href", ""): link.get("type") for link in links}
        assert found == {
            f"../../papers/{paper['key']}{suffix}": media_type for suffix, media_type in MEDIA_TYPES.items()
        }
        for href in found:
            assert (built_site.root / href.removeprefix("../../")).is_file(), href


def test_every_paper_can_be_set_right(built_site: Site) -> None:
    """The link opens an issue of the repository whose facts are those of the page."""
    settings = built_site.prepared.digest.settings
    for paper in built_site.prepared.digest.papers:
        page = parse_page(built_site.read(f"papers/{paper.key}/"))
        link = urlsplit(next(href for href in hrefs(page) if "/issues/new?" in href))
        fix, _ = read_fix(parse_qs(link.query)["body"][0], "issue.md")
        assert f"{link.scheme}://{link.netloc}{link.path}" == f"{settings.repository}issues/new"
        assert fix.key == paper.key
        assert changes_of(fix, paper) == (), paper.key


def _kind(paper: Paper) -> str:
    return KINDS.get(paper.entry_type, "preprint")


def _creators(paper: Paper) -> tuple[tuple[str, str], ...]:
    """Return names as Zotero can keep them: what has several words is taken for a person."""
    names = (
        (author.family, author.given) if author.given else author.family.rpartition(" ")[::-2]
        for author in paper.facts.authors
    )
    return tuple((family, given) for family, given in names)


def _doi(paper: Paper) -> str:
    is_preprint = paper.entry_type == "misc" and paper.facts.arxiv
    return paper.facts.doi or (f"10.48550/arXiv.{paper.facts.arxiv}" if is_preprint else "")


def _key(href: str) -> str:
    found = re.search(r"papers/([^/]+)/$", href)
    assert found
    return found[1]
