"""Hashes of what files are made of, so that a file is made again only where something of it is another."""

import hashlib
from functools import cached_property

from generator.base.cache import fingerprint, fingerprint_code
from generator.base.models import Paper
from generator.output.templates import Templates
from generator.stages.digest import Digest


class Inputs:
    """The hashes of a digest's papers, and of whatever else a file is made of."""

    def __init__(self, digest: Digest, templates: Templates | None = None) -> None:
        """Take what all files depend on: settings, names of topics and tags, templates and code."""
        groups, facets = digest.taxonomy.groups, digest.taxonomy.facets
        names = (
            [
                (group.title, [(each.slug, each.title, each.about) for each in group.topics])
                for group in groups
            ],
            [
                (facet.title, facet.about, [(each.slug, each.title) for each in facet.tags])
                for facet in facets
            ],
            sorted(digest.taxonomy.code_tags),
        )
        shared = repr((digest.settings, names, templates and templates.fingerprint, fingerprint_code()))
        self._shared = hashlib.sha256(shared.encode(errors="surrogatepass")).digest()
        self._digest = digest

    def of(self, *values: object) -> bytes:
        """Return a hash of some values of dataclasses and plain types, and of what all files depend on."""
        return fingerprint(self._shared, values)

    def of_papers(self, *papers: Paper) -> bytes:
        """Return a hash of papers with their labels and gists, in this order."""
        return b"".join(self._papers[paper.key] for paper in papers)

    @cached_property
    def _papers(self) -> dict[str, bytes]:
        digest = self._digest
        return {
            paper.key: self.of(paper, digest.labels[paper.key], digest.gists[paper.key], digest.is_new(paper))
            for paper in digest.papers
        }
