"""Which candidate is the paper that was asked about: a wrong match is worse than none."""

from typing import Any

import pytest

from generator.base.identity import same_person
from generator.base.models import Facts
from generator.base.names import parse_name
from generator.providers import Candidate, Question
from generator.workflows.resolve import choose, judge
from tests.samples import ABSTRACT

TITLE = "Batching Requests by the Tide"
LONG_ABSTRACT = f"{ABSTRACT} {ABSTRACT} Tides rise and fall, and so do the requests that people send us."
OTHER_ABSTRACT = " ".join(f"word{number} other" for number in range(40))
AUTHORS = (parse_name("Ada Quill"), parse_name("Jo Berg"))
OTHERS = (parse_name("Finn Tern"), parse_name("Ada Quill"))


def _question(title: str = TITLE, **known: Any) -> Question:  # noqa: ANN401
    return Question(title=title, **known)


def _candidate(title: str = TITLE, **facts: Any) -> Candidate:  # noqa: ANN401
    apart = {name: facts.pop(name) for name in ("abstract", "standing", "entry_type") if name in facts}
    return Candidate(title=title, facts=Facts(**facts), **apart)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ada Quill", "A. Quill"),
        ("Jakub Lála", "L'ala, Jakub"),
        ("Luc Van Gool", "L. V. Gool"),
        ("Wei Li", "Li Wei"),
        ("Andrés M Bran", "M. Bran, Andres"),
        ("Müller, Jörg", "Mueller, J"),
        ("Lantern Team", "{Lantern Team}"),
        ("Quill", "Ada Quill"),
    ],
)
def test_one_person_is_written_in_many_ways(name: str, other: str) -> None:
    """Initials, accents, order, particles."""
    assert same_person(parse_name(name), parse_name(other))
    assert same_person(parse_name(other), parse_name(name))


@pytest.mark.parametrize(
    ("name", "other"), [("Wei Wang", "Lei Wang"), ("Wei Wang", "Wei Wan"), ("Ada Quill", "Ada Tern")]
)
def test_another_name_is_another_person(name: str, other: str) -> None:
    """Also when one part of it agrees."""
    assert not same_person(parse_name(name), parse_name(other))


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Tides", "Tides"),
        (f"Tide: {TITLE}", TITLE),
        ("Modelling Requests by the Rising Tide", "Modeling Requests by the Rising Tide"),
    ],
)
def test_a_witness_decides_about_titles_that_are_not_enough(title: str, other: str) -> None:
    """First author or abstract; the year is none."""
    assert judge(_question(title, year=2031), _candidate(other, year=2031)) == "unsure"
    assert judge(_question(title, authors=AUTHORS), _candidate(other, authors=AUTHORS)) == "same"
    assert (
        judge(_question(title, abstract=LONG_ABSTRACT), _candidate(other, abstract=LONG_ABSTRACT)) == "same"
    )


@pytest.mark.parametrize(
    "known", [{}, {"year": 2029}, {"year": 2033}, {"authors": AUTHORS, "year": 2032}, {"doi": "10.99999/A"}]
)
def test_a_telling_title_is_enough_where_nothing_speaks_against_it(known: dict[str, Any]) -> None:
    """Years may differ as those of a preprint and its venue do."""
    candidate = _candidate(authors=AUTHORS, year=2031, doi="10.99999/a")

    assert judge(_question(**known), candidate) == "same"


@pytest.mark.parametrize(
    ("known", "candidate"),
    [
        ({"authors": AUTHORS}, _candidate(authors=OTHERS)),
        ({"year": 2031}, _candidate(year=2034)),
        ({"year": 2031}, _candidate(year=2028)),
        ({"abstract": LONG_ABSTRACT}, _candidate(abstract=OTHER_ABSTRACT)),
        ({"arxiv": "3102.00007"}, _candidate(arxiv="3102.00008")),
        ({"doi": "10.99999/a"}, _candidate(doi="10.99999/b", authors=AUTHORS)),
        ({}, _candidate(standing="other")),
        ({"arxiv": "3102.00007"}, _candidate(arxiv="3102.00007", standing="other")),
        ({"authors": AUTHORS}, _candidate("Batching Requests by the Moon", authors=AUTHORS)),
    ],
)
def test_whatever_is_known_has_to_agree(known: dict[str, Any], candidate: Candidate) -> None:
    """The same title alone does not make up for it."""
    assert judge(_question(**known), candidate) == "other"


def test_the_title_in_the_venue_is_as_good() -> None:
    """Papers are renamed when they are published."""
    known = _question("Tides for Requests of All Kinds", published_title=TITLE)

    assert judge(known, _candidate()) == "same"
    assert judge(known, _candidate("Tides for requests of all kinds")) == "same"
    assert judge(known, _candidate("Batching Requests by the Moon")) == "other"


def test_a_chapter_needs_a_witness() -> None:
    """Chapters have the titles of papers."""
    assert judge(_question(), _candidate(standing="chapter")) == "unsure"
    chapter = _candidate(standing="chapter", authors=AUTHORS)
    assert judge(_question(authors=AUTHORS), chapter) == "same"


def test_an_identifier_outweighs_all_but_the_title() -> None:
    """Years and spellings differ between versions; a mistyped identifier leads to another title."""
    known = _question(doi="10.99999/A", year=2031, authors=AUTHORS)

    assert judge(known, _candidate(doi="10.99999/a", year=2040, authors=OTHERS)) == "same"
    assert judge(known, _candidate("On the Migration of Letters", doi="10.99999/a")) == "unsure"
    renamed = _candidate("On the Migration of Letters", doi="10.99999/a", abstract=LONG_ABSTRACT)
    assert judge(_question(doi="10.99999/a", abstract=LONG_ABSTRACT), renamed) == "same"


def test_a_much_revised_abstract_says_nothing() -> None:
    """Nor does a short one."""
    half = " ".join((*LONG_ABSTRACT.split()[:18], *OTHER_ABSTRACT.split()[:24]))
    assert judge(_question("Tides", abstract=LONG_ABSTRACT), _candidate("Tides", abstract=half)) == "unsure"
    assert judge(_question(abstract=LONG_ABSTRACT), _candidate(abstract="Short.")) == "same"


def test_two_papers_of_one_title_are_ambiguous() -> None:
    """Neither is taken, unless the author is known."""
    two = (_candidate(authors=AUTHORS, doi="10.99999/a"), _candidate(authors=OTHERS, doi="10.99999/b"))

    assert choose(_question(), two).match is None
    assert choose(_question(), two).is_unsure
    chosen = choose(_question(authors=OTHERS), two).match
    assert chosen is not None
    assert chosen.facts.doi == "10.99999/b"


@pytest.mark.parametrize(
    "others",
    [
        {"doi": "10.99999/b"},
        {"doi": "10.99999/b", "authors": AUTHORS, "year": 2020},
        {"arxiv": "3102.00008", "authors": AUTHORS},
    ],
)
def test_records_that_may_be_two_papers_are_ambiguous(others: dict[str, Any]) -> None:
    """Without authors, years apart, with two identifiers of one kind."""
    first = _candidate(doi="10.99999/a", authors=AUTHORS, year=2031, arxiv="3102.00007")

    assert choose(_question(), (first, _candidate(**others))).is_unsure


def test_preprint_and_article_are_joined() -> None:
    """The article gives venue, year and DOI, the preprint its identifier."""
    preprint = _candidate(arxiv="3102.00007", year=2031, authors=AUTHORS, abstract="Of the preprint.")
    article = _candidate(
        entry_type="article", venue="Sea Letters", year=2032, doi="10.99999/a", authors=AUTHORS
    )

    found = choose(_question(), (preprint, article)).match

    assert found is not None
    assert (found.facts.arxiv, found.facts.doi, found.facts.year) == ("3102.00007", "10.99999/a", 2032)
    assert (found.entry_type, found.facts.venue, found.abstract) == (
        "article",
        "Sea Letters",
        "Of the preprint.",
    )


def test_of_two_publications_neither_is_taken() -> None:
    """A conference paper and its journal version: authors and preprint are certain, the venue is not."""
    first = _candidate(entry_type="article", venue="Waves", year=2031, doi="10.99999/a", authors=AUTHORS)
    second = _candidate(
        entry_type="inproceedings", venue="ILSC", year=2032, doi="10.99999/b", authors=AUTHORS
    )

    found = choose(_question(), (first, second, _candidate(arxiv="3102.00007", authors=AUTHORS))).match

    assert found is not None
    assert found.facts == Facts(authors=AUTHORS, arxiv="3102.00007")
    assert found.entry_type == "misc"


def test_a_known_identifier_decides_between_papers_of_one_title() -> None:
    """The record that has it is meant."""
    two = (_candidate(authors=OTHERS), _candidate(authors=AUTHORS, arxiv="3102.00007"))

    found = choose(_question(arxiv="3102.00007"), two).match

    assert found is not None
    assert found.facts.authors == AUTHORS


def test_nothing_alike_is_no_match() -> None:
    """And nothing to be unsure about."""
    assert choose(_question(), ()) == choose(_question(), (_candidate("Quite Another Paper of Ours"),))
    assert not choose(_question(), ()).is_unsure
