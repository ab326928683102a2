"""Phrases to look for, as a curator may write them; `stages.classify.phrases` matches them."""

import re
from typing import Annotated

from pydantic import AfterValidator

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def spelling_problem(spelling: str) -> str:
    """Return why a text cannot be a spelling, or nothing."""
    if not spelling or spelling != " ".join(spelling.split()):
        return "is empty, or has white space at an end or doubled"
    if not _LETTER_OR_DIGIT.search(spelling.split(" ", maxsplit=1)[0]):
        return "holds no letter or digit in its first word"
    return ""


def _checked(spelling: str) -> str:
    reason = spelling_problem(spelling)
    if reason:
        message = f"the phrase '{spelling}' {reason}"
        raise ValueError(message)
    return spelling


Spelling = Annotated[str, AfterValidator(_checked)]
"""A phrase that the matcher takes."""
