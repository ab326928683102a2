"""The whole digest as data: one JSON object a paper and line (<https://jsonlines.org/>)."""

import json

from generator.base.models import Paper
from generator.output.addresses import paper_path
from generator.output.identifiers import web_address
from generator.stages.digest import Digest


def render_jsonl(digest: Digest) -> str:
    """Return all papers, sorted by key; what is unknown is null, an empty list or left as it is."""
    papers = sorted(digest.papers, key=lambda paper: paper.key)
    return "".join(f"{json.dumps(_object(paper, digest), ensure_ascii=False)}\n" for paper in papers)


def _object(paper: Paper, digest: Digest) -> dict[str, object]:
    facts, label, gist = paper.facts, digest.labels[paper.key], digest.gists[paper.key]
    return {
        "key": paper.key,
        "title": paper.title.as_plain,
        "abstract": paper.abstract.as_plain,
        "gist": gist.text.as_plain if gist else None,
        "gist_kind": gist.kind if gist else None,
        "authors": [name.as_text() for name in facts.authors],
        "more_authors": facts.has_more_authors,
        "year": facts.year,
        "venue": facts.venue_in_full or None,
        "arxiv": facts.arxiv or None,
        "doi": facts.doi or None,
        "code": web_address(facts.code) or None,
        "topics": [topic.slug for topic in label.topics],
        "tags": [tag.slug for tag in label.tags],
        "edition": paper.edition.isoformat(),
        "url": digest.settings.url + paper_path(paper.key),
        "markdown": f"{digest.settings.url}{paper_path(paper.key)}index.md",
        "retracted": paper.retracted or None,
        "related": [relation.key for relation in digest.relations[paper.key]],
    }
