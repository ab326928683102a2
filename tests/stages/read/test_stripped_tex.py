"""What Hugging Face strips from texts is put back where it is certain, and told where it is not."""

import datetime as dt
import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Record
from generator.base.text import RichText, collapse_space
from generator.stages.read import READERS, Loaded, Source


def _read(*papers: dict[str, Any]) -> Loaded:
    text = json.dumps(papers, indent=1)
    return READERS["Hugging Face"].read(Source(name="day.json", edition=dt.date(2031, 5, 5), text=text))


def _paper(title: str, abstract: str, outer: str = "") -> dict[str, Any]:
    around = {"title": outer} if outer else {}
    return {"paper": {"id": "3105.00001", "title": title, "summary": abstract, "authors": []}, **around}


def _abstract(abstract: str, title: str = "A Title") -> RichText:
    return _read(_paper(title, abstract)).records[0].abstract


def _stripped(text: str) -> str:
    """Return what Hugging Face leaves of a text."""
    without_commands = re.sub(r"\\[A-Za-z]+\{([^}]*)\}", r"\1", text)
    return re.sub(r"\$([^$]*)\$", lambda found: found[1].replace("\\", ""), without_commands)


@pytest.mark.parametrize(
    "written",
    [
        r"It is 2.75$\times$ faster.",
        r"It is 3-7$\times$ faster, or 2$\times$--4$\times$.",
        r"On 8$\times$GPU nodes.",
        r"Images of $640\times480$ pixels.",
        r"Images of $640 \times 640$ pixels.",
        r"A grid $32^3 \times 4$ is kept.",
        r"Kernels ($H \times W$) are small.",
        r"It saves $\sim 35$\% of them.",
        r"With $\sim250$K lines.",
        r"Errors of $0.91\pm0.03$ and 77.3 $\pm$ 9.4, $\times1.6$ faster.",
        r"A simulator with $\sim2$K cars, at $z \sim 12$ for over $\sim 100$ days.",
        r"Of ($2 \times 3$) and $\ge48$ frames, $H \ge 0.5$ and AA$^{\prime}$ hold.",
        r"In $2\sim 9$ steps, $5\times \sim 9\times$ faster.",
        r"Sorted in $O(n\log n)$ steps.",
        r"A state $s_{t} \rightarrow s_{t+1}$ follows.",
        r"Learned ($\infty$ steps) at $360^\circ$.",
        r"Power $2^{64}$ of a name$_{small}$.",
        r"Of $12{,}400$ samples, $R^2{=}0.7$ holds.",
        r"See \href{https://example.org/a_b}{this page}.",
        r"Only $\leq$ 5 and $p \geq q$.",
        r"Saves 4\% at $10^5$ points of $T^2$Net and $\epsilon=0.1$.",
        r"From $\nabla^2$Net to $\ell_1$ and $q^*$, at 3$\times$.",
    ],
)
def test_what_was_stripped_is_put_back(written: str) -> None:
    """The text is what stripping made of it, with the marks that were there."""
    found = _abstract(_stripped(written))

    assert _stripped(found.source) == _stripped(written)
    assert found.as_plain == RichText(written).as_plain
    assert _read(_paper("A Title", _stripped(written))).warnings == ()


@pytest.mark.parametrize(
    ("stripped", "plain"),
    [
        ("the Fr'echet distance", "the Fréchet distance"),
        ("the Fr{'e}chet distance", "the Fréchet distance"),
        ("by B'ezier and Poincar'e", "by Bézier and Poincaré"),
        ('a K"ahler or Schr"odinger map', "a Kähler or Schrödinger map"),
        ("we propose texttt{T}win textbf{Tugs}", "we propose Twin Tugs"),
        ("domains such as teal{Tools} and orange{Plans}", "domains such as Tools and Plans"),
        ("a loss mathcal{L}_{text{tug}} of it", "a loss L_tug of it"),
        ("in 7{times} or {sim}11% of R^{mtimes n}", "in 7× or ∼11% of R^(m×n)"),
        ("a mass of 3 {rm eV}", "a mass of 3 eV"),
        ("where x_i in mathbb{R}^d is", "where x_i ∈ ℝ^d is"),
        ("with mathcal{O}(klog k) steps", "with O(k log k) steps"),
    ],
)
def test_names_of_commands_and_accents_are_put_back(stripped: str, plain: str) -> None:
    """Where the command that was around them is lost for ever, its content is there."""
    assert _abstract(stripped).as_plain == plain


@pytest.mark.parametrize(
    "text",
    [
        "We run it 5 times a day, 3 times 50 epochs, and 10 times longer at times.",
        "Timesteps and timestamps of sometimes 3 timescales.",
        "From sim to real, sim2real gaps are small; in sim 80% succeed, and 70% do in a simulator.",
        "A simulated tug tows: sim 80%, real 70%.",
        "An S^2 lamp, a power of 10^4, an R^2 score and O(n^2) steps; R=-a*e^H+b in m^2.",
        "At 10^{6} degrees, with alpha mattes, beta-VAE, phi-3-mini and lambda calculus.",
        "A log of O(n log n), a blog, Verilog and a catalog n of it.",
        "The prompt {first question} and weights in {-1, 0, 1}; it costs $5 to $9 per run.",
        "At 3 pm 20 people and 1 dog met, from 5 pm to 9 pm; a model le 16; a 3alpha-reductase; H ge H.",
        "Chang'e, Xi'an, D'Alembert and O'Reilly don't; it's the models' and \"quoted\"word.",
        "Godot, a pin, an epsilon of risk, a mug in a tub; text, bar, hat, max, in, to, equal.",
        "What is snake_case or a_b is code, as is dict[key] at https://example.org/a_b{}c.",
        r"The \ours{} model has $\alpha$ and 10^6 leaves, 3times more, and an x_i.",
        "A call f(x, y) of (a, b) = c, x = 3 and p < 0.05 at 3 pm.",
    ],
)
def test_what_is_not_damaged_stays(text: str) -> None:
    """English, what people write without TeX, and texts that have their formulas."""
    assert _abstract(text).source == text


def test_what_is_likely_is_put_back_where_the_paper_holds_tex() -> None:
    """A bare exponent may have been written so; beside other damage, or beside commands, it was not."""
    assert _abstract("An S^2Net of width 10^4.").source == "An S^2Net of width 10^4."
    for evidence in ("2times faster", r"5\% better", "τ small", "see https://example.org/a{here}", "a--b"):
        assert _abstract(f"An S^2Net of width 10^4, {evidence}.").as_plain.startswith("An S²Net of width 10⁴")
    assert _abstract("An S^2Net.", title="Twice 2.5times").as_plain == "An S²Net."


def test_a_dollar_that_is_there_is_paired_with_none_that_is_put() -> None:
    """The text stays, and the place is told; sums of money are in nobody's way."""
    (oddity,) = _read(_paper("A Shell", "It reads $tag at 3times the speed.")).warnings

    assert "'3times'" in oddity.reason
    assert _abstract("It costs $4 at 3times the speed.").as_plain == "It costs $4 at 3× the speed."


@pytest.mark.parametrize("is_inside", [True, False])
def test_the_better_of_two_titles_is_taken(*, is_inside: bool) -> None:
    """The one of which the other is what stripping leaves; otherwise the one of the paper itself."""
    good, bad = r"$\nabla^2$Tug: \textsc{Tows} at $3\times$", "nabla^2Tug: Tows at 3times"
    inner, outer = (good, bad) if is_inside else (bad, good)

    assert _read(_paper(inner, "It tows.", outer)).records[0].title.source == good
    assert _read(_paper("Inner", "It tows.", "Outer")).records[0].title.source == "Inner"


def test_the_abstract_spells_names_as_the_title_does() -> None:
    """Where the title has kept TeX or a Greek letter in a name; addresses stay as they can be typed."""
    titled = _paper("TugtimesTow", "TugtimesTow pulls.", r"Tug$\times$Tow")
    greek = _paper("μTug: Towing", "We show muTug and Twin-muTug at https://example.org/muTug, of a mug.")

    abstracts = [record.abstract.as_plain for record in _read(titled, greek).records]

    assert abstracts == [
        "Tug×Tow pulls.",
        "We show μTug and Twin-μTug at https://example.org/muTug, of a mug.",
    ]


def test_a_place_that_is_left_is_told_once_a_paper() -> None:
    """With the line of the paper, and not all of many places."""
    many = "An A^2, a B^2, a C^2, a D^2, a brace} and text{a}{b}."

    (oddity,) = _read(_paper("Fine", "Nothing."), _paper("A Tug", many)).warnings

    assert oddity.reason == "'A Tug': its TeX seems lost at 'A^2', 'B^2', 'C^2' and 3 more places"
    assert oddity.location.line > 2


def test_a_page_is_repaired_like_an_answer() -> None:
    """The text of a Daily Papers page was stripped likewise."""
    text = "Daily Papers\n\nA Tug\n\nIt is 3.5times faster.\n\nA Tow\n\nIt has an R^2 of 1.\n"
    source = Source(name="page.txt", edition=dt.date(2031, 5, 5), text=text)

    loaded = READERS["Daily Papers page"].read(source)

    assert [record.abstract.as_plain for record in loaded.records] == [
        "It is 3.5× faster.",
        "It has an R^2 of 1.",
    ]
    assert [str(oddity) for oddity in loaded.warnings] == ["page.txt:7: 'A Tow': its TeX seems lost at 'R^2'"]


_WORDS = st.sampled_from(
    "x n 2 3.5 1,024 times sim approx log rightarrow infty alpha ^ _ { } ( ) [ ] = < > + - , . $ $5 \\%"
    " \\times mathbb{R} text{ texttt{a} https://example.org/a{b} in e' \" '' -- μ word Fr'echet".split()
)


@given(
    st.lists(st.tuples(_WORDS, st.sampled_from(["", " "]))).map(lambda parts: "".join(map("".join, parts)))
)
def test_nothing_but_marks_is_put_and_a_second_time_nothing(text: str) -> None:
    """Whatever the text: its letters stay, and what is repaired is not damaged."""
    written = collapse_space(f"A {text}")

    found = _abstract(written).source

    assert re.sub(r"[\\${}]|href|textcolor", "", found) == re.sub(r"[\\${}]|href|textcolor", "", written)
    assert _abstract(found).source == found


def _pairs(material: Path) -> Iterator[tuple[dict[str, str], Record]]:
    """Yield papers as arXiv and Hugging Face have them, and as they are read."""
    lines = (material / "hf_vs_arxiv" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [{name: collapse_space(text) for name, text in json.loads(line).items()} for line in lines]
    records = _read(*(_paper(pair["hf_title"], pair["hf_abstract"]) for pair in pairs)).records
    yield from zip(pairs, records, strict=True)


def _differences(text: str, written: str) -> list[tuple[str, ...]]:
    """Return the words of arXiv's text at each place where another one reads differently."""
    ours, theirs = (RichText(given).as_plain.split() for given in (text, written))
    codes = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    return [tuple(theirs[start:end]) for tag, _, _, start, end in codes if tag != "equal"]


def test_undamaged_papers_stay_and_half_of_the_damage_is_repaired(material: Path) -> None:
    """Judged by arXiv's text, where it differs by its TeX alone and not by a new version."""
    damaged = left = 0
    for pair, record in _pairs(material):
        for kind, text in (("title", record.title.source), ("abstract", record.abstract.source)):
            given, written = pair[f"hf_{kind}"], pair[f"arxiv_{kind}"]
            if given == written:
                is_equal = (
                    pair["hf_title"] + pair["hf_abstract"] == pair["arxiv_title"] + pair["arxiv_abstract"]
                )
                assert text == given or not is_equal
            elif given == _stripped(written):
                before, after = _differences(given, written), _differences(text, written)
                assert len(after) <= len(before), pair["id"]
                damaged += len(before)
                left += len(after)

    assert 0 <= 2 * left <= damaged
    assert damaged
