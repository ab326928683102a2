"""What readers set right, from the link on a page to the bibliography."""

import datetime as dt
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.errors import DigestError
from generator.base.models import Facts, Paper
from generator.base.names import Name, parse_name
from generator.bibliography.codec import decode, raw_entries, set_fields
from generator.config import Project
from generator.output.pages.fix_link import fix_address
from generator.workflows.fix import apply_fix, changes_of, read_fix
from generator.workflows.prepare import prepare_digest
from generator.workflows.resolve import lacking
from tests.samples import name, paper
from tests.world import make_world

DAY = dt.date(2031, 6, 1)
REPOSITORY = "https://example.org/paper-digest/"
KEY = "quill2030lantern"


@pytest.fixture
def world(tmp_path: Path) -> Project:
    """Give the made-up world."""
    return make_world(tmp_path)


def _body(shown: Paper) -> str:
    """Return the text of the issue that the link of a paper opens."""
    return parse_qs(urlsplit(fix_address(shown, REPOSITORY)).query)["body"][0]


def _apply(world: Project, text: str) -> list[str]:
    _, changes = apply_fix(world, text, "issue.md", DAY)
    return [str(change) for change in changes]


def _faults(world: Project, text: str) -> list[str]:
    before = world.library.read_text("utf-8")
    with pytest.raises(DigestError) as caught:
        apply_fix(world, text, "issue.md", DAY)
    assert world.library.read_text("utf-8") == before
    return [str(problem) for problem in caught.value.problems]


def _entry(world: Project, key: str = KEY) -> str:
    text = world.library.read_text("utf-8")
    start = text.index(f"{{{key},")
    return text[start : text.index("\n}", start)]


def test_the_link_opens_an_issue_on_the_repository() -> None:
    """With a title that names the paper, and its facts as YAML."""
    address = urlsplit(fix_address(paper(), REPOSITORY))
    query = parse_qs(address.query)

    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{REPOSITORY}issues/new"
    assert query["title"] == ["Fix moreau2024cache"]
    assert (
        "```yaml\n"
        "key: moreau2024cache\n"
        'title: "A Cache for Kernels"\n'
        "authors:\n"
        '- "Moreau, Ada"\n'
        'year: "2024"\n'
        'type: "misc"\n'
        'venue: ""\n'
        'doi: ""\n'
        'arxiv: "2401.00001"\n'
        'code: ""\n'
        'url: ""\n'
        'pages: ""\n'
        'volume: ""\n'
        'number: ""\n'
        "```\n"
    ) in query["body"][0]


def test_an_unchanged_issue_changes_nothing(world: Project) -> None:
    """Of no paper, with the line ends of the web or of a file; the file is not written."""
    before = world.library.read_bytes()
    for shown in prepare_digest(world).digest.papers:
        for text in (_body(shown), _body(shown).replace("\n", "\r\n")):
            fix, _ = read_fix(text, "issue.md")
            assert changes_of(fix, shown) == (), shown.key
    assert _apply(world, _body(prepare_digest(world).digest.by_key[KEY])) == []
    assert world.library.read_bytes() == before


@given(
    title=st.text(min_size=1),
    other=st.text(),
    year=st.none() | st.integers(1000, 9999),
    written=st.lists(st.text(min_size=1), max_size=4),
)
def test_whatever_a_paper_holds_comes_back(
    title: str, other: str, year: int | None, written: list[str]
) -> None:
    """Text of strangers goes through the address, the issue and YAML, and means what it meant."""
    names = tuple(parse_name(text) for text in written)
    facts = Facts(authors=names, year=year, venue=other, doi=other, code=other, arxiv=other, pages=other)
    shown = paper(title=title, facts=facts)
    fix, _ = read_fix(_body(shown), "issue.md")

    assert changes_of(fix, shown) == ()


@pytest.mark.parametrize(
    "written",
    ["Van Gool, Luc", "{Team Wan}", "Smith, Jr., John", "Plato", "{Anandu A S}", "O'Neil, Liam", "Ørn, Åse"],
)
def test_names_come_back(written: str) -> None:
    """Groups, particles, suffixes and single names stay what they are."""
    shown = paper(facts=Facts(authors=(parse_name(written), name())))
    fix, _ = read_fix(_body(shown), "issue.md")

    assert changes_of(fix, shown) == ()


def test_a_list_of_authors_that_goes_on_still_does(world: Project) -> None:
    """Its last item says so; left there it changes nothing, and taken out the list is whole."""
    text = world.library.read_text("utf-8")
    world.library.write_text(set_fields(text, {KEY: {"author": "Quill, Ada and others"}}), encoding="utf-8")
    shown = prepare_digest(world).digest.by_key[KEY]
    fix, _ = read_fix(_body(shown), "issue.md")

    assert _body(shown).index('- "others"\n') > _body(shown).index('- "Quill, Ada"\n')
    assert changes_of(fix, shown) == ()
    assert _apply(world, f"key: {KEY}\nauthors:\n- Quill, Ada\n- et al.\n") == []
    assert _apply(world, f"key: {KEY}\nauthors:\n- Quill, Ada\n- Berg, Jo\n") == [
        "authors: Quill, Ada and others -> Quill, Ada and Berg, Jo"
    ]
    assert not prepare_digest(world).digest.by_key[KEY].facts.has_more_authors


@pytest.mark.parametrize("count", [60, 600])
def test_an_address_is_never_too_long(count: int) -> None:
    """What does not fit is left out with a word about it, and so stays as it is."""
    authors = tuple(Name(family=f"Familyname{n}", given="Alexander") for n in range(count))
    shown = paper(facts=Facts(authors=authors, year=2024))
    fix, _ = read_fix(_body(shown), "issue.md")

    assert len(fix_address(shown, REPOSITORY)) <= 8000
    assert (fix.authors is None) == (count == 600)
    assert ("# authors: too long to be shown here" in _body(shown)) == (count == 600)
    assert changes_of(fix, shown) == ()


def test_changes_are_made_and_told(world: Project) -> None:
    """Only what differs; every other byte stays, and the source is noted."""
    before = world.library.read_text("utf-8")
    body = _body(prepare_digest(world).digest.by_key[KEY])
    text = body.replace('year: "2031"', "year: 2032").replace('- "{Lantern Team}"', "- Lamp, Lia\n- Plato")

    assert _apply(world, text) == [
        (
            "authors: Quill, Ada and Van den Berg, Jo and {Lantern Team}"
            " -> Quill, Ada and Van den Berg, Jo and Lamp, Lia and Plato"
        ),
        "year: 2031 -> 2032",
    ]
    assert _entry(world).startswith(
        _entry_of(before)
        .replace("{2031}", "{2032}")
        .replace("{Lantern Team}", "Lamp, Lia and Plato")
        .rsplit("\n", 1)[0]
    )
    assert "provenance = {fix 2031-06-01: author, year}" in _entry(world).replace("  ", " ")
    assert _apply(world, text) == []


def test_what_a_person_noted_about_sources_stays(world: Project) -> None:
    """Who looked a fact up by hand wrote so in words of their own."""
    text = world.library.read_text("utf-8")
    world.library.write_text(
        set_fields(text, {KEY: {"provenance": "asked Ada Quill & Co. by letter"}}), "utf-8"
    )
    _apply(world, f"key: {KEY}\npages: 10-20\n")

    library = world.library.read_text("utf-8")
    noted = decode(raw_entries(library)[KEY].fields["provenance"])
    assert noted == "fix 2031-06-01: pages; asked Ada Quill & Co. by letter"


def test_bare_yaml_names_what_it_changes(world: Project) -> None:
    """Fields that are not named stay; numbers keep their zeros; an arXiv address is an identifier."""
    text = f"key: {KEY}\npages: 10-20\narxiv: https://arxiv.org/abs/3101.10000v2\nvolume: 010\n"

    assert _apply(world, text) == [
        "arxiv: 3101.00001 -> 3101.10000",
        "pages: nothing -> 10-20",
        "volume: nothing -> 010",
    ]
    facts = prepare_digest(world).digest.by_key[KEY].facts
    assert (facts.arxiv, facts.pages, facts.volume) == ("3101.10000", "10-20", "010")
    assert facts.primary_class == ""


def test_what_a_dump_says_can_be_denied(world: Project) -> None:
    """An empty field stands against every dump, now and in later builds, and `digest resolve` leaves it."""
    dump = world.dumps / "2031-05-09-more.bib"
    facts = "eprint = {3101.00001}, url = {https://example.org/w}"
    dump.write_text(f"@misc{{x, title = {{Any}}, {facts}}}\n", encoding="utf-8")
    assert prepare_digest(world).digest.by_key[KEY].facts.url == "https://example.org/w"

    assert _apply(world, f"key: {KEY}\nurl:\ncode:\n") == [
        "code: https://example.org/lantern -> nothing",
        "url: https://example.org/w -> nothing",
    ]

    known = prepare_digest(world).digest.by_key[KEY].facts
    assert (known.url, known.code) == ("", "")
    assert "code" not in lacking(raw_entries(world.library.read_text("utf-8"))[KEY].fields)


@pytest.mark.parametrize("venue", ["NeurIPS 2024", "Workshop on the Sea", "SC '24"])
def test_a_venue_makes_a_preprint_what_it_is(world: Project, venue: str) -> None:
    """The reader left the type as the form shows it."""
    shown = prepare_digest(world).digest.by_key["oern2031gaussian"]
    assert shown.entry_type == "misc"
    text = _body(shown).replace('venue: ""', f'venue: "{venue}"')

    assert _apply(world, text) == ["type: misc -> inproceedings", f"venue: nothing -> {venue}"]
    entry = raw_entries(world.library.read_text("utf-8"))["oern2031gaussian"]
    assert (entry.entry_type, entry.fields["booktitle"]) == ("inproceedings", venue)
    assert _apply(world, text) == []


@pytest.mark.parametrize("pages", ["656-667", "656--667", "656–667", "656 – 667"])
def test_pages_are_taken_as_people_write_them(world: Project, pages: str) -> None:
    """With any dash."""
    _apply(world, f"key: {KEY}\npages: {pages}\n")

    assert prepare_digest(world).digest.by_key[KEY].facts.pages.replace(" ", "") == "656-667"


def test_authors_are_taken_as_a_list_or_as_bibtex_writes_them(world: Project) -> None:
    """The form shows how where none is known."""
    assert '# - "Family, Given"' in _body(prepare_digest(world).digest.by_key["migration-letters"])
    _apply(world, "key: migration-letters\nauthors: Doe, Jane and {Lantern Team}\n")
    facts = prepare_digest(world).digest.by_key["migration-letters"].facts

    assert facts.authors == (Name(family="Doe", given="Jane"), Name(family="Lantern Team", is_group=True))


def test_authors_that_name_nobody_are_refused(world: Project) -> None:
    """They would clear those that are known."""
    (fault,) = _faults(world, f"key: {KEY}\nauthors: et al.\n")

    assert fault.startswith("issue.md:2: authors: names nobody")


def test_other_faults_of_the_bibliography_do_not_stop_a_fix(world: Project) -> None:
    """Though the lines that they are told with move."""
    with world.library.open("a", encoding="utf-8") as library:
        library.write("@misc{aero-vers,\n  title = {Twice by Mistake},\n}\n@misc{broken\n  title = {}\n")

    assert _apply(world, f"key: {KEY}\npages: 1-2\nvolume: 3\n")


def test_an_entry_that_cannot_be_read_has_to_be_mended_first(world: Project) -> None:
    """With its line; a fix of another paper is taken."""
    text = world.library.read_text("utf-8")
    world.library.write_text(text.replace(f"{{{KEY},", f"{{{KEY}"), "utf-8")

    (fault,) = _faults(world, f"key: {KEY}\npages: 1-2\n")
    assert re.match(r"data/library.bib:\d+: this block cannot be read", fault)
    assert _apply(world, "key: oern2031gaussian\npages: 1-2\n")


def test_another_type_takes_the_venue_with_it(world: Project) -> None:
    """A paper that came out in a journal is an `@article` whose venue stands where styles look for it."""
    shown = prepare_digest(world).digest.by_key[KEY]
    assert (shown.entry_type, bool(shown.facts.venue)) == ("inproceedings", True)

    assert _apply(world, f"key: {KEY}\ntype: article\n") == ["type: inproceedings -> article"]
    entry = raw_entries(world.library.read_text("utf-8"))[KEY]
    assert (entry.entry_type, entry.fields["booktitle"]) == ("article", "")
    assert entry.fields["journal"] == shown.facts.venue
    assert prepare_digest(world).digest.by_key[KEY].facts == shown.facts

    assert len(_apply(world, f"key: {KEY}\ntype: misc\nvenue: Some Web Log\n")) == 2
    entry = raw_entries(world.library.read_text("utf-8"))[KEY]
    assert (entry.entry_type, entry.fields["howpublished"]) == ("misc", "Some Web Log")


def test_a_field_can_be_cleared(world: Project) -> None:
    """An empty value is a statement; a venue is cleared under the name that the entry has for it."""
    text = f"key: {KEY}\ncode:\nvenue: ''\nauthors: []\ndoi: \n"

    changed = [change.split(":")[0] for change in _apply(world, text)]
    assert changed == ["authors", "type", "venue", "doi", "code"]
    shown = prepare_digest(world).digest.by_key[KEY]
    facts = shown.facts
    assert (facts.code, facts.venue, facts.authors, facts.doi, shown.entry_type) == ("", "", (), "", "misc")


def test_what_a_build_shows_is_what_was_asked(world: Project) -> None:
    """An identifier taken from another paper is refused, since two papers would become one."""
    faults = _faults(world, f"key: {KEY}\narxiv: 3104.01234\n")

    assert any("same arXiv identifier as" in fault for fault in faults)
    assert all(fault.startswith("issue.md:1: ") for fault in faults)


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        ("key: nobody", 1, "no paper of the site has the key 'nobody'"),
        ("year: 2024", 1, "key: is missing"),
        (f"key: {KEY}\nyaer: 2024", 2, "yaer: no such field"),
        (f"key: {KEY}\nyear: 24", 2, "year: '24' has not four digits"),
        (
            f"key: {KEY}\ntype: journal",
            2,
            "type: 'journal' is none of article, inproceedings, book",
        ),
        (
            f"key: {KEY}\ntype:",
            2,
            "type: '' is none of article, inproceedings, book",
        ),
        (f"key: {KEY}\ndoi: 11.1/x", 2, "doi: '11.1/x' is no DOI"),
        (f"key: {KEY}\ndoi: 10.48550/arXiv.2401.00001", 2, "arXiv's own go into arxiv"),
        (f"key: {KEY}\narxiv: 24.1", 2, "arxiv: '24.1' is no arXiv identifier"),
        (f"key: {KEY}\ncode: javascript:x", 2, "code: 'javascript:x' is no address"),
        (f"key: {KEY}\nurl: https://a b", 2, "url: 'https://a b' is no address"),
        (f"key: {KEY}\ntitle: Another Name", 2, "belongs in data/curation.yml"),
        (f"key: {KEY}\ntitle:", 2, "belongs in data/curation.yml"),
        (f"key: {KEY}\nauthors:\n  a: b", 2, "authors: is no list"),
        (f"key: {KEY}\nvenue: ''\ntype: article", 3, "type: 'article' has a venue, and none is known"),
        (f"key: {KEY}\nyear: [1]", 2, "year: is no text"),
        (f"key: {KEY}\nkey: {KEY}", 2, "'key' comes twice"),
        (f"key: {KEY}\nyear: [", 3, "not YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line(world: Project, lines: str, line: int, reason: str) -> None:
    """Nothing is written; in an issue the line is that of the issue."""
    bare = _faults(world, lines)
    wrapped = _faults(world, f"Hello\n\n```yaml\n{lines}\n```\nBye\n")

    assert len(bare) == len(wrapped) == 1
    assert bare[0].startswith(f"issue.md:{line}: ")
    assert wrapped[0].startswith(f"issue.md:{line + 3}: ")
    assert reason in bare[0]
    assert reason in wrapped[0]


def test_all_mistakes_are_told_at_once(world: Project) -> None:
    """One problem each."""
    assert len(_faults(world, f"key: {KEY}\nyear: 24\narxiv: x\ncode: y\n")) == 3


@pytest.mark.parametrize("text", ["", "hello", "- a", "```yaml\n```", "key: &a [*a]\n", "!!python/name:os x"])
def test_what_is_no_fix_is_refused(world: Project, text: str) -> None:
    """Never a traceback."""
    assert _faults(world, text)


def test_two_blocks_are_refused(world: Project) -> None:
    """Nobody can say which one is meant."""
    block = f"```yaml\nkey: {KEY}\n```\n"

    assert _faults(world, block + block) == ["issue.md:4: holds a second block - leave one"]


def _entry_of(text: str) -> str:
    start = text.index(f"{{{KEY},")
    return text[start : text.index("\n}", start)]
