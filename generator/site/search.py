"""The search index: Pagefind over one small document for each paper, in volumes of bounded size.

A document holds what a reader may search a paper by and lies at the address of the paper's page.
The index is not made from the finished pages: mathematics would reach the excerpts as fragments
of MathML, and every change of the theme would make every index anew.

Volumes keep the memory that indexing takes bounded (about 120 kB a paper), and those whose
documents did not change come from the cache. The browser merges them (`docs/assets/search-index.js`).
"""

import datetime as dt
import functools
import hashlib
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from generator.base.cache import Cache
from generator.base.errors import DigestError, Location, Problem
from generator.base.files import sync
from generator.base.models import OutputFile, Paper
from generator.base.text import escape_html
from generator.config import UNSORTED
from generator.output.addresses import paper_path
from generator.site.search_words import RULE, other_names, other_words, whole_title, with_signs
from generator.stages.digest import Digest

_VOLUME_SIZE = 4000
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


def search_documents(digest: Digest) -> tuple[SearchDocument, ...]:
    """Return the search document of each paper, in reading order."""
    return tuple(_document(paper, digest) for paper in digest.papers)


def build_search(documents: Sequence[SearchDocument], *, site: Path, cache: Cache) -> None:
    """Write the search index of a site under `search/`.

    Args:
        documents: Documents in reading order, which decides where dates are the same.
        site: The site's root.
        cache: Volumes of earlier builds; those that this site does not use are removed.

    Raises:
        DigestError: Pagefind failed, or did not index every document.
    """
    target = site / "search"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    tags = []
    for number, pages in enumerate(_volumes(documents), start=1):
        tags.append(_fingerprint(pages))
        packed = cache.get_or_make(tags[-1], functools.partial(_make_index, pages), bytes)
        with ZipFile(BytesIO(packed)) as index:
            unused = _SCRIPTS if number > 1 else ()
            index.extractall(target / str(number), [name for name in index.namelist() if name not in unused])
    manifest = {
        "rule": RULE,
        "volumes": [{"path": f"{n}/", "tag": tag} for n, tag in enumerate(tags, start=1)],
    }
    (target / "volumes.json").write_text(json.dumps(manifest) + "\n", encoding="utf-8")
    cache.keep_used()


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


def _volumes(documents: Iterable[SearchDocument]) -> Iterator[tuple[OutputFile, ...]]:
    """Yield the pages of each volume, from the oldest edition on, so that a new one changes the last alone.

    Within an edition the last in reading order comes first: it is the one that is shown last.
    """
    days: dict[dt.date, list[OutputFile]] = defaultdict(list)
    for document in documents:
        day = days[document.editions[0]]
        day.append(OutputFile(path=f"{document.path}index.html", content=_render(document, len(day))))
    pages = tuple(page for _, day in sorted(days.items()) for page in reversed(day))
    for start in range(0, len(pages), _VOLUME_SIZE):
        yield pages[start : start + _VOLUME_SIZE]


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


def _fingerprint(pages: Iterable[OutputFile]) -> str:
    """Return a digest of everything that an index depends on."""
    state = hashlib.sha256(f"{version('pagefind')}\0{_SCRIPTS}\0{_DATA}".encode())
    for page in pages:
        state.update(f"\0{page.path}\0{page.content!r}".encode())
    return state.hexdigest()[:20]


def _make_index(pages: Sequence[OutputFile]) -> bytes:
    """Return the published files of Pagefind's index of some pages, packed."""
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
