"""Appending: what was there stays, what was added comes back."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Entry, Facts
from generator.base.names import Name, parse_name, without_others
from generator.bibliography import append_entries, parse_library
from tests.samples import entry

NAME = "data/library.bib"

hostile = st.sampled_from(
    ["}", "{", "\\", "$x$", "@article{a,", '"', "%", "#", " and ", ",", "\u2028", "é", "{A}"]
)
texts = st.lists(hostile | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=6).map(
    lambda parts: " ".join("".join(parts).split())
)
names = texts.map(parse_name).filter(lambda name: bool(name.family) and bool(without_others([name])[0]))
# Commas and braces in a name from elsewhere are read once; from then on the name stays as it is.
people = names.map(lambda name: parse_name(name.as_text())).filter(
    lambda name: name.is_group or bool(name.given)
)
facts = st.builds(
    Facts,
    authors=st.lists(st.builds(Name, given=st.just("Ann"), family=texts.filter(bool)), max_size=3).map(tuple),
    year=st.none() | st.integers(1900, 2100),
    venue=texts.filter(lambda text: not re.match(r"(?i)arxiv|corr\b", text) and "://" not in text),
    series=texts,
    volume=texts,
    number=texts,
    arxiv=st.sampled_from(["", "2401.00001", "cs/0601001", "math/0601001"]),
    primary_class=st.sampled_from(["", "cs.AR"]),
    doi=st.sampled_from(["", "10.1007/978-3-319-46079-6_2", "10.1/a\\_b{"]),
    url=st.sampled_from(["", "https://example.org/a%20b~c_d#e&f", "https://example.org/{"]),
    code=st.sampled_from(["", "https://example.org/c"]),
    pages=st.sampled_from(["", "31-46", "046113"]),
    published_title=texts,
).flatmap(
    lambda known: st.sampled_from([known, replace(known, has_more_authors=bool(known.authors))]),
)
entries = st.builds(
    Entry,
    key=st.from_regex("[a-z0-9]{1,8}(-[a-z0-9]{1,3})?", fullmatch=True),
    entry_type=st.sampled_from(["article", "inproceedings", "misc"]),
    title=texts.filter(bool),
    facts=facts,
    edition=st.none() | st.dates(dt.date(1990, 1, 1)),
    retired_keys=st.sampled_from([(), ("0-old-1",), ("0-old-1", "0-old-2")]),
    location=st.just(entry().location),
)
libraries = st.sampled_from(
    [
        "",
        "\ufeff",
        "% A comment without end of line",
        "@misc{kept-one, title = {Kept}, odd = {field}}\n\n\n",
        "% CRLF\r\n@misc{kept-one,\r\n  title = {Kept}\r\n}\r\n",
        "@misc{broken-one, title = {Never closed}, year 2020}\n@string{a = {b}}",
        "@misc{open-one, title = {Never closed\n",
        "text } with { braces\n",
    ]
)


@given(libraries, st.lists(entries, max_size=3, unique_by=lambda new: new.key))
def test_appended_entries_come_back_and_the_rest_keeps_its_bytes(library: str, new: list[Entry]) -> None:
    """Read after append gives the old entries, then the new ones, fact for fact."""
    new = [
        replace(added, retired_keys=() if number else added.retired_keys) for number, added in enumerate(new)
    ]
    text = append_entries(library, new)
    before, after = parse_library(library, NAME), parse_library(text, NAME)

    assert text.startswith(library)
    assert after.entries[: len(before.entries)] == before.entries
    found = [replace(read, location=entry().location) for read in after.entries[len(before.entries) :]]
    assert found == new
    assert [fault.location for fault in after.rejected] == [fault.location for fault in before.rejected]
    assert "\r\n" not in library or text.count("\n") == text.count("\r\n")


@given(st.lists(people, max_size=4).map(tuple))
def test_names_of_dumps_come_back(authors: tuple[Name, ...]) -> None:
    """Whatever a dump calls an author, the library gives the same name back."""
    text = append_entries("", [entry(facts=Facts(authors=authors))])

    assert parse_library(text, NAME).entries[0].facts.authors == authors


def test_nothing_appended_is_nothing_changed() -> None:
    """Not even a line end."""
    assert append_entries("% x", []) == "% x"


def test_a_blank_line_sets_new_entries_apart() -> None:
    """Whether the file ends in a line end or not, and in its own kind of line end."""
    new, other = append_entries("", [entry()]), append_entries("", [entry("b")])

    assert append_entries("% x", [entry(), entry("b")]) == f"% x\n\n{new}\n{other}"
    assert append_entries("% x\n", [entry()]) == f"% x\n\n{new}"
    assert append_entries("% x\r\n", [entry()]) == f"% x\r\n\n{new}".replace("\r\n", "\n").replace(
        "\n", "\r\n"
    )


def test_an_entry_looks_as_a_person_would_write_it() -> None:
    """Fields in a fixed order, one a line, nothing that is not known."""
    written = append_entries(
        "",
        [
            entry(
                entry_type="article",
                title=r"Caches for $\delta$ & co",
                retired_keys=("old",),
                facts=Facts(
                    authors=(Name(given="Ann", family="Moreau"), Name(family="Team Wan", is_group=True)),
                    year=2024,
                    venue="Nature",
                    volume="15",
                    pages="1-2",
                    doi="10.1/a_b",
                    arxiv="2401.00001",
                    primary_class="cs.AR",
                ),
            )
        ],
    )

    assert written == (
        "@article{moreau2024cache,\n"
        "  title = {Caches for $\\delta$ & co},\n"
        "  author = {Moreau, Ann and {Team Wan}},\n"
        "  journal = {Nature},\n"
        "  volume = {15},\n"
        "  pages = {1--2},\n"
        "  year = {2024},\n"
        "  doi = {10.1/a_b},\n"
        "  eprint = {2401.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.AR},\n"
        "  url = {https://arxiv.org/abs/2401.00001},\n"
        "  edition = {2025-10-02},\n"
        "  ids = {old},\n"
        "}\n"
    )


def test_a_library_of_a_thousand_names_reads_back(material: Path) -> None:
    """Names as they come in the daily papers of forty days."""
    found = "".join(path.read_text("utf-8") for path in sorted((material / "hf_daily").glob("*.json"))[:40])
    written = sorted(
        {part.split('"')[0] for part in found.split('"name": "')[1:] if "\\" not in part.split('"')[0]}
    )
    authors = tuple(parse_name(name) for name in written if name.strip())

    text = append_entries("", [entry(facts=Facts(authors=authors))])

    assert len(authors) > 1000
    assert parse_library(text, NAME).entries[0].facts.authors == authors
