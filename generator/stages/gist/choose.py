"""Choose the one sentence of an abstract that says what the paper does or finds."""

from dataclasses import dataclass
from typing import Literal

from generator.base.text import RichText
from generator.base.text.sentences import sentences
from generator.stages.gist.cues import find_cues
from generator.stages.gist.weights import THRESHOLD, WEIGHTS

GistKind = Literal["abstract", "curator", "summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a sentence was chosen.

    Attributes:
        cue: What was seen, "first says what is proposed", or a curator's reason.
        weight: What it added to the score; negative for an argument against.
    """

    cue: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a list says of a paper.

    Attributes:
        text: The sentence or summary.
        kind: Whether it is quoted from the abstract, a curator's own words, or a summary that a dump brought.
        place: Which sentence of the abstract it is, from 0; None where it is none.
        reasons: Strongest first.
    """

    text: RichText
    kind: GistKind = "abstract"
    place: int | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def score(self) -> float:
        """Return the sum of the reasons' weights."""
        return sum(reason.weight for reason in self.reasons)


def choose_gist(title: str, abstract: str) -> Gist | None:
    """Return the sentence of an abstract that says best what the paper does or finds, the earlier of equals.

    Args:
        title: As written; under it the sentence will stand.
        abstract: As written, white space collapsed.

    Returns:
        None where no sentence says enough.
    """
    found = sentences(abstract)
    gists = [
        Gist(text=RichText(text), place=place, reasons=_weigh(cues))
        for place, (text, cues) in enumerate(zip(found, find_cues(title, found), strict=True))
    ]
    best = max(gists, key=lambda gist: gist.score, default=None)
    return best if best and best.score >= THRESHOLD else None


def _weigh(cues: tuple[str, ...]) -> tuple[Reason, ...]:
    reasons = (Reason(cue=cue, weight=WEIGHTS[cue]) for cue in cues)
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.cue)))
