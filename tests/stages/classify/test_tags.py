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
LONG = "It is fast. " * 20
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
    assert tags(abstract=f"We tune GPU after GPU on GPU machines. {LONG}") == []
    assert tags(abstract=f"We tune a GPU. This GPU is fast. GPU for all. {LONG}") == ["gpu"]


def test_the_title_counts_two() -> None:
    """Title and one sentence make three."""
    assert tags(title="GPU caches", abstract=LONG) == []
    assert tags(title="GPU caches", abstract=f"We fill a GPU. {LONG}") == ["gpu"]


def test_a_short_abstract_needs_fewer_mentions() -> None:
    """One of few sentences says as much as three of many; in the lead-in alone it still says too little."""
    assert tags(abstract="We fill a GPU. It is fast.") == ["gpu"]
    assert tags(abstract="A GPU is fast. We go on.") == []
    assert tags(abstract=f"We fill a GPU. {'It is fast. ' * 6}") == []
    assert tags(abstract=f"We fill a GPU. It is a fast GPU. {'It is fast. ' * 6}") == ["gpu"]


def test_a_sentence_that_sets_the_scene_does_not_suffice() -> None:
    """One mention in the opening, or about the work of others, is not what a paper does."""
    assert [tag.slug for tag in tag_paper("", "LoRA is popular. We go on.", "", VOCABULARY)] == []
    assert tags(abstract="Existing methods use LoRA.") == []
    assert tags(abstract="Existing methods use LoRA. Recently, LoRA grew.") == ["lora"]


def test_what_leads_in_to_the_own_work_does_not_suffice() -> None:
    """However many sentences it takes; after "we", or the name that the title gives, it is the own work."""
    background = "Nobody has time. Many tune a network with LoRA. It is slow."

    assert tags(abstract=f"{background} We train it whole.") == []
    assert tags(abstract=f"{background} Weights are trained whole.") == ["lora"]
    assert tags(title="Zet: tuning", abstract=f"{background} Zet trains it whole.") == []
    assert tags(abstract=f"We train it whole. {background}") == ["lora"]


def test_an_aside_does_not_suffice() -> None:
    """What a work may be good for, or leaves for later."""
    assert tags(abstract="We train it whole. It paves the way for faster LoRA.") == []
    assert tags(abstract="We train it whole. LoRA is left for future work.") == []


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


def test_what_a_paper_does_without_is_no_needed_phrase() -> None:
    """A Triton without CUDA may be anything."""
    assert tags(abstract="We write Triton without CUDA.") == []


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


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_to_say_all_of_it_twice_takes_no_tag_away(pieces: list[str]) -> None:
    """A longer abstract wants more mentions, but no more than it has room for."""
    abstract = "".join(["We begin. ", *pieces])

    assert set(tags(abstract=abstract)) <= set(tags(abstract=abstract + "".join(pieces)))
