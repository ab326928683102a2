"""Fetch dumps: every answer is kept as it came, one file a page, named by its edition."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.base.files import replace_file
from generator.providers.client import Client, RequestPolicy

_MOST_PAGES = 20
_DEPLOYED_SITE = RequestPolicy(provider="the deployed site", timeout=60.0, largest=500_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpQuery:
    """A query whose answer comes in pages, each of which becomes a dump.

    Attributes:
        address: Returns the address of a page, by its 1-based number.
        count: Returns the number of papers in an answer's bytes; ValueError when they are no answer.
        size: Papers on a full page.
        most: The most papers that are wanted.
        stem: The start of the files' names, "2025-10-02-hugging-face".
        suffix: The end of the files' names, ".json".
        policy: How the provider is asked.
    """

    address: Callable[[int], str]
    count: Callable[[bytes], int]
    size: int
    most: int
    stem: str
    suffix: str
    policy: RequestPolicy

    def file_name(self, number: int) -> str:
        """Return the name of a page's file; the first has no number."""
        return f"{self.stem}{'' if number == 1 else f'-{number}'}{self.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of one query: the start of its files' names, how many papers came, and where they are.

    Attributes:
        files: What was written, in order; empty when nothing came or it is there already.
        there: The file that is there already.
    """

    stem: str
    papers: int = 0
    files: tuple[Path, ...] = ()
    there: Path | None = None


def fetch_dumps(client: Client, query: DumpQuery, folder: Path, dumps: Path) -> Fetched:
    """Fetch the answer to a query and write it into a folder, whole or not at all.

    Nothing is fetched that is there already, or among the project's `dumps`.

    Raises:
        Unavailable: The provider gave no answer that can be used; nothing was written.
    """
    there = (place / query.file_name(1) for place in (dumps, folder))
    if found := next((path for path in there if path.exists()), None):
        return Fetched(stem=query.stem, there=found)
    pages = _fetch_pages(client, query)
    files = [folder / query.file_name(number) for number in range(1, len(pages) + 1)]
    for path, (_, body) in zip(files, pages, strict=True):
        replace_file(path, body)
    return Fetched(stem=query.stem, papers=sum(papers for papers, _ in pages), files=tuple(files))


def fetch_published(client: Client, address: str) -> bytes:
    """Return the deployed `papers.jsonl`, so that a build can tell what would vanish; empty without a site.

    The client must have no cache, since a site changes.

    Raises:
        Unavailable: The site did not answer, so nobody knows what it holds.
    """
    response = client.get(address, bytes, _DEPLOYED_SITE)
    return response.value if response else b""


def _fetch_pages(client: Client, query: DumpQuery) -> list[tuple[int, bytes]]:
    """Return the pages that hold papers, and how many; it ends when a provider repeats itself."""
    pages: list[tuple[int, bytes]] = []
    for number in range(1, _MOST_PAGES + 1):
        response = client.get(query.address(number), lambda body: (query.count(body), body), query.policy)
        if not response or not response.value[0] or response.value in pages[-1:]:
            break
        pages.append(response.value)
        if response.value[0] < query.size or sum(papers for papers, _ in pages) >= query.most:
            break
    return pages
