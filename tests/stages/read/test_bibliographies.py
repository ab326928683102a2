"""Bibliographies as dumps: BibTeX, RIS, CSL-JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.base.models import Record
from generator.stages.read import LONGEST_ABSTRACT, READERS, Reader, read_dump
from tests.stages.read.samples import dated_copies, source

bibtex = READERS["BibTeX"]
ris = READERS["RIS"]
csl_json = READERS["CSL-JSON"]

BIBTEX = r"""% exported
@article{moreau2024cache,
  title = {A {Cache} for Kernels},
  author = {Moreau, Ad{\'e}le and {Kernel Team}},
  journal = {Letters on Caches}, volume = 7, number = 2, pages = {1--9}, year = 2024,
  doi = {https://doi.org/10.1000/xyz},
  eprint = {2401.00001v2}, archiveprefix = {arXiv}, primaryclass = {cs.AR},
  abstract = {We measure 5\% more.},
}
"""
RIS = """TY  - JOUR
TI  - A Cache for Kernels
AU  - Moreau, Adéle
AU  - Kernel Team
JF  - Letters on Caches
VL  - 7
IS  - 2
SP  - 1
EP  - 9
PY  - 2024/03//
DO  - 10.1000/xyz
UR  - https://arxiv.org/abs/2401.00001v2
AB  - We measure
5% more.
ER  -
"""
CSL: dict[str, Any] = {
    "id": "moreau2024cache",
    "type": "article-journal",
    "title": "A <i>Cache</i> for Kernels",
    "author": [{"family": "Moreau", "given": "Adéle"}, {"literal": "Kernel Team"}],
    "container-title": "Letters on Caches",
    "volume": "7",
    "issue": 2,
    "page": "1–9",
    "issued": {"date-parts": [[2024, 3]]},
    "DOI": "10.1000/xyz",
    "URL": "https://arxiv.org/abs/2401.00001v2",
    "abstract": "<jats:p>We measure 5% more.</jats:p>",
}


def _the_record(kind: str) -> Record:
    readers: dict[str, tuple[Reader, str]] = {
        "BibTeX": (bibtex, BIBTEX),
        "RIS": (ris, RIS),
        "CSL-JSON": (csl_json, json.dumps([CSL])),
    }
    reader, text = readers[kind]
    assert reader.recognises(text)
    (record,) = reader.read(source(text)).records
    return record


@pytest.mark.parametrize("kind", ["BibTeX", "RIS", "CSL-JSON"])
def test_every_bibliography_says_the_same(kind: str) -> None:
    """Title, abstract, authors, venue and identifiers come through, whatever the format."""
    record = _the_record(kind)
    facts = record.facts

    assert record.title.as_plain == "A Cache for Kernels"
    assert record.abstract.source in {"We measure 5% more.", r"We measure 5\% more."}
    assert [name.as_sorted() for name in facts.authors] == ["Moreau, Adéle", "Kernel Team"]
    assert (facts.venue, facts.volume, facts.number, facts.pages) == ("Letters on Caches", "7", "2", "1-9")
    assert (facts.year, facts.doi, facts.arxiv) == (2024, "10.1000/xyz", "2401.00001")
    assert (record.entry_type, facts.url) == ("article", "")


def test_an_entry_without_abstract_is_a_paper() -> None:
    """Most bibliographies have none."""
    (record,) = bibtex.read(source("@misc{a, title = {Alone}}")).records

    assert (record.title.source, record.abstract.source, record.entry_type) == ("Alone", "", "misc")


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (bibtex, "@misc{a, author = {Moreau, Ada}}\n\n@misc{b, title = {Kept}}\n"),
        (bibtex, "@misc{a, title = {Cut\n\n@misc{b, title = {Kept}}\n"),
        (ris, "TY  - JOUR\nAU  - Moreau\nER  - \nTY  - JOUR\nTI  - Kept\nER  - \n"),
        (csl_json, '[{"type": "book",\n"id": "a"},\n{"type": "book", "title": "Kept"}]'),
        (csl_json, '[{"type": "book", "title": 7},\n{"type": "book", "title": "Kept"}]'),
        (csl_json, '[{"type": "book", "title": "Cut},\n{"type": "book", "title": "Kept"}]'),
        (csl_json, '[7,\n{"type": "book", "title": "Kept"}]'),
    ],
)
def test_what_is_no_paper_costs_only_itself(reader: Reader, text: str) -> None:
    """One problem in its line, and the next one is read."""
    loaded = reader.read(source(text))

    assert [record.title.source for record in loaded.records] == ["Kept"]
    assert [problem.location.line for problem in loaded.rejected] == [1]


def test_a_record_that_breaks_off_is_read_and_told() -> None:
    """A download that was cut; what follows is read."""
    text = RIS.replace("ER  -\n", "")

    loaded = ris.read(source(text + RIS))

    assert [record.location.line for record in loaded.records] == [1, 15]
    assert [(oddity.location.line, "no 'ER'" in oddity.reason) for oddity in loaded.warnings] == [(1, True)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Smith, John, Jr.", "Smith, Jr., John"),
        ("Smith,John", "Smith, John"),
        ("John Smith", "Smith, John"),
        ("World Health Organization", "World Health Organization"),
    ],
)
def test_ris_puts_the_suffix_last(written: str, name: str) -> None:
    """BibTeX puts it in the middle."""
    (record,) = ris.read(source(RIS.replace("Moreau, Adéle", written))).records

    assert record.facts.authors[0].as_sorted() == name


def test_a_child_has_the_venue_of_its_proceedings() -> None:
    """BibTeX's `crossref`; the title of the volume is a child's book title."""
    text = "@inproceedings{a, title = {Child}, crossref = {b}}\n@proceedings{b, title = {Talks}, year = 2024}"

    child, volume = bibtex.read(source(text)).records

    assert (child.facts.venue, child.facts.year, child.entry_type) == ("Talks", 2024, "inproceedings")
    assert (volume.title.source, volume.facts.venue) == ("Talks", "")


def test_too_long_an_abstract_is_rejected_in_every_bibliography() -> None:
    """Memory holds it, a page would not."""
    words = "word " * (LONGEST_ABSTRACT // 5 + 1)
    texts: dict[Reader, str] = {
        bibtex: f"@misc{{a, title = {{T}}, abstract = {{{words}}}}}",
        ris: f"TY  - JOUR\nTI  - T\nAB  - {words}\nER  - \n",
        csl_json: json.dumps([{"type": "book", "title": "T", "abstract": words}]),
    }

    for reader, text in texts.items():
        loaded = reader.read(source(text))
        assert loaded.records == ()
        assert "more than 50,000" in loaded.rejected[0].reason


COUNTS = {
    "awkward.bib": (12, 2),
    "ieee.bib": (3, 1),
    "journal.bib": (76, 0),
    "basic.ris": (1, 0),
    "between.ris": (2, 0),
    "bom.ris": (0, 1),
    "crlf.ris": (1, 0),
    "letters.ris": (1, 0),
    "no-title.ris": (0, 1),
    "tight.ris": (2, 0),
    "unknown-tags.ris": (1, 0),
    "wos.ris": (2, 0),
    # Real ones; two of them share their name with a made-up one of the same size.
    "IEEEtran.bib": (4, 1),
    "cyrillic.bib": (5, 0),
    "tugboat.bib": (2718, 2),
    "xampl.bib": (33, 3),
    "example_basic.ris": (1, 0),
    "example_bom.ris": (0, 1),
    "example_custom_list_tags.ris": (0, 1),
    "example_extraneous_data.ris": (2, 0),
    "example_full.ris": (2, 0),
    "example_full_without_whitespace.ris": (2, 0),
    "example_full_write.ris": (2, 0),
    "example_multi_unknown_tags.ris": (1, 0),
    "example_single_unknown_tag.ris": (1, 0),
    "example_starting_newlines.ris": (1, 0),
    "example_utf_chars.ris": (1, 0),
    "example_wos.ris": (2, 0),
    "multiline.ris": (1, 0),
}
"""Records and rejected entries of each file; what is rejected has no title."""


@pytest.mark.parametrize("folder", ["bib", "ris"])
def test_all_bibliographies_are_accounted_for(material: Path, tmp_path: Path, folder: str) -> None:
    """Every entry is a record or a problem with its line and reason; told is a place among authors."""
    for path in sorted(dated_copies(material / folder, tmp_path).iterdir()):
        loaded = read_dump(path, path.name)

        assert (len(loaded.records), len(loaded.rejected)) == COUNTS[path.name[len("2031-05-05-") :]]
        assert all("has no title" in problem.reason and problem.location.line for problem in loaded.rejected)
        assert {oddity.reason for oddity in loaded.warnings} <= {
            "'PROTEXT IV': 'Boston' and 'Mass.' may be one author, broken in two"
        }
