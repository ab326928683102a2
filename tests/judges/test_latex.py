"""BibTeX and pdfLaTeX take the export with the styles that papers are written in."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.judges.latex import Latex, bibitems, find_latex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.judges.exported import Export

pytestmark = pytest.mark.slow


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
    shutil.copy(exported.folder / "papers.bib", tmp_path)
    commands = rf"\citation{{*}} \bibdata{{papers}} \bibstyle{{{style}}}"
    (tmp_path / "papers.aux").write_text(commands.replace(" ", "\n"), encoding="utf-8")
    unknown = {f"Warning--empty year in {key}" for key, paper in exported.papers.items() if not paper.year}

    said = latex.run_bibtex(tmp_path)

    assert [line for line in said if line not in unknown] == []
    assert bibitems(tmp_path / "papers.bbl") == sorted(exported.papers)
