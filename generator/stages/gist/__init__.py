"""The gist of each paper, what a list says of it: a sentence of its abstract, or what a curator decided."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generator.base.cache import CacheFile
from generator.base.models import Paper
from generator.base.text import RichText, collapse_space, visible_text
from generator.base.text.english import sentences
from generator.config import Curation, Decision
from generator.stages.gist.cues import find_cues
from generator.stages.gist.weights import THRESHOLD, WEIGHTS

_PAYS_FROM = 500

GistKind = Literal["abstract", "curator", "summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a sentence was chosen.

    Attributes:
        cue: Name of the cue, "first says what is proposed", or a curator's reason.
        weight: Its part of the score; negative for an argument against.
    """

    cue: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a list says of a paper.

    Attributes:
        text: The sentence or summary.
        kind: Whether it is a sentence of the abstract, a curator's own words, or a summary of a dump.
        place: Position of the sentence in the abstract, from 0; None where it is no sentence of it.
        reasons: The cues that were found, strongest first.
    """

    text: RichText
    kind: GistKind = "abstract"
    place: int | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def score(self) -> float:
        """Return the sum of the reasons' weights."""
        return sum(reason.weight for reason in self.reasons)


def gist_papers(
    papers: Iterable[Paper],
    curation: Curation,
    preferred: Literal["abstract", "summary"] = "abstract",
    cache: CacheFile[Gist | None] | None = None,
) -> dict[str, Gist | None]:
    """Return the gist of each paper, by citation key; None for a paper that has none.

    Args:
        papers: The papers.
        curation: A curator's decisions, which win.
        preferred: Whether summaries of dumps are preferred to sentences of the abstract.
        cache: Sentences that earlier runs chose.
    """
    listed = tuple(papers)
    chosen = (cache or CacheFile[Gist | None](Gist | None)).get_or_make(
        listed,
        lambda paper: json.dumps([paper.title.source, paper.abstract.source]),
        lambda paper: choose_gist(paper.title.source, paper.abstract.source),
        pays_from=_PAYS_FROM,
    )
    return {
        paper.key: _gist(paper, sentence, curation.decision(paper.key), preferred)
        for paper, sentence in zip(listed, chosen, strict=True)
    }


def choose_gist(title: str, abstract: str) -> Gist | None:
    """Return the sentence of an abstract that says best what the paper does or finds, the earlier of equals.

    Args:
        title: The title as written, which stands above the gist.
        abstract: The abstract as written, white space collapsed.

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


def _gist(paper: Paper, sentence: Gist | None, decision: Decision | None, preferred: str) -> Gist | None:
    if decision is not None and decision.gist is not None:
        words = visible_text(collapse_space(decision.gist))
        return _given(RichText(words), "curator", decision.because) if words else None
    if preferred == "summary" and paper.summary:
        return _given(paper.summary, "summary", "a dump brought it, and mkdocs.yml prefers summaries")
    return sentence


def _given(text: RichText, kind: GistKind, because: str) -> Gist:
    return Gist(text=text, kind=kind, reasons=(Reason(cue=because, weight=0.0),))


__all__ = ["THRESHOLD", "WEIGHTS"]
