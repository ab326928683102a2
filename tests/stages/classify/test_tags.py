"""Tags of a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.models import Assignment, Evidence
from generator.config import Facet, Tag
from generator.stages.classify.tags import tag_paper

TAGS = (
    Tag(slug="lora", title="LoRA", spellings=("LoRA", "low-rank adaptation")),
    Tag(
        slug="quantization",
        title="Quantization",
        spellings=("quantization",),
        unless=("vector quantization",),
    ),
    Tag(slug="gpu", title="GPU", spellings=("GPU",), at_least=3),
    Tag(slug="triton", title="Triton", spellings=("Triton",), needs=("kernel", "CUDA")),
)
CODE = Tag(slug="code-available", title="Code available", published_code=True)
VOCABULARY = (
    Facet(slug="method", title="Method", about="Techniques.", tags=TAGS),
    Facet(slug="availability", title="Availability", about="What there is.", tags=(CODE,)),
)
START = "Models are large. "
PIECES = (
    "We use LoRA. ",
    "We use low-rank adaptation. ",
    "We add quantization. ",
    "GPU memory is short. ",
    "Our code is available at https://a.org. ",
    "It works without quantization. ",
    "A kernel in Triton follows. ",
    "Existing methods use LoRA. ",
)


def tags(title: str = "", abstract: str = "", code: str = "") -> list[str]:
    """Return the slugs of a paper whose abstract begins with a sentence about nothing."""
    return [tag.slug for tag in tag_paper(title, START + abstract, code, VOCABULARY)]


def test_a_tag_shows_each_sentence_that_names_it() -> None:
    """Evidence holds the phrase of the vocabulary, the field, the weight and the sentence as written."""
    (tag,) = tag_paper(
        "On LoRAs", f"{START}We use Low-Rank  Adaptation (LoRA).  So LoRA wins.", "", VOCABULARY
    )

    assert tag == Assignment(
        slug="lora",
        score=4.0,
        evidence=(
            Evidence(phrase="LoRA", field="title", weight=2.0, excerpt="On LoRAs"),
            Evidence(
                phrase="low-rank adaptation",
                field="abstract",
                weight=1.0,
                excerpt="We use Low-Rank  Adaptation (LoRA).",
            ),
            Evidence(phrase="LoRA", field="abstract", weight=1.0, excerpt="So LoRA wins."),
        ),
    )


def test_a_sentence_counts_once() -> None:
    """However often it repeats a phrase."""
    assert tags(abstract="We tune GPU after GPU on GPU machines.") == []
    assert tags(abstract="We tune a GPU. This GPU is fast. GPU for all.") == ["gpu"]


def test_the_title_counts_two() -> None:
    """Title and one sentence make three."""
    assert tags(title="GPU caches") == []
    assert tags(title="GPU caches", abstract="We fill a GPU.") == ["gpu"]


def test_a_sentence_that_sets_the_scene_does_not_suffice() -> None:
    """One mention in the opening, or about the work of others, is not what a paper does."""
    assert [tag.slug for tag in tag_paper("", "LoRA is popular. We go on.", "", VOCABULARY)] == []
    assert tags(abstract="Existing methods use LoRA.") == []
    assert tags(abstract="Existing methods use LoRA. Recently, LoRA grew.") == ["lora"]


def test_contrast_does_not_count() -> None:
    """What a paper avoids is not what it does; a second, plain mention counts."""
    assert tags(abstract="It works without quantization.") == []
    assert tags(abstract="Without quantization it fails, so we add quantization.") == ["quantization"]


def test_a_longer_phrase_that_means_something_else_masks() -> None:
    """`unless` masks the mention that it overlaps and no other."""
    assert tags(abstract="We use vector quantization.") == []
    assert tags(abstract="We use vector quantization and weight quantization.") == ["quantization"]


def test_a_needed_phrase_may_stand_anywhere() -> None:
    """`needs` looks at the whole paper, not at the sentence."""
    assert tags(abstract="We write Triton.") == []
    assert tags(title="A Kernel library", abstract="We write Triton.") == ["triton"]


def test_code_is_known_from_the_bibliography_or_the_abstract() -> None:
    """Both are evidence; a promise is none."""
    sentence = "Our code is available at https://a.org."
    (tag,) = tag_paper("", sentence, "https://a.org", VOCABULARY)

    assert [(reason.field, reason.excerpt) for reason in tag.evidence] == [
        (None, "https://a.org"),
        ("abstract", sentence),
    ]
    assert tags(code="https://a.org") == ["code-available"]
    assert tags(abstract="Code will be released.") == []


@pytest.mark.parametrize("text", ["", " ", "   \n "])
def test_an_empty_paper_has_no_tags(text: str) -> None:
    """Nothing is said, nothing is given."""
    assert tag_paper(text, text, "", VOCABULARY) == ()


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["", "LoRA", "Triton on GPUs"]))
def test_tags_come_in_the_order_of_the_vocabulary_with_reasons_that_add_up(
    pieces: list[str], title: str
) -> None:
    """Each at most once; the score is the sum of the evidence, strongest first, and every excerpt is true."""
    abstract = START + "".join(pieces)
    given_tags = tag_paper(title, abstract, "", VOCABULARY)
    order = [tag.slug for facet in VOCABULARY for tag in facet.tags]
    places = [order.index(tag.slug) for tag in given_tags]

    assert places == sorted(set(places))
    for tag in given_tags:
        weights = [reason.weight for reason in tag.evidence]
        assert tag.score == sum(weights) > 0
        assert weights == sorted(weights, reverse=True)
        assert all(
            reason.excerpt in (title, abstract) or reason.excerpt in abstract for reason in tag.evidence
        )


@given(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from(PIECES))
def test_more_text_never_takes_a_tag_away(pieces: list[str], more: str) -> None:
    """Nothing in a further sentence speaks against a tag."""
    assert set(tags(abstract="".join(pieces))) <= set(tags(abstract="".join([*pieces, more])))
