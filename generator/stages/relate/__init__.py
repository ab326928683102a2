"""Related papers, each with its reason: cosine of TF-IDF vectors over title, abstract and tags.

Vectors are cut to their heaviest terms, so that the cost grows with the telling terms that papers share
(Salton and Buckley 1988, term weighting in automatic text retrieval).
"""

import json
from collections.abc import Mapping, Sequence

from generator.base.cache import Cache, CacheFile, fingerprint
from generator.base.models import Label, Paper, Relation
from generator.stages.relate.terms import Terms, terms_of

__all__ = ["Terms", "relate_papers"]

_PAYS_FROM = 1000


def relate_papers(
    papers: Sequence[Paper],
    labels: Mapping[str, Label],
    tag_titles: Mapping[str, str],
    cache: CacheFile[Terms] | None = None,
    kept: Cache | None = None,
) -> dict[str, tuple[Relation, ...]]:
    """Return up to five related papers for each, best first, by key.

    Args:
        papers: All papers that are published.
        labels: The label of each paper, by citation key.
        tag_titles: Name of each tag by slug; tags count as terms.
        cache: The terms of papers, from earlier runs.
        kept: The relations of the last run, which hold while no paper's terms change.
    """
    ordered = sorted(papers, key=lambda paper: (paper.edition, paper.key))
    tags = {
        paper.key: [tag_titles[tag.slug].casefold() for tag in labels[paper.key].tags] for paper in ordered
    }
    terms = (cache or CacheFile(Terms)).get_or_make(
        ordered,
        lambda paper: json.dumps([paper.title.source, paper.abstract.source, tags[paper.key]]),
        lambda paper: terms_of(paper, tags[paper.key]),
        pays_from=_PAYS_FROM,
    )
    if not any(each.words for each in terms):
        return {paper.key: () for paper in ordered}
    keys, kept = [paper.key for paper in ordered], kept or Cache()
    inputs = fingerprint(keys, terms).hex()
    known = kept.find(inputs, dict[str, tuple[Relation, ...]])
    if known is None:
        from generator.stages.relate.nearest import nearest_papers

        known = nearest_papers(keys, terms)
        kept.keep(inputs, known)
    kept.keep_used()
    return known
