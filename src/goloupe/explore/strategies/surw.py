"""Weighted random walk: a goroutine that has more left to do is more likely to go on.

Zhao, Wolff, Mathur and Roychoudhury, *Selectively uniform concurrency testing*, ASPLOS 2025.  Choosing each goroutine with a probability
in proportion to the operations that it has left makes every interleaving equally likely, if these numbers are right.  They are taken from
the runs so far: how many points the goroutine of this name passed, with those of the goroutines that it has yet to create.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import TYPE_CHECKING

from goloupe.explore.director import Director

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.explore.run import Run
    from goloupe.runtime.runtime2 import G

PAPER = "Zhao, Wolff, Mathur, Roychoudhury: Selectively uniform concurrency testing, ASPLOS 2025"


class Weighted(Director):
    """One run; ``own`` is how many points a goroutine is expected to pass, ``families`` the same with all that descend from it."""

    __slots__ = ("_draw", "_families", "_own")

    name = "surw"
    paper = PAPER

    def __init__(self, seed: int, own: dict[str, int], families: dict[str, int]) -> None:
        self._own = own
        self._families = families
        super().__init__(seed)

    def _start(self) -> None:
        self._draw = Random(self.seed).random

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:
        """In proportion to what is left."""
        weights = []
        if current is not None:
            weights.append(self._left(current))
        weights += [self._left(g) for g in ready]
        if n > len(weights):
            weights.append(1)
        x = self._draw() * sum(weights)
        for i, w in enumerate(weights):
            x -= w
            if x < 0:
                return i
        return n - 1

    def _left(self, g: G) -> int:
        note = g.note
        left: int = self._own.get(note.path, 1) - note.steps
        families = self._families
        child = note.children
        while (points := families.get(f"{note.path}.{child}")) is not None:
            left += points
            child += 1
        return left if left > 1 else 1

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """Any."""
        return int(self._draw() * n)


class WeightedSearch:
    """One run per seed; the numbers come from the runs so far, the latest of which counts."""

    name = Weighted.name
    paper = PAPER
    complete = False

    def __init__(self, seeds: Iterable[int]) -> None:
        self._seeds: Iterator[int] = iter(seeds)
        self._own: dict[str, int] = {}
        self._families: dict[str, int] = {}

    def next_schedule(self) -> Director | None:
        """The next seed's."""
        seed = next(self._seeds, None)
        return None if seed is None else Weighted(seed, self._own, self._families)

    def finished(self, run: Run) -> None:
        """Learn how many points each goroutine passed."""
        families: dict[str, int] = {}
        for note in reversed(run.notes):  # Children come after their parents.
            self._own[note.path] = note.steps
            points = families[note.path] = families.get(note.path, 0) + note.steps
            parent = note.path.rpartition(".")[0]
            families[parent] = families.get(parent, 0) + points
        self._families.update(families)
