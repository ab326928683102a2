"""Give each paper its gist, what a list says of it: by rules first, by a curator's decision last."""

from collections.abc import Iterable
from typing import Literal

from generator.base.models import Paper
from generator.base.text import RichText, collapse_space, visible_text
from generator.config.curation import Curation, Decision
from generator.stages.gist.choose import Gist, GistKind, Reason, choose_gist

__all__ = ["Gist", "GistKind", "Reason", "choose_gist", "gist_papers"]


def gist_papers(
    papers: Iterable[Paper], curation: Curation, preferred: Literal["abstract", "summary"] = "abstract"
) -> dict[str, Gist | None]:
    """Return the gist of each paper, by citation key; None for a paper that has none.

    Args:
        papers: To be told of.
        curation: Its words win over everything.
        preferred: Whether a summary that a dump brought stands in place of a sentence of the abstract.
    """
    return {paper.key: _gist(paper, curation.decision(paper.key), preferred) for paper in papers}


def _gist(paper: Paper, decision: Decision | None, preferred: str) -> Gist | None:
    if decision is not None and decision.gist is not None:
        words = visible_text(collapse_space(decision.gist))
        return _given(RichText(words), "curator", decision.because) if words else None
    if preferred == "summary" and paper.summary:
        return _given(paper.summary, "summary", "a dump brought it, and mkdocs.yml prefers summaries")
    return choose_gist(paper.title.source, paper.abstract.source)


def _given(text: RichText, kind: GistKind, because: str) -> Gist:
    return Gist(text=text, kind=kind, reasons=(Reason(cue=because, weight=0.0),))
