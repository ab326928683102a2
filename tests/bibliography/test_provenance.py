"""Where facts came from: what is written is read back, and what a person garbled is told."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bibliography import Source, add_provenance, parse_library
from generator.bibliography.codec import set_fields

DAY = dt.date(2026, 11, 24)
sources = st.builds(
    Source, provider=st.sampled_from(["arxiv", "crossref", "semantic-scholar"]), day=st.dates()
)


fields = st.dictionaries(st.sampled_from(["author", "doi", "eprint", "published_title"]), sources)


@given(fields, fields)
def test_what_is_written_is_read_back(old: dict[str, Source], new: dict[str, Source]) -> None:
    """What was there is known when more is added, and the library has no fault to find."""
    text = add_provenance("", old)
    library = parse_library(
        set_fields("@misc{a, title = {A}}", {"a": {"provenance": text}}), "data/library.bib"
    )

    assert add_provenance(text, {}) == text
    assert add_provenance(text, new) == add_provenance("", {**old, **new})
    assert library.problems == ()


def test_it_is_sorted_and_a_later_source_replaces_an_earlier_one() -> None:
    """The diff of a second run is small."""
    old = {"eprint": Source(provider="arxiv", day=DAY), "doi": Source(provider="arxiv", day=DAY)}
    new = {"doi": Source(provider="crossref", day=DAY), "author": Source(provider="arxiv", day=DAY)}

    both = "arxiv 2026-11-24: author, eprint; crossref 2026-11-24: doi"
    assert add_provenance(add_provenance("", old), new) == both
    assert add_provenance(f"by hand;{add_provenance('', old)}", new) == f"{both}; by hand"
    assert add_provenance("", {}) == ""


@pytest.mark.parametrize(
    "part", ["by hand", "arxiv 2026-13-01: doi", "arxiv 2026-11-24", "Arxiv 2026-11-24: x"]
)
def test_what_cannot_be_read_is_told_at_its_entry(part: str) -> None:
    """The rest of the field is read."""
    text = f"crossref 2026-11-24: doi; {part};"
    library = parse_library(f"\n@misc{{a, title = {{A}}, provenance = {{{text}}}}}", "data/library.bib")

    assert add_provenance(text, {}) == f"crossref 2026-11-24: doi; {part}"
    assert [problem.location.line for problem in library.warnings] == [2]
    assert f"provenance '{part}'" in str(library.warnings[0])
