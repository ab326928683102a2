"""What an abstract says about its code."""

import pytest

from generator.stages.classify.availability import published_code


@pytest.mark.parametrize(
    "sentence",
    [
        "Our code is available at https://github.com/a/b.",
        "Code: https://github.com/a/b.",
        "Codes and models are publicly available.",
        "The source code and data can be found on our project page.",
        "We release all code and checkpoints to promote research.",
        "To help others, we have publicly released our training code.",
        "We make our datasets and codes publicly available.",
        "The implementation of our framework is available as an open-source project.",
        "The toolkit is open-sourced at https://github.com/a/b.",
        "See https://a.github.io for code and videos.",
        "We release the weights, training code, and logs.",
        "It is easy to build, and we provide a fast open-source implementation alongside this paper.",
        "Our kernels and the library are released here to boost research: https://github.com/a/b.",
        "The code that will help others is available at https://a.org.",
    ],
)
def test_published_code_is_seen(sentence: str) -> None:
    """The sentence itself is the evidence."""
    assert published_code(f"We study caches. {sentence} It is fast.") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Code will be released at https://github.com/a/b.",
        "Our code will soon be available.",
        "We will release the code upon acceptance.",
        "The code is not publicly available.",
        "Our project page is https://a.github.io.",
        "We release a new dataset at https://huggingface.co/datasets/a/b.",
        "We evaluate code generation with publicly available models.",
        "Open-source code LLMs are released every week.",
        "We present an open-source framework (as named in the implementation) that is fast.",
        "Model weights are available at https://huggingface.co/a/b.",
    ],
)
def test_promises_and_other_things_are_not_code(sentence: str) -> None:
    """Promised code, code as a subject, data, models and project pages do not count."""
    assert not published_code(f"We study caches. {sentence}")


def test_an_abstract_may_be_empty() -> None:
    """Nothing is said, nothing is found."""
    assert not published_code("")
