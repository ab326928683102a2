"""BibTeX and pdfLaTeX take the export with the styles that papers are written in."""

from __future__ import annotations

import gzip
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.judges.latex import Latex, bibitems, find_latex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.judges.exported import Export

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


def foreign(bibliography: str) -> str:
    """Return declarations of the letters that pdfLaTeX has in no font; who needs them loads one."""
    letters = sorted({letter for letter in bibliography if not letter.isascii()})
    return "".join(f"\\DeclareUnicodeCharacter{{{ord(letter):04X}}}{{?}}" for letter in letters)


def cite_all(exported: Export, style: str, folder: Path) -> str:
    """Lay a bibliography and what BibTeX is asked of it into a folder; return the bibliography's text."""
    shutil.copy(exported.folder / "papers.bib", folder)
    commands = rf"\citation{{*}} \bibdata{{papers}} \bibstyle{{{style}}}"
    (folder / "papers.aux").write_text(commands.replace(" ", "\n"), encoding="utf-8")
    return (folder / "papers.bib").read_text(encoding="utf-8")
