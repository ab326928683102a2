"""Related papers, each with its reason: cosine of TF-IDF vectors over title, abstract and tags.

Vectors are cut to their heaviest terms, so that the cost grows with the telling terms that papers share
(Salton and Buckley 1988, term weighting in automatic text retrieval).
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from generator.base.cache import CacheFile
from generator.base.models import Label, Paper, Relation
from generator.base.text.english import WORD, singular

Array = np.ndarray[Any, Any]

_RELATED = 5
_TERMS_KEPT = 60
_TERMS_SHOWN = 3
_TITLE_WEIGHT = 2
_TAG_WEIGHT = 2
_PAYS_FROM = 1000
_PORTION = 20_000
"""Pairs of papers that are looked at together."""
_SHARED_BY = 2
_FEW = 100
_STEP = 1.25
"""How much a digest grows before its terms are weighed anew, so that a new edition changes few old papers."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words, tags and word pairs of one paper, as arrays that are quick to put together.

    Attributes:
        names: The terms, one a line; words and tags before pairs.
        words: How many of them are words or tags.
        hashes: A hash of each, eight bytes each.
        counts: How often each occurs, one byte each; the title counts twice.
    """

    names: str
    words: int
    hashes: bytes
    counts: bytes


def relate_papers(
    papers: Sequence[Paper],
    labels: Mapping[str, Label],
    tag_titles: Mapping[str, str],
    cache: CacheFile[Terms] | None = None,
) -> dict[str, tuple[Relation, ...]]:
    """Return up to five related papers for each, best first, by key.

    Args:
        papers: All papers that are published.
        labels: The label of each paper, by citation key.
        tag_titles: Name of each tag by slug; tags count as terms.
        cache: The terms of papers, from earlier runs.
    """
    ordered = sorted(papers, key=lambda paper: (paper.edition, paper.key))
    tags = {
        paper.key: [tag_titles[tag.slug].casefold() for tag in labels[paper.key].tags] for paper in ordered
    }
    terms = (cache or CacheFile(Terms)).get_or_make(
        ordered,
        lambda paper: json.dumps([paper.title.source, paper.abstract.source, tags[paper.key]]),
        lambda paper: _terms(paper, tags[paper.key]),
        pays_from=_PAYS_FROM,
    )
    if not any(each.words for each in terms):
        return {paper.key: () for paper in ordered}
    weights, places = _weigh(terms)
    return _relate([paper.key for paper in ordered], terms, weights, places)


def _terms(paper: Paper, tags: Sequence[str]) -> Terms:
    """Return the terms of a paper and how often each occurs."""
    counts: Counter[str] = Counter()
    for text, weight in ((paper.title, _TITLE_WEIGHT), (paper.abstract, 1)):
        telling = [_telling_word(word) for word in WORD.findall(text.source.casefold())]
        pairs = [f"{one} {two}" for one, two in pairwise(telling) if one and two]
        counts.update([*filter(None, telling), *pairs] * weight)
    for tag in tags:
        counts[tag] += _TAG_WEIGHT
    words = [term for term in counts if " " not in term or term in tags]
    names = [*words, *(term for term in counts if " " in term and term not in tags)]
    return Terms(
        names="\n".join(names),
        words=len(words),
        hashes=b"".join(hashlib.blake2b(term.encode(), digest_size=8).digest() for term in names),
        counts=bytes(min(counts[term], 255) for term in names),
    )


@lru_cache(maxsize=100_000)
def _telling_word(written: str) -> str:
    """Return a word in the singular; nothing for one that says nothing about a paper."""
    word = singular(written)
    is_mute = len(word) <= 1 or word.isdigit() or word in _STOP_WORDS or f"{word}s" in _STOP_WORDS
    return "" if is_mute else word


def _weigh(terms: Sequence[Terms]) -> tuple[csr_matrix, csr_matrix]:
    """Return unit vectors of the heaviest terms, a row a paper, and the place of each term in its paper's.

    Terms are weighed by how rare they are among the oldest papers, whose number grows in steps: a word or tag
    counts if another paper has it, a pair of words if two of these have it.

    Args:
        terms: The terms of each paper, oldest first.
    """
    lengths = np.array([len(each.counts) for each in terms])
    rows = np.repeat(np.arange(len(terms)), lengths)
    places = _ranks(rows)
    hashes = np.frombuffer(b"".join(each.hashes for each in terms), np.uint64)
    counts = np.frombuffer(b"".join(each.counts for each in terms), np.uint8)
    columns = np.unique(hashes, return_inverse=True)[1]
    oldest = _oldest(len(terms))
    of_all, of_oldest = np.bincount(columns), np.bincount(columns[rows < oldest], minlength=columns.max() + 1)
    is_word = places < np.repeat([each.words for each in terms], lengths)
    weights = (1 + np.log(counts)) * np.log(1 + oldest / np.maximum(of_oldest, 2))[columns]
    weights[np.where(is_word, of_all[columns], of_oldest[columns]) < _SHARED_BY] = 0
    kept = _heaviest(rows, columns, weights)
    rows, columns, places, weights = rows[kept], columns[kept], places[kept], weights[kept]
    unit = weights / np.sqrt(np.bincount(rows, weights * weights, len(terms)))[rows]
    shape = (len(terms), len(of_all))
    return csr_matrix((unit, (rows, columns)), shape), csr_matrix((places + 1, (rows, columns)), shape)


def _heaviest(rows: Array, columns: Array, weights: Array) -> Array:
    """Return where the heaviest terms of each paper stand, in order; none is without weight."""
    weighed = np.flatnonzero(weights)
    order = weighed[np.lexsort((columns[weighed], -weights[weighed], rows[weighed]))]
    return np.sort(order[_ranks(rows[order]) < _TERMS_KEPT])


def _ranks(rows: Array) -> Array:
    """Return the place of each number among those that equal it, from 0; the numbers are sorted."""
    return np.arange(len(rows)) - np.searchsorted(rows, rows)


def _oldest(papers: int) -> int:
    """Return how many of so many papers are asked how rare a term is."""
    if papers <= _FEW:
        return papers
    return math.floor(_FEW * _STEP ** math.floor(math.log(papers / _FEW, _STEP)))


def _relate(
    keys: Sequence[str], terms: Sequence[Terms], weights: csr_matrix, places: csr_matrix
) -> dict[str, tuple[Relation, ...]]:
    """Return the nearest papers of each, with the terms that they share."""
    near = sp_matmul_topn(weights, weights.T.tocsr(), top_n=_RELATED + 1, sort=True).tocoo()
    apart = near.row != near.col
    papers, others, scores = near.row[apart], near.col[apart], np.round(near.data[apart], 6)
    order = np.lexsort((np.array(keys)[others], -scores, papers))
    papers, others, scores = papers[order], others[order], scores[order]
    nearest = _ranks(papers) < _RELATED
    papers, others, scores = papers[nearest], others[nearest], scores[nearest]
    related: dict[str, list[Relation]] = {key: [] for key in keys}
    names: dict[int, str] = {}
    for start in range(0, len(papers), _PORTION):
        portion = slice(start, start + _PORTION)
        shared = weights[papers[portion]].multiply(weights[others[portion]]).tocsr()
        pairs = zip(papers[portion].tolist(), others[portion].tolist(), scores[portion].tolist(), strict=True)
        for row, (paper, other, score) in enumerate(pairs):
            if not related[keys[paper]]:
                names = _names(terms[paper], places, paper)
            inside = slice(shared.indptr[row], shared.indptr[row + 1])
            columns, weighed = shared.indices[inside].tolist(), shared.data[inside].tolist()
            common = {names[column]: weight for column, weight in zip(columns, weighed, strict=True)}
            related[keys[paper]].append(Relation(key=keys[other], score=score, terms=_telling(common)))
    return {key: tuple(found) for key, found in related.items()}


def _names(terms: Terms, places: csr_matrix, paper: int) -> dict[int, str]:
    """Return the terms of a paper that are weighed, by their column."""
    names, inside = terms.names.split("\n"), slice(places.indptr[paper], places.indptr[paper + 1])
    columns, found = places.indices[inside].tolist(), places.data[inside].tolist()
    return {column: names[place - 1] for column, place in zip(columns, found, strict=True)}


def _telling(weights: Mapping[str, float]) -> tuple[str, ...]:
    """Return the shared terms that weigh most; a word inside a chosen pair is not said again."""
    chosen: list[str] = []
    said: set[str] = set()
    for term in sorted(weights, key=lambda term: (-weights[term], term)):
        words = term.split()
        if said.isdisjoint(words):
            chosen.append(term)
            said.update(words)
        if len(chosen) == _TERMS_SHOWN:
            break
    return tuple(chosen)
