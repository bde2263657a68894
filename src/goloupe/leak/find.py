"""Goroutines that wait for what nobody can reach."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from greenlet import getcurrent

from goloupe.leak.reach import Reach
from goloupe.leak.stacks import frames, references
from goloupe.leak.world import timers, world_of
from goloupe.runtime import chan, select, sema
from goloupe.runtime.chan import Hchan
from goloupe.runtime.value import FieldRef

if TYPE_CHECKING:
    from goloupe.runtime.machine import Machine
    from goloupe.runtime.runtime2 import G

_PACKAGE: Final = __name__.rpartition(".")[0]
FOREVER: Final = frozenset((select.SELECT_NO_CASES, chan.CHAN_SEND_NIL, chan.CHAN_RECEIVE_NIL))
"""Wait reasons of goroutines that nothing can wake."""
WAITS: Final = frozenset(
    (
        *(chan.CHAN_SEND, chan.CHAN_RECEIVE, select.SELECT),
        *(sema.MUTEX_LOCK, sema.RWMUTEX_LOCK, sema.RWMUTEX_RLOCK, sema.WAITGROUP_WAIT, sema.COND_WAIT),
    )
)
"""Wait reasons of goroutines that need somebody who has what they wait for (`isMaybeRunnable`)."""


def awaited(g: G) -> list[Any]:
    """The objects of which one must be reached for a goroutine to go on."""
    on = g.on
    if g.reason in FOREVER or on is None:
        return []
    if isinstance(on, list):
        return on
    return [on.obj if isinstance(on, FieldRef) else on]


def waits(g: G) -> bool:
    """Whether a goroutine waits for something that may never come; others run, sleep or wait for the world outside."""
    reason = g.reason
    return reason in FOREVER or (reason in WAITS and (reason == select.SELECT or g.on.__class__ in (Hchan, FieldRef, sema.NotifyList)))


def stack(g: G) -> Iterator[Any]:
    """What the stack of a goroutine refers to."""
    if g.switch is None:
        yield g.fn
        yield from g.args
        return
    sudog = g.sudog
    if g.reason == chan.CHAN_SEND or sudog.success:
        yield sudog.elem  # To be sent, or received and not yet taken.
    panic = g.panic
    while panic is not None:
        yield panic.value
        panic = panic.link
    for frame in frames_of(g):
        yield from references(frame)


def frames_of(g: G) -> Iterator[FrameType]:
    """The frames of a goroutine that has begun; it may be the one that asks."""
    owner = getattr(g.switch, "__self__", None)
    if owner is not None:
        yield from frames(_outside(sys._getframe(1)) if owner is getcurrent() else owner.gr_frame)


def _outside(frame: FrameType | None) -> FrameType | None:
    """The first frame that is not of this package: what it looks at is not what the goroutine has."""
    while frame is not None and frame.f_globals.get("__name__", "").startswith(_PACKAGE):
        frame = frame.f_back
    return frame


class Search:
    """The goroutines of a machine, and which of them can go on."""

    def __init__(self, machine: Machine) -> None:
        world = world_of(machine)
        self.reach = Reach((machine.values, *world.stops), world.leaves)
        self.waiting: dict[int, G] = {}
        live = []
        for g in machine.allgs.values():
            if not waits(g):
                live.append(g)
                continue
            self.waiting[g.id] = g
            for obj in awaited(g):
                self.reach.waited.setdefault(id(obj), []).append(g)
        self._mark(timers(machine))
        self._mark(world.kept())
        for g in live:
            self._mark(stack(g))

    def _mark(self, roots: Iterable[Any]) -> None:
        """Reach objects; goroutines that wait for them are live, and so is what their stacks hold."""
        pending = self.reach.mark(roots)
        while pending:
            g = pending.pop()
            if self.waiting.pop(g.id, None) is not None:
                pending += self.reach.mark(stack(g))

    def add(self, roots: Iterable[Any]) -> None:
        """Further roots."""
        self._mark(roots)


def leaked(machine: Machine, roots: Iterable[Any] = ()) -> tuple[list[G], list[G]]:
    """Goroutines that can never go on, and those that could only if somebody used a package variable for it.

    ``roots`` are objects that are alive for reasons of their own.
    """
    search = Search(machine)
    search.add(roots)
    without = list(search.waiting.values())
    search.add(world_of(machine).variables())
    proved = search.waiting
    return [g for g in without if g.id in proved], [g for g in without if g.id not in proved]
