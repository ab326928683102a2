"""A volume: the files of the index of some papers, as they are published.

Each is compressed (deflate without a head), and its name does not say so: scripts unpack it, and a server has
no reason to. What hits show is compressed with a sample of it that stands before each file, as if it had been
read just before: that saves a sixth, and the sample is loaded once.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.base.parallel import share_out
from generator.site.search.postings import Index, make_index
from generator.site.search.reading import Reading

SHOWN_TOGETHER = 8
"""Papers in one file of what hits show: fewer than 0.2 files a paper, and little that nobody asked for."""
_EFFORT = 6
"""A higher level makes less than one byte in five hundred less of it."""
_MANY = 200
"""Files from which on more than one process pays."""
_SAMPLE = 1 << 15
"""Bytes of the sample: deflate looks back no further."""
_SAMPLED = 100
"""One byte of so many is in the sample, at most."""
_SPELT = 3
"""Letters from which on a token is offered in place of a word that is misspelt."""


def volume_files(papers: Sequence[Reading]) -> dict[str, bytes]:
    """Return the files of a volume by name.

    Args:
        papers: The papers from the oldest on; their places are their numbers.
    """
    index = make_index(papers)
    sample = _sample([paper.shown for paper in papers])
    files = {
        "head": _json(_head(papers, index)),
        "filters": _json(_filters(papers)),
        "spelling": _spelling(index.papers),
        "sample": sample,
        **{f"tokens/{number}": content for number, content in enumerate(index.tokens)},
        **{f"places/{number}": content for number, content in enumerate(index.places)},
    }
    tasks = [(name, content, b"") for name, content in files.items()]
    for start in range(0, len(papers), SHOWN_TOGETHER):
        shown = ",\n".join(paper.shown for paper in papers[start : start + SHOWN_TOGETHER])
        tasks.append((f"shown/{start // SHOWN_TOGETHER}", f"[{shown}]".encode(), sample))
    packed = share_out(_compress, tasks, pays=len(tasks) > _MANY)
    return {f"{name}.bin": content for (name, *_), content in zip(tasks, packed, strict=True)}


def _compress(task: tuple[str, bytes, bytes]) -> bytes:
    _, content, sample = task
    packer = zlib.compressobj(_EFFORT, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zdict=sample)
    return packer.compress(content) + packer.flush()


def _sample(shown: Sequence[str]) -> bytes:
    """Return a part of what is shown, in even steps; of a few papers, next to nothing."""
    size = min(_SAMPLE, sum(map(len, shown)) // _SAMPLED)
    step = max(1, sum(map(len, shown)) // max(1, size))
    return "".join(shown[::step]).encode()[:size] if size else b""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _head(papers: Sequence[Reading], index: Index) -> dict[str, object]:
    """Return what is loaded of a volume in any case."""
    return {
        "first": index.first,
        "titleWords": [paper.title_words for paper in papers],
        "authors": [paper.authors for paper in papers],
    }


def _filters(papers: Iterable[Reading]) -> dict[str, dict[str, list[int]]]:
    """Return for each value of each filter its papers: the first by number, others by the step to them."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, paper in enumerate(papers):
        for name, values in paper.filters.items():
            for value in dict.fromkeys(values):
                found[name][value].append(number)
    return {
        name: {value: _steps(values[value]) for value in sorted(values)}
        for name, values in sorted(found.items())
    }


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]


def _spelling(papers: Iterable[tuple[str, int]]) -> bytes:
    """Return the words that may be offered for a misspelt one, a line each.

    A line is how many letters are those of the line before (in base 36), the others, and behind a space the
    number of papers where it is more than one.
    """
    lines, before = [], ""
    for token, number in papers:
        if len(token) < _SPELT or not token.isalpha():
            continue
        shared = min(_shared(before, token), 35)
        lines.append(f"{_DIGITS[shared]}{token[shared:]}{f' {number}' if number > 1 else ''}")
        before = token
    return "\n".join(lines).encode()


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
