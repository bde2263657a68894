"""The number of goroutines, for programs that ask for it, and who they are, for those that ask for all stacks.

A goroutine that has done all it has to do is still there for a while, and nothing tells when it is gone but the number itself.  So its end
is no point of the schedule: it *lingers*, and whoever asks for the number is told, by the director's choice, how many of those
that linger are still there.  The others are gone for good.  When time goes on, all are: nobody who has nothing left to do but to end is
kept from it for as long as that.

A loop that asks again and again, and only gives way in between, sees them gone when it looks for the second time at the latest.  That it
might look in vain more often is not tried (`POLLS`), for there would be no end to it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from types import CodeType
from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.run import POLLS
from goloupe.runtime import dump, stack
from goloupe.runtime.panics import GoExit

if TYPE_CHECKING:
    from goloupe.explore.events import Note
    from goloupe.explore.machine import ControlledMachine
    from goloupe.runtime.runtime2 import G

ALL: Final = "goroutines"
"""The object of the question and of the end of each goroutine."""


class Counted:
    """The function of a goroutine whose end somebody may see."""

    __slots__ = ("fn", "machine")

    def __init__(self, fn: Callable[..., Any], machine: ControlledMachine) -> None:
        self.fn = fn
        self.machine = machine

    @property
    def __code__(self) -> CodeType | None:
        """Where the goroutine begins, for dumps."""
        return getattr(self.fn, "__code__", None)

    @property
    def found(self) -> Callable[[], Callable[..., Any]] | None:
        """Finds it, if nobody has called it so far: for dumps, too."""
        return getattr(self.fn, "found", None)

    def __call__(self, *args: Any) -> None:
        """Run it; it is there for a while when it is done."""
        with contextlib.suppress(GoExit):
            self.fn(*args)
        machine = self.machine
        if machine.census is not None and not machine.main_done:
            machine.census.gone(machine.curg)
            machine.director.did(machine.curg, "end", ALL)


class Census:
    """Who lingers in one run, and who has asked."""

    __slots__ = ("_asked", "_done", "lingering", "seen")

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A run begins."""
        self.lingering: list[int] = []
        """Those that are done, and not known to be gone."""
        self._done: dict[int, G] = {}
        """These goroutines."""
        self.seen: dict[int, list[int]] = {}
        """Number of an event that asks -> who was still there, of those that were done."""
        self._asked: dict[int, tuple[Any, int, int]] = {}
        """Who has asked -> where, how many points it had passed then, and what it was told."""

    def gone(self, g: G) -> None:
        """A goroutine is done, and is still there for a while."""
        if not self.lingering:
            self._done.clear()
        self.lingering.append(g.note.index)
        self._done[g.note.index] = g

    def stacks(self, machine: ControlledMachine, site: Any) -> str:
        """The stacks of those that are done and still there, for who asks for all: each where it did something last, or began."""
        self.ask(machine, site)
        out = []
        for g in (self._done[index] for index in self.lingering):
            last = stack.frame_at(*g.note.site) if g.note.site is not None else None
            out.append("\n" + dump.goroutine(machine, g, dump.beginning(g) if last is None else [last], "runnable"))
        return "".join(out)

    def polls(self, note: Note, site: Any, steps: int) -> int:
        """What somebody was told who asks again after having only given way, with ``steps`` points passed before that; 0: it does not."""
        where, passed, told = self._asked.get(note.index, (None, 0, 0))
        return told if where is not None and (where, passed) == (site, steps) else 0

    def ask(self, machine: ControlledMachine, site: Any) -> int:
        """How many there are."""
        note = machine.curg.note
        vain = note.op == "gosched" and self.polls(note, site, note.steps)
        if not vain:
            self._asked.pop(note.index, None)
        machine.preempt("count", ALL)
        if vain and self.lingering:
            machine.unvaried.add(POLLS)
            self.lingering.clear()
        lingering = self.lingering
        still = machine.choose("linger", len(lingering) + 1)
        del lingering[: len(lingering) - still]
        if still:
            self.seen[len(machine.events) - 1] = lingering.copy()
        n = len(machine.allgs) + still
        self._asked[note.index] = site, note.steps, n
        return n
