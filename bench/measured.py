"""Run a command and measure it: wall time, and the memory of all its processes together."""

import json
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

_PAUSE = 0.1


class Measured(NamedTuple):
    """What a command took: seconds, and at its peak megabytes of memory (PSS, so shared pages count once).

    Attributes:
        stages: Seconds of each stage, where the last line that it printed tells them as JSON.
    """

    seconds: float
    peak: float
    stages: Mapping[str, float] = MappingProxyType({})


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command in a folder; one that fails ends the program with what it said."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        said, _ = process.communicate()
        seconds = time.perf_counter() - started
        watch.is_over.set()
        watch.join()
    if process.returncode:
        told = f"{' '.join(command)}: {said[-2000:]}"
        raise SystemExit(told)
    return Measured(seconds, watch.peak, _stages(said))


def _stages(said: str) -> Mapping[str, float]:
    last = said.rstrip().rpartition("\n")[2]
    return json.loads(last) if last.startswith("{") else {}


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it, again and again."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.is_over = threading.Event()
        self.peak = 0.0
        self._root = root

    def run(self) -> None:
        """Look until it is over."""
        while not self.is_over.wait(_PAUSE):
            self.peak = max(self.peak, sum(map(_memory, _family(self._root))))


def _family(root: int) -> list[int]:
    """Return a process and all below it."""
    family = [root]
    for process in family:
        try:
            tasks = Path(f"/proc/{process}/task").iterdir()
            family += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except OSError:
            continue  # it has ended
    return family


def _memory(process: int) -> float:
    """Return the megabytes of a process, its part of what it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
