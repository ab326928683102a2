"""Turn the digest into the tree that the site is built from: Markdown, citations and feeds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.base.cache import CacheFile
from generator.base.models import File, OutputFile
from generator.output.addresses import ALL_JSONL, WORDS
from generator.output.card import card_files
from generator.output.citations.exports import Entries, Exports
from generator.output.citations.references import References
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
    for paper in digest.papers:
        for key in (paper.key, *paper.retired_keys):
            yield from exports.of_paper(paper, key)


def _words(table: Mapping[str, str]) -> Iterator[OutputFile]:
    """Yield the words of another language for the scripts of the site, which know the English ones."""
    if table:
        text = json.dumps(table, ensure_ascii=False, indent=0)
        yield OutputFile(path=WORDS, content=f"document.documentElement.words = {text};\n")
