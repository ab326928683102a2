"""What became of papers that facts were looked for, for people and programs."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, get_args

from generator.base.errors import Problem
from generator.workflows.resolve.facts import Fact

State = Literal["found", "nothing new", "not found", "ambiguous", "unanswered"]
"""The states that a paper may end in, the best first."""

_STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one paper.

    Attributes:
        state: "found" when it got facts; "nothing new" when it was found and no provider knew more;
            "ambiguous" when there was a paper that may be it; "unanswered" when no provider answered.
        facts: What its entry got, by field.
        unfit_venue: A venue that was left alone since the entry has another year; mostly empty.
    """

    key: str
    state: State
    facts: tuple[Fact, ...] = ()
    unfit_venue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The account of one run: what became of each paper that lacked facts, in the order of the library.

    Attributes:
        complete: How many papers lacked none.
        silent: Providers that left questions unanswered, one problem each.
        diff: What changed in the library, or would change, as a unified diff.
    """

    outcomes: tuple[Outcome, ...]
    complete: int
    silent: tuple[Problem, ...] = ()
    diff: str = field(default="", repr=False)

    def keys(self, state: State) -> tuple[str, ...]:
        """Return the keys of the papers in a state."""
        return tuple(outcome.key for outcome in self.outcomes if outcome.state == state)

    def by_provider(self) -> dict[str, int]:
        """Return how many facts came from each provider, by its short name."""
        counts = Counter(fact.source.provider for outcome in self.outcomes for fact in outcome.facts)
        return dict(sorted(counts.items()))

    def as_text(self) -> str:
        """Return the account in a few lines: the sum, facts by provider, keys that want a person."""
        asked = len(self.outcomes)
        counts = ", ".join(f"{len(self.keys(state))} {state}" for state in _STATES)
        lines = [f"looked for facts of {asked} of {asked + self.complete} papers: {counts}"]
        if providers := self.by_provider():
            found = ", ".join(f"{count} from {provider}" for provider, count in providers.items())
            lines.append(f"facts: {found}")
        lines += [f"{state}: {', '.join(self.keys(state))}" for state in _STATES[2:] if self.keys(state)]
        if venues := self._unfit_venues():
            unfit = "; ".join(f"{key} ({venue})" for key, venue in venues.items())
            lines.append(f"venue of another year than the entry's, left alone: {unfit}")
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the account as a JSON object."""
        account = {
            "looked_for": len(self.outcomes),
            "complete": self.complete,
            **{state.replace(" ", "_"): list(self.keys(state)) for state in _STATES},
            "by_provider": self.by_provider(),
            "facts": [
                {
                    "key": outcome.key,
                    "field": fact.field,
                    "value": fact.value,
                    "provider": fact.source.provider,
                    "date": fact.source.day.isoformat(),
                }
                for outcome in self.outcomes
                for fact in outcome.facts
            ],
            "unfit_venues": self._unfit_venues(),
            "silent": {problem.location.path: problem.reason for problem in self.silent},
        }
        return json.dumps(account, ensure_ascii=False, indent=2)

    def _unfit_venues(self) -> dict[str, str]:
        return {outcome.key: outcome.unfit_venue for outcome in self.outcomes if outcome.unfit_venue}
