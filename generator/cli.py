"""The command line: it translates options and prints results; it decides nothing."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import __version__
from generator.config.project import open_project
from generator.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.errors import Problem
    from generator.pipeline import Prepared

_BAD_INPUT = 1
_PROJECT = click.option(
    "--project",
    "root",
    type=click.Path(path_type=Path),
    default=".",
    show_default="the current directory",
    metavar="DIR",
    help="Folder of the digest, the one that holds mkdocs.yml.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")


class _Group(click.Group):
    """Shows a person's mistakes in one line each, without traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; bad input ends with exit status 1."""
        try:
            return super().invoke(ctx)
        except DigestError as error:
            _say(error.problems, "error")
            ctx.exit(_BAD_INPUT)
        except BrokenPipeError:
            # The reader of our output has enough (`digest explain … | head`).
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            # A full disk, a folder that may not be written, a file where a folder should be.
            click.echo(f"error: {error.filename or 'the system'}: {error.strerror}", err=True)
            ctx.exit(_BAD_INPUT)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Examples:  digest build  |  digest serve  |  digest explain luo2024benchmarking",
)
@click.version_option(__version__, prog_name="digest")
def main() -> None:
    """Turn dumps of research papers into a site that people read, search and cite."""


@main.command(epilog="Example:  digest build --locked")
@_PROJECT
@_JSON
@click.option("--locked", is_flag=True, help="Refuse if data/library.bib would have to grow (for CI).")
@click.option("--allow-removals", is_flag=True, help="Publish even if papers of the last site would vanish.")
def build(root: Path, *, as_json: bool, locked: bool, allow_removals: bool) -> None:
    """Build the site into build/site."""
    from generator.pipeline import build_site

    with _progress() as progress:
        prepared = build_site(
            open_project(root), locked=locked, allow_removals=allow_removals, progress=progress
        )
    _show(prepared, as_json=as_json)


@main.command(epilog="Example:  digest check --json")
@_PROJECT
@_JSON
def check(root: Path, *, as_json: bool) -> None:
    """Check dumps, bibliography, topics and decisions without building."""
    from generator.pipeline import prepare_digest

    _show(prepare_digest(open_project(root)), as_json=as_json)


@main.command(epilog="Example:  digest explain luo2024benchmarking")
@_PROJECT
@_JSON
@click.argument("key")
def explain(root: Path, key: str, *, as_json: bool) -> None:
    """Show why the paper KEY has its topics and tags."""
    from generator.explain import explain_as_json, explain_as_text
    from generator.pipeline import prepare_digest

    digest = prepare_digest(open_project(root)).digest
    click.echo(explain_as_json(digest, key) if as_json else explain_as_text(digest, key))


@main.command(epilog="Example:  digest serve --port 8001")
@_PROJECT
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
def serve(root: Path, host: str, port: int) -> None:
    """Preview the site; build again when data, templates, docs or topics change."""
    from generator.pipeline import build_site
    from generator.serve import serve_site

    project = open_project(root)

    def rebuild() -> None:
        try:
            with _progress() as progress:
                prepared = build_site(project, locked=False, allow_removals=True, progress=progress)
            _show(prepared, as_json=False)
        except DigestError as error:
            _say(error.problems, "error")
        except OSError as error:
            click.echo(f"error: {error}", err=True)

    rebuild()
    try:
        serve_site(project, (host, port), rebuild, lambda url: click.echo(f"Serving {url} (Ctrl-C stops)"))
    except OSError as error:
        message = f"cannot listen on {host}:{port}: {error.strerror}"
        raise click.UsageError(message) from None


_LABELS = click.argument("labels", type=click.Path(path_type=Path))
_DUMPS = click.option(
    "--dumps",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Dumps that hold the labelled papers.",
    show_default="hf_daily beside the folder of LABELS",
)


@main.command(epilog="Example:  digest evaluate data/labels/2025-10-02.json")
@_PROJECT
@_JSON
@_DUMPS
@_LABELS
def evaluate(root: Path, labels: Path, dumps: Path | None, *, as_json: bool) -> None:
    """Measure the topic rules against the papers labelled in LABELS, a JSON file."""
    from generator.config.taxonomy import load_taxonomy
    from generator.evaluation import evaluate_topics
    from generator.labels import load_examples
    from generator.read import read_known_texts

    project = open_project(root)
    taxonomy = load_taxonomy(project)
    examples, missing = load_examples(labels, read_known_texts(project, labels, dumps), taxonomy)
    evaluation = evaluate_topics(examples, taxonomy, missing)
    click.echo(evaluation.as_json() if as_json else evaluation.as_text())


@main.command(epilog="Example:  digest fit ../shared/data/labels/train.json")
@_PROJECT
@_DUMPS
@_LABELS
def fit(root: Path, labels: Path, dumps: Path | None) -> None:
    """Make data/topic-weights.csv again from the papers labelled in LABELS (needs scipy)."""
    from generator.config.taxonomy import format_weights, load_taxonomy
    from generator.fit import fit_weights
    from generator.labels import load_examples
    from generator.read import read_known_texts
    from generator.write import replace_file

    project = open_project(root)
    taxonomy = load_taxonomy(project)
    examples, _ = load_examples(labels, read_known_texts(project, labels, dumps), taxonomy)
    rows = fit_weights(examples, taxonomy)
    replace_file(project.topic_weights, format_weights(rows))
    click.echo(f"{len(rows)} weights of {len(examples)} papers in {project.name(project.topic_weights)}")


def _show(prepared: Prepared, *, as_json: bool) -> None:
    """Print what became of every record; warnings go to standard error."""
    _say(prepared.warnings, "warning")
    report = prepared.report
    if as_json:
        click.echo(report.as_json())
        return
    click.echo(report.as_text())
    for title, keys in (("new keys", report.new_keys), ("unsorted", report.unsorted)):
        if keys:
            click.echo(f"{title}: {', '.join(keys)}")


def _say(problems: Iterable[Problem], kind: str) -> None:
    for problem in problems:
        click.echo(f"{kind}: {problem}", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done while it takes long; silent where no person watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from generator.pipeline import BUILD_STEPS

    columns = (TextColumn("{task.description:10}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=len(BUILD_STEPS))
        yield lambda step: bar.update(task, description=step, completed=BUILD_STEPS.index(step))
