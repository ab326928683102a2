"""What programs read of a paper, as front matter.

The theme makes of it what stands in the head of the paper's page: Highwire's tags for Google Scholar and
Zotero, and JSON-LD for search engines. On lists, `assets/personal.js` makes COinS of it, so that Zotero
offers all papers of the list. Both say what is known, and nothing else. What Zotero makes of them:
<https://www.zotero.org/support/dev/exposing_metadata>.
"""

from generator.base.models import Paper
from generator.base.names import Name
from generator.base.text import visible_line
from generator.output.identifiers import (
    arxiv_page,
    arxiv_pdf,
    doi_of,
    doi_page,
    kind_of,
    page_range,
    web_address,
)

Values = dict[str, object]


def paper_facts(paper: Paper) -> Values:
    """Return the facts of a paper by name; what is unknown is left out.

    Its values are plain text: `kind` is Zotero's type, `authors` are maps with `family`, `given` and
    `suffix`, or with `group` alone; `same_as` are further addresses of the paper.
    """
    facts, kind = paper.facts, kind_of(paper)
    first, last = page_range(facts)
    known: Values = {
        "key": paper.key,
        "retired": list(paper.retired_keys),
        "title": visible_line(paper.plain_title),
        "kind": kind,
        "authors": [_author(name) for name in facts.authors],
        "year": facts.year,
        "venue": paper.venue.as_line,
        "series": paper.series.as_line,
        "volume": visible_line(facts.volume),
        "issue": visible_line(facts.number),
        "first_page": visible_line(first),
        "last_page": visible_line(last),
        "publisher": "arXiv" if facts.arxiv and kind == "preprint" else "",
        "doi": visible_line(doi_of(paper)),
        "arxiv": visible_line(facts.arxiv),
        "pdf": arxiv_pdf(facts),
        "url": visible_line(web_address(facts.landing_page) or doi_page(facts)),
        "same_as": [url for url in (arxiv_page(facts), doi_page(facts), web_address(facts.url)) if url],
    }
    return {name: value for name, value in known.items() if value}


def listed_facts(paper: Paper) -> Values:
    """Return what a list says of a paper to scripts: what cannot be read off what it shows.

    A retracted paper has its key alone: nobody should take it along.
    """
    known = paper_facts(paper)
    wanted = {"key", "retired"} if paper.retracted else known.keys() - {"arxiv", "pdf", "same_as"}
    shown = {name: value for name, value in known.items() if name in wanted}
    if shown.get("title") == visible_line(paper.title.source):  # the heading says the same
        del shown["title"]
    if "authors" in shown:
        shown["authors"] = [inverted(name) for name in paper.facts.authors]
    return shown


def inverted(author: Name) -> str:
    """Return "Last, First"; a suffix stays with the family name, where programs keep it."""
    family = " ".join(part for part in (author.family, author.suffix) if part)
    return visible_line(f"{family}, {author.given}" if author.given else family)


def _author(author: Name) -> dict[str, str]:
    if author.is_group:
        return {"group": visible_line(author.as_text())}
    known = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: visible_line(value) for name, value in known.items() if value}
