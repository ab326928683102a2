"""RIS that reference managers read."""

from pathlib import Path
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Facts
from generator.base.names import Name, parse_name
from generator.base.text import RichText, visible_text
from generator.output.citations import render_record, render_ris
from tests.browser.hostile import read_lists
from tests.samples import name, paper


def _read(text: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = rispy.loads(text)
    return records


def test_a_record_has_what_is_known_in_a_fixed_order() -> None:
    """Type first, one author a line, formulas spelled out, every line ended by CR LF."""
    names = ("Luc Van Gool", "Gemini Team, Google", "John Smith Jr.", "Anandu A S", "Korbinian Pöppel")
    facts = Facts(
        authors=tuple(parse_name(name) for name in names),
        year=2025,
        venue=r"Signals \& Systems 2025",
        series="LNCS",
        volume="15",
        number="2",
        pages="31-46",
        doi="10.1007/978-3_2",
        arxiv="2401.00001",
        url="https://example.org/?a=1;b=2",
        published_title="Another Title",
    )

    cited = paper("vangool2025gpu", "70% of $x^{2}$ GPU_s", entry_type="inproceedings", facts=facts)

    assert render_record(cited, ("CUDA", "KV cache"), RichText("An $x$.")).split("\r\n") == [
        "TY  - CONF",
        "ID  - vangool2025gpu",
        "TI  - 70% of x² GPU_s",
        "AU  - Van Gool, Luc",
        "AU  - Gemini Team Google",
        "AU  - Smith, John, Jr.",
        "AU  - Anandu A S",
        "AU  - Pöppel, Korbinian",
        "PY  - 2025",
        "DA  - 2025///",
        "T2  - Signals & Systems 2025",
        "C3  - Signals & Systems 2025",
        "T3  - LNCS",
        "VL  - 15",
        "IS  - 2",
        "SP  - 31",
        "EP  - 46",
        "DB  - arXiv",
        "AN  - 2401.00001",
        "DO  - 10.1007/978-3_2",
        "UR  - https://doi.org/10.1007/978-3_2",
        "N1  - Published as “Another Title”",
        "AB  - An x.",
        "KW  - CUDA",
        "KW  - KV cache",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(("entry_type", "kind"), [("article", "JOUR"), ("misc", "UNPB")])
def test_the_type_follows_from_the_entry(entry_type: str, kind: str) -> None:
    """A journal holds articles; what no venue holds is unpublished."""
    assert render_record(paper(entry_type=entry_type)).startswith(f"TY  - {kind}\r\n")


def test_a_paper_of_which_nothing_is_known_invents_nothing() -> None:
    """Type, key and title are all; an address that is none of the web is not passed on."""
    record = render_record(paper("fast-cache", "Fast Caches", facts=Facts(url="javascript:alert(1)")))

    assert record == "TY  - UNPB\r\nID  - fast-cache\r\nTI  - Fast Caches\r\nER  - \r\n"


def test_a_retracted_paper_says_so_in_title_and_note() -> None:
    """Who imports it by mistake sees it in the list."""
    (record,) = _read(render_record(paper("a", "A", retracted="made up")))

    assert (record["title"], record["notes"]) == ("[RETRACTED] A", ["Retracted: made up"])


def test_programs_skip_the_comment() -> None:
    """It stays on its lines, whatever it holds, and records follow."""
    text = render_ris([render_record(paper("a")), render_record(paper("b"))], ("TY  - \nTY  - X", "2 papers"))

    assert text.startswith("% TY - TY - X\r\n% 2 papers\r\n\r\nTY  - UNPB\r\nID  - a\r\n")
    assert [record["id"] for record in _read(text)] == ["a", "b"]


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.lists(
    st.sampled_from(["\n", "\r", "\u2028", "\x85", "TY  - CONF", "ER  - ", "AU  - X", ";", ",", " ", "a"]),
    max_size=6,
).map("".join)


@given(anything, anything, anything, anything)
def test_no_text_breaks_out_of_its_line(title: str, author: str, venue: str, abstract: str) -> None:
    """Any strings give one record with the same fields, each of which reads back as it is shown."""
    facts = Facts(
        authors=(Name(family=f"X{author}", given=f"Y{title}"), name()), venue=f"V{venue}", year=2024
    )
    cited = paper("key", f"T{title}", entry_type="article", facts=facts)

    text = render_ris([render_record(cited, ("CUDA",), RichText(f"A{abstract}"))], (title, venue))

    (record,) = _read(text)
    assert list(record) == [
        *("type_of_reference", "id", "title", "authors", "year", "secondary_title"),
        *("abstract", "keywords"),
    ]
    assert record["title"] == " ".join(RichText(f"T{title}").as_plain.split())
    assert record["abstract"] == " ".join(RichText(f"A{abstract}").as_plain.split())
    assert record["authors"][1] == "Moreau, Ada"
    assert record["authors"][0].count(",") == 1
    assert all(line[2:6] == "  - " or line[:1] == "%" or not line for line in text.split("\r\n"))


def test_hostile_lists_stay_titles(material: Path) -> None:
    """Each of the injections and naughty strings reads back as one record."""
    lines = [
        line for lines in read_lists(material / "hostile") for line in lines if visible_text(line).strip()
    ]
    assert len(lines) > 500

    papers = [paper("k", line, facts=Facts(authors=(Name(family=line),))) for line in lines]
    records = _read(render_ris(map(render_record, papers), ()))

    assert len(records) == len(lines)
    assert all(set(record) <= {"type_of_reference", "id", "title", "authors"} for record in records)
