"""Time the build of this digest and weigh what it publishes.

Run by `make bench`. It works on a copy, so neither data nor site are touched.
"""

import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
INPUTS = ("mkdocs.yml", "data", "docs", "templates")
WARM_BUILDS = 3


def main() -> None:
    """Print seconds and bytes, one figure a line."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in INPUTS:
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy2
            copy(source, project / name)
        _say("start of the command", f"{_seconds('--version', project):6.2f} s")
        _say("first build", f"{_seconds('build', project):6.2f} s")
        warm = statistics.median(_seconds("build", project) for _ in range(WARM_BUILDS))
        _say(f"next build, median of {WARM_BUILDS}", f"{warm:6.2f} s")
        _weigh(project / "build" / "site")


def _seconds(command: str, project: Path) -> float:
    """Return the wall time of `digest COMMAND` in a project."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "generator", command], cwd=project, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def _weigh(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    total = sum(path.stat().st_size for path in files)
    _say("site", f"{total:10,} bytes in {len(files):,} files")
    _weigh_page("home", [site / "index.html"])
    for kind in ("topics", "tags", "editions", "papers"):
        _weigh_page(f"{kind}, median page", sorted(site.glob(f"{kind}/*/index.html")))


def _weigh_page(name: str, pages: list[Path]) -> None:
    """Print the size of the page of median size, raw and as it is sent."""
    by_size = sorted(pages, key=lambda page: (page.stat().st_size, page))
    content = by_size[len(by_size) // 2].read_bytes()
    _say(name, f"{len(content):10,} bytes, {len(gzip.compress(content)):8,} gzip")


def _say(name: str, figure: str) -> None:
    print(f"{name:24} {figure}")


if __name__ == "__main__":
    main()
