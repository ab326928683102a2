"""Files to take away: they parse, and they agree with the pages that they belong to."""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from tests.browser.outline import by_class, hrefs, listed_keys, parse_page, text_of
from tests.browser.served import Site

pytestmark = pytest.mark.site

FIELDS = (
    *(
        "key",
        "title",
        "abstract",
        "gist",
        "gist_kind",
        "authors",
        "more_authors",
        "year",
        "venue",
        "arxiv",
        "doi",
        "code",
    ),
    *("topics", "tags", "edition", "url", "markdown", "retracted", "withdrawn", "related"),
)


def _bib_keys(text: str) -> list[str]:
    library = parse_string(text)
    assert library.failed_blocks == []
    return [entry.key for entry in library.entries]


KEYS: dict[str, Callable[[str], list[str]]] = {
    ".bib": _bib_keys,
    ".ris": lambda text: [record["id"] for record in rispy.loads(text)],
    ".json": lambda text: [item["id"] for item in json.loads(text)],
}
"""Gives the keys that a reader of a format finds in a file, by the file's suffix."""


@pytest.fixture(scope="module")
def listed(built_site: Site) -> dict[str, set[str]]:
    """Give the keys of the papers that each list shows, on all its pages."""
    keys: dict[str, set[str]] = defaultdict(set)
    for path in built_site.pages:
        if found := re.fullmatch(r"((?:topics|tags|editions)/[^/]+/|trending/)(?:\d+/)?", path):
            keys[found[1]].update(listed_keys(parse_page(built_site.read(path))))
    return keys


def test_every_citation_file_holds_the_papers_of_its_page(
    built_site: Site, listed: dict[str, set[str]]
) -> None:
    """It has one entry a key, sorted, exactly the papers listed on its page, and counts them."""
    files = [path.relative_to(built_site.root) for path in built_site.root.rglob("*") if path.suffix in KEYS]
    files = [file for file in files if file.parts[0] != "search" and file.name != "feed.json"]
    assert len(files) > 2 * len(built_site.papers)
    for file in sorted(files):
        text = built_site.read(file.as_posix())
        name = file.with_suffix("").as_posix()
        expected = {file.stem} if name.startswith("papers/") else listed.get(f"{name}/", set())
        if name == "papers":
            expected = {paper["key"] for paper in built_site.papers}
        assert KEYS[file.suffix](text) == sorted(expected), file
        count = f", {len(expected)} paper{'' if len(expected) == 1 else 's'}\n"
        assert file.suffix == ".json" or text.splitlines(keepends=True)[1].endswith(count), file


def test_every_list_of_papers_has_its_citation_file(built_site: Site, listed: dict[str, set[str]]) -> None:
    """A page that lists papers offers them as BibTeX; a week, or one that lists none, does not.

    Topics and editions, between which each paper stands once, offer RIS too.
    """
    without = {"bib": r"editions/\d+-W\d+/", "ris": r"tags/.*|trending/|editions/\d+-W?\d+/"}
    for path, found in listed.items():
        for suffix, lists in without.items():
            keys = () if re.fullmatch(lists, path) else found
            file = f"{path.rstrip('/')}.{suffix}"
            assert (built_site.root / file).is_file() == bool(keys), file
            offered = [href.split("/")[-1] for href in hrefs(parse_page(built_site.read(path)))]
            assert (file.rsplit("/", maxsplit=1)[-1] in offered) == bool(keys), path


def test_the_exported_papers_have_exactly_the_promised_fields(built_site: Site) -> None:
    """In the promised order, of the promised types; keys are sorted and unique."""
    papers = built_site.papers
    keys = [paper["key"] for paper in papers]
    assert keys == sorted(set(keys))
    for paper in papers:
        assert tuple(paper) == FIELDS
        assert all(isinstance(paper[name], str) for name in ("key", "title", "abstract", "edition", "url"))
        assert all(isinstance(paper[name], list) for name in ("authors", "topics", "tags", "related"))
        assert all(paper[name] != "" for name in FIELDS)
        assert paper["year"] is None or isinstance(paper["year"], int)
        assert set(paper["related"]) <= set(keys) - {paper["key"]}


def test_the_exported_papers_agree_with_their_pages(built_site: Site) -> None:
    """What a program reads in papers.jsonl is what a reader sees on the paper's page."""
    for paper in built_site.papers:
        page = parse_page(built_site.read(f"papers/{paper['key']}/"))
        (article,) = by_class(page, "paper")
        lines = [line for line in article if line.tag == "p"]
        take = lines[1 if paper["authors"] else 0]
        assert paper["url"] == f"{built_site.url}papers/{paper['key']}/"
        labels = next(part for part in article if part.tag == "ul")
        expected = {name: paper[name] for name in ("topics", "tags")}
        assert {name: _slugs(labels, name) for name in expected} == expected, paper["key"]
        assert _slugs(_after(article, "related-papers"), "papers") == paper["related"], paper["key"]
        assert not paper["authors"] or text_of(lines[0]) == ", ".join(paper["authors"])
        assert _words(text_of(take.find("em"))) - {"arXiv"} == _words(
            f"{paper['venue'] or ''} {paper['year'] or ''}"
        ) - {"arXiv"}, paper["key"]
        found = _sources(take)
        # arXiv has HTML of newer papers alone (https://info.arxiv.org/about/accessible_HTML.html).
        html = f"https://arxiv.org/html/{paper['arxiv']}"
        assert found.pop("HTML", html) == html, paper["key"]
        assert found == _expected_sources(paper), paper["key"]
        assert f"editions/{paper['edition']}/" in "".join(hrefs(labels))


def test_the_exported_texts_are_those_of_the_pages(built_site: Site) -> None:
    """Title and abstract, word by word, wherever they hold no formula."""
    compared = 0
    for paper in built_site.papers:
        page = parse_page(built_site.read(f"papers/{paper['key']}/"))
        (article,) = by_class(page, "paper")
        shown = {"title": page.find(".//h1"), "abstract": _after(article, "abstract")}
        for name, element in shown.items():
            assert element is not None
            if not {child.tag for child in element.iter()} & {"math", "a", "sup", "sub"}:
                compared += 1
                assert text_of(element) == paper[name], paper["key"]
    assert compared > len(built_site.papers)


def test_the_markdown_of_a_page_is_beside_it(built_site: Site) -> None:
    """The export names it, and it begins with title and tags and holds what can be cited."""
    for paper in built_site.papers:
        assert paper["markdown"] == f"{paper['url']}index.md"
        text = built_site.read(f"papers/{paper['key']}/index.md")
        assert text.startswith("---\ntitle: "), paper["key"]
        assert f"{{{paper['key']},\n" in text, paper["key"]
        assert "template:" not in text.partition("\n---\n")[0], paper["key"]


def _after(article: Element, anchor: str) -> Element | None:
    """Return what follows a heading."""
    parts = list(article)
    return next((parts[n + 1] for n, part in enumerate(parts) if part.get("id") == anchor), None)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _slugs(element: Element | None, section: str) -> list[str]:
    """Return the last part of each link to a page of a section, on the page of a paper."""
    links = (urljoin("/papers/key/", href) for href in hrefs(element))
    return [link.split("/")[-2] for link in links if link.startswith(f"/{section}/")]


def _sources(take: Element) -> dict[str, str]:
    links = {text_of(link): link.get("href", "") for link in take.iter("a")}
    return {name: address for name, address in links.items() if name not in {"Website", "BibTeX"}}


def _expected_sources(paper: dict[str, Any]) -> dict[str, str]:
    arxiv, doi = paper["arxiv"], paper["doi"]
    expected = {
        "PDF": arxiv and f"https://arxiv.org/pdf/{arxiv}",
        "arXiv": arxiv and f"https://arxiv.org/abs/{arxiv}",
        "DOI": doi and f"https://doi.org/{doi}",
        "Code": paper["code"],
    }
    return {name: address for name, address in expected.items() if address}
