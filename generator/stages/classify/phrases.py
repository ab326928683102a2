"""Find many phrases in titles and abstracts, each with the sentence around it.

How a spelling is read:

- A word without an upper-case letter matches any case: `gaussian splatting` finds "Gaussian Splatting".
  A word with one matches exactly that case: `LoRA` finds neither "Lora" nor "LORA", `KV cache` finds
  "KV Cache" but not "kv cache".
- A space matches any run of white space and hyphens: `super resolution` finds "super-resolution".
  A hyphen matches one hyphen or dash only: `k-means` does not find "k means".
- An `s` may follow, for the plural: `GPU` finds "GPUs". Other plurals are spellings of their own.
- A letter or digit next to the phrase is no match: `H100` is not in "GH100", `GAN` not in "GANs2",
  `C++` not in "C++17". Anything else may stand there, also an underscore or a hyphen.
- In a web address only spellings that hold a `.` or a `/` match: `github.com` does, `LoRA` does not.

Matches may overlap: `diffusion model` and `latent diffusion model` are both found at one place.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise, product

from generator.base.models import Field
from generator.config import spelling_problem

_RUN = re.compile(r"[^\W_]+")
_LETTER_OR_DIGIT = r"[^\W_]"
_ANY = " "
"""In place of the second run of a spelling that has one."""
_DASH = r"[-\u2010-\u2014]"
_GAP = r"[\s\u2010-\u2014-]+"
_ADDRESS = re.compile(
    r"(?:https?://|www\.|\b(?:[\w-]{1,63}\.){1,8}(?:com|org|net|io|ai|co)/)[^\s(){}<>\[\]]*"
)
_SIGNS_OF_ADDRESS = ("://", "www.", "com/", "org/", "net/", "io/", "ai/", "co/")

_SENTENCE_END = re.compile(r"[.!?][\"')\]\u201d\u2019]{0,4}\s+(?=[^\sa-z,;:)])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|cf|Figs?|Eqs?|Secs?|Dr|St|No|approx|resp|w\.r\.t)|\b[A-Z])\.\s+$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One place where a spelling was found.

    Attributes:
        spelling: The phrase as it was given to the matcher.
        field: The field of the paper.
        start: Offset in that field of the first character.
        end: Offset after the last character, a plural `s` included.
        text: The characters that were found.
        sentence: The sentence around it, as written.
        sentence_start: Offset of that sentence in the field.
    """

    spelling: str
    field: Field
    start: int
    end: int
    text: str
    sentence: str
    sentence_start: int

    @property
    def before(self) -> str:
        """What stands before it in its sentence."""
        return self.sentence[: self.start - self.sentence_start]

    @property
    def after(self) -> str:
        """What stands after it in its sentence."""
        return self.sentence[self.end - self.sentence_start :]


@dataclass(frozen=True)
class _Probe:
    """A spelling ready to be tried where its first run of letters and digits begins."""

    spelling: str
    offset: int
    in_address: bool

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it; most spellings of a vocabulary are never tried."""
        body = "".join(_part(part) for part in re.split(r"([ -])", self.spelling) if part)
        return re.compile(rf"(?<!{_LETTER_OR_DIGIT}){body}s?(?!{_LETTER_OR_DIGIT})")


class PhraseMatcher:
    """All spellings of a vocabulary, ready to be looked for.

    The text is cut into runs of letters and digits; a run and the next one lead to the few spellings that
    begin with them, and each of these is tried there. So the time hardly depends on how many there are.
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        """Sort the spellings by what they begin with.

        Raises:
            ValueError: A spelling cannot be one; see `spelling_problem`.
        """
        self._probes: defaultdict[str, defaultdict[str, list[_Probe]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for spelling in sorted(set(spellings)):
            probe, pairs = _probe(spelling)
            for run, following in pairs:
                self._probes[run][following].append(probe)

    def find(self, title: str, abstract: str) -> tuple[Match, ...]:
        """Return every match, title first, by place, the longer one first at one place."""
        return (*self.find_in("title", title), *self.find_in("abstract", abstract))

    def find_in(self, field: Field, text: str) -> tuple[Match, ...]:
        """Return every match in one field, by place, the longer one first at one place."""
        hits = sorted(self._hits(text))
        if not hits:
            return ()
        starts = sentence_starts(text)
        return tuple(
            _match(field, text, starts, hit=(start, -backwards, spelling))
            for start, backwards, spelling in hits
        )

    def _hits(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield (start, -end, spelling), each once."""
        may_be = any(sign in text for sign in _SIGNS_OF_ADDRESS)
        addresses = tuple(found.span() for found in _ADDRESS.finditer(text)) if may_be else ()
        runs = [(found.group().lower(), found.start()) for found in _RUN.finditer(text)]
        for (run, place), (following, _) in pairwise([*runs, ("", 0)]):
            for probe in self._candidates(run, following) if run in self._probes else ():
                start = place - probe.offset
                found = probe.pattern.match(text, start) if start >= 0 else None
                if found and (probe.in_address or not _inside(addresses, start)):
                    yield start, -found.end(), probe.spelling

    def _candidates(self, run: str, following: str) -> Iterable[_Probe]:
        """Return the spellings that may begin with a run of letters and digits, by the run behind it."""
        probes = self._probes[run]
        if not following.isascii():  # a long s may stand for an s
            return {*chain.from_iterable(probes.values())}
        return (*probes.get(_ANY, ()), *probes.get(following, ()))


@lru_cache(maxsize=4)  # one text is asked about again and again
def sentence_starts(text: str) -> tuple[int, ...]:
    """Return the offset at which each sentence of a text begins; always 0 first.

    A sentence ends at a full stop, question or exclamation mark, white space, and then anything but
    a lower-case letter; not after common abbreviations and initials.
    """
    ends = (found.end() for found in _SENTENCE_END.finditer(text))
    return (0, *(end for end in ends if not _ABBREVIATION.search(text, max(0, end - 12), end)))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, as written, without the white space between them."""
    starts = sentence_starts(text)
    return tuple(
        text[start:end].rstrip() for start, end in zip(starts, (*starts[1:], len(text)), strict=True)
    )


def _probe(spelling: str) -> tuple[_Probe, list[tuple[str, str]]]:
    """Return the probe and the pairs of runs, in lower case, that it is looked up by."""
    reason = spelling_problem(spelling)
    if reason:
        message = f"the phrase {spelling!r} {reason}"
        raise ValueError(message)
    runs = [*_RUN.finditer(spelling)][:2]
    first, *following = [_written_so(found, spelling) for found in runs]
    probe = _Probe(spelling, runs[0].start(), in_address=any(char in "./" for char in spelling))
    return probe, [*product(first, following[0] if following else (_ANY,))]


def _written_so(run: re.Match[str], spelling: str) -> tuple[str, ...]:
    """Return what a run of a spelling may be in a text, in lower case: an `s` may follow the last one."""
    written = run.group().lower()
    return (written, f"{written}s") if run.end() == len(spelling) else (written,)


def _part(part: str) -> str:
    """Return the expression for one word of a spelling, or for what stands between two."""
    if part in {" ", "-"}:
        return _GAP if part == " " else _DASH
    literal = re.escape(part)
    return literal if any(char.isupper() for char in part) else f"(?i:{literal})"


def _inside(spans: tuple[tuple[int, int], ...], place: int) -> bool:
    return any(start <= place < end for start, end in spans)


def _match(field: Field, text: str, starts: tuple[int, ...], *, hit: tuple[int, int, str]) -> Match:
    start, end, spelling = hit
    position = bisect_right(starts, start)
    begin = starts[position - 1]
    stop = starts[position] if position < len(starts) else len(text)
    return Match(
        spelling=spelling,
        field=field,
        start=start,
        end=end,
        text=text[start:end],
        sentence=text[begin : max(stop, end)].rstrip(),
        sentence_start=begin,
    )
