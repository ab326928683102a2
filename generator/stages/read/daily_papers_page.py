"""Read the text of a Daily Papers page: page furniture, then title and abstract in turn.

Blocks are separated by blank lines. The format has no marks, so a block is judged by its looks
and by what follows it: a title is one short line that does not end like a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.errors import Problem, shorten
from generator.base.text import collapse_space
from generator.stages.read.records import LONGEST_TITLE, Description, load_items
from generator.stages.read.source import Loaded, Source
from generator.stages.read.stripped_tex import repaired, warning

_FURNITURE = re.compile(
    r"new|Get trending papers in your email inbox!|Subscribe|Daily Papers|by ?AK and the research community",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?")
_LONGEST_TITLE = 300
_SHORTEST_PROSE = 400


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    lines: int
    text: str

    @property
    def is_title(self) -> bool:
        """Whether the block looks like a title: one short line, not a sentence."""
        return self.lines == 1 and len(self.text) <= _LONGEST_TITLE and self.text[-1] not in ".;:,"

    @property
    def is_long(self) -> bool:
        return len(self.text) >= _SHORTEST_PROSE

    @property
    def is_open(self) -> bool:
        """Whether the block breaks off before its sentence ends."""
        return self.text[-1] not in ".!?\"')]}»”\u2019…"


def recognises(text: str) -> bool:
    """Return whether a dump is plain text in blocks, not data."""
    return not text.lstrip().startswith(("[", "{", "<", "@"))


def read(source: Source) -> Loaded:
    """Return the papers of a page, and a problem for each title without abstract."""
    return load_items(source, _papers(source), lambda said: said)


def _papers(source: Source) -> Iterator[tuple[int, Description | Problem]]:
    blocks = _skip_furniture(tuple(_blocks(source.text)))
    start = 0
    while start < len(blocks):
        end = _end_of_paper(blocks, start)
        title, *abstract = blocks[start:end]
        if not abstract or len(title.text) > LONGEST_TITLE:
            yield title.line, _unreadable(source, title, has_abstract=bool(abstract))
        else:
            yield title.line, _described(title.text, " ".join(block.text for block in abstract))
        start = end


def _described(title: str, abstract: str) -> Description:
    texts = repaired([title], [abstract])
    return Description(title=texts.title, abstract=texts.abstract, warnings=warning(texts.left))


def _blocks(text: str) -> Iterator[_Block]:
    """Yield runs of lines that are not blank, with the line each begins at."""
    run: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            run.append(line)
        elif run:
            yield _Block(line=number - len(run), lines=len(run), text=collapse_space(" ".join(run)))
            run = []


def _skip_furniture(blocks: tuple[_Block, ...]) -> tuple[_Block, ...]:
    """Return the blocks that belong to papers, not to the page; two pages may stand in one dump."""
    return tuple(
        block
        for block in blocks
        if not _FURNITURE.fullmatch(block.text) and not _MONTH_DAY.fullmatch(block.text)
    )


def _end_of_paper(blocks: tuple[_Block, ...], start: int) -> int:
    """Return the position after the last block of the paper whose title stands at `start`."""
    if start + 1 >= len(blocks) or _is_orphan(blocks, start):
        return start + 1
    end = start + 2
    while end < len(blocks) and not _begins_paper(blocks, end):
        end += 1
    return end


def _is_orphan(blocks: tuple[_Block, ...], position: int) -> bool:
    """Return whether a title is followed by another title and its abstract."""
    if position + 2 >= len(blocks):
        return False
    following, after = blocks[position + 1], blocks[position + 2]
    return following.is_title and not following.is_long and not after.is_title


def _begins_paper(blocks: tuple[_Block, ...], position: int) -> bool:
    """Return whether a block after an abstract is the next title rather than more abstract."""
    block, before = blocks[position], blocks[position - 1]
    if before.is_open and not before.is_title and block.text[0].islower():
        return False
    if block.is_title:
        return True
    is_last = position + 1 == len(blocks)
    return not is_last and block.lines == 1 and _is_title_case(block.text) and blocks[position + 1].is_long


def _is_title_case(text: str) -> bool:
    """Return whether most words of some length begin with a capital."""
    words = [word for word in text.split() if len(word) > 3]  # noqa: PLR2004  "with", "from" count
    return len(text) <= _LONGEST_TITLE and 2 * sum(word[0].isupper() for word in words) > len(words) > 0


def _unreadable(source: Source, title: _Block, *, has_abstract: bool) -> Problem:
    shown = shorten(title.text)
    reason, advice = (
        f"no abstract follows the title '{shown}'",
        "add the abstract below it, after a blank line",
    )
    if has_abstract or len(title.text) > LONGEST_TITLE:
        reason, advice = f"too long for a title: '{shown}'", "put a blank line between title and abstract"
    return Problem(location=source.at(title.line), reason=reason, advice=f"{advice}, or remove it")
