"""Time the files of citations, and weigh them.

Run by `make bench` for this digest; with a folder of dumps as argument, for a digest of these.
"""

import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.base.models import File
from generator.config import open_project
from generator.output.citations.exports import Exports
from generator.output.lists import paper_lists
from generator.stages.digest import Digest
from generator.workflows.prepare import prepare_digest

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print seconds, files and bytes, one kind of file a line."""
    digest = _digest_of(Path(sys.argv[1])) if sys.argv[1:] else prepare_digest(open_project(ROOT)).digest
    exports = Exports(digest)
    print(f"{len(digest.papers):,} papers")
    _weigh("everything", lambda: (download.file for download in exports.of_everything))
    _weigh("lists", lambda: (file for listed in paper_lists(digest) for file in exports.of_list(listed)))
    _weigh("papers", lambda: (file for paper in digest.papers for file in exports.of_paper(paper, paper.key)))


def _digest_of(dumps: Path) -> Digest:
    """Return the digest of other dumps, with this project's topics and nobody's decisions."""
    with tempfile.TemporaryDirectory() as folder:
        project = open_project(ROOT)
        shutil.copytree(dumps, Path(folder, "data", "dumps"))
        for path in (project.config, *project.library.parent.glob("topic*")):
            shutil.copy(path, Path(folder, path.relative_to(ROOT)))
        return prepare_digest(open_project(Path(folder))).digest


def _weigh(name: str, make: Callable[[], Iterable[File]]) -> None:
    """Print how long it takes to make files, and what those of each suffix weigh."""
    started = time.perf_counter()
    made = list(make())
    print(f"{name:12} {time.perf_counter() - started:6.2f} s")
    sizes: defaultdict[str, list[int]] = defaultdict(list)
    for file in made:
        content = file.content if isinstance(file.content, bytes) else file.content.encode()
        sizes["".join(Path(file.path).suffixes[-2:])].append(len(content))
    for suffix, weights in sizes.items():
        print(f"  {suffix:10} {sum(weights):10,} bytes in {len(weights):,} files")


if __name__ == "__main__":
    main()
