"""Write fitted weights with what they were made of and how good they are."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.base.files import replace_file
from generator.base.text_files import read_text
from generator.config import Project, Taxonomy, format_weights
from generator.workflows.evaluate import evaluate_points
from generator.workflows.fit import Fit
from generator.workflows.labels import Example

_FITTED_ON = re.compile(r"^# fitted on \d{4}-\d{2}-\d{2}", re.MULTILINE)


def write_weights(
    project: Project,
    fitted: Fit,
    by_file: Mapping[str, Sequence[Example]],
    taxonomy: Taxonomy,
    day: dt.date,
) -> tuple[str, ...]:
    """Write `data/topic-weights.csv` and return its head: day, labels and figures.

    Where nothing but the day would change the file stays as it is.

    Args:
        project: The digest.
        fitted: The weights, and what they say of papers that they were not fitted to.
        by_file: The examples by the name of the file that holds their labels.
        taxonomy: Its thresholds decide.
        day: Today.
    """
    path = project.topic_weights
    head = (
        f"fitted on {day}",
        *_figures(fitted, by_file, taxonomy),
    )
    text = format_weights(fitted.weights, head)
    before = read_text(path, project.name(path)) if path.is_file() else ""
    if _FITTED_ON.sub("", before) != _FITTED_ON.sub("", text):
        replace_file(path, text)
    return head


def _figures(fitted: Fit, by_file: Mapping[str, Sequence[Example]], taxonomy: Taxonomy) -> Iterator[str]:
    """Yield a line for each file of labels: how its papers are sorted by weights fitted without them."""
    yield "sorted by weights that were fitted without the papers (five-fold cross-validation):"
    for name, examples in sorted((Path(path).name, examples) for path, examples in by_file.items()):
        names = {example.name for example in examples}
        found = [(example, points) for example, points in fitted.unseen if example.name in names]
        yield f"{name}: {evaluate_points(found, taxonomy).figures()}"


def was_fitted_to(project: Project, labels: Path) -> bool:
    """Return whether the head of the table names a file of labels."""
    path = project.topic_weights
    text = read_text(path, project.name(path)) if path.is_file() else ""
    return any(line.startswith(f"# {labels.name}: ") for line in text.splitlines())
