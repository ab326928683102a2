"""Compare the names under which venues are written: "SC '21", "CVPR 2024 (Oral)", "Proc. of the 41st Int. …".

Names are compared by their words. Years, ordinals and such words as "Proceedings of the" tell the years of
one venue apart, not venues, so they do not count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.text import collapse_space

Words = tuple[str, ...]
"""The words of a name that count, in lower case."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\w)")
# "SC '21" is a year, "SC21" and "OSDI 24" a year or an edition, as "MICRO-54" is.
_SHORT_YEAR = re.compile(r"\s*['\u2018\u2019]\s?(?P<number>\d\d)(?!\w)")
_NUMBER = re.compile(r"(?<=[A-Za-z])(?P<apart>[ -]?)(?P<number>\d\d)$")
_CENTURY_ENDS = 70
_BEFORE = re.compile(
    r"^(?:(?:accepted|presented|published) (?:at|by|in|to)|(?:to )?appear(?:s|ed|ing)? (?:at|in)|in):? +",
    re.IGNORECASE,
)
# How a paper was shown, and its part of the proceedings where that is no volume with a name of its own.
_BEHIND = re.compile(
    r"[\s,;:(\[-]+(?:oral|spotlight|poster|highlight|notable top[ -]\d+ ?%|(?:best|outstanding) paper"
    r"|main(?: conference| track)?|(?:volume \d: )?(?:long|short) papers|round \d"
    r"|(?<=\d[ )])conference)(?: presentation| award)?[\])]*$",
    re.IGNORECASE,
)
# What years leave behind, and DBLP's numbers of volumes: "EMNLP (1) 2023".
_EMPTY = re.compile(r"\(\s*\d{0,3}\s*\)|\[\s*\]")
_EDGES = " .,;:-'\u2019"

_WORD = re.compile(r"[^\W_]+")
_ABBREVIATED = {
    "conf": "conference",
    "int": "international",
    "intl": "international",
    "proc": "proceedings",
    "symp": "symposium",
    "trans": "transactions",
}
_FILLING = frozenset("a an and annual at for in of on proceedings the".split())
_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:y|ieth)"
)
_SPONSORS = frozenset("acm cvf ieee ifip rsj usenix".split())
_GROUPS_OF_SPONSORS = frozenset(
    """
    sigarch sigbed sigchi sigcomm sigcse sigda sigdat siggraph sighpc sigir sigkdd sigmetrics sigmicro sigmm
    sigact sigmobile sigmod sigops sigplan sigsac sigsoft sigspatial sigweb
    """.split()
)
_PLAIN_WORD = re.compile(r"[A-Z][a-z]{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A name as somebody wrote it.

    Attributes:
        text: What is left of it without years and what was said around it.
        year: The year that it names, if it names one.
        number: Two digits behind it that are a year's or an edition's, "OSDI 24", "MICRO-54".
        is_year: Whether the number is more likely a year's, "SC '21".
    """

    text: str
    year: int | None = None
    number: int | None = None
    is_year: bool = False


def read_spelling(name: str) -> Spelling | None:
    """Return a name without years and what was said around it; nothing where it names two years."""
    text = _without_end(_BEFORE.sub("", collapse_space(name).strip(_EDGES), count=1))
    years = {int(year) for year in _YEAR.findall(text)}
    if len(years) > 1:
        return None
    text = _without_end(_EMPTY.sub(" ", _YEAR.sub(" ", text)))
    if years:
        return Spelling(text=text, year=years.pop())
    if found := _SHORT_YEAR.search(text):
        number = int(found["number"])
        text = collapse_space(text[: found.start()] + text[found.end() :])
        return Spelling(text=_without_end(text), year=_in_full(number), number=number, is_year=True)
    if found := _NUMBER.search(text):
        number = int(found["number"])
        year = None if found["apart"] else _in_full(number)
        return Spelling(text=text[: found.start()], year=year, number=number)
    return Spelling(text=text)


def _without_end(text: str) -> str:
    """Return a text without what is said behind a name, and without signs at its edges."""
    shorter = _BEHIND.sub("", collapse_space(text).strip(_EDGES))
    return shorter if shorter == text else _without_end(shorter)


def _in_full(number: int) -> int:
    return number + (2000 if number < _CENTURY_ENDS else 1900)


def words_of(name: str) -> Iterator[Words]:
    """Yield the words of a name: all that count, then without sponsors (IEEE), then without their groups.

    "Annual ACM SIGKDD Conference" gives (acm, sigkdd, conference), (sigkdd, conference) and (conference).
    """
    written = (word for word in _WORD.findall(name.casefold()) if not _YEAR.fullmatch(word))
    found = (_ABBREVIATED.get(word, word) for word in written)
    words = tuple(word for word in found if word not in _FILLING and not _ORDINAL.fullmatch(word))
    yield words
    yield (words := tuple(word for word in words if word not in _SPONSORS))
    yield tuple(word for word in words if word not in _GROUPS_OF_SPONSORS)


def is_abbreviated(name: str) -> bool:
    """Return whether a name has words cut short, as in "Proc. Int. Conf. on Machine Learning"."""
    return not _ABBREVIATED.keys().isdisjoint(_WORD.findall(name.casefold()))


def may_be_acronym(text: str, acronym: str) -> bool:
    """Return whether a word is an acronym of the same letters: "Neurips" is NeurIPS, "Micro" is not MICRO."""
    return text == acronym or not (acronym.isupper() and _PLAIN_WORD.fullmatch(text))
