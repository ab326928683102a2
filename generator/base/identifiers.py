"""Identifiers of papers, found in the many ways that people and programs write them.

arXiv: <https://info.arxiv.org/help/arxiv_identifier.html>; DOI: <https://www.doi.org/the-identifier>.
"""

import re

_ARXIV = re.compile(
    r"(?:https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\."
    r"|arxiv:\s*)?"
    r"(?:(?P<new>\d{4}\.\d{4,5})|(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(?P<number>\d{7}))"
    r"(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:?\s*)?(?P<doi>10\.\d{4,9}(?:\.\d+)*/\S+)", re.IGNORECASE
)


def find_arxiv(text: str) -> str:
    """Return the arXiv identifier that a text is, without version; empty where it is none.

    Args:
        text: "2402.13499v2", "arXiv:math.GT/0309136", an address of arXiv, or one of arXiv's own DOIs.

    Returns:
        "2402.13499" or "math/0309136": the subject class of old identifiers says nothing more.
    """
    found = _ARXIV.fullmatch(text.strip())
    if not found:
        return ""
    return found["new"] or f"{found['archive'].lower()}/{found['number']}"


def find_doi(text: str) -> str:
    """Return the bare DOI that a text is; empty where it is none, or one of arXiv's own.

    Args:
        text: "10.1145/3725843", "doi:10.1145/3725843", or an address of doi.org.
    """
    found = _DOI.fullmatch(text.strip().rstrip(".,;"))
    return found["doi"] if found and not find_arxiv(found["doi"]) else ""
