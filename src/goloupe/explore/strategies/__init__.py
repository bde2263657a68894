"""Strategies: ways through the schedules of a program, one small file each.

A strategy hands out directors, one for each run, and is told how the run went; when it has no more it hands out None, and if that
means that there is nothing left to see it is `complete`.  Those that draw schedules at random are a director class and a row of seeds
(`Seeded`); those that search remember what they have seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from goloupe.explore.director import Director
from goloupe.explore.run import Run


class Strategy(Protocol):
    """A way through the schedules."""

    name: str
    """What it is called: in ``--strategy``, in reports."""
    paper: str
    """Where it was described."""
    complete: bool
    """It has handed out all there is: every run, up to equivalence, has been made."""

    def next_schedule(self) -> Director | None:
        """The director of the next run; None: no more."""

    def finished(self, run: Run) -> None:
        """How that run went."""


class Seeded:
    """One director per seed; each is independent of all others."""

    complete = False

    def __init__(self, name: str, paper: str, make: Callable[[int], Director], seeds: Iterable[int]) -> None:
        self.name = name
        self.paper = paper
        self._make = make
        self._seeds: Iterator[int] = iter(seeds)

    def next_schedule(self) -> Director | None:
        """The next seed's."""
        seed = next(self._seeds, None)
        return None if seed is None else self._make(seed)

    def finished(self, run: Run) -> None:
        """Nothing is learnt."""
