"""Measure how papers are sorted against what people said of them."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.base.models import Evidence
from generator.config import UNSORTED, Taxonomy
from generator.stages.classify import first_topic, fits_none, score_topics
from generator.workflows.labels import Example

_STEPS_OF_LIKELIHOOD = (0.0, 0.5, 0.7, 0.9, math.inf)
_WORST_SHOWN = 10
_REASONS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was said of one example.

    Attributes:
        example: The paper with its labels.
        given: The first topic, or `UNSORTED` when none has points enough.
        likelihood: How likely that was held to be right, 0 to 1.
        reasons: What spoke for it, strongest first.
    """

    example: Example
    given: str
    likelihood: float = 0.0
    reasons: tuple[Evidence, ...] = ()

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
    """Verdicts on all examples, and the labels whose papers were not found.

    Shares are of the examples that fit some topic; those that fit none are counted apart.
    """

    verdicts: tuple[Verdict, ...]
    missing: tuple[str, ...] = ()

    @property
    def sortable(self) -> tuple[Verdict, ...]:
        """Return the verdicts on examples that fit some topic."""
        return tuple(verdict for verdict in self.verdicts if verdict.example.primary != UNSORTED)

    @property
    def primary(self) -> float:
        """Return the share of examples whose primary topic was given, 0 to 1."""
        return _share(verdict.is_right for verdict in self.sortable)

    @property
    def acceptable(self) -> float:
        """Return the share whose given topic is primary or also accepted, 0 to 1."""
        return _share(verdict.is_acceptable for verdict in self.sortable)

    @property
    def unsorted(self) -> float:
        """Return the share of examples that were left unsorted, 0 to 1."""
        return _share(verdict.given == UNSORTED for verdict in self.sortable)

    @property
    def fit_none(self) -> tuple[int, int]:
        """Return how many examples that fit nothing were left unsorted, and of how many."""
        found = [verdict for verdict in self.verdicts if verdict.example.primary == UNSORTED]
        return sum(verdict.is_right for verdict in found), len(found)

    @property
    def confusions(self) -> tuple[tuple[str, str, int], ...]:
        """Return wanted and given topic with their number, most frequent first."""
        wrong = ((found.example.primary, found.given) for found in self.verdicts if not found.is_acceptable)
        ordered = sorted(Counter(wrong).items(), key=lambda item: (-item[1], item[0]))
        return tuple((wanted, given, count) for (wanted, given), count in ordered)

    @property
    def calibration(self) -> tuple[tuple[int, float, float], ...]:
        """Return number, likelihood as said and share that was right, from the doubtful to the sure."""
        found = []
        for low, high in pairwise(_STEPS_OF_LIKELIHOOD):
            within = [verdict for verdict in self.verdicts if low <= verdict.likelihood < high]
            if within:
                said = math.fsum(verdict.likelihood for verdict in within) / len(within)
                found.append((len(within), said, _share(verdict.is_right for verdict in within)))
        return tuple(found)

    @property
    def worst(self) -> tuple[Verdict, ...]:
        """Return what no curator would accept, the most sure first."""
        wrong = (verdict for verdict in self.verdicts if not verdict.is_acceptable)
        return tuple(sorted(wrong, key=lambda verdict: (-verdict.likelihood, verdict.example.name)))

    def figures(self) -> str:
        """Return the figures in one line, shares with their standard errors."""
        count, (alone, none) = len(self.sortable), self.fit_none
        shares = ", ".join(
            f"{name} {_with_error(share, count)}"
            for name, share in (
                ("primary", self.primary),
                ("primary or also", self.acceptable),
                ("unsorted", self.unsorted),
            )
        )
        fits_none = f"; of {none} that fit none {alone} left unsorted" if none else ""
        return f"{count} papers: {shares}{fits_none}"

    def as_text(self) -> str:
        """Return the figures for a person."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.figures()
        for count, said, right in self.calibration:
            yield f"  {count:4} held to be {said:.0%} likely, {right:.0%} right"
        yield from (f"  {count:4} {wanted} taken for {given}" for wanted, given, count in self.confusions)
        yield from map(_as_line, self.worst[:_WORST_SHOWN])
        if self.missing:
            yield f"not found in the dumps: {', '.join(self.missing)}"

    def as_json(self) -> str:
        """Return the figures for a program."""
        content = {
            "papers": len(self.sortable),
            "primary": self.primary,
            "primary_or_also": self.acceptable,
            "unsorted": self.unsorted,
            "fit_none": {"papers": self.fit_none[1], "unsorted": self.fit_none[0]},
            "calibration": [
                {"papers": count, "likelihood": said, "right": right}
                for count, said, right in self.calibration
            ],
            "confusions": [list(confusion) for confusion in self.confusions],
            "wrong": [_as_json(verdict) for verdict in self.worst],
            "missing": list(self.missing),
        }
        return json.dumps(content, ensure_ascii=False, indent=2)


def _as_line(verdict: Verdict) -> str:
    reasons = ", ".join(f"{item.phrase} {item.weight:+.1f}" for item in verdict.reasons[:_REASONS_SHOWN])
    told = f" ({reasons})" if reasons else ""
    said = f"{verdict.given}, {verdict.likelihood:.0%} likely"
    return f"  {verdict.example.name}: {said}, not {verdict.example.primary}{told}"


def _as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "name": verdict.example.name,
        "wanted": verdict.example.primary,
        "given": verdict.given,
        "likelihood": verdict.likelihood,
        "reasons": [[item.phrase, item.weight] for item in verdict.reasons[:_REASONS_SHOWN]],
    }


def _share(found: Iterable[bool]) -> float:
    counted = [*found]
    return sum(counted) / len(counted) if counted else 0.0


def _with_error(share: float, count: int) -> str:
    """Return a share with its standard error, both in percent."""
    error = math.sqrt(share * (1 - share) / count) if count else 0.0
    return f"{share:.1%} (+- {error * 100:.1f})"


def evaluate_topics(
    examples: Iterable[Example], taxonomy: Taxonomy, missing: tuple[str, ...] = ()
) -> Evaluation:
    """Return how labelled papers are sorted by rules and weights."""
    return Evaluation(verdicts=tuple(_verdict(example, taxonomy) for example in examples), missing=missing)


def _verdict(example: Example, taxonomy: Taxonomy) -> Verdict:
    topics = score_topics(example.title, example.abstract, taxonomy)
    first = topics[0] if topics else fits_none(example.title, example.abstract, taxonomy)
    return Verdict(example=example, given=first.slug, likelihood=first.likelihood, reasons=first.evidence)


def evaluate_points(unseen: Iterable[tuple[Example, Mapping[str, float]]], taxonomy: Taxonomy) -> Evaluation:
    """Return how labelled papers are sorted by points that were found otherwise, as by cross-validation."""
    found = ((example, first_topic(points, taxonomy)) for example, points in unseen)
    return Evaluation(
        verdicts=tuple(
            Verdict(example=example, given=given, likelihood=likelihood)
            for example, (given, likelihood) in found
        )
    )
