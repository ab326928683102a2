"""Work on many values, shared out to the cores of the machine."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_MOST_PROCESSES = 4
_PORTIONS = 8
"""Portions of the work for each process, so that none waits long for the slowest."""
_forked: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""In a process that was forked: the work that it was forked for."""


def share_out(work: Callable[[Item], Result], items: Sequence[Item], *, pays: bool) -> list[Result]:
    """Return what a function gives for each item, in their order.

    Processes are forked, so the function and the items can be anything that this process holds; results must
    be such that they can be pickled. Where forking is not safe, or does not pay, this process does the work.

    Args:
        work: A pure function.
        items: Its arguments.
        pays: Whether the work is so long that more than one process pays.

    Raises:
        Exception: What the function raises for the first item that it raises anything for.
    """
    processes = min(_MOST_PROCESSES, _cores(), len(items))
    if not pays or processes <= 1 or not _can_fork():
        return [work(item) for item in items]
    size = -(-len(items) // (processes * _PORTIONS))
    starts = range(0, len(items), size)
    forking = multiprocessing.get_context("fork")
    gc.freeze()  # so that no process looks for garbage in what it shares with this one, and copies it by that
    try:
        with ProcessPoolExecutor(
            processes, mp_context=forking, initializer=_forked.append, initargs=((work, items),)
        ) as pool:
            portions = pool.map(_do_portion, starts, [size] * len(starts))
            return [result for portion in portions for result in portion]
    finally:
        gc.unfreeze()


def _do_portion(start: int, size: int) -> list[Any]:
    work, items = _forked[-1]
    return [work(item) for item in items[start : start + size]]


def _cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _can_fork() -> bool:
    """Return whether a fork is a whole copy: another thread would leave its locks behind."""
    return sys.platform == "linux" and threading.active_count() == 1
