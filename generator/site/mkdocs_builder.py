"""Build the site with MkDocs: the reference that the fast builder is compared with."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.base.errors import DigestError, Location, Problem
from generator.config import Project

# A date of its own would make every build another one.
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "0"}
_ENDING = 2000
_PLACE = re.compile(r'^\s*File "([^"]+)", line (\d+)', re.MULTILINE)
_PAGE = re.compile(r"Error (?:reading|building) page '([^']+)'")
_ERROR = re.compile(r"^[\w.]+(?:Error|Exception|NotFound)\b.*$", re.MULTILINE)


def build_with_mkdocs(project: Project, site: Path) -> None:
    """Have MkDocs build a project's tree into a folder, in a process of its own, as `mkdocs build` does.

    Raises:
        DigestError: MkDocs refused, with its own words.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]  # quiet, it would not count its warnings
    command += ["--config-file", str(project.config), "--site-dir", str(site)]
    environment = os.environ | _ENVIRONMENT
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=project.root, env=environment
    )
    if result.returncode:
        raise DigestError(refusal(result.stderr or result.stdout))


def build_sample_with_mkdocs(project: Project, docs: Path, site: Path) -> None:
    """Have MkDocs build the pages in a folder as it would build all of a project's.

    Raises:
        DigestError: MkDocs refused, with its own words.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        build(load_config(str(project.config), docs_dir=str(docs), site_dir=str(site), strict=False))
    except MkDocsException as error:
        raise DigestError(refusal(str(error))) from None


def refusal(words: str) -> Problem:
    """Return what MkDocs said as a problem: of the template or page that it names last, if it names one."""
    places = _PLACE.findall(words)
    own = [(name, int(line)) for name, line in places if "site-packages" not in name and "templates/" in name]
    pages = _PAGE.findall(words)
    path, line = own[-1] if own else (f"docs/{pages[-1]}" if pages else "mkdocs.yml", 0)
    return Problem(
        location=Location(path=path[path.find("templates/") :] if own else path, line=line),
        reason=f"MkDocs refused: {_said(words) or 'it says no more'}",
        advice="mend the page, template or setting it names",
    )


def _said(words: str) -> str:
    """Return what matters of MkDocs' output: a traceback's last line, or its warnings and errors."""
    if errors := _ERROR.findall(words) if "Traceback" in words else []:
        return str(errors[-1]).partition(" in search paths:")[0]  # folders of this machine
    told = [line for line in words.splitlines() if not line.startswith(("INFO", "DEBUG"))]
    return " ".join(" ".join(told).split())[-_ENDING:]
