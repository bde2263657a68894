"""Slow goroutines: some are so late that time goes on without them.

On a clock that only jumps when nobody can run, a timeout never hits a goroutine that is ready but has not got to run; on a loaded
machine it does, and often for long. Here each goroutine is slow with probability 1/4, main with 1/2, and time goes on as if the
slow ones were not there: while only they could run the next timer fires instead, up to a number of times that is drawn for the run,
between 64 and 4096, each order of magnitude as likely as any other. Otherwise priorities are drawn at random, as in `pct`, and drawn
anew at one point in eight.

The next timer as one more process: Desai, Qadeer and Seshia, *Systematic testing of asynchronous reactive systems*, FSE 2015.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from goloupe.explore.director import Director
from goloupe.explore.run import SOON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.runtime.runtime2 import G

SLOW: Final = 0.25
SLOW_MAIN: Final = 0.5
"""How likely a goroutine is slow; main, which creates the others, more often."""
CHANGE: Final = 1 / 8
"""How likely the one that runs gets another priority at a point."""
PATIENCE: Final = 6
"""Binary logarithm of how many timers may fire without the slow ones, at least; twice as much at most."""


class Lag(Director):
    """One run with slow goroutines: those whose priority is negative."""

    __slots__ = ("_draw", "_patience")

    name = "lag"
    paper = "Desai, Qadeer, Seshia: Systematic testing of asynchronous reactive systems, FSE 2015"

    def __init__(self, seed: int = 0) -> None:
        super().__init__(seed, eager=SOON)

    def _start(self) -> None:
        self._draw = Random(self.seed)
        self._patience = int(2 ** (PATIENCE * (1 + self._draw.random())))

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:
        """Highest priority first; a timer before those that are slow."""
        here = 0 if current is None else 1
        draw = self._draw.random
        if current is not None and current.note.priority and draw() < CHANGE:
            current.note.priority = draw() - (current.note.priority < 0) or 0.5
        best = -2.0
        choice = 0
        for i, g in enumerate((current, *ready) if current is not None else ready):
            p = g.note.priority or self._new(g)
            if p > best:
                best = p
                choice = i
        if best < 0 and n > len(ready) + here and self._patience:
            self._patience -= 1
            return n - 1
        return choice

    def _new(self, g: G) -> float:
        slow = SLOW if g.note.index else SLOW_MAIN
        p = self._draw.random() - (1.0 if self._draw.random() < slow else 0.0) or 0.5
        g.note.priority = p
        return p

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """Any."""
        return int(self._draw.random() * n)
