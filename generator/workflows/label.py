"""Let a curator say to which topic papers belong: one by one, or in a table. `digest fit` learns from it."""

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import DigestError, Location, Problem
from generator.base.files import lock_folder, replace_file
from generator.base.identifiers import is_arxiv
from generator.base.models import Assignment, Paper
from generator.base.text_files import read_text
from generator.config import UNSORTED, Project, Taxonomy
from generator.stages.classify import best_topics
from generator.stages.digest import Digest
from generator.workflows.explain import find_paper
from generator.workflows.labels import CURATORS_FILE

COLUMNS = ("key", "title", "suggested", "primary", "also")
"""Of the table; a curator fills in the last two, `also` with topics between commas or spaces."""

_BETWEEN_TOPICS = re.compile("[,;|]")
_BETWEEN_SLUGS = re.compile(r"\s+")
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


def questions(
    digest: Digest, keys: Sequence[str], doubtful: Iterable[str], labelled: Collection[str] = ()
) -> Iterator[Question]:
    """Yield the papers to ask about: those of keys, or where there are none the doubtful ones.

    Args:
        digest: All papers.
        keys: Citation keys.
        doubtful: Keys of papers whose topic is doubtful, least likely first.
        labelled: Names of papers that were asked about before, which are not doubtful any more.

    Raises:
        DigestError: No paper has a key.
    """
    for key in keys or doubtful:
        paper = find_paper(digest, key)
        if not keys and _known_by(paper) in labelled:
            continue
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


def export_table(path: Path, asked: Iterable[Question]) -> None:
    """Write questions as a table to be filled in.

    Raises:
        DigestError: The file is there: it may have been filled in.
    """
    if path.exists():
        raise DigestError(
            Problem(Location(str(path)), "is there already", "choose another name or remove it")
        )
    replace_file(path, as_table(asked))


def read_table(path: Path, digest: Digest) -> tuple[Answer, ...]:
    """Return the answers in a table, of a paper the last one; lines without one are passed over.

    Columns are parted by commas, semicolons or tabs, as spreadsheets write them. A topic is named by its slug
    or its title.

    Raises:
        DigestError: The table cannot be read, or a line names no paper or topic; each fault with its line.
    """
    text = read_text(path, str(path)).removeprefix("\ufeff")
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
    if not {"key", "primary"} <= {*rows.fieldnames}:
        reason = "the first line does not name the columns key and primary"
        advice = "digest label --export makes such a table"
        raise DigestError(Problem(Location(str(path), 1), reason, advice))
    topics = _topics_by_name(digest.taxonomy)
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            if answer := _answer(row, digest, topics):
                answers[answer.name] = answer
        except DigestError as error:
            place = Location(str(path), rows.line_num)
            problems += [Problem(place, problem.reason, problem.advice) for problem in error.problems]
    if problems:
        raise DigestError(*problems)
    return tuple(answers.values())


def _answer(row: Mapping[str, str | None], digest: Digest, topics: Mapping[str, str]) -> Answer | None:
    """Return what a line of a table says; None where it says nothing."""
    key, primary, also = ((row.get(name) or "").strip() for name in ("key", "primary", "also"))
    if not primary:
        return None
    between = _BETWEEN_TOPICS if _BETWEEN_TOPICS.search(also) else _BETWEEN_SLUGS
    others = [also] if also.lower() in topics else between.split(also)
    return Answer(
        name=_known_by(find_paper(digest, key)),
        primary=_topic(primary, topics),
        also=tuple(_topic(name.strip(), topics) for name in others if name.strip()),
    )


def _topics_by_name(taxonomy: Taxonomy) -> dict[str, str]:
    """Return the slugs by what a person may write: slug or title, in lower case."""
    titles = {title.lower(): slug for slug, title in taxonomy.topic_titles.items()}
    return {**titles, **{slug: slug for slug in (*taxonomy.topic_titles, UNSORTED)}}


def _topic(name: str, topics: Mapping[str, str]) -> str:
    if name.lower() not in topics:
        problem = Problem(Location("label"), f"no topic is {name!r}", "slugs stand in data/topics.yml")
        raise DigestError(problem)
    return topics[name.lower()]


def labelled_here(project: Project) -> frozenset[str]:
    """Return the names of the papers that a curator of this digest labelled.

    Raises:
        DigestError: The file is there and cannot be read.
    """
    path = project.labels / CURATORS_FILE
    return frozenset(map(_name, _stored(path, project.name(path))))


def add_answers(project: Project, answers: Iterable[Answer]) -> Path:
    """Write answers into `data/labels/curator.json`, a newer one over an older one, and return the file.

    Raises:
        DigestError: The file is there and cannot be read.
    """
    path = project.labels / CURATORS_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with lock_folder(project.build):
        known = {_name(label): label for label in _stored(path, project.name(path))}
        for answer in answers:
            kind = "id" if is_arxiv(answer.name) else "title"
            known[answer.name] = {kind: answer.name, "primary": answer.primary, "also": list(answer.also)}
        lines = ",\n".join(f" {json.dumps(known[name], ensure_ascii=False)}" for name in sorted(known))
        replace_file(path, f"[\n{lines}\n]\n")
    return path


def _stored(path: Path, name: str) -> list[dict[str, object]]:
    if not path.is_file():
        return []
    try:
        found = json.loads(read_text(path, name).removeprefix("\ufeff"))
    except ValueError as error:
        raise DigestError(Problem(Location(name), f"is not JSON: {error}", "mend or remove it")) from None
    if not isinstance(found, list) or not all(isinstance(label, dict) for label in found):
        raise DigestError(Problem(Location(name), "is not a list of labels", "mend or remove it"))
    return found


def _name(label: dict[str, object]) -> str:
    return str(label.get("id") or label.get("title") or "")
