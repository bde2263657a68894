"""Workers, and what they die of."""

from __future__ import annotations

import os
import queue
import time
from pathlib import Path
from typing import Any

import pytest

from goloupe.program.pool import Pool, processors
from goloupe.program.worker import Done, Task


class Deadly:
    """Kills the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (os._exit, (7,))


class Slow:
    """Keeps the process that unpickles it busy."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (time.sleep, (60,))


def task(path: str, summaries: Any = None) -> Task:
    return Task(path, "/no/such/blob", "go1.27", True, False, summaries or {})


def test_a_failure_is_an_outcome() -> None:
    results: queue.SimpleQueue[Done] = queue.SimpleQueue()
    with Pool(2, results.put) as pool:
        for n in range(6):
            pool.submit(task(f"p{n}"))
        found = [results.get(timeout=30) for _ in range(6)]
    assert {done.path for done in found} == {f"p{n}" for n in range(6)}
    assert all("FileNotFoundError" in done.failure for done in found)


def test_a_worker_that_dies_takes_only_its_task_along() -> None:
    results: queue.SimpleQueue[Done] = queue.SimpleQueue()
    with Pool(1, results.put) as pool:
        pool.submit(task("before"))
        pool.submit(task("deadly", {"x": Deadly()}))
        pool.submit(task("after"))
        found = {done.path: done.failure for done in (results.get(timeout=30) for _ in range(3))}
    assert "status 7" in found["deadly"]
    assert "FileNotFoundError" in found["after"]


def test_closing_does_not_wait_for_work() -> None:
    results: queue.SimpleQueue[Done] = queue.SimpleQueue()
    pool = Pool(1, results.put)
    (process,) = pool._processes
    pool.submit(task("slow", {"x": Slow()}))
    time.sleep(0.5)
    started = time.monotonic()
    pool.close()
    assert time.monotonic() - started < 4
    assert process.poll() is not None
    assert results.empty()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_nothing_is_left_open() -> None:
    def descriptors() -> int:
        return len([*Path("/proc/self/fd").iterdir()])

    results: queue.SimpleQueue[Done] = queue.SimpleQueue()
    before = descriptors()
    with Pool(2, results.put) as pool:
        pool.submit(task("x"))
        results.get(timeout=30)
    assert descriptors() <= before


def test_there_is_a_processor() -> None:
    assert processors() >= 1
