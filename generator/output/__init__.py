"""Turn the digest into the tree that the site is built from: Markdown, citations and feeds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.base.cache import CacheFile
from generator.base.models import File, LazyFile, OutputFile, Paper
from generator.output.addresses import ALL_JSONL, WORDS, file_path, paper_path
from generator.output.card import card_files
from generator.output.citations.exports import Entries, Exports
from generator.output.citations.references import References, render_references
from generator.output.feeds import feed_files
from generator.output.inputs import Inputs
from generator.output.lists import paper_lists
from generator.output.mail import mail_files
from generator.output.pages.pages import Pages
from generator.output.templates import Templates
from generator.stages.digest import Digest


@dataclass(frozen=True, slots=True)
class Kept:
    """What takes long to make and is kept between builds.

    Attributes:
        references: Formatted references.
        entries: Entries of citation files.
    """

    references: References = field(default_factory=References)
    entries: CacheFile[Entries] = field(default_factory=lambda: CacheFile(Entries))


def render_digest(digest: Digest, templates: Templates, kept: Kept | None = None) -> Iterator[File]:
    """Yield every generated file of the tree, pages first; most are made when their content is asked for.

    Args:
        digest: The papers, topics and tags.
        templates: The templates of the project.
        kept: What earlier builds kept; without, all is made anew.
    """
    kept = kept or Kept()
    inputs = Inputs(digest, templates)
    exports = Exports(digest, inputs, kept.entries)
    yield from Pages(digest, exports, kept.references, templates, inputs).all()
    yield from card_files(digest, inputs)
    yield from _words(templates.words(digest.settings.language))
    yield from (download.file for download in exports.of_everything)
    yield OutputFile(path=ALL_JSONL, content=exports.jsonl)
    yield from feed_files(digest, templates, inputs)
    yield from mail_files(digest, templates, inputs)
    for listed in paper_lists(digest):
        yield from exports.of_list(listed)
    yield from _paper_files(digest, exports, kept.references, inputs)


def _words(table: Mapping[str, str]) -> Iterator[OutputFile]:
    """Yield the words of another language for the scripts of the site, which know the English ones."""
    if table:
        text = json.dumps(table, ensure_ascii=False, indent=0)
        yield OutputFile(path=WORDS, content=f"document.documentElement.words = {text};\n")


def _paper_files(digest: Digest, exports: Exports, references: References, inputs: Inputs) -> Iterator[File]:
    """Yield the citations of each paper, also under the keys that it had before."""
    for paper in digest.papers:
        for key in (paper.key, *paper.retired_keys):
            yield from exports.of_paper(paper, key)
            yield LazyFile(
                path=file_path(paper_path(key), "txt"),
                inputs=inputs.of("references", inputs.of_papers(paper)),
                make=partial(_formatted, references, paper),
            )


def _formatted(references: References, paper: Paper) -> str:
    return render_references(references.of(paper))
