"""Related papers, each with its reason: cosine of TF-IDF vectors over title, abstract and tags.

Vectors are cut to their heaviest terms and compared through an inverted index, so the cost grows
with the terms that papers share (Salton and Buckley 1988, term weighting; no learning library).
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from generator.base.models import Label, Paper, Relation
from generator.base.text.english import WORD, singular

_RELATED = 5
_TERMS_KEPT = 60
_TERMS_SHOWN = 3
_TITLE_WEIGHT = 2
_TAG_WEIGHT = 2
_STOP_WORDS = frozenset(
    """
    a about above achieve achieves achieving across additionally after all allow allows also
    although among an and any approach approaches are art as at available based be been before being
    benchmark benchmarks best better between beyond both but by can code compare compared
    comprehensive consistently could current currently demonstrate demonstrates demonstrating
    despite develop developed different do does due during each effective effectively
    effectiveness efficient efficiency enable enables enabling end evaluate evaluation even every
    existing experimental experiments explore extensive first five for four framework from full
    fully further furthermore general given good has have high higher highly how however https
    if important improve improved improvement improvements improves improving in including increase
    increasing into introduce introduces introducing is it its itself key large larger leading less
    leverage leverages leveraging like limited limitations low lower made main make makes making
    many may method methods model models more moreover most much multiple near need new no not novel
    of often on one only open or order other our out outperform outperforms over overall own paper
    per perform performance performs point potential present presents previous prior problem
    problems propose proposed proposes provide provides providing range ranging real reduce reduced
    reduces reducing require required requires research result results same set several show showing
    shown shows significant significantly similar simple simply since single six size small so some
    source specific specifically state still strong study such superior support
    system systems task tasks technique techniques ten than that the their them then there therefore
    these they this those three through thus time times to too toward towards two under up upon us
    use used user using various very via was way we well were what when where whether which while
    who whose wide will with within without work works yet you
    """.split()
)


def relate_papers(
    papers: Sequence[Paper], labels: Mapping[str, Label], tag_titles: Mapping[str, str]
) -> dict[str, tuple[Relation, ...]]:
    """Return up to five related papers for each, best first, by key.

    Args:
        papers: All papers that are published.
        labels: The label of each paper, by citation key.
        tag_titles: Name of each tag by slug; tags count as terms.
    """
    ordered = sorted(papers, key=lambda paper: paper.key)
    counts = [_terms(paper, labels[paper.key], tag_titles) for paper in ordered]
    vectors = _vectors(counts)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for position, vector in enumerate(vectors):
        for term, weight in vector.items():
            postings[term].append((position, weight))
    return {
        paper.key: _nearest(position, vectors, postings, [other.key for other in ordered])
        for position, paper in enumerate(ordered)
    }


def _terms(paper: Paper, label: Label, tag_titles: Mapping[str, str]) -> Counter[str]:
    """Return a paper's words, word pairs and tags with their counts; the title counts twice."""
    counts: Counter[str] = Counter()
    for text, weight in ((paper.title, _TITLE_WEIGHT), (paper.abstract, 1)):
        for term in _words_and_pairs(text.source):
            counts[term] += weight
    for tag in label.tags:
        counts[tag_titles[tag.slug].casefold()] += _TAG_WEIGHT
    return counts


def _words_and_pairs(text: str) -> list[str]:
    words = [singular(found.group()) for found in WORD.finditer(text.casefold())]
    kept = [word for word in words if _is_telling(word)]
    pairs = [f"{one} {two}" for one, two in pairwise(words) if _is_telling(one) and _is_telling(two)]
    return kept + pairs


def _is_telling(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and not {word, f"{word}s"} & _STOP_WORDS


def _vectors(counts: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """Return unit vectors of the heaviest terms; a term in one paper relates nothing."""
    frequency = Counter(term for count in counts for term in count)
    total = len(counts)
    vectors = []
    for count in counts:
        weights = {
            term: (1 + math.log(number)) * math.log(1 + total / frequency[term])
            for term, number in count.items()
            if frequency[term] > 1
        }
        heaviest = heapq.nsmallest(_TERMS_KEPT, weights.items(), key=lambda item: (-item[1], item[0]))
        length = math.sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
        vectors.append({term: weight / length for term, weight in heaviest})
    return vectors


def _nearest(
    position: int,
    vectors: Sequence[Mapping[str, float]],
    postings: Mapping[str, Sequence[tuple[int, float]]],
    keys: Sequence[str],
) -> tuple[Relation, ...]:
    scores: dict[int, float] = defaultdict(float)
    for term, weight in vectors[position].items():
        for other, other_weight in postings[term]:
            scores[other] += weight * other_weight
    scores.pop(position, None)
    best = heapq.nsmallest(_RELATED, scores.items(), key=lambda item: (-item[1], keys[item[0]]))
    return tuple(
        Relation(key=keys[other], score=round(score, 6), terms=_shared(vectors[position], vectors[other]))
        for other, score in best
        if score > 0
    )


def _shared(first: Mapping[str, float], second: Mapping[str, float]) -> tuple[str, ...]:
    """Return the shared terms that weigh most; a word inside a chosen pair is not said again."""
    weights = {term: weight * second[term] for term, weight in first.items() if term in second}
    chosen: list[str] = []
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        words = set(term.split())
        if not any(words & set(other.split()) for other in chosen):
            chosen.append(term)
    return tuple(chosen[:_TERMS_SHOWN])
