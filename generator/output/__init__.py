"""Turn the digest into the tree that the site is built from: Markdown, citations and feeds."""

import json
from collections.abc import Iterator, Mapping

from generator.base.models import OutputFile
from generator.output.addresses import ALL_JSONL, WORDS, file_path, paper_path
from generator.output.card import card_files
from generator.output.citations.exports import Exports
from generator.output.citations.references import References, render_references
from generator.output.facts import render_jsonl
from generator.output.feeds import feed_files
from generator.output.lists import paper_lists
from generator.output.mail import mail_files
from generator.output.pages.pages import Pages
from generator.output.templates import Templates
from generator.stages.digest import Digest


def render_digest(
    digest: Digest, templates: Templates, references: References | None = None
) -> Iterator[OutputFile]:
    """Yield every generated file of the tree, pages first.

    Args:
        digest: The papers, topics and tags.
        templates: The templates of the project.
        references: Formatted references with their cache; without, all are made anew.
    """
    references = references or References()
    exports = Exports(digest)
    yield from Pages(digest, exports, references, templates).all()
    yield from card_files(digest)
    yield from _words(templates.words(digest.settings.language))
    yield from (download.file for download in exports.of_everything)
    yield OutputFile(path=ALL_JSONL, content=render_jsonl(digest))
    yield from feed_files(digest, templates)
    yield from mail_files(digest, templates)
    for listed in paper_lists(digest):
        yield from exports.of_list(listed)
    yield from _paper_files(digest, exports, references)


def _words(table: Mapping[str, str]) -> Iterator[OutputFile]:
    """Yield the words of another language for the scripts of the site, which know the English ones."""
    if table:
        text = json.dumps(table, ensure_ascii=False, indent=0)
        yield OutputFile(path=WORDS, content=f"document.documentElement.words = {text};\n")


def _paper_files(digest: Digest, exports: Exports, references: References) -> Iterator[OutputFile]:
    """Yield the citations of each paper, also under the keys that it had before."""
    for paper in digest.papers:
        text = render_references(references.of(paper))
        for key in (paper.key, *paper.retired_keys):
            yield from exports.of_paper(paper, key)
            yield OutputFile(path=file_path(paper_path(key), "txt"), content=text)
