"""What is stored comes back; braces and accents of people are understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.bibliography.codec import decode, decode_address, decode_name, encode, is_balanced

tex = st.lists(
    st.sampled_from(
        ["a", " ", "{", "}", "\\", "$", "\\{", "\\}", "\\textbf", "^", "\\'e", "{\\ss}", "\\$", "%"]
    )
    | st.sampled_from(
        ["\\textbackslash{}", "\\textbraceleft{}", "\\textdollar{}", "~", '"', "@article{", "é", ","]
    ),
    max_size=12,
).map("".join)


@given(tex | st.text())
def test_every_text_comes_back(text: str) -> None:
    """Encode, then decode, changes white space alone, and a value never unbalances its file."""
    collapsed = " ".join(text.split())

    for decoder in (decode, decode_name, decode_address):
        value = encode(text, decoder)
        assert decoder(value) == collapsed
        assert is_balanced(value)


@pytest.mark.parametrize(
    "text",
    [
        r"PIXART-$\delta$: Fast",
        r"$x^{2}$ and $\{a\}$",
        r"\textbf{Bold} and \frac{a}{b}",
        r"O(n^{2}) at 70% & more_",
        "Mélange # ~ 100 $",
    ],
)
def test_tex_and_plain_unicode_are_stored_as_they_are(text: str) -> None:
    """A person who opens the file reads what the dump said."""
    assert encode(text) == text


def test_what_bibtex_would_misread_is_spelt() -> None:
    """Braces that a reader of BibTeX would strip or stumble over become commands of LaTeX."""
    assert encode("a } b") == r"a \textbraceright{} b"
    assert encode("a {GPU} b\\") == r"a \textbraceleft{}GPU\textbraceright{} b\textbackslash{}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("{GPU} and {{NeRF}}", "GPU and NeRF"),
        (r"{The {\BibTeX} book}", r"The {\BibTeX} book"),
        ('Schr{\\"o}dinger\n   {\\ss}e', 'Schr{\\"o}dinger {\\ss}e'),
        (r"\emph{A {B} c} {D}", r"\emph{A {B} c} D"),
        (r"\textbf {A} {B}", r"\textbf {A} B"),
        ("unbalanced } brace", "unbalanced } brace"),
    ],
)
def test_braces_that_protect_go_and_those_of_tex_stay(value: str, text: str) -> None:
    """Only grouping is taken away."""
    assert decode(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"P{\"o}ppel", "Pöppel"),
        (r"{\'{E}}douard", "Édouard"),
        (r"S{\o}rensen and S\o ren", "Sørensen and Søren"),
        (r"Ji{\v{r}}{\'\i}", "Jiří"),
        (r"Erd\H{o}s, \c{C}elik, Miko{\l}aj", "Erdős, Çelik, Mikołaj"),
        (r"Nguy{\~{\^e}}n, T{\d{\^a}}m, Ti\'{\^{e}}n", "Nguyễn, Tậm, Tiến"),
        (r"{\unknown}", r"{\unknown}"),
    ],
)
def test_accents_of_names_become_letters(value: str, text: str) -> None:
    """A name pasted from another bibliography reads like any other."""
    assert decode_name(value) == text


def test_an_address_loses_the_escapes_of_latex() -> None:
    """Publishers escape the signs of a DOI; an address has them bare."""
    assert decode_address(r"10.1007/978-3\_2\%20\&x") == "10.1007/978-3_2%20&x"
