"""Names: what is read is what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.names import (
    Name,
    enclosed,
    join_names,
    parse_name,
    read_names,
    split_names,
    split_outside_braces,
    without_others,
)

PARTS = (
    *"., -'AbZ1\u00b9",
    *(
        "Ida",
        "Jo",
        "J.",
        "P.",
        "PhD",
        "M.D.",
        "Dr.",
        " and ",
        "with ",
        "the",
        " on behalf of ",
        "Collaboration",
    ),
)
PEOPLE = {
    "Luc Van Gool": Name(given="Luc", family="Van Gool"),
    "Marc Van Droogenbroeck": Name(given="Marc", family="Van Droogenbroeck"),
    "Ludwig van Beethoven": Name(given="Ludwig", family="van Beethoven"),
    "Javier de la Rosa": Name(given="Javier", family="de la Rosa"),
    "Chien Van Nguyen": Name(given="Chien Van", family="Nguyen"),
    "Linh Ngo Van": Name(given="Linh Ngo", family="Van"),
    "Xu Bin": Name(given="Xu", family="Bin"),
    "John Smith Jr.": Name(given="John", family="Smith", suffix="Jr."),
    "Hal Daumé III": Name(given="Hal", family="Daumé", suffix="III"),
    "Xiaoteng (Frank) Liu": Name(given="Xiaoteng (Frank)", family="Liu"),
    "Dhabaleswar K. (DK) Panda": Name(given="Dhabaleswar K. (DK)", family="Panda"),
    "José-Lorenzo Cruz": Name(given="José-Lorenzo", family="Cruz"),
    "Liam O'Neil": Name(given="Liam", family="O'Neil"),
    "Anandu A S": Name(family="Anandu A S"),
    "Akarsh J.": Name(family="Akarsh J."),
    "Supryadi": Name(family="Supryadi"),
    "van Beethoven": Name(family="van Beethoven"),
}
GROUPS = ["Team Wan", "Wan Team", "Gemini Team, Google", "OpenAI", "DeepSeek-AI", "LLM-jp", "LG AI Research"]
BIBTEX = {
    "Van Gool, Luc": Name(given="Luc", family="Van Gool"),
    "Smith, Jr., John": Name(given="John", family="Smith", suffix="Jr."),
    "John Smith, Jr.": Name(given="John", family="Smith", suffix="Jr."),
    "{Team Wan}": Name(family="Team Wan", is_group=True),
    "{Meta}": Name(family="Meta", is_group=True),
    "{Anandu A S}": Name(family="Anandu A S"),
    "{Barnes, and Noble}, Ann": Name(given="Ann", family="Barnes, and Noble"),
}


@pytest.mark.parametrize(("text", "name"), PEOPLE.items())
def test_a_name_is_read_as_an_index_would_sort_it(text: str, name: Name) -> None:
    """Particles, suffixes, nicknames, trailing initials and single names find their place."""
    assert parse_name(text) == name
    assert name.as_text() == text


@pytest.mark.parametrize("text", GROUPS)
def test_a_group_stays_whole(text: str) -> None:
    """No team gets a family name."""
    assert parse_name(text) == Name(family=text, is_group=True)
    assert parse_name(text).as_bibtex() == f"{{{text}}}"


@pytest.mark.parametrize(("text", "name"), BIBTEX.items())
def test_the_forms_of_bibtex_are_read(text: str, name: Name) -> None:
    """Commas and braces say what reading order cannot."""
    assert parse_name(text) == name


def test_a_name_is_sorted_family_first() -> None:
    """Family, suffix, given; a group as it is."""
    sorted_names = [parse_name(text).as_sorted() for text in ("Luc Van Gool", "John Smith Jr.", "Wan Team")]

    assert sorted_names == ["Van Gool, Luc", "Smith, Jr., John", "Wan Team"]


# A given name that is called like a suffix is one to BibTeX: "Doe, Jr".
words = st.from_regex(r"[A-ZÄØ北][a-zäßé京]{1,7}", fullmatch=True).filter(
    lambda word: word not in {"Jr", "Sr"}
)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
parts = phrases | st.sampled_from(["and", "A and B", "Foo, Bar", "X.", "O'Neil", "de la Cruz"])
names = (
    st.builds(Name, given=parts, family=parts, suffix=st.sampled_from(["", "III"]))
    | st.builds(Name, family=parts, is_group=st.just(value=True))
    | st.sampled_from(list(PEOPLE.values()))
)


@given(names)
def test_bibtex_and_back_is_the_same_name(name: Name) -> None:
    """Format, then parse, is the identity."""
    assert parse_name(name.as_bibtex()) == name


@given(st.text())
def test_reading_order_keeps_every_character(text: str) -> None:
    """Where no comma and no brace tells otherwise, a name is shown as it was written."""
    collapsed = " ".join(text.replace(",", " ").replace("{", " ").replace("}", " ").split())
    name = parse_name(collapsed)

    assert name.as_text() == collapsed
    assert parse_name(name.as_text()) == name


@given(st.lists(names, max_size=5))
def test_an_author_list_splits_into_its_names(listed: list[Name]) -> None:
    """Join, then split and parse, is the identity, whatever is called "and"."""
    assert [parse_name(text) for text in split_names(join_names(listed))] == listed


def test_a_long_author_list_never_begins_a_line_with_a_name() -> None:
    """A name that looks like an entry cannot begin a line."""
    listed = join_names([Name(family=f"Family{number}", given="Given") for number in range(30)])

    lines = listed.split("\n")
    assert len(lines) > 1
    assert all(line.startswith("    and ") for line in lines[1:])


@given(st.lists(names, min_size=1, max_size=20))
def test_a_list_that_goes_on_says_so_in_the_words_of_bibtex(listed: list[Name]) -> None:
    """Join, then split and parse, gives the same names and that there are more."""
    written = split_names(join_names(listed, goes_on=True))

    assert written[-1] == "others"
    assert without_others([parse_name(text) for text in written]) == (tuple(listed), True)
    assert without_others(listed) == (tuple(listed), False)


@pytest.mark.parametrize(
    "last", ["others", "and others", "12 others", "et al.", "et al", "et.al.", "Et. al.", "...", "…"]
)
def test_what_stands_for_more_authors_is_no_name(last: str) -> None:
    """Alone it says nothing, for a list of nobody does not go on."""
    assert without_others([Name(family="Lee"), parse_name(last)]) == ((Name(family="Lee"),), True)
    assert without_others([parse_name(last)]) == ((), False)
    assert without_others([]) == ((), False)


@pytest.mark.parametrize("text", ["Ann Lee et al.", "Ann Lee, et al", "Lee, Ann et al.", "Ann Lee et.al."])
def test_more_authors_may_stand_behind_the_last_name(text: str) -> None:
    """In reading order or sorted; the name is read without it."""
    assert without_others([parse_name(text)]) == ((Name(given="Ann", family="Lee"),), True)


@pytest.mark.parametrize("text", ["Ann Others", "Bob Brothers", "Al Etal", "Others, Ann", "Et Al-Amin"])
def test_people_may_be_called_nearly_so(text: str) -> None:
    """Of a person nothing is lost."""
    assert without_others([parse_name(text)]) == ((parse_name(text),), False)


def test_nobody_has_no_others() -> None:
    """BibTeX would take "others" alone for a person."""
    assert join_names([], goes_on=True) == ""


@given(st.text(alphabet="a,{} "))
def test_split_parts_join_to_the_text(text: str) -> None:
    """Splitting loses nothing."""
    assert ",".join(split_outside_braces(text, ",")) == text


@pytest.mark.parametrize(
    ("text", "inner"), [("{a}", "a"), ("{a} {b}", None), ("{a}b}", None), ("{{a}}", "{a}"), ("{}", None)]
)
def test_braces_enclose_a_text_or_they_do_not(text: str, inner: str | None) -> None:
    """Only one pair around the whole counts."""
    assert enclosed(text) == inner


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_space_around_a_name_changes_nothing(name: str) -> None:
    """Most names are plain, and are taken as they are; one with space before it is looked at as any other."""
    assert read_names([name]) == read_names([f" {name}"])
