"""Front matter is read without YAML only where it says the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.site import read_front_matter
from generator.workflows.build import write_pages
from tests.world import make_world

NAMES = st.sampled_from(["title", "papers", "on", "y", "null", "a_b", "Title", "<<"])
VALUES = st.recursive(
    st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=5,
)
WRITTEN = st.one_of(
    VALUES.map(lambda value: json.dumps(value, ensure_ascii=False)),
    VALUES.map(json.dumps),
    st.sampled_from(
        ["paper.html", "yes", "off", "null", "~", "1e5", "1:30", "0x1", "007", "*a", "&a b", "!x", ""]
    ),
    st.text("ab: #-[]{}\\\"'\u2028\x85\ufeff\xa0,\t", max_size=9),
)


@given(st.lists(st.tuples(NAMES, WRITTEN), max_size=4), st.lists(WRITTEN, max_size=3))
def test_it_says_what_yaml_says_or_nothing(lines: list[tuple[str, str]], items: list[str]) -> None:
    """Whatever stands there."""
    front = "".join(f"{name}: {value}\n" for name, value in lines)
    front += "".join(["last:\n", *(f"  - {item}\n" for item in items)]) if items else ""
    page = f"---\n{front}---\n\n# A title\n"
    if known := read_front_matter(page):
        assert repr(known) == repr(get_data(page))


@pytest.mark.site
def test_pages_of_papers_and_lists_are_read(tmp_path: Path) -> None:
    """Else all would be slow again, and nothing would tell."""
    project = make_world(tmp_path / "project")
    write_pages(project, locked=False, allow_removals=True)
    papers = [path.read_text(encoding="utf-8") for path in project.tree.glob("papers/*.md")]
    topics = [path.read_text(encoding="utf-8") for path in project.tree.glob("topics/*.md")]
    assert all(map(read_front_matter, papers))
    assert any(map(read_front_matter, topics))
