"""Keys: short, ASCII, one each."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.identifiers import KEY_PATTERN, make_key, slugify
from generator.base.names import Name, parse_name

ANN = (Name(family="Moreau", given="Ann"),)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Pöppel", "poppel"),
        ("Straße", "strasse"),
        ("Zieliński", "zielinski"),
        ("O'Neil", "oneil"),
        ("3D Gaussian Splatting", "3d-gaussian-splatting"),
        ("C++", "c"),
        ("北京", "beijing"),
        ("!?", ""),
    ],
)
def test_a_slug_is_readable_ascii(text: str, slug: str) -> None:
    """Other scripts are transliterated, signs go."""
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_ascii_and_its_own_slug(text: str) -> None:
    """Only [a-z0-9-], and slugging twice changes nothing."""
    slug = slugify(text)

    assert set(slug) <= set(string.ascii_lowercase + string.digits + "-")
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("author", "title", "key"),
    [
        ("Weile Luo", "Benchmarking and Dissecting the Nvidia Hopper GPU", "luo2024benchmarking"),
        ("Luc Van Gool", "On the Use of Things", "vangool2024use"),
        ("Team Wan", "Wan: Open Models", "teamwan2024wan"),
        ("Jan Held", "3D Convex Splatting", "held20243d"),
        ("Junsong Chen", "PIXART-δ: Fast and Controllable", "chen2024pixart"),
        ("Ying Sheng", "S-LoRA: Serving Thousands", "sheng2024slora"),
        ("Ann Moreau", "$2^n$ Ways", "moreau20242n"),
        ("Ann Moreau", "2^n Ways", "moreau20242n"),
        ("Ann Moreau", r"$\delta$-Method", "moreau2024method"),
        ("Ann Moreau", 'Schr\\"{o}dinger {GPU}s', "moreau2024schrodinger"),
        ("Ann Moreau", r"\textbf{Bold} Moves", "moreau2024bold"),
        ("Ann Moreau", "大模型 推理", "moreau2024damoxing"),
        ("Ann Moreau", "🚀 Launch", "moreau2024rocket"),
        ("Ann Moreau", "On the Of", "moreau2024on"),
        ("Ann Moreau", "", "moreau2024"),
        ("?!", "Benchmarking the Hopper", "benchmarking2024hopper"),
    ],
)
def test_a_key_is_family_year_word(author: str, title: str, key: str) -> None:
    """Stop words are passed over unless there is nothing else."""
    assert make_key([parse_name(author)], 2024, title, ()) == key


def test_without_author_two_words_of_the_title_stand_in() -> None:
    """The year separates them where it is known."""
    assert make_key((), None, "A Survey of Quantum Widgets", ()) == "survey-quantum"
    assert make_key((), 2024, "A Survey of Quantum Widgets", ()) == "survey2024quantum"
    assert make_key((), 2024, "Nexus", ()) == "nexus2024"
    assert make_key((), None, "!!!", ()) == "paper"


def test_a_clash_gets_the_next_word_then_a_number() -> None:
    """Every further paper of the same author, year and title finds a key."""
    taken: list[str] = []
    for _ in range(4):
        taken.append(make_key(ANN, 2024, "Fast Fair Caches", taken))

    assert taken == ["moreau2024fast", "moreau2024fast-fair", "moreau2024fast-2", "moreau2024fast-3"]


@given(
    st.lists(
        st.tuples(
            st.lists(st.builds(Name, family=st.text(max_size=40)), max_size=1),
            st.none() | st.integers(1900, 2100),
            st.text(max_size=40) | st.sampled_from(["", "The", "{\\", "\u202e", "大模型"]),
        ),
        max_size=12,
    )
)
def test_keys_are_unique_ascii_and_never_empty(papers: list[tuple[list[Name], int | None, str]]) -> None:
    """Whatever names and titles hold."""
    taken: list[str] = []
    for names, year, title in papers:
        taken.append(make_key(names, year, title, taken))

    assert len(set(taken)) == len(papers)
    assert all(KEY_PATTERN.fullmatch(key) for key in taken)
