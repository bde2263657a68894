"""One family at a time: of many goroutines that are alike, few go on, and the others are held back.

A program that creates a thousand goroutines in a loop spends nearly all of its points on going round among the thousand, and where each
of them has a lot to do no run is long enough.  What can go wrong among them mostly goes wrong among one or two and those that they create
in turn: the *small scope hypothesis* (Andoni, Daniliuc, Khurshid and Marinov, *Evaluating the small scope hypothesis*, MIT 2002; Jackson,
*Software Abstractions*, 2006).  So of the goroutines that one goroutine has created by one ``go`` statement the first takes part, in
some runs the first two.  The others are held back while anybody else can run; then timers fire, up to a number that is drawn for the run
as in `lag`, and only then the next of them takes part, too.

Those that take part have random priorities, as in `pct`; in most runs a lower one than who created them.  A goroutine draws a new one when
it calls Gosched, and after a number of points in a row that is drawn for the run: in most runs so many that a goroutine can do all of its
work before another one begins.  Who only looks whether it is time to go on has to give way sooner, to those that are held back if need be.
"""

from __future__ import annotations

import contextlib
from bisect import insort
from random import Random
from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.director import RUNNABLE, SPIN, Director
from goloupe.explore.events import YIELDS
from goloupe.explore.run import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.runtime.runtime2 import G

ALONE: Final = 0.9
"""How likely one of those that are alike takes part, and not two."""
ELDERS: Final = 0.75
"""How likely who creates a goroutine goes before it."""
SHORT: Final = 0.15
LONG: Final = 12
LONGEST: Final = 24
"""How likely turns are short; binary logarithms of the number of points in a row from which on a turn is long, and at most."""
TINY: Final = 1e-300
"""The lowest priority; 0 is none."""
LOOK: Final = 512
"""Points after which it is looked at whether anything gets on."""
PATIENCE: Final = (9, 13)
"""Binary logarithms of how many timers may fire without those that are held back, at least and at most."""


class Family(Director):
    """One run: who is held back has a negative priority."""

    __slots__ = (
        "_among",
        "_draw",
        "_elders",
        "_elders_first",
        "_known",
        "_left",
        "_members",
        "_patience",
        "_ready",
        "_runs",
        "_seen",
        "_since",
        "_turn",
    )

    name = "family"
    fair = False
    paper = "Andoni, Daniliuc, Khurshid, Marinov: Evaluating the small scope hypothesis, MIT 2002"

    def __init__(self, seed: int = 0) -> None:
        super().__init__(seed, eager=ALWAYS)

    def _start(self) -> None:
        draw = self._draw = Random(self.seed).random
        self._members = 1 if draw() < ALONE else 2
        low, high = (1, LONG) if draw() < SHORT else (LONG, LONGEST)
        self._turn = int(2 ** (low + (high - low) * draw()))
        self._elders_first = draw() < ELDERS
        self._elders: dict[str, float] = {}
        """The priorities that goroutines had when they began, by path."""
        self._patience = int(2 ** (PATIENCE[0] + (PATIENCE[1] - PATIENCE[0]) * draw()))
        self._seen: dict[Any, int] = {}
        """How many goroutines a ``go`` statement of a goroutine has created."""
        self._runs: G | None = None
        """Who goes on without more ado, as long as nobody else is made ready and for some points more."""
        self._among: list[G] = []
        """Those that take part, by their priorities."""
        self._known = 0
        """How many goroutines there were when the new ones were looked for."""
        self._ready = self._left = 0
        self._since = 0
        """The point at which its turn began."""

    def next(self, current: G | None, ready: Sequence[G], timers: bool) -> int:
        """Whoever runs goes on for its turn, unless somebody of higher priority has become ready."""
        if current is not None and current is self._runs and len(ready) == self._ready and self._left:
            self._left -= 1
            choice = 0
        else:
            choice = self._decide(current, ready, timers)
        self.log.append(choice)
        self.kinds.append(RUNNABLE)
        return choice

    def _decide(self, current: G | None, ready: Sequence[G], timers: bool) -> int:
        machine = self.machine
        assert machine is not None
        now = machine.steps
        here = 0 if current is None else 1
        if len(machine.notes) != self._known:
            self._known = len(machine.notes)
            for g in ready:
                if not g.note.priority:
                    self._new(g)
        if current is None:
            last = ready[-1]
            if last.note.op in YIELDS and last.note.priority > 0:
                self._take_part(last)
        elif current is not self._runs:
            self._since = now
            if not current.note.priority:
                self._new(current)
        elif not self._left:
            stuck = now - machine.progress >= SPIN
            if stuck and timers and self._patience:
                self._patience -= 1
                return here + len(ready)
            if stuck and ready:
                self._take_part(ready[-1])
            if stuck or now - self._since >= self._turn:
                self._take_part(current)
                self._since = now
        choice = self._first(current, ready)
        if choice < 0:
            if timers and self._patience:
                self._patience -= 1
                return here + len(ready)
            choice = 0
            self._take_part(current or ready[0])
        if here and not choice:
            self._runs, self._ready = current, len(ready)
        else:
            self._runs, self._since, self._ready = ready[choice - here], now, -1
        self._left = min(max(self._turn - (now - self._since), 0), LOOK)
        return choice

    def _first(self, current: G | None, ready: Sequence[G]) -> int:
        """The one of those who take part and can run that has the highest priority; -1 if there is none."""
        machine = self.machine
        assert machine is not None
        alive = machine.allgs
        among = self._among
        i = len(among)
        while i:
            i -= 1
            g = among[i]
            if g is current:
                return 0
            if alive.get(g.id) is not g:
                del among[i]
            elif not g.reason:
                with contextlib.suppress(ValueError):  # It may be on its way to the queue.
                    return ready.index(g) + (current is not None)
        return -1

    def _take_part(self, g: G, most: float = 1.0) -> None:
        """From now on, and with another priority."""
        with contextlib.suppress(ValueError):
            self._among.remove(g)
        g.note.priority = self._any() * most or TINY
        insort(self._among, g, key=_priority)

    def _any(self) -> float:
        return self._draw() or 1.0

    def _new(self, g: G) -> None:
        note = g.note
        parent, dot, _ = note.path.rpartition(".")
        if dot:
            kind = parent, id(g.creator), g.lasti
            n = self._seen[kind] = self._seen.get(kind, 0) + 1
            if n > self._members:
                note.priority = -1.0
                return
        self._take_part(g, self._elders.get(parent, 1.0) if self._elders_first else 1.0)
        if dot:
            self._elders[note.path] = note.priority

    def only(self, g: G) -> None:  # noqa: ARG002
        """Somebody else goes on, without a question."""
        self._runs = None

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """Any."""
        return int(self._draw() * n)


def _priority(g: G) -> float:
    priority: float = g.note.priority
    return priority
