"""Goroutines that somebody counts."""

from __future__ import annotations

from typing import Any

from goloupe.explore.census import Counted
from goloupe.runtime import dump, stack
from goloupe.runtime.runtime2 import G


def test_one_that_has_not_begun_is_in_the_function_that_it_begins_with() -> None:
    def worker() -> None:
        """Nobody has called it: a stub stands for it."""

    def stub() -> None:
        worker()

    stack.register(worker.__code__, "m.worker", "/m/m.go", 7, line=7, has_args=False)
    stub.found = lambda: worker  # type: ignore[attr-defined]
    nobody: Any = None
    for fn in (stub, worker):
        (frame,) = dump.beginning(G(7, Counted(fn, nobody), (), 0))
        assert (frame.name, frame.line) == ("m.worker", 7)
