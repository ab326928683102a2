"""Tags that the real vocabulary gives to the papers of the first edition.

When the vocabulary changes, read what changed and keep it with

    UPDATE_GOLDEN=1 python -m pytest tests/stages/classify/test_seed_tags.py
"""

import os
from pathlib import Path

import pytest

from generator.config import Facet, load_taxonomy, open_project
from generator.stages.classify.phrases import PhraseMatcher
from generator.stages.classify.tags import tag_paper
from generator.stages.read import READERS, open_source
from tests.world import ROOT

GOLDEN = ROOT / "tests" / "data" / "seed-tags.txt"


@pytest.fixture(scope="module")
def vocabulary() -> tuple[Facet, ...]:
    """Give the vocabulary of this digest."""
    return load_taxonomy(open_project(ROOT)).facets


def _line(title: str, abstract: str, vocabulary: tuple[Facet, ...]) -> str:
    tags = ", ".join(tag.slug for tag in tag_paper(title, abstract, "", vocabulary))
    return f"{title} | {tags}".rstrip()


def test_the_tags_of_the_first_edition_are_as_read_and_approved(
    vocabulary: tuple[Facet, ...], first_dump: Path
) -> None:
    """One line a paper: its title and its tags, code by the abstract alone."""
    records = READERS["Daily Papers page"].read(open_source(first_dump, first_dump.name)).records
    lines = "".join(
        f"{_line(record.title.source, record.abstract.source, vocabulary)}\n" for record in records
    )
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(lines, encoding="utf-8")

    assert lines.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_vocabulary_is_of_a_size_to_filter_by(vocabulary: tuple[Facet, ...]) -> None:
    """100 to 250 tags, in the facets that the site shows."""
    assert 100 <= sum(len(facet.tags) for facet in vocabulary) <= 250
    assert [facet.slug for facet in vocabulary] == ["method", "hardware", "software", "task", "availability"]


def test_no_tag_is_on_most_papers(vocabulary: tuple[Facet, ...], first_dump: Path) -> None:
    """A tag on most papers of an edition filters nothing."""
    records = READERS["Daily Papers page"].read(open_source(first_dump, first_dump.name)).records
    given = [
        tag.slug
        for record in records
        for tag in tag_paper(record.title.source, record.abstract.source, "", vocabulary)
    ]

    assert max(given.count(slug) for slug in set(given)) < len(records) / 2


def test_every_exception_can_mask_something(vocabulary: tuple[Facet, ...]) -> None:
    """A phrase under `unless` that holds no spelling of its tag does nothing."""
    idle = [
        (tag.slug, phrase)
        for facet in vocabulary
        for tag in facet.tags
        for phrase in tag.unless
        if not PhraseMatcher(tag.spellings).find_in("title", phrase)
    ]

    assert idle == []


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("We reach agreement among faulty nodes with a subquadratic number of messages.", "linear-attention"),
        ("We map the decoder to an AMD Versal device.", "amd-gpu"),
        ("We compare an AMD EPYC processor with one by Arm. It has no GPU.", "amd-gpu"),
        ("We run the solver on 64 nodes of a supercomputer with Arm processors.", "multi-gpu"),
        ("We run the solver on a supercomputer without GPUs.", "multi-gpu"),
        ("We port a fluid code with OpenMP offloading, and train new users.", "offloading"),
        ("We measure jets at atmospheric pressure.", "earth-observation"),
        ("We pass ghost cells between MPI ranks with zero-copy messages.", "tiered-memory"),
        ("We share the machine with fairness among jobs in mind.", "bias-fairness"),
        ("We solve for the diffusion of heat in a rod.", "diffusion-model"),
        ("We tune layouts for vector-length-agnostic (VLA) code.", "vla"),
        ("We co-design a router and its policy.", "hardware-codesign"),
        ("We break the memory wall with a small filter.", "tiered-memory"),
        ("We give a chat agent persistent memory of its user.", "tiered-memory"),
        ("We let a critic drive an iterative refinement of web pages.", "numerical-methods"),
    ],
)
def test_a_word_in_another_sense_gives_no_tag(text: str, tag: str, vocabulary: tuple[Facet, ...]) -> None:
    """Words that fields share: what else the paper says decides."""
    assert tag not in [given.slug for given in tag_paper("", text, "", vocabulary)]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("We simulate porous rock with the lattice Boltzmann method.", "numerical-methods"),
        ("We propose a preconditioner for large linear systems.", "numerical-methods"),
        ("We present mixed-precision iterative refinement for least squares problems.", "low-precision"),
        ("We place jobs by a new scheduling policy on a shared cluster.", "scheduling"),
        ("We predict the strength of aluminium alloys.", "chemistry-materials"),
        ("We emulate double precision on the matrix engines of Hopper GPUs.", "tensor-core"),
        ("We let a language model write CUDA code and score it on KernelBench.", "code-generation"),
        ("We search a tree on a GPU.", "gpu"),
        ("We port the code from Cuda with OPENMP.", "portable-programming"),
        ("We train it in Pytorch.", "pytorch"),
        ("We run test time scaling on small models.", "test-time-compute"),
        ("We find connected components of large graphs.", "graph-processing"),
        ("We sort under fully homomorphic encryption.", "privacy"),
        ("We weigh neutrinos with a survey of galaxies.", "physics"),
        ("We run it on nodes with AMD GPUs.", "amd-gpu"),
        ("We keep the KVCache of a language model on disk.", "kv-cache"),
    ],
)
def test_the_vocabulary_knows_how_fields_put_it(text: str, tag: str, vocabulary: tuple[Facet, ...]) -> None:
    """Short abstracts, so one mention is enough."""
    assert tag in [given.slug for given in tag_paper("", text, "", vocabulary)]
