"""BibTeX that real BibTeX accepts."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.models import Details, Facts, Paper
from generator.base.names import Name, parse_name
from generator.bibliography import parse_library, read_library
from generator.bibliography.codec import is_balanced
from generator.output.citations import add_abstract, protect_capitals, render_bibtex, render_entry
from tests.samples import DAY, name, paper
from tests.world import ROOT


@pytest.fixture(scope="module")
def published() -> tuple[Paper, ...]:
    """Give the papers of the committed bibliography."""
    entries = read_library(ROOT / "data" / "library.bib", "data/library.bib").entries
    return tuple(
        paper(
            entry.key,
            entry.title,
            entry_type=entry.entry_type,
            facts=entry.facts,
            edition=entry.edition or DAY,
        )
        for entry in entries
    )


def test_an_entry_has_what_is_known_in_a_fixed_order() -> None:
    """Braces protect capitals, accents are commands, signs are escaped, identifiers are bare."""
    facts = Facts(
        authors=(parse_name("Luc Van Gool"), parse_name("Team Wan"), parse_name("Korbinian Pöppel")),
        year=2025,
        venue="Signals & Systems",
        volume="15",
        number="2",
        pages="31-46",
        doi="10.1007/978-3_2",
        arxiv="2401.00001",
        primary_class="cs.AR",
        published_title="Another Title",
    )

    written = render_entry(paper("vangool2025gpu", "70% of $x^{2}$ GPU_s", entry_type="article", facts=facts))

    assert written == (
        "@article{vangool2025gpu,\n"
        "  title = {70\\% of $x^{2}$ {GPU\\_s}},\n"
        '  author = {Van Gool, Luc and {Team Wan} and P{\\"o}ppel, Korbinian},\n'
        "  journal = {Signals \\& Systems},\n"
        "  volume = {15},\n"
        "  number = {2},\n"
        "  pages = {31--46},\n"
        "  year = {2025},\n"
        "  doi = {10.1007/978-3_2},\n"
        "  eprint = {2401.00001},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.AR},\n"
        "  url = {https://doi.org/10.1007/978-3_2},\n"
        "  note = {Published as ``Another Title''},\n"
        "}\n"
    )


def test_an_entry_is_known_by_its_retired_keys_too() -> None:
    """A document that cites an old key compiles with biblatex after the next download."""
    assert "  ids = {old1,old2},\n" in render_entry(replace(paper(), retired_keys=("old1", "old2")))
    assert "ids" not in render_entry(paper())


def test_a_doi_is_the_doi() -> None:
    """Its angle brackets are part of it; what would end the field is not written."""
    facts = Facts(doi="10.1002/(SICI)1097<735::AID-JCLP10>3.0.CO;2-Q}{x")

    assert "  doi = {10.1002/(SICI)1097<735::AID-JCLP10>3.0.CO;2-Q%7D%7Bx},\n" in render_entry(
        paper(facts=facts)
    )


def test_a_paper_of_which_nothing_is_known_invents_nothing() -> None:
    """Title and the key to sort by are all."""
    written = render_entry(paper("fast-cache", "Fast Caches", facts=Facts()))

    assert written == "@misc{fast-cache,\n  title = {Fast Caches},\n  key = {fast-cache},\n}\n"


@pytest.mark.parametrize("entry_type", ["article", "inproceedings"])
@pytest.mark.parametrize("missing", [{"authors": ()}, {"year": None}, {"venue": ""}])
def test_an_entry_that_lacks_what_its_type_wants_is_a_misc(entry_type: str, missing: dict[str, Any]) -> None:
    """Styles warn of a field that an article lacks; a @misc may lack it, and says where in one field."""
    known: dict[str, Any] = {"authors": (name(),), "year": 2024, "venue": "Signals & Systems"}
    facts = Facts(**(known | missing), series="LNCS", volume="15", number="2", pages="31-46")

    written = render_entry(paper(entry_type=entry_type, facts=facts))

    place = "LNCS 15(2), 31--46" if missing == {"venue": ""} else "Signals \\& Systems, LNCS 15(2), 31--46"
    assert written.startswith("@misc{")
    assert f"  howpublished = {{{place}}},\n" in written
    assert not re.search(r"^  (journal|booktitle|series|volume|number|pages) =", written, re.MULTILINE)


def test_proceedings_with_volume_and_number_name_both_in_their_title() -> None:
    """BibTeX takes only one of the two from an @inproceedings."""
    facts = Facts(authors=(name(),), year=2024, venue="PACM", volume="7", number="4", pages="1-9")

    written = render_entry(paper(entry_type="inproceedings", facts=facts))

    assert "  booktitle = {PACM 7(4)},\n  pages = {1--9},\n" in written
    assert "volume =" not in written


@pytest.mark.parametrize(
    ("entry_type", "written", "left_out"),
    [
        ("book", "  edition = {Third},\n", "type"),
        ("inproceedings", "  note = {Edition: Third; With errata},\n", "edition|type"),
        ("techreport", "  type = {Part},\n", "edition"),
        ("misc", "  type = {Part},\n", "edition"),
    ],
)
def test_an_edition_and_a_kind_stand_where_the_type_has_a_field(
    entry_type: str, written: str, left_out: str
) -> None:
    """Biber takes neither from an @inproceedings; a note says the edition then."""
    details = Details.of({"book_edition": "Third", "type": "Part", "note": "With errata"})
    facts = Facts(authors=(name(),), year=2024, venue="PACM", details=details)

    entry = render_entry(paper(entry_type=entry_type, facts=facts))

    assert written in entry
    assert not re.search(rf"^  ({left_out}) =", entry, re.MULTILINE)


@pytest.mark.parametrize(
    ("odd", "written"),
    [
        (Name(family="Eve", given="-"), "{- Eve}"),
        (Name(family="Inc., The, Ltd.", given="Eve"), "{Eve Inc., The, Ltd.}"),
        (Name(family="Smith (Wu)", given="Ann"), "{Ann Smith (Wu)}"),
        (Name(family="Panda", given="D. K. (DK)"), "Panda, D. K. (DK)"),
        (Name(family="Smith", suffix="Jr.", given="John"), "Smith, Jr., John"),
        (Name(family="Seng", given="Mary-Lou"), "Seng, Mary-Lou"),
    ],
)
def test_a_name_that_programs_would_misread_is_held_together(odd: Name, written: str) -> None:
    """BibTeX wants letters after the comma, biber takes a third comma, natbib a parenthesis for a mistake."""
    assert f"  author = {{{written}}},\n" in render_entry(paper(facts=Facts(authors=(odd,))))


def test_a_place_has_no_space_at_its_end() -> None:
    """Some parsers would keep it and some not."""
    assert "{31--46}" in render_entry(paper(facts=Facts(pages=" 31-46\x85")))


def test_an_address_holds_only_characters() -> None:
    """A file with half a character, or none, cannot be read as UTF-8."""
    assert "  doi = {10.1/\N{REPLACEMENT CHARACTER}},\n" in render_entry(
        paper(facts=Facts(doi="10.1/\uffff"))
    )


def test_nothing_invisible_reaches_the_file() -> None:
    """What pages are pasted with is in no field."""
    facts = Facts(
        authors=(Name(family="Lo\u00advelace", given="A\u200bda"),), doi="10.1/\ufeffx", venue="J\u2060C"
    )
    assert render_entry(paper(title="Sp\u200bace", facts=facts)).isascii()


@pytest.mark.parametrize(
    ("title", "protected"),
    [
        ("A GPU for NeRF in C++ and 3D", "A {GPU} for {NeRF} in {C++} and {3D}"),
        ("nnAudio, E2GC, 100B and L1", "{nnAudio}, {E2GC}, {100B} and {L1}"),
        ("On Gaussians and the Hopper", "On {Gaussians} and the {Hopper}"),
        ("ZeRO-Infinity: A Wall", "{ZeRO-Infinity}: {A} Wall"),
        ("Sail-Or-Sink: boats", "{Sail-Or-Sink}: boats"),
        ("A Japanese Kolmogorov-Arnold Network", "A {Japanese} {Kolmogorov-Arnold} Network"),
        ("A U-Net, t-SNE, k-NN and Kelp4-Omni", "A {U-Net}, {t-SNE}, {k-NN} and {Kelp4-Omni}"),
        (r"BOAT-bench, S\_Dbw, pH and McRae's", r"{BOAT-bench}, {S\_Dbw}, {pH} and {McRae's}"),
        ("Multi-GPU, LLM-as-a-Judge, CUDA-Aware", "Multi-{GPU}, {LLM}-as-a-Judge, {CUDA}-Aware"),
        ("BOAT-Large and DeepKelp-R1-Zero", "{BOAT-Large} and {DeepKelp-R1-Zero}"),
        ("Is It True? An Answer! Yes: It Is", "Is It True? {A}n Answer! {Y}es: {I}t Is"),
        ("``What'' and `Who' of ``Ropes''", "``{W}hat'' and `{W}ho' of ``{R}opes''"),
        ("A TITLE WRITTEN IN LOUD LETTERS", "A TITLE WRITTEN IN LOUD LETTERS"),
        ("C\\#, F\\# and R\\&D", "{C\\#}, {F\\#} and {R\\&D}"),
        (r"The Schr{\"o}dinger Bridge", r"The {Schr{\"o}dinger} Bridge"),
        (r"On {\'E}tudes on Frontier at New Frontiers", r"On {\'E}tudes on Frontier at New Frontiers"),
        ("GPU-Friendly Part I", "{GPU}-Friendly Part {I}"),
        (r"M{\'e}lange of {GPU}s", r"M{\'e}lange of {GPU}s"),
        (r"From $GPU$ to \emph{GPU} \LaTeX", r"From {$GPU$} to \emph{GPU} \LaTeX"),
        (r"$x_{i}$ in $O(\log n)$, {$O(1)$}", r"$x_{i}$ in {$O(\log n)$}, {$O(1)$}"),
        ("Ropes of Norway in a June", "Ropes of {Norway} in a {June}"),
        ("A Plain Title Without Names", "A Plain Title Without Names"),
    ],
)
def test_capitals_that_mean_something_are_protected(title: str, protected: str) -> None:
    """Styles write titles in lower case; acronyms and proper nouns stay."""
    assert protect_capitals(title) == protected


def test_a_book_needs_editors_or_authors() -> None:
    """An edited volume is a @book, and its month is the name that every style knows."""
    details = Details.of({"editor": "Moss, Ida", "month": "5"})
    facts = Facts(year=2031, venue="Rope Press", details=details)

    written = render_entry(paper("knots2031", "Knots", entry_type="book", facts=facts))

    assert written.startswith("@book{knots2031,\n  title = {Knots},\n  editor = {Moss, Ida},\n")
    assert "  publisher = {Rope Press},\n" in written
    assert "  month = may,\n" in written


@pytest.mark.parametrize(("kind", "written"), [("PhD thesis", False), ("Habilitation", True)])
def test_a_kind_that_styles_know_is_not_repeated(kind: str, written: bool) -> None:  # noqa: FBT001
    """They write a kind that an entry names with small letters: "Phd thesis"."""
    facts = Facts(authors=(name("Ida Moss"),), year=2031, venue="Quay", details=Details.of({"type": kind}))

    entry = render_entry(paper("knots2031", "Knots", entry_type="phdthesis", facts=facts))

    assert (f"type = {{{kind}}}" in entry) is written


def test_a_comment_never_begins_an_entry() -> None:
    """Lines stay lines, and BibTeX, which knows no comments, finds no @ in them."""
    text = render_bibtex([render_entry(paper("a", "A"))], ("me@example.org\n@misc{site,", "1 paper"))

    assert text.startswith("% me at example.org at misc{site,\n% 1 paper\n\n@misc{a,")


def test_an_abstract_is_the_last_field_of_an_entry() -> None:
    """Its formulas and accents are LaTeX, and all else stays."""
    cited = paper("a", "A", abstract=r"A café & $x^{2}$ in {braces")
    entry = render_entry(cited)

    text = add_abstract(entry, cited)

    last = "  abstract = {A caf{\\'e} \\& $x^{2}$ in {\\textbraceleft}braces},\n}\n"
    assert text == entry.removesuffix("}\n") + last


def test_a_retracted_paper_says_so_in_title_and_note() -> None:
    """Who cites it by mistake sees it in the bibliography."""
    text = render_entry(paper("a", "A GPU", retracted="figures were $x_1$ made up & sold"))

    assert "  title = {{[RETRACTED]} A {GPU}},\n" in text
    assert "  note = {Retracted: figures were $x_1$ made up \\& sold},\n" in text


hostile = st.lists(
    st.sampled_from(
        ["{", "}", "\\", "$", "%", "&", "#", "_", "~", "^", "@misc{x,", '"', "é", "GPU", " ", "\\{", "北"]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    max_size=8,
).map("".join)


@given(hostile, hostile, hostile, hostile)
@example("", "\r@misc{x,", "", "")
def test_no_text_breaks_out_of_its_field(title: str, author: str, venue: str, address: str) -> None:
    """Any strings give one entry with the same fields, none of them unbalanced."""
    author_name = Name(family=f"X{author}", given=title)
    facts = Facts(authors=(author_name,), venue=f"V{venue}", year=2024, doi=f"1{address}")

    papers = [paper("key", f"T{title}", entry_type="article", facts=facts)]
    text = render_bibtex(map(render_entry, papers), (address,))

    library = parse_library(text, "x")
    assert [entry.key for entry in library.entries] == ["key"]
    assert library.problems == ()
    assert is_balanced(render_entry(papers[0]))
    assert len(library.entries[0].facts.authors) == 1
    assert "V" in library.entries[0].facts.venue[:11]  # with a mark above it, it is a formula: $\\vec{V}$


def test_the_export_reads_back_to_the_same_facts(published: tuple[Paper, ...]) -> None:
    """Names, years and identifiers of every paper survive."""
    library = parse_library(render_bibtex(map(render_entry, published), ()), "x")

    assert library.problems == ()
    read = {entry.key: entry for entry in library.entries}
    assert sorted(read) == sorted(paper.key for paper in published)
    for original in published:
        facts = read[original.key].facts
        assert [(author.family, author.given) for author in facts.authors] == [
            (author.family, author.given) for author in original.facts.authors
        ]
        kept = ("year", "volume", "number", "pages", "arxiv", "doi", "primary_class")
        assert [getattr(facts, field) for field in kept] == [getattr(original.facts, field) for field in kept]


@pytest.mark.parametrize(
    ("title", "wants"),
    [
        ("Plain Ropes", ""),
        (
            "Phở Huế",
            "% LaTeX: LuaLaTeX or XeLaTeX, and a font with the letters of other scripts in here",
        ),
        (
            "Trần",
            "% LaTeX: with biblatex LuaLaTeX or XeLaTeX; biber takes letters with two accents apart",
        ),
        ("Wąż", r"% LaTeX: \usepackage[T1]{fontenc}"),
        ("灯台", "% LaTeX: LuaLaTeX or XeLaTeX, and a font with the letters of other scripts in here"),
    ],
)
def test_a_file_says_what_it_wants_of_latex(title: str, wants: str) -> None:
    """A package, another program, or nothing: then the oldest document takes it."""
    head = render_bibtex([render_entry(paper(title=title))], ("A",)).partition("@")[0]

    assert head.strip().splitlines() == ["% A", *filter(None, [wants])]
