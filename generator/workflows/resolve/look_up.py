"""Ask the providers about one paper after the other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.base.errors import Location, Problem
from generator.bibliography import Source
from generator.providers import (
    AskedBy,
    Candidate,
    Client,
    FactName,
    Provider,
    Question,
    Response,
    Unavailable,
)
from generator.workflows.resolve.facts import FACTS, Finding
from generator.workflows.resolve.match import choose
from generator.workflows.resolve.outcome import State

_MOST_FAILURES = 3
"""A provider that fails so often in a row is left out for the rest of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """What providers know of one paper, in order of trust, and what that comes to."""

    findings: tuple[Finding, ...]
    state: State


class Providers:
    """The providers of one run, in order of trust, and which of them fail."""

    def __init__(self, client: Client, providers: Sequence[Provider]) -> None:
        """Ask nobody yet."""
        self._client = client
        self._providers = providers
        self._failures: Counter[str] = Counter()
        self._failures_in_a_row: Counter[str] = Counter()
        self._reasons: dict[str, str] = {}

    def look_up(self, question: Question, wanted: frozenset[FactName]) -> LookUp:
        """Return what the providers know of a paper; each is asked with what those before it found.

        A provider that can give none of the facts that are still wanted is not asked.
        """
        findings: tuple[Finding, ...] = ()
        is_unsure = is_answered = False
        for provider in self._providers:
            if self._is_left_out(provider.title) or not (wanted - _found(findings)) & provider.gives:
                continue
            known = _enriched(question, findings)
            by: AskedBy = next((kind for kind in provider.asked_by if getattr(known, kind)), "title")
            try:
                response = self._ask(provider, by, getattr(known, by))
            except Unavailable:
                continue
            is_answered = True
            choice = choose(known, response.value if response else ())
            is_unsure |= choice.is_unsure
            if response and choice.match:
                source = Source(provider=provider.name, day=response.date)
                findings = (*findings, Finding(source=source, candidate=choice.match))
            elif response and response.value and by != "title" and not getattr(question, by):
                # Another provider's identifier led to another paper: it is not believed.
                findings = tuple(_without(finding, by) for finding in findings)
        state: State = "ambiguous" if is_unsure else "not found" if is_answered else "unanswered"
        return LookUp(findings=findings, state="nothing new" if findings else state)

    def problems(self) -> Iterator[Problem]:
        """Yield one problem for each provider that left questions unanswered."""
        for title, count in sorted(self._failures.items()):
            reason = f"{count} question{'s' * (count > 1)} unanswered: {self._reasons[title]}"
            advice = "it was left out for the rest of the run; run the command again later"
            is_out = self._is_left_out(title)
            yield Problem(location=Location(path=title), reason=reason, advice=advice if is_out else "")

    def _is_left_out(self, title: str) -> bool:
        return self._failures_in_a_row[title] >= _MOST_FAILURES

    def _ask(self, provider: Provider, by: AskedBy, value: str) -> Response[tuple[Candidate, ...]] | None:
        """Return the answer of a provider; a failure is counted and passed on."""
        policy, title = provider.policy, provider.title
        if self._failures_in_a_row[title]:
            # It was given time a moment ago; one more attempt tells whether it is back.
            policy = replace(policy, attempts=min(2, policy.attempts))
        try:
            response = self._client.get(provider.address(provider.base, by, value), provider.read, policy)
        except Unavailable as error:
            # A provider that asks for a longer pause than we make is not asked again.
            self._failures_in_a_row[title] += _MOST_FAILURES if error.pause > policy.longest_pause else 1
            self._failures[title] += 1
            self._reasons[title] = str(error)
            raise
        self._failures_in_a_row[title] = 0
        return response


def _enriched(question: Question, findings: Sequence[Finding]) -> Question:
    """Return a question that also holds what was found so far."""
    for candidate in (finding.candidate for finding in findings):
        names = ("authors", "year", "arxiv", "doi")
        facts = {name: getattr(question, name) or getattr(candidate.facts, name) for name in names}
        question = replace(question, abstract=question.abstract or candidate.abstract, **facts)
    return question


def _found(findings: Sequence[Finding]) -> frozenset[FactName]:
    """Return the facts that are found, so that nobody needs to be asked for them any more."""
    known = [finding.candidate.facts for finding in findings]
    return frozenset(name for name in FACTS if any(getattr(facts, name) for facts in known))


def _without(finding: Finding, identifier: AskedBy) -> Finding:
    facts = finding.candidate.facts
    facts = replace(facts, doi="") if identifier == "doi" else replace(facts, arxiv="")
    return replace(finding, candidate=replace(finding.candidate, facts=facts))
