"""Lists of authors from strangers: each author once, the family name where it is, doubts told."""

import pytest

from generator.base.names import read_names, split_cell

CELLS = {
    "Lindqvist-Rao, Petra K.; Moss, Ida; Oduya, Ben": "Lindqvist-Rao, Petra K.|Moss, Ida|Oduya, Ben",
    "Ida Moss; Ben Oduya;": "Moss, Ida|Oduya, Ben",
    "Lindqvist-Rao P, van Dam KB, Xu QZ, Moss I": "Lindqvist-Rao, P|van Dam, KB|Xu, QZ|Moss, I",
    "Moss I.; O'Dowd P. J.; van Dam K.B.": "Moss, I.|O'Dowd, P. J.|van Dam, K. B.",
    "Ida B. Moss, Ben Oduya and Qi Xu": "Moss, Ida B.|Oduya, Ben|Xu, Qi",
    "Ida Moss, Ben Oduya, & Qi Xu": "Moss, Ida|Oduya, Ben|Xu, Qi",
    "Moss, Ida B.": "Moss, Ida B.",
    "van Dam, Kees": "van Dam, Kees",
    "García Rojas, Inés": "García Rojas, Inés",
    "Moss, Ida B., Oduya, Ben": "Moss, Ida B.|Oduya, Ben",
    "Moss, I., Oduya, B. C., Xu, Q.": "Moss, I.|Oduya, B. C.|Xu, Q.",
    "Moss, Ida and Oduya, Ben": "Moss, Ida|Oduya, Ben",
    "Ida Moss (Port College), Ben Oduya (Quay Labs, Rope Town)": "Moss, Ida|Oduya, Ben",
    "Ida Moss (1) and Ben Oduya (2) ((1) Port, (2) Quay)": "Moss, Ida|Oduya, Ben",
    "Ida Moss\nBen Oduya": "Moss, Ida|Oduya, Ben",
    "Ida Moss|Ben Oduya": "Moss, Ida|Oduya, Ben",
    "Moss IQ": "Moss, IQ",
    "Moss I., Oduya B.": "Moss, I.|Oduya, B.",
    "Moss I, Oduya BC.": "Moss, I|Oduya, BC",
    "Moss I-Q, Oduya B-C": "Moss, I-Q|Oduya, B-C",
    "Moss IQ Jr, Oduya B 3rd": "Moss, Jr, IQ|Oduya, 3rd, B",
    "Moss, I., Oduya, B. C., and Xu, Q.": "Moss, I.|Oduya, B. C.|Xu, Q.",
    "Moss, Jr., Ida": "Moss, Jr., Ida",
    "Ida B. Moss, Jr., Ben Oduya": "Moss, Jr., Ida B.|Oduya, Ben",
    "Ida Moss1,2, Ben Oduya2,*, Qi Xu1": "Moss, Ida|Oduya, Ben|Xu, Qi",
    "Ida Moss [1], Ben Oduya [2,3]": "Moss, Ida|Oduya, Ben",
    "Ida Moss, Ben Oduya and": "Moss, Ida|Oduya, Ben",
    "Ida Moss, Ben Oduya, Petra\n  Lind and Qi Xu": "Moss, Ida|Oduya, Ben|Lind, Petra|Xu, Qi",
    "Ida Moss, Ben Oduya,\nQi Xu": "Moss, Ida|Oduya, Ben|Xu, Qi",
    "Moss, Ida\nOduya, Ben": "Moss, Ida|Oduya, Ben",
    "陈 思远；王 伟": "陈, 思远|王, 伟",
}
NAMES = {
    "Ida Moss 0003": "Moss, Ida",
    "Ida Moss*": "Moss, Ida",
    "Ida Moss†‡": "Moss, Ida",
    "Ida Moss1,2": "Moss, Ida",
    "Ida Moss$^{1,*}$": "Moss, Ida",
    r"Ida Moss\thanks{Equal work}": "Moss, Ida",
    "and Ida Moss": "Moss, Ida",
    "Dr. Ida Moss, PhD": "Moss, Ida",
    "Ida Moss <ida@quay.example>": "Moss, Ida",
    "Ida Moss (0000-0002-1825-0097)": "Moss, Ida",
    "Ida~B. Moss": "Moss, Ida B.",
    "I.B.Moss": "Moss, I. B.",
    "IDA MOSS": "Moss, Ida",
    "MOSS Ida": "Moss, Ida",
    "Ida O'DOWD-MOSS": "O'Dowd-Moss, Ida",
    "Hela Ben Salem": "Ben Salem, Hela",
    "Ciara Mac Lochlainn": "Mac Lochlainn, Ciara",
    "Rami Bou Khalil": "Bou Khalil, Rami",
    "Sami Abu Rayan": "Abu Rayan, Sami",
    "Luis Pardo y Vega": "Pardo y Vega, Luis",
    "Rosa Pinto e Melo": "Pinto e Melo, Rosa",
    "Inés García Rojas": "García Rojas, Inés",
    "Ben Oduya": "Oduya, Ben",
    "Haoran E": "E, Haoran",
    "Trần Thị Mai": "Trần, Thị Mai",
    "Nguyen Huu Bach": "Nguyen, Huu Bach",
    "Bach Nguyen": "Nguyen, Bach",
    "Le Zhang": "Zhang, Le",
    "陈 思远": "陈, 思远",
    "陈思远": "陈思远",
    r"Ren\^{e} L\^{e}": r"L\^{e}, Ren\^{e}",
    "de la Cruz, Juan Jr": "de la Cruz, Jr, Juan",
    "Moss, Ida B. 3rd": "Moss, 3rd, Ida B.",
    "Nur binti Ropes": "binti Ropes, Nur",
    "Ida St. Moss": "St. Moss, Ida",
    "Google DeepMind": "Google DeepMind",
    "Gia Dalla Rosa": "Dalla Rosa, Gia",
    "Ida Moss and": "Moss, Ida",
    "Moss, I., Oduya, B. C.": "Moss, I.|Oduya, B. C.",
    "Ida Moss, Ben Oduya, Qi Xu": "Moss, Ida|Oduya, Ben|Xu, Qi",
    "Ida Moss and Ben Oduya": "Moss, Ida|Oduya, Ben",
    "Moss, PhD, Ida": "Moss, PhD, Ida",
    "Institute for Ropes and Quays": "Institute for Ropes and Quays",
    "the LUMO Collaboration": "LUMO Collaboration",
    "family=Horst, given=Kees, prefix=van der, useprefix=true": "van der Horst, Kees",
    'family="Moss", given="Ida", suffix="Jr."': "Moss, Jr., Ida",
    "MOSS, Ida": "Moss, Ida",
    r"\ifmmode \check{Z}\else \v{Z}\fi{}ak, Ida": r"\v{Z}ak, Ida",
}


def _sorted(written: list[str], *, family_first: bool = False) -> str:
    names = read_names(written, family_first=family_first).names
    return "|".join(name.as_sorted() for name in names)


@pytest.mark.parametrize(("cell", "expected"), CELLS.items())
def test_a_cell_of_names_is_cut_where_names_end(cell: str, expected: str) -> None:
    """Semicolons, commas, "and", initials behind family names, and affiliations are told apart."""
    assert _sorted(split_cell(cell)[0]) == expected


@pytest.mark.parametrize(("written", "expected"), NAMES.items())
def test_what_is_no_part_of_a_name_goes(written: str, expected: str) -> None:
    """Marks, numbers, addresses, degrees and capitals; particles and other orders find their place."""
    assert _sorted([written]) == expected


@pytest.mark.parametrize("written", [*NAMES, *CELLS])
def test_what_was_read_is_read_again_as_the_same(written: str) -> None:
    """A list that this project has written means what it meant."""
    names = read_names(split_cell(written)[0]).names

    assert read_names([name.as_bibtex() for name in names]).names == names


@pytest.mark.parametrize("mark", [":", "and", "&", "*", "§", "—"])
def test_what_is_no_name_is_left_out_and_told(mark: str) -> None:
    """The names around it stay."""
    found = read_names(["Ida Moss", mark, "Ben Oduya"])

    assert [name.as_text() for name in found.names] == ["Ida Moss", "Ben Oduya"]
    assert found.doubts == (f"'{mark}' among its authors is no name and is left out",)


def test_a_group_that_authors_speak_for_is_an_author() -> None:
    """Collaborations stand behind the names of their speakers."""
    found = read_names(["Ida Moss (for the LUMO Collaboration)", "Ben Oduya"]).names

    assert [(name.as_text(), name.is_group) for name in found] == [
        ("Ida Moss", False),
        ("LUMO Collaboration", True),
        ("Ben Oduya", False),
    ]


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        (["Ida Moss", "Sreeraj K"], "of 'Sreeraj K' it cannot be told which word is the family name"),
        (["Ida", "Moss", "Ben Oduya"], "'Ida' and 'Moss' may be one author, broken in two"),
    ],
)
def test_what_cannot_be_told_is_told(written: list[str], doubt: str) -> None:
    """The names stay as they were written."""
    found = read_names(written)

    assert [name.as_text() for name in found.names] == written
    assert found.doubts == (doubt,)


def test_a_cell_of_single_words_is_read_in_turn_and_told() -> None:
    """Family and given names without initials could be names of one word as well."""
    assert split_cell("Moss, Ida, Oduya, Ben") == (
        ["Moss, Ida", "Oduya, Ben"],
        "its authors are read as family name, given name in turn",
    )


def test_a_name_with_two_commas_that_is_none_of_bibtex_is_told() -> None:
    """What stands in the middle should be "Jr." or the like."""
    assert read_names(["Moss, Ida, Ben"]).doubts == ("'Moss, Ida, Ben' is read as one author",)


@pytest.mark.parametrize("cell", ["Ida Moss, Ben Oduya K.", "陈思远, 王伟"])
def test_a_cell_of_one_name_or_two_is_told(cell: str) -> None:
    """A family name of two words, or one that stands alone, looks like a whole name."""
    assert split_cell(cell) == ([cell], f"'{cell}' is read as one author")


def test_a_source_that_always_writes_the_family_name_first_is_believed() -> None:
    """One name is enough, then."""
    assert _sorted(["Moss I"], family_first=True) == "Moss, I"
    assert read_names(["Moss I"]).doubts
