"""Pages as Markdown: front matter that any builder reads, and a body that a person reads."""

import re

import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from generator.base.models import Assignment, Facts, Label
from generator.base.names import Name
from generator.base.text import RichText, collapse_space
from generator.stages.digest import Digest
from tests.samples import digest, name, paper
from tests.tree import Source, page_of, pages_of, tree_of

FIELDS = {
    "template": str,
    "title": str,
    "description": str,
    "section": str,
    "robots": str,
    "feed": dict,
    "papers": list,
    "recent": list,
}
"""What the theme reads of most pages; a value that is missing may be empty."""


def _labelled(**changes: object) -> Digest:
    shown = paper(**changes)  # type: ignore[arg-type]  # a test's own values
    topic, tag = (Assignment(slug=slug, score=1) for slug in ("kernels", "cuda"))
    return digest(papers=(shown,), labels=(Label(key=shown.key, topics=(topic,), tags=(tag,)),))


def _lists(pages: dict[str, Source]) -> list[Source]:
    """Return the lists that hold papers, the front page among them."""
    lists = [page for page in pages.values() if page.meta["template"] in {"list.html", "home.html"}]
    return [page for page in lists if page.meta.get("papers")]


def test_each_page_is_front_matter_and_a_body() -> None:
    """The theme chooses a template by the front matter; the body is whole without it."""
    pages = pages_of(_labelled(retired_keys=("old-key",)))

    assert len(pages) > 10
    for address, page in pages.items():
        assert page.meta["template"].endswith(".html"), address
        assert page.meta["title"], address
        assert page.meta["description"], address
        assert page.body.strip(), address
        assert "\n---\n" not in page.body, address
        for field, kind in FIELDS.items():
            assert isinstance(page.meta.get(field) or kind(), kind), (address, field)


def test_a_body_is_tidy() -> None:
    """It ends in a line end, has no trailing space, and blocks stand apart by one empty line."""
    made = (_labelled(votes=3, retracted="made up"), digest())
    for address, page in (found for shown in made for found in pages_of(shown).items()):
        outside = re.sub(r"```.*?```", "code", page.body, flags=re.DOTALL)
        assert page.body.endswith("\n"), address
        assert not re.search(r"[ \t]\n", outside), address
        assert "\n\n\n" not in outside.strip("\n"), address


@given(title=st.text(min_size=1), other=st.text())
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])  # a whole digest each
def test_front_matter_is_yaml_whatever_texts_hold(title: str, other: str) -> None:
    """Of every page; and what was a text is read as that very text."""
    facts = Facts(authors=(Name(family=other), name()), venue=other, url=other, code=other, pages=other)
    hostile = paper("moreau2024cache", title, abstract=other, facts=facts, retired_keys=("old-key",))
    shown = digest(papers=(hostile,))
    pages = pages_of(shown)

    own = pages["papers/moreau2024cache/"].meta
    assert own["title"] == collapse_space(RichText(title).as_plain)
    assert own["description"] == (collapse_space(RichText(other).as_plain) or own["title"])
    assert own["paper"]["authors"][-1] == {"family": "Moreau", "given": "Ada"}
    for page in _lists(pages):
        assert [known["key"] for known in page.meta["papers"]] == ["moreau2024cache"]


@given(
    st.recursive(st.text() | st.integers() | st.none() | st.booleans(), lambda of: st.lists(of, max_size=3))
)
def test_values_in_front_matter_come_back(value: object) -> None:
    """JSON is YAML but for some characters, which are spelled out."""
    from generator.output.templates import _as_yaml  # noqa: PLC0415  the filter has no other door

    assert yaml.safe_load(f"x: {_as_yaml(value)}\n") == {"x": value}


def test_a_retired_key_leads_on() -> None:
    """Its page names the new address, for readers, browsers and search engines, and so do its files."""
    tree = tree_of(_labelled(key="new2024key", retired_keys=("old-key",)))
    moved = pages_of(_labelled(key="new2024key", retired_keys=("old-key",)))["papers/old-key/"]

    assert moved.meta["template"] == "moved.html"
    assert moved.meta["moved_to"] == "papers/new2024key/"
    assert "[new2024key](../../papers/new2024key/)" in moved.body
    for suffix in ("bib", "ris"):
        assert f"papers/old-key.{suffix}" in tree
    assert tree["papers/old-key.bib"] == tree["papers/new2024key.bib"]


def test_a_papers_page_can_be_cited_from() -> None:
    """Its BibTeX stands there as it is downloaded, and every format is offered."""
    shown = _labelled()
    body, tree = page_of(shown.papers[0], shown).body, tree_of(shown)

    (block,) = re.findall(r"^```bibtex\n(.*?)^```$", body, re.DOTALL | re.MULTILINE)
    assert block in str(tree["papers/moreau2024cache.bib"])
    for form, suffix in (("BibTeX", "bib"), ("RIS", "ris")):
        assert f"[{form}](../../papers/moreau2024cache.{suffix})" in body
        assert f"papers/moreau2024cache.{suffix}" in tree
    cited = body.partition("\nDownload: ")[2]
    assert re.findall(r"^- \*\*(\w+)\*\* ", cited, re.MULTILINE) == ["APA", "IEEE", "ACL"]


def test_links_between_pages_lead_to_pages_and_files() -> None:
    """Every relative link of every body, from where the page is published."""
    shown = _labelled(retired_keys=("old-key",))
    pages, tree = pages_of(shown), tree_of(shown)
    known = {*pages, *tree}

    for address, page in pages.items():
        for link in re.findall(r"\]\((?!\w+:)([^)]*)\)", page.body):
            up = link.count("../")
            base = "/".join(address.split("/")[: len(address.split("/")) - 1 - up])
            target = f"{base}/{link.replace('../', '')}".lstrip("/")
            assert target in known, (address, link)


def test_a_retracted_paper_says_so_wherever_it_stands() -> None:
    """Its title is struck through, and its page gives the reason as text."""
    shown = _labelled(retracted="its data <never> were")
    pages = pages_of(shown)

    assert pages["papers/moreau2024cache/"].body.startswith("# <s>A Cache for Kernels</s>\n")
    assert "**Retracted:** its data &lt;never> were\n" in pages["papers/moreau2024cache/"].body
    assert _lists(pages)
    for page in _lists(pages):
        assert "[<s>A Cache for Kernels</s>](" in page.body
        assert "**Retracted** · " in page.body
