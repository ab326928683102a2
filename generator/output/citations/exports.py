"""Files of citations: for each paper, for each list, and for everything.

An entry is made once for each format and stands in all files that need it. A retracted or withdrawn paper
has files of its own, which say so, and is left out of all others.
"""

import datetime as dt
import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.base.models import OutputFile, Paper
from generator.output.addresses import ALL, file_path, paper_path
from generator.output.citations.bibtex import add_abstract, render_bibtex, render_entry
from generator.output.citations.csl import render_csl, render_item
from generator.output.citations.ris import render_record, render_ris
from generator.output.lists import PaperList
from generator.stages.digest import Digest

LARGEST_FILE = 45_000_000
"""Bytes of a file of everything: Overleaf takes files of up to 50 MB."""
_ROOM_FOR_COMMENT = 1_000
_ROOM_BETWEEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of citations.

    Attributes:
        name: Its name as readers know it.
        ending: Ends the names of its files.
        render: Makes a file of entries and of comment lines.
    """

    name: str
    ending: str
    render: Callable[[Iterable[str], Sequence[str]], str]

    def path(self, page_path: str) -> str:
        """Return the address of the file that belongs to a page."""
        return file_path(page_path, self.ending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of everything, and what a link to it says."""

    name: str
    file: OutputFile


_BIBTEX = Format(name="BibTeX", ending="bib", render=render_bibtex)
_RIS = Format(name="RIS", ending="ris", render=render_ris)
_CSL = Format(name="CSL-JSON", ending="json", render=lambda items, _: render_csl(items))
LIST_FORMATS = (_BIBTEX, _RIS)
"""What the papers of a list are offered in."""
PAPER_FORMATS = (*LIST_FORMATS, _CSL)
"""What a single paper is offered in."""


class Exports:
    """The citations of a digest."""

    def __init__(self, digest: Digest, largest: int = LARGEST_FILE) -> None:
        """Prepare the exports of a digest.

        Args:
            digest: All its papers.
            largest: Bytes that no file of everything passes, unless a single paper does.
        """
        self._digest = digest
        self._largest = largest

    def of_paper(self, paper: Paper, key: str) -> Iterator[OutputFile]:
        """Yield the files of one paper; its RIS holds the abstract.

        Args:
            paper: Any paper, also a retracted one.
            key: The name of the files: the paper's key, or a retired one.
        """
        record = render_record(paper, self._keywords(paper), paper.abstract)
        entries = {form: made[paper.key] for form, made in self._entries.items()} | {_RIS: record}
        comment = self._comment("", paper_path(paper.key), (paper,))
        for form, entry in entries.items():
            yield OutputFile(path=form.path(paper_path(key)), content=form.render((entry,), comment))

    def on_page(self, paper: Paper) -> str:
        """Return the BibTeX that a paper's page shows: no comment, and no abstract, which stands above."""
        return self._entries[_BIBTEX][paper.key].replace("\r\n", "\n")

    def of_list(self, listed: PaperList) -> Iterator[OutputFile]:
        """Yield the files of a topic, tag or edition, if it has papers to cite."""
        papers = _citable(listed.papers)
        if papers:
            comment = self._comment(f": {listed.title}", listed.path, papers, listed.day)
            for form in LIST_FORMATS:
                yield self._file(form, listed.path, papers, comment)

    @cached_property
    def of_everything(self) -> tuple[Download, ...]:
        """The files that hold everything, without abstracts and, packed, with them."""
        forms = PAPER_FORMATS
        return (*(part for form in forms for part in self._parts(form)), self._with_abstracts())

    @cached_property
    def _entries(self) -> Mapping[Format, Mapping[str, str]]:
        """The entry of each paper by format and key."""
        papers = self._digest.papers
        return {
            _BIBTEX: {paper.key: render_entry(paper) for paper in papers},
            _RIS: {paper.key: render_record(paper, self._keywords(paper)) for paper in papers},
            _CSL: {paper.key: render_item(paper) for paper in papers},
        }

    def _keywords(self, paper: Paper) -> Iterator[str]:
        titles = self._digest.taxonomy.tag_titles
        return (titles[tag.slug] for tag in self._digest.labels[paper.key].tags)

    def _parts(self, form: Format) -> Iterator[Download]:
        parts = self._split(self._entries[form])
        for number, papers in enumerate(parts, 1):
            part = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
            path = ALL if number == 1 else f"{ALL}-{number}"
            comment = self._comment(part, form.path(path), papers)
            yield Download(name=f"{form.name}{part}", file=self._file(form, path, papers, comment))

    def _split(self, entries: Mapping[str, str]) -> list[list[Paper]]:
        """Return the papers of each part: the oldest in the first, so that a new edition changes the last."""
        parts: list[list[Paper]] = [[]]
        size = _ROOM_FOR_COMMENT
        for paper in reversed(self._digest.papers):
            length = 0 if paper.mark else len(entries[paper.key].encode()) + _ROOM_BETWEEN
            if parts[-1] and size + length > self._largest:
                parts.append([])
                size = _ROOM_FOR_COMMENT
            parts[-1].append(paper)
            size += length
        return [_citable(part) for part in parts]

    def _with_abstracts(self) -> Download:
        papers = _citable(self._digest.papers)
        entries = [add_abstract(self._entries[_BIBTEX][paper.key], paper) for paper in papers]
        path = _BIBTEX.path(f"{ALL}-with-abstracts")
        text = render_bibtex(entries, self._comment(", with abstracts", f"{path}.gz", papers))
        # Neither a time nor a name stands in the head: the same papers give the same bytes.
        file = OutputFile(path=f"{path}.gz", content=gzip.compress(text.encode(), mtime=0))
        return Download(name="BibTeX with abstracts", file=file)

    def _file(self, form: Format, path: str, papers: Iterable[Paper], comment: Sequence[str]) -> OutputFile:
        entries = [self._entries[form][paper.key] for paper in papers]
        return OutputFile(path=form.path(path), content=form.render(entries, comment))

    def _comment(
        self, title: str, path: str, papers: Sequence[Paper], day: dt.date | None = None
    ) -> tuple[str, str]:
        """Return the lines at the top of a file: source, edition (the newest of its papers) and count."""
        settings = self._digest.settings
        edition = day or max((paper.editions[-1] for paper in papers), default="none")
        count = f"{len(papers)} paper{'' if len(papers) == 1 else 's'}"
        return f"{settings.name}{title}, {settings.url}{path}", f"edition {edition}, {count}"


def _citable(papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers that are neither retracted nor withdrawn, sorted by key."""
    return sorted((paper for paper in papers if not paper.mark), key=lambda paper: paper.key)
