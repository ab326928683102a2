"""What MkDocs refuses, told in a sentence at the file that it names."""

import re

from generator.base.errors import Location, Problem

_ENDING = 2000
_PLACE = re.compile(r'^\s*File "([^"]+)", line (\d+)', re.MULTILINE)
_PAGE = re.compile(r"Error (?:reading|building) page '([^']+)'")
_ERROR = re.compile(r"^[\w.]+(?:Error|Exception|NotFound)\b.*$", re.MULTILINE)


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
