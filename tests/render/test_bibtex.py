"""BibTeX that real BibTeX accepts."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library import parse_library, read_library
from generator.library.values import is_balanced
from generator.models import Facts, Paper
from generator.names import Name, parse_name
from generator.render.bibtex import protect_capitals, render_bibtex, render_entry
from tests.samples import DAY, name, paper

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


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
        "  title = {70\\% of $x^{2}$ {GPU}\\_s},\n"
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
        "  url = {https://arxiv.org/abs/2401.00001},\n"
        "  note = {Published as ``Another Title''},\n"
        "}\n"
    )


def test_a_paper_of_which_nothing_is_known_invents_nothing() -> None:
    """Title and the key to sort by are all."""
    written = render_entry(paper("fast-cache", "Fast Caches", facts=Facts()))

    assert written == "@misc{fast-cache,\n  title = {Fast Caches},\n  key = {fast-cache},\n}\n"


@pytest.mark.parametrize(
    ("title", "protected"),
    [
        ("A GPU for NeRF in C++ and 3D", "A {GPU} for {NeRF} in {C++} and {3D}"),
        ("nnAudio, E2GC, 100B and L1", "{nnAudio}, {E2GC}, {100B} and {L1}"),
        ("On Gaussians and the Hopper", "On {Gaussians} and the {Hopper}"),
        ("ZeRO-Infinity: A Wall", "{ZeRO-Infinity}: A Wall"),
        ("GPU-Friendly Part I", "{GPU}-Friendly Part {I}"),
        (r"M{\'e}lange of {GPU}s", r"M{\'e}lange of {GPU}s"),
        (r"From $GPU$ to \emph{GPU} \LaTeX", r"From $GPU$ to \emph{GPU} \LaTeX"),
        ("A Plain Title Without Names", "A Plain Title Without Names"),
    ],
)
def test_capitals_that_mean_something_are_protected(title: str, protected: str) -> None:
    """Styles write titles in lower case; acronyms and proper nouns stay."""
    assert protect_capitals(title) == protected


def test_a_collection_is_sorted_and_has_each_key_once() -> None:
    """The first of two papers of one key counts, and the comment counts entries."""
    papers = [paper("b", "B"), paper("a", "A"), paper("b", "Other")]

    text = render_bibtex(papers, source="me@example.org\n{site}")

    assert text.startswith("% me at example.org {site}\n% 2 papers\n\n@misc{a,")
    assert re.findall(r"@misc\{(\w+)", text) == ["a", "b"]
    assert "Other" not in text
    assert render_bibtex([]) == "% 0 papers\n"


hostile = st.lists(
    st.sampled_from(
        ["{", "}", "\\", "$", "%", "&", "#", "_", "~", "^", "@misc{x,", '"', "é", "GPU", " ", "\\{", "北"]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    max_size=8,
).map("".join)


@given(hostile, hostile, hostile, hostile)
def test_no_text_breaks_out_of_its_field(title: str, author: str, venue: str, address: str) -> None:
    """Any strings give one entry with the same fields, none of them unbalanced."""
    facts = Facts(authors=(Name(family=f"X{author}", given=title),), venue=f"V{venue}", doi=f"1{address}")

    papers = [paper("key", f"T{title}", facts=facts)]
    text = render_bibtex(papers, source=address)

    library = parse_library(text, "x")
    assert [entry.key for entry in library.entries] == ["key"]
    assert library.problems == ()
    assert is_balanced(render_entry(papers[0]))
    assert len(library.entries[0].facts.authors) == 1
    assert library.entries[0].facts.venue.startswith("V")


def test_the_export_reads_back_to_the_same_facts(published: tuple[Paper, ...]) -> None:
    """Names, years and identifiers of every paper survive."""
    library = parse_library(render_bibtex(published), "x")

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


@pytest.mark.parametrize("style", ["plain", "alpha", "abbrv", "unsrt"])
def test_bibtex_has_nothing_to_say(
    style: str, published: tuple[Paper, ...], require_tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    """The classic program and styles take every entry without a warning, even one without an author."""
    program = require_tool("bibtex", "apt-get install texlive-binaries texlive-base")
    papers = [
        *published,
        paper("nobody", "Nobody's <Paper> & 50%", facts=Facts(year=2024)),
        paper("x", "Y", facts=_odd()),
    ]
    (tmp_path / "all.bib").write_text(render_bibtex(papers, source="test"), "utf-8")
    (tmp_path / "all.aux").write_text(f"\\citation{{*}}\n\\bibdata{{all}}\n\\bibstyle{{{style}}}\n", "utf-8")

    done = subprocess.run([program, "all"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "arning" not in done.stdout + done.stderr
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "all.bbl").read_text("utf-8").count("\\bibitem") == len(papers)


def _odd() -> Facts:
    return Facts(
        authors=(name("A, B and C", "D}{"), Name(family="Anandu A S"), parse_name("Hal Daumé III")), year=2024
    )
