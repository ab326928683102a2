"""Decisions made by hand, each with its reason: `data/curation.yml`."""

from collections.abc import Collection, Iterator
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.base.errors import DigestError, Problem
from generator.base.project import Project
from generator.config.yaml_source import Steps, StrictModel, YamlSource


class Decision(StrictModel):
    """What a curator decided about one paper.

    Attributes:
        because: The reason, shown by `digest explain`, and on the page of a retracted paper.
        topics: Replaces the topics; primary first; empty to leave it unsorted.
        add_tags: Tags that the rules missed.
        remove_tags: Tags that the rules should not have given.
        title: Replaces the title.
        gist: Replaces what lists say of the paper; empty to say nothing.
        hide: Whether the paper is left out of the site.
        retract: Whether the paper is shown as retracted and left out of collected citations; false says that
            it stands, whatever its text says of a withdrawal.
    """

    because: str = Field(min_length=1)
    topics: tuple[str, ...] | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    title: str = ""
    gist: str | None = None
    hide: bool = False
    retract: bool | None = None

    @model_validator(mode="after")
    def _decides(self) -> Self:
        if self.model_fields_set <= {"because"}:
            message = "decides nothing; give topics, add_tags, remove_tags, title, gist, hide or retract"
            raise ValueError(message)
        for slugs in (self.topics or (), self.add_tags, self.remove_tags):
            if len(set(slugs)) < len(slugs):
                message = "names a topic or tag twice"
                raise ValueError(message)
        return self


class RecordDecision(StrictModel):
    """What a curator decided about records: that they are one paper, or different ones.

    Attributes:
        records: The arXiv identifier, DOI, place ("2025-10-02-page.txt:14") or title of each.
        because: The reason, shown by `digest explain`.
    """

    records: tuple[str, ...] = Field(min_length=2)
    because: str = Field(min_length=1)


_RecordDecisions = Annotated[tuple[RecordDecision, ...], BeforeValidator(lambda value: value or ())]
"""A heading whose last decision was taken out holds none."""


class _CurationFile(StrictModel):
    papers: Annotated[dict[str, Decision], BeforeValidator(lambda value: value or {})] = Field(default={})
    same: _RecordDecisions = ()
    apart: _RecordDecisions = ()


class Curation:
    """The decisions of one project, and where each was written.

    Attributes:
        papers: Decision by citation key.
        same: Records that are one paper.
        apart: Records that are different papers; who is named first keeps an identifier they share.
    """

    def __init__(self, source: YamlSource | None = None) -> None:
        """Read the decisions; no source means none."""
        self._source = source or YamlSource("", "data/curation.yml")
        file = self._source.load(_CurationFile)
        self.papers, self.same, self.apart = file.papers, file.same, file.apart

    def decision(self, key: str) -> Decision | None:
        """Return what was decided about a paper, if anything."""
        return self.papers.get(key)

    def check(self, *, keys: Collection[str], topics: Collection[str], tags: Collection[str]) -> None:
        """Refuse decisions about what does not exist.

        Raises:
            DigestError: One problem for each unknown paper, topic or tag, with its line.
        """
        if problems := tuple(self._unknown(keys, topics, tags)):
            raise DigestError(*problems)

    def problem(self, steps: Steps, reason: str) -> Problem:
        """Return a problem located at the decision that the steps lead to."""
        return self._source.problem(steps, reason, "mend the name or remove the line")

    def _unknown(
        self, keys: Collection[str], topics: Collection[str], tags: Collection[str]
    ) -> Iterator[Problem]:
        for key, decision in self.papers.items():
            if key not in keys:
                yield self.problem(("papers", key), f"no paper has the key '{key}'")
            for field, kind, known in (
                ("topics", "topic", topics),
                ("add_tags", "tag", tags),
                ("remove_tags", "tag", tags),
            ):
                for position, slug in enumerate(getattr(decision, field) or ()):
                    if slug not in known:
                        steps = ("papers", key, field, position)
                        yield self.problem(steps, f"no {kind} has the slug '{slug}'")


def load_curation(project: Project) -> Curation:
    """Return the decisions of a project; a missing file holds none.

    Raises:
        DigestError: The file is not YAML or a decision does not fit, with its line.
    """
    path = project.curation
    return Curation(YamlSource(path, project.name(path)) if path.exists() else None)
