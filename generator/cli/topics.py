"""Commands about topics and tags: explain, measure and fit them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base.project import Project, open_project
from generator.cli.shared import JSON, PROJECT, today

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.workflows.label import Answer, Question

_EVIDENCE_SHOWN = 4

_LABELS = click.argument("labels", type=click.Path(path_type=Path))
_DUMPS = click.option(
    "--dumps",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="More dumps that hold labelled papers, beside those of the digest.",
)


@click.command(epilog="Example:  digest evaluate data/labels/2025-10-02.json")
@PROJECT
@JSON
@_DUMPS
@_LABELS
def evaluate(root: Path, labels: Path, dumps: Path | None, *, as_json: bool) -> None:
    """Measure the topic rules against the papers labelled in LABELS, a JSON file."""
    from generator.config import load_taxonomy
    from generator.workflows.evaluate import evaluate_topics
    from generator.workflows.labels import load_examples, read_known_records
    from generator.workflows.weights import was_fitted_to

    project = open_project(root)
    taxonomy = load_taxonomy(project)
    examples, missing = load_examples(labels, read_known_records(project, dumps), taxonomy)
    evaluation = evaluate_topics(examples, taxonomy, missing)
    click.echo(evaluation.as_json() if as_json else evaluation.as_text())
    if was_fitted_to(project, labels):
        name = project.name(project.topic_weights)
        click.echo(
            f"The weights were fitted to these labels; the head of {name} has honest figures.", err=True
        )


@click.command(epilog="Example:  digest fit data/labels/*.json --dumps ../dumps")
@PROJECT
@_DUMPS
@click.argument("labels", type=click.Path(path_type=Path), nargs=-1, required=True)
def fit(root: Path, labels: tuple[Path, ...], dumps: Path | None) -> None:
    """Make data/topic-weights.csv again from the papers labelled in the files LABELS."""
    from generator.config import load_taxonomy
    from generator.workflows.fit import fit_weights
    from generator.workflows.labels import load_examples, one_label_a_paper, read_known_records
    from generator.workflows.weights import write_weights

    project = open_project(root)
    taxonomy = load_taxonomy(project)
    records = read_known_records(project, dumps)
    by_file = {str(path): load_examples(path, records, taxonomy) for path in labels}
    for name, (_, missing) in by_file.items():
        if missing:
            click.echo(
                f"{name}: {len(missing)} papers are in no dump: {', '.join(missing[:3])} ...", err=True
            )
    examples = one_label_a_paper({name: found for name, (found, _) in by_file.items()})
    if again := sum(len(found) for found, _ in by_file.values()) - sum(map(len, examples.values())):
        click.echo(f"{again} labels are of papers that are labelled again; the last one counts", err=True)
    fitted = fit_weights([example for found in examples.values() for example in found], taxonomy)
    for line in write_weights(project, fitted, examples, taxonomy, today()):
        click.echo(line)


@click.command(epilog="Example:  digest label luo2024benchmarking")
@PROJECT
@click.option("--export", "export_to", type=click.Path(path_type=Path), help="Write the papers into a table.")
@click.option("--import", "import_from", type=click.Path(path_type=Path), help="Take answers from a table.")
@click.argument("keys", nargs=-1)
def label(root: Path, keys: tuple[str, ...], export_to: Path | None, import_from: Path | None) -> None:
    """Say to which topics papers belong: those of KEYS, or else the doubtful and the unsorted ones."""
    from generator.workflows.label import add_answers, export_table, labelled_here, questions, read_table
    from generator.workflows.prepare import prepare_digest

    if import_from and export_to:
        message = "give --export or --import, not both"
        raise click.UsageError(message)
    project = open_project(root)
    prepared = prepare_digest(project)
    if import_from:
        answers = read_table(import_from, prepared.digest)
        add_answers(project, answers)
        _tell(len(answers), project)
        return
    doubtful = (*(doubt.key for doubt in prepared.report.doubtful), *prepared.report.unsorted)
    asked = tuple(questions(prepared.digest, keys, doubtful, labelled_here(project)))
    if not asked:
        click.echo("nothing to ask: no topic is doubtful and no paper unsorted; name papers by their keys")
    elif export_to:
        export_table(export_to, asked)
        click.echo(f"{len(asked)} papers in {export_to}; fill in the column primary, then --import it")
    else:
        count = 0
        for answer in _answers(asked, prepared.digest.taxonomy.topic_titles):
            # At once, so that nothing is lost however a person leaves.
            add_answers(project, [answer])
            count += 1
        _tell(count, project)


def _tell(count: int, project: Project) -> None:
    if count:
        labels = project.name(project.labels)
        click.echo(f"{count} papers labelled in {labels}/curator.json; now: digest fit {labels}/*.json")
        click.echo("(labels of papers that are in no dump here want 'digest fetch labelled' first)")


def _answers(asked: Sequence[Question], topics: Mapping[str, str]) -> Iterator[Answer]:
    """Ask a person about one paper after the other, and yield what was decided; one key decides."""
    from generator.config import UNSORTED
    from generator.workflows.label import Answer

    slugs = [*topics]
    for number, question in enumerate(asked, 1):
        click.echo(f"\n{number} of {len(asked)}  {question.key}\n{question.title}\n\n{question.abstract}\n")
        for place, topic in enumerate(question.suggested, 1):
            told = ", ".join(f"{item.phrase} {item.weight:+.0f}" for item in topic.evidence[:_EVIDENCE_SHOWN])
            click.echo(f"  {place}  {topics[topic.slug]} ({topic.likelihood:.0%} likely: {told})")
        click.echo("  t  another topic    u  fits none    s  skip    q  stop")
        pressed = _key({str(place) for place in range(1, len(question.suggested) + 1)})
        if pressed == "q":
            return
        if pressed == "t":
            click.echo("\n".join(f"  {slug}: {topics[slug]}" for slug in slugs))
            chosen = click.prompt("slug", type=click.Choice(slugs), show_choices=False)
            yield Answer(name=question.name, primary=chosen)
        elif pressed == "u":
            yield Answer(name=question.name, primary=UNSORTED)
        elif pressed != "s":
            yield Answer(name=question.name, primary=question.suggested[int(pressed) - 1].slug)


def _key(numbers: set[str]) -> str:
    """Return the key that a person pressed, one that means something; the end of the input stops."""
    while True:
        pressed = click.getchar() if sys.stdin.isatty() else sys.stdin.read(1)
        if pressed in {*numbers, "t", "u", "s", "q"}:
            return pressed
        if pressed in {"", "\x03", "\x04"}:
            return "q"


@click.command(epilog="Example:  digest explain luo2024benchmarking")
@PROJECT
@JSON
@click.argument("key")
def explain(root: Path, key: str, *, as_json: bool) -> None:
    """Show why the paper KEY has its gist, topics and tags, and which records it was made of."""
    from generator.config import load_curation
    from generator.workflows.explain import explain_as_json, explain_as_text, with_all_evidence
    from generator.workflows.prepare import prepare_digest

    project = open_project(root)
    digest = with_all_evidence(prepare_digest(project).digest, key, load_curation(project))
    click.echo(explain_as_json(digest, key) if as_json else explain_as_text(digest, key))
