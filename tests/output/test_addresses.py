"""Where pages lie in the tree, and where they are published."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File

from generator.output.addresses import INDEXES, root_of, source_path

slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True) | st.just("index")
addresses = st.lists(slugs, min_size=2, max_size=4).map(lambda parts: "/".join((*parts, "")))


@given(st.one_of(st.sampled_from(sorted(INDEXES)), addresses))
def test_mkdocs_publishes_a_page_at_its_address(address: str) -> None:
    """The reference builder decides where a file of the tree goes."""
    file = File(source_path(address), "docs", "site", use_directory_urls=True)

    assert file.url == (address or "./")


@given(st.one_of(st.just(""), addresses))
def test_the_way_to_the_root_leads_there(address: str) -> None:
    """Links of pages are relative, so that a site may lie in any folder."""
    folder = posixpath.join("/site", address)

    assert posixpath.normpath(posixpath.join(folder, root_of(address))) == "/site"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("", "index.md"),
        ("topics/", "topics/index.md"),
        ("topics/serving/", "topics/serving.md"),
        ("topics/serving/1/", "topics/serving/1.md"),
        ("starred/", "starred.md"),
        ("papers/index/", "papers/index/index.md"),  # a paper on indexes, say
    ],
)
def test_an_index_lies_in_its_folder_and_any_other_page_beside(address: str, path: str) -> None:
    """A person finds a page by its address."""
    assert source_path(address) == path
