"""BibTeX and pdfLaTeX take the export with the styles that papers are written in."""

import gzip
import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.text import latex_letter
from tests.judges.exported import Export
from tests.judges.latex import Latex, bibitems, find_latex

pytestmark = pytest.mark.slow

DOCUMENT = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{amsmath,amssymb}
PACKAGES
\begin{document}
CITATIONS
\bibliographystyle{STYLE}
\bibliography{papers}
\end{document}
"""
PACKAGES = {"plain": "", "acl": r"\usepackage{natbib}\usepackage{hyperref}"}
"""What a document loads for a style."""
LATIN = frozenset("ÆæÐðĐđıȷŁłŊŋØøŒœßÞþ")
GREEK = frozenset("αβγδεζηθικλμνξπρςστυφχψωΓΔΘΛΞΠΣΥΦΨΩ")
SIGNS = frozenset("□■◇◆◊○●△▲▽▼◁▷★✓♠♡♢♣♭♮†‡•§¶©®°")
"""Letters beside A to Z, and signs beside those of formulas, that LaTeX has."""
ACCENTS = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328")
"""Those that LaTeX has: no hook and no horn, which Vietnamese has."""


@pytest.fixture(scope="module")
def latex(
    tmp_path_factory: pytest.TempPathFactory,
    require_tool: Callable[[str, str], str],
    give_up: Callable[[str], None],
) -> Latex:
    """Give the installed LaTeX."""
    return find_latex(tmp_path_factory.mktemp("styles"), require_tool, give_up)


@pytest.mark.parametrize("style", ["plain", "alpha", "IEEEtran", "acl"])
def test_bibtex_has_nothing_to_say(style: str, exported: Export, latex: Latex, tmp_path: Path) -> None:
    """Every entry is taken without an error or a warning, but for a year that nobody knows."""
    cite_all(exported, style, tmp_path)
    unknown = {f"Warning--empty year in {key}" for key, paper in exported.papers.items() if not paper.year}

    said = latex.run_bibtex(tmp_path)

    assert [line for line in said if line not in unknown] == []
    assert bibitems(tmp_path / "papers.bbl") == sorted(exported.papers)


@pytest.mark.parametrize("style", ["plain", "alpha", "IEEEtran", "acl"])
def test_a_preprint_says_its_number_once(
    style: str, own_export: Export, latex: Latex, tmp_path: Path
) -> None:
    """Styles that know `eprint` and styles that do not print it where a reader looks for it, and once."""
    text = cite_all(own_export, style, tmp_path)
    latex.run_bibtex(tmp_path)
    printed = re.sub(r"\s+", " ", (tmp_path / "papers.bbl").read_text(encoding="utf-8", errors="replace"))

    numbers = re.findall(r"^  howpublished = \{arXiv:(\S+)\},$", text, re.MULTILINE)
    times = {number: len(re.findall(rf"arXiv:\s?{re.escape(number)}(?!\d)", printed)) for number in numbers}
    assert numbers
    assert {number: count for number, count in times.items() if count != 1} == {}


def test_bibtex_takes_abstracts(exported: Export, latex: Latex, tmp_path: Path) -> None:
    """The compressed bibliography holds the same papers, and nothing that BibTeX stumbles over."""
    cite_all(exported, "plain", tmp_path)
    packed = exported.folder / "papers-with-abstracts.bib.gz"
    (tmp_path / "papers.bib").write_bytes(gzip.decompress(packed.read_bytes()))

    assert latex.run_bibtex(tmp_path) == []
    assert bibitems(tmp_path / "papers.bbl") == sorted(exported.papers)


@pytest.mark.parametrize("style", ["plain", "IEEEtran", "acl"])
def test_formulas_keep_their_capitals(
    style: str, awkward_export: Export, latex: Latex, tmp_path: Path
) -> None:
    """Styles write titles in lower case, but $O(n)$ is not $o(n)$."""
    text = cite_all(awkward_export, style, tmp_path)
    latex.run_bibtex(tmp_path)
    bibliography = "".join((tmp_path / "papers.bbl").read_text(encoding="utf-8", errors="replace").split())

    titles = re.findall(r"^  title = \{(.*)\},$", text, re.MULTILINE)
    formulas = re.findall(r"(?<!\\)\$(?:\\.|[^$\\])+\$", "\n".join(titles))
    assert len([formula for formula in formulas if formula != formula.lower()]) > 5
    assert [formula for formula in formulas if "".join(formula.split()) not in bibliography] == []


@pytest.mark.parametrize("style", PACKAGES)
def test_a_document_that_cites_everything_compiles(
    style: str, exported: Export, latex: Latex, tmp_path: Path
) -> None:
    """There is no error and no undefined citation, and the bibliography lists every paper."""
    bibliography = cite_all(exported, style, tmp_path)
    text = DOCUMENT.replace("PACKAGES", PACKAGES[style] + foreign(bibliography)).replace("STYLE", style)
    citations = "".join(f"\\cite{{{key}}}\n" for key in exported.papers)
    (tmp_path / "papers.tex").write_text(text.replace("CITATIONS", citations), encoding="utf-8")

    latex.run_pdflatex(tmp_path)
    latex.run_bibtex(tmp_path)
    latex.run_pdflatex(tmp_path)
    log = latex.run_pdflatex(tmp_path)

    assert [line for line in log.split("\n") if line.startswith("!") or "undefined" in line] == []
    listed = re.findall(r"^\\bibcite\{([^}]+)\}", (tmp_path / "papers.aux").read_text("utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(exported.papers)


def test_this_digest_needs_no_letter_declared(own_export: Export) -> None:
    """A document that cites it needs no package and no font beside those of the document above."""
    assert foreign((own_export.folder / "papers.bib").read_text(encoding="utf-8")) == ""


def test_every_command_compiles(latex: Latex, tmp_path: Path) -> None:
    """As it is, and in a title that a style has written in lower case."""
    characters = map(chr, (*range(0xA0, 0x3000), *range(0x1D400, 0x1D800)))
    written = [command for letter in characters if (command := latex_letter(letter)) != letter]
    titles = (" ".join(("Signs", *written[start : start + 20])) for start in range(0, len(written), 20))
    entries = [
        f"@misc{{key-{number}, key = {{K}}, title = {{{title}}}}}" for number, title in enumerate(titles)
    ]
    (tmp_path / "papers.bib").write_text("\n".join(entries), encoding="utf-8")
    (tmp_path / "papers.aux").write_text(
        "\\citation{*}\n\\bibdata{papers}\n\\bibstyle{plain}\n", encoding="utf-8"
    )
    text = (
        DOCUMENT.replace("PACKAGES", "").replace("STYLE", "plain").replace("CITATIONS", "\n\n".join(written))
    )
    (tmp_path / "papers.tex").write_text(text, encoding="utf-8")

    assert latex.run_bibtex(tmp_path) == []
    assert len(bibitems(tmp_path / "papers.bbl")) == len(entries) > 50
    log = latex.run_pdflatex(tmp_path)

    assert [line for line in log.split("\n") if line.startswith(("!", "Missing character"))] == []


def foreign(bibliography: str) -> str:
    """Return declarations of the letters that pdfLaTeX has in no font; who needs them loads one."""
    letters = sorted(set(filter(is_foreign, bibliography)))
    return "".join(f"\\DeclareUnicodeCharacter{{{ord(letter):04X}}}{{?}}" for letter in letters)


def is_foreign(letter: str) -> bool:
    """Return whether LaTeX has nothing for a letter.

    It is of another script, or has an accent that LaTeX lacks, or is an emoji or its like. What LaTeX's
    letters and accents make up is not foreign, nor are a ligature, a letter of a mathematical alphabet, a
    sign of formulas or currencies, and punctuation.
    """
    first, *rest = list(unicodedata.normalize("NFKD", letter))
    if first.isascii() or first in LATIN or (first in GREEK and not rest):
        return not all(part.isascii() or part in ACCENTS for part in rest)
    is_punctuation = "\N{HYPHEN}" <= first <= "\N{VERTICAL FOUR DOTS}"
    return not is_punctuation and first not in SIGNS and unicodedata.category(first) not in {"Sm", "Sc"}


def cite_all(exported: Export, style: str, folder: Path) -> str:
    """Lay a bibliography and what BibTeX is asked of it into a folder; return the bibliography's text."""
    shutil.copy(exported.folder / "papers.bib", folder)
    commands = rf"\citation{{*}} \bibdata{{papers}} \bibstyle{{{style}}}"
    (folder / "papers.aux").write_text(commands.replace(" ", "\n"), encoding="utf-8")
    return (folder / "papers.bib").read_text(encoding="utf-8")
