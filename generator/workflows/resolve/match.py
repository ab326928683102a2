"""Which of a provider's papers is the one that was asked about. The top hit is often another one.

A wrong match is worse than none. A title has to agree, and every other thing that is known on both
sides: identifier, first author, year, abstract. A title that differs in a word, or that is too short to be
one paper's alone, needs a witness: the same first author or the same abstract.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from generator.base.identity import (
    abstract_likeness,
    closest_title,
    contradict,
    is_telling,
    same_first_author,
    share_identifier,
    years_fit,
)
from generator.base.models import Facts
from generator.providers import Candidate, Question

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
        is_unsure: Whether a candidate may be the paper and none surely is.
    """

    match: Candidate | None = None
    is_unsure: bool = False


def choose(question: Question, candidates: Iterable[Candidate]) -> Choice:
    """Return the paper that was asked about; candidates that are one paper are joined.

    Args:
        question: What is known of the paper.
        candidates: Candidates in the provider's order.
    """
    judged = [(judge(question, candidate), candidate) for candidate in candidates]
    same = [candidate for verdict, candidate in judged if verdict == "same"]
    if not same:
        return Choice(is_unsure=any(verdict == "unsure" for verdict, _ in judged))
    by_identifier = [candidate for candidate in same if share_identifier(_asked(question), candidate.facts)]
    if by_identifier and not _are_one(same):
        same = by_identifier
    return Choice(match=_join(same)) if _are_one(same) else Choice(is_unsure=True)


def judge(question: Question, candidate: Candidate) -> Verdict:
    """Return whether a candidate is the paper that was asked about."""
    asked, facts = _asked(question), candidate.facts
    is_known = share_identifier(asked, facts)
    author = same_first_author(asked, facts)
    abstract = _same_abstract(question.abstract, candidate.abstract)
    if candidate.standing == "other" or (not is_known and contradict(asked, facts, _MOST_YEARS_APART)):
        return "other"
    if not is_known and (author is False or abstract is False):
        return "other"
    likeness = closest_title((question.title, question.published_title), candidate.title)
    if is_known:
        # A paper is renamed between versions, but an identifier may also be mistyped.
        return "same" if likeness != "other" or abstract else "unsure"
    if likeness == "other":
        return "other"
    is_enough = likeness == "same" and is_telling(candidate.title) and candidate.standing == "paper"
    return "same" if is_enough or author or abstract else "unsure"


def _asked(question: Question) -> Facts:
    return Facts(authors=question.authors, year=question.year, arxiv=question.arxiv, doi=question.doi)


def _same_abstract(abstract: str, other: str) -> bool | None:
    """Return whether abstracts agree; None where one is unknown, or so much revised that nothing follows."""
    words, others = abstract.casefold().split(), other.casefold().split()
    if min(len(words), len(others)) < _SHORTEST_ABSTRACT:
        return None
    likeness = abstract_likeness(words, others) or 0.0
    return None if _OTHER_ABSTRACT <= likeness < _SAME_ABSTRACT else likeness >= _SAME_ABSTRACT


def _are_one(candidates: Sequence[Candidate]) -> bool:
    """Return whether candidates that all fit the question can be one paper, say preprint and article."""
    return all(_agree(first, second) for first, second in combinations(candidates, 2))


def _agree(first: Candidate, second: Candidate) -> bool:
    facts, others = first.facts, second.facts
    if facts.arxiv and others.arxiv:
        return facts.arxiv == others.arxiv
    if share_identifier(facts, others):
        return True
    return same_first_author(facts, others) is True and years_fit(facts, others, _MOST_YEARS_APART)


def _join(candidates: Sequence[Candidate]) -> Candidate:
    """Return one candidate of several records of one paper; of two publications neither is taken."""
    ordered = sorted(candidates, key=lambda candidate: candidate.entry_type == "misc")
    first, facts = ordered[0], ordered[0].facts
    for candidate in ordered[1:]:
        facts = facts.filled_from(candidate.facts)
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
