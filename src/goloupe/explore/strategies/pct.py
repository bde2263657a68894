"""Probabilistic concurrency testing: goroutines have random priorities, and lose them at a few random moments.

Burckhardt, Kothari, Musuvathi and Nagarakatte, *A randomized scheduler with probabilistic guarantees of finding bugs*, ASPLOS 2010.
Of those that can run the one with the highest priority goes on; at ``depth - 1`` moments, drawn among the ``k`` steps that a run is
expected to have, the one that runs gets a priority below all others.  A bug that needs ``depth`` ordering constraints is found with
probability at least 1/(n k^(depth-1)) in each run, for n goroutines.

The tail is fair: after the k steps the choices are uniform, for a goroutine that waits in a loop for one of lower priority would wait
for ever (as in Nekara and Coyote, *Industrial-strength controlled concurrency testing*, TACAS 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import TYPE_CHECKING, Final

from goloupe.explore.director import Director

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.explore.run import Run
    from goloupe.runtime.runtime2 import G

PAPER: Final = "Burckhardt et al.: A randomized scheduler with probabilistic guarantees of finding bugs, ASPLOS 2010"
FIRST_GUESS: Final = 64
"""Steps that the first run is expected to have."""


class Pct(Director):
    """One run; ``length`` is how many steps it is expected to have."""

    __slots__ = ("_changes", "_depth", "_draw", "_length")

    paper = PAPER

    def __init__(self, seed: int, depth: int, length: int) -> None:
        self._depth = depth
        self._length = max(length, 1)
        super().__init__(seed)

    @property
    def name(self) -> str:  # type: ignore[override]
        """With the depth."""
        return f"pct{self._depth}"

    def _start(self) -> None:
        draw = Random(self.seed)
        self._draw = draw
        self._changes = sorted(draw.randrange(1, self._length + 1) for _ in range(self._depth - 1))

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:
        """Highest priority first."""
        machine = self.machine
        assert machine is not None
        step = machine.steps
        if step > self._length:
            return int(self._draw.random() * n)
        changes = self._changes
        if current is not None:
            while changes and changes[0] <= step:
                del changes[0]
                # Below all others: the first to lose its priority is above the next.
                current.note.priority = -self._depth + len(changes) + 1e-9
        best = -1e9
        choice = at = 0
        if current is not None:
            best = current.note.priority or self._new(current)
            at = 1
        for i, g in enumerate(ready, at):
            p = g.note.priority or self._new(g)
            if p > best:
                best = p
                choice = i
        return choice

    def _new(self, g: G) -> float:
        p = self._draw.random() or 1.0
        g.note.priority = p
        return p

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """Any."""
        return int(self._draw.random() * n)


class PctSearch:
    """One run per seed; how many steps a run has is learnt from those before it."""

    paper = PAPER
    complete = False

    def __init__(self, depth: int, seeds: Iterable[int]) -> None:
        self.name = f"pct{depth}"
        self._depth = depth
        self._seeds: Iterator[int] = iter(seeds)
        self._length = FIRST_GUESS

    def next_schedule(self) -> Director | None:
        """The next seed's."""
        seed = next(self._seeds, None)
        return None if seed is None else Pct(seed, self._depth, self._length)

    def finished(self, run: Run) -> None:
        """Follow the length of runs: at once when they are longer, slowly when they are shorter."""
        self._length = max(run.steps, (7 * self._length + run.steps) // 8)
