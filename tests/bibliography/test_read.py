"""Reading library.bib: every block is an entry or a problem with its line."""

import datetime as dt
import re
from pathlib import Path

import pytest

from generator.base.errors import DigestError, Location
from generator.base.models import Details, Facts
from generator.base.names import Name
from generator.bibliography import Library, append_entries, parse_library, read_library
from tests.samples import entry
from tests.world import ROOT

NAME = "data/library.bib"

FULL = r"""% A comment.
@string{nips = "NeurIPS"}

@InProceedings{moreau2024cache,
  title = {A {GPU} Cache for $\delta$},
  author = {Moreau, Ann and Ludwig van Beethoven and {Team Wan} and P{\"o}ppel, Korbinian},
  booktitle = nips # " 2024",
  series = {LNCS}, volume = 7, number = {2},
  pages = {31--46},
  year = 2024,
  doi = {https://doi.org/10.1/a\_b},
  eprint = {2402.13499v2}, archivePrefix = {arXiv}, primaryClass = {cs.AR},
  url = {https://arxiv.org/abs/2402.13499},
  code = {https://example.org/c_d},
  edition = {2025-10-02},
  published_title = {Caches},
  ids = {old1, old2},
  keywords = {kept, unread},
}
"""


def _one_problem(library: Library) -> tuple[int, str]:
    assert len(library.problems) == 1, library.problems
    assert library.problems[0].location.path == NAME
    return library.problems[0].location.line, str(library.problems[0])


def test_all_facts_of_an_entry_are_read() -> None:
    """Each field means what the documentation of the file says."""
    library = parse_library(FULL, NAME)

    assert library.problems == ()
    assert library.entries == (
        entry(
            "moreau2024cache",
            r"A {GPU} Cache for $\delta$",
            entry_type="inproceedings",
            edition=dt.date(2025, 10, 2),
            retired_keys=("old1", "old2"),
            location=Location(path=NAME, line=4),
            facts=Facts(
                authors=(
                    Name(given="Ann", family="Moreau"),
                    Name(given="Ludwig", family="van Beethoven"),
                    Name(family="Team Wan", is_group=True),
                    Name(given="Korbinian", family="Pöppel"),
                ),
                year=2024,
                venue="NeurIPS 2024",
                series="LNCS",
                volume="7",
                number="2",
                arxiv="2402.13499",
                primary_class="cs.AR",
                doi="10.1/a_b",
                code="https://example.org/c_d",
                pages="31-46",
                published_title="Caches",
                details=Details.of({"keywords": "kept, unread"}),
            ),
        ),
    )
    assert library.keys == {"moreau2024cache", "old1", "old2"}


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ("url = {https://arxiv.org/pdf/cs/0601001v3.pdf}", Facts(arxiv="cs/0601001")),
        ("doi = {10.48550/arXiv.2402.13499}", Facts(arxiv="2402.13499")),
        ("eprint = {hal-01234567}, archiveprefix = {HAL}", Facts()),
        ("url = {https://doi.org/10.1/2}", Facts()),
        ("url = {https://example.org}", Facts(url="https://example.org")),
        ("date = {2024-05-01}", Facts(year=2024, details=Details.of({"month": "5"}))),
        ("howpublished = {Handed out}", Facts(venue="Handed out")),
        ("howpublished = {\\url{https://example.org}}", Facts(url="https://example.org")),
        ("journaltitle = {Nature}", Facts(venue="Nature")),
        ("journal = {arXiv preprint arXiv:1706.03762}", Facts(arxiv="1706.03762")),
        ("journal = {CoRR}, volume = {abs/1706.03762}", Facts(arxiv="1706.03762")),
    ],
)
def test_other_ways_to_say_a_fact_are_understood(fields: str, facts: Facts) -> None:
    """Entries pasted from elsewhere keep their facts."""
    library = parse_library(f"@online{{a, title = {{T}}, {fields}}}", NAME)

    assert library.problems == ()
    assert library.entries[0].facts == facts


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("@misc{a, title = {A}}\n\n@misc{a, title = {B}}", 3, "key 'a' is already taken in line 1: B"),
        ("@misc{a, title = {A}}\n@misc{A, title = {B}}", 2, "key 'A' is already taken"),
        (
            "@misc{a, title = {A}}\n@misc{b, title = {B},\n ids = {a, c}}",
            2,
            "retired key 'a' of 'b' is taken",
        ),
        (
            "@misc{a, title = {A}, ids = {c}}\n@misc{b, title = {B}, ids = {c}}",
            2,
            "retired key 'c' of 'b' is taken in line 1 - take it out of ids",
        ),
        ("@misc{a, title = {A}, ids = {B/2}}", 1, "retired key 'B/2' of 'a' cannot be an address"),
        ("@misc{, title = {A}}", 1, "an entry has no key: A"),
        ("@misc{a}", 1, "entry 'a' has no title"),
        ("@misc{Knuth:1984, title = {A}}", 1, "key 'Knuth:1984' cannot be an address"),
        ("\n@misc{a, title = {A}, year = {n.d.}}", 2, "year 'n.d.' has not four digits"),
        ("@misc{a, title = {A}, edition = {Second}}", 1, "edition 'Second' is not a date"),
        ("@patent{a, title = {A}}", 1, "type @patent is read as @misc"),
        ("@misc{a, title = {A}, author = {Ann Moreau and others}}", 1, "authors end in 'and others'"),
        ("@misc{a, title = {A},\n journal = nips}", 2, "'nips' in field 'journal' is no @string"),
        ("@misc{a,\n title = {A},\n title = {B}}", 3, "field 'title' comes twice"),
        (
            "@misc{a,\n title = {A}\n year = {2020}}",
            2,
            "a comma is missing between fields 'title' and 'year'",
        ),
        ("@misc{a,\n title = {A} {B}}", 2, "field 'title' goes on after its end: {B}"),
        ("@misc{a, title = {A}}\n% @misc{b, title = {B}}", 2, "an entry starts within a line"),
        ("@misc{a, title = {A}},\n year = {2020}\n}", 2, "field 'year' stands outside of any entry"),
        ("@misc{a, title = {A\n@article{b} c}}", 2, "looks like the start of another: @article{b} c}}"),
        ("@misc{a, title = {A},\n% note\n year = 2020}", 3, "'% note year' cannot be the name of a field"),
        ("% x\n\n@misc\n{a, title = {A}}", 3, "this looks like an entry and is none: @misc"),
        ("misc{a, title = {A}}", 1, "this looks like an entry and is none: misc{a, title = {A}}"),
        ("@misc{a, title = {A\n@article(b) c}}", 2, "looks like the start of another: @article(b) c}}"),
        ("@misc{a title = {A}}", 1, "cannot be read"),
        ("x\n@misc{a, title = {A}\n", 2, "cannot be read"),
    ],
)
def test_what_a_person_should_mend_is_told_with_its_line(text: str, line: int, words: str) -> None:
    """One fault, one problem, at its place, with enough of the text to find it."""
    found, message = _one_problem(parse_library(text, NAME))

    assert found == line
    assert words in message


def test_a_field_that_is_left_empty_says_that_there_is_none() -> None:
    """A person looked; a field of the same meaning that has a value says more."""
    fields = "doi = {}, year = { }, eprint = {{}}, journal = {}, booktitle = {ICML}, author = {}, note = {}"
    (entry,) = parse_library(f"@inproceedings{{a, title = {{T}}, {fields}}}", NAME).entries

    assert entry.denied == {"doi", "year", "arxiv", "authors", "has_more_authors"}
    assert entry.facts == Facts(venue="ICML")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@misc{a, title = {A}}\n@misc{b title = {B}}\n@misc{c, title = {C}}", ["b"]),
        ("@misc{a, title = {A}}\n@misc{b, title = {B\n@misc{c, title = {C}}", ["b"]),
        ("@misc{a, title = {A}}\nmisc{b, title = {B}}", ["b"]),
        ("@misc{a, title = {A}}\n@misc b, title = {B}}", ["b"]),
        ("@misc{a, title = {A}}\n@misc{b, note = {B}}", ["b"]),
        ("@misc{a, title = {A}}\n@misc{a, title = {B}}", []),
        ("@misc{a, title = {A}}\n@misc{B!, title = {B}}", []),
    ],
)
def test_entries_that_cannot_be_read_keep_their_keys(text: str, keys: list[str]) -> None:
    """With their text, by which their papers are found; a key of another entry is that one's."""
    library = parse_library(text, NAME)

    assert [each.entry.key for each in library.salvaged] == keys
    assert all("B" in each.text and "{C}" not in each.text for each in library.salvaged)
    assert library.rejected


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title = {A}},\n year = {2020}, eprint = {2401.00001}, ids = {b}\n}",
        "@misc{a,\n title = {A},\n year = 2020}},\n eprint = {2401.00001},\n ids = {b},\n}",
        '@misc{a, title = "A, year = 2020, eprint = "2401.00001", ids = "b"}',
        "@misc{a, title = {A, year = 2020, eprint = {2401.00001}, ids = {b}}\n@misc{c, title = {C}}",
        "@misc{a, title = {A, year = {20} # 20, eprint = {2401.00001}, journal = {J} # x, ids = {b}}",
        '@misc{a, title = {A, year = 2020, eprint = {2401.00001}, journal = "A "B" C", ids = "b"}',
    ],
)
def test_what_stands_behind_the_damage_is_read(text: str) -> None:
    """In braces, quotes or bare, on one line or on many."""
    (salvaged,) = parse_library(text, NAME).salvaged

    assert salvaged.entry.facts == Facts(arxiv="2401.00001", year=2020)
    assert salvaged.entry.retired_keys == ("b",)


def test_sound_fields_of_a_broken_entry_are_read() -> None:
    """Only what is damaged is lost; the entry after it is whole."""
    text = """@inproceedings{a,
  title = {A {GPU} Cache},
  author = {Moreau, Ada and
    Berg, Jo,
  booktitle = {ICML 2024},
  doi = {},
  eprint = {2401.00001},
  ids = {old-a, b},
}

@misc{b, title = {B}}
"""
    library = parse_library(text, NAME)

    (salvaged,) = library.salvaged
    assert salvaged.entry.facts == Facts(venue="ICML 2024", arxiv="2401.00001")
    assert (salvaged.entry.title, salvaged.entry.entry_type) == ("A {GPU} Cache", "inproceedings")
    assert (salvaged.entry.denied, salvaged.entry.retired_keys) == (frozenset({"doi"}), ("old-a",))
    assert [entry.key for entry in library.entries] == ["b"]


def test_entries_of_one_identifier_are_told() -> None:
    """Two entries of one paper would make two pages."""
    text = "@misc{a, title = {A}, eprint = {2401.00001}}\n@misc{b, title = {B}, eprint = {2401.00001}}"

    line, message = _one_problem(parse_library(text, NAME))

    assert line == 2
    assert "entry 'b' has the same arXiv identifier as 'a'" in message
    assert "ids = {b}" in message


def test_a_fault_spoils_only_its_own_entry() -> None:
    """Entries around a broken one are read, and its key is still taken."""
    text = "@misc{a, title = {A}}\n@misc{b, title = {B, year = 2020}\n@misc{c, title = {C}}\n"
    library = parse_library(text, NAME)

    assert [found.key for found in library.entries] == ["a", "c"]
    assert [problem.location.line for problem in library.rejected] == [2]
    assert library.keys == {"a", "b", "c"}


def test_what_is_meant_is_read_beside_the_fault() -> None:
    """A missing comma, a line like an entry and a doubled field lose no field."""
    text = (
        "@misc{a, title = {A} year = {2020}, doi = {10.1/2}}\n"
        "@misc{b, title = {A line\n@article{in, the} field}, year = 2021}\n"
        "@misc{c, title = {First}, title = {Second}, year = 2022}\n"
    )
    entries = parse_library(text, NAME).entries

    assert [(found.title, found.facts.year) for found in entries] == [
        ("A", 2020),
        ("A line @articlein, the field", 2021),
        ("First", 2022),
    ]
    assert entries[0].facts.doi == "10.1/2"


def test_a_comment_block_hides_entries() -> None:
    """What a person put into @comment is not published."""
    text = "@comment{\n@misc{a, title = {A}}\n}\n@misc{b, title = {B}}\n"
    library = parse_library(text, NAME)

    assert [found.key for found in library.entries] == ["b"]
    assert library.problems == ()


def test_lines_are_counted_past_a_backslash_at_the_end_of_a_line() -> None:
    """The parser beneath loses count there."""
    text = "@misc{a, title = {A \\\n b}}\n@misc{b, title = {B}}\n"

    assert parse_library(text, NAME).entries[1].location.line == 3


def test_line_ends_and_byte_order_mark_do_not_matter() -> None:
    """The same entries come out of a file saved on Windows, and its text is kept as it is."""
    text = "\ufeff" + FULL.replace("\n", "\r\n")

    assert parse_library(text, NAME).entries == parse_library(FULL, NAME).entries
    assert parse_library(text, NAME).text == text


def test_a_missing_file_is_an_empty_library(tmp_path: Path) -> None:
    """The first build has none."""
    library = read_library(tmp_path / "library.bib", NAME)

    assert (library.entries, library.problems, library.text) == ((), (), "")


def test_a_file_that_is_not_text_is_one_clear_error(tmp_path: Path) -> None:
    """The line of the first bad byte is named."""
    path = tmp_path / "library.bib"
    path.write_bytes(b"@misc{a,\n title = {\xff}}")

    with pytest.raises(DigestError, match=r"data/library\.bib:2: is not UTF-8"):
        read_library(path, NAME)
    with pytest.raises(DigestError, match="cannot be read"):
        read_library(tmp_path, NAME)


def test_the_library_of_this_site_has_no_problem() -> None:
    """What is committed is sound, and each of its entries has what every paper has."""
    library = read_library(ROOT / "data" / "library.bib", NAME)

    assert library.problems == ()
    assert len(library.entries) >= 92
    assert all(found.facts.authors and found.facts.year and found.edition for found in library.entries)


@pytest.mark.parametrize(
    ("material", "name"),
    [
        *(("made_up", name) for name in ("awkward.bib", "cyrillic.bib", "ieee.bib", "journal.bib")),
        *(
            pytest.param("real_data", name, marks=pytest.mark.real)
            for name in ("IEEEtran.bib", "xampl.bib", "cyrillic.bib", "tugboat.bib")
        ),
    ],
    indirect=["material"],
)
def test_awkward_bibliographies_are_accounted_for(material: Path, name: str) -> None:
    """Each entry that a plain search finds is read or rejected at its line, and appending loses nothing."""
    library = read_library(material / "bib" / name, name)

    starts = [
        number
        for number, line in enumerate(library.text.split("\n"), 1)
        if (kind := re.match(r"\s*@(\w+)\s*[{(]", line))
        and kind[1].lower() not in {"string", "preamble", "comment"}
    ]
    places = [*(found.location for found in library.entries), *(fault.location for fault in library.rejected)]
    lines = sorted(place.line for place in places)
    assert starts
    assert lines == starts
    added = append_entries(library.text, [entry()])
    assert added.startswith(library.text)
    assert parse_library(added, name).rejected == library.rejected
    assert parse_library(added, name).entries[:-1] == library.entries


def test_awkward_entries_are_read_right(made_up: Path) -> None:
    """Joined strings, accents, particles and suffixes come out as meant, wherever an entry begins."""
    found = {found.key: found for found in read_library(made_up / "bib" / "awkward.bib", "a").entries}

    joined = found["joined-strings"]
    assert joined.facts.venue == "Proc. Seventh Conference on Lanterns"
    assert joined.title == r'What Is "Bright"? Gas against {\it Electric Arcs}'
    assert found["in-parentheses"].title == r"Trimming Wicks in ${O(\sqrt{n} \, \log^{2} n)}$ Cuts"
    names = {key: [name.as_text() for name in entry.facts.authors] for key, entry in found.items()}
    assert names["few-fields"] == ["Kåre Østby-Quill"]
    assert names["in-parentheses"] == ["Térence Beacon", "Çağlar Işık", "Nhàn Đậu"]
    assert names["accents"] == ["Ülrich Brandt", "Ñico Quay", "P̄aul Lumen"]
    assert found["particles"].facts.authors == (
        Name(given="Ada Maria", family="van der Light", suffix="Jr."),
        Name(given="Theo Second", family="de la Coast", suffix="Jr"),
        Name(given="Jo", family="d'Ormesson Quill"),
        Name(family="The Beacon Group, Inc.", is_group=True),
    )
    assert names["tight"] == names["indented"] == ["Jo Berg"]


def test_classic_entries_are_read_right(real_data: Path) -> None:
    """Joined strings, accents, particles and suffixes of the classics come out as their authors meant."""
    xampl = {found.key: found for found in read_library(real_data / "bib" / "xampl.bib", "x").entries}
    cyrillic = {found.key: found for found in read_library(real_data / "bib" / "cyrillic.bib", "c").entries}

    assert (
        xampl["inproceedings-full"].facts.venue
        == "Proc. Fifteenth Annual ACM Symposium on the Theory of Computing"
    )
    assert [name.as_text() for name in xampl["unpublished-full"].facts.authors] == [
        "Ulrich Ünderwood",
        "Ned Ñet",
        "Paul P̄ot",
    ]
    assert xampl["techreport-full"].title == r"An $O(n \log n / \! \log\log n)$ Sorting Algorithm"
    assert cyrillic["test-booklet"].facts.authors == (
        Name(given="First Middle", family="de Last", suffix="Jr."),
    )
