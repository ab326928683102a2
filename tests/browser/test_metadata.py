"""What Zotero and search engines take from the built site is what the site shows."""

from itertools import groupby
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from generator.base.models import Paper
from generator.base.text import RichText
from generator.workflows.fix import changes_of, read_fix
from tests.browser.outline import cards_of, hrefs, parse_page
from tests.browser.served import Site
from tests.browser.watched import Visitor
from tests.browser.zotero import read_context, read_head, read_spans

pytestmark = pytest.mark.site

KINDS = {"article": "journalArticle", "inproceedings": "conferencePaper"}
MEDIA_TYPES = {
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
}

HEAR = """document.addEventListener("ZoteroItemUpdated", () => {
  window.__told = document.querySelectorAll(".Z3988").length;
});"""
"""Notes how many papers there were when Zotero was told to look again."""


def test_zotero_saves_a_paper_from_its_page(built_site: Site) -> None:
    """Its type, title, every author, date, venue, DOI, address, abstract and the PDF, and nothing else."""
    for paper in built_site.prepared.digest.papers:
        page = parse_page(built_site.read(f"papers/{paper.key}/"))
        item, facts = read_head(page), paper.facts
        assert item is not None
        assert item.kind == _kind(paper), paper.key
        assert item.title == paper.title.as_plain, paper.key
        # Zotero takes neighbours of the same name for one author.
        assert item.creators == tuple(creator for creator, _ in groupby(_creators(paper))), paper.key
        assert item.date == str(facts.year or ""), paper.key
        assert item.venue == (facts.venue if paper.entry_type != "misc" else ""), paper.key
        assert (item.volume, item.issue, item.pages) == (facts.volume, facts.number, facts.pages), paper.key
        assert item.doi == _doi(paper), paper.key
        assert item.abstract == paper.abstract.as_line, paper.key
        assert item.pdf == (f"https://arxiv.org/pdf/{facts.arxiv}" if facts.arxiv else ""), paper.key
        assert item.url.startswith(("https://", "http://")), paper.key
        assert read_spans(page) == [], paper.key


def test_zotero_offers_the_papers_of_a_list(visitor: Visitor, built_site: Site) -> None:
    """Each paper of a list, with all its authors, agrees with its own page; and Zotero is told."""
    papers, page = built_site.prepared.digest.by_key, visitor.page(script=HEAR)
    for kind in ("home", "topic", "tag", "edition", "second", "trending"):
        path = built_site.page_of(kind)
        page.goto(built_site.address + path)
        assert page.evaluate("window.__told") == len(page.locator(".Z3988").all()) > 0, kind
        tree = parse_page(built_site.read(path))
        assert read_head(tree) is None, path
        assert read_spans(tree) == [], path
        items = [
            read_context(span) for span in page.locator(".Z3988").evaluate_all("all => all.map(e => e.title)")
        ]
        shown = [papers[card.key] for card in cards_of(tree)]
        # Zotero reads a plus, however it is written, as a space.
        titles = [RichText(paper.title.source).as_plain.replace("+", " ") for paper in shown]
        assert [item.title for item in items] == titles, path
        for paper, item in zip(shown, items, strict=True):
            assert (item.kind, item.date) == (_kind(paper), str(paper.facts.year or "")), paper.key
            assert item.creators == _creators(paper), paper.key
            assert item.doi == _doi(paper), paper.key
            assert item.venue == (paper.facts.venue if paper.entry_type != "misc" else ""), paper.key


def test_a_paper_of_its_own_page_is_offered_once(visitor: Visitor, built_site: Site) -> None:
    """Its head says all; no span does it again, nor do pages without papers offer any."""
    page = visitor.page(script=HEAR)
    for kind in ("paper", "topics", "week", "month", "starred", "about", "missing"):
        page.goto(built_site.address + built_site.page_of(kind))
        assert page.locator(".Z3988").count() == 0, kind
        assert page.evaluate("window.__told") is None, kind


def test_other_formats_are_named_with_their_types(built_site: Site) -> None:
    """Each link to another format of the paper leads to a file of the site."""
    for paper in built_site.papers:
        page = parse_page(built_site.read(f"papers/{paper['key']}/"))
        links = [link for link in page.iter("link") if link.get("rel") == "alternate"]
        found = {urljoin(paper["url"], link.get("href", "")): link.get("type") for link in links}
        assert found == {
            paper["markdown"]: "text/markdown",
            **{f"{paper['url'][:-1]}{suffix}": kind for suffix, kind in MEDIA_TYPES.items()},
        }
        for address in found:
            assert (built_site.root / address.removeprefix(built_site.url)).is_file(), address


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
