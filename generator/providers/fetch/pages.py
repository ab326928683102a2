"""Ask for page after page of an answer and keep them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.files import replace_file
from generator.providers.web import Client, Manners

_MOST_PAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a provider is asked, in pages.

    Attributes:
        address: Address of a page, by its 1-based number.
        count: Papers in an answer's bytes; ValueError when they are no answer.
        size: Papers on a full page.
        most: Papers that are wanted at most.
        stem: Begin of the files' names, "2025-10-02-hugging-face".
        suffix: End of them, ".json".
        manners: Of the provider.
    """

    address: Callable[[int], str]
    count: Callable[[bytes], int]
    size: int
    most: int
    stem: str
    suffix: str
    manners: Manners

    def file_name(self, number: int) -> str:
        """Return the name of a page's file; the first has no number."""
        return f"{self.stem}{'' if number == 1 else f'-{number}'}{self.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of one question.

    Attributes:
        stem: Of the question.
        papers: How many came.
        files: What was written, in order; empty when nothing came or it is there already.
        there: The file that is there already.
    """

    stem: str
    papers: int = 0
    files: tuple[Path, ...] = ()
    there: Path | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    papers: int
    body: bytes = field(repr=False)


def fetch_pages(client: Client, question: Question, folder: Path, dumps: Path) -> Fetched:
    """Ask a question and write its answer, whole or not at all; what is there already is not asked for.

    Args:
        client: Asks.
        question: What to ask.
        folder: Where the files go; made when something came.
        dumps: The project's dumps, where an earlier answer may lie.

    Raises:
        Unavailable: The provider gave no answer that can be used; nothing was written.
    """
    there = (place / question.file_name(1) for place in (dumps, folder))
    if found := next((path for path in there if path.exists()), None):
        return Fetched(stem=question.stem, there=found)
    pages = _pages(client, question)
    files = []
    for number, page in enumerate(pages, start=1):
        files.append(folder / question.file_name(number))
        replace_file(files[-1], page.body)
    return Fetched(stem=question.stem, papers=sum(page.papers for page in pages), files=tuple(files))


def _pages(client: Client, question: Question) -> list[_Page]:
    """Return the pages that hold a paper; a provider that repeats itself is not asked for ever."""
    pages: list[_Page] = []
    for number in range(1, _MOST_PAGES + 1):
        told = client.ask(
            question.address(number), lambda body: _Page(question.count(body), body), question.manners
        )
        if told is None or not told.value.papers or (pages and told.value.body == pages[-1].body):
            break
        pages.append(told.value)
        if told.value.papers < question.size or sum(page.papers for page in pages) >= question.most:
            break
    return pages
