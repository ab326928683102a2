"""What an entry gets: only what it lacks, each fact with its source, venue and year together."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from generator.base.models import Details, Facts
from generator.base.names import parse_name
from generator.bibliography import Source, parse_library
from generator.providers import Candidate, FactName
from generator.workflows.resolve import (
    Fact,
    Finding,
    add_facts,
    found_facts,
    lacking,
    to_ask,
    unfit_venue,
)

DAY = dt.date(2031, 5, 6)
ALL: frozenset[FactName] = frozenset({"authors", "year", "venue", "doi", "arxiv", "code"})
AUTHORS = (parse_name("Ada Quill"), parse_name("{Lantern Team}"))


def _finding(provider: str, **facts: Any) -> Finding:  # noqa: ANN401
    entry_type = facts.pop("entry_type", "misc")
    candidate = Candidate(title="T", facts=Facts(**facts), entry_type=entry_type)
    return Finding(source=Source(provider=provider, day=DAY), candidate=candidate)


PREPRINT = _finding("arxiv", authors=AUTHORS, year=2030, arxiv="3012.00007", primary_class="cs.DC", code="c")
ARTICLE = _finding(
    "crossref", authors=AUTHORS[:1], year=2031, venue="Sea Letters", doi="10.99999/a", entry_type="article"
)


def _add(library: str, key: str, facts: tuple[Fact, ...]) -> tuple[str, tuple[Fact, ...]]:
    text, added = add_facts(library, {key: facts})
    return text, added.get(key, ())


def _values(facts: tuple[Fact, ...]) -> dict[str, str]:
    return {fact.field: f"{fact.source.provider}: {fact.value}" for fact in facts}


def test_the_first_finding_counts_and_venue_and_year_come_together() -> None:
    """Authors from the one trusted most, the year from the one that knows the venue."""
    assert _values(found_facts(ALL, None, (PREPRINT, ARTICLE))) == {
        "archiveprefix": "arxiv: arXiv",
        "author": "arxiv: Quill, Ada and {Lantern Team}",
        "code": "arxiv: c",
        "doi": "crossref: 10.99999/a",
        "eprint": "arxiv: 3012.00007",
        "journal": "crossref: Sea Letters",
        "primaryclass": "arxiv: cs.DC",
        "year": "crossref: 2031",
    }


def test_a_venue_of_another_year_is_left_alone_and_told() -> None:
    """The year that stands there may be a person's, and a venue of another year would make it wrong."""
    wanted = ALL - {"year"}

    assert "journal" not in _values(found_facts(wanted, 2030, (PREPRINT, ARTICLE)))
    assert unfit_venue(wanted, 2030, (PREPRINT, ARTICLE)) == "Sea Letters, 2031"
    assert _values(found_facts(wanted, 2031, (ARTICLE,)))["journal"] == "crossref: Sea Letters"
    assert unfit_venue(wanted, 2031, (ARTICLE,)) == ""


def test_an_entry_with_a_venue_gets_no_year_of_a_preprint() -> None:
    """Its year is that of the venue."""
    wanted = ALL - {"venue"}

    assert "year" not in _values(found_facts(wanted, None, (PREPRINT,)))
    assert _values(found_facts(wanted, None, (PREPRINT, ARTICLE)))["year"] == "crossref: 2031"


def test_an_entry_with_a_venue_gets_the_doi_of_that_year_alone() -> None:
    """A paper may be published twice, and a DOI that nobody knows a venue of may be that of the other one."""
    wanted = ALL - {"venue", "year"}
    unplaced = _finding("arxiv", doi="10.99999/b", year=2031)

    assert _values(found_facts(wanted, 2031, (unplaced, ARTICLE)))["doi"] == "crossref: 10.99999/a"
    assert "doi" not in _values(found_facts(wanted, 2030, (unplaced, ARTICLE)))
    assert "doi" not in _values(found_facts(wanted, 2031, (unplaced,)))
    assert to_ask(wanted) == wanted | {"venue"}
    assert to_ask(ALL & {"code"}) == {"code"}


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, ALL),
        ({"author": " ", "year": ""}, ALL - {"authors", "year"}),
        ({"author": "A and others", "date": "2031-05", "howpublished": "x"}, {"doi", "arxiv", "code"}),
        ({"eprint": "odd", "year": "soon", "booktitle": "b"}, {"authors", "doi", "code"}),
        ({"author": "A", "year": "1", "journal": "J", "doi": "d", "eprint": "e", "code": "c"}, {"pages"}),
        ({"author": "A", "year": "1", "howpublished": "h", "doi": "d", "eprint": "e", "code": "c"}, set()),
    ],
)
def test_what_is_there_is_not_lacking(fields: dict[str, str], missing: set[str]) -> None:
    """Also where it makes no sense or is left empty: a person wrote it."""
    assert lacking(fields) == missing


LIBRARY = """\ufeff% A library.\r
\r
@misc{other, title = {Other}}\r
@misc{quill,\r
  title   = {Batching},\r
  address = {Sea},\r
  code    = {https://example.org/mine},\r
  note    = {by hand},\r
}\r
"""


def test_facts_are_added_and_nothing_else_changes() -> None:
    """Sorted, with their source; a `@misc` with a venue becomes an article; a person's field stays."""
    text, added = _add(LIBRARY, "quill", found_facts(ALL, None, (PREPRINT, ARTICLE)))

    assert [fact.field for fact in added] == [
        *("archiveprefix", "author", "doi", "eprint", "journal", "primaryclass", "year")
    ]
    assert text.startswith("\ufeff% A library.\r\n\r\n@misc{other, title = {Other}}\r\n@article{quill,\r\n")
    for line in (
        "  title   = {Batching},\r\n",
        "  code    = {https://example.org/mine},\r\n",
        "  note    = {by hand},\r\n",
        "= {arxiv 2031-05-06: author, eprint, primaryclass; crossref 2031-05-06: doi, journal, year}",
    ):
        assert line in text
    entry = parse_library(text, "library.bib").entries[1]
    assert entry.facts == Facts(
        authors=AUTHORS,
        year=2031,
        venue="Sea Letters",
        arxiv="3012.00007",
        primary_class="cs.DC",
        doi="10.99999/a",
        code="https://example.org/mine",
        details=Details.of({"note": "by hand", "address": "Sea"}),
    )


def test_facts_that_came_later_are_told_beside_the_older_ones() -> None:
    """A second time nothing changes."""
    first, _ = _add(LIBRARY, "quill", found_facts(ALL, None, (PREPRINT,)))
    later = Finding(source=Source(provider="openalex", day=dt.date(2031, 6, 1)), candidate=ARTICLE.candidate)
    second, added = _add(first, "quill", found_facts(ALL & {"doi"}, 2031, (later,)))

    assert [fact.field for fact in added] == ["doi"]
    assert "{arxiv 2031-05-06: author, eprint, primaryclass, year; openalex 2031-06-01: doi}" in second
    assert _add(second, "quill", found_facts(ALL, None, (PREPRINT,))) == (second, ())


def test_what_a_person_noted_about_sources_stays() -> None:
    """Also where it is not of the form."""
    noted = LIBRARY.replace("note    = {by hand}", "provenance = {my own shelf; arxiv 2030-01-01: code}")
    text, _ = _add(noted, "quill", found_facts(ALL & {"doi"}, None, (ARTICLE,)))

    assert "{arxiv 2030-01-01: code; crossref 2031-05-06: doi; my own shelf}" in text


def test_a_type_that_a_person_chose_stays() -> None:
    """Only `@misc`, which says nothing, gives way."""
    text, _ = _add("@online{quill,\n  title = {Batching},\n}\n", "quill", found_facts(ALL, None, (ARTICLE,)))

    assert text.startswith("@online{quill,")
    assert "journal = {Sea Letters}" in text


def test_facts_of_many_entries_are_added_at_once() -> None:
    """The text is that of one after the other, and so are the facts; an entry that is gone costs nothing."""
    facts = found_facts(ALL, None, (PREPRINT, ARTICLE))
    expected, by_key = LIBRARY, {}
    for key in ("other", "quill"):
        expected, by_key[key] = _add(expected, key, facts)

    assert add_facts(LIBRARY, dict.fromkeys(("quill", "gone", "other"), facts)) == (expected, by_key)
    assert by_key["other"] == facts


def test_an_entry_that_is_gone_gets_nothing() -> None:
    """Somebody removed it while its paper was looked for."""
    assert _add(LIBRARY, "gone", found_facts(ALL, None, (PREPRINT,))) == (LIBRARY, ())
    assert _add(LIBRARY, "quill", ()) == (LIBRARY, ())


def test_the_record_of_a_doi_tells_of_the_volume() -> None:
    """Pages, publisher, editors and ISBN come with the venue; what an entry has by now stays."""
    volume = Details.of({"publisher": "Sea Press", "isbn": "978-1", "editor": "Tern, Finn"})
    candidate = replace(
        ARTICLE.candidate, facts=replace(ARTICLE.candidate.facts, pages="3-9", details=volume)
    )
    facts = found_facts(frozenset({"pages"}), None, (replace(ARTICLE, candidate=candidate),))

    assert {fact.field: fact.value for fact in facts} == {
        "pages": "3-9",
        "publisher": "Sea Press",
        "isbn": "978-1",
        "editor": "Tern, Finn",
    }
