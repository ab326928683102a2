"""Identifiers of papers: arXiv's and DOIs in the many ways that people write them, citation keys, and slugs.

arXiv: <https://info.arxiv.org/help/arxiv_identifier.html>; DOI: <https://www.doi.org/the-identifier>.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import count

from anyascii import anyascii

from generator.base.names import Name

KEY_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The form of a citation key, which is also the address of its paper's page."""

_ARXIV = re.compile(
    r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\."
    r"|arxiv:\s*)?"
    r"(?:(?P<new>\d{4}\.\d{4,5})|(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<number>\d{7}))"
    r"(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:?\s*)?(?P<doi>10\.\d{4,9}(?:\.\d+)*/\S+)", re.IGNORECASE
)

_STOP_WORDS = frozenset(
    """
    a about all an and any are as at be been but by can could do does for from had has have how i if in into
    is it its may might more not of on onto or our should so some than that the their them then there these
    they this those to toward towards under upon us using via was we were what when where whether which while
    who whom whose why will with within without would you your
    """.split()
)
_LONGEST_PART = 30
_APOSTROPHES = re.compile("['`]")
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
_TEX_COMMAND = re.compile(r"\\[A-Za-z]+|\\")
_TEX_SIGNS = re.compile(r"[${}]")
_ACCENT_COMMAND = re.compile(r"\\[^A-Za-z\s]|\\[uvHtcdbkr](?=\{)")
_NAMELESS = "paper"


def find_arxiv(text: str) -> str:
    """Return the arXiv identifier that a text is, without version; empty where it is none.

    From "2402.13499v2", "arXiv:math.GT/0309136", an address of arXiv or one of arXiv's own DOIs comes
    "2402.13499" or "math/0309136": the subject class of old identifiers says nothing more.
    """
    found = _ARXIV.fullmatch(text.strip())
    if not found:
        return ""
    return found["new"] or f"{found['archive'].lower()}/{found['number']}"


def is_arxiv(text: str) -> bool:
    """Return whether a text is an arXiv identifier without version, and nothing else."""
    return bool(text) and find_arxiv(text) == text


def find_doi(text: str) -> str:
    """Return the bare DOI that a text is; empty where it is none, or one of arXiv's own.

    Such a text is "10.1145/3725843", "doi:10.1145/3725843", or an address of doi.org.
    """
    found = _DOI.fullmatch(text.strip().rstrip(".,;"))
    return found["doi"] if found and not find_arxiv(found["doi"]) else ""


def slugify(text: str) -> str:
    """Return a text as words of [a-z0-9] joined by hyphens; empty when nothing of it can be written so.

    Other scripts are transliterated: "Pöppel" gives "poppel", "ß" gives "ss", "北京" gives "beijing".
    """
    ascii_text = _APOSTROPHES.sub("", anyascii(text)).lower()
    return _NOT_ALPHANUMERIC.sub("-", ascii_text).strip("-")


def make_key(names: Sequence[Name], year: int | None, title: str, taken: Collection[str]) -> str:
    """Return a new citation key: family name, year, first significant word of the title.

    Without an author the first two significant words of the title stand in. A key that is taken gets
    the next word of the title, then a number. A key is made once and stored: it never changes when
    facts are found later.

    Args:
        names: The authors, of whom only the first counts.
        year: The year of publication, as the entry stores it.
        title: The title, which may hold TeX.
        taken: Keys in lower case that must not come back.

    Returns:
        A key that matches KEY_PATTERN and is not taken.
    """
    return next(key for key in _candidates(names, year, title) if key not in taken)


def _candidates(names: Sequence[Name], year: int | None, title: str) -> Iterator[str]:
    """Yield possible keys, best first, without end."""
    family = slugify(names[0].family).replace("-", "")[:_LONGEST_PART] if names else ""
    words = [word for word in (family, *_title_words(title)) if word] or [_NAMELESS]
    base = (f"{year}" if year else "-").join(words[:2])
    if len(words) == 1 and year:
        base = f"{words[0]}{year}"
    yield base
    if len(words) > 2:  # noqa: PLR2004  a word is left
        yield f"{base}-{words[2]}"
    yield from (f"{base}-{number}" for number in count(2))


def _title_words(title: str) -> list[str]:
    """Return the significant words of a title, or all its words where none is significant."""
    plain = _TEX_SIGNS.sub("", _TEX_COMMAND.sub(" ", _ACCENT_COMMAND.sub("", title)))
    words = [word for compound in plain.split() if (word := _word_of_compound(compound))]
    return [word for word in words if word not in _STOP_WORDS] or words


def _word_of_compound(compound: str) -> str:
    """Return the first part of a hyphenated word; single letters draw in the next ("S-LoRA", "2^n")."""
    word = ""
    for part in slugify(compound).split("-"):
        word += part
        if len(word) > 1:
            break
    return word[:_LONGEST_PART]
