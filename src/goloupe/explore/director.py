"""Directors: schedulers that know the goroutines they choose among.

All answers go into the schedule: ``log`` holds every answer to a question with more than one possibility, in order.  The numbers that
``math/rand`` asks for are not part of it: they come from a seed of their own, which a schedule names.

The first alternative is always the natural one: the goroutine that runs goes on; if it cannot, the one that Go would take (the one
made ready last, then those in the order in which they became ready).  A schedule is therefore mostly zeros, and the fewer others it
has the simpler it is.
"""

from __future__ import annotations

from array import array
from random import Random
from typing import TYPE_CHECKING, Any, Final, Self

from goloupe.explore.run import NEVER
from goloupe.runtime.sched import KIND_INDEX, Scheduler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.explore.machine import ControlledMachine
    from goloupe.explore.run import Schedule
    from goloupe.runtime.runtime2 import G

SPIN: Final = 64
"""Points that one goroutine may pass in a row while others could run, before fairness has another go on."""


class Director(Scheduler):
    """The natural order: nobody is interrupted.  The base of all strategies.

    ``eager``: when a timer may fire while goroutines run (`NEVER`, `SOON`, `ALWAYS`); otherwise time goes on only when nobody can run.
    """

    __slots__ = ("_random", "_spin", "eager", "machine", "racy", "rand_seed", "settled")

    name = "natural"
    """What the strategy is called."""
    paper = ""
    """Where it was described."""
    fair = True
    """Nobody passes more than `SPIN` points in a row while others could run."""

    def __init__(self, seed: int = 0, *, eager: int = NEVER, rand_seed: int = 0) -> None:
        super().__init__(seed)
        self.eager = eager
        self.rand_seed = rand_seed
        self.racy: tuple[str, ...] = ()
        """Places whose accesses to memory are points, too: see `Schedule.racy`."""
        self.settled = False
        """It begins when the packages are initialised: see `Schedule.settled`."""
        self._random = Random(rand_seed)
        self._spin = 0
        self.machine: ControlledMachine | None = None

    def begin(self, machine: ControlledMachine) -> None:
        """A run of this machine begins."""
        self.machine = machine
        self.log = array("Q")
        self.kinds = bytearray()
        self._random = Random(self.rand_seed)
        self._spin = 0
        self._start()

    # Which goroutine.

    def next(self, current: G | None, ready: Sequence[G], timers: bool) -> int:
        """Who goes on: index into ``[current, *ready]``, or into ``ready`` if nobody is current; one past the end lets the next timer fire.

        ``timers``: that is possible.  Called with at least two possibilities.
        """
        n = len(ready) + (current is not None) + timers
        if current is not None:
            self._spin += 1
            if self._spin > SPIN and ready:
                choice = len(ready)  # The one that has waited longest.
                self._spin = 0
            else:
                choice = self.order(current, ready, n)
                if choice:
                    self._spin = 0
        else:
            self._spin = 0
            choice = self.order(None, ready, n)
        self.log.append(choice)
        self.kinds.append(RUNNABLE)
        return choice

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:  # noqa: ARG002
        """The strategy's choice among ``n``; see `next`."""
        return 0

    def executed(self, g: G) -> None:
        """``g`` is about to do the operation that its ``note`` names: for strategies that look at conflicts."""

    def did(self, g: G, op: str, obj: Any) -> None:
        """``g`` has done something that is no point: "unlock", "runlock", "wlock", "wunlock", "timer", "pool", "exit", "crash"."""

    def only(self, g: G) -> None:
        """The goroutine that ran has blocked or ended, and ``g`` is the only one that can go on."""

    def elapsed(self, idle: bool) -> None:
        """Time has gone on; ``idle``: because nobody could run, and not while somebody was running."""

    # The rest.

    def choose(self, kind: str, n: int) -> int:
        """An answer to the machine and to stand-ins."""
        if n <= 1:
            return 0
        if kind == "rand":
            return self._random.randrange(n)
        choice = self.pick(kind, n)
        self.log.append(choice)
        self.kinds.append(KIND_INDEX[kind])
        return choice

    def slice_length(self, processors: int) -> int:  # noqa: ARG002
        """No budget: each point is asked about."""
        return 0


RUNNABLE: Final = KIND_INDEX["runnable"]
"""The kind of a question for who goes on, in ``kinds``."""


class Replayer(Director):
    """Gives the answers of a schedule; after its end, or where an answer is impossible, the natural ones."""

    __slots__ = ("_at", "answers", "unfit")

    name = "replay"

    @classmethod
    def of(cls, schedule: Schedule) -> Self:
        """What repeats a run."""
        out = cls(schedule.answers, eager=schedule.eager, rand_seed=schedule.rand_seed)
        out.racy = schedule.racy
        out.settled = schedule.settled
        return out

    def __init__(self, answers: Sequence[int], *, eager: int = NEVER, rand_seed: int = 0) -> None:
        super().__init__(0, eager=eager, rand_seed=rand_seed)
        self.answers = answers
        self._at = 0
        self.unfit = -1
        """How many events there were when an answer was impossible for the first time; -1 if all were possible."""

    def _start(self) -> None:
        self._at = 0
        self.unfit = -1

    @property
    def unasked(self) -> int:
        """Answers that nobody has asked for; an answer after the last choice may be one that never is."""
        return len(self.answers) - self._at

    def next(self, current: G | None, ready: Sequence[G], timers: bool) -> int:
        """The recorded answer."""
        at = self._at
        if at >= len(self.answers):
            return super().next(current, ready, timers)
        choice = self._answer(len(ready) + (current is not None) + timers)
        self.log.append(choice)
        self.kinds.append(RUNNABLE)
        return choice

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """The recorded answer."""
        return self._answer(n) if self._at < len(self.answers) else 0

    def _answer(self, n: int) -> int:
        choice = self.answers[self._at]
        self._at += 1
        if choice < n:
            return choice
        if self.unfit < 0 and self.machine is not None:
            self.unfit = len(self.machine.events)
        return 0
