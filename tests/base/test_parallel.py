"""Work that is shared out gives what it gives in one process."""

import subprocess
import sys

import pytest

from generator.base.parallel import share_out
from tests.world import ROOT

SHARED = """
import os, sys
from generator.base.parallel import share_out
factor = 3
def work(number):
    if number == int(sys.argv[1]):
        raise ValueError(f"number {number}")
    return number * factor, os.getpid()
found = share_out(work, range(100), pays=True)
assert [result for result, _ in found] == [number * 3 for number in range(100)]
print(len({process for _, process in found} - {os.getpid()}))
"""


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it in a process without other threads, which would keep it from being forked."""
    command = [sys.executable, "-c", SHARED, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_results_come_in_the_order_of_the_items() -> None:
    """Of any function, whatever it holds, and from other processes where there are more cores."""
    done = _run("-1")

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 0


def test_what_the_function_raises_is_raised() -> None:
    """Not lost in another process."""
    assert "ValueError: number 50" in _run("50").stderr


@pytest.mark.parametrize("pays", [True, False])
def test_one_item_or_none_needs_no_other_process(pays: bool) -> None:  # noqa: FBT001
    """The function need not even be one that another process could have."""
    seen: list[int] = []

    assert share_out(seen.append, [1], pays=pays) == [None]
    assert share_out(seen.append, [], pays=pays) == []
    assert seen == [1]
