"""Seeing all: the search by partial orders as the engine drives it, over several processes.

First the points are those of synchronisation.  When that search is over and data races are known, it is made once more with the accesses
that race as points too, and again if that has found others: so what it amounts to does not depend on who found which race when.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from goloupe.explore.strategies.parts import Parts
from goloupe.explore.strategies.portfolio import Unit

if TYPE_CHECKING:
    from goloupe.explore.children import Message

RUNS: Final = 200
"""Runs of one unit: when it is done, what is left of it can be split."""
TURN: Final = 1000
"""Runs of the turn that a further search begins with."""
RUN: Final = 0.005
"""Seconds that there are in a turn for each of its runs."""


@dataclass
class Seen:
    """What a search that has come to its end has seen: all of it, up to equivalence."""

    interleavings: int
    """Partial orders of the operations; each was run."""
    unvaried: list[str] = field(default_factory=list)
    """What was the same in all runs, and need not be: see `goloupe.explore.run.Run.unvaried`."""
    timed: bool = False
    """The program waits for time: it is all only if timers fire when nobody can run, and not before."""


class Exhaustion:
    """The searches of one exploration, one after the other."""

    def __init__(self, workers: int, *, timed: bool = True, runs: int = RUNS) -> None:
        self.workers = workers
        self.runs = runs
        """Of a unit, at most."""
        self.timed = timed
        """Turns end after a time, too."""
        self.seen: Seen | None = None
        """With the points of synchronisation only."""
        self.racy_seen: Seen | None = None
        """With those accesses that are known to race."""
        self.over = False
        """There is nothing left to search."""
        self._seed = 0
        self._left = 0.0
        """Runs of this turn that are left."""
        self._until = 0.0
        """When it ends."""
        self._racy: tuple[str, ...] = ()
        self._unvaried: set[str] = set()
        self._parts = Parts(workers)

    @property
    def complete(self) -> bool:
        """All was seen, and what comes of the races too."""
        return self.calm and not any(seen is not None and seen.timed for seen in (self.seen, self.racy_seen))

    @property
    def calm(self) -> bool:
        """The same, if timers fire when nobody can run, and not before."""
        return self.over and self.seen is not None and (not self._racy or self.racy_seen is not None)

    def turn(self, seed: int, runs: int) -> None:
        """So many runs may be made from now on, in a limited time; 0: as many as there are."""
        self._seed = seed
        self._left = runs or math.inf
        self._until = time.monotonic() + self._left * RUN if self.timed else math.inf

    def unit(self) -> Unit | None:
        """Something to do; None: there is nothing now, or it is not its turn."""
        if self.over or self._left <= 0 or time.monotonic() >= self._until:
            return None
        taken = self._parts.take(self.runs)
        if taken is None:
            return None
        prefix, runs = taken
        return Unit("dpor", self._seed, runs, self._racy, prefix)

    def done(self, unit: Unit, told: Message, racy: set[str]) -> None:
        """What came of a unit; ``racy`` are the places of all races known so far."""
        if unit.racy != self._racy:
            return
        self._left -= told["traces"] + told["redundant"]
        self._parts.done(unit.prefix, told)
        self._unvaried.update(told["unvaried"])
        self._look(racy)

    def lost(self, unit: Unit, racy: set[str]) -> None:
        """A unit was given up."""
        self._parts.lost(unit.prefix)
        self._look(racy)

    def _look(self, racy: set[str]) -> None:
        parts = self._parts
        if not parts.over or self.over:
            return
        seen = Seen(parts.traces, sorted(self._unvaried), parts.timed) if parts.complete else None
        if self._racy:
            self.racy_seen = seen
        else:
            self.seen = seen
        now = tuple(sorted(racy))
        if now == self._racy or parts.hopeless:
            self.over = True
        else:
            self._again(now)

    def further(self, racy: set[str]) -> None:
        """Others than searches have found races; if all was seen before that, it is searched with these."""
        now = tuple(sorted(racy))
        if self.complete and now != self._racy:
            self._again(now)

    def _again(self, racy: tuple[str, ...]) -> None:
        self.over = False
        self._racy = racy
        self._unvaried = set()
        self._parts = Parts(self.workers)
        self.turn(self._seed, TURN if self._left < math.inf else 0)
