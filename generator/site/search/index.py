"""The search index of a site: at most two volumes, which change as little as the papers do.

The old volume holds as many papers as whole shelves of 1,024 take, from the oldest edition on; the newest
volume holds the rest. So an edition makes a small volume anew, and the old one only when another shelf is
full or something in it changed. What is read of each paper is kept by shelf. A volume lies in a folder that
is named by its content: no browser mixes two of them.
"""

import datetime as dt
import functools
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from generator.base.cache import Cache, CacheFile
from generator.site.assembly import Assembly
from generator.site.search.documents import Searchable
from generator.site.search.postings import OFTEN, PLACES_TOGETHER
from generator.site.search.reading import LAYOUT, Reading, read_document
from generator.site.search.volume import SHOWN_TOGETHER, volume_files
from generator.site.search.words import RULE

SHELF = 1024
_MANY = 100
"""Papers to be read from which on more than one process pays."""


class _Shelf(NamedTuple):
    """Papers that are kept together: those that follow each other in time."""

    number: int
    papers: tuple[Searchable, ...]


def build_search(
    papers: Sequence[Searchable], assembly: Assembly, folder: Path | None, shelf: int = SHELF
) -> None:
    """Write the search index of a site under `search/`.

    Args:
        papers: The papers in reading order, which decides where dates are the same.
        assembly: The site; volumes that did not change are taken over.
        folder: Where volumes and readings of earlier builds are kept; what this site does not use is removed.
        shelf: Number of papers of a shelf.
    """
    cache = Cache(folder and folder / "volumes")
    manifest = []
    volumes = [*_volumes(papers, shelf)]
    for shelves in volumes:
        make = functools.partial(_make_volume, shelves, folder)
        packed = cache.get_or_make(_inputs(shelves), make, bytes)
        tag = hashlib.blake2b(packed, digest_size=8).hexdigest()
        if not assembly.keep_all(f"search/{tag}/", tag.encode()):
            _unpack(packed, f"search/{tag}/", assembly, tag.encode())
        manifest.append({"path": f"{tag}/", "papers": sum(len(each.papers) for each in shelves)})
    layout = {
        "fields": LAYOUT,
        "often": OFTEN,
        "shownTogether": SHOWN_TOGETHER,
        "placesTogether": PLACES_TOGETHER,
    }
    text = json.dumps({"rule": RULE, "layout": layout, "volumes": manifest})
    assembly.make_room("search/volumes.json").write_text(f"{text}\n", encoding="utf-8")
    assembly.note(["search/volumes.json"], b"")
    cache.keep_used()
    _forget(folder, sum(map(len, volumes)))


def _volumes(papers: Iterable[Searchable], shelf: int) -> Iterator[list[_Shelf]]:
    """Yield the shelves of each volume, from the oldest edition on.

    Within an edition the last in reading order comes first: it is the one that is shown last.
    """
    days: dict[dt.date, list[Searchable]] = defaultdict(list)
    for paper in papers:
        days[paper.day].append(paper)
    ordered = tuple(paper for _, day in sorted(days.items()) for paper in reversed(day))
    starts = range(0, len(ordered), shelf)
    shelves = [_Shelf(number, ordered[start : start + shelf]) for number, start in enumerate(starts)]
    full = len(ordered) // shelf
    yield from (volume for volume in (shelves[:full], shelves[full:]) if volume)


def _inputs(shelves: Iterable[_Shelf]) -> str:
    """Return a hash of everything that a volume depends on beside the code."""
    state = hashlib.blake2b(digest_size=16)
    for paper in (paper for each in shelves for paper in each.papers):
        state.update(paper.inputs)
    return state.hexdigest()


def _make_volume(shelves: Iterable[_Shelf], folder: Path | None) -> bytes:
    """Return the files of a volume, packed."""
    packed = BytesIO()
    readings = [reading for each in shelves for reading in _read_shelf(each, folder)]
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, content in volume_files(readings).items():
            archive.writestr(ZipInfo(name), content)  # which has no clock
    return packed.getvalue()


def _read_shelf(shelf: _Shelf, folder: Path | None) -> list[Reading]:
    """Return what the index takes of the papers of a shelf."""
    known: CacheFile[Reading] = CacheFile(Reading, folder and folder / _file(shelf.number))
    return known.get_or_make(shelf.papers, lambda paper: paper.inputs.hex(), _read, pays_from=_MANY)


def _file(shelf: int | str) -> str:
    """Return the name of the file that keeps what is read of a shelf."""
    return f"shelf-{shelf}.cache"


def _forget(folder: Path | None, shelves: int) -> None:
    """Remove what is kept of shelves that are no longer there."""
    used = set(map(_file, range(shelves)))
    for path in folder.glob(_file("*")) if folder else ():
        if path.name not in used:
            path.unlink(missing_ok=True)


def _read(paper: Searchable) -> Reading:
    return read_document(paper.make())


def _unpack(packed: bytes, folder: str, assembly: Assembly, inputs: bytes) -> None:
    """Write the files of a volume."""
    with ZipFile(BytesIO(packed)) as volume:
        names = volume.namelist()
        for name in names:
            assembly.make_room(folder + name).write_bytes(volume.read(name))
    assembly.note([folder + name for name in names], inputs)
