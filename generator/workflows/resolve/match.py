"""Which of a provider's papers is the one that was asked about. The top hit is often another one.

A wrong match is worse than none. A title has to agree, and every other thing that is known on both
sides: identifier, first author, year, abstract. A title that differs in a word, or that is too short to be
one paper's alone, needs a witness: the same first author or the same abstract.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from generator.base.keys import slugify
from generator.base.models import Facts
from generator.base.names import Name
from generator.base.similar_titles import LIKENESSES, Likeness, alike, compare_titles, is_telling, spelt_alike
from generator.providers.candidates import Candidate, Question
from generator.stages.merge import fill_facts

Verdict = Literal["same", "unsure", "other"]

_MOST_YEARS_APART = 2
"""Between a preprint and its venue."""

_SAME_ABSTRACT = 0.5
_OTHER_ABSTRACT = 0.2
"""Of 20,000 pairs of abstracts from daily lists 2 reached it, and none came near _SAME_ABSTRACT."""

_SHORTEST_ABSTRACT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What became of the candidates.

    Attributes:
        match: The paper that was asked about, where it is among them.
        is_unsure: Whether there is no match, but a candidate that may be the paper.
    """

    match: Candidate | None = None
    is_unsure: bool = False


def choose(question: Question, candidates: Iterable[Candidate]) -> Choice:
    """Return the paper that was asked about; candidates that are one paper are joined.

    Args:
        question: What is known of it.
        candidates: In the provider's order.
    """
    judged = [(judge(question, candidate), candidate) for candidate in candidates]
    same = [candidate for verdict, candidate in judged if verdict == "same"]
    if not same:
        return Choice(is_unsure=any(verdict == "unsure" for verdict, _ in judged))
    by_identifier = [candidate for candidate in same if _shares_identifier(question, candidate.facts)]
    if by_identifier and not _are_one(same):
        same = by_identifier
    return Choice(match=_join(same)) if _are_one(same) else Choice(is_unsure=True)


def judge(question: Question, candidate: Candidate) -> Verdict:
    """Return whether a candidate is the paper that was asked about."""
    facts = candidate.facts
    is_known = _shares_identifier(question, facts)
    author = _same_first_author(question.authors, facts.authors)
    abstract = _same_abstract(question.abstract, candidate.abstract)
    if candidate.standing == "other" or (not is_known and _contradicts(question, facts)):
        return "other"
    if not is_known and (author is False or abstract is False):
        return "other"
    likeness = _likeness(question, candidate.title)
    if is_known:
        # A paper is renamed between versions, but an identifier may also be mistyped.
        return "same" if likeness != "other" or abstract else "unsure"
    if likeness == "other":
        return "other"
    is_enough = likeness == "same" and is_telling(candidate.title) and candidate.standing == "paper"
    return "same" if is_enough or author or abstract else "unsure"


def same_person(name: Name, other: Name) -> bool:
    """Return whether two spellings of a name can be one person's.

    Initials stand for names, accents and the order of family and given name do not count.
    """
    family, family_of_other = _last_word(name.family), _last_word(other.family)
    words, words_of_other = _words(name.as_text()), _words(other.as_text())
    if family == family_of_other or spelt_alike(family, family_of_other):
        given, given_of_other = slugify(name.given)[:1], slugify(other.given)[:1]
        return not given or not given_of_other or given == given_of_other
    return family in words_of_other and family_of_other in words


def _likeness(question: Question, title: str) -> Likeness:
    """Return how alike a title is to the one of the paper's titles that is closer."""
    known = filter(None, (question.title, question.published_title))
    return min((compare_titles(name, title) for name in known), key=LIKENESSES.index)


def _contradicts(question: Question, facts: Facts) -> bool:
    """Return whether identifiers differ, or years by more than lie between a preprint and its venue."""
    if question.arxiv and facts.arxiv and question.arxiv != facts.arxiv:
        return True
    if question.doi and facts.doi and question.doi.casefold() != facts.doi.casefold():
        return True
    return bool(question.year and facts.year and abs(question.year - facts.year) > _MOST_YEARS_APART)


def _shares_identifier(question: Question, facts: Facts) -> bool:
    return (question.arxiv != "" and question.arxiv == facts.arxiv) or (
        question.doi != "" and question.doi.casefold() == facts.doi.casefold()
    )


def _same_first_author(authors: Sequence[Name], others: Sequence[Name]) -> bool | None:
    """Return whether first authors agree; None where one is unknown."""
    return same_person(authors[0], others[0]) if authors and others else None


def _same_abstract(abstract: str, other: str) -> bool | None:
    """Return whether abstracts agree; None where one is unknown, or so much revised that nothing follows."""
    if min(len(abstract.split()), len(other.split())) < _SHORTEST_ABSTRACT:
        return None
    likeness = alike(abstract, other)
    return None if _OTHER_ABSTRACT <= likeness < _SAME_ABSTRACT else likeness >= _SAME_ABSTRACT


def _are_one(candidates: Sequence[Candidate]) -> bool:
    """Return whether candidates that all fit the question can be one paper, say preprint and article."""
    return all(_agree(first, second) for first, second in combinations(candidates, 2))


def _agree(first: Candidate, second: Candidate) -> bool:
    facts, others = first.facts, second.facts
    if facts.arxiv and others.arxiv:
        return facts.arxiv == others.arxiv
    if facts.doi and facts.doi.casefold() == others.doi.casefold():
        return True
    apart = abs(facts.year - others.year) if facts.year and others.year else 0
    return _same_first_author(facts.authors, others.authors) is True and apart <= _MOST_YEARS_APART


def _join(candidates: Sequence[Candidate]) -> Candidate:
    """Return one candidate of several records of one paper; of two publications neither is taken."""
    ordered = sorted(candidates, key=lambda candidate: candidate.entry_type == "misc")
    first, facts = ordered[0], ordered[0].facts
    for candidate in ordered[1:]:
        facts = fill_facts(facts, candidate.facts)
    is_published = first.entry_type != "misc"
    rivals = [candidate for candidate in ordered if (candidate.entry_type != "misc") == is_published]
    if len({candidate.facts.doi.casefold() for candidate in rivals} - {""}) > 1:
        facts = replace(facts, doi="", venue="", year=None)
    abstract = next((candidate.abstract for candidate in ordered if candidate.abstract), "")
    return Candidate(
        title=first.title,
        facts=facts,
        abstract=abstract,
        entry_type=first.entry_type if facts.venue else "misc",
        standing=first.standing,
    )


def _last_word(family: str) -> str:
    return slugify(family).rpartition("-")[2]


def _words(name: str) -> list[str]:
    return slugify(name).split("-")
