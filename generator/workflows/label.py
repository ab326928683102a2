"""Let a curator say to which topic papers belong: one by one, or in a table. `digest fit` learns from it."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import lock_folder, replace_file
from generator.base.identifiers import find_arxiv
from generator.base.models import Assignment, Paper
from generator.base.text_files import read_text
from generator.config import UNSORTED, Project, Taxonomy
from generator.stages.classify import best_topics
from generator.stages.digest import Digest
from generator.workflows.explain import find_paper

COLUMNS = ("key", "title", "suggested", "primary", "also")
"""Of the table; a curator fills in the last two, `also` with slugs between spaces."""

_FILE = "curator.json"
_SUGGESTED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A paper whose topic a curator is asked for.

    Attributes:
        key: Its citation key.
        name: Its arXiv identifier, or its title where it has none: what its label is known by.
        title: Plain text.
        abstract: Plain text.
        suggested: The two topics with most points, best first, with what spoke for them.
    """

    key: str
    name: str
    title: str
    abstract: str
    suggested: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a curator said: the topic of a paper, and others that would do; `unsorted` for none."""

    name: str
    primary: str
    also: tuple[str, ...] = ()


def questions(digest: Digest, keys: Sequence[str], doubtful: Iterable[str]) -> Iterator[Question]:
    """Yield the papers to ask about: those of keys, or where there are none the doubtful ones.

    Args:
        digest: All papers.
        keys: Citation keys.
        doubtful: Keys of papers whose topic rests on little, least first.

    Raises:
        DigestError: No paper has a key.
    """
    for key in keys or doubtful:
        paper = find_paper(digest, key)
        yield Question(
            key=paper.key,
            name=_known_by(paper),
            title=paper.title.as_line,
            abstract=paper.abstract.as_line,
            suggested=best_topics(
                paper.title.source, paper.abstract.source, digest.taxonomy, most=_SUGGESTED
            ),
        )


def _known_by(paper: Paper) -> str:
    """Return what `digest fit` finds a paper by: the identifier that a dump gave, or else its title."""
    arxiv = next((record.facts.arxiv for record in paper.records if record.facts.arxiv), "")
    return arxiv or paper.records[-1].title.source


def as_table(asked: Iterable[Question]) -> str:
    """Return questions as CSV for a spreadsheet, one line a paper."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for question in asked:
        topics = " ".join(topic.slug for topic in question.suggested)
        writer.writerow((question.key, question.title, topics, "", ""))
    return text.getvalue()


def read_table(path: Path, digest: Digest) -> tuple[Answer, ...]:
    """Return the answers in a table; lines without one are passed over.

    Raises:
        DigestError: The table cannot be read, or a line names no paper or topic; each fault with its line.
    """
    rows = csv.DictReader(io.StringIO(read_text(path, str(path)).removeprefix("\ufeff"), newline=""))
    if not {"key", "primary"} <= {*(rows.fieldnames or ())}:
        reason = "the first line does not name the columns key and primary"
        raise DigestError(Problem(Location(str(path), 1), reason, f"make it with --export {path}"))
    answers: list[Answer] = []
    problems: list[Problem] = []
    for row in rows:
        if not (primary := (row["primary"] or "").strip()):
            continue
        try:
            paper = find_paper(digest, (row["key"] or "").strip())
            also = tuple((row.get("also") or "").split())
            _check((primary, *also), digest.taxonomy)
            answers.append(Answer(name=_known_by(paper), primary=primary, also=also))
        except DigestError as error:
            place = Location(str(path), rows.line_num)
            problems += [Problem(place, problem.reason, problem.advice) for problem in error.problems]
    if problems:
        raise DigestError(*problems)
    return tuple(answers)


def _check(slugs: Iterable[str], taxonomy: Taxonomy) -> None:
    strange = [slug for slug in slugs if slug not in taxonomy.topic_titles and slug != UNSORTED]
    if strange:
        reason = f"no topic is {', '.join(repr(slug) for slug in strange)}"
        raise DigestError(Problem(Location("label"), reason, "slugs stand in data/topics.yml"))


def add_answers(project: Project, answers: Iterable[Answer]) -> Path:
    """Write answers into `data/labels/curator.json`, a newer one over an older one, and return the file.

    Raises:
        DigestError: The file is there and cannot be read.
    """
    path = project.labels / _FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with lock_folder(project.build):
        known = {_name(label): label for label in _stored(path, project.name(path))}
        for answer in answers:
            kind = "id" if _is_arxiv(answer.name) else "title"
            known[answer.name] = {kind: answer.name, "primary": answer.primary, "also": list(answer.also)}
        lines = ",\n".join(f" {json.dumps(known[name], ensure_ascii=False)}" for name in sorted(known))
        replace_file(path, f"[\n{lines}\n]\n")
    return path


def _stored(path: Path, name: str) -> list[dict[str, object]]:
    if not path.is_file():
        return []
    try:
        found = json.loads(read_text(path, name))
    except ValueError as error:
        problem = Problem(Location(name), f"is not JSON: {error}", "mend or remove it")
        raise DigestError(problem) from None
    return [label for label in found if isinstance(label, dict)] if isinstance(found, list) else []


def _is_arxiv(name: str) -> bool:
    return find_arxiv(name) == name


def _name(label: dict[str, object]) -> str:
    return str(label.get("id") or label.get("title") or "")
