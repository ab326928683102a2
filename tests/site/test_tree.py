"""The tree that the site is built from."""

from pathlib import Path

import pytest

from generator.base.errors import DigestError
from generator.base.models import OutputFile
from generator.config import Project, open_project
from generator.site import hand_written_pages, write_tree

GENERATED = (
    OutputFile(path="index.md", content="# Front\n"),
    OutputFile(path="papers/one.md", content="# One\n"),
    OutputFile(path="papers/one.bib", content="@misc{one}\n"),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a project with a hand-written page, a picture of it, and a file that an editor left."""
    docs = tmp_path / "docs"
    (docs / "guides").mkdir(parents=True)
    (docs / "guides" / "about.md").write_text("# About\n", encoding="utf-8")
    (docs / "guides" / "dot.png").write_bytes(b"\x89PNG\r\n\x00")
    (docs / "guides" / ".about.md.swp").write_bytes(b"x")
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "build").mkdir()
    return open_project(tmp_path)


def _held(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(project.tree).as_posix(): path.read_bytes()
        for path in project.tree.rglob("*")
        if path.is_file()
    }


def test_the_tree_is_what_people_wrote_and_what_was_generated(project: Project) -> None:
    """Byte by byte; what begins with a dot is nobody's page."""
    write_tree(project, GENERATED)

    assert _held(project) == {
        "guides/about.md": b"# About\n",
        "guides/dot.png": b"\x89PNG\r\n\x00",
        "index.md": b"# Front\n",
        "papers/one.md": b"# One\n",
        "papers/one.bib": b"@misc{one}\n",
    }


def test_what_is_gone_from_its_source_is_gone_from_the_tree(project: Project) -> None:
    """Nothing of an earlier build is published again, and what is as it was is left alone."""
    write_tree(project, GENERATED)
    (project.docs / "guides" / "dot.png").unlink()

    changes = write_tree(project, (*GENERATED[:1], OutputFile(path="papers/two.md", content="# Two\n")))

    assert _held(project).keys() == {"guides/about.md", "index.md", "papers/two.md"}
    assert changes == ("guides/dot.png", "papers/one.bib", "papers/one.md", "papers/two.md")


@pytest.mark.parametrize("path", ["index.md", "papers/one.md", "papers/one.bib"])
def test_a_hand_written_file_in_the_place_of_a_generated_one_is_told(project: Project, path: str) -> None:
    """Neither silently wins; the tree stays as it was."""
    write_tree(project, GENERATED)
    before = _held(project)
    (project.docs / path).parent.mkdir(exist_ok=True)
    (project.docs / path).write_text("# Mine\n", encoding="utf-8")

    with pytest.raises(DigestError) as caught:
        write_tree(project, GENERATED)

    (problem,) = caught.value.problems
    assert str(problem).startswith(f"docs/{path}: lies where a page or file of the digest is generated")
    assert _held(project) == before


@pytest.mark.parametrize("path", ["papers/one/index.md", "README.md", "papers/one.md"])
def test_a_hand_written_page_at_the_address_of_a_generated_one_is_told(project: Project, path: str) -> None:
    """Two files may be published at one address: one of them would be lost."""
    (project.docs / path).parent.mkdir(parents=True, exist_ok=True)
    (project.docs / path).write_text("# Mine\n", encoding="utf-8")

    with pytest.raises(DigestError, match=rf"^docs/{path}: lies where "):
        write_tree(project, GENERATED)


def test_hand_written_pages_are_known_by_their_place_in_the_tree(project: Project) -> None:
    """A builder may have to treat them in another way."""
    assert hand_written_pages(project) == {"guides/about.md"}


def test_two_hand_written_pages_at_one_address_are_told(project: Project) -> None:
    """MkDocs would publish one of them and say nothing."""
    (project.docs / "guides" / "about").mkdir()
    (project.docs / "guides" / "about" / "index.md").write_text("# About, too\n", encoding="utf-8")

    with pytest.raises(
        DigestError, match=r"^docs/guides/about\.md: has the address of docs/guides/about/index\.md"
    ):
        write_tree(project, GENERATED)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (b"---\ntitle: [broken\n---\n", r"^docs/x\.md:\d: has front matter that is no YAML"),
        (b"# A page\n\nof M\xe9lange\n", r"^docs/x\.md:3: is not UTF-8"),
    ],
)
def test_a_hand_written_page_that_cannot_be_read_is_told(project: Project, page: bytes, said: str) -> None:
    """With its line, before anything is built of it."""
    (project.docs / "x.md").write_bytes(page)

    with pytest.raises(DigestError, match=said):
        write_tree(project, GENERATED)
