"""The picture for shared links: its size, its bytes, and what it does with letters that its font lacks."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from generator.output.card import _name, _written, card_files, paper_card
from tests.samples import SETTINGS, digest, paper


def test_a_site_has_one_card_and_each_paper_one_where_the_curator_wants_them() -> None:
    """They lie where the pages say."""
    made = digest()
    wanted = replace(made, settings=SETTINGS.model_copy(update={"paper_cards": True}))
    assert [file.path for file in card_files(made)] == ["assets/card.png"]
    assert [file.path for file in card_files(wanted)] == ["assets/card.png", f"papers/{paper().key}.png"]


def test_a_card_is_as_large_as_its_page_says_and_the_same_each_time() -> None:
    """The same input gives the same bytes."""
    made = digest()
    first, again = ([file.content for file in card_files(made)] for _ in range(2))
    assert first == again
    for content in (first[0], paper_card(paper(title="Long " * 100), SETTINGS)):
        assert isinstance(content, bytes)
        image = Image.open(io.BytesIO(content))
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(content) < 60_000


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Müller & Łukasz", "Muller & Lukasz"),
        ("Attention for α-synuclein – “quoted”", "Attention for a-synuclein – “quoted”"),
        ("论文摘要", ""),
        ("2031", "2031"),
    ],
)
def test_a_text_is_written_in_letters_that_the_font_has(text: str, written: str) -> None:
    """A box in place of a letter would be worse than no accent, a text in boxes worse than none."""
    assert _written(text) == written


def test_a_name_that_cannot_be_written_gives_way_to_the_host() -> None:
    """The card then still says whose it is."""
    assert _name(SETTINGS.model_copy(update={"name": "论文摘要"})) == "example.org"
