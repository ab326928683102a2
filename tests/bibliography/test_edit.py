"""Setting fields: what was asked for changes, and not one byte besides."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.names import Name
from generator.bibliography import parse_library, read_library
from generator.bibliography.codec import (
    FIELD_ORDER,
    RawEntry,
    decode_field,
    encode_authors,
    encode_field,
    parse_bibtex,
    set_fields,
)
from tests.bibliography.test_append import people

KEY = "moreau2024cache"
NAME = "data/library.bib"

BEFORE = st.sampled_from(
    [
        "",
        "\ufeff",
        "% A comment\n\n@string{nips = {NeurIPS}}\n",
        "@comment{\n@misc{moreau2024cache, title = {Not this}}\n}\n",
        "@comment{@misc{moreau2024cache,\n  title = {A Cache},\n}}\n",
        "@misc{other-one, title = {Never closed,\n  year = 2020}\n",
        "@misc{other-one, title = {A\n@misc{moreau2024cache, b} c}}\n",
        "@misc(other-one, title = {A})\n",
        "text } with { braces, and \\\n",
    ]
)
AFTER = st.sampled_from(
    [
        "",
        "\n",
        "\n\n% end",
        "\n@misc{moreau2024cache, title = {A second of this key}}\n",
        "@article{third-one, title = {Right behind}, doi = {10.1/x}, }\n\n\n",
        "\n@misc{open-one, title = {Never closed",
        "\n@preamble{x}\n@string(y = 1)\n",
    ]
)
LAYOUTS = st.sampled_from(
    [
        "@misc{moreau2024cache,\n  title = {A Cache},\n  year = {2024},\n}",
        "@misc{moreau2024cache,\n  title = {A Cache},\n  year = {2024}\n}",
        "@misc{moreau2024cache, title = {A Cache}, year = 2024}",
        "@misc{moreau2024cache,title={A Cache},year=2024,}",
        '@MISC ( moreau2024cache ,\n\tTitle = "A {"}Cache{"}" ,\n\tYEAR = "20" # 24 )',
        '@misc(moreau2024cache, title = "A (good) Cache")',
        "@misc{moreau2024cache\n  , title = {A Cache}\n  , year = 2024\n}",
        "@misc{moreau2024cache\n  , title = {A Cache}\n  , year = 2024,\n}",
        "@misc{moreau2024cache,\n  title = {A\n@article{in, a} Cache},\n  Odd-1 = nips # {24},\n note = {},}",
        "@misc{moreau2024cache,\n  title = {A Cache}\n  year = {2024}\n  note = {no comma}\n}",
        "@misc{moreau2024cache,\n  title = {A Cache},\n  title = {Twice},\n}",
        "@misc{moreau2024cache,\n  title = {A Cache} {more},\n  year = {2024}%\n}",
        "@misc{moreau2024cache, title = {A = b, c = {d}}, note = }",
        "@misc{moreau2024cache,\n  title = {A}, % remark\n  year = 2024,\n}",
        "@misc{moreau2024cache}",
        "@misc{moreau2024cache,\n}",
    ]
)
hostile = st.sampled_from(
    [
        "}",
        "{",
        "\\",
        "$x$",
        "\n@article{a,",
        '"',
        "%",
        "#",
        " and ",
        ",",
        "=",
        ")",
        "\u2028",
        "é",
        "{A}",
        "--",
    ]
)
texts = st.lists(hostile | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=5).map(
    lambda parts: " ".join("".join(parts).split())
)
names = st.sampled_from([*FIELD_ORDER, "note", "odd-1", "abstract"]).filter(lambda name: name != "author")
changes = st.dictionaries(names, texts, max_size=4)


def _entry(text: str) -> RawEntry:
    """Return the entry that is edited: the first of its key."""
    return next(item for item in _entries(text.removeprefix("\ufeff")) if item.key == KEY)


def _others(text: str) -> list[object]:
    """Return what else the file holds, without places."""
    body = text.removeprefix("\ufeff")
    start, end = _entry(text).place
    own = range(body.count("\n", 0, start) + 1, body.count("\n", 0, end) + 2)
    found: list[object] = []
    for item in parse_bibtex(body):
        if isinstance(item, RawEntry):
            found += [(item.key, item.fields)] if item.place[0] != start else []
        else:
            found += [type(item)] if item.line not in own else []
    return found


@given(before=BEFORE, layout=LAYOUTS, after=AFTER, line_end=st.sampled_from(["\n", "\r\n"]), fields=changes)
def test_what_is_set_changes_and_nothing_else(
    before: str, layout: str, after: str, line_end: str, fields: dict[str, str]
) -> None:
    """The fields say what was asked, the others what they said, and the text around is the same."""
    before, layout, after = (part.replace("\n", line_end) for part in (before, layout, after))
    text = before + layout + after

    edited = set_fields(text, {KEY: fields})

    was, now = _entry(text).fields, _entry(edited).fields
    wanted = {name: decode_field(name, encode_field(name, value)) for name, value in fields.items()}
    assert {name: decode_field(name, now.get(name, "")) for name in fields} == wanted
    assert {name: value for name, value in now.items() if name not in fields} == {
        name: value for name, value in was.items() if name not in fields
    }
    assert edited.startswith(before)
    assert edited.endswith(after)
    assert {fault.reason for fault in _entry(edited).faults} <= {
        fault.reason for fault in _entry(text).faults
    }
    assert _others(edited) == _others(text)
    assert set_fields(edited, {KEY: fields}) == edited
    assert line_end == "\n" or edited.count("\n") == edited.count("\r\n")


@given(layout=LAYOUTS, authors=st.lists(people, max_size=4).map(tuple))
def test_authors_that_are_set_come_back(layout: str, authors: tuple[Name, ...]) -> None:
    """Whatever their names are, with braces, commas and TeX in them."""
    edited = set_fields(layout, {KEY: {"author": encode_authors(authors), "title": "T"}})

    assert parse_library(edited, NAME).entries[0].facts.authors == authors


@pytest.mark.parametrize(
    ("entry", "edited"),
    [
        (
            "@misc{a,\n  title = {A},\n  year = {2023},\n}",
            "@misc{a,\n  title = {A},\n  year = {2024},\n  doi = {10.1/x_y},\n  note = {N},\n}",
        ),
        (
            "@misc{a, title = {A}, year=2023}",
            "@misc{a, title = {A}, year={2024}, doi = {10.1/x_y}, note = {N}}",
        ),
        (
            '@misc(a,\n\tYear = "20" # 24\n)',
            '@misc(a,\n\tYear = "20" # 24,\n\tdoi = {10.1/x_y},\n\tnote = {N}\n)',
        ),
        ("@misc{a\n , year = 1\n}", "@misc{a\n , year = {2024}\n , doi = {10.1/x_y}\n , note = {N}\n}"),
        (
            "@misc{a,\r\n\ttitle={A}\r\n}",
            "@misc{a,\r\n\ttitle={A},\r\n\tyear = {2024},\r\n\tdoi = {10.1/x_y},\r\n\tnote = {N}\r\n}",
        ),
        ("@misc{a}", "@misc{a, year = {2024}, doi = {10.1/x_y}, note = {N}}"),
    ],
)
def test_new_fields_look_like_the_last_one(entry: str, edited: str) -> None:
    """One a line or all on one, with a comma behind the last or none, in the canonical order."""
    assert set_fields(entry, {"a": {"note": "N", "doi": "10.1/x_y", "year": "2024"}}) == edited


def test_a_field_that_says_it_already_keeps_its_bytes() -> None:
    """Braces, quotes, joined strings and line breaks of a person stay when the meaning is the same."""
    text = (
        '@misc{a, title = "A {GPU}" # { Cache}, pages = {1-2},\n doi = {10.1/x\\_y},\n'
        ' author = "Ada Moreau and {Blue Sails}"\n}'
    )
    authors = "Moreau, Ada and {Blue Sails}"
    same = {"title": "A GPU Cache", "pages": "1-2", "doi": "10.1/x_y", "author": authors}

    assert set_fields(text, {"a": same}) == text


def test_many_entries_are_set_in_one_pass() -> None:
    """As one after the other."""
    text = "@misc{a, title = {A}}\n@misc{b, title = {B}}\n"
    wanted = {"b": {"year": "2024"}, "a": {"year": "2023", "title": "C"}}

    one_by_one = text
    for key, fields in wanted.items():
        one_by_one = set_fields(one_by_one, {key: fields})
    assert set_fields(text, wanted) == one_by_one


def test_long_lists_of_authors_are_broken_where_the_entry_has_lines() -> None:
    """With its kind of line end; an entry on one line stays there."""
    authors = " and ".join(f"Moreau{number}, Ada" for number in range(12))

    assert "\n" not in set_fields("@misc{a, title = {A}}", {"a": {"author": authors}})
    edited = set_fields("@misc{a,\r\n title = {A}}", {"a": {"author": authors}})
    assert edited.count("\n") == edited.count("\r\n") > 2


def test_an_entry_that_is_not_there_is_an_error() -> None:
    """Also when its key is retired, or when it cannot be read."""
    text = "@misc{a, title = {A}, ids = {old}}\n@misc{broken, title = {B, year = 2020}\n"

    for key in ("old", "broken", "A"):
        with pytest.raises(KeyError, match=key):
            set_fields(text, {key: {"year": "2024"}})


def test_a_name_that_no_field_can_have_is_an_error() -> None:
    """Fields may come from a stranger's issue."""
    with pytest.raises(ValueError, match="cannot be the name of a field"):
        set_fields("@misc{a, title = {A}}", {"a": {"x = {}}\n@misc{b": "y"}})


@pytest.mark.parametrize(
    ("material", "name"),
    [
        *(("made_up", name) for name in ("awkward.bib", "cyrillic.bib", "ieee.bib", "journal.bib")),
        *(
            pytest.param("real_data", name, marks=pytest.mark.real)
            for name in ("IEEEtran.bib", "xampl.bib", "cyrillic.bib")
        ),
    ],
    indirect=["material"],
)
def test_awkward_bibliographies_can_be_edited(material: Path, name: str) -> None:
    """Each entry gets two fields, the others keep theirs, and taking the lines out gives the old file."""
    text = read_library(material / "bib" / name, name).text
    entries = {item.key: item for item in reversed(list(_entries(text)))}

    edited = set_fields(text, {key: {"provenance": "p", "zzz": "q"} for key in entries})

    found = {item.key: item.fields for item in reversed(list(_entries(edited)))}
    assert found == {key: {**item.fields, "provenance": "p", "zzz": "q"} for key, item in entries.items()}
    assert entries
    assert re.sub(r",?\s*(?:provenance = \{p\}|zzz = \{q\})", "", edited) == text


def _entries(text: str) -> Iterator[RawEntry]:
    return (item for item in parse_bibtex(text) if isinstance(item, RawEntry))
