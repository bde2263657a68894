"""Locks of package sync for programs whose races are looked for, and which nobody else watches.

The same as in `goloupe.std.sync`, with what is told to the detector written out for the cases that matter: a lock that was last released
by the goroutine that takes it brings nothing new, and a release is four assignments.  All else is told in the usual way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from goloupe.race.clocks import BITS, CLOCK, MASK, NEXT, join
from goloupe.race.stacks import taken
from goloupe.runtime.machine import Machine
from goloupe.runtime.stack import Frame
from goloupe.runtime.value import FieldRef
from goloupe.std.internal_race import DETECTOR

TRACEBACKS = True
_frame = sys._getframe


def lock(rt: Any, d: Any) -> Callable[[Any], None]:
    """``(*Mutex).Lock``."""
    contended = rt.mutex_lock_contended

    outer = Frame("sync.(*Mutex).Lock", f"{rt.goroot}/src/sync/mutex.go", 46)
    d.in_lock = (Frame("internal/sync.(*Mutex).Lock", f"{rt.goroot}/src/internal/sync/mutex.go", 70), 0, outer, 0)

    def told(mu: Any) -> None:  # go internal/sync.(*Mutex).Lock internal/sync/mutex.go:70
        d.lock_op(rt.curg, "lock", mu)
        d.acquire(rt.curg, mu)

    def take(m: Any, place: int = 0, call: Any = None) -> None:  # go sync.(*Mutex).Lock sync/mutex.go:46
        rt.budget -= 1
        if rt.budget < 0:
            rt.preempt("lock", m.f_mu)
        mu = m.f_mu
        if mu.f_state:
            contended(mu)
        else:
            mu.f_state = 1
        cell = mu.s_state
        held = cell.sync
        t = d.current
        if held is None:
            told(mu)
        elif held.by is not t:
            more = cell.more
            if call is None or cell.read or more is None or not more.atomics or held.base or t.ignore:
                told(mu)
                return
            if not call:
                taken(call, _frame(1))
            more.atomics[t.shift | 1] = t.epoch, -place, call
            epoch = held.epoch
            vc = t.vc
            if (vc >> (epoch & MASK)) & CLOCK < epoch >> BITS:
                t.vc = join(vc, held.vc)

    return take


def unlock(d: Any, usual: Callable[[Any], None]) -> Callable[[Any], None]:
    """``(*Mutex).Unlock``; ``usual`` does it in the usual way."""

    def give(m: Any) -> None:  # go sync.(*Mutex).Unlock sync/mutex.go:65
        mu = m.f_mu
        held = mu.s_state.sync
        t = d.current
        if held is None or mu.f_state != 1 or t.ignore:
            usual(mu)
            return
        mu.f_state = 0
        held.by = t
        held.epoch = epoch = t.epoch
        held.vc = vc = t.vc
        t.vc = vc + t.step
        t.epoch = d.now = epoch + NEXT

    return give


def rlock(rt: Any, d: Any, wait: Callable[[Any, Any], None]) -> Callable[[Any], None]:
    """``(*RWMutex).RLock``.

    That the lock is used is told when others have used it since, not for each time that one does in a row.
    """
    name = d.named

    def take(rw: Any) -> None:  # go sync.(*RWMutex).RLock sync/rwmutex.go:74
        given = rw.s_writerSem.sync
        if given is None or given.by is not d.current:
            name(rw.f_w.f_mu)
        rt.budget -= 1
        if rt.budget < 0:
            rt.preempt("rlock", rw)
        count = rw.f_readerCount
        n = count.f_v = count.f_v + 1
        if n < 0:
            wait(rt, rw)
        held = rw.s_readerSem.sync
        if held is not None and held.by is not d.current:
            d.acquire(rt.curg, FieldRef(rw, "f_readerSem"))

    return take


def runlock(rt: Any, d: Any, slow: Callable[[Any, int], None]) -> Callable[[Any], None]:
    """``(*RWMutex).RUnlock``."""

    def give(rw: Any) -> None:  # go sync.(*RWMutex).RUnlock sync/rwmutex.go:122
        held = rw.s_writerSem.sync
        t = d.current
        if held is None or t.ignore:
            d.release_merge(rt.curg, FieldRef(rw, "f_writerSem"))
        else:
            if held.by is not t:
                held.base = join(held.base, held.vc)
                held.by = t
            held.epoch = epoch = t.epoch
            held.vc = vc = t.vc
            t.vc = vc + t.step
            t.epoch = d.now = epoch + NEXT
        count = rw.f_readerCount
        n = count.f_v = count.f_v - 1
        if n < 0:
            slow(rw, n)

    return give


class Locks:
    """These functions, bound to machine and detector."""

    def __init__(self, rt: Any, detector: Any) -> None:
        self.lock = partial(lock, rt, detector)
        self.unlock = partial(unlock, detector)
        self.rlock = partial(rlock, rt, detector)
        self.runlock = partial(runlock, rt, detector)


def locks(rt: Any) -> Locks | None:
    """The functions for a machine of the usual kind that nobody watches but the race detector."""
    detector = rt.values.get(DETECTOR)
    return Locks(rt, detector) if detector is not None and rt.hook is detector and rt.__class__ is Machine else None
