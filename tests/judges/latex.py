"""BibTeX and pdfLaTeX, and the styles of bibliographies that are made here."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ACL = Path(__file__).parent / "acl.ins"
_SILENT = re.compile(
    r"This is BibTeX|Capacity:|The top-level auxiliary|The style file|Database file|Reallocated |-- |Done\."
)
"""Lines of BibTeX's log that report no fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latex:
    """An installed LaTeX.

    Attributes:
        bibtex: Path of the program.
        pdflatex: Path of the program.
        styles: Folder of the styles that are made here.
    """

    bibtex: str
    pdflatex: str
    styles: Path

    def run_bibtex(self, folder: Path) -> list[str]:
        """Run BibTeX on papers.aux in a folder; return what its log says of faults, all of it in order."""
        self._run([self.bibtex, "papers"], folder)
        log = (folder / "papers.blg").read_text(encoding="utf-8", errors="replace")
        return [
            line for line in log.partition("You've used ")[0].split("\n") if line and not _SILENT.match(line)
        ]

    def run_pdflatex(self, folder: Path) -> str:
        """Run pdfLaTeX on papers.tex in a folder, without stopping at errors; return its log.

        It sets all pages. In draft mode it writes no PDF, whose fonts would have to be made first.
        """
        self._run(
            [self.pdflatex, "-interaction=nonstopmode", "-draftmode", "-no-shell-escape", "papers"], folder
        )
        return (folder / "papers.log").read_text(encoding="utf-8", errors="replace")

    def _run(self, command: list[str], folder: Path) -> None:
        environment = os.environ | {"BSTINPUTS": f"{self.styles}:", "max_print_line": "10000"}
        subprocess.run(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=False, timeout=120
        )


def find_latex(
    folder: Path, require_tool: Callable[[str, str], str], give_up: Callable[[str], None]
) -> Latex:
    """Return the installed LaTeX, with a style like that of the ACL made in a folder.

    Args:
        folder: Empty.
        require_tool: Finds a program or ends the test.
        give_up: Ends the test.
    """
    base, extra = "apt-get install texlive-latex-base", "apt-get install texlive-bibtex-extra"
    bibtex, pdflatex, tex, finder = (
        require_tool(name, base) for name in ("bibtex", "pdflatex", "pdftex", "kpsewhich")
    )
    add_links = require_tool("urlbst", extra)
    for file, advice in {"merlin.mbs": extra, "IEEEtran.bst": "apt-get install texlive-publishers"}.items():
        if subprocess.run([finder, file], stdout=subprocess.DEVNULL, check=False).returncode:
            give_up(f"needs {file}: {advice}")
    shutil.copy(ACL, folder)
    make = [tex, "-interaction=nonstopmode", ACL.name]
    subprocess.run(make, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(
        [add_links, "--hyperref", "--inlinelinks", "acl-basic.bst", "acl.bst"], cwd=folder, check=True
    )
    return Latex(bibtex=bibtex, pdflatex=pdflatex, styles=folder)


def bibitems(bbl: Path) -> list[str]:
    """Return the keys of a bibliography as BibTeX wrote it, sorted; a key ends its line, a label does not.

    Bytes, since a style that shortens a name to its first letter takes one byte of a Greek one.
    """
    keys = re.findall(rb"\\bibitem.*?\{([a-z0-9-]+)\}\n", bbl.read_bytes(), re.DOTALL)
    return sorted(key.decode() for key in keys)
