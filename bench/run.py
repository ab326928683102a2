"""Measure builds of corpora of several sizes against other generators; write a table and bench/results.json.

Run by `make bench`; sizes as arguments: 92 (this digest), 1000, 10000, 100000. Each side is measured in turn
in the same run, since machines differ from hour to hour: compare the ratios.
"""

import datetime as dt
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.corpus import ROOT, add_edition, make_project, next_edition
from bench.measured import Measured, measure
from bench.others import hugo_with_pagefind, plain_mkdocs, zensical

_DIGEST = [sys.executable, "-m", "bench.timed", "build", "--allow-removals"]
_PLAIN = [sys.executable, "-m", "generator", "build", "--allow-removals"]
"""For what is over before the stages begin: to time them takes half a second, since it loads them."""
_HELP = [sys.executable, "-m", "generator", "--help"]
_ROUNDS = {92: 5, 1_000: 3}
"""How often each side is measured, in turn; larger corpora once, or BENCH_ROUNDS times."""
_MKDOCS_UP_TO = 1_000
Row = dict[str, list[Measured]]


def main() -> None:
    """Measure the sizes that are asked for, and say what was found."""
    sizes = [int(size) for size in sys.argv[1:]] or [92, 1_000, 10_000]
    real = Path(os.environ["DIGEST_REAL_DATA"]) / "hf_daily" if os.environ.get("DIGEST_REAL_DATA") else None
    results = {}
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        for size in sizes:
            results[str(size)] = _measure_size(Path(folder, str(size)), size, real)
            print(_table(size, results[str(size)]))
    head = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
        "papers": "real ones, then made up" if real else "made up",
    }
    text = json.dumps({**head, "sizes": results}, indent=1)
    (ROOT / "bench" / "results.json").write_text(text + "\n", encoding="utf-8")


def _measure_size(folder: Path, size: int, real: Path | None) -> dict[str, Any]:
    rows: Row = defaultdict(list)
    project = folder / "digest"
    for _ in range(_ROUNDS.get(size, int(os.environ.get("BENCH_ROUNDS", "1")))):
        shutil.rmtree(folder, ignore_errors=True)
        if size == len(_own_papers()):
            _copy_own(project)
        else:
            make_project(project, size, real)
        for name, change in _changes(project, size, real):
            change()
            command = _PLAIN if name == "nothing changed" else _DIGEST
            rows[name].append(measure(command, project, {**os.environ, "PYTHONPATH": str(ROOT)}))
        rows["start of the command"].append(measure(_HELP, project))
        _measure_others(project, folder, size, rows)
    return {
        "measured": {name: _median(of) for name, of in rows.items()},
        **_weigh(project / "build" / "site", size),
    }


def _changes(project: Path, size: int, real: Path | None) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what a build is measured after, in this order."""
    data = project / "data"
    yield "cold", lambda: None
    yield "settled", lambda: None  # the first one wrote the bibliography
    yield "nothing changed", lambda: None
    yield "one edited entry", lambda: _replace(data / "library.bib", "\n}\n", "\n  note = {Edited},\n}\n")
    yield "one changed template", lambda: _replace(project / "templates/pages/paper.md.j2", "\n# ", "\n#  ")
    yield "one changed theme", lambda: _replace(project / "templates/theme/main.html", "{#-", "{#- Changed.")
    yield "one changed rule", lambda: _replace(data / "topics.yml", "weight: ", "weight: 1")
    yield "pages and search anew", lambda: _forget(project)
    if size % 50 == 0:
        papers = next_edition(size, real)
        yield "one new edition", lambda: add_edition(project, size // 50, papers)


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def _forget(project: Path) -> None:
    """Remove all that was made but what is kept of papers: labels, gists, references, entries."""
    for name in ("docs", "site", "next", "cache/search", "cache/site", "cache/tree", "cache/last"):
        shutil.rmtree(project / "build" / name, ignore_errors=True)


def _measure_others(project: Path, folder: Path, size: int, rows: Row) -> None:
    if hugo := shutil.which("hugo") or shutil.which("hugo", path=str(Path(sys.executable).parent)):
        made = hugo_with_pagefind(project, folder / "hugo", hugo)
        for name, each in made.items():
            rows[name].append(each)
        both = Measured(sum(each.seconds for each in made.values()), max(each.peak for each in made.values()))
        rows["Hugo and Pagefind"].append(both)
    if size <= _MKDOCS_UP_TO:
        rows["mkdocs build"].append(plain_mkdocs(project))
        if other := zensical(project):
            rows["Zensical"].append(other)


def _own_papers() -> list[str]:
    return [
        line for line in (ROOT / "data" / "library.bib").read_text("utf-8").splitlines() if line[:1] == "@"
    ]


def _copy_own(project: Path) -> None:
    project.mkdir(parents=True)
    for name in ("mkdocs.yml", "data", "docs", "templates"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, project / name)


def _median(of: list[Measured]) -> dict[str, Any]:
    stages = {stage: [each.stages.get(stage, 0) for each in of] for each in of for stage in each.stages}
    return {
        "seconds": round(statistics.median(each.seconds for each in of), 2),
        "peak_mb": round(statistics.median(each.peak for each in of)),
        "stages": {stage: round(statistics.median(took), 2) for stage, took in stages.items()},
    }


def _weigh(site: Path, papers: int) -> dict[str, Any]:
    """Return the bytes and files of a site by kind, and what of them falls to each paper."""
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for path in site.rglob("*"):
        if path.is_file():
            inside = path.relative_to(site)
            kind = f"{inside.parts[0] if len(inside.parts) > 1 else '.'} {''.join(inside.suffixes[-1:])}"
            sizes[kind] += path.stat().st_size
            counts[kind] += 1
    return {
        "bytes_a_paper": round(sizes.total() / papers),
        "files_a_paper": round(counts.total() / papers, 2),
        "kinds": {kind: [size, counts[kind]] for kind, size in sizes.most_common()},
    }


def _table(size: int, result: dict[str, Any]) -> str:
    measured = result["measured"]
    reference = measured.get("Hugo and Pagefind", {}).get("seconds")
    lines = [
        f"\n{size:,} papers: {result['bytes_a_paper']:,} bytes and {result['files_a_paper']} files a paper"
    ]
    for name, each in measured.items():
        ratio = f"{each['seconds'] / reference:7.3f} x" if reference else ""
        lines.append(f"  {name:24} {each['seconds']:8.2f} s {each['peak_mb']:7} MB {ratio}")
        lines += [f"      {stage:28} {took:8.2f} s" for stage, took in each["stages"].items() if took]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
