"""The search index: Pagefind over one small document for each paper, in volumes of bounded size.

A document holds what a reader may search a paper by and lies at the address of the paper's page.
The index is not made from the finished pages: mathematics would reach the excerpts as fragments
of MathML, and every change of the theme would make every index anew.

Volumes keep the memory that indexing takes bounded (about 120 kB a paper), and those whose
documents did not change come from the cache. The browser merges them (`docs/assets/search-index.js`).
"""

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import filterfalse
from pathlib import Path
from unicodedata import combining, normalize

from anyascii import anyascii

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import sync
from generator.base.models import OutputFile, Paper
from generator.base.text import escape_html
from generator.output.addresses import paper_path
from generator.stages.digest import UNSORTED, Digest

_VOLUME_SIZE = 4000
_MANIFEST = "volumes.json"
_SCRIPTS = ("pagefind.js", "pagefind-worker.js")
"""What runs in the browser; the first volume brings it for all."""
_DATA = ("wasm.en.pagefind", "pagefind-entry.json", "*.pf_meta", "filter", "fragment", "index")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """What a paper can be found by; all plain text.

    Attributes:
        path: Address of the paper's page, relative to the site's root.
        title: Weighs most.
        authors: All of them, in order, and "et al." where there are more.
        published: Venue and year as shown.
        identifiers: Citation keys, arXiv identifier, DOI.
        abstract: What excerpts are cut from.
        topics: Titles, primary first.
        tags: Titles.
        year: Four digits or empty.
        code: Whether the code is published.
        editions: The days that brought it; the first one places it in a volume and in time.
    """

    path: str
    title: str
    authors: tuple[str, ...]
    published: str
    identifiers: tuple[str, ...]
    abstract: str
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    year: str
    code: bool
    editions: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Volume:
    pages: tuple[OutputFile, ...]
    fingerprint: str


def search_documents(digest: Digest) -> tuple[SearchDocument, ...]:
    """Return the search document of each paper, in reading order."""
    return tuple(_document(paper, digest) for paper in digest.papers)


def build_search(documents: Sequence[SearchDocument], *, site: Path, cache: Path) -> None:
    """Write the search index of a site under `search/`.

    Args:
        documents: In reading order, which ties in the order by date follow.
        site: The site's root.
        cache: A folder of indexes by fingerprint; those that this site does not use are removed.

    Raises:
        DigestError: Pagefind failed, or did not index every document.
    """
    target = site / "search"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    volumes = tuple(_volumes(documents))
    for number, volume in enumerate(volumes, start=1):
        index = _cached_index(volume, cache)
        unused = shutil.ignore_patterns(*() if number == 1 else _SCRIPTS)
        shutil.copytree(index, target / str(number), ignore=unused)
    manifest = {"volumes": [{"path": f"{n}/", "tag": v.fingerprint} for n, v in enumerate(volumes, start=1)]}
    (target / _MANIFEST).write_text(json.dumps(manifest) + "\n", encoding="utf-8")
    _remove_others(cache, {volume.fingerprint for volume in volumes})


def _document(paper: Paper, digest: Digest) -> SearchDocument:
    label, taxonomy, facts = digest.labels[paper.key], digest.taxonomy, paper.facts
    tags = {tag.slug for tag in label.tags}
    identifiers = (paper.key, *paper.retired_keys, facts.arxiv, facts.doi)
    return SearchDocument(
        path=paper_path(paper.key),
        title=paper.plain_title,
        authors=facts.all_authors,
        published=paper.published,
        identifiers=tuple(identifier for identifier in identifiers if identifier),
        abstract=paper.abstract.as_plain,
        topics=tuple(taxonomy.topic_titles[topic.slug] for topic in label.topics) or (UNSORTED.title(),),
        # That code is published is a filter of its own.
        tags=tuple(taxonomy.tag_titles[tag.slug] for tag in label.tags if tag.slug not in taxonomy.code_tags),
        year=str(facts.year or ""),
        code=bool(facts.code_page) or not tags.isdisjoint(taxonomy.code_tags),
        editions=paper.sightings,
    )


def _volumes(documents: Sequence[SearchDocument]) -> Iterator[_Volume]:
    """Yield volumes from the oldest edition on, so that a new one changes the last volume alone.

    Within an edition the last in reading order comes first: it is the one that is shown last.
    """
    placed = sorted(_placed(documents), key=lambda pair: (pair[0].editions[0], -pair[1]))
    for start in range(0, len(placed), _VOLUME_SIZE):
        chosen = placed[start : start + _VOLUME_SIZE]
        pages = tuple(
            OutputFile(path=f"{document.path}index.html", content=_render(document, place))
            for document, place in chosen
        )
        yield _Volume(pages=pages, fingerprint=_fingerprint(pages))


def _placed(documents: Iterable[SearchDocument]) -> Iterator[tuple[SearchDocument, int]]:
    """Yield each document with its place among those of the same first edition."""
    seen: Counter[dt.date] = Counter()
    for document in documents:
        yield document, seen[document.editions[0]]
        seen[document.editions[0]] += 1


def _render(document: SearchDocument, place: int) -> str:
    """Return a document as a page in Pagefind's markup (<https://pagefind.app/docs/>)."""
    meta = {
        "title": document.title,
        "authors": ", ".join(document.authors),
        "spellings": ", ".join(_plain_spellings(document.authors)),
        "published": document.published,
        "identifiers": " ".join(document.identifiers),
        "labels": ", ".join((*document.topics, *document.tags)),
    }
    filters = {
        "topic": document.topics,
        "tag": document.tags,
        "year": (document.year,),
        "edition": tuple(day.isoformat() for day in document.editions),
        "code": ("yes" if document.code else "",),
    }
    # Dates that tie: the first in reading order is the newest.
    date = f"{document.editions[0].isoformat()} {99_999 - place:05}"
    elements = [
        *(_element("meta", name, value) for name, value in meta.items()),
        *(_element("filter", name, value) for name, values in filters.items() for value in values),
        _element("sort", "date", date),
    ]
    return (
        '<!doctype html><html lang="en"><body data-pagefind-body>'
        f"{''.join(elements)}<p>{escape_html(_content(document))}</p></body></html>\n"
    )


def _element(role: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{role}="{name}[content]" content="{escape_html(value)}">' if value else ""


def _plain_spellings(names: Iterable[str]) -> Iterator[str]:
    """Yield names as an ASCII keyboard writes them, where Pagefind could not tell.

    It ignores accents, which are marks of their own in NFD, but "\u0141" does not decompose.
    """
    for name in names:
        if not "".join(filterfalse(combining, normalize("NFD", name))).isascii():
            yield anyascii(name)


def _content(document: SearchDocument) -> str:
    """Return the abstract; what stands for it when it has no word, since Pagefind drops empty pages."""
    if any(letter.isalnum() for letter in document.abstract):
        return document.abstract
    return " ".join((document.title, *document.identifiers))


def _fingerprint(pages: Iterable[OutputFile]) -> str:
    """Return a digest of everything that an index depends on."""
    state = hashlib.sha256(f"{version('pagefind')}\0{_SCRIPTS}\0{_DATA}".encode())
    for page in pages:
        state.update(f"\0{page.path}\0{page.content!r}".encode())
    return state.hexdigest()[:20]


def _cached_index(volume: _Volume, cache: Path) -> Path:
    """Return the folder that holds a volume's index, made now if need be."""
    index = cache / volume.fingerprint
    if index.is_dir():
        return index
    source, made, draft = (cache / name for name in ("documents", "made", "draft"))
    sync(volume.pages, source)
    shutil.rmtree(made, ignore_errors=True)
    _run_pagefind(source, made, expected=len(volume.pages))
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    for pattern in (*_SCRIPTS, *_DATA):
        for path in sorted(made.glob(pattern)):
            path.replace(draft / path.name)
    draft.replace(index)
    return index


def _run_pagefind(source: Path, made: Path, *, expected: int) -> None:
    options = {"site": source.resolve(), "output-path": made.resolve()}
    command = [sys.executable, "-m", "pagefind", "--silent", *(f"--{k}={v}" for k, v in options.items())]
    # Pagefind reads settings from the folder it is started in, so that folder is its own.
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=source)
    if result.returncode:
        raise _failure(" ".join((result.stderr or result.stdout).split())[-1000:])
    entry = json.loads((made / "pagefind-entry.json").read_text(encoding="utf-8"))
    found = sum(language["page_count"] for language in entry["languages"].values())
    if found != expected:
        reason = f"it holds {found} of {expected} papers"
        raise _failure(reason)


def _failure(reason: str) -> DigestError:
    return DigestError(
        Problem(
            location=Location(path="search index"),
            reason=f"Pagefind could not make it: {reason}",
            advice="the published site is as it was; is pagefind[bin] installed, and room on the disk?",
        )
    )


def _remove_others(cache: Path, kept: set[str]) -> None:
    """Remove what is in the cache and not kept."""
    for path in sorted(cache.glob("*")):
        if path.name not in kept:
            shutil.rmtree(path)
