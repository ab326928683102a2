"""Formatted references, judged against each style's own rules."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.cache import Cache
from generator.base.models import Facts, Paper
from generator.base.names import Name, parse_name
from generator.config import open_project
from generator.output.citations import References, is_usual, references, usual_references
from generator.workflows.prepare import prepare_digest
from tests.browser.outline import parse_page, text_of
from tests.samples import name, paper
from tests.world import ROOT

STYLES = ["APA", "IEEE", "ACL"]
MORENO = (name(),)


def _written(title: str = "A Cache for Kernels", *, entry_type: str = "misc", **facts: Any) -> list[str]:  # noqa: ANN401
    """Return a paper's reference in each style, as HTML."""
    shown = paper(title=title, entry_type=entry_type, facts=Facts(**facts))
    return [str(reference.html) for reference in References().of(shown)]


@pytest.fixture(scope="module")
def published() -> tuple[Paper, ...]:
    """Give the papers of this repository."""
    return prepare_digest(open_project(ROOT)).digest.papers


def test_a_preprint_shows_its_arxiv_identifier() -> None:
    """In all styles, written as arXiv asks for it; no number and no bracket before the authors."""
    assert _written(authors=MORENO, year=2024, arxiv="2401.00001") == [
        (
            "Moreau, A. (2024). <i>A Cache for Kernels</i> (arXiv:2401.00001). arXiv."
            " https://doi.org/10.48550/arXiv.2401.00001"
        ),
        ("A. Moreau, “A Cache for Kernels,” 2024, arXiv:2401.00001. doi: 10.48550/arXiv.2401.00001."),
        "Ada Moreau. 2024. A Cache for Kernels. <i>Preprint</i>, arXiv:2401.00001.",
    ]


def test_an_article_shows_volume_issue_and_pages() -> None:
    """Pages with an en dash, the DOI where the style has it."""
    facts = {"venue": "Journal of Caches", "volume": "7", "number": "2", "pages": "31-46", "doi": "10.1/2"}

    assert _written(entry_type="article", authors=MORENO, year=2024, **facts) == [
        (
            "Moreau, A. (2024). A Cache for Kernels. <i>Journal of Caches</i>, <i>7</i>(2), 31–46."
            " https://doi.org/10.1/2"
        ),
        (
            "A. Moreau, “A Cache for Kernels,” <i>Journal of Caches</i>, vol. 7, no. 2, pp. 31–46, 2024,"
            " doi: 10.1/2."
        ),
        "Ada Moreau. 2024. A Cache for Kernels. <i>Journal of Caches</i>, 7(2):31–46.",
    ]


def test_a_paper_of_a_conference_shows_the_series() -> None:
    """With its volume, as each style does."""
    facts = {"venue": "Caches 2024", "series": "LNCS", "volume": "99", "pages": "1-9"}

    assert _written(entry_type="inproceedings", authors=MORENO, year=2024, **facts) == [
        "Moreau, A. (2024). A Cache for Kernels. <i>Caches 2024 (LNCS, Vol. 99)</i>, 1–9.",
        "A. Moreau, “A Cache for Kernels,” in <i>Caches 2024</i>, in LNCS, vol. 99. 2024, pp. 1–9.",
        "Ada Moreau. 2024. A Cache for Kernels. In <i>Caches 2024</i>, volume 99 of LNCS, pages 1–9.",
    ]


@pytest.mark.parametrize(
    ("known", "begins"),
    [
        (1, ["Moreau, A., et al. (2024).", "A. Moreau <i>et al.</i>, “A", "Ada Moreau, et al. 2024."]),
        (
            2,
            [
                "Moreau, A., Berg, J., et al. (2024).",
                "A. Moreau, J. Berg <i>et al.</i>, “A",
                "Ada Moreau, Jo Berg, et al. 2024.",
            ],
        ),
    ],
)
def test_a_list_of_authors_that_goes_on_does_not_look_whole(known: int, begins: list[str]) -> None:
    """The conjunction goes with the last author, who is not known."""
    authors = (name(), name("Berg", "Jo"))[:known]

    written = _written(authors=authors, has_more_authors=True, year=2024)

    assert [text[: len(begin)] for text, begin in zip(written, begins, strict=True)] == begins


@pytest.mark.parametrize("count", range(1, 30))
def test_many_authors_and_more_end_once(count: int) -> None:
    """Where a style cuts the list itself, it says no more than once that there are others."""
    authors = tuple(name(f"Family{number}") for number in range(count))

    assert all(
        text.count("et al.") == 1 and not re.search("(and|&|…) (<i>)?et al", text)
        for text in _written(authors=authors, has_more_authors=True, year=2024)
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {},
            ["<i>A Cache for Kernels</i>. (n.d.).", "“A Cache for Kernels.”", "A Cache for Kernels."],
        ),
        (
            {"year": 2024, "arxiv": "2401.1"},
            [
                "<i>A Cache for Kernels</i> (arXiv:2401.1). (2024). arXiv. https://doi.org/10.48550/arXiv.2401.1",
                "“A Cache for Kernels,” 2024, arXiv:2401.1. doi: 10.48550/arXiv.2401.1.",
                "2024. A Cache for Kernels. <i>Preprint</i>, arXiv:2401.1.",
            ],
        ),
        (
            {"authors": MORENO, "venue": "GPU Days"},
            [
                "Moreau, A. (n.d.). A Cache for Kernels. In <i>GPU Days</i>.",
                "A. Moreau, “A Cache for Kernels,” <i>GPU Days</i>.",
                "Ada Moreau. A Cache for Kernels. <i>GPU Days</i>.",
            ],
        ),
    ],
)
def test_what_is_not_known_is_not_made_up(facts: dict[str, Any], expected: list[str]) -> None:
    """Only APA marks a missing year; without authors the title comes first, and once."""
    assert _written(**facts) == expected


@pytest.mark.parametrize(
    ("written", "short", "full"),
    [
        ("{Team Wan}", "Team Wan", "Team Wan"),
        ("Luc Van Gool", "Van Gool, L.", "Luc Van Gool"),
        ("Smith, Jr., John", "Smith, J., Jr.", "John Smith Jr."),
        ("Plato", "Plato", "Plato"),
        ("Xiaoteng (Frank) Liu", "Liu, X.", "Xiaoteng (Frank) Liu"),
        ("Wen-mei Hwu", "Hwu, W.-M.", "Wen-mei Hwu"),
        ("jiajie Zhang", "Zhang, J.", "jiajie Zhang"),
        ("José-Lorenzo Cruz", "Cruz, J.-L.", "José-Lorenzo Cruz"),
        ("O'Neil, Liam", "O&#39;Neil, L.", "Liam O&#39;Neil"),
    ],
)
def test_names_are_cut_to_initials_where_the_style_does(written: str, short: str, full: str) -> None:
    """Groups and single names stay whole; a nickname has no initial."""
    apa, _, acl = _written(authors=(parse_name(written),), year=2024)

    assert apa.startswith(f"{short} (2024)." if short.endswith(".") else f"{short}. (2024).")
    assert acl.startswith(f"{full} 2024." if full.endswith(".") else f"{full}. 2024.")


def test_sixty_authors_are_cut_as_the_style_says() -> None:
    """APA shows nineteen and the last, IEEE the first, ACL nineteen."""
    apa, ieee, acl = _written(authors=tuple(name(f"Family{n}") for n in range(60)), year=2024)

    assert "Family18, A., … Family59, A. (2024)" in apa
    assert ieee.startswith("A. Family0 <i>et al.</i>, ")
    assert "Ada Family18, et al. 2024." in acl
    assert all("Family19" not in reference for reference in (apa, ieee, acl))


@pytest.mark.parametrize("title", ["Is It So?", "It Is!", "Ends with a stop."])
def test_a_title_with_a_mark_of_its_own_gets_no_second_one(title: str) -> None:
    """Whichever mark the style would set."""
    for reference in _written(title, authors=MORENO, year=2024, arxiv="2401.1"):
        assert not re.search(r"[?!][.,]|[?!]”[.,]|\.[.,]|\.”[.,]", reference), reference


def test_capitals_stay(published: tuple[Paper, ...]) -> None:
    """No style of these changes the case of a title: GPU, NeRF and nnAudio stay as they are."""
    references = References()
    for shown in published:
        for reference in references.of(shown):
            assert re.sub(r"\W+", "", shown.title.source.replace("--", "")) in re.sub(
                r"\W+", "", reference.text
            ) or set(shown.title.source) & set("$\\")


def test_every_published_paper_has_a_sound_reference(published: tuple[Paper, ...]) -> None:
    """First author, year and identifier are in it; no mark comes twice or after a space."""
    references = References()
    for shown in published:
        facts = shown.facts
        for reference in references.of(shown):
            text = reference.text
            assert facts.authors[0].family in text, text
            assert str(facts.year) in text, text
            assert shown.entry_type != "misc" or f"arXiv:{facts.arxiv}" in text, text
            assert not re.search(r"\.\.|,,| [.,;]|\(\)|\[\d|  |“”|[?!]\.", text), text
            assert text.endswith((".", "”", "?", "!")) or re.search(r"https?://\S+$", text), text


@given(title=st.text(min_size=1), other=st.text(min_size=1))
def test_text_stays_text(title: str, other: str) -> None:
    """Whatever a title or a name holds, nothing but italics is markup, and each is closed."""
    shown = paper(
        title=title, facts=Facts(authors=(Name(family=other, given=other),), venue=other, doi=other)
    )
    for reference in References().of(shown):
        tree = parse_page(f"<p>{reference.html}</p>")
        assert {element.tag for element in tree.iter()} <= {"p", "i"}
        assert text_of(tree) == " ".join(reference.text.split())


@pytest.mark.parametrize(
    "title", ["</i><script>x()</script>", 'The <span class="nocase">b</span> C', "&lt;i&gt;"]
)
def test_markup_in_a_title_is_shown(title: str) -> None:
    """What CSL-JSON calls markup too."""
    for reference in References().of(paper(title=title)):
        assert title in reference.text


def test_references_are_kept_between_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build gets the same without the processor."""
    unusual = paper(title="Learning to Spin “Pens”")
    made = References(Cache(tmp_path)).of(unusual)
    monkeypatch.setattr(
        "generator.output.citations.references._format",
        lambda _: pytest.fail("the processor was asked again"),
    )

    assert [reference.style for reference in made] == STYLES
    assert References(Cache(tmp_path)).of(unusual) == made


def test_the_processor_is_loaded_when_it_is_needed() -> None:
    """A build whose references are all kept does not pay for it."""
    code = "import sys, generator.workflows.build; sys.exit('citeproc' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


NAMES = (
    "Luo;Van Gool;O'Neil;Li-Wen;de la Rosa;Peköz;J.;Jean-Luc;C. E.;Łukasz;X;Syed Afaq Ali;PS;Mary J."
    ";d'Alembert;St. John;a;von Neumann;Team Wan;OpenAI;DeepSeek-AI;王小明;Xiaoteng (Frank)"
).split(";")
TEXTS = (
    "A Study of GPUs;GPT-4: a Report;3D Gabor Splatting;Can't Stop (v2);semi-PD: Towards X;C++"
    ";An A. B.C. Thing;What is e.g. this;Part I;x;Foo, Bar and Baz;Why? Because;Go! Now;E=mc2 & More"
    ";a_b/c;Ünïcode – Dash"
    ";Proceedings of the 31st Symposium on Caches;What Now?;One “Quoted” Word;The [MASK] Token"
    ";ACM & IEEE Letters"
).split(";")
NUMBERS = "1;12;e0815;104397;1-2;145-155;A;12A-15B;12371-12380;II".split(";")


def _items() -> st.SearchStrategy[dict[str, Any]]:
    name, text, number = map(st.sampled_from, (NAMES, TEXTS, NUMBERS))
    person = st.one_of(
        st.fixed_dictionaries({"family": name, "given": name}), st.fixed_dictionaries({"literal": name})
    )
    known = {
        "id": st.just("k"),
        "title": text,
        "author": st.lists(person, min_size=1, max_size=25),
        "issued": st.just({"date-parts": [[2024]]}),
    }
    links = {
        "DOI": st.just("10.1/x-y"),
        "URL": st.just("https://example.org/a"),
        "ISSN": st.just("1234-5678"),
    }
    preprint = {
        "type": st.just("article"),
        "publisher": st.just("arXiv"),
        "number": st.just("arXiv:2409.07853"),
    }
    published = {"type": st.sampled_from(["paper-conference", "article-journal"]), "container-title": text}
    titles = dict.fromkeys(("collection-title", "container-title-short", "publisher"), text)
    places = dict.fromkeys(("volume", "issue", "page"), number)
    return st.one_of(
        st.fixed_dictionaries(known | preprint, optional=links),
        st.fixed_dictionaries(known | published, optional=links | titles | places),
    )


@given(_items())
def test_usual_references_are_those_of_the_processor(item: dict[str, Any]) -> None:
    """Character by character, whatever the names, texts and places are."""
    if is_usual(item):
        quick = tuple(map(references._as_html, usual_references(item, references._ITALICS)))  # noqa: SLF001

        assert quick == references._format(json.dumps(item))  # noqa: SLF001


def test_most_published_papers_have_usual_references(published: tuple[Paper, ...]) -> None:
    """And those are what the processor writes, too."""
    items = [references._item(each) for each in published]  # noqa: SLF001
    usual = [item for item in items if is_usual(item)]

    assert len(usual) > 0.8 * len(items)
    for item in usual:
        quick = tuple(map(references._as_html, usual_references(item, references._ITALICS)))  # noqa: SLF001
        assert quick == references._format(json.dumps(item))  # noqa: SLF001
