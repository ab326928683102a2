"""Exports of databases: their names of columns and tags say what they say, and nothing is lost unseen."""

import datetime as dt
import json

import pytest

from generator.base.models import Facts, Record
from generator.stages.read import READERS, Loaded, Source

SCOPUS = """\ufeff"Authors","Author full names","Title","Year","Source title","Volume","Issue","Art. No.",\
"Page start","Page end","Cited by","DOI","Link","Abstract","Author Keywords","Publisher","ISSN",\
"Document Type","EID"
"Moss I.; van Dam K.B.","Moss, Ida (571); van Dam, Kees B. (572)","Gauges on Ferries","2022","Tide Letters",\
"14","3","","201","219","4","10.5555/tl.1","https://scopus.example/1","We gauge.","tides; ferries",\
"Sea Press","1234-5679","Article","2-s2.0-1"
"""
WEB_OF_SCIENCE = (
    "PT\tAU\tAF\tTI\tSO\tAB\tPY\tVL\tIS\tBP\tEP\tAR\tDI\tPU\tSN\tUT\n"
    "J\tMoss, I; van Dam, KB\tMoss, Ida; van Dam, Kees B.\tGauges on Ferries\tTIDE LETTERS\tWe gauge.\t2022"
    "\t14\t3\t201\t219\t\t10.5555/tl.1\tSEA PRESS\t1234-5679\tWOS:1\n"
)
ZOTERO = """"Key","Item Type","Publication Year","Author","Title","Publication Title","ISSN","DOI","Url",\
"Abstract Note","Pages","Issue","Volume","Publisher"
"AB12","journalArticle","2022","Moss, Ida; van Dam, Kees B.","Gauges on Ferries","Tide Letters","1234-5679",\
"10.5555/tl.1","https://x.example/1","We gauge.","201-219","3","14","Sea Press"
"""
DIMENSIONS = """Title,Abstract,Authors,Source title,Publisher,PubYear,Volume,Issue,Pagination,DOI,\
Publication Type,ISSN
Gauges on Ferries,We gauge.,"Moss, Ida; van Dam, Kees B.",Tide Letters,Sea Press,2022,14,3,201-219,\
10.5555/tl.1,article,1234-5679
"""
OPENALEX = json.dumps(
    [
        {
            "display_name": "Gauges on Ferries",
            "abstract_inverted_index": {"We": [0], "gauge.": [1]},
            "authorships": [
                {"author": {"display_name": "Ida Moss"}},
                {"author": {"display_name": "Kees B. van Dam"}},
            ],
            "publication_year": 2022,
            "type": "article",
            "doi": "https://doi.org/10.5555/tl.1",
            "primary_location": {"source": {"display_name": "Tide Letters"}},
            "biblio": {"volume": "14", "issue": "3", "first_page": "201", "last_page": "219"},
        }
    ]
)
SEMANTIC_SCHOLAR = json.dumps(
    [
        {
            "title": "Gauges on Ferries",
            "abstract": "We gauge.",
            "authors": [{"authorId": "1", "name": "Ida Moss"}, {"name": "Kees B. van Dam"}],
            "year": 2022,
            "venue": "Tide Letters",
            "journal": {"name": "Tide Letters", "volume": "14", "pages": "201-219"},
            "externalIds": {"DOI": "10.5555/tl.1"},
            "publicationTypes": ["JournalArticle"],
        }
    ]
)
PUBMED = """PMID- 99999999
OWN - NLM
TI  - Gauges on
      Ferries.
AB  - We gauge.
FAU - Moss, Ida
AU  - Moss I
FAU - van Dam, Kees B
AU  - van Dam KB
LA  - eng
PT  - Journal Article
JT  - Tide Letters
VI  - 14
IP  - 3
PG  - 201-219
DP  - 2022 Mar
IS  - 1234-5679 (Electronic)
LID - 10.5555/tl.1 [doi]

PMID- 99999998
TI  - A Second Record.
AB  - Kept.
"""
RIS = """TY  - JOUR
AU  - Moss, Ida; van Dam, Kees B.
TI  - Gauges on Ferries
JO  - Tide Letters
PY  - 2022
VL  - 14
IS  - 3
SP  - 201
EP  - 219
DO  - 10.5555/tl.1
PB  - Sea Press
SN  - 1234-5679
KW  - tides
KW  - ferries
C5  - lost
ER  -
AB  - We gauge.
"""
EXPORTS = {
    "table": [SCOPUS, WEB_OF_SCIENCE, ZOTERO, DIMENSIONS],
    "JSON": [OPENALEX, SEMANTIC_SCHOLAR],
    "PubMed": [PUBMED],
    "RIS": [RIS],
}


def _load(reader: str, text: str) -> Loaded:
    assert next(name for name, each in READERS.items() if each.recognises(text)) == reader
    text = text.removeprefix("\ufeff")
    return READERS[reader].read(Source(name="export", edition=dt.date(2031, 5, 5), text=text))


@pytest.mark.parametrize(
    ("reader", "text"), [(reader, text) for reader, texts in EXPORTS.items() for text in texts]
)
def test_each_export_says_the_same(reader: str, text: str) -> None:
    """Title, abstract, authors, and where the paper stands."""
    record = _load(reader, text).records[0]
    facts = record.facts

    assert (record.title.source, record.abstract.source) == ("Gauges on Ferries", "We gauge.")
    assert [name.family for name in facts.authors] == ["Moss", "van Dam"]
    assert (facts.year, facts.venue.casefold(), facts.doi) == (2022, "tide letters", "10.5555/tl.1")
    assert (facts.volume, facts.pages) == ("14", "201-219")
    assert record.entry_type == "article"


def test_details_are_kept() -> None:
    """Publisher, ISSN and keywords, wherever an export has them."""
    for reader, text in (("table", SCOPUS), ("table", ZOTERO), ("RIS", RIS)):
        details = _load(reader, text).records[0].facts.details
        assert (details.get("publisher"), details.get("issn")) == ("Sea Press", "1234-5679")
    assert _load("RIS", RIS).records[0].facts.details.get("keywords") == "tides, ferries"


def test_what_has_no_place_is_counted() -> None:
    """By the name that the source gives it."""
    assert _load("table", SCOPUS).unused == {"Cited by": 1, "EID": 1}
    assert _load("RIS", RIS).unused == {"custom5": 1}
    assert _load("BibTeX", "@misc{a, title = {A}, owner = {x}, timestamp = {y}}\n").unused == {
        "owner": 1,
        "timestamp": 1,
    }


def test_fields_behind_the_end_of_a_record_are_its_own_and_told() -> None:
    """Some databases write the abstract there."""
    (warning,) = _load("RIS", RIS).warnings
    assert "fields stand behind its 'ER'" in warning.reason


BIBTEX = r"""
@phdthesis{a, title = {Ropes}, subtitle = {A Study}, author = {Moss, Ida}, school = {Quay College},
  year = 2001, type = {Doctoral dissertation}, address = {Quay}, month = may, note = {In print}}
@techreport{b, title = {Piers}, author = {Moss, Ida}, institution = {Port Office}, number = {TR-4},
  year = 2003}
@book{c, title = {Knots}, author = {Moss, Ida}, publisher = {Rope Press}, year = 2005,
  isbn = {978-3-16-148410-0}, edition = {Second}, editor = {Tern, Finn and Oduya, Ben}}
@online{d, title = {Page}, author = {Moss, Ida}, organization = {Rope Club}, date = {2016-12-20},
  url = {https://ropes.example/}, urldate = {2017-04-26}}
@misc{e, title = {Alone}, howpublished = {\url{https://ropes.example/alone}}, year = 2018}
@article{f, title = {Stars}, author = {Moss, Ida}, journal = {\apjl}, year = 2011, number = {57--58},
  eprint = {1105.91234 [astro-ph.HE]}, eid = {L7}}
"""


def _of_bibtex(key: str) -> tuple[Record, Facts]:
    record = _load("BibTeX", BIBTEX).records["abcdef".index(key)]
    return record, record.facts


def test_theses_reports_books_and_pages_keep_what_they_are() -> None:
    """School, institution and publisher are their venue; the rest is kept beside."""
    thesis, facts = _of_bibtex("a")
    assert (thesis.title.source, thesis.entry_type, facts.venue) == (
        "Ropes: A Study",
        "phdthesis",
        "Quay College",
    )
    assert dict(facts.details) == {
        "address": "Quay",
        "type": "Doctoral dissertation",
        "month": "5",
        "note": "In print",
    }
    report, facts = _of_bibtex("b")
    assert (report.entry_type, facts.venue_in_full) == ("techreport", "Port Office (TR-4)")
    book, facts = _of_bibtex("c")
    assert (book.entry_type, facts.venue) == ("book", "Rope Press")
    assert [name.family for name in facts.details.editors] == ["Tern", "Oduya"]
    assert (facts.details.get("book_edition"), facts.details.get("isbn")) == ("Second", "978-3-16-148410-0")
    _, facts = _of_bibtex("d")
    assert (facts.details.get("publisher"), facts.details.get("urldate")) == ("Rope Club", "2017-04-26")
    assert _of_bibtex("e")[1].url == "https://ropes.example/alone"
    _, facts = _of_bibtex("f")
    assert (facts.venue, facts.number, facts.arxiv) == ("ApJL", "57\N{EN DASH}58", "1105.91234")
    assert (facts.primary_class, facts.pages) == ("astro-ph.HE", "L7")


CSL = json.dumps(
    [
        {
            "type": "report",
            "title": ["Piers"],
            "subtitle": ["A Study"],
            "author": [{"family": "Moss", "given": "Ida"}],
            "publisher": "Port Office",
            "number": "TR-4",
            "issued": {"date-parts": [[2003, 5]]},
        }
    ]
)
CHAPTER = """PMID- 99999997
TI  - Piers.
BTI - The Harbour
FED - Tern, Finn
FAU - Moss, Ida
AU  - Moss I
PB  - Rope Press
DP  - 2003 May 4
"""
THESIS = """TY  - THES
TI  - Piers
AU  - Moss, Ida
PB  - Quay College
M3  - PhD
PY  - 2003/05/04/
Y2  - 2004/01/02/
ER  -
"""


def test_a_report_of_csl_has_its_number_and_its_subtitle() -> None:
    """Crossref holds titles and subtitles in lists."""
    (report,) = _load("CSL-JSON", CSL).records

    assert (report.title.source, report.entry_type) == ("Piers: A Study", "techreport")
    assert (report.facts.venue_in_full, report.facts.details.get("month")) == ("Port Office (TR-4)", "5")


def test_a_chapter_of_pubmed_has_its_book_and_editors() -> None:
    """It is no article."""
    (chapter,) = _load("PubMed", CHAPTER).records

    assert (chapter.entry_type, chapter.facts.venue) == ("inproceedings", "The Harbour")
    assert [name.as_sorted() for name in chapter.facts.details.editors] == ["Tern, Finn"]
    assert chapter.facts.details.get("month") == "5"


def test_dates_of_ris_have_months_and_days() -> None:
    """They are written with strokes."""
    (thesis,) = _load("RIS", THESIS).records

    assert dict(thesis.facts.details) == {"type": "PhD thesis", "month": "5", "urldate": "2004-01-02"}


@pytest.mark.parametrize(
    ("comment", "abstract", "withdrawn"),
    [
        ("12 pages", "We tie knots.", False),
        ("This paper has been withdrawn", "We tie knots.", True),
        ("Withdrawn: error in Lemma 2", "We tie knots.", True),
        ("", "This submission has been withdrawn by arXiv administrators.", True),
        ("", "The authors have withdrawn this submission.", True),
        ("", "Paper withdrawn", True),
        ("", "We ask why funds are withdrawn by the authors of budgets.", False),
        ("", "Withdrawn ropes fray. " + "We tie knots. " * 9, False),
        ("", "Funds were withdrawn from the harbour; we model withdrawn deposits.", False),
    ],
)
def test_a_withdrawal_is_seen(comment: str, abstract: str, withdrawn: bool) -> None:  # noqa: FBT001
    """In the comment or in what stands for the abstract, and nowhere else."""
    line = {
        "id": "3101.00001",
        "title": "Knots",
        "abstract": abstract,
        "comments": comment,
        "categories": "cs.LG",
    }
    text = json.dumps(line | {"authors_parsed": [["Moss", "Ida", ""]]})

    assert bool(_load("arXiv snapshot", text).records[0].withdrawn) is withdrawn


@pytest.mark.parametrize(
    ("title", "withdrawn"),
    [
        ("WITHDRAWN: Knots", True),
        ("Retracted article: Knots", True),
        ("Knots (Withdrawn)", True),
        ("Withdrawn ropes", False),
        ("Knots of retracted bridges", False),
    ],
)
def test_a_title_says_that_a_paper_is_withdrawn(title: str, withdrawn: bool) -> None:  # noqa: FBT001
    """As publishers write it before, and authors behind it."""
    (record,) = _load("BibTeX", f"@misc{{a, title = {{{title}}}}}").records
    (noted,) = _load("BibTeX", "@misc{a, title = {Knots}, note = {Withdrawn by the authors}}").records

    assert bool(record.withdrawn) is withdrawn
    assert noted.withdrawn


SCHOLAR = """Authors,Title,Publication,Volume,Number,Pages,Year,Publisher
"Moss, Ida; van Dam, Kees B.; ",Gauges on Ferries,Tide Letters,14,3,201-219,2022,Sea Press
"""
PUBMED_TABLE = """PMID,Title,Authors,Citation,Journal/Book,Publication Year,DOI
1,Gauges on Ferries.,"Moss I, van Dam KB.",Tide. 2022,Tide Letters,2022,10.5555/tl.1
"""


@pytest.mark.parametrize("text", [SCHOLAR, PUBMED_TABLE])
def test_a_table_may_lack_abstracts(text: str) -> None:
    """Authors and year show that it is one of papers."""
    assert READERS["table"].recognises(text)
    (record,) = _load("table", text).records

    assert [name.family for name in record.facts.authors] == ["Moss", "van Dam"]
    assert (record.facts.venue, record.facts.year, record.entry_type) == ("Tide Letters", 2022, "article")


@pytest.mark.parametrize(
    "note", ["arXiv:3101.00001", "arXiv: 3101.00001v2 [cs.LG]", "e-print arXiv:3101.00001."]
)
def test_a_note_that_is_a_number_of_arxiv_is_one(note: str) -> None:
    """So people write entries by hand; the number is printed once."""
    (record,) = _load("BibTeX", f"@misc{{a, title = {{Knots}}, note = {{{note}}}}}").records

    assert (record.facts.arxiv, dict(record.facts.details)) == ("3101.00001", {})


def test_the_name_of_an_event_is_a_venue_where_nothing_else_is() -> None:
    """Biblatex keeps it apart from the title of the proceedings."""
    entry = "@inproceedings{a, title = {Knots}, eventtitle = {Harbour Days}, year = 2031}"

    assert _load("BibTeX", entry).records[0].facts.venue == "Harbour Days"


def test_ris_of_preprints_and_of_cochrane() -> None:
    """ArXiv is no journal, and a DOI no kind of work."""
    text = "TY  - JOUR\nTI  - Knots\nT2  - {}\nM3  - {}\nUR  - https://arxiv.org/abs/3101.00001\nER  - \n"
    (preprint,) = _load("RIS", text.format("arXiv", "Preprint")).records
    (review,) = _load("RIS", text.format("Reviews", "10.5555/kn.1")).records

    assert (preprint.entry_type, preprint.facts.venue, preprint.facts.arxiv) == ("misc", "", "3101.00001")
    assert (review.facts.doi, review.facts.details.get("type")) == ("10.5555/kn.1", "")
