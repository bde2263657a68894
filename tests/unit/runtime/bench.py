"""Micro benchmarks of the machine: ``python tests/unit/runtime/bench.py [alive]``.

Times are the best of three, in milliseconds.  The last column is the same in compiled Go 1.27.3 on a 2-core machine, where it was measured.
"""

# ruff: noqa: T201
from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from goloupe.runtime.machine import Machine
from goloupe.runtime.maps import GoMap
from goloupe.runtime.rtype import T_INT
from goloupe.runtime.slices import append1
from goloupe.runtime.value import NIL_SLICE, Box

Body = Callable[[Machine], None]


def ping_pong(rt: Machine) -> None:
    """Unbuffered channels, 100,000 round trips."""
    a, b = rt.makechan(T_INT), rt.makechan(T_INT)

    def other() -> None:
        while True:
            rt.chansend(b, rt.chanrecv(a))

    rt.go(other)
    for i in range(100_000):
        rt.chansend(a, i)
        rt.chanrecv(b)


def spawn(rt: Machine) -> None:
    """10,000 goroutines and a WaitGroup."""
    left, done = Box(10_000), Box(0)

    def f() -> None:
        left.v -= 1
        if not left.v:
            rt.semrelease(done)

    for _ in range(10_000):
        rt.go(f)
    rt.semacquire(done, "sync.WaitGroup.Wait")


def maps(_rt: Machine) -> None:
    """map[int]int, 1,000,000 inserts and lookups."""
    m = GoMap()
    for i in range(1_000_000):
        m[i] = i
    for i in range(1_000_000):
        m.get(i, 0)


class _Mutex:
    __slots__ = ("f_sema", "f_state")

    def __init__(self) -> None:
        self.f_state = 0
        self.f_sema = 0


def mutex(rt: Machine) -> None:
    """1,000,000 Lock and Unlock."""
    m = _Mutex()
    for _ in range(1_000_000):
        rt.mutex_lock(m)
        rt.mutex_unlock(m)


def append(_rt: Machine) -> None:
    """1,000,000 append."""
    s = NIL_SLICE
    for i in range(1_000_000):
        s = append1(s, i, T_INT)


def select(rt: Machine) -> None:
    """100,000 buffered sends and selects."""
    a, b = rt.makechan(T_INT, 1), rt.makechan(T_INT, 1)
    for i in range(100_000):
        rt.chansend(a, i)
        rt.select([(a, 0, None), (b, 0, None)], False)


def alive(rt: Machine) -> None:
    """100,000 goroutines alive at once."""
    c, d = rt.makechan(T_INT), rt.makechan(T_INT)

    def f(i: int) -> None:
        rt.chanrecv(c)
        rt.chansend(d, i)

    for i in range(100_000):
        rt.go(f, i)
    rt.sleep(1)
    rt.closechan(c)
    for _ in range(100_000):
        rt.chanrecv(d)


BENCHES: list[tuple[Body, str]] = [(ping_pong, "24.9"), (spawn, "1.97"), (maps, "196"), (mutex, "4.2"), (append, "-"), (select, "-")]


def main(argv: list[str]) -> None:
    """Run and print."""
    for bench, go in [(alive, "-")] if "alive" in argv else BENCHES:
        best = float("inf")
        for _ in range(1 if bench is alive else 3):
            rt = Machine()

            def body(bench: Body = bench, rt: Machine = rt) -> Any:
                bench(rt)

            start = time.perf_counter()
            rt.run(body)
            best = min(best, time.perf_counter() - start)
        print(f"{bench.__doc__:48} {best * 1000:8.1f} {go:>8}")
    print(f"{'Most memory used':48} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:8} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
