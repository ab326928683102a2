"""Ask the providers about one paper after the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.providers.candidates import AskedBy, Candidate, Question
from generator.providers.provider import Provider, Wanted
from generator.providers.web import Client, Told, Unavailable
from generator.workflows.resolve.facts import Finding
from generator.workflows.resolve.match import choose

MOST_FAILURES = 3
"""A provider that fails so often in a row is left out for the rest of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """What was learnt about one paper.

    Attributes:
        findings: In order of trust.
        is_unsure: Whether some provider has a paper that may be it.
        is_answered: Whether any provider answered.
    """

    findings: tuple[Finding, ...] = ()
    is_unsure: bool = False
    is_answered: bool = False


class Providers:
    """The providers in order of trust, and how they are today.

    Attributes:
        failures: Unanswered questions by the provider's title.
        reasons: The last reason by the provider's title.
    """

    def __init__(self, client: Client, providers: Sequence[Provider]) -> None:
        """Ask nobody yet.

        Args:
            client: Asks politely.
            providers: In order of trust.
        """
        self._client = client
        self._providers = tuple(providers)
        self._in_a_row: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.reasons: dict[str, str] = {}

    def are_left_out(self, title: str) -> bool:
        """Return whether a provider is not asked any more."""
        return self._in_a_row[title] >= MOST_FAILURES

    def look_up(self, question: Question, wanted: frozenset[Wanted]) -> LookUp:
        """Return what the providers know of a paper; each is asked with what those before it found.

        Args:
            question: What is known.
            wanted: Facts that are looked for; a provider that can give none that is left is not asked.
        """
        result = LookUp()
        for provider in self._providers:
            known = _enriched(question, result.findings)
            if not (wanted - _found(result.findings)) & provider.gives:
                continue
            by: AskedBy = next((kind for kind in provider.asked_by if getattr(known, kind)), "title")
            told, is_answered = self._ask(provider, by, getattr(known, by))
            choice = choose(known, told.value if told else ())
            findings = result.findings
            if told and choice.match:
                found = Finding(provider=provider.name, day=told.date, candidate=choice.match)
                findings = (*findings, found)
            elif told and told.value and by != "title" and not getattr(question, by):
                # Another provider's identifier led to another paper: it is not believed.
                findings = tuple(_without(finding, by) for finding in findings)
            result = LookUp(
                findings=findings,
                is_unsure=result.is_unsure or choice.is_unsure,
                is_answered=result.is_answered or is_answered,
            )
        return result

    def _ask(
        self, provider: Provider, by: AskedBy, value: str
    ) -> tuple[Told[tuple[Candidate, ...]] | None, bool]:
        """Return what a provider says, and whether it said anything."""
        if self.are_left_out(provider.title):
            return None, False
        manners = provider.manners
        if self._in_a_row[provider.title]:
            # It was given time a moment ago; one more attempt tells whether it is back.
            manners = replace(manners, attempts=min(2, manners.attempts))
        try:
            address = provider.address(provider.base, by, value)
            told = self._client.ask(address, provider.read, manners)
        except Unavailable as unavailable:
            # Who asks to be left alone for longer than we wait is not asked again.
            is_final = unavailable.pause > manners.longest_pause
            self._in_a_row[provider.title] += MOST_FAILURES if is_final else 1
            self.failures[provider.title] += 1
            self.reasons[provider.title] = str(unavailable)
            return None, False
        self._in_a_row[provider.title] = 0
        return told, True


def _enriched(question: Question, findings: Sequence[Finding]) -> Question:
    """Return a question that also holds what was found so far."""
    for finding in findings:
        facts = finding.candidate.facts
        question = replace(
            question,
            abstract=question.abstract or finding.candidate.abstract,
            authors=question.authors or facts.authors,
            year=question.year or facts.year,
            arxiv=question.arxiv or facts.arxiv,
            doi=question.doi or facts.doi,
        )
    return question


def _found(findings: Sequence[Finding]) -> frozenset[Wanted]:
    """Return the facts that nobody needs to be asked for any more."""
    facts = [finding.candidate.facts for finding in findings]
    known: dict[Wanted, bool] = {
        "author": any(fact.authors for fact in facts),
        "year": any(fact.year for fact in facts),
        "venue": any(fact.venue for fact in facts),
        "doi": any(fact.doi for fact in facts),
        "eprint": any(fact.arxiv for fact in facts),
        "code": any(fact.code for fact in facts),
    }
    return frozenset(name for name, is_known in known.items() if is_known)


def _without(finding: Finding, kind: AskedBy) -> Finding:
    facts = finding.candidate.facts
    facts = replace(facts, doi="") if kind == "doi" else replace(facts, arxiv="")
    return replace(finding, candidate=replace(finding.candidate, facts=facts))
