"""The Markdown of each page, published beside it."""

import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site import as_published, first_difference, without_indents, write_markdown
from tests.samples import digest, paper
from tests.tree import tree_of


def test_a_twin_lies_beside_its_page(tmp_path: Path) -> None:
    """Wherever the builder put the page; what was not built has no twin."""
    tree, site = tmp_path / "tree", tmp_path / "site"
    for path in (
        "index.md",
        "topics/index.md",
        "topics/serving.md",
        "topics/serving/1.md",
        "development/x.md",
    ):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(f"# {path}\n", encoding="utf-8")
    for folder in ("", "topics", "topics/serving", "topics/serving/1"):
        (site / folder).mkdir(parents=True, exist_ok=True)
        (site / folder / "index.html").write_text("<p>", encoding="utf-8")

    write_markdown(tree, site)

    twins = {path.relative_to(site).as_posix(): path.read_text() for path in site.rglob("*.md")}
    assert twins == {
        "index.md": "# index.md\n",
        "topics/index.md": "# topics/index.md\n",
        "topics/serving/index.md": "# topics/serving.md\n",
        "topics/serving/1/index.md": "# topics/serving/1.md\n",
    }


def test_a_twin_keeps_what_a_person_reads() -> None:
    """Title and tags; the rest of the front matter is for the theme."""
    text = (
        '---\ntemplate: paper.html\ntitle: "A --- b"\ntags: ["x"]\npapers:\n  - {"title": "no"}\n---\n\n'
        "# A\n\n---\n\ntitle: stays\n"
    )

    assert as_published(text) == ('---\ntitle: "A --- b"\ntags: ["x"]\n---\n\n# A\n\n---\n\ntitle: stays\n')


def test_tags_may_be_a_list_of_lines() -> None:
    """A person writes them so."""
    text = "---\ntags:\n  - one\n  - two\ntemplate: x\n---\n# A\n"

    assert as_published(text) == "---\ntags:\n  - one\n  - two\n---\n\n# A\n"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ('"A *b*"', r"# A \*b\*"),
        ("Plain words", "# Plain words"),
        ("'Quoted'", "# Quoted"),
        ("2031", "# 2031"),
    ],
)
def test_a_title_that_only_the_theme_shows_becomes_a_heading(title: str, heading: str) -> None:
    """As text, whether the generator or a person wrote it."""
    text = as_published(f"---\ntitle: {title}\n---\n\nThe rest.\n")

    assert text == f"---\ntitle: {title}\n---\n\n{heading}\n\nThe rest.\n"


@pytest.mark.parametrize("text", ["# No front matter\n", "Text\n\n---\n\ntitle: x\n\n---\n", ""])
def test_a_page_without_front_matter_is_its_own_twin(text: str) -> None:
    """A line across the page is no front matter."""
    assert as_published(text) == text


def test_front_matter_of_which_nothing_is_kept_is_gone() -> None:
    """Nobody reads an empty one."""
    assert as_published("---\nsection: about\n---\n\n# About\n") == "# About\n"


def test_every_generated_page_has_a_heading_in_its_twin() -> None:
    """Also where the theme shows one of its own: text without a heading says nothing of what it is."""
    pages = {
        path: str(text) for path, text in tree_of(digest(papers=(paper(),))).items() if path.endswith(".md")
    }

    for path, text in pages.items():
        body = as_published(text).partition("\n---\n\n")[2]
        assert body.startswith("# "), path


@given(st.text("a <>\n \t/prescitxl", max_size=40), st.text("x \n", max_size=9))
def test_a_page_without_indents_is_the_same_document(text: str, code: str) -> None:
    """Whatever white space stands where; that of code and scripts stays."""
    written = f"<pre>{code}</pre>\n <script>{code}</script>"
    page = f"<html>\n\n  <p>one\n   {html.escape(text)}  two</p>\n\n{written}</html>"
    tidy = without_indents(page)

    assert first_difference(tidy, page) == ""
    assert f"<pre>{code}</pre>" in tidy
    assert f"<script>{code}</script>" in tidy
    assert "\n\n" not in tidy.partition("<pre>")[0]


def test_indents_of_the_theme_go() -> None:
    """They are an eighth of a page."""
    assert without_indents("\n<head>\n\n      <meta>\n    \n  </head>\n") == "<head>\n<meta>\n</head>\n"
