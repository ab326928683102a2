"""Files of citations: for each paper, for each list, and for everything.

An entry is made once for each format and stands in all files that need it. A retracted or withdrawn paper
has files of its own, which say so, and is left out of all others.
"""

import datetime as dt
import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter

from generator.base.cache import CacheFile
from generator.base.models import File, LazyFile, Paper
from generator.output.addresses import ALL, file_path, paper_path
from generator.output.citations.bibtex import add_abstract, render_bibtex, render_entry
from generator.output.citations.csl import render_csl, render_item
from generator.output.citations.ris import render_record, render_ris
from generator.output.facts import render_line
from generator.output.inputs import Inputs
from generator.output.lists import PaperList
from generator.stages.digest import Digest

LARGEST_FILE = 45_000_000
"""Bytes of a file of everything: Overleaf takes files of up to 50 MB."""
_ROOM_FOR_COMMENT = 1_000
_ROOM_BETWEEN = 2
_PAYS_FROM = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of citations.

    Attributes:
        name: Its name as readers know it.
        ending: Ends the names of its files.
        of: Gives what a paper is in this format.
        render: Makes a file of entries and of comment lines.
    """

    name: str
    ending: str
    of: Callable[["Entries"], str]
    render: Callable[[Iterable[str], Sequence[str]], str]

    def path(self, page_path: str) -> str:
        """Return the address of the file that belongs to a page."""
        return file_path(page_path, self.ending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of everything, and what a link to it says."""

    name: str
    file: File


_BIBTEX = Format(name="BibTeX", ending="bib", of=attrgetter("bibtex"), render=render_bibtex)
_RIS = Format(name="RIS", ending="ris", of=attrgetter("ris"), render=render_ris)
_CSL = Format(name="CSL-JSON", ending="json", of=attrgetter("csl"), render=lambda items, _: render_csl(items))
PAPER_FORMATS = (_BIBTEX, _RIS)
"""What a single paper is offered in."""
_FORMATS = (_BIBTEX, _RIS, _CSL)
"""What everything is offered in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What files hold of one paper.

    Attributes:
        bibtex: Its entry in BibTeX.
        abstract: The entry with the abstract.
        ris: Its record in RIS.
        csl: Its item in CSL-JSON.
        line: Its line in the file of all papers as JSON Lines.
    """

    bibtex: str
    abstract: str
    ris: str
    csl: str
    line: str


class Exports:
    """The citations of a digest."""

    def __init__(
        self,
        digest: Digest,
        inputs: Inputs | None = None,
        cache: CacheFile[Entries] | None = None,
        largest: int = LARGEST_FILE,
    ) -> None:
        """Prepare the exports of a digest.

        Args:
            digest: All its papers.
            inputs: Hashes of what files depend on; made of the digest alone where nobody gives them.
            cache: Entries of earlier builds.
            largest: Bytes that no file of everything passes, unless a single paper does.
        """
        self._digest = digest
        self._inputs = inputs or Inputs(digest)
        self._cache = cache or CacheFile(Entries)
        self._largest = largest

    def of_paper(self, paper: Paper, key: str) -> Iterator[File]:
        """Yield the files of one paper; its RIS holds the abstract.

        Args:
            paper: Any paper, also a retracted one.
            key: The name of the files: the paper's key, or a retired one.
        """
        for form in PAPER_FORMATS:
            yield LazyFile(
                path=form.path(paper_path(key)),
                inputs=self._inputs.of(form.name, self._inputs.of_papers(paper)),
                make=partial(self._of_paper, form, paper),
            )

    def on_page(self, paper: Paper) -> str:
        """Return the BibTeX that a paper's page shows: no comment, and no abstract, which stands above."""
        return self._entries[paper.key].bibtex.replace("\r\n", "\n")

    def of_list(self, listed: PaperList) -> Iterator[File]:
        """Yield the files of a topic, tag or edition, if it has papers to cite."""
        papers = _citable(listed.papers)
        head = (listed.title, listed.path, listed.day)
        comment = partial(self._comment, f": {listed.title}", listed.path, papers, listed.day)
        for form in list_formats(listed):
            yield self._file(form, listed.path, papers, comment, head)

    @cached_property
    def of_everything(self) -> tuple[Download, ...]:
        """The files that hold everything, without abstracts and, packed, with them."""
        return (*(part for form in _FORMATS for part in self._parts(form)), self._with_abstracts())

    @property
    def jsonl(self) -> str:
        """All papers as JSON Lines (<https://jsonlines.org/>), sorted by key."""
        return "".join(self._entries[key].line for key in sorted(self._entries))

    @cached_property
    def _entries(self) -> Mapping[str, Entries]:
        """The entries of each paper by key."""
        papers, relations, inputs = self._digest.papers, self._digest.relations, self._inputs
        made = self._cache.get_or_make(
            papers,
            lambda paper: inputs.of(
                inputs.of_papers(paper), [relation.key for relation in relations[paper.key]]
            ).hex(),
            self._make_entries,
            pays_from=_PAYS_FROM,
        )
        return {paper.key: entries for paper, entries in zip(papers, made, strict=True)}

    def _make_entries(self, paper: Paper) -> Entries:
        bibtex = render_entry(paper)
        return Entries(
            bibtex=bibtex,
            abstract=add_abstract(bibtex, paper),
            ris=render_record(paper, self._keywords(paper)),
            csl=render_item(paper),
            line=render_line(paper, self._digest),
        )

    def _of_paper(self, form: Format, paper: Paper) -> str:
        entry = form.of(self._entries[paper.key])
        if form == _RIS:
            entry = render_record(paper, self._keywords(paper), paper.abstract)
        return form.render((entry,), self._comment("", paper_path(paper.key), (paper,)))

    def _keywords(self, paper: Paper) -> Iterator[str]:
        titles = self._digest.taxonomy.tag_titles
        return (titles[tag.slug] for tag in self._digest.labels[paper.key].tags)

    def _parts(self, form: Format) -> Iterator[Download]:
        parts = self._split(form)
        for number, papers in enumerate(parts, 1):
            part = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
            path = ALL if number == 1 else f"{ALL}-{number}"
            comment = partial(self._comment, part, form.path(path), papers)
            yield Download(name=f"{form.name}{part}", file=self._file(form, path, papers, comment, (part,)))

    def _split(self, form: Format) -> list[list[Paper]]:
        """Return the papers of each part: the oldest in the first, so that a new edition changes the last."""
        parts: list[list[Paper]] = [[]]
        size = _ROOM_FOR_COMMENT
        for paper in reversed(self._digest.papers):
            entry = "" if paper.mark else form.of(self._entries[paper.key])
            length = len(entry.encode()) + _ROOM_BETWEEN if entry else 0
            if parts[-1] and size + length > self._largest:
                parts.append([])
                size = _ROOM_FOR_COMMENT
            parts[-1].append(paper)
            size += length
        return [_citable(part) for part in parts]

    def _with_abstracts(self) -> Download:
        papers = _citable(self._digest.papers)
        path = f"{_BIBTEX.path(f'{ALL}-with-abstracts')}.gz"

        def make() -> bytes:
            entries = (self._entries[paper.key].abstract for paper in papers)
            text = render_bibtex(entries, self._comment(", with abstracts", path, papers))
            # Neither a time nor a name stands in the head: the same papers give the same bytes.
            return gzip.compress(text.encode(), compresslevel=6, mtime=0)

        inputs = self._inputs.of("with abstracts", self._inputs.of_papers(*papers))
        return Download(name="BibTeX with abstracts", file=LazyFile(path=path, inputs=inputs, make=make))

    def _file(
        self,
        form: Format,
        path: str,
        papers: Sequence[Paper],
        comment: Callable[[], Sequence[str]],
        head: object,
    ) -> File:
        """Return a file of some papers.

        Args:
            form: Its format.
            path: The page that it belongs to.
            papers: The papers in their order.
            comment: Makes the lines at its top.
            head: What these lines depend on beside the papers.
        """

        def make() -> str:
            return form.render([form.of(self._entries[paper.key]) for paper in papers], comment())

        inputs = self._inputs.of(form.name, path, head, self._inputs.of_papers(*papers))
        return LazyFile(path=form.path(path), inputs=inputs, make=make)

    def _comment(
        self, title: str, path: str, papers: Sequence[Paper], day: dt.date | None = None
    ) -> tuple[str, str]:
        """Return the lines at the top of a file: source, edition (the newest of its papers) and count."""
        settings = self._digest.settings
        edition = day or max((paper.editions[-1] for paper in papers), default="none")
        count = f"{len(papers)} paper{'' if len(papers) == 1 else 's'}"
        return f"{settings.name}{title}, {settings.url}{path}", f"edition {edition}, {count}"


def list_formats(listed: PaperList) -> tuple[Format, ...]:
    """Return what the papers of a list are offered in: those of a week are in the files of its editions.

    RIS is left to topics and editions, between which each paper has it once.
    """
    if listed.kind == "Week" or all(paper.mark for paper in listed.papers):
        return ()
    return PAPER_FORMATS if listed.kind in {"Topic", "Edition"} else (_BIBTEX,)


def _citable(papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers that are neither retracted nor withdrawn, sorted by key."""
    return sorted((paper for paper in papers if not paper.mark), key=lambda paper: paper.key)
