"""Run `digest` with the arguments given, and say at the end what the stages of a build took.

The last line that it prints is a JSON object: seconds of the clock by the name of the stage. A stage that
calls another one includes it.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module
from typing import Any
from unittest.mock import patch

from generator.cli import main as digest

_STAGES = {
    "dumps": "generator.workflows.prepare.read_dumps",
    "bibliography": "generator.workflows.prepare.read_library",
    "merging": "generator.workflows.prepare.merge_records",
    "facts": "generator.workflows.prepare.enrich_drafts",
    "labels": "generator.workflows.prepare.classify_papers",
    "related papers": "generator.workflows.prepare.relate_papers",
    "gists": "generator.workflows.prepare.gist_papers",
    "from dumps to digest": "generator.workflows.build._prepare",
    "Markdown, citations, feeds": "generator.workflows.build._write_tree",
    "pages": "generator.site.build_fast",
    "sample made by MkDocs": "generator.site.check_sample",
    "pages by MkDocs": "generator.site.build_with_mkdocs",
    "search": "generator.site.build_search",
    "links": "generator.site.check_links",
    "tree to site": "generator.workflows.build.assemble_site",
    "publishing": "generator.workflows.build.publish_site",
}


def main() -> None:
    """Run the command in this process."""
    seconds: dict[str, float] = defaultdict(float)
    with ExitStack() as patches:
        for stage, place in _STAGES.items():
            module, _, name = place.rpartition(".")
            function = getattr(import_module(module), name)
            patches.enter_context(patch(place, _timed(function, stage, seconds)))
        try:
            digest()
        finally:
            print(json.dumps({stage: round(took, 2) for stage, took in seconds.items()}))


def _timed(function: Callable[..., Any], stage: str, seconds: dict[str, float]) -> Callable[..., Any]:
    """Return a function that does the same and adds its time to that of a stage."""

    def timed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  any function
        started = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            seconds[stage] += time.perf_counter() - started

    return timed


if __name__ == "__main__":
    main()
