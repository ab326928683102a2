"""Drafts meet the bibliography."""

import datetime as dt
from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Entry, Facts, Record
from generator.base.text import RichText
from generator.bibliography import Library
from generator.stages.enrich import Enriched, enrich_drafts
from generator.stages.merge import merge_records
from tests.samples import DAY, entry, name, record

LATER = DAY + dt.timedelta(days=30)
OTHER_TEXT = "An essay about gardens, rivers and the people who walk beside them in spring."


def _enrich(records: list[Record], *entries: Entry) -> Enriched:
    keys = frozenset(key for entry in entries for key in (entry.key, *entry.retired_keys))
    return enrich_drafts(merge_records(records), Library(entries=entries, keys=keys), "data/library.bib")


def test_an_entry_gives_key_and_facts() -> None:
    """The bibliography knows what the dump does not."""
    facts = Facts(authors=(name(),), year=2024, venue="ICML 2024")

    enriched = _enrich([record()], entry(facts=facts, entry_type="inproceedings"))

    assert enriched.papers[0].key == "moreau2024cache"
    assert enriched.papers[0].facts == facts
    assert enriched.papers[0].entry_type == "inproceedings"
    assert enriched.new_entries == ()


def test_a_paper_without_entry_gets_one() -> None:
    """Title, key and edition are noted at once."""
    enriched = _enrich([record(authors=(name(),), year=2024)])

    assert [(new.key, new.title, new.edition) for new in enriched.new_entries] == [
        ("moreau2024cache", "A Cache for Kernels", DAY)
    ]
    assert enriched.papers[0].key == "moreau2024cache"


def test_what_a_person_wrote_wins() -> None:
    """Facts, title and edition of the entry stand against those of the dump."""
    corrected = entry(
        title="A Cache for all Kernels", facts=Facts(arxiv="2401.00001", year=2023), edition=LATER
    )

    enriched = _enrich([record(arxiv="2401.00001", year=2024)], corrected)

    assert enriched.papers[0].title.source == "A Cache for all Kernels"
    assert enriched.papers[0].facts.year == 2023
    assert enriched.papers[0].edition == LATER


_BY_HAND = Facts(
    authors=(name("Hand", "By"),), year=1999, venue="Hand 1999", series="HAND", volume="1", number="2",
    arxiv="2401.00001", primary_class="cs.HC", doi="10.1/hand", url="https://example.org/hand",
    code="https://example.org/hand-code", pages="1-2", published_title="By Hand",
)  # fmt: skip
_OF_DUMPS = Facts(
    authors=(name("Dump", "Of"),), year=2024, venue="Dump 2024", series="DUMP", volume="3", number="4",
    arxiv="2401.00002", primary_class="cs.DB", doi="10.1/dump", url="https://example.org/dump",
    code="https://example.org/dump-code", pages="3-4", published_title="Of Dumps",
)  # fmt: skip


@given(st.sets(st.sampled_from([field.name for field in fields(Facts) if field.name != "arxiv"])))
def test_each_field_that_a_person_wrote_stands_and_the_others_fill_up(written: set[str]) -> None:
    """Whichever fields they are, and whatever any later dump says of them."""
    by_hand = replace(Facts(arxiv="2401.00001"), **{field: getattr(_BY_HAND, field) for field in written})
    later = replace(_OF_DUMPS, arxiv="2401.00001")
    seen = replace(record("A Cache", day=LATER), location=record().location, facts=later)

    enriched = _enrich([record(arxiv="2401.00001"), seen], entry(facts=by_hand))

    facts = enriched.papers[0].facts
    assert all(getattr(facts, field) == getattr(_BY_HAND, field) for field in written)
    unwritten = {field.name for field in fields(Facts)} - written - {"arxiv"}
    assert all(getattr(facts, field) == getattr(_OF_DUMPS, field) for field in unwritten)
    assert enriched.new_entries == ()


def test_a_newer_title_wins_where_no_person_changed_the_entry() -> None:
    """An entry that repeats an old dump is no decision."""
    old, new = record("Old Name", arxiv="2401.00001"), record("New Name", day=LATER, arxiv="2401.00001")

    enriched = _enrich([old, new], entry(title="Old Name", facts=Facts(arxiv="2401.00001")))

    assert enriched.papers[0].title.source == "New Name"


def test_the_first_edition_keeps_a_paper() -> None:
    """Later editions are remembered."""
    enriched = _enrich([record(day=LATER), record()], entry())

    assert enriched.papers[0].edition == DAY
    assert enriched.papers[0].editions == (DAY, LATER)


def test_a_person_may_correct_an_identifier() -> None:
    """The paper keeps its key; only where its own dump has the entry's identifier is it another paper."""
    corrected = entry(facts=Facts(arxiv="2401.00009"))
    wrong, right = record(arxiv="2401.00001"), record(arxiv="2401.00009", line=9, abstract=OTHER_TEXT)

    alone = _enrich([wrong], corrected)
    both = _enrich([wrong, right], corrected)

    assert [(paper.key, paper.facts.arxiv) for paper in alone.papers] == [("moreau2024cache", "2401.00009")]
    assert {paper.facts.arxiv: paper.key for paper in both.papers} == {
        "2401.00001": "cache-kernels",
        "2401.00009": "moreau2024cache",
    }


def test_a_new_paper_gets_no_retired_and_no_published_key() -> None:
    """Both belong to another paper for ever."""
    new = [record("A Cache for Kernels", authors=(name(),), year=2024)]
    drafts = merge_records(new)

    retired = _enrich(new, entry("other2024key", "Another Paper", retired_keys=("moreau2024cache",)))
    published = enrich_drafts(drafts, Library(), "data/library.bib", ("moreau2024cache",))

    assert [found.key for found in retired.new_entries] == ["moreau2024cache-kernels"]
    assert [found.key for found in published.new_entries] == ["moreau2024cache-kernels"]


def test_two_papers_of_one_title_keep_their_keys() -> None:
    """Building again gives each paper the key it had."""
    records = [record("Introduction"), record("Introduction", line=9, abstract=OTHER_TEXT)]
    first = _enrich(records)

    again = _enrich(records, *first.new_entries)

    assert len({paper.key for paper in first.papers}) == 2
    assert again.new_entries == ()
    assert [(paper.key, paper.abstract) for paper in again.papers] == [
        (paper.key, paper.abstract) for paper in first.papers
    ]


def test_the_title_of_the_venue_finds_the_entry() -> None:
    """A dump may print the title under which the paper was published."""
    facts = Facts(published_title="Caching Kernels at Scale")

    assert _enrich([record("Caching Kernels at Scale")], entry(facts=facts)).new_entries == ()


def test_drafts_of_one_identifier_in_the_bibliography_are_one_paper() -> None:
    """A dump without identifiers and one with a new title meet in the entry that knows both."""
    records = [record(), record("Renamed Altogether", day=LATER, arxiv="2401.00001", abstract=OTHER_TEXT)]

    enriched = _enrich(records, entry(facts=Facts(arxiv="2401.00001")))

    assert [paper.key for paper in enriched.papers] == ["moreau2024cache"]


def test_a_paper_told_apart_gets_an_entry_of_its_own() -> None:
    """It does not fall back to the entry of the paper that it looked like, however often it is built."""
    drafts = [
        replace(merge_records([found])[0], is_apart=True)
        for found in (record(arxiv="2401.00001"), record(line=9))
    ]
    known = entry(facts=Facts(arxiv="2401.00001"))

    first = enrich_drafts(drafts, Library(entries=(known,), keys=frozenset({known.key})), "library.bib")
    entries = (known, *first.new_entries)
    again = enrich_drafts(drafts, Library(entries=entries, keys=frozenset()), "library.bib")

    assert [paper.key for paper in first.papers] == ["moreau2024cache", "cache-kernels"]
    assert again.papers == first.papers
    assert again.new_entries == ()


def test_each_issue_finds_its_own_entry_whatever_comes_before_it() -> None:
    """Columns of one title and author keep their keys when an older dump brings one more of them."""

    def column(volume: str, day: dt.date) -> Record:
        facts = {"authors": (name(),), "venue": "Letters", "volume": volume}
        return record("Editorial", line=int(volume), day=day, abstract="", **facts)

    first = _enrich([column("1", DAY), column("2", DAY), column("3", LATER)])
    older = column("4", DAY - dt.timedelta(days=9))

    again = _enrich([older, column("1", DAY), column("2", DAY), column("3", LATER)], *first.new_entries)

    keys = {paper.facts.volume: paper.key for paper in again.papers}
    assert {paper.facts.volume: keys[paper.facts.volume] for paper in first.papers} == {
        paper.facts.volume: paper.key for paper in first.papers
    }
    assert [entry.facts.volume for entry in again.new_entries] == ["4"]


def test_the_bibliography_is_named_as_the_reason_where_it_joins() -> None:
    """A curator sees why records without anything in common are one paper."""
    records = [record(), record("Renamed Altogether", day=LATER, arxiv="2401.00001", abstract=OTHER_TEXT)]

    (paper,) = _enrich(records, entry(facts=Facts(arxiv="2401.00001"))).papers

    assert [join.reason for join in paper.joins] == [
        "both are the entry 'moreau2024cache' at data/library.bib:1"
    ]
    assert [place.path for place in paper.joins[0].places] == [found.location.path for found in records]


def test_votes_summary_and_kind_of_publication_come_from_the_dumps() -> None:
    """The newest of each; a new entry is of the kind that a bibliography said."""
    old = replace(
        record(), votes=7, summary=RichText("Old."), entry_type="article", facts=Facts(venue="Sea Letters")
    )
    new = replace(record(day=LATER), votes=9)

    enriched = _enrich([old, new, record(line=3, day=LATER)])

    assert [(paper.votes, paper.summary.source) for paper in enriched.papers] == [(9, "Old.")]
    assert [found.entry_type for found in enriched.new_entries] == ["article"]


def test_a_venue_that_comes_with_a_later_dump_makes_the_paper_what_it_is() -> None:
    """The entry was made when nothing was known; one that names a venue itself says what it is."""
    facts = Facts(arxiv="2401.00001", venue="Sea Letters")
    later = replace(record(day=LATER), facts=facts, entry_type="article")

    (late,) = _enrich([record(arxiv="2401.00001"), later], entry()).papers
    (own,) = _enrich([later], entry(facts=Facts(arxiv="2401.00001", venue="A Web Log"))).papers

    assert (late.entry_type, late.facts.venue) == ("article", "Sea Letters")
    assert (own.entry_type, own.facts.venue) == ("misc", "A Web Log")


def test_nothing_is_published_without_a_venue() -> None:
    """Whatever the entry calls itself."""
    (paper,) = _enrich([record()], entry(entry_type="inproceedings")).papers

    assert paper.entry_type == "misc"


def test_what_an_entry_denies_no_dump_knows_better() -> None:
    """A field that a person left empty."""
    facts = Facts(
        arxiv="2401.00001", doi="10.99999/wrong", year=2024, authors=(name(),), has_more_authors=True
    )
    denied = frozenset({"doi", "year", "authors", "has_more_authors"})
    known = entry(facts=Facts(arxiv="2401.00001"), denied=denied)

    (paper,) = _enrich([replace(record(), facts=facts)], known).papers

    assert paper.facts == Facts(arxiv="2401.00001")


_RECORDS = st.lists(
    st.builds(
        record,
        st.sampled_from(["Red", "Green", "On the Blue", "漢字", "!!"]),
        line=st.integers(1, 40),
        day=st.sampled_from([DAY, LATER]),
        arxiv=st.sampled_from(["", "2401.00001", "2401.00002"]),
        abstract=st.sampled_from(["one two three", "five six seven"]),
    ),
    max_size=8,
)


@given(_RECORDS)
def test_enriching_twice_adds_nothing(records: list[Record]) -> None:
    """The second build finds every paper in the bibliography that the first one wrote."""
    first = _enrich(records)

    again = _enrich(records, *first.new_entries)

    assert again.new_entries == ()
    assert again.papers == first.papers


@given(_RECORDS)
def test_keys_are_unique(records: list[Record]) -> None:
    """Two papers never share a key."""
    keys = [paper.key for paper in _enrich(records).papers]

    assert len(keys) == len(set(keys))
