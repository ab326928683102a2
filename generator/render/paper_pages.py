"""The page of each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.addresses import paper_path, text_path
from generator.render.authors import ET_AL, all_authors
from generator.render.cards import edition_link, published, published_in_full, star
from generator.render.fix_link import fix_address
from generator.render.identifiers import arxiv_page, arxiv_pdf, doi_page, plain_title, web_address
from generator.render.metadata import render_head
from generator.render.page import Page, root_of
from generator.render.views import CitationFormat, Link, PaperPage, RelatedPaper
from generator.text import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.digest import Digest
    from generator.models import Paper, Relation
    from generator.render.cards import Cards
    from generator.render.exports import Exports
    from generator.render.references import References
    from generator.render.templates import Templates

_DESCRIPTION_LENGTH = 200


def paper_pages(
    digest: Digest, exports: Exports, cards: Cards, templates: Templates, references: References
) -> Iterator[Page]:
    """Yield a page for each paper."""
    for paper in digest.papers:
        path = paper_path(paper.key)
        view = _view(paper, digest, cards, tuple(_formats(paper, exports, references)))
        yield Page(
            path=path,
            section="papers",
            title=plain_title(paper),
            description=shorten(parse_text(paper.abstract).as_plain()) or plain_title(paper),
            body=templates.render("paper", root=root_of(path), view=view),
            head=render_head(paper, digest.settings.url),
        )


def shorten(text: str) -> str:
    """Return the beginning of a text, cut between words."""
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return f"{text[:_DESCRIPTION_LENGTH].rsplit(' ', 1)[0]} …"


def paper_links(paper: Paper) -> tuple[Link, ...]:
    """Return links to where the paper, its text and its code are published."""
    facts = paper.facts
    found = (
        ("arXiv", arxiv_page(facts)),
        ("PDF", arxiv_pdf(facts)),
        ("DOI", doi_page(facts)),
        ("Code", web_address(facts.code)),
        ("Website", web_address(facts.url)),
    )
    return tuple(Link(href=href, text=text) for text, href in found if href)


def _view(paper: Paper, digest: Digest, cards: Cards, formats: tuple[CitationFormat, ...]) -> PaperPage:
    return PaperPage(
        key=paper.key,
        title=parse_text(paper.title).as_html(),
        authors=all_authors(paper.facts),
        published=published_in_full(paper),
        links=paper_links(paper),
        abstract=parse_text(paper.abstract).as_html(),
        topics=cards.topics(paper.key),
        tags=cards.tags(paper.key),
        editions=tuple(edition_link(day) for day in paper.sightings),
        votes=paper.votes,
        related=tuple(_related(relation, digest) for relation in digest.relations[paper.key]),
        formats=formats,
        fix_href=fix_address(paper, digest.settings.repository) if digest.settings.repository else "",
        star=star(paper),
        retracted=paper.retracted,
    )


def _formats(paper: Paper, exports: Exports, references: References) -> Iterator[CitationFormat]:
    path = paper_path(paper.key)
    for form, entry in exports.on_page(paper):
        yield CitationFormat(slug=form.name.lower(), name=form.name, code=entry, href=form.path(path))
    for reference in references.of(paper):
        yield CitationFormat(
            slug=reference.slug, name=reference.style, reference=reference.html, href=text_path(path)
        )


def _related(relation: Relation, digest: Digest) -> RelatedPaper:
    paper = digest.by_key[relation.key]
    names = paper.facts.authors
    is_long = paper.facts.has_more_authors or len(names) > 2  # noqa: PLR2004  two names are both shown
    more = f" {ET_AL}" if is_long else ""
    shown = names[:1] if more else names
    return RelatedPaper(
        href=paper_path(paper.key),
        title=parse_text(paper.title).as_html(),
        authors=" and ".join(name.family for name in shown) + more,
        published=published(paper),
        terms=relation.terms,
        retracted=bool(paper.retracted),
    )
