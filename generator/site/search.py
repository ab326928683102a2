"""The search index: Pagefind over one small document for each paper, in volumes of bounded size.

A document holds what a reader may search a paper by and lies at the address of the paper's page.
The index is not made from the finished pages: mathematics would reach the excerpts as fragments
of MathML, and every change of the theme would make every index anew.

Volumes keep the memory that indexing takes bounded (about 120 kB a paper). The oldest are the largest, and
they do not change when papers come; the newest is small. The browser merges them, see
`docs/assets/search-index.js`.
"""

import datetime as dt
import functools
import hashlib
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

from generator.base.cache import Cache, fingerprint
from generator.base.errors import DigestError, Location, Problem
from generator.base.files import sync
from generator.base.models import OutputFile, Paper
from generator.base.parallel import share_out
from generator.base.text import escape_html
from generator.config import UNSORTED
from generator.output.addresses import paper_path
from generator.site.assembly import Assembly
from generator.site.search_words import RULE, other_names, other_words, whole_title, with_signs
from generator.stages.digest import Digest

_VOLUME_SIZES = (4096, 1024, 256)
"""Papers of a volume, from the oldest papers on; the newest one holds what is left."""
_MANY = 200
"""Papers from which on more than one process pays."""
_SCRIPTS = ("pagefind.js", "pagefind-worker.js")
"""What runs in the browser; the first volume brings it for all."""
_DATA = ("wasm.en.pagefind", "pagefind-entry.json", "*.pf_meta", "filter", "fragment", "index")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """What a paper can be found by, as a reader reads it; excerpts are cut from the abstract.

    Attributes:
        path: Address of the paper's page, relative to the site's root.
        published: Venue and year.
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


class Searchable(NamedTuple):
    """A paper that is to be found.

    Attributes:
        day: The edition that brought it first, which places it in a volume and in time.
        inputs: A hash of all that its document depends on.
        make: Makes its document.
    """

    day: dt.date
    inputs: bytes
    make: Callable[[], SearchDocument]


def searchable_papers(digest: Digest) -> tuple[Searchable, ...]:
    """Return the papers of a digest, in reading order."""
    taxonomy = digest.taxonomy
    names = repr((taxonomy.topic_titles, taxonomy.tag_titles, sorted(taxonomy.code_tags)))
    return tuple(
        Searchable(
            day=paper.editions[0],
            inputs=fingerprint(names, paper, digest.labels[paper.key]),
            make=functools.partial(_document, paper, digest),
        )
        for paper in digest.papers
    )


def build_search(papers: Sequence[Searchable], assembly: Assembly, cache: Cache) -> None:
    """Write the search index of a site under `search/`.

    Args:
        papers: The papers in reading order, which decides where dates are the same.
        assembly: The site; volumes that did not change are taken over.
        cache: Volumes of earlier builds; those that this site does not use are removed.

    Raises:
        DigestError: Pagefind failed, or did not index every document.
    """
    tags = []
    for number, volume in enumerate(_volumes(papers), start=1):
        tags.append(_fingerprint(volume))
        folder, inputs = f"search/{number}/", f"{tags[-1]} {number}".encode()
        packed = cache.get_or_make(tags[-1], functools.partial(_make_index, volume), bytes)
        if not assembly.keep_all(folder, inputs):
            _unpack(packed, folder, assembly, inputs, unused=_SCRIPTS if number > 1 else ())
    manifest = {
        "rule": RULE,
        "volumes": [{"path": f"{n}/", "tag": tag} for n, tag in enumerate(tags, start=1)],
    }
    assembly.make_room("search/volumes.json").write_text(json.dumps(manifest) + "\n", encoding="utf-8")
    assembly.note(["search/volumes.json"], b"")
    cache.keep_used()


def _unpack(packed: bytes, folder: str, assembly: Assembly, inputs: bytes, unused: Collection[str]) -> None:
    """Write the files of a volume but some."""
    with ZipFile(BytesIO(packed)) as index:
        names = [name for name in index.namelist() if name not in unused]
        for name in names:
            assembly.make_room(folder + name).write_bytes(index.read(name))
    assembly.note([folder + name for name in names], inputs)


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
        editions=paper.editions,
    )


def _volumes(papers: Iterable[Searchable]) -> Iterator[tuple[tuple[Searchable, int], ...]]:
    """Yield the papers of each volume with their places in their editions, from the oldest edition on.

    Within an edition the last in reading order comes first: it is the one that is shown last.
    """
    days: dict[dt.date, list[tuple[Searchable, int]]] = defaultdict(list)
    for paper in papers:
        days[paper.day].append((paper, len(days[paper.day])))
    ordered = tuple(paper for _, day in sorted(days.items()) for paper in reversed(day))
    start = 0
    for size in _VOLUME_SIZES:
        while len(ordered) - start >= size:
            yield ordered[start : start + size]
            start += size
    if start < len(ordered):
        yield ordered[start:]


def _page(paper: tuple[Searchable, int]) -> OutputFile:
    document = paper[0].make()
    return OutputFile(path=f"{document.path}index.html", content=_render(document, paper[1]))


def _render(document: SearchDocument, place: int) -> str:
    """Return a document as a page in Pagefind's markup (<https://pagefind.app/docs/>)."""
    meta = {
        "title": document.title,
        "authors": ", ".join(document.authors),
        "spellings": other_names(document.authors),
        "published": document.published,
        "identifiers": " ".join(document.identifiers),
        "labels": ", ".join((*document.topics, *document.tags)),
        "titlewords": f"{other_words([document.title])} | {whole_title(document.title)}".strip("| "),
        "words": other_words([document.abstract, *document.topics, *document.tags]),
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
        *(_element("meta", name, with_signs(value)) for name, value in meta.items()),
        *(_element("filter", name, value) for name, values in filters.items() for value in values),
        _element("sort", "date", date),
    ]
    return (
        '<!doctype html><html lang="en"><body data-pagefind-body>'
        f"{''.join(elements)}<p>{escape_html(with_signs(_content(document)))}</p></body></html>\n"
    )


def _element(role: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{role}="{name}[content]" content="{escape_html(value)}">' if value else ""


def _content(document: SearchDocument) -> str:
    """Return the abstract; what stands for it when it has no word, since Pagefind drops empty pages."""
    if any(letter.isalnum() for letter in document.abstract):
        return document.abstract
    return " ".join((document.title, *document.identifiers))


def _fingerprint(volume: Iterable[tuple[Searchable, int]]) -> str:
    """Return a hash of everything that an index depends on."""
    state = hashlib.sha256(f"{version('pagefind')}\0{_SCRIPTS}\0{_DATA}".encode())
    for paper, place in volume:
        state.update(f"\0{paper.day}\0{place}\0".encode() + paper.inputs)
    return state.hexdigest()[:20]


def _make_index(volume: Sequence[tuple[Searchable, int]]) -> bytes:
    """Return the published files of Pagefind's index of some papers, packed."""
    pages = share_out(_page, volume, pays=len(volume) > _MANY)
    packed = BytesIO()
    with TemporaryDirectory() as folder, ZipFile(packed, "w") as archive:
        source, made = Path(folder, "pages"), Path(folder, "index")
        sync(pages, source)
        _run_pagefind(source, made, expected=len(pages))
        for path in sorted(made.rglob("*")):
            name = path.relative_to(made)
            if path.is_file() and any(fnmatch(name.parts[0], wanted) for wanted in (*_SCRIPTS, *_DATA)):
                archive.write(path, name)
    return packed.getvalue()


def _run_pagefind(source: Path, made: Path, *, expected: int) -> None:
    command = [sys.executable, "-m", "pagefind", "--silent", f"--site={source}", f"--output-path={made}"]
    # Pagefind reads settings from the folder it is started in, so that folder is its own.
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=source)
    if result.returncode:
        raise _failure(" ".join((result.stderr or result.stdout).split())[-1000:])
    entry = json.loads((made / "pagefind-entry.json").read_text(encoding="utf-8"))
    found = sum(language["page_count"] for language in entry["languages"].values())
    if found != expected:
        told = f"it holds {found} of {expected} papers"
        raise _failure(told)


def _failure(words: str) -> DigestError:
    reason = f"Pagefind could not make it: {words}"
    advice = "the published site is as it was; is pagefind[bin] installed, and room on the disk?"
    return DigestError(Problem(location=Location(path="search index"), reason=reason, advice=advice))
