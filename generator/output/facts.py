"""What programs read of a paper: the facts in front matter, and the whole digest as JSON Lines.

The theme makes of the facts what stands in the head of the paper's page: Highwire's tags for Google Scholar
and Zotero, and JSON-LD for search engines. On lists, `assets/personal.js` makes COinS of them, so that Zotero
offers all papers of the list. Both say what is known, and nothing else. What Zotero makes of them:
<https://www.zotero.org/support/dev/exposing_metadata>.
"""

import json
from collections.abc import Mapping

from generator.base.models import EntryType, Paper, web_address
from generator.base.names import Name
from generator.base.text import visible_line
from generator.output.addresses import paper_path
from generator.stages.digest import Digest

_KINDS: Mapping[EntryType, str] = {
    "article": "journalArticle",
    "inproceedings": "conferencePaper",
    "book": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "techreport": "report",
    "misc": "preprint",
}
"""What a paper is, in the words of Zotero (<https://api.zotero.org/itemTypes>)."""

Values = dict[str, object]


def paper_facts(paper: Paper) -> Values:
    """Return the facts of a paper by name; what is unknown is left out.

    Its values are plain text: `kind` is Zotero's type, `authors` are maps with `family`, `given` and
    `suffix`, or with `group` alone; `same_as` are further addresses of the paper.
    """
    facts, kind = paper.facts, _KINDS[paper.entry_type]
    first, last = facts.page_range
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
        "publisher": "arXiv" if facts.arxiv and paper.is_preprint else "",
        "doi": visible_line(paper.doi),
        "arxiv": visible_line(facts.arxiv),
        "pdf": facts.arxiv_pdf,
        "url": visible_line(web_address(facts.landing_page) or facts.doi_page),
        "same_as": [url for url in (facts.arxiv_page, facts.doi_page, facts.website) if url],
    }
    return {name: value for name, value in known.items() if value}


def listed_facts(paper: Paper) -> Values:
    """Return what a list says of a paper to scripts: what cannot be read off what it shows.

    What is known of a preprint by its arXiv identifier is left out. A retracted paper has its key alone:
    nobody should take it along.
    """
    known = paper_facts(paper)
    wanted = known.keys() - {"pdf", "same_as"}
    if paper.mark:
        wanted = {"key", "retired"}
    elif paper.is_preprint and paper.facts.arxiv and not paper.facts.doi:
        wanted = wanted - {"kind", "doi", "publisher", "url"}
    else:
        wanted = wanted - {"arxiv"}
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


def render_line(paper: Paper, digest: Digest) -> str:
    """Return a paper as a line of JSON Lines (<https://jsonlines.org/>); what is unknown is null."""
    return f"{json.dumps(_object(paper, digest), ensure_ascii=False)}\n"


def _object(paper: Paper, digest: Digest) -> dict[str, object]:
    facts, label, gist = paper.facts, digest.labels[paper.key], digest.gists[paper.key]
    return {
        "key": paper.key,
        "title": paper.title.as_plain,
        "abstract": paper.abstract.as_plain,
        "gist": gist.text.as_plain if gist else None,
        "gist_kind": gist.kind if gist else None,
        "authors": [name.as_text() for name in facts.authors],
        "more_authors": facts.has_more_authors,
        "year": facts.year,
        "venue": facts.venue_in_full or None,
        "arxiv": facts.arxiv or None,
        "doi": facts.doi or None,
        "code": facts.code_page or None,
        "topics": [topic.slug for topic in label.topics],
        "tags": [tag.slug for tag in label.tags],
        "edition": paper.edition.isoformat(),
        "url": digest.settings.url + paper_path(paper.key),
        "markdown": f"{digest.settings.url}{paper_path(paper.key)}index.md",
        "retracted": paper.retracted or None,
        "withdrawn": paper.withdrawn or None,
        "related": [relation.key for relation in digest.relations[paper.key]],
    }
