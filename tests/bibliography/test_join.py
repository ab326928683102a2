"""Two versions of the bibliography, and of the published keys, become one; nothing is lost in silence."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.conflicts import Sides, find_conflicts, split_sides
from generator.base.errors import DigestError
from generator.bibliography import Joined, Library, Side, join_histories, join_libraries, parse_library

NAME = "data/library.bib"
TITLES = (
    "Tides of Ink on Paper",
    "Boats that Sail without Wind",
    "A Lantern for Harbours",
    "Ropes and Knots",
)


def _entry(
    key: str, title: str = TITLES[0], *, kind: str = "misc", author: str = "Quill, Ada", **more: str
) -> str:
    fields = {"title": title, "author": author, "year": "2031", "edition": "2031-05-05", **more}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}}}\n"


def _join(
    ours: str, theirs: str, base: str | None = None, take: Side | None = None, **more: list[str]
) -> Joined:
    sides = Sides(ours=ours, theirs=theirs, base=base)
    return join_libraries(sides, NAME, more.get("published", ()), take)


def _library(joined: Joined) -> Library:
    library = parse_library(joined.text, NAME)
    assert library.problems == ()
    return library


def _keys(joined: Joined) -> list[str]:
    return [entry.key for entry in _library(joined).entries]


def test_new_entries_of_both_sides_are_kept_and_a_common_one_once() -> None:
    """Ours stay byte for byte; theirs follow as they were written."""
    common = _entry("old")
    ours = f"{common}\n{_entry('a', TITLES[1])}"
    new = _entry("b", TITLES[2], note=r"{TeX} \& more")
    theirs = f"{common}\n{new}\n{_entry('a', TITLES[1])}"

    joined = _join(ours, theirs)

    assert joined.text == f"{ours}\n{new}"
    assert (joined.changes, joined.disputed) == (("b: added",), ())


@given(
    st.lists(st.sampled_from("abcdef"), unique=True, max_size=6),
    st.lists(st.sampled_from("abcdef"), unique=True, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_every_entry_of_both_sides_is_there_once(one: list[str], two: list[str], end: str, mark: str) -> None:
    """In whatever order and with whatever line ends; a second join changes nothing."""
    authors = {key: f"{key.upper()}xyz, Ada" for key in "abcdef"}
    ours, theirs = (
        (mark + "\n".join(_entry(key, f"On {key} {key}", author=authors[key]) for key in keys)).replace(
            "\n", end
        )
        for keys in (one, two)
    )

    joined = _join(ours, theirs)

    assert joined.text.startswith(ours)
    assert sorted(_keys(joined)) == sorted({*one, *two})
    assert _join(joined.text, theirs).text == joined.text
    assert joined.text.count("\n") == joined.text.count(end)


def test_one_key_of_two_papers_is_given_anew() -> None:
    """To theirs, and to none that was ever published; the person hears of it."""
    other = _entry("quill2031tides", "Tides that Nobody Has Seen")

    joined = _join(_entry("quill2031tides"), other, published=["quill2031tides-nobody"])

    assert _keys(joined) == ["quill2031tides", "quill2031tides-2"]
    assert _library(joined).entries[1].title == "Tides that Nobody Has Seen"
    assert "quill2031tides-2: was 'quill2031tides' of theirs" in joined.changes[0]
    assert "data/curation.yml" in joined.changes[0]


def test_two_keys_of_one_paper_lead_to_one_entry() -> None:
    """Both may have been published, so none is lost."""
    ours, theirs = _entry("ours", eprint="3105.00001"), _entry("theirs", eprint="3105.00001", doi="10.1234/5")

    joined = _join(ours, theirs)

    (entry,) = _library(joined).entries
    assert (entry.key, entry.retired_keys, entry.facts.doi) == ("ours", ("theirs",), "10.1234/5")


@pytest.mark.parametrize(
    "theirs",
    [
        _entry("theirs", TITLES[1], doi="10.1234/5"),
        _entry("theirs", author="Sail, Bob"),
        _entry("theirs", volume="2", journal="Ink"),
    ],
    ids=["a DOI of proceedings", "a title of two", "two volumes"],
)
def test_papers_that_are_not_certainly_one_stay_two(theirs: str) -> None:
    """One identifier, title or author is not enough for a program."""
    joined = _join(_entry("ours", doi="10.1234/5", volume="1", journal="Ink"), theirs)

    assert [entry.key for entry in parse_library(joined.text, NAME).entries] == ["ours", "theirs"]


@pytest.mark.parametrize("is_renamed_by_us", [True, False])
def test_a_key_that_a_person_changed_stays_changed(*, is_renamed_by_us: bool) -> None:
    """On whichever side; the old one leads to it."""
    old, new = _entry("old", doi="10.1234/5"), _entry("new", ids="old", note="x")

    joined = _join(new, old) if is_renamed_by_us else _join(old, new)

    (entry,) = _library(joined).entries
    assert (entry.key, entry.retired_keys, entry.facts.doi) == ("new", ("old",), "10.1234/5")
    assert "note = {x}" in joined.text


def test_an_entry_that_one_side_gave_up_for_another_stays_given_up() -> None:
    """Two entries of one paper were made one there; it is told."""
    ours = _entry("kept", ids="dropped")
    theirs = f"{_entry('kept')}\n{_entry('dropped', note='x')}"

    joined = _join(ours, theirs)

    assert joined.text == ours
    assert joined.changes == ("kept: has 'dropped' of theirs in ids, so that entry is left out",)


def test_a_key_that_is_part_of_the_entrys_type_is_changed_alone() -> None:
    """The type stays."""
    joined = _join(_entry("art"), _entry("art", "Boats and their Sails", kind="article", author="Sail, Bob"))

    assert "\n@article{sail2031boats,\n" in joined.text


def test_fields_of_both_sides_are_united() -> None:
    """Also ids, where the facts came from, and the first of two editions; a venue makes it an article."""
    ours = _entry(
        "a", edition="2031-05-07", ids="b", provenance="arxiv 2031-05-07: eprint", eprint="3105.00001"
    )
    theirs = _entry(
        "a", kind="article", ids="c, b", provenance="crossref 2031-05-06: doi", doi="10.1234/5", journal="Ink"
    )

    joined = _join(ours, theirs)

    (entry,) = _library(joined).entries
    assert (entry.entry_type, entry.facts.venue, entry.facts.doi, entry.facts.arxiv) == (
        "article",
        "Ink",
        "10.1234/5",
        "3105.00001",
    )
    assert (str(entry.edition), entry.retired_keys) == ("2031-05-05", ("b", "c"))
    assert "provenance = {arxiv 2031-05-07: eprint; crossref 2031-05-06: doi}" in joined.text
    assert joined.disputed == ()


def test_values_that_mean_the_same_are_no_contradiction() -> None:
    """Ours stays as it is written."""
    ours = _entry("a", pages="1--9", author="Ada Quill and {Team Wan}")

    assert _join(ours, _entry("a", pages="1-9", author="Quill, Ada and {Team Wan}")).text == ours


def test_what_the_sides_contradict_each_other_in_is_left_for_a_person() -> None:
    """Between the lines of git, for these lines alone; all else is joined, and both values can be chosen."""
    ours = f"{_entry('a', doi='10.1234/5', note='one')}\n{_entry('b', TITLES[1])}"
    theirs = f"{_entry('a', doi='10.1234/6', url='https://a.example')}\n{_entry('c', TITLES[2])}"

    joined = _join(ours, theirs)

    (problem,) = joined.disputed
    assert str(problem).startswith(f"{NAME}:1: the sides contradict each other in 'a': doi - choose there")
    assert (
        "<<<<<<< ours\n  doi = {10.1234/5},\n=======\n  doi = {10.1234/6},\n>>>>>>> theirs\n" in joined.text
    )
    assert len(find_conflicts(joined.text, NAME)) == 1
    sides, _ = split_sides(joined.text, NAME)
    for text, doi in ((sides.ours, "10.1234/5"), (sides.theirs, "10.1234/6")):
        library = parse_library(text, NAME)
        assert [entry.key for entry in library.entries] == ["a", "b", "c"]
        assert (library.entries[0].facts.doi, library.entries[0].facts.url) == (doi, "https://a.example")
        assert library.problems == ()
    assert join_libraries(sides, NAME, ()).text == joined.text


def test_an_entry_on_one_line_and_its_type_can_be_contradicted() -> None:
    """Then the line is left in both versions, and each is an entry."""
    ours = "@article{a, title={Tides of Ink}, journal={Ink}, year=2031}\n"
    theirs = "@inproceedings{a, title={Tides of Ink}, booktitle={Ink}, year=2032}"

    joined = _join(ours, theirs)

    sides, _ = split_sides(joined.text, NAME)
    one, two = (parse_library(text, NAME).entries[0] for text in (sides.ours, sides.theirs))
    assert (one.entry_type, one.facts.year) == ("article", 2031)
    assert (two.entry_type, two.facts.year) == ("inproceedings", 2032)
    assert re.search("year.*entry type|entry type.*year", joined.disputed[0].reason)


@pytest.mark.parametrize(
    ("take", "doi", "other"), [("ours", "10.1/5", "10.1/6"), ("theirs", "10.1/6", "10.1/5")]
)
def test_a_person_can_take_one_side_throughout(take: Side, doi: str, other: str) -> None:
    """What is not taken is told."""
    joined = _join(_entry("a", doi="10.1/5"), _entry("a", doi="10.1/6"), take=take)

    assert _library(joined).entries[0].facts.doi == doi
    assert joined.changes == (f"a: took the value of {take} and not doi = {other}",)


def test_where_the_version_before_both_is_known_the_change_wins() -> None:
    """Only what both changed is left to a person."""
    base = _entry("a", doi="10.1/1", url="https://a.example", note="x", code="https://b.example")
    ours = _entry("a", doi="10.1/2", url="https://a.example", note="y")
    theirs = _entry("a", doi="10.1/1", url="https://c.example", note="z", code="https://b.example")

    joined = _join(ours, theirs, base)

    entry = parse_library(split_sides(joined.text, NAME)[0].ours, NAME).entries[0]
    assert (entry.facts.doi, entry.facts.url, entry.facts.code) == ("10.1/2", "https://c.example", "")
    assert joined.disputed[0].reason.endswith("'a': note")


def test_what_stands_between_entries_is_kept() -> None:
    """Comments, abbreviations in front of the entries that use them, and entries that cannot be read."""
    ours = _entry("a")
    broken = "@misc{broken,\n  title = {Never Closed,\n}\n"
    theirs = f'{ours}\n% From the workshop.\n@string{{ink = "Ink Letters"}}\n\n'
    theirs += f"@article{{b, title={{On {TITLES[1]}}}, journal=ink}}\n"
    theirs += f"\n@comment{{kept}}\n\n{broken}"

    joined = _join(ours, theirs)

    library = parse_library(joined.text, NAME)
    assert [entry.facts.venue for entry in library.entries] == ["", "Ink Letters"]
    assert [each.entry.key for each in library.salvaged] == ["broken"]
    assert "% From the workshop.\n@string" in joined.text
    assert "@comment{kept}" in joined.text
    assert sum(change.startswith("kept from between the entries: ") for change in joined.changes) >= 2
    assert _join(joined.text, theirs).text == joined.text


def test_a_program_that_cannot_join_says_so() -> None:
    """Here their entry would vanish in one of ours that their brace closes."""
    ours = f"{_entry('a')}\n@misc{{open,\n  title = {{Never Closed}},\n"

    with pytest.raises(DigestError, match=r"b would be lost - join it by hand"):
        _join(ours, f"{_entry('b', TITLES[1])}\n}}\n% the end\n")


_key_lines = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from(["", " gone", " gone  # asked", "  # why"])),
    max_size=6,
)


@given(_key_lines, _key_lines)
def test_published_keys_of_both_sides_are_there_once(
    one: list[tuple[str, str]], two: list[tuple[str, str]]
) -> None:
    """Ours first; what one side gave up is given up, and what was noted stays."""
    ours, theirs = ("# Keys\n" + "".join(f"{key}{rest}\n" for key, rest in lines) for lines in (one, two))

    lines = join_histories(Sides(ours=ours, theirs=theirs)).splitlines()

    assert lines[0] == "# Keys"
    assert [line.split()[0] for line in lines[1:]] == list(dict.fromkeys(key for key, _ in (*one, *two)))
    for line in lines[1:]:
        said = "".join(rest for key, rest in (*one, *two) if key == line.split()[0])
        assert all((word in line) == (word in said) for word in ("gone", "asked", "why"))


def test_published_keys_that_git_united_are_put_in_order() -> None:
    """A header and a key that came from both sides stand once; without that nothing changes."""
    united = "# Keys\r\na\r\n# Keys\r\nb\r\na\r\n"

    assert join_histories(Sides(ours=united, theirs=united)) == "# Keys\r\na\r\nb\r\n"
    assert join_histories(Sides(ours="# Keys\n\na\n", theirs="# Keys\n\na\n")) == "# Keys\n\na\n"
