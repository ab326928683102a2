"""The inverted index: for each token, sorted, the papers that have it and where; made and packed with numpy.

Numbers are packed in groups of seven bits, the lowest first; the highest bit of a byte says that another
follows. Two streams a token keep what a search loads small. The first says which papers have it, how often in
the abstract, and at which places of the other fields. The second holds the places in abstracts, which only
phrases ask for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.site.search.reading import ABSTRACT, Reading

Numbers = npt.NDArray[np.signedinteger[Any]]
Bytes = npt.NDArray[np.uint8]

_PLACE_BITS = 22
_PAPER_BITS = 20
OFTEN = 15
"""Times in an abstract that are told apart."""
_FILE = 12_000
"""Bytes of a file of tokens before it is compressed; a token that alone has more is not cut."""
PLACES_TOGETHER = 4
"""Files of tokens for which there is one file of places."""
_GROUP = 7


@dataclass(frozen=True, slots=True)
class Index:
    """The inverted index of some papers, in files.

    Attributes:
        first: The first token of each file of tokens.
        tokens: Files of tokens: their texts, one a line, a zero; then for each the number of its papers and
            the bytes of its first stream; then these streams.
        places: Files of the second streams, each of `PLACES_TOGETHER` files of tokens: the number of these;
            for each the number of its tokens, and for each token the bytes of its stream; then the streams.
        papers: The number of papers of each token.
    """

    first: tuple[str, ...]
    tokens: tuple[bytes, ...]
    places: tuple[bytes, ...]
    papers: tuple[tuple[str, int], ...]


Stream = tuple[Numbers, Numbers]
"""Numbers, and the token that each belongs to."""


def make_index(papers: Iterable[Reading]) -> Index:
    """Return the inverted index of papers, which are numbered in their order."""
    texts, keys = _gather(papers)
    places = (keys & ((1 << _PLACE_BITS) - 1)).astype(np.int32)
    keys >>= _PLACE_BITS
    starts = _starts(keys)  # where another token begins, or the same in another paper
    posting = np.cumsum(starts, dtype=np.int32) - 1
    keys = keys[starts]
    owners, numbers = (
        (keys >> _PAPER_BITS).astype(np.int32),
        (keys & ((1 << _PAPER_BITS) - 1)).astype(np.int32),
    )
    is_far = places >= ABSTRACT
    far = np.bincount(posting[is_far], minlength=len(owners))
    first = _first_stream(owners, numbers, places[~is_far], posting[~is_far], far)
    first_streams = _cut(*first, len(texts))
    del first, far, keys, numbers
    second_streams = _cut(*_second_stream(owners, places[is_far] - ABSTRACT, posting[is_far]), len(texts))
    counts = np.bincount(owners, minlength=len(texts)).tolist()
    return _in_files(texts, counts, first_streams, second_streams)


def _gather(papers: Iterable[Reading]) -> tuple[list[str], Numbers]:
    """Return all tokens, sorted as JavaScript sorts, and a number for each occurrence, in order."""
    numbers: dict[str, int] = defaultdict(count().__next__)
    found, sizes, places = [np.zeros(0, np.int32)], [], [np.zeros(0, np.uint32)]
    for paper in papers:
        tokens = paper.tokens.split("\n") if paper.tokens else []
        found.append(np.fromiter(map(numbers.__getitem__, tokens), np.int32, len(tokens)))
        places.append(np.frombuffer(paper.places, np.uint32))
        sizes.append(len(tokens))
    texts = sorted(numbers, key=lambda token: token.encode("utf-16-be"))
    ranks = np.zeros(len(texts) + 1, np.int64)
    ranks[[numbers[text] for text in texts]] = np.arange(len(texts))
    keys = ranks[np.concatenate(found)] << _PAPER_BITS
    keys |= np.repeat(np.arange(len(sizes)), sizes)
    keys <<= _PLACE_BITS
    keys |= np.concatenate(places).astype(np.int64)
    keys.sort()
    return texts, keys[_starts(keys)]


def _first_stream(
    owners: Numbers, papers: Numbers, places: Numbers, posting: Numbers, far: Numbers
) -> Stream:
    """Return the papers of each token, its times in fields and abstract, and its places in the fields."""
    near = np.bincount(posting, minlength=len(owners))
    times = (near * (OFTEN + 1) + np.minimum(far, OFTEN)).astype(np.int32)
    return _in_sections(
        (_steps(papers, owners), owners), (times, owners), (_steps(places, posting), owners[posting])
    )


def _second_stream(owners: Numbers, places: Numbers, posting: Numbers) -> Stream:
    """Return where each token is in each abstract, and how often where the first stream does not tell."""
    firsts = np.flatnonzero(_starts(posting))
    counts = np.diff(np.append(firsts, len(posting)))
    often = counts >= OFTEN
    return _in_sections(
        (counts[often], owners[posting[firsts[often]]]), (_steps(places, posting), owners[posting])
    )


def _in_sections(*sections: Stream) -> Stream:
    """Return numbers by token, and of each token section after section."""
    owners = np.concatenate([owner for _, owner in sections])
    order = np.argsort(owners, kind="stable")
    return np.concatenate([numbers for numbers, _ in sections])[order], owners[order]


def _starts(groups: Numbers) -> npt.NDArray[np.bool_]:
    """Return where another group begins."""
    starts = np.ones(len(groups), bool)
    starts[1:] = groups[1:] != groups[:-1]
    return starts


def _steps(numbers: Numbers, groups: Numbers) -> Numbers:
    """Return each number less the one before it in its group."""
    steps = numbers.copy()
    steps[1:] -= np.where(_starts(groups)[1:], 0, numbers[:-1])
    return steps


def _pack(numbers: Numbers) -> tuple[Bytes, Numbers]:
    """Return numbers in groups of seven bits, and where each begins; behind the last the end."""
    sizes = np.ones(len(numbers), np.int8)
    for more in range(1, 4):
        sizes += numbers >= 1 << _GROUP * more
    starts = np.zeros(len(numbers) + 1, np.int32)
    np.cumsum(sizes, out=starts[1:])
    packed = np.zeros(int(starts[-1]), np.uint8)
    for group in range(int(sizes.max(initial=0))):
        there = sizes > group
        bits = (numbers[there] >> _GROUP * group & 0x7F).astype(np.uint8)
        packed[starts[:-1][there] + group] = bits | (sizes[there] > group + 1) * np.uint8(0x80)
    return packed, starts


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Return numbers below 2^28 in groups of seven bits."""
    return _pack(np.fromiter(numbers, np.int32))[0].tobytes()


def _cut(numbers: Numbers, owners: Numbers, tokens: int) -> list[bytes]:
    """Return the packed stream of each token."""
    packed, starts = _pack(numbers)
    ends = starts[np.searchsorted(owners, np.arange(tokens), side="right")].tolist()
    content = packed.tobytes()
    return [content[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _in_files(texts: Sequence[str], counts: Sequence[int], first: list[bytes], second: list[bytes]) -> Index:
    """Return the streams in files, each of which is as full as the next token allows."""
    files = [*_portions([len(text) + len(stream) for text, stream in zip(texts, first, strict=True)])]
    together = [files[start : start + PLACES_TOGETHER] for start in range(0, len(files), PLACES_TOGETHER)]
    return Index(
        first=tuple(texts[numbers[0]] for numbers in files),
        tokens=tuple(_token_file(texts, counts, first, numbers) for numbers in files),
        places=tuple(_place_file(second, group) for group in together),
        papers=tuple(zip(texts, counts, strict=True)),
    )


def _token_file(
    texts: Sequence[str], counts: Sequence[int], streams: Sequence[bytes], numbers: range
) -> bytes:
    head = [value for number in numbers for value in (counts[number], len(streams[number]))]
    listed = "\n".join(texts[number] for number in numbers).encode()
    return listed + b"\0" + pack_numbers(head) + b"".join(streams[number] for number in numbers)


def _place_file(streams: Sequence[bytes], files: Sequence[range]) -> bytes:
    head = [len(files)]
    for numbers in files:
        head += [len(numbers), *(len(streams[number]) for number in numbers)]
    return pack_numbers(head) + b"".join(streams[number] for numbers in files for number in numbers)


def _portions(sizes: Sequence[int]) -> Iterator[range]:
    """Yield ranges of things that are together as large as a file is to be."""
    start = total = 0
    for number, size in enumerate(sizes):
        if total and total + size > _FILE:
            yield range(start, number)
            start, total = number, 0
        total += size
    if sizes:
        yield range(start, len(sizes))
