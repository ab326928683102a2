"""Identifiers in all their spellings."""

import pytest

from generator.base.identifiers import find_arxiv, find_doi


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("2402.13499", "2402.13499"),
        (" 2402.13499v12\n", "2402.13499"),
        ("arXiv:0704.0001", "0704.0001"),
        ("http://arxiv.org/abs/2402.13499v2", "2402.13499"),
        ("https://www.arxiv.org/pdf/2402.13499v1.pdf", "2402.13499"),
        ("https://arxiv.org/html/2402.13499v1", "2402.13499"),
        ("10.48550/arXiv.2402.13499", "2402.13499"),
        ("https://doi.org/10.48550/arxiv.2402.13499", "2402.13499"),
        ("hep-ex/0307015v1", "hep-ex/0307015"),
        ("math.GT/0309136", "math/0309136"),
        ("http://arxiv.org/abs/astro-ph/0601001v1", "astro-ph/0601001"),
    ],
)
def test_every_spelling_of_an_arxiv_identifier_gives_the_same(text: str, identifier: str) -> None:
    """Without version, address, prefix or subject class."""
    assert find_arxiv(text) == identifier


@pytest.mark.parametrize(
    "text",
    ["", "TRUE", "../../x", "javascript:alert(1)", "10.1145/3725843.3756041", "2402.134", "see 2402.13499"],
)
def test_what_is_no_arxiv_identifier_gives_nothing(text: str) -> None:
    """An odd text never becomes a link."""
    assert find_arxiv(text) == ""


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("10.1145/3725843.3756041", "10.1145/3725843.3756041"),
        ("https://doi.org/10.1103/PhysRevD.76.013009", "10.1103/PhysRevD.76.013009"),
        ("http://dx.doi.org/10.1000/a(b)c", "10.1000/a(b)c"),
        ("doi: 10.1000/x", "10.1000/x"),
        ("DOI:10.1000/x", "10.1000/x"),
        ("https://doi.org/10.1109/IPDPS57955.2024.00071.", "10.1109/IPDPS57955.2024.00071"),
        ("10.48550/arXiv.2402.13499", ""),
        ("10.1000/a b", ""),
        ("nothing", ""),
    ],
)
def test_a_doi_is_found_bare(text: str, identifier: str) -> None:
    """One of arXiv's own says nothing beyond the arXiv identifier."""
    assert find_doi(text) == identifier
