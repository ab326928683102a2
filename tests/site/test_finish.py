"""The Markdown of each page, published beside it."""

from pathlib import Path

import pytest

from generator.site import as_published, write_markdown
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
