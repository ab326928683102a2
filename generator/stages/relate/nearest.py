"""The nearest papers of each, with matrices: their libraries take long to load, so who asks decides when."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from generator.base.models import Relation
from generator.stages.relate.terms import Terms

Array = np.ndarray[Any, Any]

_RELATED = 5
_TERMS_KEPT = 60
_TERMS_SHOWN = 3
_PORTION = 20_000
"""Pairs of papers that are looked at together."""
_SHARED_BY = 2
_FEW = 100
_STEP = 1.25
"""How much a digest grows before its terms are weighed anew, so that a new edition changes few old papers."""


def nearest_papers(keys: Sequence[str], terms: Sequence[Terms]) -> dict[str, tuple[Relation, ...]]:
    """Return up to five related papers for each, best first, by key.

    Args:
        keys: The keys of papers, oldest first.
        terms: The terms of each; some have any.
    """
    weights, places = _weigh(terms)
    return _relate(keys, terms, weights, places)


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
