"""Venues in full in citations: name, series, publisher and ISSN, where a format has a place for them."""

from typing import Any

import pytest
import rispy

from generator.base.models import Container, Facts, Paper
from generator.output.citations import csl_item, render_entry, render_record
from generator.output.facts import paper_facts
from tests.samples import name, paper

IN_FULL = Container(
    name="Proceedings of the 9th Conference on Signals & Systems",
    series="Notes on Signals",
    publisher="Møller & Søn",
    issn="1234-5679",
)
WITHOUT_NAME = Container(series="Notes on Signals", publisher="IEEE", issn="1234-5679")


def _held(container: Container, entry_type: str = "inproceedings", **facts: Any) -> Paper:  # noqa: ANN401
    known: dict[str, Any] = {"authors": (name(),), "year": 2024, "venue": "SIGSYS 2024"} | facts
    return paper(entry_type=entry_type, facts=Facts(**known), container=container)


def _fields(written: str) -> dict[str, str]:
    """Return the fields of a BibTeX entry without its ends: each has a line here."""
    lines = (line.partition(" = ") for line in written.splitlines()[1:-1])
    return {field.strip(): value.strip("{},") for field, _, value in lines}


def _ris(cited: Paper) -> dict[str, Any]:
    (record,) = rispy.loads(render_record(cited))
    return dict(record)


def test_proceedings_in_bibtex() -> None:
    """The full name is the book's; the acronym is the event's, which biblatex knows."""
    assert _fields(render_entry(_held(IN_FULL, volume="12", pages="1-9"))) == {
        "title": "A Cache for Kernels",
        "author": "Moreau, Ada",
        "booktitle": "Proceedings of the 9th Conference on Signals \\& Systems",
        "series": "Notes on Signals",
        "volume": "12",
        "pages": "1--9",
        "publisher": "M{\\o}ller \\& S{\\o}n",
        "eventtitle": "SIGSYS 2024",
        "year": "2024",
    }


def test_a_journal_in_bibtex() -> None:
    """It has an ISSN and a short name; biblatex knows no publisher of an article."""
    fields = _fields(render_entry(_held(IN_FULL, "article")))

    assert fields["journal"] == "Proceedings of the 9th Conference on Signals \\& Systems"
    assert (fields["issn"], fields["shortjournal"]) == ("1234-5679", "SIGSYS 2024")
    assert not {"publisher", "eventtitle", "booktitle"} & fields.keys()


def test_one_field_for_the_whole_place_has_the_full_name_too() -> None:
    """That of a @misc, and the title of proceedings that have volume and number."""
    misc = _fields(render_entry(_held(IN_FULL, "misc", volume="12")))
    numbered = _fields(render_entry(_held(IN_FULL, volume="7", number="4")))

    place = "Proceedings of the 9th Conference on Signals \\& Systems, Notes on Signals"
    assert misc["howpublished"] == f"{place} 12"
    assert numbered["booktitle"] == f"{place} 7(4)"
    assert not {"publisher", "issn"} & misc.keys()


def test_proceedings_in_ris_and_csl() -> None:
    """Series, publisher and ISSN have fields of their own, and so has the name that styles may show."""
    record, item = _ris(_held(IN_FULL)), csl_item(_held(IN_FULL))

    assert record["secondary_title"] == record["custom3"] == item["container-title"] == IN_FULL.name
    assert record["alternate_title1"] == item["container-title-short"] == "SIGSYS 2024"
    assert record["tertiary_title"] == item["collection-title"] == IN_FULL.series
    assert record["publisher"] == item["publisher"] == IN_FULL.publisher
    assert record["issn"] == item["ISSN"] == IN_FULL.issn


@pytest.mark.parametrize("entry_type", ["article", "inproceedings"])
def test_what_the_entry_says_itself_stays(entry_type: str) -> None:
    """Its series, and its name where the table has no other for it: there is no short one then."""
    cited = _held(WITHOUT_NAME, entry_type, venue="Signals & Systems", series="LNCS")

    fields, record, item = _fields(render_entry(cited)), _ris(cited), csl_item(cited)

    assert fields["series"] == record["tertiary_title"] == item["collection-title"] == "LNCS"
    assert record["secondary_title"] == item["container-title"] == "Signals & Systems"
    assert not {"eventtitle", "shortjournal"} & fields.keys()
    assert "alternate_title1" not in record
    assert "container-title-short" not in item


def test_a_preprint_stays_published_by_arxiv() -> None:
    """Whoever publishes the venue that its entry names."""
    assert csl_item(_held(IN_FULL, "misc", arxiv="2401.00001"))["publisher"] == "arXiv"


def test_pages_show_the_venue_as_it_was() -> None:
    """The acronym is what readers of a list know."""
    cited = _held(IN_FULL)

    assert (cited.published, cited.published_in_full) == ("SIGSYS 2024", "SIGSYS 2024")
    assert paper_facts(cited)["venue"] == "SIGSYS 2024"
