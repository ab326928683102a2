"""What a paper is and is called, and where it is published."""

import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote

from generator.base.models import EntryType, Facts, Paper

Kind = Literal["journalArticle", "conferencePaper", "preprint"]
"""What a paper is, in the words of Zotero (<https://api.zotero.org/itemTypes>)."""

_KINDS: Mapping[EntryType, Kind] = {
    "article": "journalArticle",
    "inproceedings": "conferencePaper",
    "misc": "preprint",
}
_ARXIV_MONTH = re.compile(r"\d{4}(?=\.)")
_FIRST_HTML = "2312"
_PAGE_RANGE = re.compile(r"([^-]+)-+([^-]+)")


def kind_of(paper: Paper) -> Kind:
    """Return what a paper is; a preprint is one that no journal and no proceedings hold."""
    return _KINDS[paper.entry_type]


def arxiv_page(facts: Facts) -> str:
    """Return the address of the abstract on arXiv, or nothing."""
    return f"https://arxiv.org/abs/{quote(facts.arxiv)}" if facts.arxiv else ""


def arxiv_pdf(facts: Facts) -> str:
    """Return the address of the whole text on arXiv, or nothing."""
    return f"https://arxiv.org/pdf/{quote(facts.arxiv)}" if facts.arxiv else ""


def arxiv_html(facts: Facts) -> str:
    """Return the address of the whole text as a web page on arXiv, or nothing.

    arXiv makes such pages of what was sent since December 2023 (<https://info.arxiv.org/about/accessible_HTML.html>).
    """
    month = _ARXIV_MONTH.match(facts.arxiv)
    return f"https://arxiv.org/html/{quote(facts.arxiv)}" if month and month[0] >= _FIRST_HTML else ""


def doi_of(paper: Paper) -> str:
    """Return the paper's DOI; a preprint has the one that arXiv registers for each (10.48550)."""
    facts = paper.facts
    is_on_arxiv = bool(facts.arxiv) and kind_of(paper) == "preprint"
    return facts.doi or (f"10.48550/arXiv.{facts.arxiv}" if is_on_arxiv else "")


def doi_page(facts: Facts) -> str:
    """Return the address that the DOI leads to, or nothing."""
    return f"https://doi.org/{quote(facts.doi, safe='/:;().-_')}" if facts.doi else ""


def page_range(facts: Facts) -> tuple[str, str]:
    """Return first and last page; an article number is a first page, and so is what is no plain range."""
    found = _PAGE_RANGE.fullmatch(facts.pages)
    return (found[1], found[2]) if found else (facts.pages, "")


def web_address(address: str) -> str:
    """Return an address if it is one of the web, and nothing otherwise (`javascript:` …)."""
    return address if address.casefold().startswith(("https://", "http://")) else ""
