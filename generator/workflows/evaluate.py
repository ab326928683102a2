"""Measure the topic rules against papers that people labelled."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.config import UNSORTED, Taxonomy
from generator.stages.classify.topics import score_topics
from generator.workflows.labels import Example


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the rules said of one example; `given` is `UNSORTED` when they said nothing."""

    example: Example
    given: str

    @property
    def is_right(self) -> bool:
        """Return whether the reader's first choice was given."""
        return self.given == self.example.primary

    @property
    def is_acceptable(self) -> bool:
        """Return whether a careful curator would accept it."""
        return self.is_right or self.given in self.example.also


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Verdicts on all examples, and the labels whose papers were not found."""

    verdicts: tuple[Verdict, ...]
    missing: tuple[str, ...] = ()

    @property
    def primary(self) -> float:
        """Return the share of examples whose primary topic was given, 0 to 1."""
        return self._share(sum(verdict.is_right for verdict in self.verdicts))

    @property
    def acceptable(self) -> float:
        """Return the share whose given topic is primary or also accepted, 0 to 1."""
        return self._share(sum(verdict.is_acceptable for verdict in self.verdicts))

    @property
    def unsorted(self) -> float:
        """Return the share of examples that no topic fitted, 0 to 1."""
        return self._share(sum(verdict.given == UNSORTED for verdict in self.verdicts))

    @property
    def confusions(self) -> tuple[tuple[str, str, int], ...]:
        """Return wanted and given topic with their number, most frequent first."""
        wrong = ((found.example.primary, found.given) for found in self.verdicts if not found.is_acceptable)
        ordered = sorted(Counter(wrong).items(), key=lambda item: (-item[1], item[0]))
        return tuple((wanted, given, count) for (wanted, given), count in ordered)

    def as_text(self) -> str:
        """Return the figures for a person."""
        figures = (
            f"{len(self.verdicts)} papers: primary {self.primary:.1%}, primary or also"
            f" {self.acceptable:.1%}, unsorted {self.unsorted:.1%}"
        )
        lines = [figures]
        lines += [f"  {count:3} {wanted} taken for {given}" for wanted, given, count in self.confusions]
        named = [verdict.example.name for verdict in self.verdicts if verdict.given == UNSORTED]
        lines += [f"unsorted: {', '.join(named)}"] if named else []
        lines += [f"not found in the dumps: {', '.join(self.missing)}"] if self.missing else []
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the figures for a program."""
        content = {
            "papers": len(self.verdicts),
            "primary": self.primary,
            "primary_or_also": self.acceptable,
            "unsorted": self.unsorted,
            "confusions": [list(confusion) for confusion in self.confusions],
            "wrong": [
                {"name": found.example.name, "wanted": found.example.primary, "given": found.given}
                for found in self.verdicts
                if not found.is_acceptable
            ],
            "missing": list(self.missing),
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def _share(self, count: int) -> float:
        return count / len(self.verdicts) if self.verdicts else 0.0


def evaluate_topics(
    examples: Iterable[Example], taxonomy: Taxonomy, missing: tuple[str, ...] = ()
) -> Evaluation:
    """Return what the rules say of labelled papers."""
    verdicts = tuple(Verdict(example=example, given=_given(example, taxonomy)) for example in examples)
    return Evaluation(verdicts=verdicts, missing=missing)


def _given(example: Example, taxonomy: Taxonomy) -> str:
    topics = score_topics(example.title, example.abstract, taxonomy)
    return topics[0].slug if topics else UNSORTED
