"""CSL-JSON that processors of CSL read."""

import json
import unicodedata

from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Facts
from generator.base.names import Name, parse_name
from generator.output.citations import csl_item
from tests.samples import paper


def test_an_article_has_what_is_known_by_the_names_of_csl() -> None:
    """Particles stay in the family name, groups and single names are held together."""
    names = ("Luc Van Gool", "Team Wan", "John Smith Jr.", "Anandu A S", "Korbinian Pöppel")
    facts = Facts(
        authors=tuple(parse_name(name) for name in names),
        year=2025,
        venue=r"Signals \& Systems",
        series="LNCS",
        volume="15",
        number="2",
        pages="31-46",
        doi="10.1007/978-3_2",
        arxiv="2401.00001",
        url="https://example.org/cache",
        published_title="Another Title",
    )

    item = csl_item(paper("vangool2025gpu", "70% of $x^{2}$ GPU_s", entry_type="article", facts=facts))

    assert item == {
        "id": "vangool2025gpu",
        "type": "article-journal",
        "title": "70% of x² GPU_s",
        "author": [
            {"family": "Van Gool", "given": "Luc"},
            {"literal": "Team Wan"},
            {"family": "Smith", "given": "John", "suffix": "Jr."},
            {"literal": "Anandu A S"},
            {"family": "Pöppel", "given": "Korbinian"},
        ],
        "issued": {"date-parts": [[2025]]},
        "container-title": "Signals & Systems",
        "collection-title": "LNCS",
        "volume": "15",
        "issue": "2",
        "page": "31-46",
        "DOI": "10.1007/978-3_2",
        "URL": "https://doi.org/10.1007/978-3_2",
        "note": "Published as “Another Title”",
    }


def test_a_preprint_is_published_by_arxiv_under_its_identifier() -> None:
    """Zotero and the styles make a preprint of that."""
    assert csl_item(paper("a", "A")) == {
        "id": "a",
        "type": "article",
        "title": "A",
        "author": [{"family": "Moreau", "given": "Ada"}],
        "issued": {"date-parts": [[2024]]},
        "publisher": "arXiv",
        "number": "arXiv:2401.00001",
        "DOI": "10.48550/arXiv.2401.00001",
        "URL": "https://arxiv.org/abs/2401.00001",
    }


def test_a_paper_of_which_nothing_is_known_invents_nothing() -> None:
    """Key, type and title are all; an address that is none of the web is not passed on."""
    assert csl_item(paper("a", "A", facts=Facts(url="javascript:alert(1)"))) == {
        "id": "a",
        "type": "article",
        "title": "A",
    }


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(anything, anything, anything)
def test_any_text_is_one_line_and_a_processor_reads_it(title: str, author: str, venue: str) -> None:
    """Hostile strings stay text: no control characters, and citeproc takes every field."""
    facts = Facts(authors=(Name(family=f"X{author}", given=title),), venue=f"V{venue}", year=2024)
    item = csl_item(paper("key", f"T{title}", entry_type="inproceedings", facts=facts))

    read = CiteProcJSON([json.loads(json.dumps(item))])["key"]

    assert str(read.title) == item["title"]
    assert str(read.container_title) == item["container-title"]
    assert read.issued.year == 2024
    assert len(read.author) == 1
    texts = [str(item["title"]), str(item["container-title"])]
    assert all("Cc" not in map(unicodedata.category, text) for text in texts)
