"""Running Python functions as Go programs."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from goloupe.runtime.hooks import Hook
from goloupe.runtime.machine import Machine
from goloupe.runtime.sched import Scheduler


class Run:
    """What a run gave."""

    def __init__(self, code: int, out: list[Any], stderr: str, rt: Machine) -> None:
        self.code = code
        self.out = out
        self.stderr = stderr
        self.rt = rt


def run(
    main: Callable[[Machine, list[Any]], Any],
    *,
    procs: int = 1,
    seed: int = 0,
    scheduler: Scheduler | None = None,
    hook: Hook | None = None,
) -> Run:
    """Run ``main(rt, out)`` as goroutine 1; what it appends to ``out`` is its output."""
    err = io.BytesIO()
    rt = Machine(scheduler, seed=seed, gomaxprocs=procs, stdout=io.BytesIO(), stderr=err, goroot="GOROOT", hook=hook)
    out: list[Any] = []
    code = rt.run(lambda: main(rt, out))
    rt.close()
    return Run(code, out, err.getvalue().decode(), rt)
