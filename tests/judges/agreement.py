r"""What a program read of a paper, in a form that can be compared with papers.jsonl.

Programs write dashes, quotation marks and spaces in ways of their own, mark words whose capitals
are kept, and spell formulas or leave them as TeX. So titles and names are compared by their
letters and digits, in order and with case and accents; the years as they are. A title of which a
program left a command of a formula (`\leq`) is compared up to there. Of a list of authors that goes on,
programs read the "others" of BibTeX as its last name.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.base.names import Name
from generator.base.text import RichText
from tests.judges.exported import Export, Published

_MARKUP = re.compile(r"</?(?:b|em|i|span|strong|sub|sup)\b[^<>]*>")


def disagreements(exported: Export, read: Mapping[Path, Mapping[str, Published]]) -> list[str]:
    """Return in which files a paper is not what papers.jsonl says, and which papers a whole file lacks.

    Args:
        exported: The files.
        read: The papers by key, as a program read them from each file.
    """
    expected = exported.papers
    wrong = [
        f"{path.relative_to(exported.folder)}: {key}: {found} is not {expected.get(key)}"
        for path, papers in read.items()
        for key, found in papers.items()
        if key not in expected
        or not _agree(found, _in_format(expected[key], path), has_formula=key in exported.formulas)
    ]
    lacking = [
        f"{path.name}: {key}"
        for path, papers in read.items()
        for key in _promised(path, exported) - papers.keys()
    ]
    return wrong + lacking


def in_reading_order(given: str, family: str, suffix: str = "") -> str:
    """Return a name whose parts a program told apart; names in Chinese script begin with the family name."""
    return Name(given=given, family=family, suffix=suffix).as_text()


def letters(text: str) -> str:
    """Return the letters and digits of a text that may hold TeX and the markup of citations.

    The sign of an increment is written as the letter that it looks like.
    """
    plain = RichText(_MARKUP.sub("", text)).as_plain.replace(
        "\N{INCREMENT}", "\N{GREEK CAPITAL LETTER DELTA}"
    )
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", plain)))


def _in_format(paper: Published, path: Path) -> Published:
    """Return a paper as its file has it: only BibTeX says in the list of authors that it goes on."""
    goes_on = paper.has_more_authors and path.suffix == ".bib"
    return replace(paper, authors=(*paper.authors, "others")) if goes_on else paper


def _agree(found: Published, expected: Published, *, has_formula: bool) -> bool:
    names = [tuple(map(letters, paper.authors)) for paper in (found, expected)]
    if has_formula and "\\" in found.title:
        is_same = letters(expected.title).startswith(letters(found.title.partition("\\")[0]))
    else:
        is_same = letters(found.title) == letters(expected.title)
    return is_same and names[0] == names[1] and found.year == expected.year


def _promised(path: Path, exported: Export) -> set[str]:
    """Return the keys that a file must hold: all in that of everything, its own in that of a paper."""
    if path.parent == exported.folder:
        return set(exported.papers)
    return {path.stem} if path.parent.name == "papers" else set()
