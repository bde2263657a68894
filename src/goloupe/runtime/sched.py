"""Choices.

Everything in a run that Go leaves open is decided by one `Scheduler`: it is asked ``choose(kind, n)``, answers with a number
below ``n`` and remembers the answer.  Two runs of a program whose schedulers give the same answers are the same run.  Nothing
else may influence a choice: no hash order, no object address, no clock of the computer.

Kinds:

==========  ==========================================================================================================
runnable    which of the processors (P) with something to run goes on; 0 is the one that ran last, if it can
select      order in which a select looks at its cases
map         where the iteration of a map starts
rand        numbers for ``math/rand`` and hash seeds
timer       which of several timers due at the same instant fires first
preempt     after how many synchronisation points the running processor is interrupted
steal       from which processor an idle one steals first
linger      how many goroutines that are done are still there for who asks for the number of goroutines
==========  ==========================================================================================================
"""

from __future__ import annotations

from array import array
from random import Random
from typing import Final

KINDS: Final = ("runnable", "select", "map", "rand", "timer", "preempt", "steal", "linger")
KIND_INDEX: Final = {kind: i for i, kind in enumerate(KINDS)}


class Scheduler:
    """Chooses the first alternative; the base of all others.

    ``log`` holds the answers in order, as unsigned 64-bit numbers; ``kinds`` holds the kind of each as one byte.  A choice with
    one possibility is no choice: it is neither asked nor recorded.
    """

    __slots__ = ("kinds", "log", "seed")

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self.log: array[int] = array("Q")
        self.kinds = bytearray()
        self._start()

    def _start(self) -> None:
        """Prepare for a run."""

    def choose(self, kind: str, n: int) -> int:
        """A number from 0 to ``n - 1``."""
        if n <= 1:
            return 0
        choice = self.pick(kind, n)
        self.log.append(choice)
        self.kinds.append(KIND_INDEX[kind])
        return choice

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """Decide; called with ``n > 1``."""
        return 0

    def slice_length(self, processors: int) -> int:
        """After how many synchronisation points to ask whether another processor goes on."""
        if processors == 1:
            return 20000  # Go preempts after 10 ms.
        return 1 + self.choose("preempt", 64)


class RandomScheduler(Scheduler):
    """Uniform choices from a seed: the same on every machine and Python version."""

    __slots__ = ("_bits",)

    def _start(self) -> None:
        self._bits = Random(self.seed).getrandbits

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """A uniform choice."""
        bits = self._bits
        k = (n - 1).bit_length()
        choice = bits(k)
        while choice >= n:
            choice = bits(k)
        return choice
