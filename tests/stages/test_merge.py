"""One paper, once."""

import datetime as dt
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.base.identifiers import make_key
from generator.base.identity import same_person
from generator.base.models import Details, Draft, Facts, Record
from generator.base.names import parse_name
from generator.base.text import normalise_title
from generator.config import Curation, YamlSource
from generator.stages.merge import merge_records, shared_dois
from generator.stages.read import read_dumps
from tests.samples import DAY, name, record
from tests.stages.read.samples import dated_copies

LATER = DAY + dt.timedelta(days=30)
LONG = "Benchmarking Shared Caches for Parallel Kernels"
OTHER = "An essay about gardens, rivers and the people who walk beside them in spring."
FILE = f"{DAY}-page.txt"


def _sizes(drafts: tuple[Draft, ...]) -> list[int]:
    return [len(draft.records) for draft in drafts]


def _curation(folder: Path, text: str) -> Curation:
    path = folder / "curation.yml"
    path.write_text(text, encoding="utf-8")
    return Curation(YamlSource(path, "data/curation.yml"))


def test_the_same_identifier_joins_whatever_the_title() -> None:
    """A renamed paper is found by its arXiv identifier."""
    drafts = merge_records(
        [record("Old Name", arxiv="2401.00001"), record("New", day=LATER, arxiv="2401.00001")]
    )

    assert [draft.title.source for draft in drafts] == ["New"]
    assert [join.reason for join in drafts[0].joins] == ["same arXiv identifier, 2401.00001"]


def test_the_same_doi_joins_in_any_case() -> None:
    """DOIs do not tell capitals from small letters."""
    assert len(merge_records([record("A", doi="10.1/ABC"), record("B", line=5, doi="10.1/abc")])) == 1


@pytest.mark.parametrize("title", ["A cache for kernels", "A Cache for  Kernels.", "A CACHE FOR KERNELS"])
def test_a_repeated_paper_is_one(title: str) -> None:
    """The same title and abstract, spelled a little differently."""
    (draft,) = merge_records([record(), record(title, line=9)])

    assert [join.reason for join in draft.joins] == ["same title and abstract"]


@pytest.mark.parametrize("title", ["Introduction", "Guest Editorial", "A Survey on Large Language Models"])
def test_a_title_alone_joins_nothing(title: str) -> None:
    """Two papers may bear one name, be it short or common."""
    assert len(merge_records([record(title), record(title, line=9, abstract=OTHER)])) == 2
    assert len(merge_records([record("Introduction", abstract=""), record("Introduction", abstract="")])) == 2


def test_a_long_title_joins_where_nothing_is_known_against_it() -> None:
    """A page without authors and a bibliography without abstracts know different things."""
    page, entry = record(LONG), record(LONG, line=9, abstract="", authors=(name(),), year=2024)

    (draft,) = merge_records([page, entry])

    assert (draft.abstract, draft.facts.year) == (page.abstract, 2024)
    assert [join.reason for join in draft.joins] == ["same long title"]


def test_the_first_author_and_the_title_join() -> None:
    """A rewritten abstract does not make another paper."""
    rewritten = "Nothing of the former words remains here."
    records = [record(authors=(name(),)), record(day=LATER, authors=(name(given="A."),), abstract=rewritten)]

    (draft,) = merge_records(records)

    assert draft.abstract.source == rewritten
    assert [join.reason for join in draft.joins] == ["same title and first author"]


@pytest.mark.parametrize(("year", "papers"), [(2020, 1), (2024, 2), (None, 1)])
def test_a_column_of_one_author_is_one_paper_a_year(year: int | None, papers: int) -> None:
    """A short title and its author come again year after year; a preprint's year may be one off."""
    records = [record("Editorial", authors=(name(),), abstract="", year=2019)]
    records.append(record("Editorial", line=2, authors=(name(),), abstract="", year=year))

    assert len(merge_records(records)) == papers


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Günter Pöppel", "G. Pöppel"),
        ("Günter Pöppel", "Poeppel, Gunter"),
        ("Günter Pöppel", "Pöppel"),
        ("Wei-Lin Chiang", "Weilin Chiang"),
        ("Wei-Lin Chiang", "W.-L. Chiang"),
        ("Zhang Wei", "Wei Zhang"),
        ("Jo van den Berg", "Berg, J."),
        ("Pamela Sue Loach", "Loach, PS"),
        ("Søren Ørsted", "Soren Orsted"),
        ("Фёдор Достоевский", "F. Dostoevskiy"),
        ("Conor O'Brien", "C. OBrien"),
        ("Gemini Team", "Gemini Team, Google"),
    ],
)
def test_one_person_may_be_written_in_many_ways(first: str, second: str) -> None:
    """Initials, other letters, another order."""
    assert same_person(parse_name(first), parse_name(second))
    assert same_person(parse_name(second), parse_name(first))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Günter Pöppel", "Hans Pöppel"),
        ("Wei Wang", "Wang Lei"),
        ("G. Pöppel", "G. Popper"),
        ("A. Bell", "B. Abel"),
        ("Author 1", "Author 12"),
    ],
)
def test_other_people_are_others(first: str, second: str) -> None:
    """A family name alone is not enough where given names are known."""
    assert not same_person(parse_name(first), parse_name(second))


def test_an_initial_joins_no_two_people() -> None:
    """W. Zhang may be Wei or Wen, but not both."""
    authors = ("Wei Zhang", "Wen Zhang", "W. Zhang")
    records = [
        record(LONG, line=line, authors=(parse_name(text),), abstract="") for line, text in enumerate(authors)
    ]

    assert _sizes(merge_records(records)) == [2, 1]


@pytest.mark.parametrize(
    ("facts", "others"),
    [
        ({"arxiv": "2401.00001"}, {"arxiv": "2401.00002"}),
        ({"doi": "10.1/a"}, {"doi": "10.1/b"}),
        ({"venue": "Letters", "volume": "1"}, {"venue": "Letters", "volume": "2"}),
        ({"venue": "Letters", "pages": "1-9"}, {"venue": "Letters.", "pages": "11-19"}),
    ],
)
def test_what_names_two_things_never_joins_by_title(facts: dict[str, Any], others: dict[str, Any]) -> None:
    """Not even over a third record that names neither."""
    known = enumerate((facts, {}, others))
    records = [record(LONG, line=line, authors=(name(),), **more) for line, more in known]

    assert _sizes(merge_records(records)) == [2, 1]


def test_facts_fill_up_from_older_records() -> None:
    """What the newest dump does not know, an older one may."""
    (draft,) = merge_records(
        [
            record(arxiv="2401.00001", year=2024),
            record(day=LATER, arxiv="2401.00001", abstract=""),
        ]
    )

    assert draft.facts.year == 2024
    assert draft.abstract


@pytest.mark.parametrize(
    ("known", "other", "taken"),
    [
        ("Lee+", "LEE, Kim, Wan", "LEE, Kim, Wan"),
        ("Lee+", "Lee, Kim+", "Lee, Kim+"),
        ("Lee, Kim+", "Lee, Kim", "Lee, Kim+"),
        ("Lee, Kim+", "Lee, Wan, Kim", "Lee, Kim+"),
        ("Lee+", "Wan, Lee", "Lee+"),
        ("Lee", "Lee, Kim, Wan", "Lee"),
        ("Lee", "Lee+", "Lee"),
        ("", "Lee+", "Lee+"),
        ("Lee+", "", "Lee+"),
    ],
)
def test_a_list_of_authors_that_goes_on_gives_way_to_one_that_knows_how(
    known: str, other: str, taken: str
) -> None:
    """It begins with the same names and has more; names and whether there are more come from one source."""

    def facts(listed: str) -> Facts:
        names = filter(None, listed.removesuffix("+").split(", "))
        return Facts(authors=tuple(name(each, "A.") for each in names), has_more_authors="+" in listed)

    assert facts(known).filled_from(facts(other)) == facts(taken)


def test_records_told_apart_are_two_papers(tmp_path: Path) -> None:
    """Who is named first keeps the identifier that both claim."""
    records = [record(line=4, arxiv="2401.00001"), record(line=14, arxiv="2401.00001")]
    said = (
        f"apart: [{{records: ['data/dumps/{FILE}:4', '{FILE}:14'], because: the second one is an erratum}}]"
    )

    first, second = merge_records(records, _curation(tmp_path, said))

    assert (first.facts.arxiv, second.facts.arxiv) == ("2401.00001", "")
    assert (first.is_apart, second.is_apart) == (True, True)


def test_records_called_the_same_are_one_paper(tmp_path: Path) -> None:
    """By identifier, DOI, place or title; the reason is kept."""
    records = [
        record("Red", line=1, arxiv="2401.00001"),
        record("Green", line=2, arxiv="2401.00002", abstract=OTHER),
        record("Blue", line=3, doi="10.1000/x", abstract="x"),
        record("Grey, Not Black", line=4, abstract="y"),
        record("White", line=5, abstract="z"),
    ]
    names = f"['arXiv:2401.00001v3', {FILE}:2, 10.1000/X, 'grey: not black']"

    drafts = merge_records(records, _curation(tmp_path, f"same:\n- records: {names}\n  because: I asked"))

    assert _sizes(drafts) == [4, 1]
    assert {join.reason for join in drafts[0].joins} == {"a curator said so: I asked"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("same:\n- records: [Red,\n    Pink]\n  because: x", "curation.yml:3: no record is 'Pink'"),
        (
            "apart:\n- records: [Red, 'page.txt:99']\n  because: x",
            "curation.yml:2: no record is 'page.txt:99'",
        ),
        (
            "apart:\n- records: [Red, RED]\n  because: x",
            "curation.yml:2: 'RED' names a record that stands here",
        ),
        ("apart:\n- records: [Red]\n  because: x", "curation.yml:2: apart.0.records: .*at least 2"),
        ("apart:\n- records: [Red, Blue]", "curation.yml:2: apart.0.because: is missing"),
        ("same:\n- records: [2401.10, Blue]\n  because: x", "curation.yml:2: .*is no text"),
        (
            "apart:\n- records: [Red, Blue]\n  because: x\nsame:\n- records: [Red, Blue]\n  because: y",
            "curation.yml:5: these records are one paper and are told apart as well",
        ),
    ],
)
def test_a_decision_about_nothing_is_an_error_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """A slip of the hand is found at once."""
    records = [record("Red"), record("Blue", line=2, abstract=OTHER)]

    with pytest.raises(DigestError, match=message):
        merge_records(records, _curation(tmp_path, text))


def test_thousands_of_records_of_one_title_take_no_longer_than_others() -> None:
    """Time grows with the number of records, not with the number of pairs."""
    records = [
        record("Editorial", line=line, abstract=f"{line} {OTHER} {line * 7}", authors=(name(f"Name{line}"),))
        for line in range(2_000)
    ]
    begin = time.process_time()

    drafts = merge_records(records)

    assert len(drafts) == 2_000
    assert time.process_time() - begin < 10


_RECORDS = st.lists(
    st.builds(
        record,
        st.sampled_from(["Red", LONG]),
        line=st.integers(1, 40),
        day=st.sampled_from([DAY, LATER]),
        arxiv=st.sampled_from(["", "2401.00001", "2401.00002"]),
        doi=st.sampled_from(["", "10.1/a", "10.1/b"]),
        abstract=st.sampled_from(["", "one two three", "one two four", "five six seven"]),
        authors=st.sampled_from([(), (name(),), (name(given="A."),), (name(given="Bo"),)]),
    ),
    max_size=8,
)


@given(_RECORDS, st.randoms())
def test_the_order_of_records_does_not_matter(records: list, random) -> None:  # type: ignore[no-untyped-def, type-arg]  # noqa: ANN001
    """Merging a shuffled list gives the same papers in the same order."""
    shuffled = list(records)
    random.shuffle(shuffled)

    assert merge_records(shuffled) == merge_records(records)


@given(_RECORDS)
def test_no_record_is_lost_and_none_counted_twice(records: list) -> None:  # type: ignore[type-arg]
    """The records behind the papers are the records that came in, and each join has its reason."""
    drafts = merge_records(records)

    behind = [found for draft in drafts for found in draft.records]
    assert sorted(behind, key=repr) == sorted(records, key=repr)
    assert all(len(draft.joins) == len(draft.records) - 1 for draft in drafts)


@given(_RECORDS)
def test_no_two_papers_share_an_identifier(records: list) -> None:  # type: ignore[type-arg]
    """Whatever shares an identifier is one paper."""
    drafts = merge_records(records)

    for mark in ("arxiv", "doi"):
        owners = [{getattr(found.facts, mark) for found in draft.records} - {""} for draft in drafts]
        assert sum(map(len, owners)) == len(set().union(*owners))


def _assert_distinct(drafts: tuple[Draft, ...]) -> None:
    """Check that no two papers share an arXiv identifier or a title."""
    for marks in (
        [{found.facts.arxiv for found in draft.records} - {""} for draft in drafts],
        [{normalise_title(found.title.source) for found in draft.records} for draft in drafts],
    ):
        assert sum(map(len, marks)) == len(set().union(*marks))


@pytest.mark.parametrize(
    ("material", "listed", "told", "different"),
    [("made_up", 791, 90, 831), pytest.param("real_data", 2_119, 150, 2_141, marks=pytest.mark.real)],
    indirect=["material"],
)
def test_the_papers_of_daily_lists_are_distinct(
    material: Path, tmp_path: Path, listed: int, told: int, different: int
) -> None:
    """Each item of each day is a paper of its own; another list's text repeats some of them and no more."""
    lists = read_dumps(material / "hf_daily", "hf_daily").records
    text = read_dumps(dated_copies(material / "hf_text", tmp_path), "hf_text").records

    drafts, together = merge_records(lists), merge_records((*lists, *text))

    assert (len(lists), len(drafts)) == (listed, listed)
    assert (len(text), len(together)) == (told, different)
    _assert_distinct(drafts)
    _assert_distinct(together)


@pytest.mark.parametrize(
    ("material", "journal", "columns", "papers"),
    [
        ("made_up", "journal", 76, 96),
        pytest.param("real_data", "tugboat", 2_718, 2_746, marks=pytest.mark.real),
    ],
    indirect=["material"],
)
def test_every_issue_of_a_journal_keeps_its_editorial(
    material: Path, tmp_path: Path, journal: str, columns: int, papers: int
) -> None:
    """Entries of one journal under the same title and author are as many papers."""
    copies = dated_copies(material / "bib", tmp_path)
    records = read_dumps(copies, "bib").records
    of_journal: list[Record] = [found for found in records if journal in found.location.path]

    assert len(merge_records(of_journal)) == len(of_journal) == columns
    assert len(merge_records(records)) == papers


@pytest.mark.parametrize("days", [(1, 2), (2, 1)])
def test_a_venue_comes_with_its_year(days: tuple[int, int]) -> None:
    """The preprint's year is another one, and may come first or last; the key is the same in both orders."""
    preprint = record("Semantics of Ropes", day=dt.date(2025, 10, days[0]), year=2020, arxiv="2001.00001")
    published = record(
        "Semantics of Ropes",
        day=dt.date(2025, 10, days[1]),
        authors=(name(),),
        year=2021,
        venue="ROPE 2021",
        pages="1-9",
        arxiv="2001.00001",
    )

    (draft,) = merge_records([preprint, published])

    assert (draft.facts.venue, draft.facts.year, draft.facts.pages) == ("ROPE 2021", 2021, "1-9")
    assert make_key(draft.facts.authors, draft.facts.year, draft.title.source, ()) == "moreau2021semantics"


def test_a_doi_of_two_papers_joins_nobody() -> None:
    """It is that of their proceedings: no paper gets it, and both places are told."""
    papers = [
        record("Tying Bowlines by Watching Sailors", line=1, doi="10.1/9", authors=(name("Kolb"),)),
        record("Sparse Anchors in Convex Harbours", line=9, doi="10.1/9", authors=(name("Bell"),)),
    ]

    assert [draft.facts.doi for draft in merge_records(papers)] == ["", ""]
    assert [problem.location.line for problem in shared_dois(papers)] == [1, 9]


def test_a_paper_with_another_title_keeps_its_doi() -> None:
    """Authors change titles; the same first author, or most of the words, are one paper."""
    papers = [
        record("Tying Bowlines by Watching Sailors", line=1, doi="10.1/9", authors=(name("Kolb"),)),
        record("Knots from Video", line=9, doi="10.1/9", authors=(name("Kolb"),)),
        record("Watching Sailors Tying Bowlines: An Addendum", line=20, doi="10.1/9"),
    ]

    (draft,) = merge_records(papers)
    assert draft.facts.doi == "10.1/9"
    assert not [*shared_dois(papers)]


@pytest.mark.parametrize(
    "details", [({"book_edition": "1"}, {"book_edition": "2"}), ({"isbn": "978-1"}, {"isbn": "978-2"})]
)
def test_editions_of_a_book_stay_apart(details: tuple[dict[str, str], dict[str, str]]) -> None:
    """Title and author are the same, and yet each is cited by itself."""
    books = [
        replace(
            record("Ropes and Their Knots", line=line, authors=(name(),), details=Details.of(known)),
            entry_type="book",
        )
        for line, known in enumerate(details, 1)
    ]

    assert len(merge_records(books)) == 2


@pytest.mark.parametrize("days", [(1, 2), (2, 1)])
def test_full_given_names_win_over_initials(days: tuple[int, int]) -> None:
    """Of the same people, whichever dump came later."""
    full, short = (
        record("Semantics", day=dt.date(2025, 10, day), arxiv="2001.00001", authors=(name(given=given),))
        for day, given in zip(days, ("Ada", "A."), strict=True)
    )

    (draft,) = merge_records([full, short])
    assert [author.given for author in draft.facts.authors] == ["Ada"]
