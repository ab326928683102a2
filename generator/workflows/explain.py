"""Why a paper has its gist, topics and tags, which records it was made of, and why they are one."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from generator.base.errors import DigestError, Location, Problem
from generator.base.models import Assignment, Evidence, Label, Paper
from generator.config import Curation
from generator.stages.classify import best_topics, fits_none, label_paper
from generator.stages.digest import Digest
from generator.stages.gist import Gist

_GIST_SOURCES = {
    "abstract": "sentence",
    "curator": "a curator's words",
    "summary": "a summary by a program of the source",
}


def find_paper(digest: Digest, key: str) -> Paper:
    """Return the paper that a key, also a retired one, leads to.

    Raises:
        DigestError: No paper has the key; keys like it are named.
    """
    for paper in digest.papers:
        if key == paper.key or key in paper.retired_keys:
            return paper
    close = difflib.get_close_matches(key, digest.by_key, n=3)
    advice = f"did you mean {' or '.join(close)}?" if close else "keys are listed in build/site/papers.jsonl"
    raise DigestError(Problem(location=Location(path=key), reason="no paper has this key", advice=advice))


def with_all_evidence(digest: Digest, key: str, curation: Curation) -> Digest:
    """Return a digest that knows all evidence for the topics and tags of one paper.

    Args:
        digest: The digest.
        key: A key of the paper, also a retired one.
        curation: The decisions of curators.

    Raises:
        DigestError: No paper has the key.
    """
    paper = find_paper(digest, key)
    return replace(digest, labels={**digest.labels, paper.key: label_paper(paper, digest.taxonomy, curation)})


def explain_as_text(digest: Digest, key: str) -> str:
    """Return the reasons in lines for a person.

    Raises:
        DigestError: No paper has the key.
    """
    paper = find_paper(digest, key)
    return "\n".join(_lines(paper, digest.labels[paper.key], digest))


def explain_as_json(digest: Digest, key: str) -> str:
    """Return the reasons as a JSON object.

    Raises:
        DigestError: No paper has the key.
    """
    paper = find_paper(digest, key)
    label = digest.labels[paper.key]
    content = {
        "key": paper.key,
        "title": paper.title.source,
        "records": [
            {
                "place": str(record.location),
                "edition": record.edition.isoformat(),
                "title": record.title.source,
            }
            for record in paper.records
        ],
        "joins": [
            {"reason": join.reason, "places": [str(place) for place in join.places]} for join in paper.joins
        ],
        "gist": _gist_as_json(digest.gists[paper.key]),
        "topics": [asdict(topic) for topic in label.topics],
        "tags": [asdict(tag) for tag in label.tags],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _lines(paper: Paper, label: Label, digest: Digest) -> Iterator[str]:
    yield f"{paper.key}: {paper.title}"
    yield from _record_lines(paper)
    yield ""
    yield from _gist_lines(digest.gists[paper.key])
    for kind, assignments, titles in (
        ("topic", label.topics, digest.taxonomy.topic_titles),
        ("tag", label.tags, digest.taxonomy.tag_titles),
    ):
        for position, assignment in enumerate(assignments):
            rank = "primary " if kind == "topic" and position == 0 else ""
            yield ""
            likely = f", {assignment.likelihood:.0%} likely" if kind == "topic" else ""
            told = f"{assignment.slug} ({titles[assignment.slug]}), score {assignment.score:.2f}{likely}"
            yield f"{rank}{kind} {told}"
            yield from _evidence_lines(assignment)
    if not label.topics:
        yield from _unsorted_lines(paper, digest)


def _unsorted_lines(paper: Paper, digest: Digest) -> Iterator[str]:
    """Yield what speaks for fitting no topic, and the topics that come next."""
    title, abstract, taxonomy = paper.title.source, paper.abstract.source, digest.taxonomy
    none = fits_none(title, abstract, taxonomy)
    yield ""
    yield f"unsorted, {none.likelihood:.0%} likely: fitting none has {none.score:.2f} points"
    yield from _evidence_lines(none)
    for topic in best_topics(title, abstract, taxonomy, most=2):
        yield ""
        named = f"{topic.slug} ({taxonomy.topic_titles[topic.slug]})"
        yield f"next topic {named}, score {topic.score:.2f}, {topic.likelihood:.0%} likely"
        yield from _evidence_lines(topic)


def _record_lines(paper: Paper) -> Iterator[str]:
    """Yield the records behind a paper, and why they are one."""
    yield "records, oldest first:"
    for record in paper.records:
        yield f"  {record.location}  edition {record.edition}  {record.title}"
    if paper.joins:
        yield "they are one paper because:"
    for join in paper.joins:
        yield f"  {' and '.join(str(place) for place in join.places)}: {join.reason}"


def _gist_as_json(gist: Gist | None) -> dict[str, object] | None:
    return {**asdict(gist), "text": gist.text.source, "score": round(gist.score, 2)} if gist else None


def _gist_lines(gist: Gist | None) -> Iterator[str]:
    """Yield what lists say of a paper, where that comes from, and why it was chosen."""
    if gist is None:
        yield "no gist: no sentence of the abstract says enough, or a curator wants none"
        return
    place = "" if gist.place is None else f" {gist.place + 1}, score {gist.score:.2f}"
    yield f"gist, {_GIST_SOURCES[gist.kind]}{place}"
    yield f"  {gist.text}"
    for reason in gist.reasons:
        weight = f"{reason.weight:+7.2f}" if reason.weight else " " * 7
        yield f"  {weight}  {reason.cue}"


def _evidence_lines(assignment: Assignment) -> Iterator[str]:
    for evidence in assignment.evidence:
        yield f"  {evidence.weight:+7.2f}  {_place(evidence)}  {evidence.phrase}"
        if evidence.excerpt and evidence.field != "title":
            yield f"           {evidence.excerpt}"


def _place(evidence: Evidence) -> str:
    """Return where a phrase stands; what no phrase says is a curator's word or a sum of small things."""
    return f"{evidence.field or ('' if evidence.weight else 'curator'):8}"
