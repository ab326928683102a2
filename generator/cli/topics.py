"""Commands about topics and tags: explain, measure and fit them."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.shared import JSON, PROJECT
from generator.config import open_project

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

    project = open_project(root)
    taxonomy = load_taxonomy(project)
    examples, missing = load_examples(labels, read_known_records(project, dumps), taxonomy)
    evaluation = evaluate_topics(examples, taxonomy, missing)
    click.echo(evaluation.as_json() if as_json else evaluation.as_text())


@click.command(epilog="Example:  digest fit data/labels/2025-10-02.json")
@PROJECT
@_DUMPS
@click.argument("labels", type=click.Path(path_type=Path), nargs=-1, required=True)
def fit(root: Path, labels: tuple[Path, ...], dumps: Path | None) -> None:
    """Make data/topic-weights.csv again from the papers labelled in the files LABELS (needs scipy)."""
    from generator.base.files import replace_file
    from generator.config import format_weights, load_taxonomy
    from generator.workflows.fit import fit_weights
    from generator.workflows.labels import load_examples, read_known_records

    project = open_project(root)
    taxonomy = load_taxonomy(project)
    records = read_known_records(project, dumps)
    by_file = {path: load_examples(path, records, taxonomy)[0] for path in labels}
    examples = tuple(example for found in by_file.values() for example in found)
    rows = fit_weights(examples, taxonomy)
    made_from = [f"{len(found)} papers labelled in {path.name}" for path, found in by_file.items()]
    replace_file(project.topic_weights, format_weights(rows, made_from))
    click.echo(f"{len(rows)} weights of {len(examples)} papers in {project.name(project.topic_weights)}")


@click.command(epilog="Example:  digest explain luo2024benchmarking")
@PROJECT
@JSON
@click.argument("key")
def explain(root: Path, key: str, *, as_json: bool) -> None:
    """Show why the paper KEY has its gist, topics and tags, and which records it was made of."""
    from generator.workflows.explain import explain_as_json, explain_as_text
    from generator.workflows.prepare import prepare_digest

    digest = prepare_digest(open_project(root)).digest
    click.echo(explain_as_json(digest, key) if as_json else explain_as_text(digest, key))
