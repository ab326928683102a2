"""The terms of a paper: the telling words of its title and abstract, pairs of them, and its tags."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from generator.base.models import Paper
from generator.base.text.english import WORD, singular

_TITLE_WEIGHT = 2
_TAG_WEIGHT = 2
_STOP_WORDS = frozenset(
    """
    a about above achieve achieves achieving across additionally after all allow allows also
    although among an and any approach approaches are art as at available based be been before being
    benchmark benchmarks best better between beyond both but by can code compare compared
    comprehensive consistently could current currently demonstrate demonstrates demonstrating
    despite develop developed different do does due during each effective effectively
    effectiveness efficient efficiency enable enables enabling end evaluate evaluation even every
    existing experimental experiments explore extensive first five for four framework from full
    fully further furthermore general given good has have high higher highly how however https
    if important improve improved improvement improvements improves improving in including increase
    increasing into introduce introduces introducing is it its itself key large larger leading less
    leverage leverages leveraging like limited limitations low lower made main make makes making
    many may method methods model models more moreover most much multiple near need new no not novel
    of often on one only open or order other our out outperform outperforms over overall own paper
    per perform performance performs point potential present presents previous prior problem
    problems propose proposed proposes provide provides providing range ranging real reduce reduced
    reduces reducing require required requires research result results same set several show showing
    shown shows significant significantly similar simple simply since single six size small so some
    source specific specifically state still strong study such superior support
    system systems task tasks technique techniques ten than that the their them then there therefore
    these they this those three through thus time times to too toward towards two under up upon us
    use used user using various very via was way we well were what when where whether which while
    who whose wide will with within without work works yet you
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words, tags and word pairs of one paper, as arrays that are quick to put together.

    Attributes:
        names: The terms, one a line; words and tags before pairs.
        words: How many of them are words or tags.
        hashes: A hash of each, eight bytes each.
        counts: How often each occurs, one byte each; the title counts twice.
    """

    names: str
    words: int
    hashes: bytes
    counts: bytes


def terms_of(paper: Paper, tags: Sequence[str]) -> Terms:
    """Return the terms of a paper and how often each occurs."""
    counts: Counter[str] = Counter()
    for text, weight in ((paper.title, _TITLE_WEIGHT), (paper.abstract, 1)):
        telling = [_telling_word(word) for word in WORD.findall(text.source.casefold())]
        pairs = [f"{one} {two}" for one, two in pairwise(telling) if one and two]
        counts.update([*filter(None, telling), *pairs] * weight)
    for tag in tags:
        counts[tag] += _TAG_WEIGHT
    words = [term for term in counts if " " not in term or term in tags]
    names = [*words, *(term for term in counts if " " in term and term not in tags)]
    return Terms(
        names="\n".join(names),
        words=len(words),
        hashes=b"".join(hashlib.blake2b(term.encode(), digest_size=8).digest() for term in names),
        counts=bytes(min(counts[term], 255) for term in names),
    )


@lru_cache(maxsize=100_000)
def _telling_word(written: str) -> str:
    """Return a word in the singular; nothing for one that says nothing about a paper."""
    word = singular(written)
    is_mute = len(word) <= 1 or word.isdigit() or word in _STOP_WORDS or f"{word}s" in _STOP_WORDS
    return "" if is_mute else word
