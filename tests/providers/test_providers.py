"""Questions become addresses, answers become candidates."""

import json
from typing import Any

import pytest

from generator.base.models import Facts
from generator.base.names import Name, parse_name
from generator.providers import PROVIDERS, AskedBy, Provider, all_names, plain
from tests.workflows.resolve.answers import FOLDER, TITLE, answer

ARXIV, SEMANTIC_SCHOLAR, OPENALEX, CROSSREF = PROVIDERS
ODD = r"Tides, α|waves? & GPUs: 50%"
NAMES = (parse_name("Ada Quill"), parse_name("Jo Van den Berg"), Name(family="Lantern Team", is_group=True))


@pytest.mark.parametrize(
    ("provider", "by", "value", "address"),
    [
        (ARXIV, "arxiv", "3102.00007", "/api/query?id_list=3102.00007&max_results=1"),
        (
            ARXIV,
            "title",
            TITLE,
            "/api/query?search_query=ti%3A%22Batching+Requests+by+the+Tide%22&max_results=5",
        ),
        (ARXIV, "title", ODD, "/api/query?search_query=ti%3A%22Tides+%CE%B1+waves+GPUs+50%22&max_results=5"),
        (SEMANTIC_SCHOLAR, "arxiv", "hep-th/0000001", "/graph/v1/paper/ARXIV:hep-th/0000001?fields=title"),
        (SEMANTIC_SCHOLAR, "doi", "10.9/a?b", "/graph/v1/paper/DOI:10.9/a%3Fb?fields=title"),
        (
            SEMANTIC_SCHOLAR,
            "title",
            TITLE,
            "/graph/v1/paper/search/match?query=Batching+Requests+by+the+Tide&",
        ),
        (OPENALEX, "doi", "10.9/a#b", "/works/https://doi.org/10.9/a%23b"),
        (
            OPENALEX,
            "title",
            ODD,
            "/works?filter=title.search%3ATides+%CE%B1+waves+%26+GPUs%3A+50%25&per-page=5",
        ),
        (CROSSREF, "doi", "10.9/a/b", "/works/10.9%2Fa%2Fb"),
        (CROSSREF, "title", TITLE, "/works?query.title=Batching+Requests+by+the+Tide&rows=5"),
    ],
)
def test_a_question_becomes_an_address(provider: Provider, by: AskedBy, value: str, address: str) -> None:
    """Titles without TeX, and without what means something to the provider."""
    assert provider.address("https://example.org", by, value).startswith(f"https://example.org{address}")


def test_arxiv_gives_preprints() -> None:
    """Identifier without version, names, year of the first version, DOI, code that a sentence vouches for."""
    other, paper = ARXIV.read(answer("arxiv"))

    assert other.title == "Batching Requests by the Moon"
    assert paper.title == TITLE
    assert paper.abstract.startswith("Requests for serving")
    assert paper.entry_type == "misc"
    assert paper.facts == Facts(
        authors=NAMES,
        year=2031,
        arxiv="3102.00007",
        primary_class="cs.DC",
        doi="10.99999/ilsc.31",
        code="https://github.com/example/tide",
    )


def test_code_is_taken_only_where_a_sentence_says_that_it_is_the_papers() -> None:
    """A page is no code, a promise is none, and of two repositories neither is taken."""
    body = answer("arxiv").decode()
    sentence = "Code is available at https://github.com/example/tide.git"
    for text in (
        "See https://github.com/example/tide",
        "Code will be released at https://github.com/example/tide",
        "Code is available at https://github.com/example/tide and https://github.com/example/moon",
        "Code is available at https://example.org/tide",
    ):
        assert ARXIV.read(body.replace(sentence, text).encode())[1].facts.code == ""


def test_semantic_scholar_gives_one_match() -> None:
    """Its own year is that of the preprint; the key of DBLP tells the venue's."""
    (paper,) = SEMANTIC_SCHOLAR.read(answer("semanticscholar"))

    assert paper.entry_type == "inproceedings"
    assert paper.facts == Facts(
        authors=(parse_name("A. Quill"), *NAMES[1:]),
        year=2031,
        venue="International Lantern Systems Conference",
        arxiv="3102.00007",
        doi="10.99999/ILSC.31",
    )


@pytest.mark.parametrize(
    ("dblp", "expected"),
    [
        ("journals/waves/Quill31a", ("article", "Sea Letters", 2031)),
        ("journals/waves/Quill89", ("article", "Sea Letters", 1989)),
        ("conf/ilsc/2031", ("inproceedings", "Sea Lett.", 2031)),
        ("journals/corr/abs-3102-00007", ("misc", "", 2030)),
        ("books/x/Quill31", ("misc", "", 2030)),
        (None, ("misc", "", 2030)),
    ],
)
def test_a_venue_without_its_year_is_not_taken(dblp: str | None, expected: tuple[str, str, int]) -> None:
    """A journal's full name counts; a preprint server is no venue."""
    paper = {
        "title": TITLE,
        "venue": "Sea Lett.",
        "journal": {"name": "Sea Letters"},
        "year": 2030,
        "externalIds": {"DBLP": dblp} if dblp else None,
    }

    (found,) = SEMANTIC_SCHOLAR.read(json.dumps(paper).encode())

    assert (found.entry_type, found.facts.venue, found.facts.year) == expected


def test_openalex_gives_several_records() -> None:
    """Errata are none; preprints have no venue; names are as the paper has them."""
    erratum, preprint, article = OPENALEX.read(answer("openalex"))

    assert erratum.standing == "other"
    assert preprint.facts == Facts(authors=NAMES, year=2031, arxiv="3102.00007")
    assert preprint.abstract == "Requests arrive in again."
    assert article.title == TITLE
    assert article.entry_type == "inproceedings"
    assert article.facts == Facts(
        authors=NAMES,
        year=2032,
        venue="Proceedings of the Lantern Systems Conference",
        doi="10.99999/ilsc.31",
    )


@pytest.mark.parametrize(
    "change", [{"is_authors_truncated": True}, {"count": 100}, {"name": "et al."}, {"name": ""}]
)
def test_a_cut_author_list_is_none(change: dict[str, Any]) -> None:
    """OpenAlex cuts lists at a hundred; some say "et al."."""
    people = [{"raw_author_name": change.get("name", f"Author {n}")} for n in range(change.get("count", 3))]
    work = {"title": TITLE, "authorships": people, "is_authors_truncated": change.get("is_authors_truncated")}

    (found,) = OPENALEX.read(json.dumps(work).encode())

    assert found.facts.authors == ()


def test_crossref_gives_publications() -> None:
    """Subtitle and title are one, entities and tags are gone, what is no paper says so or is left out."""
    other, paper = CROSSREF.read(answer("crossref"))

    assert other.facts.doi == "10.99999/moon.1"
    assert paper.title == "Batching Requests: by the Tide"
    assert paper.abstract == "AbstractRequests arrive in tides."
    assert paper.entry_type == "inproceedings"
    assert paper.facts == Facts(
        authors=(NAMES[0], Name(family="Van den Berg", given="Jo", suffix="Jr."), NAMES[2]),
        year=2032,
        venue="Proceedings of the Lantern & Tide Conference",
        doi="10.99999/ilsc.31",
    )


@pytest.mark.parametrize(
    ("kind", "standing", "entry_type"),
    [
        ("journal-article", "paper", "article"),
        ("posted-content", "paper", "misc"),
        ("book-chapter", "chapter", "misc"),
        ("peer-review", "other", "misc"),
        ("component", "other", "misc"),
        ("dissertation", "other", "misc"),
    ],
)
def test_crossref_says_what_a_work_is(kind: str, standing: str, entry_type: str) -> None:
    """Only articles and papers of proceedings have a venue; a date without year gives none."""
    work = {"title": [TITLE], "type": kind, "container-title": ["Sea Letters"], "author": [{"family": ""}]}
    dated = {**work, "issued": {"date-parts": [[2031, 5]]}}

    (found,) = CROSSREF.read(json.dumps({"message": dated}).encode())
    (undated,) = CROSSREF.read(json.dumps({"message": {**work, "issued": {"date-parts": [[None]]}}}).encode())

    assert (found.standing, found.entry_type) == (standing, entry_type)
    assert found.facts.venue == ("" if entry_type == "misc" else "Sea Letters")
    assert found.facts.authors == ()
    assert (undated.entry_type, undated.facts.year) == ("misc", None)


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.name)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Please wait</title>",
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        b'{"data": [{"title": "brok',
        b'{"error": "internal"}',
        b'{"message": "Too many requests"}',
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 10_000,
        b'<!DOCTYPE a [<!ENTITY b "c">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>',
        (FOLDER / "arxiv_error.xml").read_bytes(),
    ],
)
def test_what_is_no_answer_is_refused(provider: Provider, body: bytes) -> None:
    """HTML, half of an answer, an error, XML with entities, nothing."""
    with pytest.raises(ValueError, match=r"(?s)."):
        provider.read(body)


@pytest.mark.parametrize(
    ("provider", "body"),
    [
        (ARXIV, '<feed xmlns="http://www.w3.org/2005/Atom"/>'),
        (SEMANTIC_SCHOLAR, '{"data": []}'),
        (OPENALEX, '{"results": []}'),
        (CROSSREF, '{"message": {"items": []}}'),
    ],
)
def test_an_empty_answer_is_an_answer(provider: Provider, body: str) -> None:
    """Nothing is known there."""
    assert provider.read(body.encode()) == ()


def test_names_and_texts_are_cleaned() -> None:
    """A name that is missing makes the list incomplete; text has no tags."""
    assert all_names(["Ada <b>Quill</b>", "Lantern &amp; Team"])[0] == parse_name("Ada Quill")
    assert all_names(["Ada Quill", None]) == ()
    assert all_names(["Ada Quill", "…"]) == ()
    assert plain(None) == ""
    assert plain("a < b and\n c &lt; d") == "a < b and c < d"
